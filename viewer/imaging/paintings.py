"""Pictures to take a style from, painted by the program itself: brush strokes that follow a flow, and a mosaic."""

from collections.abc import Callable
from functools import cache

import numpy as np
from PIL import Image as PILImage
from PIL import ImageDraw

from viewer.imaging.image import Image

SIDE = 512  # pixels
FINER = 2  # times as large they are painted, and then shrunk
STROKES = (
    (18, 32, 74), (28, 62, 128), (52, 104, 170), (118, 166, 196), (226, 200, 92), (240, 226, 160), (196, 120, 44), (34, 70, 60),
)  # fmt: skip
MOSAIC = (
    (200, 54, 40), (232, 142, 40), (244, 206, 96), (36, 110, 120), (24, 60, 110), (110, 160, 90), (236, 230, 210), (120, 40, 70),
)  # fmt: skip
LEAD = (28, 24, 26)  # between the stones
LAYERS = (70, 18, 2600), (46, 11, 4200), (30, 6, 5200)  # length and width of strokes in pixels, and how many
JOINTS = 6  # of a stroke
STONES = 30  # a side


@cache
def painting(name: str) -> Image:
    """One of `PAINTINGS`, always the same."""
    painted, _ = PAINTINGS[name]
    return Image(painted(np.random.default_rng(0)), called=name)


def strokes(rng: np.random.Generator) -> np.ndarray:
    """Brush strokes along a smooth field of directions, coloured by another, the broad ones first: (SIDE, SIDE, 3) uint8."""
    side = SIDE * FINER
    angles, tones = np.pi * _smooth(rng, side, 5), _smooth(rng, side, 6)
    canvas = PILImage.new("RGB", (side, side), STROKES[0])
    draw = ImageDraw.Draw(canvas)
    for length, width, count in LAYERS:
        ends = rng.random((count, 2)) * side
        colours = _mixed(STROKES, _at(tones, ends), rng) * rng.uniform(0.85, 1.12, (count, 1))
        paths = [ends]
        for _ in range(JOINTS):
            angle = _at(angles, ends)
            ends = ends + length / JOINTS * np.stack((np.cos(angle), np.sin(angle)), -1)
            paths.append(ends)
        aside = 0.3 * width * np.stack((np.sin(angle), -np.cos(angle)), -1)  # where bristles leave a bright and a dark line
        for path, colour, by in zip(np.stack(paths, 1), colours, aside, strict=True):
            draw.line([tuple(point) for point in path.tolist()], _bytes(colour), width, "curve")
            for shade, shift in (colour * 1.18 + 8, by), (colour * 0.8, -by):
                draw.line([tuple(point) for point in (path + shift).tolist()], _bytes(shade), max(round(0.15 * width), 1))
    return np.asarray(canvas.resize((SIDE, SIDE), PILImage.Resampling.LANCZOS))


def mosaic(rng: np.random.Generator) -> np.ndarray:
    """Stones around the points of a shaken lattice, set in lead: (SIDE, SIDE, 3) uint8."""
    from scipy.spatial import KDTree

    side = SIDE * FINER
    step = side / STONES
    lattice = (np.stack(np.meshgrid(*[np.arange(STONES + 2) - 0.5] * 2), -1).reshape(-1, 2)) * step
    points = lattice + rng.uniform(-0.38, 0.38, lattice.shape) * step
    tones = _smooth(rng, side, 7)
    colours = _mixed(MOSAIC, _at(tones, points), rng) * rng.uniform(0.8, 1.15, (len(points), 1))
    ys, xs = np.mgrid[:side, :side]
    distance, stone = KDTree(points).query(np.stack((xs.ravel(), ys.ravel()), -1), 2)
    edge = (distance[:, 1] - distance[:, 0]).reshape(side, side, 1) / step
    canvas = colours[stone[:, 0]].reshape(side, side, 3) * (0.75 + 0.3 * np.clip(edge / 0.22, 0, 1))
    canvas = np.where(edge < 0.09, LEAD, canvas)
    shrunk = PILImage.fromarray(np.clip(canvas, 0, 255).astype(np.uint8)).resize((SIDE, SIDE), PILImage.Resampling.LANCZOS)
    return np.asarray(shrunk)


PAINTINGS: dict[str, tuple[Callable[[np.random.Generator], np.ndarray], str]] = {
    "strokes": (strokes, "Brush strokes"),
    "mosaic": (mosaic, "Mosaic"),
}  # and what a menu calls them


def _smooth(rng: np.random.Generator, side: int, knots: int) -> np.ndarray:
    """A smooth random function over (side, side), up to 1 in size."""
    values = PILImage.fromarray(rng.normal(size=(knots, knots)).astype(np.float32))
    field = np.asarray(values.resize((side, side), PILImage.Resampling.BICUBIC))
    return np.asarray(field / np.abs(field).max())


def _at(field: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The values of a field (side, side) at points (n, 2), x and y, the nearest ones beyond its border."""
    x, y = np.clip(points, 0, len(field) - 1).astype(int).T
    return np.asarray(field[y, x])


def _mixed(palette: tuple[tuple[int, int, int], ...], tones: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Colours of the palette near to where tones of -1 to 1 lie in it, (n, 3)."""
    index = (tones / 2 + 0.5) * len(palette) + rng.normal(size=len(tones))
    return np.array(palette, float)[np.clip(index, 0, len(palette) - 1).astype(int)]


def _bytes(colour: np.ndarray) -> tuple[int, ...]:
    return tuple(int(value) for value in np.clip(colour, 0, 255))
