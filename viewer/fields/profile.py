"""A field along a line: its colours at sub-pixel positions, the source pixels beside it, and how wide an edge on it is."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from viewer.errors import Stop
from viewer.fields.field import Field, Grid
from viewer.fields.measured import Measured
from viewer.imaging.image import Image

Point = tuple[float, float]  # x, y, in source pixels
PER_PIXEL = 8  # samples of a source pixel's length
FEWEST, MOST = 256, 4096  # samples
BLOCK = 32  # samples that are asked for at a time
GREY = np.array((0.299, 0.587, 0.114))  # BT.601, of white 1
FAINT = 0.02  # what differs by less has no edge
LOW, HIGH = 0.1, 0.9  # of the way from dark to light, where an edge begins and ends


@dataclass(frozen=True)
class Line:
    """From one point of a picture to another."""

    start: Point
    end: Point

    @property
    def length(self) -> float:
        """In source pixels."""
        return math.dist(self.start, self.end)

    @property
    def count(self) -> int:
        """How many samples tell what is on it."""
        return int(min(max(math.ceil(self.length * PER_PIXEL), FEWEST), MOST))

    def places(self) -> np.ndarray:
        """How far from its start the samples are, (count,), both ends among them."""
        return np.linspace(0, self.length, self.count)

    def points(self) -> np.ndarray:
        """Where they are, (count, 2) as (x, y)."""
        return np.linspace(self.start, self.end, self.count)


class Edge(NamedTuple):
    """Where on a line the colours are half-way between dark and light, and how far it is from a tenth to nine tenths."""

    at: float
    width: float


def along(field: Field, line: Line, stop: Stop) -> np.ndarray:
    """The field at the line's samples, (count, 3) in [0, 1]. Raises Stopped.

    Of what is measured the numbers, (count, 1), white being 1: those of its colours say nothing. Of vectors their lengths.

    Fields answer for grids. The samples are the diagonal of one whose pixels are as far apart, across and down, as they are;
    it is asked for block by block.
    """
    dx, dy = ((end - start) / (line.count - 1) for start, end in zip(line.start, line.end, strict=True))
    side = max(abs(dx), abs(dy))
    out = np.empty((line.count, 1 if isinstance(field, Measured) else 3), np.float32)
    points = line.points()
    for first in range(0, line.count, BLOCK):
        stop.check()
        block = points[first : first + BLOCK]
        xs, cols, step_x = _axis(block[:, 0], dx, side)
        ys, rows, step_y = _axis(block[:, 1], dy, side)
        values = _sample(field, Grid(ys - step_y / 2, xs - step_x / 2, step_y, step_x, rows, cols), stop)
        numbers = np.arange(len(block))
        out[first : first + BLOCK] = values[_places(numbers, dy, rows), _places(numbers, dx, cols)]
    return out


def pixels_beside(image: Image, line: Line) -> tuple[np.ndarray, np.ndarray]:
    """The source pixels nearest to a line, one for each row or column it crosses: how far along, (n,), and colours, (n, 3)."""
    if line.length == 0:
        return np.empty(0), np.empty((0, 3))
    start, way = np.array(line.start), np.subtract(line.end, line.start)
    main = int(abs(way[1]) > abs(way[0]))  # the axis that it goes along
    low, high = sorted((line.start[main], line.end[main]))
    middles = np.arange(math.ceil(low - 0.5), math.floor(high - 0.5) + 1) + 0.5
    points = start + ((middles - start[main]) / way[main])[:, None] * way
    index = np.floor(points).astype(int)
    inside = ((index >= 0) & (index < image.size)).all(1)
    centres, index = index[inside] + 0.5, index[inside]
    places = (centres - start) @ way / line.length
    return places, image.pixels[index[:, 1], index[:, 0]] / image.white


def edge_on(places: np.ndarray, values: np.ndarray) -> Edge | None:
    """The edge among values (n,) at places (n,) on a line; None if there is none to speak of.

    An edge is where values rise, or fall, without turning back; of several, the one that is high and steep.
    """
    steps = np.diff(values)
    turns = np.flatnonzero(np.sign(steps[1:]) != np.sign(steps[:-1])) + 1
    bounds = [0, *turns.tolist(), len(values) - 1]
    runs = [slice(first, last + 1) for first, last in pairwise(bounds) if np.ptp(values[first : last + 1]) >= FAINT]
    if not runs:
        return None
    run = max(runs, key=lambda run: np.ptp(values[run]) * np.abs(np.diff(values[run])).max())
    height, where = np.abs(values[run] - values[run.start]), places[run]
    begins, middle, ends = np.interp(height[-1] * np.array((LOW, 0.5, HIGH)), height, where)
    return Edge(float(middle), float(ends - begins))


def _sample(field: Field, grid: Grid, stop: Stop) -> np.ndarray:
    """Colours, (rows, cols, 3), or the numbers of what is measured, (rows, cols, 1)."""
    if not isinstance(field, Measured):
        return field.sample(grid, stop)
    values = field.measure.values(grid, stop)
    return (np.linalg.norm(values, axis=-1) if values.ndim == 3 else values)[..., None]


def _axis(points: np.ndarray, step: float, side: float) -> tuple[float, int, float]:
    """Of one axis of a block: the least position, how many rows or columns it has, and their distance."""
    if step == 0:
        return float(points[0]), 1, side
    return float(points.min()), len(points), abs(step)


def _places(numbers: np.ndarray, step: float, count: int) -> np.ndarray:
    """The row or column of each sample of a block."""
    if count == 1:
        return np.zeros_like(numbers)
    return numbers if step > 0 else numbers[::-1]
