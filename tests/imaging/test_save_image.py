"""What is written can be read again, and a failed write leaves everything as it was."""

import os

import numpy as np
import pytest
from encoded import is_short, noise
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import UserError
from viewer.imaging.files import load_image, quantise, save_image
from viewer.imaging.writers import WRITABLE

WITH_ALPHA = (".png", ".webp", ".tif", ".tiff", ".avif")
LOSSLESS = (".png", ".webp", ".tif", ".tiff", ".bmp")


@pytest.mark.parametrize("ending", LOSSLESS)
def test_saved_picture_reads_back_as_it_was(ending, tmp_path):
    pixels = noise()
    path = tmp_path / f"out{ending}"
    save_image(pixels / 255, path)
    np.testing.assert_array_equal(load_image(path).pixels, pixels)


@pytest.mark.parametrize(
    ("ending", "magic"), [(".jpg", b"\xff\xd8"), (".jpeg", b"\xff\xd8"), (".JPG", b"\xff\xd8"), (".avif", b"\0\0")]
)
def test_saved_lossy_file_reads_back_close_to_what_it_was(ending, magic, tmp_path):
    y, x = np.mgrid[:24, :32]
    values = np.stack((y / 23, x / 31, 0.5 + 0 * x), -1)
    path = tmp_path / f"out{ending}"
    save_image(values, path)
    assert path.read_bytes()[:2] == magic
    np.testing.assert_allclose(load_image(path).pixels / 255, values, atol=5 / 255)


@pytest.mark.parametrize("ending", sorted(set(WITH_ALPHA) & set(LOSSLESS)))
def test_saved_transparency_reads_back(ending, tmp_path):
    pixels, alpha = noise(), noise(channels=1, seed=1) | 1
    path = tmp_path / f"out{ending}"
    save_image(pixels / 255, path, alpha / 255)
    image = load_image(path)
    np.testing.assert_array_equal(image.pixels, pixels)
    np.testing.assert_array_equal(image.alpha, alpha)


@pytest.mark.parametrize("ending", sorted(set(WRITABLE) - set(WITH_ALPHA) - {".npy"}))
def test_formats_without_transparency_save_the_colours(ending, tmp_path):
    path = tmp_path / f"out{ending}"
    save_image(np.full((8, 8, 3), 0.6), path, np.zeros((8, 8)))
    image = load_image(path)
    assert image.alpha is None
    np.testing.assert_allclose(image.pixels.astype(int), 153, atol=2)


def test_npy_keeps_the_unrounded_numbers(tmp_path):
    values = np.random.default_rng(0).random((5, 4, 3)) * 1.5 - 0.2
    path = tmp_path / "out.npy"
    save_image(values, path)
    saved = np.load(path)
    assert saved.dtype == np.float32
    np.testing.assert_array_equal(saved, values.astype(np.float32))


@given(st.floats(-1, 2, width=32))
def test_quantising_rounds_to_the_nearest_of_256_levels(value):
    level = int(quantise(np.array([value]))[0])
    assert abs(level - min(max(value, 0), 1) * 255) <= 0.5 + 1e-5


def test_saving_makes_the_folders_it_needs(tmp_path):
    save_image(np.zeros((2, 2, 3)), tmp_path / "a" / "b" / "out.png")
    assert (tmp_path / "a" / "b" / "out.png").exists()


def test_saved_file_is_as_readable_as_any_other(tmp_path):
    save_image(np.zeros((2, 2, 3)), tmp_path / "out.png")
    (tmp_path / "other.png").touch()
    assert (tmp_path / "out.png").stat().st_mode == (tmp_path / "other.png").stat().st_mode


@pytest.mark.parametrize("ending", WRITABLE)
def test_full_disk_leaves_the_old_file_and_nothing_else(ending, tmp_path, full_disk):
    path = tmp_path / f"out{ending}"
    path.write_bytes(b"the old one")
    with full_disk(), pytest.raises(UserError) as error:
        save_image(np.random.default_rng(0).random((60, 60, 3)), path)
    assert is_short(error.value, path.name), str(error.value)
    assert path.read_bytes() == b"the old one"
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize(("ending", "longest"), [(".webp", 16_383), (".jpg", 65_500)])
def test_picture_too_long_for_its_format_gives_one_sentence(ending, longest, tmp_path):
    path = tmp_path / f"out{ending}"
    with pytest.raises(UserError) as error:
        save_image(np.zeros((1, longest + 1, 3)), path)
    assert is_short(error.value, path.name), str(error.value)
    assert os.listdir(tmp_path) == []
    save_image(np.zeros((1, longest, 3)), path)
    assert load_image(path).size == (longest, 1)


@pytest.mark.parametrize("name", ["out.gif", "out", "out.png.exe"])
def test_unknown_ending_gives_one_sentence_and_no_file(name, tmp_path):
    with pytest.raises(UserError) as error:
        save_image(np.zeros((2, 2, 3)), tmp_path / name)
    assert is_short(error.value, name)
    assert os.listdir(tmp_path) == []


def test_saving_over_a_folder_or_beneath_a_file_gives_one_sentence(tmp_path):
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "file").write_bytes(b"kept")
    for path in (tmp_path / "folder.png", tmp_path / "file" / "out.png"):
        with pytest.raises(UserError) as error:
            save_image(np.zeros((2, 2, 3)), path)
        assert is_short(error.value, path.name)
    assert (tmp_path / "file").read_bytes() == b"kept"
    assert sorted(os.listdir(tmp_path)) == ["file", "folder.png"]
