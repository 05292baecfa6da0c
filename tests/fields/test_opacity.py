"""Opacity is asked of the same field as colours, where that knows more than colours."""

import numpy as np
import pytest
import torch

from viewer.errors import Stop
from viewer.fields.catalogue import make_field
from viewer.fields.field import Grid
from viewer.fields.transparency import opacity_field
from viewer.imaging.image import Image
from viewer.models import checkpoint
from viewer.models.siren import Siren

GRID = Grid(1, 2, 1 / 3, 1 / 3, 20, 24)


@pytest.fixture
def image():
    rng = np.random.default_rng(7)
    return Image(rng.integers(0, 256, (16, 18, 3)).astype(np.uint8), rng.integers(0, 256, (16, 18)).astype(np.uint8))


@pytest.mark.parametrize("model", ["nearest", "lanczos", "liif-fast"])
def test_it_is_the_field_of_a_picture_of_the_opacity(image, model):
    opacity = opacity_field(model, image, "cpu", "exact", False).sample(GRID, Stop())
    mask = Image(np.repeat(image.alpha[..., None], 3, 2))
    np.testing.assert_array_equal(opacity, make_field(model, mask, "cpu", "exact").sample(GRID, Stop()))
    assert np.ptp(opacity, axis=(0, 1)).min() > 0.3


def test_a_network_that_is_a_picture_has_none_and_its_opacity_is_interpolated(image, tmp_path):
    torch.manual_seed(0)
    path = tmp_path / "picture.safetensors"
    checkpoint.save(checkpoint.describe("siren", Siren((18, 16), hidden=8, layers=1)), path)
    opacity = opacity_field(str(path), image, "cpu", "exact", False).sample(GRID, Stop())
    np.testing.assert_array_equal(opacity, make_field("bicubic", image.opacity).sample(GRID, Stop()))
