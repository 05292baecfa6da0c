"""Embedded profiles: what a file means by its numbers is what is shown, against the formulas in float64."""

import io
import struct

import numpy as np
import pytest
from PIL import Image as PILImage

from viewer.imaging.files import decode_image

# Primaries, adapted to D50, as XYZ columns: of Adobe RGB (1998), and of sRGB.
ADOBE = np.array([[0.60974, 0.20528, 0.14919], [0.31111, 0.62567, 0.06322], [0.01947, 0.06087, 0.74457]])
SRGB = np.array([[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]])
ADOBE_GAMMA = 563 / 256


def profile(space, tags):
    """A minimal ICC profile (version 2) of a display."""
    white = xyz(0.9642, 1.0, 0.8249)
    text = b"made for a test\0"
    description = b"desc" + struct.pack(">4xI", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)
    every = {b"desc": description, b"cprt": b"text" + bytes(4) + text, b"wtpt": white, **tags}
    table, data, offset = b"", b"", 128 + 4 + 12 * len(every)
    for name, body in every.items():
        body += bytes(-len(body) % 4)
        table += name + struct.pack(">II", offset + len(data), len(body))
        data += body
    head = bytearray(128)
    struct.pack_into(">I4x", head, 0, offset + len(data))
    head[8:12], head[12:24], head[36:40] = b"\x02\x10\0\0", b"mntr" + space + b"XYZ ", b"acsp"
    struct.pack_into(">iii", head, 68, *(round(v * 65536) for v in (0.9642, 1.0, 0.8249)))
    return bytes(head) + struct.pack(">I", len(every)) + table + data


def xyz(*values):
    return b"XYZ " + bytes(4) + struct.pack(">iii", *(round(v * 65536) for v in values))


def curve(gamma):
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))


def adobe_rgb():
    tags = {f"{c}XYZ".encode(): xyz(*ADOBE[:, k]) for k, c in enumerate("rgb")}
    return profile(b"RGB ", tags | {f"{c}TRC".encode(): curve(ADOBE_GAMMA) for c in "rgb"})


def grey(gamma):
    return profile(b"GRAY", {b"kTRC": curve(gamma)})


def srgb_code(light):
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def decoded(picture, icc, kind="PNG"):
    file = io.BytesIO()
    picture.save(file, kind, icc_profile=icc)
    return decode_image(file.getvalue())


def test_adobe_rgb_is_shown_in_srgb():
    codes = np.random.default_rng(3).integers(0, 256, (40, 50, 3)).astype(np.uint8)
    seen = decoded(PILImage.fromarray(codes), adobe_rgb()).pixels
    light = (codes / 255) ** ADOBE_GAMMA @ (np.linalg.inv(SRGB) @ ADOBE).T
    assert np.abs(seen - 255 * srgb_code(light)).max() <= 2  # the engine's tables
    assert np.abs(seen.astype(int) - codes).max() > 20  # it matters


@pytest.mark.parametrize("mode", ["L", "LA"])
@pytest.mark.parametrize("gamma", [1.0, 1.8])
def test_greys_of_another_gamma_are_shown_in_srgb(mode, gamma):
    codes = np.arange(256, dtype=np.uint8).reshape(16, 16)
    picture = PILImage.fromarray(codes)
    if mode == "LA":
        picture.putalpha(PILImage.fromarray(codes.T))
    image = decoded(picture, grey(gamma))
    expected = 255 * srgb_code((codes / 255) ** gamma)
    assert np.abs(image.pixels - expected[..., None]).max() <= 2 and image.is_grey
    assert np.abs(image.pixels[..., 0].astype(int) - codes).max() > 10
    assert image.alpha is None if mode == "L" else (image.alpha == codes.T).all()


def test_sixteen_bit_greys_of_another_gamma_are_shown_in_srgb_and_stay_fine():
    codes = np.linspace(0, 65535, 64 * 64).astype(np.uint16).reshape(64, 64)
    image = decoded(PILImage.fromarray(codes), grey(1.0))
    expected = 65535 * srgb_code(codes / 65535)
    apart = np.abs(image.pixels[..., 0] - expected)
    assert apart[codes > 2000].max() <= 257 and apart.max() <= 1200  # straight between 256 greys, steep in the dark
    assert len(np.unique(image.pixels)) > 3000


def test_a_profile_that_does_not_fit_changes_nothing():
    codes = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert (decoded(PILImage.fromarray(codes), adobe_rgb()).pixels == codes[..., None]).all()
    deep = codes.astype(np.uint16) * 257
    assert (decoded(PILImage.fromarray(deep), b"no profile").pixels == deep[..., None]).all()
