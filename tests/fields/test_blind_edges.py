"""Blind networks on pictures at the edge of what there is, as the catalogue makes their fields: any size and colour works."""

import numpy as np
import pytest
import torch

from viewer.errors import Stop
from viewer.fields.catalogue import make_field
from viewer.fields.field import Grid
from viewer.imaging.files import load_image, save_image
from viewer.imaging.image import WHOLE
from viewer.models import checkpoint
from viewer.models.blind import BlindLIIF

RNG = np.random.default_rng(0)
PICTURES = {
    "8 x 8": RNG.random((8, 8, 3)),
    "a pixel": np.full((1, 1, 3), 0.3),
    "a line": RNG.random((1, 600, 3)),
    "grey": np.repeat(RNG.random((20, 30, 1)), 3, -1),
    "constant": np.full((16, 16, 3), 0.4),
    "black": np.zeros((16, 16, 3)),
}


@pytest.fixture(scope="module")
def blind(tmp_path_factory):
    torch.manual_seed(0)
    trunk = {"name": "edsr-aware", "args": {"n_resblocks": 1, "n_feats": 8, "code": 8}}
    path = tmp_path_factory.mktemp("blind") / "blind.safetensors"
    model = BlindLIIF(trunk, {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [8]}})
    checkpoint.save(checkpoint.describe("dasr-liif", model), path)
    return str(path)


@pytest.mark.parametrize("how", [{}, {"crisp": True}, {"ensemble": True}, {"show": "gradient"}])
@pytest.mark.parametrize("frame", [WHOLE, (0.25, 0.0, 0.5, 1.0)])
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_has_a_field(blind, tmp_path, name, frame, how):
    save_image(PICTURES[name].astype(np.float32), tmp_path / "picture.png", None)
    image = load_image(tmp_path / "picture.png")
    width, height = image.size
    field = make_field(blind, image, "cpu", frame=frame, **how)
    colours = field.sample(Grid(height / 2 - 0.5, width / 2 - 0.5, 0.1, 0.1, 12, 10), Stop())
    assert colours.shape == (12, 10, 3) and np.isfinite(colours).all()
    assert colours.min() >= 0 and colours.max() <= 1
