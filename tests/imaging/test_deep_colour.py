"""Colours of 16 bits a channel stay so: in, by their profile and upright, and out again."""

import io
import struct
import zlib

import numpy as np
import pytest
import tifffile
from encoded import is_short, noise, quarters
from PIL import ExifTags
from PIL import Image as PILImage
from test_load_image import TURNS
from test_profiles import ADOBE, ADOBE_GAMMA, SRGB, adobe_rgb, grey, srgb_code

from viewer.errors import Stop, UserError
from viewer.imaging.facts import Fact, file_facts
from viewer.imaging.files import decode_image, load_image, read_size, save_image
from viewer.imaging.metadata import Metadata, srgb_profile
from viewer.imaging.thumbnails import thumbnail
from viewer.imaging.writers import Coding, write_picture

COLOUR_TYPES = {2: 4, 3: 2, 4: 6}  # of a PNG, by channels


def png16(values, profile=None, orientation=None):
    """A PNG of (h, w, channels) uint16, by the specification, its rows filtered in all five ways."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height, width, channels = values.shape
    rows = values.astype(">u2").reshape(height, -1).view(np.uint8).astype(int)
    before, left, corner = np.zeros_like(rows), np.zeros_like(rows), np.zeros_like(rows)
    pixel = 2 * channels
    before[1:], left[:, pixel:], corner[1:, pixel:] = rows[:-1], rows[:, :-pixel], rows[:-1, :-pixel]
    guess = left + before - corner
    paeth = np.select(
        [
            (abs(guess - left) <= abs(guess - before)) & (abs(guess - left) <= abs(guess - corner)),
            abs(guess - before) <= abs(guess - corner),
        ],
        [left, before],
        corner,
    )
    ways = [0 * rows, left, before, (left + before) // 2, paeth]
    lines = b"".join(bytes([k % 5]) + ((rows[k] - ways[k % 5][k]) % 256).astype(np.uint8).tobytes() for k in range(height))
    parts = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, COLOUR_TYPES[channels], 0, 0, 0))
    if profile:
        parts += chunk(b"iCCP", b"a profile\0\0" + zlib.compress(profile))
    if orientation:
        exif = PILImage.Exif()
        exif[ExifTags.Base.Orientation] = orientation
        parts += chunk(b"eXIf", exif.tobytes().removeprefix(b"Exif\0\0"))
    return b"\x89PNG\r\n\x1a\n" + parts + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def tiff16(values, **options):
    file = io.BytesIO()
    tifffile.imwrite(file, values, photometric="rgb", **options)
    return file.getvalue()


def deep(channels=3, **shape):
    return noise(channels=channels, dtype=np.uint16, **shape)


WAYS = {
    "PNG": png16,
    "TIFF": tiff16,
    "TIFF, LZW": lambda values: tiff16(values, compression="lzw", predictor=2),
    "TIFF, deflated tiles": lambda values: tiff16(values, compression="zlib", tile=(16, 16)),
    "TIFF, big-endian": lambda values: tiff16(values, byteorder=">"),
    "TIFF, planes": lambda values: tiff16(np.moveaxis(values, -1, 0), planarconfig="separate"),
}


@pytest.mark.parametrize("way", WAYS)
def test_colours_open_with_all_their_bits(way):
    values = deep(height=33, width=41)
    image = decode_image(WAYS[way](values))
    assert image.pixels.dtype == np.uint16 and image.alpha is None and not image.is_grey
    np.testing.assert_array_equal(image.pixels, values)


@pytest.mark.parametrize("encode", [png16, lambda values: tiff16(values, extrasamples=["unassalpha"])])
def test_transparency_opens_with_all_its_bits(encode):
    values = deep(4)
    image = decode_image(encode(values))
    np.testing.assert_array_equal(image.pixels, values[..., :3])
    np.testing.assert_array_equal(image.alpha, values[..., 3])


def test_colours_multiplied_by_their_alpha_are_divided_by_it():
    alpha = np.array([[65535, 40000, 3, 0]], np.uint16)
    colour = np.array([60000, 30000, 0]) * (alpha[..., None] / 65535)
    image = decode_image(tiff16(np.dstack((np.rint(colour).astype(np.uint16), alpha)), extrasamples=["assocalpha"]))
    np.testing.assert_array_equal(image.alpha, alpha)
    np.testing.assert_allclose(image.pixels[0, :2].astype(int), [[60000, 30000, 0]] * 2, atol=1)


def test_greys_beside_transparency_keep_their_bits():
    values = deep(2)
    image = decode_image(png16(values))
    assert image.is_grey
    np.testing.assert_array_equal(image.pixels, np.repeat(values[..., :1], 3, 2))
    np.testing.assert_array_equal(image.alpha, values[..., 1])


@pytest.mark.parametrize("byteorder", ["<", ">"])
@pytest.mark.parametrize("kind", ["unspecified", "unassalpha", "assocalpha"])
def test_they_do_in_tiff_too(tmp_path, kind, byteorder):
    rng = np.random.default_rng(4)
    greys, alpha = rng.integers(0, 65536, (18, 17)), rng.integers(30_000, 65536, (18, 17))
    stored = np.rint(greys * (alpha / 65535)) if kind == "assocalpha" else greys
    path = tmp_path / "grey.tif"
    options = {"photometric": "minisblack", "planarconfig": "contig", "extrasamples": [kind], "byteorder": byteorder}
    tifffile.imwrite(path, np.stack((stored, alpha), -1).astype(np.uint16), **options, metadata=None)
    image = load_image(path)
    assert image.is_grey and image.pixels.dtype == image.alpha.dtype == np.uint16
    assert np.abs(image.pixels.astype(int) - greys[..., None]).max() <= (2 if kind == "assocalpha" else 0)
    np.testing.assert_array_equal(image.alpha, alpha)
    assert np.abs(thumbnail(path, 18)[..., :3] - greys[..., None] / 257).max() <= 1
    assert Fact("Colours", "16-bit grey with transparency") in file_facts(path)


@pytest.mark.parametrize("orientation", TURNS)
def test_each_orientation_opens_upright(orientation):
    stored = quarters().astype(np.uint16) * 257
    image = decode_image(png16(np.dstack((stored, stored[..., 0])), orientation=orientation))
    np.testing.assert_array_equal(image.pixels, TURNS[orientation](stored))
    np.testing.assert_array_equal(image.alpha, TURNS[orientation](stored[..., 0]))


@pytest.mark.parametrize("encode", [lambda v, icc: png16(v, icc), lambda v, icc: tiff16(v, iccprofile=icc)])
def test_colours_of_another_profile_are_shown_in_srgb_and_stay_fine(encode):
    codes = deep(height=40, width=50)
    seen = decode_image(encode(codes, adobe_rgb())).pixels
    light = (codes / 65535) ** ADOBE_GAMMA @ (np.linalg.inv(SRGB) @ ADOBE).T
    away = np.abs(seen - 65535 * srgb_code(light))
    assert away[(light > 0.01) & (light < 1)].max() <= 64  # a quarter of an 8-bit step
    assert np.abs(seen.astype(int) - codes).max() > 20 * 257  # it matters
    ramp = np.repeat(np.linspace(30000, 31000, 1001).astype(np.uint16)[None, :, None], 3, 2)
    assert len(np.unique(decode_image(encode(ramp, adobe_rgb())).pixels[..., 1])) > 900


def test_a_profile_that_does_not_fit_changes_nothing():
    codes = deep()
    for profile in (b"no profile", grey(1.8)):
        np.testing.assert_array_equal(decode_image(png16(codes, profile)).pixels, codes)


@pytest.mark.parametrize("name", ["out.png", "out.tif"])
def test_what_is_exported_in_16_bits_opens_as_it_was(name, tmp_path):
    values = deep(height=30, width=20)
    path = tmp_path / name
    write_picture(path, (20, 30), 3, iter([values]), Coding(depth=16), Metadata(profile=srgb_profile()), Stop())
    np.testing.assert_array_equal(load_image(path).pixels, values)


@pytest.mark.parametrize("encode", [png16, tiff16])
def test_what_ends_too_early_is_refused_in_one_sentence(encode, tmp_path):
    whole = encode(deep(height=60, width=50))
    for part in (0.3, 0.6, 0.95):
        path = tmp_path / "photo.png"
        path.write_bytes(whole[: int(part * len(whole))])
        with pytest.raises(UserError) as error:
            load_image(path)
        assert is_short(error.value, "photo.png"), str(error.value)


def test_random_damage_gives_a_picture_or_one_sentence():
    rng = np.random.default_rng(5)
    refusals = 0
    for whole in (png16(deep(height=12, width=10)), tiff16(deep(height=12, width=10), compression="lzw")):
        for _ in range(100):
            data = bytearray(whole)
            for place in rng.integers(0, len(data), rng.integers(1, 9)):
                data[place] = rng.integers(256)
            try:
                decode_image(bytes(data))
            except UserError as error:
                assert is_short(error, "The data"), str(error)
                refusals += 1
    assert refusals > 20


def test_the_facts_say_how_deep_it_is(tmp_path):
    (tmp_path / "deep.png").write_bytes(png16(deep(4)))
    (tmp_path / "deep.tif").write_bytes(tiff16(deep()))
    save_image(deep() / 65535, tmp_path / "flat.png")
    colours = [dict(file_facts(tmp_path / name))["Colours"] for name in ("deep.png", "deep.tif", "flat.png")]
    assert colours == ["16-bit colour with transparency", "16-bit colour", "8-bit colour"]


FLOAT_WAYS = {
    "plain": {},
    "deflated, by a predictor": {"compression": "zlib", "predictor": 3},
    "tiles": {"tile": (16, 16)},
    "big-endian": {"byteorder": ">"},
    "BigTIFF": {"bigtiff": True},
}


@pytest.mark.parametrize("kind", ["float16", "float32", "float64"])
@pytest.mark.parametrize("way", FLOAT_WAYS)
def test_floating_point_colours_open_with_what_is_beyond_white_kept_for_exposure(tmp_path, way, kind):
    values = np.random.default_rng(1).uniform(-0.5, 4, (33, 41, 3)).astype(kind)
    values[0, 0], values[1, 1], values[2, 2] = 4, np.nan, (0.25, np.inf, -np.inf)
    path = tmp_path / "light.tif"
    path.write_bytes(tiff16(values, **FLOAT_WAYS[way]))
    image = load_image(path)
    truth = np.clip(values.astype(np.float64) / 4, 0, 1)
    truth[1, 1], truth[2, 2] = 0, (0.0625, 1, 0)
    assert image.pixels.dtype == np.uint16 and image.alpha is None and not image.is_grey
    assert np.abs(image.pixels - truth * 65535).max() <= 0.51
    assert read_size(path) == (41, 33)
    assert thumbnail(path, 41).shape == (33, 41, 4)
    assert np.abs(thumbnail(path, 41)[..., :3] - truth * 255).max() <= 0.51
    assert Fact("Colours", "floating-point colour") in file_facts(path)


@pytest.mark.parametrize("kind", ["float16", "float32", "float64"])
@pytest.mark.parametrize("way", FLOAT_WAYS)
def test_floating_point_greys_open_as_colours_do(tmp_path, way, kind):
    values = np.random.default_rng(1).uniform(-0.5, 4, (33, 41)).astype(kind)
    values[0, 0], values[1, 1], values[2, 2] = 4, np.nan, np.inf
    path = tmp_path / "light.tif"
    tifffile.imwrite(path, values, photometric="minisblack", metadata=None, **FLOAT_WAYS[way])
    image = load_image(path)
    truth = np.clip(values.astype(np.float64) / 4, 0, 1)
    truth[1, 1], truth[2, 2] = 0, 1
    assert image.pixels.dtype == np.uint16 and image.alpha is None and image.is_grey
    assert np.abs(image.pixels - truth[..., None] * 65535).max() <= 0.51
    assert read_size(path) == (41, 33)
    assert np.abs(thumbnail(path, 41)[..., :3] - truth[..., None] * 255).max() <= 0.51
    assert Fact("Colours", "floating point grey") in file_facts(path)


def test_floating_point_colours_within_white_are_not_scaled_and_lie_upright():
    values = np.random.default_rng(2).uniform(0, 0.5, (20, 30, 3)).astype(np.float32)
    image = decode_image(tiff16(values, extratags=[(274, "H", 1, 6, True)]))
    assert image.size == (20, 30)
    assert np.abs(image.pixels - np.rot90(values, -1) * 65535.0).max() <= 0.51


@pytest.mark.parametrize("kind", ["unassalpha", "assocalpha"])
def test_floating_point_transparency_opens(kind):
    rng = np.random.default_rng(3)
    colours, alpha = rng.uniform(0, 2, (12, 14, 3)), rng.uniform(0.1, 1, (12, 14, 1))
    stored = np.dstack((colours * (alpha if kind == "assocalpha" else 1), alpha)).astype(np.float32)
    image = decode_image(tiff16(stored, extrasamples=[kind]))
    assert np.abs(image.pixels - colours / colours.max() * 65535).max() <= 1
    assert np.abs(image.alpha - alpha[..., 0] * 65535).max() <= 0.51


@pytest.mark.parametrize("kind", ["unspecified", "unassalpha", "assocalpha"])
@pytest.mark.parametrize("way", FLOAT_WAYS)
def test_floating_point_greys_with_transparency_open_as_colours_do(tmp_path, way, kind):
    rng = np.random.default_rng(4)
    greys, alpha = rng.uniform(0, 2, (18, 17)), rng.uniform(0.1, 1, (18, 17))
    stored = np.stack((greys * (alpha if kind == "assocalpha" else 1), alpha), -1).astype(np.float32)
    path = tmp_path / "light.tif"
    options = {"photometric": "minisblack", "planarconfig": "contig", "extrasamples": [kind], "metadata": None}
    tifffile.imwrite(path, stored, **options, **FLOAT_WAYS[way])
    image = load_image(path)
    assert image.is_grey and image.pixels.dtype == image.alpha.dtype == np.uint16
    assert np.abs(image.pixels - greys[..., None] / greys.max() * 65535).max() <= 1
    assert np.abs(image.alpha - alpha * 65535).max() <= 0.51
    assert read_size(path) == (17, 18)
    assert np.abs(thumbnail(path, 18)[..., :3] - greys[..., None] / greys.max() * 255).max() <= 0.51
    assert Fact("Colours", "floating-point grey with transparency") in file_facts(path)


def test_half_a_floating_point_picture_gives_one_sentence():
    data = tiff16(np.ones((40, 40, 3), np.float32))
    with pytest.raises(UserError, match="damaged or ends too early"):
        decode_image(data[: len(data) // 2])
