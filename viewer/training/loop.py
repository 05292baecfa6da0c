"""The loop of every training: batches drawn beside the steps, what is told, and what is kept."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import torch

from viewer.errors import Stop
from viewer.training.distributed import ALONE, Team
from viewer.training.files import RunFiles, check
from viewer.training.trainer import Batch, Trainer

Report = Callable[[dict[str, Any]], None]
REPORT_EVERY = 20  # steps


def run(
    trainer: Trainer,
    draw: Callable[[int], Batch],
    files: RunFiles,
    report: Report,
    stop: Stop,
    measure: Callable[[Any], float] | None = None,
    team: Team = ALONE,
) -> bool:
    """Train on the batches that `draw` gives of each step, to the end or until `stop`. Whether the end was reached.

    `files` keep `state.safetensors`, from which a training can go on exactly, `last` and `best.safetensors`, every few
    seconds, for looking on, `live.safetensors`, and a trail of snapshots (see `trail`). `measure` tells the PSNR of a network.
    Of a `team` the first process alone writes and reports.

    `report` receives events: dicts with `step`, `loss`, `lr`, `it_s` and sometimes `psnr`, every few steps; with `resumed` where
    a run goes on: what was told of later steps is void. UserError if the loss stops being a number, or a file cannot be
    written; what was saved before stays.
    """
    if not team.is_first:
        report = keep_silent
    first, started, earlier = trainer.step, time.monotonic(), trainer.seconds
    options = trainer.options
    for batch in prefetched(draw, first, first if trainer.is_finished else trainer.most_steps, trainer.device):
        rate = trainer.rate
        trainer.losses += trainer.train_step(batch)  # a number would wait for the device
        step, seconds = trainer.step, time.monotonic() - started
        wants_to_stop, trainer.seconds = team.agree(stop.is_set(), earlier + seconds)
        if (count := step % REPORT_EVERY) == 0 or trainer.is_finished:
            check(trainer)
            loss = float(team.mean(trainer.losses)) / (count or REPORT_EVERY)
            report({"step": step, "loss": loss, "lr": rate, "it_s": (step - first) / seconds, **trainer.figures})
            trainer.losses.zero_()
        if measure and (step % options.val_every == 0 or trainer.is_finished):
            files.judge(trainer, measure, report)
        if step % options.save_every == 0:
            files.save(trainer)
        files.preview(trainer)
        files.mark(trainer)
        if wants_to_stop or trainer.is_finished:
            break
    if files.saved != trainer.step:
        files.save(trainer)
    return trainer.is_finished


def prefetched(draw: Callable[[int], Batch], first: int, end: int, device: torch.device) -> Iterator[Batch]:
    """The batches of steps `first` to `end` on `device`, each drawn while the one before it is being trained on."""

    def ready(step: int) -> Batch:
        return draw(step).to(device)

    with ThreadPoolExecutor(1, "batches") as pool:
        upcoming = pool.submit(ready, first)
        for step in range(first, end):
            batch = upcoming.result()
            if step + 1 < end:
                upcoming = pool.submit(ready, step + 1)
            yield batch


def keep_silent(event: dict[str, Any]) -> None:
    """The report of those who are not the first of a team."""
