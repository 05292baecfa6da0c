"""What is written strip by strip reads back exactly, by readers that are not ours, with all that the file says of itself."""

import struct

import numpy as np
import pytest
import tifffile
from encoded import encode, noise
from PIL import ExifTags
from PIL import Image as PILImage
from PySide6.QtGui import QImage

from viewer.errors import Stop, Stopped, UserError
from viewer.imaging import tiff
from viewer.imaging.files import load_image
from viewer.imaging.metadata import Metadata, read_exif, read_text, srgb_profile
from viewer.imaging.writers import Coding, check_writable, write_picture

TOLD = Metadata(srgb_profile(), None, '{"of": "text"}', 300.0)


def write(path, pixels, rows=256, metadata=TOLD, stop=None, **coding):
    """Write a picture in strips of so many rows."""
    height, width, channels = pixels.shape
    strips = (pixels[top : top + rows] for top in range(0, height, rows))
    write_picture(path, (width, height), channels, strips, Coding(**coding), metadata, stop or Stop())


def smooth(height, width, channels, dtype):
    """A picture for which each of PNG's filters is the best somewhere."""
    y, x = np.mgrid[:height, :width]
    planes = [np.sin(x / 9 + c) + np.cos(y / (7 + c)) + 0.2 * (y % 17 == 0) for c in range(channels)]
    values = np.stack(planes, -1)
    values[height // 3 : height // 2] = 0.3
    values = (values - values.min()) / np.ptp(values)
    return (values * np.iinfo(dtype).max).astype(dtype)


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("make", [smooth, lambda h, w, c, dtype: noise(h, w, c, dtype=dtype)])
def test_png_of_16_bits_reads_back_exactly(make, channels, tmp_path):
    pixels = make(70, 45, channels, np.uint16)
    write(tmp_path / "a.png", pixels, depth=16)
    read = QImage(str(tmp_path / "a.png")).convertToFormat(QImage.Format.Format_RGBA64)
    rows = np.frombuffer(read.constBits(), np.uint16).reshape(70, read.bytesPerLine() // 2)[:, : 4 * 45].reshape(70, 45, 4)
    assert QImage(str(tmp_path / "a.png")).depth() == 64
    np.testing.assert_array_equal(rows[..., :channels], pixels)


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("make", [smooth, lambda h, w, c, dtype: noise(h, w, c, dtype=dtype)])
def test_png_of_8_bits_reads_back_exactly_and_small(make, channels, tmp_path):
    pixels = make(70, 45, channels, np.uint8)
    write(tmp_path / "a.png", pixels, rows=33)
    with PILImage.open(tmp_path / "a.png") as read:
        np.testing.assert_array_equal(np.asarray(read), pixels)
    assert (tmp_path / "a.png").stat().st_size < 1.15 * len(encode(pixels, "PNG", icc_profile=srgb_profile())) + 100


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
def test_tiff_reads_back_exactly(dtype, channels, tmp_path):
    pixels = smooth(600, 300, channels, dtype)
    write(tmp_path / "a.tif", pixels, depth=8 * pixels.itemsize)
    np.testing.assert_array_equal(tifffile.imread(tmp_path / "a.tif"), pixels)
    with tifffile.TiffFile(tmp_path / "a.tif") as read:
        assert read.pages[0].is_tiled and not read.is_bigtiff
    assert load_image(tmp_path / "a.tif").size == (300, 600)


@pytest.mark.parametrize("ending", [".jpg", ".webp", ".avif"])
def test_quality_is_heeded(ending, tmp_path):
    pixels = smooth(64, 64, 3, np.uint8)
    sizes = []
    for quality in (20, 90):
        write(tmp_path / f"a{ending}", pixels, quality=quality)
        sizes.append((tmp_path / f"a{ending}").stat().st_size)
    assert sizes[0] < sizes[1]
    error = np.abs(load_image(tmp_path / f"a{ending}").pixels.astype(int) - pixels)
    assert error.mean() < 3


def photographed(path, orientation=6):
    """A photo as cameras leave it: on its side, with a thumbnail and where and how it was taken."""
    exif = PILImage.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Orientation] = "Maker", orientation
    exif[ExifTags.IFD.Exif] = {
        ExifTags.Base.ExposureTime: 0.004,
        ExifTags.Base.DateTimeOriginal: "2024:05:06 07:08:09",
        ExifTags.Base.ExifImageWidth: 24,
    }  # fmt: skip
    exif[ExifTags.IFD.GPSInfo] = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (52.0, 31.0, 12.0)}
    path.write_bytes(encode(noise(16, 24), "JPEG", exif=with_thumbnail(exif.tobytes())))
    with PILImage.open(path) as file:
        assert file.getexif().get_ifd(ExifTags.IFD.IFD1)
    return path


