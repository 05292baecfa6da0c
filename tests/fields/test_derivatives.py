"""How fields change: a SIREN's derivatives are the formulas', others' the differences of their colours; what the colours mean."""

import numpy as np
import pytest
import torch
from nets import CPU, at_zoom, photo, sample, whole
from reference import siren as reference

from viewer.errors import Stop
from viewer.fields.catalogue import make_field
from viewer.fields.colour_maps import DIVERGING, SEQUENTIAL, colours_of, hues
from viewer.fields.derivatives import DIRECTION, GRADIENT, LAPLACIAN, LUMA, Derivative, differences, reach
from viewer.fields.interpolation import classical_field
from viewer.fields.measured import Measured
from viewer.fields.siren import SirenField
from viewer.imaging.image import Image
from viewer.models.siren import Siren


class Wave:
    """An image of a known function: luma 1/2 + sin(y/2) cos(x/3) / 4, alike in all channels."""

    size = 40, 30

    def sample(self, grid, stop):
        luma = 0.5 + np.sin(grid.ys() / 2)[:, None] * np.cos(grid.xs() / 3) / 4
        return np.repeat(luma[..., None], 3, -1)

    @staticmethod
    def truth(grid):
        y, x = grid.ys()[:, None], grid.xs()
        gradient = np.stack((np.cos(y / 2) / 2 * np.cos(x / 3), -np.sin(y / 2) * np.sin(x / 3) / 3), -1) / 4
        return gradient, -(1 / 4 + 1 / 9) * np.sin(y / 2) * np.cos(x / 3) / 4


@pytest.mark.parametrize("zoom", [1, 3, 50, 1e4])
def test_of_a_known_function_differences_are_its_derivatives(zoom):
    grid = at_zoom(zoom, 10, 8, 12, 9)
    gradient, laplacian = Wave.truth(grid)
    slopes = differences(Wave(), grid, Stop())
    np.testing.assert_allclose(slopes.gradient, gradient, atol=0.012)  # of a stretch of half a pixel, at 1:1 of a whole one
    np.testing.assert_allclose(slopes.laplacian, laplacian, atol=0.003)


@pytest.mark.parametrize("aligned", [False, True])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("zoom", [1, 7, 1e5])
def test_those_of_a_siren_are_the_formulas(aligned, channels, zoom):
    torch.manual_seed(2)
    model = Siren((53, 40), hidden=16, layers=2, channels=channels, aligned=aligned).eval().requires_grad_(False)
    grid = at_zoom(zoom, 20.3, 17.1, 3, 2)
    for precision, tolerance in (("exact", 1e-5), ("fast", 2e-3)):
        slopes = SirenField(model, CPU, precision).slopes(grid, Stop())
        for i, y in enumerate(grid.ys()):
            for j, x in enumerate(grid.xs()):
                place = (reference.coordinate(v, n, aligned) for v, n in ((y, 40), (x, 53)))
                _, gradient, laplacian = reference.at(model.state_dict(), *place)
                scale = [2 / (n - aligned) for n in (40, 53)]  # network coordinates for a pixel
                luma = LUMA if channels == 3 else np.ones(1)
                expected = (luma / 2) @ np.array(gradient) * scale
                np.testing.assert_allclose(slopes.gradient[i, j], expected, atol=tolerance)
                second = np.array(reference_second(model, *(reference.coordinate(v, n, aligned) for v, n in ((y, 40), (x, 53)))))
                np.testing.assert_allclose(slopes.laplacian[i, j], (luma / 2) @ (second @ np.square(scale)), atol=tolerance)
                assert len(laplacian) == channels


def reference_second(model, y, x, h=1e-4):
    """Second derivatives down and across of each channel, by differences of the formulas' values in float64."""

    def values(dy, dx):
        return np.array(reference.at(model.state_dict(), y + dy, x + dx)[0])

    down, across = (values(h, 0) + values(-h, 0) - 2 * values(0, 0), values(0, h) + values(0, -h) - 2 * values(0, 0))
    return np.stack((down, across), -1) / h**2


