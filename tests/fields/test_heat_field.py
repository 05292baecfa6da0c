"""The heat field: blocks equal the whole, fast is near exact, any depth is exact, and it is a field like the others."""

import numpy as np
import pytest
import torch
from nets import CPU, apart, at_zoom, photo, sample, whole

from viewer.errors import Stop, Stopped
from viewer.fields import heat
from viewer.fields.cascade import Cascade
from viewer.fields.catalogue import make_field
from viewer.fields.heat import HeatField
from viewer.imaging.image import Image
from viewer.models import checkpoint
from viewer.models.heat import Heat

HALF_STEP = 0.5 / 255


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(3)
    encoder = {"name": "edsr-baseline", "args": {"no_upsampling": True, "n_resblocks": 2, "n_feats": 16}}
    model = Heat(encoder, frequencies=3, hidden=(16,))
    torch.nn.init.normal_(model.head[-1].weight, std=0.05)
    return model.eval().requires_grad_(False)


@pytest.fixture(scope="module")
def image():
    return photo(40, 53)


def exact(model, image):
    return HeatField(model, image, CPU, "exact")


def on_a_lattice(model, image, grid):
    """What the network says at a grid over the whole image, all at once in float64."""
    net = Heat(**model.args).double()
    net.load_state_dict(model.state_dict())
    with torch.inference_mode():
        pixels = torch.from_numpy(image.pixels.astype(np.float64)).permute(2, 0, 1)[None] / 127.5 - 1
        axes = []
        for points, step, n in ((grid.ys(), grid.dy, image.size[1]), (grid.xs(), grid.dx, image.size[0])):
            u = torch.from_numpy(points - 0.5)
            axes.append(net.axis(u, torch.full_like(u, step), n, torch.arange(n)))
        return (net.lattice(net.encode(pixels), *axes)[0].permute(1, 2, 0) / 2 + 0.5).clamp(0, 1).numpy()


@pytest.mark.parametrize("size", [(53, 40), (71, 59), (106, 80), (196, 148), (1000, 900)])
def test_grids_of_any_step_over_the_whole_image(model, image, size):
    grid = whole(image, size)
    assert apart(sample(exact(model, image), grid), on_a_lattice(model, image, grid)) < 1e-5


@pytest.mark.parametrize("size", [(106, 80), (1000, 900)])
def test_the_large_groups_of_a_gpu_give_the_same(model, image, size, monkeypatch):
    for sizes in (heat.SIDES, heat.POINTS):
        monkeypatch.setitem(sizes, "cpu", sizes["cuda"])
    grid = whole(image, size)
    assert apart(sample(exact(model, image), grid), on_a_lattice(model, image, grid)) < 1e-5


@pytest.mark.parametrize("zoom", [1, 2.3, 9])
def test_blocks_equal_the_whole(model, image, zoom):
    grid = at_zoom(zoom, 1.3, 0.6, int(50 * zoom), int(38 * zoom))
    blocks = exact(model, image)
    blocks._latents = blocks._latents.in_blocks_of(8)
    assert apart(sample(blocks, grid), sample(exact(model, image), grid)) < 1e-5


def test_tiles_begin_at_any_latent_of_any_block(model, image):
    field = exact(model, image)
    field._latents = field._latents.in_blocks_of(8)
    grid = at_zoom(1, 0, 0, 53, 40)
    whole_picture = sample(field, grid)
    for first in range(40):
        rows, cols = min(4, 40 - first), min(12, 53 - first)
        assert (
            apart(sample(field, at_zoom(1, first, first, cols, rows)), whole_picture[first : first + rows, first : first + cols])
            < 1e-5
        )


def test_what_tiles_of_a_row_or_a_column_have_in_common_is_computed_once(model, image, monkeypatch):
    field, groups, computed = exact(model, image), HeatField._groups, []

    def counted(field, points, *how):
        computed.append(points[0])
        return groups(field, points, *how)

    def tile(zoom, row, col):
        return at_zoom(zoom, 5 + 8 * col / zoom, 3 + 8 * row / zoom, 8, 8)

    monkeypatch.setattr(HeatField, "_groups", counted)
    tiles = [tile(zoom, row, col) for zoom in (2.5, 3) for row in range(3) for col in range(4)]
    seen = [sample(field, grid) for grid in tiles]
    assert len(computed) == 2 * (3 + 4)
    field._latents = field._latents.in_blocks_of(8)  # where memory is short they are cut otherwise
    for grid, pixels in zip(tiles, seen, strict=True):
        np.testing.assert_array_equal(sample(exact(model, image), grid), pixels)
        assert apart(sample(field, grid), pixels) < 1e-5


