"""A field of a part of a picture, seen in its place."""

import numpy as np
import pytest
from PIL import Image as PILImage

from viewer.errors import Stop, UserError
from viewer.fields.catalogue import make_field
from viewer.fields.derivatives import Slopes, differences, slopes
from viewer.fields.field import Grid
from viewer.fields.interpolation import classical_field
from viewer.fields.placed import Placed
from viewer.imaging.files import load_image
from viewer.imaging.image import Image
from viewer.training.fit import fit
from viewer.training.options.fit import FitOptions

RNG = np.random.default_rng(0)
OUTER, INNER = (Image(RNG.integers(0, 256, size, np.uint8)) for size in ((20, 30, 3), (7, 9, 3)))
PART = 11, 6, 9, 7


@pytest.mark.parametrize(
    "grid",
    [
        Grid(0, 0, 1, 1, 20, 30), Grid(4.1, 8.3, 0.31, 0.31, 40, 50), Grid(7, 12, 0.01, 0.01, 64, 64),
        Grid(0, 0, 0.1, 0.1, 30, 30), Grid(0, 0, 2.5, 2.5, 8, 12), Grid(5.7, 10.7, 0.5, 0.5, 1, 1),
    ],
)  # fmt: skip
def test_every_pixel_is_of_the_field_in_which_its_centre_lies(grid):
    inner, around = classical_field(INNER, "bicubic"), classical_field(OUTER, "bilinear")
    placed = Placed(inner, PART, around)
    moved = Grid(grid.y0 - 6, grid.x0 - 11, grid.dy, grid.dx, grid.rows, grid.cols)
    inside = np.logical_and.outer((grid.ys() >= 6) & (grid.ys() < 13), (grid.xs() >= 11) & (grid.xs() < 20))
    expected = np.where(inside[..., None], inner.sample(moved, Stop()), around.sample(grid, Stop()))
    np.testing.assert_allclose(placed.sample(grid, Stop()), expected, atol=1e-5)
    assert placed.size == (30, 20)


class Rising:
    """A field that knows its derivatives, and no colours."""

    size = 9, 7

    def slopes(self, grid, stop):
        y, x = np.meshgrid(grid.ys(), grid.xs(), indexing="ij")
        return Slopes(np.stack((y, -x), -1), x * y)


def test_each_field_of_two_tells_how_it_changes_itself():
    around, grid = classical_field(OUTER, "bilinear"), Grid(4.1, 8.3, 0.31, 0.31, 40, 50)
    seen = slopes(Placed(Rising(), PART, around), grid, Stop())
    y, x = np.meshgrid(grid.ys() - 6, grid.xs() - 11, indexing="ij")
    inside = (y >= 0) & (y < 7) & (x >= 0) & (x < 9)
    outside = differences(around, grid, Stop())
    expected = np.where(inside[..., None], np.stack((y, -x), -1), outside.gradient)
    np.testing.assert_allclose(seen.gradient, expected, atol=1e-9)
    np.testing.assert_allclose(seen.laplacian, np.where(inside, x * y, outside.laplacian), atol=1e-9)


@pytest.fixture
def fitted(tmp_path):
    """A picture's path and the SIREN of a part of it."""
    PILImage.fromarray(OUTER.pixels).save(tmp_path / "outer.png")
    settings = {"hidden": 16, "layers": 1, "steps": 3, "batch": 0, "device": "cpu", "precision": "float32"}
    options = FitOptions(image=tmp_path / "outer.png", region=list(PART), **settings)
    fit(options, tmp_path / "run", lambda event: None, Stop())
    return tmp_path / "outer.png", tmp_path / "run" / "last.safetensors"


@pytest.mark.parametrize("shown", ["colours", "gradient"])
def test_a_siren_of_a_part_is_seen_there_and_bicubic_around_it(fitted, shown):
    path, weights = fitted
    image = load_image(path)
    seen = make_field(str(weights), image, show=shown)
    bicubic = make_field("bicubic", image, show=shown)
    grid = Grid(0, 0, 0.5, 0.5, 40, 60)
    different = np.abs(seen.sample(grid, Stop()) - bicubic.sample(grid, Stop())).max(-1) > 0.02
    outside = different.copy()
    outside[12:26, 22:40] = False
    assert different[12:26, 22:40].mean() > 0.7 and not outside.any()


def test_of_another_picture_it_is_no_part(fitted):
    weights = fitted[1]
    with pytest.raises(UserError, match="a picture of its own, of 9 x 7 pixels"):
        make_field(str(weights), Image(OUTER.pixels[:19]))
