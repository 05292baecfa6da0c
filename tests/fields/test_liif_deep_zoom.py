"""Deep zooms: exact renders move by less than float32 can say, fast ones stay within what 8 bits can show."""

import sys

import numpy as np
import pytest
import torch
from nets import apart, at_zoom, codes, exact, fast, network, official, photo, sample, small_liif, truth_at, whole

from viewer.errors import Stop
from viewer.fields import encoded, kernels
from viewer.fields.decoder import Decoder
from viewer.fields.field import Grid
from viewer.fields.latents import LatentAxis
from viewer.fields.quads import CELLS, COARSE
from viewer.imaging.image import Image
from viewer.models.catalogue import load_network

STEP = 1 / 255


@pytest.mark.parametrize("zoom", [1e6, 1e7])
def test_a_hundredth_of_a_screen_pixel_makes_the_difference_it_should(zoom):
    """Within a quad, across the border of two, and far from the origin, where float32 coordinates have long run out."""
    model, state = small_liif()
    image = Image(np.tile(photo(5, 100).pixels, (1, 8, 1)))
    feat = codes(state, image)
    for x, y in ((20.3, 2.2), (20.5 - 10.2 / zoom, 2.5 - 3.3 / zoom), (789.31, 3.14)):
        grids = [at_zoom(zoom, x + shift / zoom, y + shift / zoom, 24, 16) for shift in (0, 0.01)]
        before, after = (sample(exact(model, image), grid) for grid in grids)
        truth_before, truth_after = (truth_at(state, feat, grid) for grid in grids)
        assert before.dtype == np.float64
        assert apart(before, truth_before) < 1e-5
        moved, truth = after - before, truth_after - truth_before
        assert np.abs(truth).max() > 1e-3 / zoom / 100
        assert apart(moved, truth) < 2e-3 * np.abs(truth).max()


@pytest.mark.parametrize("zoom", [2000, 1e6, 1e7])
def test_neighbouring_pixels_rise_and_fall_by_the_slope_of_the_field(zoom):
    model, state = small_liif()
    image = photo(30, 40)
    grid = at_zoom(zoom, 31.7, 17.2, 40, 30)
    values, truth = sample(exact(model, image), grid), truth_at(state, codes(state, image), grid)
    for axis in (0, 1):
        slope = np.diff(truth, axis=axis)
        assert apart(np.diff(values, axis=axis), slope) < 2e-3 * np.abs(slope).max()
        assert (np.diff(values, axis=axis) != 0).all()


@pytest.mark.parametrize("axis", [0, 1])
def test_a_grid_may_be_deep_along_one_axis_alone(axis):
    model, state = small_liif()
    image = photo(12, 14)
    steps = [(1e-6, 0.3), (0.3, 1e-6)][axis]
    grid = Grid(5.2, 4.9, *steps, 20, 24)
    values, truth = sample(exact(model, image), grid), truth_at(state, codes(state, image), grid)
    assert apart(values, truth) < 1e-5
    slope = np.diff(truth, axis=axis)
    assert apart(np.diff(values, axis=axis), slope) < 2e-3 * np.abs(slope).max()


@pytest.mark.parametrize("zoom", [900, 1500])
def test_exact_is_exact_on_both_sides_of_the_change_of_arithmetic(zoom):
    model, state = small_liif()
    image = photo(20, 30)
    grid = at_zoom(zoom, 12.49, 7.6, 50, 40)
    assert apart(sample(exact(model, image), grid), truth_at(state, codes(state, image), grid)) < 1e-5


def test_an_axis_knows_its_latents_at_any_depth():
    n, x = 40_000, 39_990.5
    points = x + np.array([-3e-10, -1e-10, 0, 1e-10, 0.25])
    axis = LatentAxis.at(points, n, ensemble=True)
    np.testing.assert_array_equal(axis.index[0], [39_989, 39_989, 39_990, 39_990, 39_990])
    np.testing.assert_array_equal(axis.index[1], axis.index[0] + 1)
    np.testing.assert_allclose(axis.offset[0], 2 * (points - 0.5 - axis.index[0]), atol=1e-15)
    assert axis.span == (39_989, 39_992)
    edges = LatentAxis.at(np.array([0.1, 0.5, 39_999.9]), n, ensemble=True)
    np.testing.assert_array_equal(edges.index, [[0, 0, 39_999], [0, 1, 39_999]])
    nearest = LatentAxis.at(np.array([0.1, 0.99, 1.01, 39_999.9]), n, ensemble=False)
    np.testing.assert_array_equal(nearest.index, [[0, 0, 1, 39_999]])