def with_thumbnail(block):
    """An EXIF block with a second directory, which is that of a thumbnail."""
    head, data = block[:6], bytearray(block[6:])
    (entries,) = struct.unpack_from(">H", data, 8)
    struct.pack_into(">I", data, 10 + 12 * entries, len(data))
    return head + bytes(data) + struct.pack(">HHHIII", 1, 0x0100, 4, 1, 160, 0)


@pytest.mark.parametrize("ending", [".png", ".jpg", ".tif", ".webp", ".avif"])
def test_exif_and_profile_are_kept_upright_and_without_the_old_thumbnail(ending, tmp_path):
    source = photographed(tmp_path / "source.jpg")
    out = tmp_path / f"out{ending}"
    write(out, load_image(source).pixels, metadata=Metadata(srgb_profile(), read_exif(source), "", 300))
    with PILImage.open(out) as read:
        assert read.size == (16, 24)
        exif = read.getexif()
        details, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
        assert read.info["icc_profile"] == srgb_profile()
        assert exif[ExifTags.Base.Make] == "Maker" and exif.get(ExifTags.Base.Orientation, 1) == 1
        assert not exif.get_ifd(ExifTags.IFD.IFD1)
        assert float(details[ExifTags.Base.ExposureTime]) == pytest.approx(0.004)
        assert details[ExifTags.Base.DateTimeOriginal] == "2024:05:06 07:08:09" and ExifTags.Base.ExifImageWidth not in details
        assert place[ExifTags.GPS.GPSLatitudeRef] == "N" and tuple(place[ExifTags.GPS.GPSLatitude]) == (52, 31, 12)
        told = read.info.get("dpi") or (exif[ExifTags.Base.XResolution],) * 2
        assert told == pytest.approx((300, 300), abs=0.1)
    assert load_image(out).size == (16, 24)


def test_exif_is_kept_beyond_32_bits(tmp_path, monkeypatch):
    monkeypatch.setattr(tiff, "CLASSIC", 0)
    source = photographed(tmp_path / "source.jpg")
    write(tmp_path / "a.tif", load_image(source).pixels, metadata=Metadata(exif=read_exif(source)))
    with tifffile.TiffFile(tmp_path / "a.tif") as read:
        assert read.is_bigtiff
        details = read.pages[0].tags["ExifTag"].value
        assert details["ExposureTime"] == pytest.approx(0.004) and details["DateTimeOriginal"] == "2024:05:06 07:08:09"
        assert read.pages[0].tags["GPSTag"].value["GPSLatitudeRef"] == "N"


def test_damaged_exif_is_left_out(tmp_path):
    source = photographed(tmp_path / "source.jpg")
    data = source.read_bytes()
    at = data.index(b"Exif\0\0")
    source.write_bytes(data[: at + 10] + b"\xff" * 40 + data[at + 50 :])
    assert read_exif(source) is None
    assert read_exif(tmp_path / "none.jpg") is None


@pytest.mark.parametrize("ending", [".png", ".tif"])
def test_what_the_program_tells_of_a_picture_is_read_again(ending, tmp_path):
    path = tmp_path / f"a{ending}"
    write(path, noise(20, 20))
    assert read_text(path) == TOLD.text
    write(path, noise(20, 20), metadata=Metadata())
    assert read_text(path) == ""
    path.write_bytes(path.read_bytes()[:20])
    assert read_text(path) == ""


def test_nothing_is_told_of_a_stripped_picture(tmp_path):
    for ending in (".png", ".jpg", ".tif", ".webp", ".avif"):
        path = tmp_path / f"a{ending}"
        write(path, noise(20, 20), metadata=Metadata())
        with PILImage.open(path) as read:
            assert "icc_profile" not in read.info and not read.getexif().get_ifd(ExifTags.IFD.Exif)


@pytest.mark.parametrize("ending", [".png", ".jpg", ".tif", ".webp", ".avif", ".npy"])
def test_a_picture_that_ends_early_leaves_nothing(ending, tmp_path):
    pixels = noise(300, 300).astype(np.float32 if ending == ".npy" else np.uint8)
    (tmp_path / "b").write_bytes(b"")

    def strips():
        yield pixels[:256]
        raise Stopped

    with pytest.raises(Stopped):
        write_picture(tmp_path / f"a{ending}", (300, 300), 3, strips(), Coding(), TOLD, Stop())
    stop = Stop()
    stop.set()
    if ending != ".npy":
        with pytest.raises(Stopped):
            write(tmp_path / f"a{ending}", pixels, stop=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_what_a_format_cannot_hold_is_said_before_the_work(tmp_path):
    for name, size, coding, word in (
        ("a.jpg", None, Coding(16), "16 bits"),
        ("a.webp", (20_000, 10), None, "16,383"),
        ("a.jpg", (60_000, 60_000), None, "one piece"),
        ("a.doc", None, None, "ending"),
    ):
        with pytest.raises(UserError, match=word):
            check_writable(tmp_path / name, size, coding)
    check_writable(tmp_path / "a.png", (60_000, 60_000), Coding(16))
