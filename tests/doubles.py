"""Fields that stand in for slow, broken and busy ones, real but for their time and temper; and a network that sees blur."""

from threading import Event

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from viewer.errors import Stop, Stopped
from viewer.fields.field import Field, Grid
from viewer.fields.interpolation import classical_field
from viewer.imaging.image import Image
from viewer.models.adapting import Adapting

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


class SharpnessSeer(Adapting):
    """A blind network whose representation is how steep a picture is for how rough: it sees blur, and little else."""

    def __init__(self) -> None:
        super().__init__()
        self.anything = nn.Parameter(torch.zeros(1))

    def represent(self, image: torch.Tensor) -> torch.Tensor:
        luma = image.mean(1)
        fine = (luma[:, 1:] - luma[:, :-1]).square().mean((1, 2))
        coarser = [(luma[:, n:] - luma[:, :-n]).square().mean((1, 2)) for n in (2, 3, 4)]
        seen = torch.stack([((fine + 1e-6) / (each + 1e-6)).log() for each in coarser], 1)
        return F.pad(torch.cat((seen, seen.square()), 1), (0, 250))
