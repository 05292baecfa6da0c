"""A DASR of one scale as a field: its own picture at that scale, antialiased below, smooth beyond; official files open as one."""

import numpy as np
import pytest
import torch
from nets import photo
from reference.resample import resize

from viewer.errors import Stop, UserError
from viewer.fields.catalogue import make_field
from viewer.fields.dasr import DasrField
from viewer.fields.field import Grid
from viewer.models import checkpoint
from viewer.models.dasr import DASR

CPU = torch.device("cpu")


@pytest.fixture(scope="module", params=[2, 3, 4])
def network(request):
    torch.manual_seed(0)
    model = DASR(request.param).eval().requires_grad_(False)
    for norm in (module for module in model.modules() if isinstance(module, torch.nn.BatchNorm2d)):
        norm.running_var.fill_(50.0)
    model.G.tail[1].weight.mul_(0.05)  # so that its pictures are no noise
    model.G.tail[1].bias.fill_(20.0)
    return model


def whole(network, image):
    """What the network makes of all of the picture, (h, w, 3) in [0, 1]."""
    pixels = torch.from_numpy(image.pixels.astype(np.float32)).permute(2, 0, 1)[None]
    return (network(pixels)[0].permute(1, 2, 0) / 255).clamp(0, 1).numpy()


def test_at_its_scale_it_is_the_picture_that_the_network_makes(network):
    image, scale = photo(40, 34), network.scale
    expected = whole(network, image)
    field = DasrField(network, image, CPU, "exact")
    made = field.sample(Grid.over((0, 0, *image.size), (expected.shape[1], expected.shape[0])), Stop())
    np.testing.assert_allclose(made, expected, atol=2e-5)
    part = field.sample(Grid(10.0, 20.0, 1 / scale, 1 / scale, 12, 15), Stop())
    np.testing.assert_allclose(part, expected[10 * scale : 10 * scale + 12, 20 * scale : 20 * scale + 15], atol=2e-5)
    deep = field.sample(Grid.over((0, 0, *image.size), (3 * expected.shape[1], 3 * expected.shape[0])), Stop())
    np.testing.assert_allclose(deep, np.clip(resize(expected, (deep.shape[1], deep.shape[0]), "bicubic"), 0, 1), atol=1e-3)


def test_between_one_to_one_and_its_scale_it_is_averaged(network):
    image = photo(40, 34)
    expected = whole(network, image)
    size = image.size[0] * 3 // 2, image.size[1] * 3 // 2
    made = DasrField(network, image, CPU, "exact").sample(Grid.over((0, 0, *image.size), size), Stop())
    np.testing.assert_allclose(made, resize(expected, size, "bicubic"), atol=1e-3)


def test_blocks_are_as_the_whole(network):
    image = photo(300, 60)
    field = DasrField(network, image, CPU, "exact")
    field._latents = field._latents.in_blocks_of(32)
    grid = Grid(8.0, 120.0, 0.5, 0.5, 60, 90)
    expected = DasrField(network, image, CPU, "exact").sample(grid, Stop())
    np.testing.assert_allclose(field.sample(grid, Stop()), expected, atol=3e-5)


@pytest.mark.parametrize("zipped", [True, False])
def test_an_official_file_opens_as_a_field(network, tmp_path, zipped):
    learning = DASR(network.scale, learns=True)
    learning.load_state_dict(network.state_dict(), strict=False)
    path = tmp_path / "model_600.pt"
    torch.save(learning.state_dict(), path, _use_new_zipfile_serialization=zipped)
    loaded = checkpoint.load(path)
    assert (loaded.kind, loaded.args) == ("dasr", {"scale": network.scale})
    image = photo(20, 18)
    made = make_field(str(path), image, "cpu", "exact").sample(Grid.over((0, 0, 20, 18), (40, 36)), Stop())
    expected = DasrField(network, image, CPU, "exact").sample(Grid.over((0, 0, 20, 18), (40, 36)), Stop())
    np.testing.assert_allclose(made, expected, atol=2e-5)
    checkpoint.save(loaded, tmp_path / "ours.safetensors")
    assert checkpoint.build(checkpoint.load(tmp_path / "ours.safetensors")).scale == network.scale


def test_a_file_that_is_no_whole_dasr_says_so(network, tmp_path):
    state = network.state_dict()
    del state["E.encoder_q.E.0.weight"]
    torch.save(state, tmp_path / "half.pt")
    with pytest.raises(UserError, match=r"half\.pt is not the state dict of a DASR"):
        checkpoint.load(tmp_path / "half.pt")


@pytest.mark.parametrize("size", [(1, 1), (8, 8), (3, 40)])
def test_small_pictures(network, size):
    image = photo(*size)
    made = DasrField(network, image, CPU, "exact").sample(Grid.over((0, 0, *size), (24, 16)), Stop())
    assert made.shape == (16, 24, 3)
    assert np.isfinite(made).all()
