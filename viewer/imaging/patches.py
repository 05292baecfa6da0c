"""Patches of photographs that were degraded in many ways, to see what networks make of them.

Degradations here have their blur in pixels of the patch, as it is, not of the photograph that was shrunk.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from viewer.imaging.degradation import Degradation
from viewer.imaging.files import load_image
from viewer.imaging.image import Image, to_uint8
from viewer.imaging.samples import SAMPLES, sample_path

SIDE = 48  # pixels of a patch, as in training
SCALE = 4  # by which photographs are shrunk
MOST = 24  # patches of a picture that nothing was done to
FAINTEST, STRONGEST = 0.05, 1.0  # blur in pixels of a patch, as networks are trained to see it, from practically none
NOISIEST = 25.0  # of 255

Draw = Callable[[np.random.Generator], Degradation]


@dataclass(frozen=True, eq=False)
class Patch:
    """A part of a picture.

    pixels       (h, w, 3) uint8
    picture      what it is a part of
    corner       its left and top there, in pixels of that picture
    degradation  what was done to it, the blur in its own pixels; None of a patch that is as it was found
    """

    pixels: np.ndarray
    picture: str
    corner: tuple[int, int]
    degradation: Degradation | None = None


def _round(rng: np.random.Generator) -> Degradation:
    return Degradation.isotropic(rng.uniform(FAINTEST, STRONGEST))


def _any(rng: np.random.Generator) -> Degradation:
    along, across = rng.uniform(FAINTEST, STRONGEST, 2)
    return Degradation(along, across, rng.uniform(0, math.pi))


def _noisy(rng: np.random.Generator) -> Degradation:
    return Degradation.isotropic(rng.uniform(FAINTEST, STRONGEST), rng.uniform(0, NOISIEST))


WAYS: dict[str, Draw] = {"round": _round, "any": _any, "noisy": _noisy}  # to degrade: blurs the same in all directions, or not


def sample_photos() -> dict[str, np.ndarray]:
    """The sample photographs, by what a menu calls them."""
    return {sample.title: load_image(sample_path(name)).rgb8() for name, sample in SAMPLES.items()}


def draw_patches(photos: Mapping[str, np.ndarray], draw: Draw, count: int, side: int = SIDE, scale: int = SCALE) -> list[Patch]:
    """`count` patches at random places, of one photo after the other, each shrunk by `scale` and degraded as `draw` says.

    The same every time. A photo, (h, w, 3) uint8, that is smaller than a patch before it is shrunk is left out.
    """
    rng = np.random.default_rng(0)
    large = side * scale
    fitting = [name for name, pixels in photos.items() if min(pixels.shape[:2]) >= large]
    patches = []
    for i in range(count if fitting else 0):
        pixels = photos[name := fitting[i % len(fitting)]]
        top, left = (int(rng.integers(n - large + 1)) for n in pixels.shape[:2])
        degradation = draw(rng)
        crop = pixels[top : top + large, left : left + large]
        small = degradation.scaled(scale).apply(crop, (side, side), rng).astype(np.uint8)
        patches.append(Patch(small, name, (left, top), degradation))
    return patches


def parts_of(picture: Image, most: int = MOST) -> list[Patch]:
    """Patches of a picture as it is, from all over it, at most so many; all of one that is no larger than a patch."""
    width, height = picture.size
    across, down = (max(n // SIDE, 1) for n in (width, height))
    lefts, tops = ([i * (n - SIDE) // max(m - 1, 1) for i in range(m)] for n, m in ((width, across), (height, down)))
    corners = [(left, top) for top in tops for left in lefts]
    chosen = np.linspace(0, len(corners) - 1, min(most, len(corners))).round().astype(int)
    return [
        Patch(to_uint8(picture.pixels[top : top + SIDE, left : left + SIDE]), picture.name, (left, top))
        for left, top in (corners[i] for i in chosen)
    ]