# How far fast may be from exact. It computes in bfloat16 where the processor has it; from zoom 24 on it interpolates.


@pytest.fixture(scope="module")
def shipped():
    return load_network("liif-small")


PHOTOS = {"chelsea": (100, 100), "astronaut": (80, 200), "coffee": (100, 200)}
COLLAR = "astronaut", (178, 230)  # where half precision errs most


@pytest.mark.parametrize("zoom", [2, 3.7, 8, 17, 23, 25, 32, 70, 300, 1e4, 1e6, 1e7])
def test_fast_is_within_half_a_step_of_exact_with_the_shipped_weights(shipped, zoom):
    for name, corner in (*PHOTOS.items(), COLLAR):
        assert_within_half_a_step_of_exact(shipped, photo(44, 52, name, corner), zoom)


@pytest.mark.parametrize("zoom", [2, 4, 16, 40])
def test_so_it_is_with_weights_of_the_official_size(zoom):
    """Its colours are the sums of 256 units; with weights of half as many digits for these they would be further off."""
    model = load_network("liif-edsr")
    for name, corner in (COLLAR, ("coffee", (178, 274))):
        assert_within_half_a_step_of_exact(model, photo(44, 52, name, corner), zoom)


def assert_within_half_a_step_of_exact(model, image, zoom):
    a, b = fast(model, image), exact(model, image)
    if zoom <= 4:
        grids = [whole(image, (round(52 * zoom), round(44 * zoom)))]
    else:
        grids = [at_zoom(zoom, x, y, 150, 130) for x, y in ((20.3, 17.7), (33.5 - 20 / zoom, 20.5 - 20 / zoom), (12.2, 9))]
    everywhere = np.concatenate([np.abs(sample(a, grid) - sample(b, grid)).ravel() for grid in grids])
    assert np.percentile(everywhere, 99.9) < 0.5 * STEP
    assert everywhere.max() < STEP


@pytest.fixture
def in_float32(monkeypatch):
    """As on a processor without half precision."""
    monkeypatch.setattr(encoded, "fast_dtype", lambda device: torch.float32)


@pytest.mark.parametrize("zoom", [2.5, 12, 23])
def test_without_half_precision_fast_is_exact_until_it_interpolates(in_float32, zoom):
    model, state = small_liif()
    image = photo(20, 24)
    grid = at_zoom(zoom, 2.1, 3.3, 30, 20)
    assert apart(sample(fast(model, image), grid), truth_at(state, codes(state, image), grid)) < 1e-5


@pytest.mark.parametrize("weights", ["shipped", "random"])
@pytest.mark.parametrize("zoom", [25, 65, 200, 5000, 1e6])
def test_interpolating_within_quads_stays_under_a_step(in_float32, shipped, weights, zoom):
    args, state = official("edsr-baseline")
    model = shipped if weights == "shipped" else network(args, state)
    image = photo(20, 24)
    for x, y in ((11.5 - 20 / zoom, 8.5 - 20 / zoom), (6.2, 13.7), (0, 0), (24 - 60 / zoom, 20 - 50 / zoom)):
        grid = at_zoom(zoom, x, y, 60, 50)
        difference = np.abs(sample(fast(model, image), grid) - sample(exact(model, image), grid))
        assert np.percentile(difference, 99.9) < 0.5 * STEP
        assert difference.max() < STEP


def test_the_centres_of_latents_are_among_the_samples(in_float32):
    """Else the kinks there, where four quads meet, would be smoothed over."""
    model, _ = small_liif()
    image = photo(20, 24)
    zoom = 128
    for x, y in ((7.5, 9.5), (7.5 + 3 / (CELLS * COARSE), 9.5 - 5 / (CELLS * COARSE)), (0.5, 0.5)):
        grid = at_zoom(zoom, x - 10.5 / zoom, y - 6.5 / zoom, 21, 13)
        difference = np.abs(sample(fast(model, image), grid) - sample(exact(model, image), grid))
        assert difference[6, 10].max() < 1e-6
        assert difference.max() > 1e-6


@pytest.mark.parametrize("zoom", [100, 1e6])
def test_without_the_ensemble_the_steps_between_latents_stay_sharp(in_float32, zoom):
    model, _ = small_liif(local_ensemble=False)
    image = photo(9, 10)
    grid = at_zoom(zoom, 4 - 8 / zoom, 3 - 8 / zoom, 16, 16)
    values, truth = sample(fast(model, image), grid), sample(exact(model, image), grid)
    assert apart(values, truth) < 1e-6
    assert np.abs(truth[:, 8] - truth[:, 7]).max() > 1e-3