def test_a_siren_and_its_own_differences_agree():
    torch.manual_seed(0)
    field = SirenField(Siren((53, 40), hidden=16, layers=1).eval().requires_grad_(False), CPU, "exact")
    grid = at_zoom(20, 20.3, 17.1, 30, 20)
    known, measured = field.slopes(grid, Stop()), differences(field, grid, Stop())
    np.testing.assert_allclose(measured.gradient, known.gradient, atol=0.02 * np.abs(known.gradient).max())
    np.testing.assert_allclose(measured.laplacian, known.laplacian, atol=0.05 * np.abs(known.laplacian).max())


@pytest.mark.parametrize("what", [GRADIENT, DIRECTION, LAPLACIAN])
def test_tiles_of_a_derivative_fit_together(what):
    image = photo(40, 53)
    field, grid = make_field("bicubic", image, show=what), at_zoom(3.3, 5, 4, 120, 90)
    tiled = np.empty((90, 120, 3))
    for rows, cols, part in grid.parts(32, 32):
        tiled[rows, cols] = sample(field, part)
    np.testing.assert_allclose(tiled, sample(field, grid), atol=2e-3)
    assert tiled.std() > 0.05


@pytest.mark.parametrize("what", [GRADIENT, DIRECTION, LAPLACIAN])
def test_zoomed_out_and_deep_they_are_colours_too(what):
    image = photo(40, 53)
    for grid in (whole(image, (20, 15)), at_zoom(1e6, 20, 17, 8, 6)):
        values = sample(make_field("liif-fast", image, "cpu", show=what), grid)
        assert values.shape == (grid.rows, grid.cols, 3) and values.min() >= 0 and values.max() <= 1


def test_colours_mean_what_the_bar_says():
    image = Image(np.repeat(np.linspace(0, 200, 60, dtype=np.uint8)[None, :, None], 40, 0).repeat(3, -1))  # 3.4 levels a pixel
    plain, most = classical_field(image, "bilinear"), reach(image, GRADIENT)
    assert most == pytest.approx(200 / 59 / 255, rel=0.2)
    shown = sample(Measured(Derivative(plain, GRADIENT), 59 * 255 / 400), at_zoom(1, 20, 10, 8, 8))
    np.testing.assert_allclose(shown.mean((0, 1)), colours_of(np.array(0.5), SEQUENTIAL), atol=0.03)
    level = sample(Measured(Derivative(plain, LAPLACIAN), 1.0), at_zoom(1, 20, 10, 8, 8))
    np.testing.assert_allclose(level, np.broadcast_to(colours_of(np.array(0.5), DIVERGING), level.shape), atol=0.02)
    right = sample(Measured(Derivative(plain, DIRECTION), 1 / most), at_zoom(1, 20, 10, 8, 8))
    np.testing.assert_allclose(right.mean((0, 1)), hues(np.array(0.0), np.array(1.0)), atol=0.1)  # it brightens to the right


@pytest.mark.parametrize("size", [(1, 1), (1, 5), (2, 2)])
@pytest.mark.parametrize("what", [GRADIENT, LAPLACIAN])
def test_pictures_of_few_pixels_have_a_reach(size, what):
    assert reach(Image(np.full((*size, 3), 9, np.uint8)), what) > 0


def test_hues_are_equally_light_and_the_maps_rise():
    around = hues(np.linspace(0, 2 * np.pi, 60), np.ones(60))
    luma = around**2.2 @ [0.2126, 0.7152, 0.0722]
    assert luma.std() / luma.mean() < 0.06
    rising = colours_of(np.linspace(0, 1, 100), SEQUENTIAL) ** 2.2 @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(rising) > 0).all()
    middle = colours_of(np.array([0.2, 0.8]), DIVERGING) @ [0.2126, 0.7152, 0.0722]
    assert abs(middle[0] - middle[1]) < 0.15
