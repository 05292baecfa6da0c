"""The trail of a run: snapshots of what it had made on its way, few enough that its folder stays small."""

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from viewer.files import SNAPSHOTS

MOST = 32  # snapshots
MOST_BYTES = 200_000_000  # of all of them, though never fewer than FEWEST
FEWEST = 4
GROWTH = 1.2  # a network's next snapshot is due at so many times the step of the last one


class Trail:
    """The files `snapshots/STEP.ending` in the folder of a run."""

    def __init__(self, run: Path, ending: str) -> None:
        self._folder, self._ending = run / SNAPSHOTS, ending

    @property
    def steps(self) -> list[int]:
        """Those that are kept, in order."""
        return sorted(int(file.stem) for file in self._folder.glob(f"[0-9]*{self._ending}"))

    @property
    def due(self) -> int:
        """The step of the next one, where they come at equal ratios."""
        steps = self.steps
        return max(math.ceil(steps[-1] * GROWTH), steps[-1] + 1) if steps else 1

    def add(self, step: int, write: Callable[[Path], object]) -> None:
        """Let `write` write a snapshot, atomically, into the file it is given; thin the others out. UserError."""
        write(self._file(step))
        steps = self.steps
        size = sum(self._file(each).stat().st_size for each in steps)
        while len(steps) > MOST or (size > MOST_BYTES and len(steps) > FEWEST):
            surplus = most_dispensable(steps)
            size -= self._file(surplus).stat().st_size
            self._file(surplus).unlink()
            steps.remove(surplus)

    def rewind(self, step: int) -> None:
        """The run goes on from an earlier step: what was made after it is void, and half-written files go."""
        with suppress(FileNotFoundError):
            for later in self.steps:
                if later > step:
                    self._file(later).unlink()
            for leftover in self._folder.glob(f".*{self._ending}"):
                leftover.unlink()

    def _file(self, step: int) -> Path:
        return self._folder / f"{step:06d}{self._ending}"


def most_dispensable(steps: Sequence[int]) -> int:
    """Of steps in order the one whose neighbours are nearest to each other in ratio; neither the first nor the last."""
    return min(zip(steps, steps[1:], steps[2:], strict=False), key=lambda three: three[2] / max(three[0], 1))[1]
