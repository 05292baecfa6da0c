"""The loop of a training: batches drawn beside the steps, what is told, and what is kept."""

import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import torch

from viewer.errors import Stop, Stopped, UserError
from viewer.models import checkpoint
from viewer.models.header import read_header
from viewer.training.data import Batch, Sampler
from viewer.training.distributed import ALONE, Team
from viewer.training.liif import Trainer
from viewer.training.memory import keep_memory
from viewer.training.options import LiifOptions
from viewer.training.state import load_state, save_state
from viewer.training.store import ImageStore
from viewer.training.validation import SMALLEST, Validation

Report = Callable[[dict[str, Any]], None]
REPORT_EVERY = 20  # steps
PREVIEW_EVERY = 4.0  # seconds
PREVIEW_PART = 0.05  # of the time may be spent on previews
TELL_EVERY = 1.0  # seconds, while images are decoded
NAMED = 3  # of the images left out


def train(options: LiifOptions, folder: Path, report: Report, stop: Stop, resume: bool = False, team: Team = ALONE) -> bool:
    """Train to the end of `options.steps` or `options.seconds`, or until `stop`. Whether the end was reached.

    In `folder` it leaves `state.safetensors`, from which `resume` goes on exactly, `last` and `best.safetensors`, and every
    few seconds, for looking on, `live.safetensors`. Of a `team` the first process alone writes and reports.

    `report` receives events: dicts with `step`, `loss`, `lr`, `it_s` and sometimes `psnr`, every few steps; with `note`, a
    sentence, on what was left out; with `decoded` and `of` while images are decoded; with `resumed` where a run goes on: what
    was told of later steps is void. UserError if the loss stops being a number, or a file cannot be written; what was saved
    before stays.
    """
    keep_memory()
    files = _Files(folder, team)
    if not team.is_first:
        report = _keep_silent
    try:
        smallest = round(options.patch * options.scale_min)
        images = _open_images(options.data, smallest, report, stop, team)
        validation = Validation(_open_images(options.val, SMALLEST, report, stop, team), (2, 3, 4)) if options.val else None
    except Stopped:
        return False
    trainer = Trainer(options, team)
    if resume:
        files.resume(trainer)
        report({"step": trainer.step, "resumed": True})
    scales = options.scale_min, options.scale_max
    share = team.share(options.batch)
    lattice = options.decoder == "heat"
    sampler = Sampler(images, options.patch, options.batch, options.samples, scales, options.seed, share, lattice)
    first, started, earlier = trainer.step, time.monotonic(), trainer.seconds

    for batch in prefetched(sampler, first, first if trainer.is_finished else options.steps, trainer.device):
        rate = trainer.rate
        trainer.losses += trainer.train_step(batch)  # a number would wait for the device
        step, seconds = trainer.step, time.monotonic() - started
        wants_to_stop, trainer.seconds = team.agree(stop.is_set(), earlier + seconds)
        if (count := step % REPORT_EVERY) == 0 or trainer.is_finished:
            _check(trainer)
            loss = float(team.mean(trainer.losses)) / (count or REPORT_EVERY)
            report({"step": step, "loss": loss, "lr": rate, "it_s": (step - first) / seconds})
            trainer.losses.zero_()
        if validation and (step % options.val_every == 0 or trainer.is_finished):
            files.judge(trainer, validation, report)
        if step % options.save_every == 0:
            files.save(trainer)
        files.preview(trainer)
        if wants_to_stop or trainer.is_finished:
            break
    if files.saved != trainer.step:
        files.save(trainer)
    return trainer.is_finished


def prefetched(sampler: Sampler, first: int, end: int, device: torch.device) -> Iterator[Batch]:
    """The batches of steps `first` to `end` on `device`, each drawn while the one before it is being trained on."""

    def draw(step: int) -> Batch:
        return sampler.draw(step).to(device)

    with ThreadPoolExecutor(1, "batches") as pool:
        upcoming = pool.submit(draw, first)
        for step in range(first, end):
            batch = upcoming.result()
            if step + 1 < end:
                upcoming = pool.submit(draw, step + 1)
            yield batch


