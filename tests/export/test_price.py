"""The price of an export, told before it, is what it then takes; its bytes are those of the file."""

import time

import numpy as np
import pytest
from doubles import BusyField

from viewer.errors import Stop, Stopped
from viewer.export.engine import Request, export
from viewer.export.price import SIDE, estimate
from viewer.export.strips import Progress, strips
from viewer.fields.field import Grid
from viewer.fields.interpolation import classical_field
from viewer.imaging.image import Image

PIXELS = np.random.default_rng(0).integers(0, 255, (64, 96, 3), np.uint8)
REGION = (0.0, 0.0, 96.0, 64.0)


class Timed:
    """A field that takes a second for each million pixels, and before the first of a block of source pixels, longer."""

    def __init__(self, encode=0.0, clock=None):
        self.size = (960, 640)
        self.encode_seconds, self.encoded_pixels = 0.0, 0
        self._encode, self._done, self._clock = encode, set(), clock

    def sample(self, grid, stop):
        for y in {int(grid.y0 // 256), int((grid.y0 + grid.dy * grid.rows) // 256)}:
            for x in {int(grid.x0 // 256), int((grid.x0 + grid.dx * grid.cols) // 256)}:
                if self._encode and (y, x) not in self._done:
                    self._done.add((y, x))
                    self.encode_seconds += self._encode
                    self.encoded_pixels += 256 * 256
                    self._clock.now += self._encode
        self._clock.now += grid.rows * grid.cols / 1e6
        return np.zeros((grid.rows, grid.cols, 3), np.float32)


class Clock:
    def __init__(self):
        self.now = 0.0


@pytest.fixture
def clock(monkeypatch):
    """Time passes as the field says."""
    clock = Clock()
    monkeypatch.setattr(time, "perf_counter", lambda: clock.now)
    return clock


@pytest.mark.parametrize("encode", [0.0, 0.5])
def test_time_goes_with_the_output_and_encoding_with_the_source(clock, encode, tmp_path):
    field, image = Timed(encode, clock), Image(np.zeros((640, 960, 3), np.uint8))
    request = Request(tmp_path / "a.png", (0.0, 0.0, 960.0, 640.0), (3840, 2560))
    price = estimate(request, image, field, Stop())
    began = clock.now
    export(request, image, field, Stop())
    assert price.seconds == pytest.approx(clock.now - began, rel=0.15)
    assert price.seconds > 3840 * 2560 / 1e6 * 0.9


def test_bytes_are_those_of_the_file(tmp_path):
    image = Image(np.random.default_rng(0).integers(0, 255, (400, 600, 3), np.uint8))
    field = classical_field(image, "bicubic")
    for name in ("a.png", "a.jpg", "a.tif"):
        request = Request(tmp_path / name, (0.0, 0.0, 600.0, 400.0), (1200, 800))
        export(request, image, field, Stop())
        assert estimate(request, image, field, Stop()).bytes == pytest.approx((tmp_path / name).stat().st_size, rel=0.1)


def test_nothing_is_left_of_the_pieces_and_they_can_be_given_up(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    image = Image(PIXELS)
    estimate(Request(tmp_path / "a.dzi", REGION, (SIDE * 2, 680)), image, BusyField(image, times=1), Stop())
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        estimate(Request(tmp_path / "a.png", REGION, (SIDE * 2, 680)), image, BusyField(image, times=1), stop)
    assert list(tmp_path.iterdir()) == []


def test_the_price_counts_until_it_is_known_better(clock):
    field, told = Timed(0, clock), []
    grid = Grid.over((0, 0, 960, 640), (2560, 2560))
    for _ in strips(Image(np.zeros((640, 960, 3), np.uint8)), field, grid, 3, np.dtype(np.uint8), Stop(), told.append, 100.0):
        pass
    first, last = told[0], told[-1]
    assert isinstance(first, Progress) and 85 < first.left < 100 and last.left == 0
    middle = told[len(told) // 2]
    assert middle.left == pytest.approx(2560 * 2560 / 1e6 * (1 - middle.done))
