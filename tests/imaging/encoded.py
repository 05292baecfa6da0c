"""Pictures and the bytes of image files, made up for the tests of this folder."""

import io
import re
import struct
import zlib

import numpy as np
from PIL import Image as PILImage
from PIL import ImageCms


def noise(height=9, width=14, channels=3, seed=0, dtype=np.uint8):
    shape = (height, width, channels) if channels > 1 else (height, width)
    return np.random.default_rng(seed).integers(0, np.iinfo(dtype).max, shape, dtype, endpoint=True)


def quarters(height=16, width=24):
    """Four flat colours, one in each quarter: any turn or flip shows, and lossy formats keep it."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = 220, 40, 40
    picture[: height // 2, width // 2 :] = 40, 220, 40
    picture[height // 2 :, : width // 2] = 40, 40, 220
    picture[height // 2 :, width // 2 :] = 230, 230, 230
    return picture


def encode(pixels, kind, **options):
    """The file of `pixels` (an array or a Pillow image) in the format Pillow calls `kind`."""
    picture = pixels if isinstance(pixels, PILImage.Image) else PILImage.fromarray(pixels)
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def png_claiming(width, height):
    """A PNG of 100-odd bytes whose header promises `width` x `height` pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def srgb_profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def profile_with_red_and_blue_swapped():
    """The sRGB profile with the names of two of its tags exchanged: pure red in it is sRGB's blue."""
    profile = srgb_profile()
    return profile.replace(b"rXYZ", b"tmp!", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tmp!", b"bXYZ", 1)


def linear_grey_profile():
    """An ICC profile of grey whose values are proportional to light (gamma 1), by the specification's layout."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, 256) + bytes(2)
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)  # D50
    text = b"desc" + bytes(4) + struct.pack(">I", 5) + b"grey\0" + bytes(78) + b"\0"
    tags, data = [], b""
    start = 128 + 4 + 3 * 12
    for name, content in ((b"wtpt", white), (b"kTRC", curve), (b"desc", text)):
        tags.append(name + struct.pack(">II", start + len(data), len(content)))
        data += content + bytes(-len(content) % 4)
    body = struct.pack(">I", len(tags)) + b"".join(tags) + data
    header = struct.pack(">I", 128 + len(body)) + b"lcms" + struct.pack(">I", 0x02400000) + b"mntrGRAYXYZ "
    header += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return header + bytes(128 - len(header)) + body


def is_short(error, name):
    """Whether an error is one or two short sentences that name the file."""
    text = str(error)
    sentences = re.findall(r"[.!?](?=\s|$)", text)
    return name in text and text[-1] in ".!?" and "\n" not in text and len(sentences) <= 2 and len(text) < 300