def _keep_silent(event: dict[str, Any]) -> None:
    """The report of those who are not the first of a team."""


def _open_images(folders: list[Path], smallest: int, report: Report, stop: Stop, team: Team) -> ImageStore:
    """The images of `folders` with at least `smallest` pixels a side; those left out are reported. Raises Stopped."""
    told = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal told
        if time.monotonic() - told > TELL_EVERY:
            told = time.monotonic()
            report({"decoded": done, "of": of})

    images = team.first_then_others(lambda: ImageStore(folders, tell, stop)).at_least(smallest)
    if images.left_out:
        reasons = [f"{Path(path).name} ({reason})" for path, reason in images.left_out.items()]
        more = f" and {len(reasons) - NAMED} more" if len(reasons) > NAMED else ""
        total = len(reasons) + len(images)
        note = f"{len(reasons)} of {total} images are left out: {', '.join(reasons[:NAMED])}{more}."
        report({"note": note, "left_out": images.left_out})
    return images


class _Files:
    """The files a run leaves in its folder, written by the first of a team."""

    def __init__(self, folder: Path, team: Team) -> None:
        self._folder = folder
        self._team = team
        self._state = folder / "state.safetensors"
        self.saved = 0  # the step of the state
        self._best = -math.inf
        self._preview_due = time.monotonic() + PREVIEW_EVERY

    def resume(self, trainer: Trainer) -> None:
        """Let `trainer` go on from the state, if it was saved before the end came, and bring the files up to it."""
        if not self._state.exists():
            return
        load_state(trainer, self._state)
        self.saved = trainer.step
        self._best = _read_info(self._folder / "best.safetensors").get("val_psnr", -math.inf)
        if not self._team.is_first:
            return
        for leftover in self._folder.glob(".*.safetensors"):  # of a worker that was killed while it wrote
            leftover.unlink(missing_ok=True)
        if _read_info(self._folder / "last.safetensors").get("step") != trainer.step:
            checkpoint.save(trainer.checkpoint(), self._folder / "last.safetensors")

    def save(self, trainer: Trainer) -> None:
        """Write the state, and the network as of the same step.

        UserError, saying what is left, if the disk is full; or if what would be written is no number.
        """
        _check(trainer)
        trainer.losses = self._team.mean(trainer.losses)
        if self._team.is_first:
            try:
                save_state(trainer, self._state)
                checkpoint.save(trainer.checkpoint(), self._folder / "last.safetensors")
            except UserError as error:
                kept = f"the checkpoint of step {self.saved} is kept" if self.saved else "there is no earlier checkpoint"
                raise UserError(error.message, f"Free some space and use --resume; {kept}.") from error
        self.saved = trainer.step

    def judge(self, trainer: Trainer, validation: Validation, report: Report) -> None:
        """Validate the network, and keep it if it is the best so far."""
        if not self._team.is_first:
            return
        psnr = validation.psnr(trainer.averaged(), trainer.dtype)
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
            checkpoint.save(trainer.checkpoint(), self._folder / "live.safetensors")
        now = time.monotonic()
        self._preview_due = now + max(PREVIEW_EVERY, (now - begun) / PREVIEW_PART)


def _check(trainer: Trainer) -> None:
    """UserError if the training has gone astray."""
    if not all(bool(torch.isfinite(values).all()) for values in (trainer.losses, *trainer.trained)):
        raise UserError(f"The loss stopped being a number before step {trainer.step}.", "Resume with a lower --lr.")


def _read_info(path: Path) -> dict[str, Any]:
    """What a checkpoint says of itself: nothing if it is missing or damaged."""
    try:
        return read_header(path).get("info", {})
    except UserError:
        return {}
