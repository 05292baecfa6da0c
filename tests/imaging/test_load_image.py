"""What comes out of a whole image file: the right pixels, upright, in sRGB, with their transparency."""

import numpy as np
import pytest
from encoded import encode, linear_grey_profile, noise, profile_with_red_and_blue_swapped, quarters, srgb_profile
from PIL import ExifTags, ImageCms
from PIL import Image as PILImage

from viewer.imaging.files import READABLE, decode_image, list_images, load_image
from viewer.imaging.samples import SAMPLES, sample_path

LOSSLESS = {"PNG": {}, "TIFF": {}, "BMP": {}, "WEBP": {"lossless": True}}


@pytest.mark.parametrize("kind", LOSSLESS)
def test_lossless_formats_open_with_every_pixel_as_it_was(kind):
    pixels = noise()
    image = decode_image(encode(pixels, kind, **LOSSLESS[kind]))
    np.testing.assert_array_equal(image.pixels, pixels)
    assert image.pixels.dtype == np.uint8
    assert image.alpha is None
    assert image.is_opaque
    assert image.size == (14, 9)


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate", "packbits"])
def test_compressed_tiff_opens_with_every_pixel_as_it_was(compression):
    pixels = noise()
    np.testing.assert_array_equal(decode_image(encode(pixels, "TIFF", compression=compression)).pixels, pixels)


@pytest.mark.parametrize(("kind", "options"), [("JPEG", {"quality": 95}), ("AVIF", {"quality": 90}), ("WEBP", {"quality": 95})])
def test_lossy_formats_open_close_to_what_they_were(kind, options):
    pixels = quarters(32, 48)
    image = decode_image(encode(pixels, kind, **options))
    assert image.pixels.shape == pixels.shape
    middle = (slice(6, 10), slice(6, 14))  # away from the edges between colours
    np.testing.assert_allclose(image.pixels[middle].astype(int), pixels[middle], atol=6)
    assert np.abs(image.pixels.astype(int) - pixels).mean() < 6


def test_progressive_jpeg_opens():
    pixels = quarters()
    image = decode_image(encode(pixels, "JPEG", quality=95, progressive=True))
    np.testing.assert_allclose(image.pixels[2:5, 2:8].astype(int), pixels[2:5, 2:8], atol=6)


def test_animated_gif_opens_at_its_first_frame():
    first, second = (PILImage.fromarray(np.full((6, 5, 3), colour, np.uint8)) for colour in ((250, 10, 20), (0, 0, 255)))
    image = decode_image(encode(first, "GIF", save_all=True, append_images=[second]))
    np.testing.assert_array_equal(image.pixels, np.asarray(first))


def test_gif_with_a_transparent_colour_keeps_it():
    pixels = PILImage.fromarray(np.repeat([[0, 1, 2]], 4, 0).astype(np.uint8), "P")
    pixels.putpalette([255, 0, 0, 0, 255, 0, 0, 0, 255])
    image = decode_image(encode(pixels, "GIF", transparency=1))
    np.testing.assert_array_equal(image.pixels[0, [0, 2]], [[255, 0, 0], [0, 0, 255]])
    np.testing.assert_array_equal(image.alpha[0], [255, 0, 255])


TURNS = {
    1: lambda a: a,
    2: np.fliplr,
    3: lambda a: np.rot90(a, 2),
    4: np.flipud,
    5: lambda a: np.swapaxes(a, 0, 1),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: np.rot90(np.swapaxes(a, 0, 1), 2),
    8: np.rot90,
}


def with_orientation(orientation):
    exif = PILImage.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", TURNS)
def test_each_exif_orientation_opens_upright(orientation, kind):
    stored = quarters()
    options = LOSSLESS.get(kind, {"quality": 100, "subsampling": 0})
    image = decode_image(encode(stored, kind, exif=with_orientation(orientation), **options))
    upright = TURNS[orientation](stored)
    assert image.pixels.shape == upright.shape
    np.testing.assert_allclose(image.pixels.astype(int), upright, atol=4)


def test_transparency_turns_with_its_picture():
    stored = noise(channels=4)
    image = decode_image(encode(stored, "PNG", exif=with_orientation(6)))
    np.testing.assert_array_equal(image.alpha, np.rot90(stored[..., 3], -1))


