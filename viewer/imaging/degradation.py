"""How a camera spoils a picture, as blind super-resolution is trained on it: blur, shrink, noise (DASR, arXiv 2104.00416).

small = round(shrink(picture * kernel) + noise), within 0 to 255
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import scipy.fft

from viewer.imaging.image import Size
from viewer.imaging.resample import KERNELS

GRID = 0.0, 0.3, 0.6, 0.9  # isotropic blurs of the paper's tables, in pixels of the small picture
ANISOTROPIC = (  # its nine kernels: the standard deviations, in pixels of the large picture, and the angle in degrees
    (2.0, 0.2, 0), (2.0, 1.0, 10), (3.5, 1.5, 30), (3.5, 2.0, 45), (3.5, 2.0, 90), (4.0, 1.5, 120), (4.0, 2.0, 135),
    (4.0, 3.0, 165), (4.0, 4.0, 180),
)  # fmt: skip
KERNEL_SIDE = 21  # pixels, of which the middle one is the centre
BORDER = KERNEL_SIDE // 2


@dataclass(frozen=True)
class Degradation:
    """A Gaussian blur and white noise.

    along, across  standard deviations of the blur, in pixels of the picture that is shrunk; 0 for none
    angle          from the rows to the axis of `along`, clockwise as seen, in radians
    noise          standard deviation, of 255
    """

    along: float = 0.0
    across: float = 0.0
    angle: float = 0.0
    noise: float = 0.0

    @classmethod
    def isotropic(cls, sigma: float, noise: float = 0.0) -> "Degradation":
        """The same blur in all directions."""
        return cls(sigma, sigma, 0.0, noise)

    @property
    def blurs(self) -> bool:
        """Whether there is any blur."""
        return min(self.along, self.across) > 0

    @property
    def sigma(self) -> float:
        """How strong the blur is: the standard deviation of the round one whose spot has the same area."""
        return math.sqrt(self.along * self.across)

    @property
    def anisotropy(self) -> float:
        """How many times as far it reaches along its longer axis as along its shorter one."""
        return max(self.along, self.across) / min(self.along, self.across) if self.blurs else 1.0

    def scaled(self, factor: float) -> "Degradation":
        """The same in a picture `factor` times as large; noise is what it is."""
        return replace(self, along=self.along * factor, across=self.across * factor)

    def kernel(self) -> np.ndarray:
        """What every point becomes, (21, 21), rows downwards; its sum is 1."""
        return gaussian_kernel(self.along, self.across, self.angle)

    def apply(self, pixels: np.ndarray, size: Size, rng: np.random.Generator) -> np.ndarray:
        """`pixels`, (h, w, 3) in [0, 255], blurred, shrunk to `size` (width, height), with noise: float32, whole numbers."""
        width, height = size
        values = pixels.astype(np.float32)
        rows, cols = shrinking(values.shape[0], height), shrinking(values.shape[1], width)
        if self.blurs and self.along == self.across:  # separable: blur and shrinking along an axis are one matrix
            rows, cols = (matrix @ blurring(matrix.shape[1], self.along) for matrix in (rows, cols))
        elif self.blurs:
            values = blur(values, self.kernel())
        small = _along_both(values, rows, cols)
        if self.noise > 0:
            small = small + np.float32(self.noise) * rng.standard_normal(small.shape, np.float32)
        return np.clip(np.round(small), 0, 255).astype(np.float32)


def paper_grid(kind: str, scale: float, noise: float = 0.0) -> dict[str, Degradation]:
    """The degradations of the paper's tables for a scale, by what they are called: `iso` or `aniso`."""
    if kind == "iso":
        return {f"blur {blur * scale:g}": Degradation.isotropic(blur * scale, noise) for blur in GRID}
    return {
        f"K{i}": Degradation(along, across, math.radians(angle), noise)
        for i, (along, across, angle) in enumerate(ANISOTROPIC, 1)
    }  # fmt: skip


def gaussian_kernel(along: float, across: float, angle: float = 0.0) -> np.ndarray:
    """exp(-d' S^-1 d / 2), S the covariance of standard deviations `along` an axis at `angle` and `across`; its sum is 1."""
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    inverse = turn @ np.diag([along**-2, across**-2]) @ turn.T
    y, x = np.mgrid[-BORDER : BORDER + 1, -BORDER : BORDER + 1].astype(float)
    kernel = np.exp(-0.5 * (inverse[0, 0] * x * x + 2 * inverse[0, 1] * x * y + inverse[1, 1] * y * y))
    return kernel / kernel.sum()


def blur(pixels: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """(h, w, C) with every point spread out as the kernel says; beyond the borders the picture is mirrored. float32."""
    border = kernel.shape[0] // 2
    padded = _mirrored(pixels.astype(np.float32), border)
    shape = [scipy.fft.next_fast_len(n, real=True) for n in padded.shape[:2]]
    spectrum = scipy.fft.rfft2(kernel.astype(np.float32), shape)[..., None]
    spread = scipy.fft.irfft2(scipy.fft.rfft2(padded, shape, axes=(0, 1)) * spectrum, shape, axes=(0, 1))
    return spread[2 * border : padded.shape[0], 2 * border : padded.shape[1]]


def shrinking(length: int, small: int) -> np.ndarray:
    """The matrix (small, length), float32, of antialiased bicubic shrinking as MATLAB's, but for the edge pixels going on."""
    scale = length / small
    wide = max(scale, 1.0)
    support = KERNELS["bicubic"].support * wide
    centres = (np.arange(small) + 0.5) * scale - 0.5
    first = np.floor(centres - support).astype(int) + 1
    taps = first[:, None] + np.arange(math.ceil(2 * support) + 1)
    weights = KERNELS["bicubic"].weight((taps - centres[:, None]) / wide)
    weights /= weights.sum(1, keepdims=True)
    return _gathered(weights, np.clip(taps, 0, length - 1), length)


def blurring(length: int, sigma: float) -> np.ndarray:
    """The matrix (length, length), float32, of an isotropic blur along one axis."""
    d = np.arange(-BORDER, BORDER + 1)
    weights = np.exp(-0.5 * (d / sigma) ** 2)
    taps = np.arange(length)[:, None] + d
    return _gathered(
        np.broadcast_to(weights / weights.sum(), taps.shape), _mirrored(np.arange(length), BORDER)[taps + BORDER], length
    )


def _gathered(weights: np.ndarray, taps: np.ndarray, length: int) -> np.ndarray:
    """The matrix whose rows have `weights` at `taps`, those of the same place added up."""
    matrix = np.zeros((len(taps), length))
    np.add.at(matrix, (np.arange(len(taps))[:, None], taps), weights)
    return matrix.astype(np.float32)


def _mirrored(values: np.ndarray, border: int) -> np.ndarray:
    """(h, w, C), or (n,), with a mirrored border along the first two axes."""
    return np.pad(
        values,
        [(border, border)] * min(values.ndim, 2) + [(0, 0)] * (values.ndim - 2),
        mode="reflect" if min(values.shape[:2]) > 1 else "edge",
    )


def _along_both(values: np.ndarray, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    """(h, w, C) with a matrix applied to its rows, and one to its columns."""
    down = np.tensordot(rows, values, (1, 0))
    return np.ascontiguousarray(np.moveaxis(np.tensordot(down, cols, (1, 1)), -1, 1))