def test_what_is_kept_of_axes_is_bounded(model, image, monkeypatch):
    monkeypatch.setattr(heat, "AXES_BYTES", 100_000)
    field = exact(model, image)
    for zoom in np.linspace(2, 9, 30):
        sample(field, at_zoom(zoom, 1, 1, 60, 60))
    assert 50_000 < field._axes.nbytes <= 100_000


def test_tiles_fit_together(model, image):
    field, grid = exact(model, image), at_zoom(3.3, 5, 4, 120, 90)
    tiled = np.empty((90, 120, 3))
    for rows, cols, part in grid.parts(32, 32):
        tiled[rows, cols] = sample(field, part)
    assert apart(tiled, sample(field, grid)) < 1e-5


@pytest.mark.parametrize("zoom", [1, 4, 16, 64, 1e4])
def test_fast_is_within_half_a_step_of_exact(model, image, zoom):
    grid = at_zoom(zoom, 20.3, 17.1, 32, 20)
    assert apart(sample(HeatField(model, image, CPU, "fast"), grid), sample(exact(model, image), grid)) < HALF_STEP


@pytest.mark.parametrize("precision", ["exact", "fast"])
@pytest.mark.parametrize("zoom", [1e6, 1e7])
def test_deep_differences_are_those_of_the_slope(model, image, zoom, precision):
    """Neighbouring pixels differ by what the slope, taken over a hundred thousandth of a pixel, says."""
    field = HeatField(model, image, CPU, precision)
    deep = sample(field, at_zoom(zoom, 20.3, 17.1, 64, 3))[1]
    slope = (sample(field, at_zoom(1e5, 20.3, 17.1, 64, 3))[1][[1, 0]] * [[1], [-1]]).sum(0) * 1e5
    steps = np.diff(deep.astype(np.float64), axis=0) * zoom
    assert np.abs(slope).max() > 0.01
    np.testing.assert_allclose(steps, np.broadcast_to(slope, steps.shape), atol=2e-2 * np.abs(slope).max())


def test_beyond_the_rim_the_image_goes_on(model, image):
    field = exact(model, image)
    beyond, rim = (sample(field, at_zoom(4, x, 10, 1, 8)) for x in (60, 53 - 0.125))
    assert apart(beyond, rim) < 1e-5


def test_zoomed_out_it_is_antialiased_pixels(model, image):
    values = sample(exact(model, image), whole(image, (25, 20)))
    truth = make_field("bicubic", image).sample(whole(image, (25, 20)), Stop())
    assert np.array_equal(values, truth)


@pytest.mark.parametrize("side", [1, 2, 3])
def test_pictures_of_a_few_pixels(model, side):
    picture = Image(np.arange(3 * side * 2, dtype=np.uint8).reshape(side, 2, 3) * 10)
    grid = whole(picture, (14, 7 * side))
    assert apart(sample(exact(model, picture), grid), on_a_lattice(model, picture, grid)) < 1e-5


def test_it_stops_when_asked(model, image):
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        exact(model, image).sample(at_zoom(4, 3, 3, 100, 100), stop)


def test_a_checkpoint_of_the_kind_gives_such_a_field(model, image, tmp_path):
    path = tmp_path / "mine.safetensors"
    checkpoint.save(checkpoint.describe("heat", model), path)
    grid = at_zoom(6, 10, 8, 60, 50)
    field = make_field(str(path), image, "cpu", "exact")
    assert isinstance(field, HeatField)
    assert apart(sample(field, grid), sample(exact(model, image), grid)) == 0
    crisp = make_field(str(path), image, "cpu", "exact", crisp=True)
    assert isinstance(crisp, Cascade)
    assert apart(sample(crisp, at_zoom(4, 10, 8, 30, 20)), sample(exact(model, image), at_zoom(4, 10, 8, 30, 20))) == 0
    assert np.isfinite(sample(crisp, grid)).all()