def test_sixteen_bit_picture_opens_upright():
    stored = noise(channels=1, dtype=np.uint16)
    image = decode_image(encode(stored, "PNG", exif=with_orientation(8)))
    np.testing.assert_array_equal(image.pixels[..., 0], np.rot90(stored))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_damaged_exif_does_not_hide_the_picture(kind):
    pixels = quarters()
    options = LOSSLESS.get(kind, {"quality": 100, "subsampling": 0})
    image = decode_image(encode(pixels, kind, exif=b"Exif\0\0this is no TIFF header", **options))
    np.testing.assert_allclose(image.pixels.astype(int), pixels, atol=4)


def test_icc_profile_is_converted_to_srgb():
    pixels = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [200, 100, 0]]], np.uint8)
    image = decode_image(encode(pixels, "PNG", icc_profile=profile_with_red_and_blue_swapped()))
    np.testing.assert_allclose(image.pixels.astype(int), pixels[..., ::-1], atol=1)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_srgb_profile_changes_nothing(kind):
    pixels = noise()
    image = decode_image(encode(pixels, kind, icc_profile=srgb_profile(), **LOSSLESS[kind]))
    np.testing.assert_allclose(image.pixels.astype(int), pixels, atol=1)


def test_icc_profile_of_grey_is_converted_to_srgb():
    linear = np.array([[0, 55, 128, 255]], np.uint8)
    image = decode_image(encode(linear, "PNG", icc_profile=linear_grey_profile()))
    light = linear / 255
    srgb = 255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)  # IEC 61966-2-1
    np.testing.assert_allclose(image.pixels[0, :, 0], srgb[0], atol=2)
    assert image.pixels.shape == (1, 4, 3)
    assert image.is_grey


def test_icc_profile_is_converted_beside_transparency():
    pixels = np.array([[[255, 0, 0, 100], [0, 0, 255, 200]]], np.uint8)
    image = decode_image(encode(pixels, "PNG", icc_profile=profile_with_red_and_blue_swapped()))
    np.testing.assert_allclose(image.pixels.astype(int), [[[0, 0, 255], [255, 0, 0]]], atol=1)
    np.testing.assert_array_equal(image.alpha, [[100, 200]])


@pytest.mark.parametrize("profile", [b"nonsense" * 30, linear_grey_profile()], ids=["damaged", "of another colour space"])
def test_icc_profile_that_does_not_fit_is_ignored(profile):
    pixels = noise()
    np.testing.assert_array_equal(decode_image(encode(pixels, "PNG", icc_profile=profile)).pixels, pixels)


def test_palette_opens_with_its_colours():
    colours = noise(1, 5, seed=3)[0]
    indices = np.random.default_rng(1).integers(0, 5, (7, 9)).astype(np.uint8)
    picture = PILImage.fromarray(indices, "P")
    picture.putpalette(colours.tobytes())
    image = decode_image(encode(picture, "PNG"))
    np.testing.assert_array_equal(image.pixels, colours[indices])
    assert image.alpha is None
    assert not image.is_grey


def test_palette_with_transparency_keeps_both():
    indices = np.array([[0, 1, 2, 1]], np.uint8)
    picture = PILImage.fromarray(indices, "P")
    picture.putpalette([10, 20, 30, 40, 50, 60, 70, 80, 90])
    image = decode_image(encode(picture, "PNG", transparency=bytes([255, 128, 0])))
    np.testing.assert_array_equal(image.pixels[0, 1], [40, 50, 60])
    np.testing.assert_array_equal(image.alpha, [[255, 128, 0, 128]])
    assert not image.is_opaque


@pytest.mark.parametrize("kind", LOSSLESS)
def test_grey_opens_as_grey(kind):
    grey = noise(channels=1)
    image = decode_image(encode(grey, kind, **LOSSLESS[kind]))
    np.testing.assert_array_equal(image.pixels, np.repeat(grey[..., None], 3, 2))
    assert image.is_grey or kind == "WEBP"  # which has no grey


