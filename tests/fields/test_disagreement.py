"""How far the four latents that a LIIF asks for a point disagree."""

import numpy as np
import pytest
import torch
from nets import CPU, at_zoom, codes, photo, small_liif
from reference import liif as reference

from viewer.errors import Stop, UserError
from viewer.fields.disagreement import Disagreement
from viewer.fields.field import Grid
from viewer.fields.interpolation import classical_field
from viewer.fields.liif import LiifField


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(0)
    return small_liif()


def naive_spread(state, feat, grid):
    """The standard deviation of the four predictions at every point, channel by channel, in float64 and units of white."""
    y, x = (part.ravel() - 0.5 for part in np.meshgrid(grid.ys(), grid.xs(), indexing="ij"))
    four = reference.ensemble_at(state, feat, np.stack((y, x), -1), (2 * grid.dy, 2 * grid.dx))
    mean = sum(share[:, None] * said for said, share in four)
    variance = sum(share[:, None] * (said - mean) ** 2 for said, share in four)
    return (np.sqrt(variance) / 2).reshape(grid.rows, grid.cols, 3)


@pytest.mark.parametrize("zoom", [5, 40, 3000])
@pytest.mark.parametrize("precision", ["exact", "fast"])
def test_it_is_the_deviation_of_what_the_four_latents_say(network, zoom, precision):
    model, state = network
    image = photo(24, 20)
    grid = at_zoom(zoom, 9.3, 7.8, 9, 7)
    seen = Disagreement(LiifField(model, image, CPU, precision)).values(grid, Stop())
    expected = naive_spread(state, codes(state, image), grid).mean(-1)
    assert expected.max() > 0.003
    np.testing.assert_allclose(seen, expected, atol=2e-5 if precision == "exact" else 0.02 * expected.max())


def test_zoomed_out_it_is_that_of_many_points_in_a_screen_pixel(network):
    model, state = network
    image = photo(24, 20)
    seen = Disagreement(LiifField(model, image, CPU, "exact")).values(Grid(2, 3, 2, 2, 4, 5), Stop())
    fine = naive_spread(state, codes(state, image), Grid(2, 3, 0.25, 0.25, 32, 40))
    expected = np.sqrt((fine**2).reshape(4, 8, 5, 8, 3).mean((1, 3))).mean(-1)
    np.testing.assert_allclose(seen, expected, atol=2e-5)


@pytest.mark.parametrize("switches", [None, {"local_ensemble": False}])
def test_fields_without_an_ensemble_say_so(switches):
    image = photo(16, 16)
    field = classical_field(image, "bicubic") if switches is None else LiifField(small_liif(**switches)[0], image, CPU)
    with pytest.raises(UserError, match="no local ensemble"):
        Disagreement(field)
