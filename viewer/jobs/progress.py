"""How a job is doing, in a terminal."""

import sys
from typing import Any


class Progress:
    """A tqdm bar with loss, PSNR, iterations a second and the time left."""

    def __init__(self, steps: int, is_quiet: bool = False) -> None:
        self._steps = steps
        self._is_quiet = is_quiet
        self._bar: Any = None  # from the first event on: what fails before it says so in one line
        self._shown: dict[str, str] = {}

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, event: dict[str, Any]) -> None:
        """Bring the bar to the event's step."""
        if "note" in event:
            print(event["note"], file=sys.stderr)
        self._steps = event.get("steps", self._steps)
        if self._is_quiet or "step" not in event:
            return
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(total=self._steps, unit="it", dynamic_ncols=True, file=sys.stderr)
        if "loss" in event:
            self._shown["loss"] = f"{event['loss']:.4f}"
        if "psnr" in event:
            self._shown["PSNR"] = f"{event['psnr']:.2f} dB"
        self._bar.set_postfix(self._shown, refresh=False)
        if self._bar.n == 0 and event["step"] > 20:  # resumed: what is done already took none of this run's time
            self._bar.initial = self._bar.n = event["step"]
        self._bar.update(event["step"] - self._bar.n)
