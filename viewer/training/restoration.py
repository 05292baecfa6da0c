"""Deep Image Prior: a picture restored by nothing but the structure of the network that makes it (arXiv 1711.10925).

An hourglass is fitted to the one damaged picture. It makes what is regular before what is not, so that on the way there is a
picture without the damage:

    denoise, artefacts   mean((f - x)^2)
    upscale              mean((D(f) - x)^2), D the antialiased shrinking
    inpaint              mean((m f - m x)^2), m where the picture is known

What comes out is the average of what the network made lately, at the step where it moved least (see `early_stopping`).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from viewer.errors import JobFailed, Stop, UserError
from viewer.files import LIVE, RESULT, SNAPSHOTS
from viewer.imaging.files import load_image, save_image
from viewer.imaging.metrics import psnr
from viewer.models.device import choose_device
from viewer.models.hourglass import Downsampler, Hourglass, Shape
from viewer.training.early_stopping import MovingVariance
from viewer.training.files import RunFiles
from viewer.training.loop import Report, run
from viewer.training.memory import keep_memory
from viewer.training.options import RestoreOptions
from viewer.training.trainer import Trainer

LARGEST = 1 << 21  # pixels that are made: the paper's network takes some ten gigabytes for them
PREVIEW_EVERY = 2.0  # seconds
CODE = 0.1  # a code of noise is uniform up to this
COLLAPSE = 10**0.5  # times as large a loss, 5 dB, is a collapse
GIVES_UP = 50  # collapses, one after another


@dataclass(frozen=True)
class Code:
    """What the network is given in a step, (1, depth, H, W)."""

    values: Tensor

    def to(self, device: torch.device) -> "Code":
        """The same on `device`."""
        return Code(self.values.to(device, memory_format=torch.channels_last, non_blocking=True))


class Damage:
    """The picture that is to be restored, as numbers.

    picture  (1, C, h, w) in [0, 1], continued by reflection until the network can take it
    known    (1, 1, h, w), 1 where it is known, None if it is everywhere
    """

    def __init__(self, options: RestoreOptions) -> None:
        image = load_image(options.image)
        pixels = image.pixels[..., :1] if image.is_grey else image.pixels
        self.scale = options.scale if options.task == "upscale" else 1
        self.size = image.size[0] * self.scale, image.size[1] * self.scale  # of what comes out
        if self.size[0] * self.size[1] > LARGEST:
            raise UserError(f"{self.size[0]} x {self.size[1]} pixels are too many: {LARGEST:,} are the most.", "Cut out a part.")
        self.given = pixels.astype(np.float32) / np.float32(image.white)
        known = None if options.task != "inpaint" else _mask(options.mask, image.size, image.name)
        self.shape = Shape(
            depth=2 if options.code == "meshgrid" else options.depth, channels=pixels.shape[2], down=options.down, up=options.up,
            skip=options.skip, kernel_down=options.kernel_down, kernel_up=options.kernel_up, upsample=[options.upsample],
            downsample=options.downsample, padding=options.padding, act=options.act, one_by_one=options.one_by_one,
        )  # fmt: skip
        multiple = max(2 ** len(options.down) // self.scale, 1)
        least = -(-self.shape.smallest // self.scale)
        self.padded = [max(-(-n // multiple), -(-least // multiple)) * multiple for n in self.given.shape[:2]]
        self.picture = self._continued(self.given)
        self.known = None if known is None else self._continued(known[..., None].astype(np.float32))
        self.mask = known
        self.reference = None if options.reference is None else _reference(options.reference, self.size, self.given.shape[2])

    def _continued(self, values: np.ndarray) -> Tensor:
        more = [(0, whole - n) for n, whole in zip(values.shape, self.padded, strict=False)]
        modes = ["reflect" if n > 1 else "edge" for n in values.shape[:2]]
        for axis, mode in enumerate(modes):
            values = np.pad(values, [more[axis] if k == axis else (0, 0) for k in range(3)], mode=mode)  # type: ignore[call-overload]
        return torch.from_numpy(np.ascontiguousarray(values)).movedim(-1, 0)[None]

    def result(self, made: Tensor) -> np.ndarray:
        """What a network made, (1, C, ., .), without what was continued and with the known pixels as they were: (h, w, C)."""
        width, height = self.size
        values = made[0].float().clamp(0, 1).movedim(0, -1).cpu().numpy()[:height, :width]
        return values if self.mask is None else np.where(self.mask[..., None], self.given, values)

    def psnr(self, values: np.ndarray) -> float:
        """Of a result against the reference, in dB."""
        assert self.reference is not None
        return psnr(values, self.reference)


class Restorer(Trainer):
    """The fit of an hourglass to a damaged picture.

    made  what the network made in the last step, on the average of late ones: (1, C, h, w)
    best  the same at the step that the variance says, None before there is one
    """

    options: RestoreOptions

    def __init__(self, options: RestoreOptions, damage: Damage) -> None:
        super().__init__(options, "hourglass", lambda: Hourglass(damage.shape), choose_device(options.device))
        self.begin()
        self.damage = damage
        self.watch = MovingVariance(options.window, options.patience, options.guard)
        self.made: Tensor | None = None
        self.best: Tensor | None = None
        self._target = damage.picture.to(self.device)
        self._known = None if damage.known is None else damage.known.to(self.device)
        self._shrink = Downsampler(damage.scale).to(self.device) if damage.scale > 1 else None
        self._code = _code(options, [n * damage.scale for n in damage.padded])
        self._kept: list[Tensor] = []  # weights that made no collapse
        self._kept_loss = float("inf")
        self._collapses = 0

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
        return (
            F.mse_loss(seen, self._target) if self._known is None else F.mse_loss(self._known * seen, self._known * self._target)
        )

    def train_step(self, batch: Code) -> Tensor:
        """One step; after a collapse, the weights of before it."""
        before = [p.detach().clone() for p in self.trained]
        loss = super().train_step(batch)
        value = float(loss)
        if not value <= COLLAPSE * self._kept_loss and self._kept:  # NaN, too
            self._go_back()
            return torch.full_like(loss, self._kept_loss)
        if not np.isfinite(value):
            return loss
        self._kept_loss, self._collapses = value, 0
        self._kept = before
        rate = 1 - min(self.options.average, self.step / (self.step + 10))  # at first what was made soon ago counts little
        self.made = self._latest if self.made is None else torch.lerp(self.made, self._latest, rate)
        if self.options.early_stop and self.watch.see(self._latest, self.step):
            self.best = self.made.clone()
        return loss

    def _go_back(self) -> None:
        self._collapses += 1
        if self._collapses > GIVES_UP:
            raise JobFailed(f"The network collapsed at step {self.step}, again and again.", "Try a lower --lr or another --seed.")
        with torch.no_grad():
            for parameter, kept in zip(self.trained, self._kept, strict=True):
                parameter.copy_(kept)
        self.optimiser.state.clear()  # whatever moments led there

    @property
    def is_finished(self) -> bool:
        """Whether the run has reached its end, or the picture moves again."""
        return super().is_finished or (self.options.early_stop and self.watch.is_past(self.step))

    @property
    def figures(self) -> dict[str, float]:
        """How much the picture moves, and where it has moved least."""
        figures = {} if self.watch.variance is None else {"variance": self.watch.variance}
        return figures | ({"stopped_at": self.watch.step} if self.watch.step else {})

    @property
    def result(self) -> np.ndarray:
        """The restored picture, (h, w, C) in [0, 1]: that of the step to stop at, once it is known, else the last."""
        made = self.best if self.best is not None else self.made
        assert made is not None
        return self.damage.result(made)

    def memory(self) -> dict[str, Tensor]:
        """What besides the weights a resumed run goes on from."""
        kept = {"made": self.made, "best": self.best, "kept_loss": torch.tensor(self._kept_loss, dtype=torch.float64)}
        kept |= {f"watch.{key}": value for key, value in self.watch.state().items()}
        return {key: value for key, value in kept.items() if value is not None}

    def recall(self, memory: dict[str, Tensor]) -> None:
        """Go on from `memory`."""
        self.made, self.best = memory.get("made"), memory.get("best")
        self._kept_loss = float(memory["kept_loss"])
        self._kept = [p.detach().clone() for p in self.trained]
        self.watch.load({key.removeprefix("watch."): value for key, value in memory.items() if key.startswith("watch.")})


class RestoreFiles(RunFiles):
    """The files of a restoration: `result.png`, `live.png` and, from time to time, a snapshot of the way there."""

    def judge(self, trainer: Restorer, measure: Callable[[Any], float], report: Report) -> None:  # type: ignore[override]
        """Keep a snapshot of what the network makes now; its PSNR, if there is something to hold it against."""
        if trainer.made is None:
            return
        values = trainer.damage.result(trainer.made)
        _save(values, self._folder / SNAPSHOTS / f"{trainer.step:06d}.png")
        if trainer.damage.reference is not None:
            report({"step": trainer.step, "psnr": measure(values)})

    def _keep(self, trainer: Restorer) -> None:
        if trainer.made is not None:
            _save(trainer.result, self._folder / RESULT)

    def _show(self, trainer: Restorer) -> None:
        if trainer.made is not None:
            _save(trainer.damage.result(trainer.made), self._folder / LIVE)


def restore(options: RestoreOptions, folder: Path, report: Report, stop: Stop, resume: bool = False) -> bool:
    """Restore a picture in the folder of a run, to the end or until `stop` (see `loop.run`). Whether the end was reached."""
    keep_memory()
    damage = Damage(options)
    trainer = Restorer(options, damage)
    files = RestoreFiles(folder, preview_every=PREVIEW_EVERY)
    if resume:
        files.resume(trainer)
        report({"step": trainer.step, "resumed": True})
    (folder / SNAPSHOTS).mkdir(parents=True, exist_ok=True)
    is_finished = run(trainer, trainer.draw, files, report, stop, damage.psnr)
    if trainer.watch.step:
        report({"step": trainer.step, "stopped_at": trainer.watch.step})
    return is_finished


def restorations_per_second(options: RestoreOptions, seconds: float = 3.0) -> float:
    """The rate of steps within `seconds`, or that of a single one that takes longer."""
    keep_memory()
    trainer = Restorer(options, Damage(options))
    begun = time.monotonic()
    trainer.train_step(trainer.draw(0))
    started, done = time.monotonic(), 0
    if started - begun > seconds:
        return 1 / (started - begun)
    while (now := time.monotonic()) - started < seconds:
        done += 1
        trainer.train_step(trainer.draw(done))
    return done / (now - started)


def _code(options: RestoreOptions, size: list[int]) -> Tensor:
    """What the network makes its picture of: noise, or where every pixel is."""
    height, width = size
    if options.code == "meshgrid":
        rows, cols = (torch.arange(n) / max(n - 1, 1) for n in (height, width))
        return torch.stack((cols.expand(height, -1), rows[:, None].expand(-1, width)))[None].contiguous()
    generator = torch.Generator().manual_seed(options.seed)
    return CODE * torch.rand((1, options.depth, height, width), generator=generator)


def _mask(path: Path | None, size: tuple[int, int], name: str) -> np.ndarray:
    """Where a picture is known: white in its mask, (h, w)."""
    if path is None:
        raise UserError("What is to be filled in must be said:", "--mask MASK, white where the picture is known.")
    mask = load_image(path)
    if mask.size != size:
        raise UserError(f"{path.name} has {mask.size[0]} x {mask.size[1]} pixels, {name} {size[0]} x {size[1]}.")
    known = mask.rgb8()[..., 0] >= 128
    if not known.any():
        raise UserError(f"{path.name} is black everywhere: nothing of the picture is known.")
    if known.all():
        raise UserError(f"{path.name} is white everywhere: there is nothing to fill in.")
    return known


def _reference(path: Path, size: tuple[int, int], channels: int) -> np.ndarray:
    image = load_image(path)
    if image.size != size:
        raise UserError(f"{path.name} has {image.size[0]} x {image.size[1]} pixels, the result {size[0]} x {size[1]}.")
    return image.pixels[..., :channels].astype(np.float32) / np.float32(image.white)


def _save(values: np.ndarray, path: Path) -> None:
    save_image(np.repeat(values, 3, -1) if values.shape[2] == 1 else values, path)
