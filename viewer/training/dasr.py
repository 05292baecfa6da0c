"""Training blind super-resolution: representations of degradations by contrast, first alone, then with what is made of them.

    InfoNCE                        for the first steps (Wang et al., arXiv 2104.00416, section 3.2)
    |f - rgb| + weight InfoNCE     from then on

Ours besides: any scale, by LIIF's decoder; a trunk that begins as that of a LIIF; averaged weights.
"""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from viewer.errors import Stop, Stopped, UserError
from viewer.models import catalogue, checkpoint
from viewer.models.blind import BlindLIIF, relief
from viewer.models.device import arithmetic, choose_device
from viewer.models.growth import grow
from viewer.models.moco import MoCo, contrast
from viewer.training.blind_data import BlindSampler, Pairs
from viewer.training.blind_validation import BlindValidation
from viewer.training.comparison import Comparison
from viewer.training.distributed import ALONE, Team
from viewer.training.files import RunFiles
from viewer.training.loop import Report, keep_silent, run
from viewer.training.memory import keep_memory
from viewer.training.options.dasr import DasrOptions
from viewer.training.schedule import learning_rate
from viewer.training.store import open_images
from viewer.training.trainer import Trainer
from viewer.training.validation import SMALLEST

LATE, LESS = 0.6, 0.1  # from there on, of the steps of contrast alone, the rate is a tenth


class BlindObjective(nn.Module):
    """The loss of pairs, as a function of the network's weights; `told` are its parts, as of the last step."""

    def __init__(self, model: BlindLIIF, options: DasrOptions, compare: Comparison, dtype: torch.dtype) -> None:
        super().__init__()
        self.model = model
        self.moco = MoCo(model.degradation, size=options.queue, among_batch=True)
        self._compare, self._contrast, self._dtype = compare, options.contrast, dtype
        self.told: dict[str, Tensor] = {}

    def forward(self, pairs: Pairs, alone: bool) -> Tensor:
        """The mean over the batch: of contrast alone, or with that of the colours."""
        autocast = arithmetic(pairs.others.device, self._dtype)
        batch = pairs.batch
        with autocast:
            representation, logits = self.moco(relief(batch.image), relief(pairs.others))
        told_apart, accuracy = contrast(logits)
        self.told = {"contrast": told_apart.detach(), "accuracy": accuracy}
        if alone:
            return told_apart
        with autocast:
            folded = self.model.fold(self.model.encode(batch.image, representation))
        colours = self._compare.of(self.model, folded, batch)
        self.told |= self._compare.parts or {"pixel": colours.detach()}
        return colours + self._contrast * told_apart


class DasrTrainer(Trainer):
    """The training of a blind LIIF."""

    options: DasrOptions

    def __init__(self, options: DasrOptions, team: Team = ALONE) -> None:
        def make() -> BlindLIIF:
            return BlindLIIF(**options.architecture())

        super().__init__(options, "dasr-liif", make, team.device(choose_device(options.device)))
        if options.init is not None:
            self._start_from(options.init)
        compare = Comparison(options, self.device, self.dtype)
        self._own = BlindObjective(self.model, options, compare, self.dtype).to(self.device).train()
        self.begin()
        self._objective = team.join(self._own, in_part=True)

    def _start_from(self, path: Path) -> None:
        network = checkpoint.build(checkpoint.load(catalogue.find(str(path))), path.name)
        try:
            grow(network, self.model)
        except ValueError as error:
            raise UserError(f"{path.name} does not fit into what --blocks, --channels and --hidden ask for: {error}.") from error
        if isinstance(network, BlindLIIF):
            self.model.degradation.load_state_dict(network.degradation.state_dict())

    @property
    def is_alone(self) -> bool:
        """Whether representations alone are learnt in the next step."""
        return self.step < self.options.alone

    @property
    def rate(self) -> float:
        """The learning rate of the next step: that of contrast alone, then one that begins anew."""
        options = self.options
        if self.is_alone:
            return options.alone_lr * (LESS if self.step >= LATE * options.alone else 1)
        done, due = self.step - options.alone, max(self.expected_steps - options.alone, 1)
        return learning_rate(done, due, options.lr, options.schedule, options.warmup)

    def loss(self, batch: Pairs) -> Tensor:
        """The mean over the batch."""
        loss: Tensor = self._objective(batch, self.is_alone)
        return loss

    @property
    def figures(self) -> dict[str, Any]:
        """The parts of the last step's loss, and how often the right crop was the most alike."""
        told = {name: float(value) for name, value in self._own.told.items()}
        accuracy = told.pop("accuracy", 0.0)
        return {"accuracy": accuracy, "parts": told}

    def memory(self) -> dict[str, Tensor]:
        """The key encoder, the queue, and the statistics of both encoders."""
        return self._own.moco.memory()

    def recall(self, memory: dict[str, Tensor]) -> None:
        """Go on from `memory`."""
        self._own.moco.load_state_dict(memory, strict=False)


def train(options: DasrOptions, folder: Path, report: Report, stop: Stop, resume: bool = False, team: Team = ALONE) -> bool:
    """Train to the end of `options.steps` or `options.seconds`, or until `stop`. Whether the end was reached.

    As `training.liif.train`; PSNR is the mean over the images held out, degraded as `BlindValidation` says.
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
    trainer = DasrTrainer(options, team)
    validation = BlindValidation(held_out) if held_out is not None else None
    if resume:
        files.resume(trainer)
        report({"step": trainer.step, "resumed": True})
    sampler = BlindSampler(images, options, team.share(options.batch))

    def measure(model: Any) -> float:
        assert validation is not None
        return validation.psnr(model, trainer.dtype)

    return run(trainer, sampler.draw, files, report, stop, measure if validation else None, team)
