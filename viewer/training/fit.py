"""The job of fitting a SIREN, whatever it learns from."""

from pathlib import Path

from viewer.errors import Stop
from viewer.training.files import RunFiles
from viewer.training.loop import Report, run
from viewer.training.memory import keep_memory
from viewer.training.options.fit import FitOptions
from viewer.training.poisson import PoissonTarget, PoissonTrainer
from viewer.training.siren import SirenTrainer, Target
from viewer.training.siren_patches import PatchTarget, PatchTrainer

PREVIEW_EVERY = 1.0  # seconds


def target_of(options: FitOptions) -> Target:
    """What is fitted. UserError if it cannot be."""
    if options.learn != "pixels":
        return PoissonTarget(options)
    return PatchTarget(options) if options.sees_windows else Target(options)


def trainer_of(options: FitOptions, target: Target) -> SirenTrainer:
    """What fits a SIREN to a target."""
    if isinstance(target, PoissonTarget):
        return PoissonTrainer(options, target)
    return PatchTrainer(options, target) if isinstance(target, PatchTarget) else SirenTrainer(options, target)


def fit(options: FitOptions, folder: Path, report: Report, stop: Stop, resume: bool = False) -> bool:
    """Fit to the end of `options.steps` or `options.seconds`, to the PSNR wanted, or until `stop`. Whether the end was reached.

    `folder` is where the run is kept, `resume` goes on with what is there (see `loop.run`).
    """
    keep_memory()
    target = target_of(options)
    trainer = trainer_of(options, target)
    files = RunFiles(folder, preview_every=PREVIEW_EVERY)
    if resume:
        files.resume(trainer)
        report({"step": trainer.step, "resumed": True})
    return run(trainer, lambda step: target.draw(step, trainer.model), files, report, stop, target.psnr)
