"""A blind LIIF: begins as the LIIF it grew from, adapts to what it sees, and is one network for the whole of a picture."""

import numpy as np
import pytest
import skimage.data
import torch
import torch.nn.functional as F

from viewer.errors import Stop
from viewer.fields.field import Grid
from viewer.fields.liif import LiifField
from viewer.imaging.files import load_image
from viewer.imaging.image import Image
from viewer.imaging.samples import sample_path
from viewer.models import checkpoint
from viewer.models.adapting import PART, PARTS
from viewer.models.blind import BlindLIIF, relief
from viewer.models.growth import grow
from viewer.models.liif import LIIF

IMNET = {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [16]}}
AWARE = {"name": "edsr-aware", "args": {"n_resblocks": 2, "n_feats": 8, "code": 8}}
TRUNKS = {"edsr-aware": AWARE, "dasr": {"name": "dasr", "args": {"width": 8, "groups": 1, "blocks": 2}}}
CPU = torch.device("cpu")


def blind(trunk="edsr-aware", stirred=True):
    torch.manual_seed(0)
    model = BlindLIIF(TRUNKS[trunk], IMNET).eval()
    if stirred:
        with torch.no_grad():
            for name, parameter in model.named_parameters():
                if ".aware." in name:
                    parameter.normal_(0, 0.4)
    return model.requires_grad_(False)


def photo(width, height):
    pixels = skimage.data.astronaut()[:height, :width]
    return Image(np.ascontiguousarray(pixels))


def asked(model, image):
    torch.manual_seed(1)
    coord = torch.rand(len(image), 50, 2) * 2 - 1
    return model(image, coord, torch.full_like(coord, 0.1))


@pytest.mark.parametrize("blocks", [2, 3])
def test_grown_from_a_liif_it_is_that_liif_at_first(blocks):
    torch.manual_seed(0)
    small = LIIF({"name": "edsr-baseline", "args": {"n_resblocks": 2, "n_feats": 8, "no_upsampling": True}}, IMNET)
    large = BlindLIIF({"name": "edsr-aware", "args": {"n_resblocks": blocks, "n_feats": 8, "code": 8}}, IMNET)
    assert grow(small, large)
    image = torch.rand(2, 3, 9, 11) * 2 - 1
    torch.testing.assert_close(asked(large.eval(), image), asked(small.eval(), image), rtol=0, atol=1e-5)
    again = BlindLIIF(AWARE | {"args": AWARE["args"] | {"n_resblocks": 4}}, IMNET)
    assert grow(large, again)
    again.degradation.load_state_dict(large.degradation.state_dict())
    torch.testing.assert_close(asked(again.eval(), image), asked(large, image), rtol=0, atol=1e-5)
    with pytest.raises(ValueError, match="forget"):
        grow(large, small)


@pytest.mark.parametrize("trunk", TRUNKS)
def test_it_adapts_to_the_degradation_it_is_told(trunk):
    model = blind(trunk)
    image = torch.rand(1, 3, 10, 12) * 2 - 1
    codes = torch.randn(2, 256)
    a, b = (model.encode(image, code[None]) for code in codes)
    assert a.shape == (1, 8, 10, 12)
    assert (a - b).abs().max() > 1e-3 * a.abs().max()
    batch = model.encode(image.expand(2, -1, -1, -1), codes)
    torch.testing.assert_close(batch, torch.cat((a, b)), rtol=0, atol=1e-4)


def test_a_part_is_encoded_as_the_whole_is():
    """What is at one corner has its say in what the other becomes: through the representation of all."""
    model, image = blind(), photo(70, 60)
    whole = LiifField(model, image, CPU, "exact")
    in_blocks = LiifField(model, image, CPU, "exact")
    in_blocks._latents = in_blocks._latents.in_blocks_of(16)
    grid = Grid(3.0, 40.0, 0.25, 0.25, 90, 80)
    np.testing.assert_allclose(whole.sample(grid, Stop()), in_blocks.sample(grid, Stop()), atol=1e-5)
    pixels = image.pixels.copy()
    pixels[40:, :20] = 255 - pixels[40:, :20]
    changed = LiifField(model, Image(pixels), CPU, "exact").sample(Grid(3.0, 55.0, 0.25, 0.25, 30, 30), Stop())
    assert np.abs(changed - whole.sample(Grid(3.0, 55.0, 0.25, 0.25, 30, 30), Stop())).max() > 1e-5


@pytest.mark.parametrize("shape", [(8, 8), (1, 1), (3, 50)])
def test_small_grey_and_constant_pictures(shape):
    model = blind()
    for pixels in (np.full((*shape, 3), 90, np.uint8), np.repeat(photo(*shape).pixels[..., :1], 3, -1)):
        image = Image(np.ascontiguousarray(pixels))
        colours = LiifField(model, image, CPU, "exact").sample(Grid.over((0, 0, *image.size), (20, 20)), Stop())
        assert np.isfinite(colours).all()


