"""Fields that stand in for slow, broken and busy ones. They are real fields; only their time and temper are chosen."""

from threading import Event

import numpy as np

from viewer.errors import Stop, Stopped
from viewer.fields.field import Field, Grid
from viewer.fields.interpolation import classical_field
from viewer.imaging.image import Image

POLL = 0.002  # seconds between looks at the stop while waiting


class SlowField:
    """A classical field that answers only once it has been released, and gives up when asked to stop."""

    def __init__(self, image: Image, kernel: str = "bicubic") -> None:
        self._field = classical_field(image, kernel)
        self.released = Event()
        self.entered = Event()  # set whenever a sample has begun
        self.asked: list[Grid] = []
        self.given_up: list[Grid] = []

    @property
    def size(self):
        return self._field.size

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        self.asked.append(grid)
        self.entered.set()
        try:
            while not self.released.wait(POLL):
                stop.check()
            return self._field.sample(grid, stop)
        except Stopped:
            self.given_up.append(grid)
            raise

    @property
    def stopped(self) -> int:
        """Samples given up."""
        return len(self.given_up)


class BusyField:
    """A classical field that works a number of times as long as it needs to."""

    def __init__(self, image: Image, kernel: str = "bicubic", times: int = 8) -> None:
        self._field = classical_field(image, kernel)
        self._times = times

    @property
    def size(self):
        return self._field.size

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        for _ in range(self._times):
            values = self._field.sample(grid, stop)
        return values


class FailingField:
    """A field that raises the same error whenever it is asked."""

    def __init__(self, image: Image, error: Exception) -> None:
        self.size = image.size
        self.error = error
        self.asked = 0

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        self.asked += 1
        raise self.error


def sample_all(field: Field, zoom: float, origin: tuple[int, int], size: tuple[int, int]) -> np.ndarray:
    """`field` at `size` device pixels from device position `origin` at `zoom`, in one piece."""
    step = 1 / zoom
    return field.sample(Grid(origin[1] * step, origin[0] * step, step, step, size[1], size[0]), Stop())
