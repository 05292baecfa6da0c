"""Deep Image Prior: a picture restored by nothing but the structure of the network that makes it (arXiv 1711.10925).

An hourglass is fitted to the one damaged picture. It makes what is regular before what is not, so that on the way there is a
picture without the damage:

    denoise, artefacts   mean((f - x)^2)
    upscale              mean((D(f) - x)^2), D the antialiased shrinking
    inpaint              mean((m f - m x)^2), m where the picture is known

and, if they are asked for, the other parts of `perceptual`: what a network sees otherwise in f, or D(f), than in x, and how much
neighbouring pixels of f differ, those in and beside a hole if there is one.

What comes out is the average of what the network made lately, at the step where it moved least (see `early_stopping`). A large
picture is restored part by part, each by a network of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from viewer.errors import Stop
from viewer.models.device import choose_device
from viewer.models.hourglass import Downsampler, Hourglass
from viewer.training.damage import Damage, Mosaic
from viewer.training.early_stopping import MovingVariance
from viewer.training.foothold import Foothold
from viewer.training.loop import Report, run
from viewer.training.losses import PIXEL, masked
from viewer.training.memory import keep_memory
from viewer.training.options.restore import RestoreOptions
from viewer.training.pace import SECONDS, pace
from viewer.training.perceptual import PerceptualLoss
from viewer.training.pictures import PictureFiles
from viewer.training.schedule import learning_rate
from viewer.training.trainer import Trainer

CODE = 0.1  # a code of noise is uniform up to this


@dataclass(frozen=True)
class Code:
    """What the network is given in a step, (1, depth, H, W)."""

    values: Tensor

    def to(self, device: torch.device) -> "Code":
        """The same on `device`."""
        return Code(self.values.to(device, memory_format=torch.channels_last, non_blocking=True))


class Restorer(Trainer):
    """The fit of an hourglass to a damaged picture, or of one after the other to its parts.

    part  the index of the part that is being restored
    made  what the network made in the last step, on the average of late ones: (1, C, h, w)
    best  the same at the step that the variance says, None before there is one
    """

    options: RestoreOptions

    def __init__(self, options: RestoreOptions, damage: Damage) -> None:
        super().__init__(options, "hourglass", lambda: Hourglass(damage.shape), choose_device(options.device))
        self.damage = damage
        self._mosaic = Mosaic(damage)
        self._loss = PerceptualLoss(options, self.device, self.dtype)
        self._shrink = Downsampler(damage.scale).to(self.device) if damage.scale > 1 else None
        self._code = _code(options, [n * damage.scale for n in damage.padded])
        self._begin_part(0)

    def _begin_part(self, index: int) -> None:
        """Turn to a part, with an untrained network."""
        options = self.options
        if index:
            torch.manual_seed(options.seed + index)
            self.model = self._make()
        self.begin()
        self._turn_to(index, self.step)
        self.watch = MovingVariance(options.window, options.patience, options.guard)
        self.made: Tensor | None = None
        self.best: Tensor | None = None
        self._foothold = Foothold(self.trained)

    def _turn_to(self, index: int, first: int) -> None:
        self.part, self._first = index, first
        self._part = self.damage.part(index)
        self._target = self._part.picture.to(self.device)
        self._known = None if self._part.known is None else self._part.known.to(self.device)

    def draw(self, step: int) -> Code:
        """The code of a step, which trembles: a function of it and the seed alone."""
        if not self.options.jitter:
            return Code(self._code)
        seed = np.random.SeedSequence((self.options.seed, step)).generate_state(1)[0]
        generator = torch.Generator().manual_seed(int(seed))  # a third of the time NumPy takes
        return Code(torch.empty_like(self._code).normal_(0, self.options.jitter, generator=generator).add_(self._code))

    def loss(self, batch: Code) -> Tensor:
        """How far the picture that the network makes is from the damaged one, as its task sees it."""
        made = self.model(batch.values.to(self.dtype))[..., : self._code.shape[2], : self._code.shape[3]]
        self._latest = made.detach()
        seen = made if self._shrink is None else self._shrink(made)
        distance = PIXEL[self.options.loss]
        pixel = distance(seen, self._target) if self._known is None else masked(distance, seen, self._target, self._known)
        return self._loss(pixel, seen, self._target, self._known, whole=made)

    def train_step(self, batch: Code) -> Tensor:
        """One step; after a collapse, the weights of before it. At the end of a part the next one is begun."""
        loss = self._train_part(batch)
        if self._ends_part and self.part + 1 < self.damage.parts:
            self._mosaic.add(self._part, self._chosen)
            self._begin_part(self.part + 1)
        return loss

    def _train_part(self, batch: Code) -> Tensor:
        before = self._foothold.copies()
        loss = super().train_step(batch)
        if self._foothold.is_lost(before, float(loss), self.step):
            self.optimiser.state.clear()  # whatever moments led there
            return torch.full_like(loss, self._foothold.loss)
        if not torch.isfinite(loss):
            return loss
        rate = 1 - min(self.options.average, self._done / (self._done + 10))  # at first what was made soon ago counts little
        self.made = self._latest if self.made is None else torch.lerp(self.made, self._latest, rate)
        if self.options.early_stop and self.watch.see(self._latest, self._done):
            self.best = self.made.clone()
        return loss

    @property
    def most_steps(self) -> int:
        """Of all parts."""
        return self._first + self.options.steps * (self.damage.parts - self.part)

    @property
    def rate(self) -> float:
        """The learning rate of the next step, by how far the part has come."""
        options = self.options
        return learning_rate(self._done, self._due, options.lr, options.schedule, options.warmup)

    @property
    def _done(self) -> int:
        """The steps that the part has had."""
        return self.step - self._first

    @property
    def _due(self) -> int:
        """The steps that are the part's."""
        return -(-(self.expected_steps - self._first) // (self.damage.parts - self.part))

    @property
    def _ends_part(self) -> bool:
        """Whether the part has had its steps, or moves again."""
        return self._done >= self._due or (self.options.early_stop and self.watch.is_past(self._done))

    @property
    def is_finished(self) -> bool:
        """Whether the last part has reached its end."""
        return self.part + 1 == self.damage.parts and self._ends_part

    @property
    def stopped_at(self) -> int:
        """The step whose picture is the best of the part, 0 if there is none."""
        return self._first + self.watch.step if self.watch.step else 0

    @property
    def figures(self) -> dict[str, Any]:
        """How much the picture moves, and where it has moved least."""
        figures: dict[str, Any] = {} if self.watch.variance is None else {"variance": self.watch.variance}
        return figures | self._loss.figures | ({"stopped_at": self.stopped_at} if self.stopped_at else {})

    @property
    def _chosen(self) -> Tensor:
        """What was made at the step to stop at, once that is known, else in the last."""
        made = self.best if self.best is not None else self.made
        assert made is not None
        return made

    @property
    def result(self) -> np.ndarray | None:
        """The restored picture, (h, w, C) in [0, 1]; None before the first step."""
        return None if self.made is None else self._mosaic.result(self._part, self._chosen)

    @property
    def picture(self) -> np.ndarray | None:
        """The same, with this part as the network makes it now."""
        return None if self.made is None else self._mosaic.result(self._part, self.made)

    @property
    def alpha(self) -> np.ndarray | None:
        """Of the picture."""
        return self.damage.alpha

    def memory(self) -> dict[str, Tensor]:
        """What besides the weights a resumed run goes on from."""
        kept = {"made": self.made, "best": self.best, "kept_loss": torch.tensor(self._foothold.loss, dtype=torch.float64)}
        kept |= {f"watch.{key}": value for key, value in self.watch.state().items()}
        kept["place"] = torch.tensor([self.part, self._first])
        if self.part:
            kept |= {"weighted": torch.from_numpy(self._mosaic.weighted), "weights": torch.from_numpy(self._mosaic.weights)}
        return {key: value for key, value in kept.items() if value is not None}

    def recall(self, memory: dict[str, Tensor]) -> None:
        """Go on from `memory`."""
        self._turn_to(*memory["place"].tolist())
        if self.part:
            self._mosaic.weighted, self._mosaic.weights = memory["weighted"].cpu().numpy(), memory["weights"].cpu().numpy()
        self.made, self.best = memory.get("made"), memory.get("best")
        self._foothold = Foothold(self.trained, float(memory["kept_loss"]), is_kept=True)
        self.watch.load({key.removeprefix("watch."): value for key, value in memory.items() if key.startswith("watch.")})


class RestoreFiles(PictureFiles):
    """The files of a restoration, with a snapshot of each part where there are several."""

    _judged = -1  # the part of the last snapshot

    def judge(self, trainer: Restorer, measure: Callable[[Any], float], report: Report) -> None:  # type: ignore[override]
        """Keep a snapshot of what the network makes now; its PSNR, if there is something to hold it against."""
        if trainer.made is None or (trainer.damage.parts > 1 and trainer.part == self._judged and not trainer.is_finished):
            return
        self._judged = trainer.part
        super().judge(trainer, measure, report)
        if trainer.damage.reference is not None:
            report({"step": trainer.step, "psnr": measure(trainer.picture)})


def restore(options: RestoreOptions, folder: Path, report: Report, stop: Stop, resume: bool = False) -> bool:
    """Restore a picture in the folder of a run, to the end or until `stop` (see `loop.run`). Whether the end was reached."""
    keep_memory()
    damage = Damage(options)
    trainer = Restorer(options, damage)
    files = RestoreFiles(folder)
    if resume:
        files.resume(trainer)
        report({"step": trainer.step, "resumed": True})
    report({"step": trainer.step, "steps": trainer.most_steps})
    is_finished = run(trainer, trainer.draw, files, report, stop, damage.psnr)
    if trainer.stopped_at:
        report({"step": trainer.step, "stopped_at": trainer.stopped_at})
    return is_finished


def restorations_per_second(options: RestoreOptions, seconds: float = SECONDS) -> float:
    """The rate of steps of the whole picture, one of each part, within `seconds`, as `pace` tells it."""
    keep_memory()
    damage = Damage(options)
    trainer = Restorer(options, damage)
    return pace(lambda step: trainer.train_step(trainer.draw(step)), seconds) / damage.parts


def _code(options: RestoreOptions, size: list[int]) -> Tensor:
    """What the network makes its picture of: noise, or where every pixel is."""
    height, width = size
    if options.code == "meshgrid":
        rows, cols = (torch.arange(n) / max(n - 1, 1) for n in (height, width))
        return torch.stack((cols.expand(height, -1), rows[:, None].expand(-1, width)))[None].contiguous()
    generator = torch.Generator().manual_seed(options.seed)
    return CODE * torch.rand((1, options.depth, height, width), generator=generator)