class Huge:
    """A picture that is made where it is cut, and says where that was."""

    def __init__(self, width, height):
        self.size = width, height
        self.cuts = []

    def cut(self, rows, cols, stop):
        self.cuts.append((rows.start, rows.stop, cols.start, cols.stop))
        y, x = np.mgrid[rows, cols] % 17 / 17
        return np.stack((y, x, y * x), -1).astype(np.float32)


def test_a_large_picture_is_represented_by_parts_all_over_it():
    picture, model = Huge(30_000, 400), blind()
    model.represent = lambda image: image.mean((2, 3))
    code = model.represent_picture(picture, Stop())
    assert code.shape == (1, 3)
    assert len(picture.cuts) == PARTS
    assert {cut[:2] for cut in picture.cuts} == {(0, 400)}
    assert [cut[2:] for cut in picture.cuts][:: PARTS - 1] == [(0, PART), (30_000 - PART, 30_000)]
    seen = [picture.cut(slice(*c[:2]), slice(*c[2:]), Stop()).mean((0, 1)) * 2 - 1 for c in picture.cuts[:PARTS]]
    np.testing.assert_allclose(code[0], np.mean(seen, 0), atol=1e-4)


def test_a_huge_picture_is_shown_from_a_few_parts_of_it(monkeypatch):
    monkeypatch.setattr("viewer.models.adapting.WHOLE_SIDE", 32)
    monkeypatch.setattr("viewer.models.adapting.PART", 24)
    picture = Huge(40_000, 30_000)
    colours = LiifField(blind(), picture, CPU, "exact").sample(Grid(15_000.0, 20_000.0, 0.25, 0.25, 30, 40), Stop())
    assert colours.shape == (30, 40, 3) and np.isfinite(colours).all()
    assert sum((bottom - top) * (right - left) for top, bottom, left, right in picture.cuts) < 500_000


def test_a_frame_alone_is_what_it_goes_by():
    model, image = blind(), photo(90, 80)
    part = Image(np.ascontiguousarray(image.pixels[20:60, 30:90]))
    expected = model.represent_picture(part, Stop())
    frame = (30 / 90, 20 / 80, 60 / 90, 40 / 80)
    torch.testing.assert_close(model.represent_picture(image, Stop(), frame), expected, rtol=0, atol=1e-5)
    fixed = model.for_picture(part, Stop())
    grid = Grid(3.0, 40.0, 0.5, 0.5, 20, 30)
    made = LiifField(model, image, CPU, "exact", frame=frame).sample(grid, Stop())
    coord = torch.tensor([[(3.0 + 0.25) / 80 * 2 - 1, (40.0 + 0.25) / 90 * 2 - 1]])[None]
    pixels = torch.from_numpy(image.pixels.astype(np.float32)).permute(2, 0, 1)[None] / 127.5 - 1
    rgb = fixed(pixels, coord, torch.tensor([[[2 * 0.5 / 80, 2 * 0.5 / 90]]]))[0, 0] / 2 + 0.5
    np.testing.assert_allclose(made[0, 0], rgb.clamp(0, 1).numpy(), atol=1e-5)
    whole = LiifField(model, image, CPU, "exact").sample(grid, Stop())
    assert np.abs(made - whole).max() > 1e-5


def test_a_frame_of_no_extent_is_at_least_a_pixel():
    assert blind().represent_picture(photo(9, 8), Stop(), (1.0, 0.999, 0.0, 0.0)).shape == (1, 256)


def test_it_is_kept_in_a_file(tmp_path):
    model = blind()
    checkpoint.save(checkpoint.describe("dasr-liif", model), tmp_path / "blind.safetensors")
    again = checkpoint.build(checkpoint.load(tmp_path / "blind.safetensors"))
    image = torch.rand(1, 3, 9, 9)
    assert torch.equal(asked(again, image), asked(model, image))


def test_the_relief_of_a_picture_knows_nothing_of_its_brightness_and_contrast_but_of_blur():
    photo = torch.from_numpy(load_image(sample_path("astronaut")).rgb8()[:96, 100:196].copy()).permute(2, 0, 1)[None] / 127.5 - 1
    seen = relief(photo)
    assert seen.shape == photo.shape
    torch.testing.assert_close(relief(0.5 * photo + 0.3), seen, rtol=0.05, atol=2.0)
    softer = F.avg_pool2d(F.pad(photo, (1, 1, 1, 1), mode="replicate"), 3, 1)
    assert relief(softer).square().mean() < 0.5 * seen.square().mean()


def test_where_there_is_nothing_to_be_told_the_relief_is_flat():
    for size in ((1, 1), (1, 5), (7, 7)):
        assert relief(torch.full((2, 3, *size), 0.4)).abs().max() < 0.01  # of 64: rounding
    one = torch.zeros(1, 3, 1, 1)
    assert torch.isfinite(relief(one)).all()


def test_pictures_of_a_batch_have_the_relief_they_have_alone():
    torch.manual_seed(0)
    images = torch.rand(3, 3, 9, 8) * 2 - 1
    torch.testing.assert_close(relief(images), torch.cat([relief(image[None]) for image in images]))
