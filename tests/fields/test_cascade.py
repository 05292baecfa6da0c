"""Crisp deep zoom: no network is asked for more than four times its picture, and what is seen depends on the place alone."""

import numpy as np
import pytest
from nets import apart, at_zoom, exact, photo, sample, small_liif, whole

from viewer.cli import main
from viewer.errors import Stop, Stopped
from viewer.fields import latents
from viewer.fields.cascade import Cascade
from viewer.models import checkpoint


class Whole:
    """A picture of floats, as a whole."""

    def __init__(self, values):
        self.values = values
        self.size = values.shape[1], values.shape[0]

    def cut(self, rows, cols, stop):
        return self.values[rows, cols]


@pytest.fixture
def made():
    """A model, a picture, its cascade, and the pictures whose fields the cascade has made."""
    model, _ = small_liif()
    image = photo(14, 18)
    pictures = []

    def make(picture):
        pictures.append(picture)
        return exact(model, picture)

    return model, image, Cascade(make, image), pictures


@pytest.mark.parametrize("zoom", [0.5, 1, 3.7, 4])
def test_up_to_four_it_is_the_field_itself(made, zoom):
    model, image, cascade, pictures = made
    grid = at_zoom(zoom, 2.3, 1.7, 30, 20)
    np.testing.assert_array_equal(sample(cascade, grid), sample(exact(model, image), grid))
    assert pictures == [image]


@pytest.mark.parametrize("zoom", [4.2, 10, 16])
def test_beyond_four_it_is_the_field_of_the_picture_enlarged(made, zoom, monkeypatch):
    """Whole, at once; the cascade makes it in blocks, where it is looked at."""
    model, image, cascade, _ = made
    enlarged = Whole(sample(exact(model, image), whole(image, (72, 56))))
    within = exact(model, enlarged)
    monkeypatch.setattr(latents, "BLOCK_LATENTS", 16)
    for x, y in ((0, 0), (6.1, 5.3), (18 - 40 / zoom, 14 - 30 / zoom)):
        expected = sample(within, at_zoom(zoom / 4, 4 * x, 4 * y, 40, 30))
        assert apart(sample(cascade, at_zoom(zoom, x, y, 40, 30)), expected) < 1e-4


def test_at_sixty_four_there_have_been_two_enlargements(made):
    model, image, cascade, pictures = made
    once = Whole(sample(exact(model, image), whole(image, (72, 56))))
    twice = Whole(sample(exact(model, once), whole(once, (288, 224))))
    expected = sample(exact(model, twice), at_zoom(4, 16 * 9.2, 16 * 3.1, 30, 20))
    assert apart(sample(cascade, at_zoom(64, 9.2, 3.1, 30, 20)), expected) < 1e-4
    assert [picture.size for picture in pictures] == [(18, 14), (72, 56), (288, 224)]


@pytest.mark.parametrize("zoom", [11, 300])
def test_neighbouring_views_agree_where_they_overlap(made, zoom):
    _, _, cascade, _ = made
    left, right = (sample(cascade, at_zoom(zoom, 8 + shift / zoom, 6, 40, 20)) for shift in (0, 25))
    assert apart(left[:, 25:], right[:, :15]) < 1e-6


def test_it_goes_as_deep_as_one_can_zoom(made):
    _, _, cascade, pictures = made
    values = sample(cascade, at_zoom(1e7, 9.123, 7.456, 24, 16))
    assert np.isfinite(values).all() and values.shape == (16, 24, 3)
    assert len(pictures) == 12


def test_it_can_be_stopped(made):
    _, _, cascade, _ = made
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        cascade.sample(at_zoom(10, 2, 2, 20, 20), stop)


def test_the_command_line_renders_crisply(tmp_path):
    from PIL import Image as PILImage

    model, _ = small_liif()
    checkpoint.save(checkpoint.describe("liif", model), tmp_path / "net.safetensors")
    PILImage.fromarray(photo(12, 16).pixels).save(tmp_path / "photo.png")
    common = [
        "render",
        str(tmp_path / "photo.png"),
        "--scale",
        "9",
        "--model",
        str(tmp_path / "net.safetensors"),
        "--precision",
        "exact",
    ]
    for name, more in (("plain", []), ("crisp", ["--crisp"])):
        assert main([*common, "-o", str(tmp_path / f"{name}.npy"), *more]) == 0
    plain, crisp = (np.load(tmp_path / f"{name}.npy") for name in ("plain", "crisp"))
    cascade = Cascade(lambda picture: exact(model, picture), photo(12, 16))
    assert apart(crisp, sample(cascade, whole(photo(12, 16), (144, 108)))) < 1e-6
    assert apart(plain, crisp) > 0.01
