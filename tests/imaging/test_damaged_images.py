"""Whatever a file holds, opening it gives a picture or a sentence."""

import os

import numpy as np
import pytest
from encoded import encode, is_short, noise, png_claiming, quarters

from viewer.errors import UserError
from viewer.files import replacing
from viewer.imaging.files import decode_image, list_images, load_image
from viewer.imaging.image import Image
from viewer.imaging.samples import sample_path

FORMATS = {
    "PNG": {},
    "JPEG": {"quality": 90},
    "WEBP": {"lossless": True},
    "TIFF": {},
    "BMP": {},
    "GIF": {},
    "AVIF": {},
}


def refused(data, tmp_path, name="photo.png"):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError) as error:
        load_image(path)
    assert is_short(error.value, name), str(error.value)
    return str(error.value)


@pytest.mark.parametrize("kind", FORMATS)
def test_truncated_image_gives_one_sentence(kind, tmp_path):
    data = encode(noise(40, 50), kind, **FORMATS[kind])
    message = refused(data[: len(data) // 2], tmp_path)
    assert f"{len(data) // 2:,} bytes" in message or kind == "AVIF"  # which Pillow does not know in parts


def test_image_cut_off_after_its_header_gives_one_sentence(tmp_path):
    for kind, options in FORMATS.items():
        refused(encode(noise(40, 50), kind, **options)[:40], tmp_path)


@pytest.mark.parametrize("content", [b"hello, world\n" * 9, bytes(1000), b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM"])
def test_what_is_no_image_gives_one_sentence(content, tmp_path):
    refused(content, tmp_path)


def test_kinds_that_are_not_promised_are_not_opened(tmp_path):
    for kind in ("EPS", "PPM", "PCX"):
        message = refused(encode(noise(), kind), tmp_path)
        assert "not an image of a known kind" in message  # an EPS would start Ghostscript


def test_empty_file_gives_one_sentence(tmp_path):
    assert "empty" in refused(b"", tmp_path)


def test_header_claiming_ten_gigapixels_gives_one_sentence(tmp_path):
    assert "100,000 x 100,000" in refused(png_claiming(100_000, 100_000), tmp_path)


def test_missing_file_gives_one_sentence(tmp_path):
    with pytest.raises(UserError) as error:
        load_image(tmp_path / "nowhere.png")
    assert is_short(error.value, "nowhere.png")


def test_folder_opened_as_an_image_gives_one_sentence(tmp_path):
    (tmp_path / "album.png").mkdir()
    with pytest.raises(UserError, match="folder") as error:
        load_image(tmp_path / "album.png")
    assert is_short(error.value, "album.png")


def test_unreadable_file_gives_one_sentence(tmp_path):
    (tmp_path / "loop.png").symlink_to("loop.png")
    with pytest.raises(UserError, match="Cannot read") as error:
        load_image(tmp_path / "loop.png")
    assert is_short(error.value, "loop.png")


def test_missing_folder_gives_one_sentence(tmp_path):
    with pytest.raises(UserError, match="does not exist") as error:
        list_images(tmp_path / "album")
    assert is_short(error.value, "album")


def test_what_is_half_written_or_hidden_is_no_picture_of_its_folder(tmp_path):
    for name in ("photo 2.png", "photo 10.png", "._photo 2.png"):
        (tmp_path / name).touch()
    with replacing(tmp_path / "photo 3.png") as half:
        assert half.is_file() and [path.name for path in list_images(tmp_path)] == ["photo 2.png", "photo 10.png"]
    assert [path.name for path in list_images(tmp_path)] == ["photo 2.png", "photo 3.png", "photo 10.png"]


def test_file_listed_as_a_folder_gives_one_sentence(tmp_path):
    (tmp_path / "photo.png").touch()
    with pytest.raises(UserError, match="not a folder") as error:
        list_images(tmp_path / "photo.png")
    assert is_short(error.value, "photo.png")


def test_unreadable_folder_gives_one_sentence(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(UserError, match="Cannot read the folder") as error:
        list_images(tmp_path / "loop")
    assert is_short(error.value, "loop")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file_and_folder_give_one_sentence(tmp_path):
    folder = tmp_path / "album"
    folder.mkdir()
    photo = tmp_path / "photo.png"
    photo.write_bytes(encode(noise(), "PNG"))
    photo.chmod(0)
    folder.chmod(0)
    try:
        for read, path in ((load_image, photo), (list_images, folder)):
            with pytest.raises(UserError) as error:
                read(path)
            assert is_short(error.value, path.name)
    finally:
        folder.chmod(0o700)


def test_unknown_sample_gives_one_sentence():
    with pytest.raises(UserError) as error:
        sample_path("mona-lisa")
    assert is_short(error.value, "mona-lisa")


@pytest.mark.parametrize("kind", FORMATS)
def test_random_damage_gives_a_picture_or_one_sentence(kind):
    rng = np.random.default_rng(7)
    whole = encode(quarters(12, 10), kind, **FORMATS[kind])
    refusals = 0
    for _ in range(120):
        data = bytearray(whole)
        if rng.random() < 0.3:
            del data[rng.integers(len(data)) :]
        else:
            for place in rng.integers(0, len(data), rng.integers(1, 9)):
                data[place] = rng.integers(256)
        try:
            assert isinstance(decode_image(bytes(data)), Image)
        except UserError as error:
            assert is_short(error, "The data"), str(error)
            refusals += 1
    assert refusals > 10  # the damage was real
