"""The SIREN field against the formulas in float64, at any depth; few values tell a smooth function."""

import numpy as np
import pytest
import torch
from nets import CPU, apart, at_zoom, sample, whole
from reference import siren as reference

from viewer.errors import Stop, Stopped
from viewer.fields.chebyshev import sample_smooth
from viewer.fields.siren import SirenField
from viewer.imaging.metrics import psnr
from viewer.models.siren import Siren

HALF_STEP = 0.5 / 255
SIZE = 53, 40


def network(size=SIZE, **changes):
    """Random weights, whose last layer makes use of all values."""
    torch.manual_seed(2)
    model = Siren(size, **{"hidden": 24, "layers": 2, **changes})
    with torch.no_grad():
        model.net[-1].weight.mul_(4)
    return model.eval().requires_grad_(False)


@pytest.fixture(scope="module", params=[False, True], ids=["edges", "aligned"])
def model(request):
    return network(aligned=request.param)


def formulas(model, grid):
    """What the formulas say at some of a grid's pixels: rows, columns and colours."""
    rows, cols = (np.linspace(0, n - 1, 4).astype(int) for n in (grid.rows, grid.cols))
    width, height = model.size
    colours = []
    for y in grid.ys()[rows]:
        for x in grid.xs()[cols]:
            place = (reference.coordinate(v, n, model.aligned) for v, n in ((y, height), (x, width)))
            colours.append(np.broadcast_to(reference.at(model.state_dict(), *place)[0], 3))
    return rows, cols, np.clip(np.array(colours).reshape(4, 4, 3) / 2 + 0.5, 0, 1)


@pytest.mark.parametrize("zoom", [1, 3.7, 60, 1e4, 1e7])
def test_every_pixel_is_that_of_the_formulas(model, zoom):
    grid = at_zoom(zoom, 20.3, 17.1, 16, 12)
    rows, cols, truth = formulas(model, grid)
    for precision, tolerance in (("exact", 1e-5), ("fast", HALF_STEP)):
        values = sample(SirenField(model, CPU, precision), grid)
        assert apart(values[rows][:, cols], truth) < tolerance
        assert values.std() > 1e-9


@pytest.mark.parametrize("zoom", [2, 16, 64, 1e3, 1e6])
def test_fast_is_within_half_a_step_of_exact(model, zoom):
    grid = at_zoom(zoom, 20.3, 17.1, 300, 200)
    exact, fast = (sample(SirenField(model, CPU, precision), grid) for precision in ("exact", "fast"))
    assert apart(exact, fast) < HALF_STEP


def test_deep_differences_are_those_of_the_slope(model):
    """Neighbouring pixels at zoom 10^7 differ as the derivative says."""
    field = SirenField(model, CPU, "fast")
    values = sample(field, at_zoom(1e7, 20.3, 17.1, 64, 3))[1]
    coords = torch.tensor([reference.coordinate(v, n, model.aligned) for v, n in ((17.1 + 1.5e-7, 40), (20.3 + 3.2e-6, 53))])
    net = network(aligned=model.aligned).double()
    slope = net.jet(net.phases(coords.double())).first[1] * model.per_pixel[1] / 2
    np.testing.assert_allclose(np.diff(values, axis=0) * 1e7, np.broadcast_to(slope, (63, 3)), rtol=1e-3, atol=1e-6)


def test_a_grey_network_is_grey():
    values = sample(SirenField(network(channels=1), CPU), at_zoom(4, 3, 3, 30, 20))
    assert values.shape == (20, 30, 3) and np.ptp(values, axis=2).max() == 0 and values.std() > 0.01


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (53, 1)])
def test_pictures_of_a_pixel_or_a_line(size):
    field = SirenField(network(size), CPU)
    for grid in (whole(field, (7, 9)), at_zoom(0.3, 0, 0, 6, 5)):
        assert np.isfinite(sample(field, grid)).all()


@pytest.mark.parametrize("step", [1.5, 3, 8.3])
def test_zoomed_out_it_is_the_mean_of_what_it_covers(step):
    model = network((400, 300))
    grid = at_zoom(1 / step, 40, 30, int(200 / step), int(150 / step))
    values = sample(SirenField(model, CPU, "exact"), grid)
    fine = sample(SirenField(model, CPU, "exact"), at_zoom(16 / step, 40, 30, grid.cols * 16, grid.rows * 16))
    means = fine.reshape(grid.rows, 16, grid.cols, 16, 3).mean((1, 3))
    assert apart(values, means) < 0.02  # bicubic has a little more contrast than a mean
    assert psnr(values, means) > 45


def test_beyond_the_rim_the_image_goes_on(model):
    field = SirenField(model, CPU)
    beyond, rim = (sample(field, at_zoom(4, x, 10, 1, 8)) for x in (60, 53 - 0.125))
    assert apart(beyond, rim) < 0.05


def test_it_stops_when_asked(model):
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        SirenField(model, CPU).sample(at_zoom(4, 3, 3, 100, 100), stop)


@pytest.mark.parametrize(("waves", "share"), [(1, 0.02), (8, 0.3)])
def test_a_smooth_function_takes_few_values(waves, share):
    asked = []

    def evaluate(ys, xs):
        asked.append(len(ys) * len(xs))
        return np.sin(2 * np.pi * waves * ys)[:, None, None] * np.cos(2 * np.pi * waves * xs + 1)[:, None]

    ys, xs = np.linspace(0, 1, 200), np.linspace(2, 3, 150)
    values = sample_smooth(ys, xs, evaluate, 1e-4, waves)
    assert sum(asked) < share * 200 * 150
    assert np.abs(values - evaluate(ys, xs)).max() < 1e-4


def test_a_function_with_a_kink_is_computed_everywhere():
    def evaluate(ys, xs):
        return np.abs(ys[:, None, None] - 0.3) + np.zeros((1, len(xs), 1))

    ys, xs = np.linspace(0, 1, 60), np.linspace(0, 1, 70)
    assert np.array_equal(sample_smooth(ys, xs, evaluate, 1e-4, 0.5), evaluate(ys, xs))
