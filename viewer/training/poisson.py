"""Fitting a SIREN to how a picture changes: its gradient or Laplacian alone (Sitzmann et al., arXiv 2006.09661, section 4.1).

The paper takes the mean square error of derivatives. Then a wave counts with the square of its frequency, or the fourth power,
and what is broad is learnt last, if ever. Ours takes the error of derivatives on a window of pixels, finds the picture that has
this error for its derivatives (Poisson's equation, with nothing flowing through the window's border), and makes that small:
every frequency counts alike, and of derivatives that no picture has the nearest is learnt. What neighbours differ by is the
integral of a field's gradient between them, so the network is asked for values only.

Windows of a gradient lie anywhere; their pixels are neighbours or several pixels apart, where the gradient is summed along rows
and columns. A Laplacian says what a picture is only together with its border: its window is the whole picture.
"""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import scipy.fft
import torch
from torch import Tensor, nn

from viewer.errors import UserError
from viewer.imaging.files import load_image
from viewer.imaging.resample import resample
from viewer.models.siren import Siren
from viewer.training.options.fit import FitOptions
from viewer.training.siren import CHUNK, SirenTrainer, Target

LARGEST = {"gradient": 1 << 24, "laplacian": 1 << 18}  # pixels
RANGE = 0.5, 99.5  # percentiles of a composite that stay within black and white


@dataclass(frozen=True)
class Gradient:
    """By how much every pixel's neighbour below, (h - 1, w, C), and to the right, (h, w - 1, C), is brighter."""

    down: np.ndarray
    across: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray) -> "Gradient":
        """Of a picture, (h, w, C)."""
        return cls(np.diff(values, axis=0), np.diff(values, axis=1))

    def mixed(self, other: "Gradient", mix: str) -> "Gradient":
        """With another: their mean, or wherever it is the "stronger", that one (Pérez et al., Poisson Image Editing, 2003)."""

        def both(mine: np.ndarray, others: np.ndarray) -> np.ndarray:
            if mix == "mean":
                return (mine + others) / 2
            is_mine = (mine**2).sum(-1, keepdims=True) >= (others**2).sum(-1, keepdims=True)
            return np.where(is_mine, mine, others)

        return Gradient(both(self.down, other.down), both(self.across, other.across))

    def __mul__(self, factor: float) -> "Gradient":
        """Of a picture with `factor` times the contrast."""
        return Gradient(self.down * factor, self.across * factor)

    def divergence(self) -> np.ndarray:
        """How much more flows out of every pixel than in, (h, w, C): the Laplacian of the picture, if it is one's."""
        return np.diff(self.down, axis=0, prepend=0, append=0) + np.diff(self.across, axis=1, prepend=0, append=0)

    def picture(self) -> np.ndarray:
        """The picture, of mean 0, whose gradient is nearest to this one: the solution of Poisson's equation, (h, w, C)."""
        waves = scipy.fft.dctn(self.divergence(), axes=(0, 1), norm="ortho")
        height, width = waves.shape[:2]
        return scipy.fft.idctn(waves * _inverse(height, width)[..., None], axes=(0, 1), norm="ortho")


class Potential:
    """What has a given Laplacian on a window of `height` x `width` pixels, of mean 0; differentiable."""

    def __init__(self, height: int, width: int, device: torch.device) -> None:
        rows, cols = (scipy.fft.dct(np.eye(n), axis=0, norm="ortho") for n in (height, width))
        self._rows, self._cols, self._inverse = (
            torch.from_numpy(part.astype(np.float32)).to(device) for part in (rows, cols, _inverse(height, width))
        )

    def __call__(self, laplacian: Tensor) -> Tensor:
        """(h, w, C) -> (h, w, C)."""
        waves = self._rows @ laplacian.movedim(-1, 0) @ self._cols.T
        return (self._rows.T @ (waves * self._inverse) @ self._cols).movedim(0, -1)


def _inverse(height: int, width: int) -> np.ndarray:
    """1 / what the Laplacian makes of each cosine of a picture, (height, width); 0 of the first, which it does not see."""
    rows, cols = (2 * np.cos(np.pi * np.arange(n) / n) - 2 for n in (height, width))
    eigenvalues = rows[:, None] + cols
    eigenvalues[0, 0] = -np.inf
    return 1 / eigenvalues


def laplacian(values: Tensor) -> Tensor:
    """By how much the neighbours of each pixel of a window are brighter, all together, (h, w, C)."""
    out = torch.zeros_like(values)
    for axis in (0, 1):
        flow = values.diff(dim=axis)
        border = torch.zeros_like(values.narrow(axis, 0, 1))
        out = out + torch.cat((border, flow, border), axis).diff(dim=axis)
    return out


@dataclass(frozen=True)
class Window:
    """Pixels in rows and columns: network coordinates (h, w, 2) and the divergence of the gradient between them (h, w, C)."""

    coords: Tensor
    divergence: Tensor

    def to(self, device: torch.device) -> "Window":
        """The same on `device`."""
        return Window(self.coords.to(device, non_blocking=True), self.divergence.to(device, non_blocking=True))


