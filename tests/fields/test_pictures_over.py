"""A picture's file, of another size, laid over the one that is open."""

import numpy as np
import pytest
from PIL import Image as PILImage

from viewer.errors import Stop, UserError
from viewer.fields.catalogue import make_field
from viewer.fields.field import Grid
from viewer.imaging.image import Image

PIXELS = np.random.default_rng(0).integers(0, 256, (100, 130, 3), np.uint8)
IMAGE = Image(PIXELS[:40, :60])


@pytest.mark.parametrize("size", [(60, 40), (120, 80), (121, 80), (20, 13), (130, 87)])
def test_a_picture_of_the_same_shape_lies_over_another_whatever_its_size(tmp_path, size):
    pixels = PIXELS[: size[1], : size[0]]
    PILImage.fromarray(pixels).save(tmp_path / "other.png")
    field = make_field(str(tmp_path / "other.png"), IMAGE, pictures_through="nearest")
    whole = field.sample(Grid(0, 0, 40 / size[1], 60 / size[0], size[1], size[0]), Stop())
    assert field.size == (60, 40)
    np.testing.assert_allclose(whole, pixels / 255, atol=1e-6)


@pytest.mark.parametrize("size", [(80, 60), (40, 60), (60, 43), (130, 40)])
def test_one_of_another_shape_is_refused(tmp_path, size):
    PILImage.fromarray(PIXELS[: size[1], : size[0]]).save(tmp_path / "other.png")
    with pytest.raises(UserError, match=f"other.png has another shape than the picture, {size[0]} x {size[1]} pixels"):
        make_field(str(tmp_path / "other.png"), IMAGE)