def test_a_crease_is_sampled_more_densely_than_what_is_smooth_around_it(in_float32, monkeypatch, shipped):
    """Doing so everywhere would cost as much as no interpolation; doing so nowhere would show."""
    image = photo(44, 52, "astronaut", (80, 200))
    grid = at_zoom(40, 20, 17, 256, 256)
    truth = sample(exact(shipped, image), grid)
    errors, costs = [], []
    for tolerance in (0, 0.4 / 255, 1):
        monkeypatch.setattr("viewer.fields.quads.TOLERANCE", tolerance)
        asked = counting_queries(monkeypatch)
        errors.append(apart(sample(fast(shipped, image), grid), truth))
        costs.append(sum(asked))
    assert costs[2] < costs[1] < costs[0] / 2
    assert errors[1] < STEP < 2 * errors[2]
    assert costs[1] < grid.rows * grid.cols / 2


def counting_queries(monkeypatch):
    """A list that grows by the queries of every call of the decoder."""
    asked = []

    def counting(decode):
        def counted(decoder, window, down, across, cell, stop):
            colours = decode(decoder, window, down, across, cell, stop)
            asked.append(colours.numel() // 3)
            return colours

        return counted

    for name in ("decode", "decode_patches"):
        monkeypatch.setattr(Decoder, name, counting(getattr(Decoder, name)))
    return asked


def test_fast_cost_falls_with_depth(monkeypatch):
    """At the deepest zoom a whole screen lies in one cell of one quad."""
    field = fast(small_liif()[0], photo(20, 24))
    costs = []
    for zoom in (30, 100, 1000, 1e6):
        with monkeypatch.context() as patch:
            asked = counting_queries(patch)
            assert sample(field, at_zoom(zoom, 7.3, 7.3, 256, 256)).dtype == np.float32
            costs.append(sum(asked))
    assert costs == sorted(costs, reverse=True)
    assert costs[0] < 256 * 256 and costs[1] < 256 * 256 / 5 and costs[3] <= 9 + 25 + 81 + 289


@pytest.mark.parametrize("zoom", [24, 33, 50, 90])
def test_where_much_is_rough_all_pixels_are_computed_rather_than_more_samples(monkeypatch, shipped, zoom):
    """Among eyelashes interpolation would cost more than it saves."""
    field = fast(shipped, photo(44, 52, "astronaut", (80, 200)))
    asked = counting_queries(monkeypatch)
    sample(field, at_zoom(zoom, 20, 17, 256, 256))
    assert sum(asked) < 1.1 * 256 * 256


@pytest.mark.parametrize("precision", [fast, exact])
@pytest.mark.parametrize("zoom", [3, 40])
def test_the_same_is_computed_where_torchscript_is_not_to_be_had(monkeypatch, shipped, precision, zoom):
    field, grid = precision(shipped, photo(20, 24)), at_zoom(zoom, 3, 2, 40, 50)
    compiled = sample(field, grid)
    for name in ("decode_rows", "decode_patches"):
        assert isinstance(getattr(kernels, name), torch.jit.ScriptFunction) or sys.version_info >= (3, 14)
        monkeypatch.setattr(kernels, name, getattr(kernels, f"_{name}"))
    np.testing.assert_array_equal(sample(field, grid), compiled)

    def refused(function):
        raise NotImplementedError

    monkeypatch.setattr(torch.jit, "script", refused)
    assert kernels.compiled(kernels._decode_rows) is kernels._decode_rows


@pytest.mark.parametrize("local_ensemble", [True, False])
def test_patches_are_decoded_like_the_grids_they_are(local_ensemble):
    model, _ = small_liif(local_ensemble=local_ensemble)
    rng = np.random.default_rng(0)
    ys, xs = 9 * rng.random((40, 5)), 11 * rng.random((40, 7))
    down, across = LatentAxis.at(ys, 9, local_ensemble), LatentAxis.at(xs, 11, local_ensemble)
    decoder = Decoder(model, torch.float32)
    window = torch.from_numpy(rng.standard_normal((9, 11, len(decoder._bias)), np.float32))
    patches = decoder.decode_patches(window[slice(*down.span)][:, slice(*across.span)], down, across, (0.1, 0.2), Stop())
    for patch, y, x in zip(patches, ys, xs, strict=True):
        down, across = LatentAxis.at(y, 9, local_ensemble), LatentAxis.at(x, 11, local_ensemble)
        alone = decoder.decode(window[slice(*down.span)][:, slice(*across.span)], down, across, (0.1, 0.2), Stop())
        torch.testing.assert_close(patch, alone, rtol=0, atol=1e-6)