class PoissonTarget(Target):
    """The gradient or Laplacian, of a picture or of a composite of two, that is fitted; `pixels` are what it should lead to."""

    def __init__(self, options: FitOptions) -> None:
        super().__init__(options)
        width, height = self.size
        if width * height < 2:
            raise UserError(f"{options.image.name} has a single pixel, which changes nowhere.")
        if width * height > (most := LARGEST[options.learn]):
            raise UserError(
                f"{width} x {height} pixels are too many to learn from their {options.learn}: {most:,} are the most.",
                "Fit a part of the picture.",
            )
        values = self.values_of(self.pixels)
        gradient = Gradient.of(values)
        if options.composite is not None:
            gradient, values = _composite(values, self.values_of(_covering(options.composite, self.size)), options.mix)
            self.pixels = np.rint(np.clip(values / 2 + 0.5, 0, 1) * 65535).astype(np.uint16)
        self._sums = [
            np.pad(flow.cumsum(axis, dtype=np.float64), [(int(k == axis), 0) for k in range(3)]).astype(np.float32)
            for axis, flow in enumerate((gradient.down, gradient.across))
        ]
        is_whole = options.learn == "laplacian"
        self.window = (height, width) if is_whole else _window(height, width, options.batch)

    def draw(self, step: int, model: Siren) -> Window:
        """The window of a step: a function of it and the seed alone."""
        random = np.random.default_rng((self._seed, step))
        rows, cols = (_places(random, n, side) for n, side in zip(self.pixels.shape, self.window, strict=False))
        down, across = self._sums[0][np.ix_(rows, cols)], self._sums[1][np.ix_(rows, cols)]
        divergence = Gradient(np.diff(down, axis=0), np.diff(across, axis=1)).divergence().astype(np.float32)
        at = np.meshgrid(*(model.coordinates(i + 0.5, axis) for axis, i in enumerate((rows, cols))), indexing="ij")
        return Window(torch.from_numpy(np.stack(at, -1).astype(np.float32)), torch.from_numpy(divergence))


class PoissonTrainer(SirenTrainer):
    """The fit of a SIREN to how a picture changes."""

    _target: PoissonTarget

    def __init__(self, options: FitOptions, target: PoissonTarget) -> None:
        super().__init__(options, target)
        self._potential = Potential(*target.window, self.device)

    def loss(self, batch: Window) -> Tensor:
        """The mean square of the picture that the error of a window's derivatives is the derivative of."""
        return self._potential(laplacian(self.values(batch.coords)) - batch.divergence).square().mean()

    def averaged(self) -> Siren:
        """The network for use. What no derivative tells, how bright the picture is on the whole, is the picture's."""
        model: Siren = super().averaged()
        which = np.random.default_rng(0).integers(0, self._target.count, CHUNK)
        points = self._target.points(which, model).to(self.device)
        last = cast(nn.Linear, model.net[-1])
        last.bias.add_((points.values - model(points.coords)).mean(0))
        return model


def _covering(path: Path, size: tuple[int, int]) -> np.ndarray:
    """The picture in a file, enlarged or shrunk and cut at its sides to be of `size`, (height, width, C)."""
    image = load_image(path)
    larger = max(size[0] / image.size[0], size[1] / image.size[1])
    width, height = (max(round(n * larger), wanted) for n, wanted in zip(image.size, size, strict=True))
    pixels = resample(image.pixels, (width, height))
    left, top = (width - size[0]) // 2, (height - size[1]) // 2
    return pixels[top : top + size[1], left : left + size[0], : 1 if image.is_grey else 3]


def _composite(values: np.ndarray, others: np.ndarray, mix: str) -> tuple[Gradient, np.ndarray]:
    """The gradient of two pictures together, and the picture nearest to it, both of so much contrast that it can be shown."""
    values, others = np.broadcast_arrays(values, others)  # a grey one beside colours
    gradient = Gradient.of(values).mixed(Gradient.of(others), mix)
    picture = gradient.picture()
    least, most = np.percentile(picture, RANGE)
    contrast = min(2 / max(most - least, 1e-6), 1.0)
    brightness = np.clip((values.mean() + others.mean()) / 2, -1 - contrast * least, 1 - contrast * most)
    return gradient * contrast, contrast * picture + brightness


def _window(height: int, width: int, batch: int) -> tuple[int, int]:
    """The height and width of a window of `batch` pixels, as square as may be."""
    if not 0 < batch < height * width:
        return height, width
    rows = min(height, max(math.isqrt(batch), batch // width))
    return rows, min(width, batch // rows)


def _places(random: np.random.Generator, pixels: int, side: int) -> np.ndarray:
    """The rows or columns of a window: `side` of so many pixels, as far apart as chance has it, as often near as far."""
    farthest = (pixels - 1) // max(side - 1, 1)
    apart = min(int(math.exp(random.uniform(0, math.log(farthest + 1)))), farthest) if side > 1 else 1
    return random.integers(0, pixels - (side - 1) * apart) + apart * np.arange(side)