def test_grey_with_transparency_keeps_it():
    values = noise(channels=2)
    image = decode_image(encode(PILImage.fromarray(values, "LA"), "PNG"))
    np.testing.assert_array_equal(image.pixels[..., 1], values[..., 0])
    np.testing.assert_array_equal(image.alpha, values[..., 1])
    assert image.is_grey


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP"])
def test_one_bit_opens_black_and_white(kind):
    bits = np.random.default_rng(2).random((5, 11)) < 0.5
    image = decode_image(encode(PILImage.fromarray(bits), kind))
    np.testing.assert_array_equal(image.pixels, np.repeat(bits[..., None] * np.uint8(255), 3, 2))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_grey_keeps_its_sixteen_bits(kind):
    grey = noise(channels=1, dtype=np.uint16)
    image = decode_image(encode(grey, kind))
    assert image.pixels.dtype == np.uint16
    assert image.white == 65535
    np.testing.assert_array_equal(image.pixels, np.repeat(grey[..., None], 3, 2))
    np.testing.assert_array_equal(image.rgb8()[..., 0], np.round(grey / 257).astype(np.uint8))


def test_float_picture_opens_scaled_to_its_range():
    values = np.array([[0, 0.25, 1], [0.5, np.nan, -3]], np.float32)
    image = decode_image(encode(values, "TIFF"))
    np.testing.assert_array_equal(image.pixels[..., 0], [[0, 16384, 65535], [32768, 0, 0]])
    brighter = decode_image(encode(np.array([[0, 50, 200]], np.float32), "TIFF"))
    np.testing.assert_array_equal(brighter.pixels[0, :, 1], [0, 16384, 65535])


def test_cmyk_opens_in_rgb():
    ink = np.zeros((16, 16, 4), np.uint8)
    ink[:, :8, 0] = 255  # cyan
    ink[:, 8:, 3] = 255  # black
    for kind, options in (("TIFF", {}), ("JPEG", {"quality": 100})):
        image = decode_image(encode(PILImage.fromarray(ink, "CMYK"), kind, **options))
        np.testing.assert_allclose(image.pixels[4, 3].astype(int), [0, 255, 255], atol=3)
        np.testing.assert_allclose(image.pixels[4, 13].astype(int), [0, 0, 0], atol=3)


def test_lab_picture_opens_in_srgb():
    pixels = quarters()
    lab = ImageCms.profileToProfile(
        PILImage.fromarray(pixels), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    np.testing.assert_allclose(decode_image(encode(lab, "TIFF")).pixels.astype(int), pixels, atol=4)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_transparency_is_kept(kind):
    pixels = noise(channels=4)
    pixels[..., 3] |= 1  # WebP clears the colour of what is wholly transparent
    image = decode_image(encode(pixels, kind, **LOSSLESS[kind]))
    np.testing.assert_array_equal(image.pixels, pixels[..., :3])
    np.testing.assert_array_equal(image.alpha, pixels[..., 3])
    assert not image.is_opaque


def test_full_alpha_counts_as_opaque():
    pixels = noise(channels=4)
    pixels[..., 3] = 255
    assert decode_image(encode(pixels, "PNG")).is_opaque


def test_loaded_file_knows_its_path_and_a_pasted_one_does_not(tmp_path):
    path = tmp_path / "photo.png"
    path.write_bytes(encode(noise(), "PNG"))
    assert load_image(path).path == path
    assert load_image(path).name == "photo.png"
    assert decode_image(path.read_bytes()).path is None


def test_content_counts_not_the_ending(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(encode(noise(), "PNG"))
    np.testing.assert_array_equal(load_image(path).pixels, noise())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_photo_opens(name):
    image = load_image(sample_path(name))
    assert min(image.size) >= 256
    assert image.pixels.std() > 10
    assert image.is_grey == (name in ("camera", "moon"))


def test_folder_lists_its_images_in_natural_order(tmp_path):
    names = ["10.png", "9.PNG", "a2.jpg", "A10.jpeg", "1²3.tif", "b.txt", "c.npy"]
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / "folder.png").mkdir()
    assert [path.name for path in list_images(tmp_path)] == ["1²3.tif", "9.PNG", "10.png", "a2.jpg", "A10.jpeg"]


@pytest.mark.parametrize("ending", READABLE)
def test_every_readable_ending_is_listed(ending, tmp_path):
    (tmp_path / f"x{ending}").touch()
    assert len(list_images(tmp_path)) == 1
