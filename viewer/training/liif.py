"""Training LIIF by itself: shrink a crop by a random scale, ask the field for the pixels that were there.

Recipe: arXiv 2012.09161, section 4 and the official code. Ours besides: cosine decay, averaged weights (EMA), the folded
first layer (the same gradients, several times faster) and bfloat16 where the hardware has it.
"""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from viewer.errors import Stop, Stopped, UserError
from viewer.models import catalogue, checkpoint
from viewer.models.device import arithmetic, choose_device
from viewer.models.growth import grow
from viewer.models.heat import Heat
from viewer.training.comparison import Comparison
from viewer.training.compiling import Compiled
from viewer.training.data import Batch, Sampler
from viewer.training.distributed import ALONE, Team
from viewer.training.files import RunFiles
from viewer.training.heat import heat_loss
from viewer.training.loop import Report, keep_silent, run
from viewer.training.memory import keep_memory
from viewer.training.muon import Muon
from viewer.training.options.liif import LiifOptions
from viewer.training.resident import drawing
from viewer.training.store import open_images
from viewer.training.trainer import Trainer
from viewer.training.validation import SMALLEST, Validation


class Objective(nn.Module):
    """The loss of a batch, as a function of the network's weights."""

    def __init__(self, model: checkpoint.Continuous, compare: Comparison, dtype: torch.dtype, tv: float = 0.0) -> None:
        super().__init__()
        self.model = model
        self._compare = compare
        self._dtype = dtype
        self._tv = tv

    def forward(self, batch: Batch) -> Tensor:
        """The mean over all values of the batch."""
        model = self.model
        with arithmetic(batch.image.device, self._dtype):
            if isinstance(model, Heat):
                return heat_loss(model, model.encode(batch.image), batch, self._compare, self._tv)
            folded = model.fold(model.encode(batch.image))
        return self._compare.of(model, folded, batch)


class LiifTrainer(Trainer):
    """The training of a LIIF, or of a network that is trained like one."""

    options: LiifOptions

    def __init__(self, options: LiifOptions, team: Team = ALONE) -> None:
        def make() -> checkpoint.Continuous:
            return checkpoint.KINDS[options.decoder](**options.architecture())

        super().__init__(options, options.decoder, make, team.device(choose_device(options.device)))
        if options.init is not None:
            self._start_from(options.init)
        self._team = team
        self.begin()
        self._compare = Comparison(options, self.device, self.dtype)
        objective = Objective(self.model, self._compare, self.dtype, options.tv)
        self._objective = team.join(Compiled(objective) if options.compile else objective)

    def _start_from(self, path: Path) -> None:
        try:
            grow(checkpoint.build(checkpoint.load(catalogue.find(str(path))), path.name), self.model)
        except ValueError as error:
            raise UserError(f"{path.name} does not fit into what --encoder and --hidden ask for: {error}.") from error

    def make_optimiser(self, trained: list[nn.Parameter], **how: Any) -> torch.optim.Optimizer:
        """The one that is asked for."""
        return Muon(trained, **how) if self.options.optimiser == "muon" else super().make_optimiser(trained, **how)

    def loss(self, batch: Batch) -> Tensor:
        """The mean over all values of a batch."""
        loss: Tensor = self._objective(batch)
        return loss

    @property
    def is_recordable(self) -> bool:
        """Whether a GPU may record a step: if no other process has a part in it, and single pixels are compared."""
        return self._team.size == 1 and not self.options.sees_windows

    @property
    def figures(self) -> dict[str, Any]:
        """The parts of the last step's loss, if it has several."""
        return self._compare.figures


def train(options: LiifOptions, folder: Path, report: Report, stop: Stop, resume: bool = False, team: Team = ALONE) -> bool:
    """Train to the end of `options.steps` or `options.seconds`, or until `stop`. Whether the end was reached.

    `folder` is where the run is kept, `resume` goes on with what is there (see `loop.run`). Besides what the loop reports there
    are events with `note`, a sentence, on what was left out, and with `decoded` and `of` while images are decoded.
    """
    keep_memory()
    files = RunFiles(folder, team)
    if not team.is_first:
        report = keep_silent
    try:
        images = open_images(options.data, round(options.patch * options.scale_min), report, stop, team)
        held_out = open_images(options.val, SMALLEST, report, stop, team) if options.val else None
    except Stopped:
        return False
    trainer = LiifTrainer(options, team)
    validation = Validation(held_out, (2, 3, 4)) if held_out is not None else None
    if resume:
        files.resume(trainer)
        report({"step": trainer.step, "resumed": True})
    draw = drawing(Sampler.of(options, images, team.share(options.batch)), trainer.device)

    def measure(model: checkpoint.Continuous) -> float:
        assert validation is not None
        return validation.psnr(model, trainer.dtype)

    return run(trainer, draw, files, report, stop, measure if validation else None, team)
