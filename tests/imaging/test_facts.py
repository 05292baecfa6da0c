"""What files say of themselves, and small pictures of them."""

import numpy as np
import pytest
from PIL import ExifTags, ImageCms
from PIL import Image as PILImage

from viewer.errors import UserError
from viewer.imaging.facts import file_facts
from viewer.imaging.thumbnails import thumbnail


@pytest.fixture
def photo(tmp_path):
    """A JPEG with what a camera writes, lying on its side."""
    pixels = np.zeros((200, 120, 3), np.uint8)
    pixels[:100] = (250, 10, 10)  # the upper half as stored: upright, the right one
    picture = PILImage.fromarray(pixels)
    exif = picture.getexif()
    base, gps = ExifTags.Base, ExifTags.GPS
    exif[base.Make], exif[base.Model], exif[base.Orientation] = "Nikon", "D800\0\0", 6
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[base.ExposureTime], inner[base.FNumber], inner[base.ISOSpeedRatings], inner[base.FocalLength] = 1 / 250, 5.6, 200, 85.0
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[gps.GPSLatitude], place[gps.GPSLatitudeRef] = (33.0, 30.0, 0.0), "S"
    place[gps.GPSLongitude], place[gps.GPSLongitudeRef] = (70.0, 45.0, 36.0), "W"
    path = tmp_path / "photo.jpg"
    picture.save(path, exif=exif, icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return path


def test_a_photograph_tells_how_it_was_taken(photo):
    facts = dict(file_facts(photo))
    assert facts["Pixels"].startswith("120 × 200") and (facts["Format"], facts["Colours"]) == ("JPEG", "8-bit colour")
    assert facts["Size"] == f"{photo.stat().st_size:,} B" and "sRGB" in facts["Colour profile"]
    told = {name: facts[name] for name in ("Camera", "Exposure", "Aperture", "ISO", "Focal length", "Place")}
    assert told == {
        "Camera": "Nikon D800", "Exposure": "1/250 s", "Aperture": "f/5.6", "ISO": "200", "Focal length": "85 mm",
        "Place": "-33.50000, -70.76000",
    }  # fmt: skip


def test_what_is_not_there_is_not_told(tmp_path):
    path = tmp_path / "plain.png"
    PILImage.new("L", (5, 4)).save(path)
    assert [fact.name for fact in file_facts(path)] == ["File", "Folder", "Size", "Changed", "Format", "Colours", "Pixels"]


def test_a_damaged_exif_block_hides_nothing_else(photo):
    data = bytearray(photo.read_bytes())
    at = data.index(b"Exif\0\0") + 6
    data[at + 8 : at + 60] = b"\xff" * 52
    photo.write_bytes(data)
    assert dict(file_facts(photo))["Pixels"].startswith("120 × 200")


@pytest.mark.parametrize("what", [file_facts, lambda path: thumbnail(path, 64)])
@pytest.mark.parametrize("content", [b"", b"no picture", None])
def test_what_is_no_picture_says_so(tmp_path, what, content):
    path = tmp_path / "bad.jpg"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError, match=r"bad\.jpg cannot be read"):
        what(path)


def test_a_small_picture_is_upright_and_fits(photo):
    small = thumbnail(photo, 64)
    assert small.shape == (38, 64, 4)  # lying on its side as stored
    assert np.abs(small[19, 50].astype(int) - (250, 10, 10, 255)).max() < 12
    assert np.abs(small[19, 12].astype(int) - (0, 0, 0, 255)).max() < 12


def test_small_pictures_keep_transparency_and_show_16_bits(tmp_path):
    PILImage.new("RGBA", (80, 40), (10, 200, 30, 0)).save(tmp_path / "clear.png")
    assert thumbnail(tmp_path / "clear.png", 20)[5, 10, 3] == 0
    values = np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)
    PILImage.fromarray(values).save(tmp_path / "deep.png")
    small = thumbnail(tmp_path / "deep.png", 32)
    assert small[0, 0, 0] < 10 and small[-1, -1, 0] > 245 and small[16, 16, 0] in range(115, 140)
