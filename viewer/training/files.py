"""The files a training leaves in its run folder."""

import math
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import torch

from viewer.errors import JobFailed, Sentence, UserError
from viewer.models import checkpoint
from viewer.models.header import SEEN_THROUGH, read_header
from viewer.training.distributed import ALONE, Team
from viewer.training.state import load_state, save_state
from viewer.training.trail import Trail
from viewer.training.trainer import Trainer

PREVIEW_EVERY = 4.0  # seconds
PREVIEW_PART = 0.05  # of the time may be spent on previews
SNAPSHOT_PART = 0.02  # and on snapshots


class RunFiles:
    """The files a run leaves in its folder, written by the first of a team."""

    def __init__(self, folder: Path, team: Team = ALONE, preview_every: float = PREVIEW_EVERY) -> None:
        self._folder = folder
        self._team = team
        self._state = folder / "state.safetensors"
        self.saved = 0  # the step of the state
        self._best = -math.inf
        self._preview_every = preview_every
        self._preview_due = time.monotonic() + preview_every
        self._trail = Trail(folder, ".safetensors")
        self._snapshot_due, self._snapshot_after = 1, time.monotonic()  # the step of the next one, and when it may be written

    def resume(self, trainer: Trainer) -> None:
        """Let `trainer` go on from the state, if it was saved before the end came, and bring the files up to it."""
        if not self._state.exists():
            self._trail.rewind(0)
            return
        load_state(trainer, self._state)
        self.saved = trainer.step
        self._best = _read_info(self._folder / "best.safetensors").get("val_psnr", -math.inf)
        if not self._team.is_first:
            return
        self._trail.rewind(trainer.step)
        self._snapshot_due = self._trail.due
        for leftover in self._folder.glob(".*.safetensors"):  # of a worker that was killed while it wrote
            leftover.unlink(missing_ok=True)
        if _read_info(self._folder / "last.safetensors").get("step") != trainer.step:
            self._keep(trainer)

    def save(self, trainer: Trainer) -> None:
        """Write the state, and the network as of the same step.

        UserError, saying what is left, if the disk is full; or if what would be written is no number.
        """
        check(trainer)
        trainer.losses = self._team.mean(trainer.losses)
        if self._team.is_first:
            try:
                save_state(trainer, self._state)
                self._keep(trainer)
            except UserError as error:
                kept = Sentence(
                    f"the checkpoint of step {self.saved} is kept" if self.saved else "there is no earlier checkpoint"
                )
                raise JobFailed(error.message, f"Free some space and use --resume; {kept}.") from error
        self.saved = trainer.step

    def judge(self, trainer: Trainer, measure: Callable[[Any], float], report: Callable[[dict[str, Any]], None]) -> None:
        """Measure the PSNR of the network, and keep it if it is the best so far."""
        if not self._team.is_first:
            return
        trainer.psnr = psnr = measure(trainer.averaged())
        report({"step": trainer.step, "psnr": psnr})
        if psnr > self._best:
            self._best = psnr
            checkpoint.save(trainer.checkpoint(val_psnr=psnr), self._folder / "best.safetensors")

    def preview(self, trainer: Trainer) -> None:
        """Write the network for looking on: every few seconds, and never for more than a small part of the time."""
        begun = time.monotonic()
        if begun < self._preview_due or not self._team.is_first:
            return
        with suppress(UserError):  # on a full disk: looking on is not worth a run
            self._show(trainer)
        now = time.monotonic()
        self._preview_due = now + max(self._preview_every, (now - begun) / PREVIEW_PART)

    def mark(self, trainer: Trainer) -> None:
        """Leave a snapshot behind, at steps in equal ratios, and never for more than a small part of the time."""
        begun = time.monotonic()
        is_due = trainer.step >= self._snapshot_due and begun >= self._snapshot_after
        if not is_due or not self._team.is_first or trainer.kind not in SEEN_THROUGH:
            return
        with suppress(UserError):
            self._trail.add(trainer.step, lambda file: checkpoint.save(trainer.checkpoint(), file, "float16"))
        self._snapshot_due = self._trail.due
        self._snapshot_after = time.monotonic() + (time.monotonic() - begun) / SNAPSHOT_PART

    # What a run is there for

    def _keep(self, trainer: Any) -> None:
        """What has been learnt so far."""
        checkpoint.save(trainer.checkpoint(), self._folder / "last.safetensors")

    def _show(self, trainer: Any) -> None:
        """The same, for looking on."""
        checkpoint.save(trainer.checkpoint(), self._folder / "live.safetensors")


def check(trainer: Trainer) -> None:
    """UserError if the training has gone astray."""
    sizes = torch._foreach_norm([trainer.losses, *(values.detach() for values in trainer.trained)])
    if not bool(torch.stack(sizes).isfinite().all()):  # asked once, for a GPU waits for every answer
        raise JobFailed(f"The loss stopped being a number before step {trainer.step}.", "Resume with a lower --lr.")


def _read_info(path: Path) -> dict[str, Any]:
    """What a checkpoint says of itself: nothing if it is missing or damaged."""
    try:
        return read_header(path).get("info", {})
    except UserError:
        return {}
