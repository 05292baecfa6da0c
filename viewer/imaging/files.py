"""Image files in and out, on any thread. One way in: `load_image`; one way out: `save_image`."""

import io
import re
import struct
import warnings
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import ExifTags, ImageCms, UnidentifiedImageError
from PIL import Image as PILImage

from viewer.errors import Stop, UserError
from viewer.imaging.deep import decode_deep, deep_to_srgb, has_deep_colour
from viewer.imaging.image import Image
from viewer.imaging.metadata import Metadata
from viewer.imaging.turn import AS_FILED, Turn
from viewer.imaging.writers import Coding, channels_of, check_writable, write_picture

READABLE = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".avif")
BAND = 256  # rows copied at a time
MAX_PIXELS = 400_000_000  # 1.2 GB of RGB; beyond it a file is more likely a trap than a photo
KINDS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "AVIF")  # Pillow knows more, of which EPS would start Ghostscript

PILImage.MAX_IMAGE_PIXELS = None  # the limit is ours, checked before decoding, with a sentence of our own

DAMAGE = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip
_TO_UPRIGHT = {
    2: PILImage.Transpose.FLIP_LEFT_RIGHT,
    3: PILImage.Transpose.ROTATE_180,
    4: PILImage.Transpose.FLIP_TOP_BOTTOM,
    5: PILImage.Transpose.TRANSPOSE,
    6: PILImage.Transpose.ROTATE_270,
    7: PILImage.Transpose.TRANSVERSE,
    8: PILImage.Transpose.ROTATE_90,
}  # by EXIF orientation
_UPRIGHT_TURNS = {
    2: Turn(0, True), 3: Turn(2), 4: Turn(2, True), 5: Turn(3, True), 6: Turn(1), 7: Turn(1, True), 8: Turn(3),
}  # fmt: skip  # the same for arrays


def load_image(path: Path) -> Image:
    """Decode a picture: upright (EXIF), in sRGB (ICC), first frame of several.

    Raises UserError, in one sentence, for anything that is not a whole, readable image of a bearable size.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"{path} does not exist.") from None
    except IsADirectoryError:
        raise UserError(f"{path} is a folder, not an image.") from None
    except OSError as error:
        raise UserError(f"Cannot read {path}: {error.strerror or error}.") from error
    return decode_image(data, path)


def read_size(path: Path) -> tuple[int, int]:
    """Width and height of a picture as stored, from its header alone. UserError if that cannot be read."""
    try:
        with PILImage.open(path, formats=KINDS) as file:
            return file.size
    except (*DAMAGE, UnidentifiedImageError, PILImage.DecompressionBombError) as error:
        raise UserError(f"{path.name} cannot be read as an image.") from error


def decode_image(data: bytes, path: Path | None = None, called: str = "") -> Image:
    """Decode the bytes of an image file, or of what is `called` so and has none; as `load_image`."""
    name = path.name if path else called or "The data"
    if not data:
        raise UserError(f"{name} is empty (0 bytes).", "Nothing in it can be shown.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with PILImage.open(io.BytesIO(data), formats=KINDS) as file:
                width, height = file.size
                if width * height > MAX_PIXELS:
                    raise UserError(
                        f"{name} has {width:,} x {height:,} pixels, more than the {MAX_PIXELS // 10**6:,} megapixels"
                        " that can be opened.",
                        "Crop or shrink it first.",
                    )
                if has_deep_colour(file, data):
                    image = _convert_deep(file, data, path)
                else:
                    file.load()
                    image = _convert(file, path)
                return replace(image, called=called or image.called)
    except UnidentifiedImageError:
        raise UserError(f"{name} is not an image of a known kind.", f"Known are {', '.join(KINDS)}.") from None
    except MemoryError:
        raise UserError(f"{name} does not fit into memory.", "Crop or shrink it first.") from None
    except DAMAGE as error:
        raise UserError(f"{name} is damaged or ends too early ({len(data):,} bytes): {_reason(error)}.") from error


def _reason(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _convert(file: PILImage.Image, path: Path | None) -> Image:
    profile = file.info.get("icc_profile")
    upright = turned_upright(file, file)
    is_grey = upright.mode in ("L", "LA", "1")
    if upright.mode.startswith("I"):
        grey = _grey_to_srgb(grey16(np.asarray(upright)), profile)
        return Image(np.repeat(grey[..., None], 3, axis=2), None, path, is_grey=True)
    alpha = None
    if upright.mode == "LA":  # its profile is one of greys
        alpha, upright = np.asarray(upright.getchannel("A")), upright.getchannel("L")
    elif upright.has_transparency_data:
        upright = upright.convert("RGBA")
        alpha = np.asarray(upright.getchannel("A"))
        upright = upright.convert("RGB")
    elif upright.mode in ("P", "1"):
        upright = upright.convert("RGB")
    if upright.mode == "L" and profile:
        return Image(np.repeat(_greys(profile)[np.asarray(upright)][..., None], 3, axis=2), alpha, path, is_grey)
    return Image(_to_array(_to_srgb(upright, profile)), alpha, path, is_grey)


def _to_array(picture: PILImage.Image) -> np.ndarray:
    """The pixels of an RGB picture, (height, width, 3), copied in bands: at once takes three times the memory."""
    width, height = picture.size
    pixels = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, BAND):
        bottom = min(top + BAND, height)
        pixels[top:bottom] = np.asarray(picture.crop((0, top, width, bottom)))
    return pixels


def _convert_deep(file: PILImage.Image, data: bytes, path: Path | None) -> Image:
    profile = file.info.get("icc_profile")
    colours, alpha = decode_deep(file.format or "", data)
    turn = _UPRIGHT_TURNS.get(_orientation(file), AS_FILED)
    alpha = alpha if alpha is None else turn.of(alpha)
    if colours.shape[2] == 1:
        return Image(np.repeat(turn.of(_grey_to_srgb(colours, profile)), 3, axis=2), alpha, path, is_grey=True)
    return Image(turn.of(deep_to_srgb(colours, profile)), alpha, path)


def turned_upright(picture: PILImage.Image, file: PILImage.Image) -> PILImage.Image:
    """`picture` turned as the EXIF of `file` says."""
    orientation = _orientation(file)
    return picture.transpose(_TO_UPRIGHT[orientation]) if orientation in _TO_UPRIGHT else picture


def _orientation(file: PILImage.Image) -> int:
    """What EXIF says of how it is laid; a damaged block, which is no reason to hide the picture, says it is upright."""
    try:
        return file.getexif().get(ExifTags.Base.Orientation, 1)
    except DAMAGE:
        return 1


def grey16(values: np.ndarray) -> np.ndarray:
    """16-bit grey of integer samples of 16 or 32 bits."""
    return np.clip(values, 0, 65535).astype(np.uint16)


def _to_srgb(image: PILImage.Image, profile: bytes | None, flags: ImageCms.Flags = ImageCms.Flags.NONE) -> PILImage.Image:
    """`image` in sRGB; a profile that does not fit the pixels is ignored, as browsers do."""
    if profile and image.mode in ("RGB", "L", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB", flags=flags
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return image if image.mode == "RGB" else image.convert("RGB")


def _greys(profile: bytes) -> np.ndarray:
    """What the greys from 0 to 255 under a profile are in sRGB, (256,) uint8; themselves if it does not fit.

    Not optimised: the engine's table is up to ten steps off in the dark where the curve is steep there.
    """
    ramp = PILImage.fromarray(np.arange(256, dtype=np.uint8)[None])
    return np.asarray(_to_srgb(ramp, profile, ImageCms.Flags.NOOPTIMIZE))[0, :, 1]


def _grey_to_srgb(values: np.ndarray, profile: bytes | None) -> np.ndarray:
    """16-bit greys in sRGB; the way there is straight between the 256 of 8 bits, of which those alike count as one."""
    if not profile:
        return values
    reached, first, count = np.unique(_greys(profile), return_index=True, return_counts=True)
    middles = first + (count - 1) / 2
    middles[[0, -1]] = 0, 255  # black and white stay what they are
    return np.rint(np.interp(values, middles * 257, reached * 257.0)).astype(np.uint16)


def save_image(values: np.ndarray, path: Path, alpha: np.ndarray | None = None) -> None:
    """Write RGB values in [0, 1], (height, width, 3), in the format of the path's ending, atomically.

    `.npy` keeps the unrounded float32; the others hold 8 bits, with `alpha` (height, width) in [0, 1] where they can.
    """
    path = Path(path)
    check_writable(path)
    size = values.shape[1], values.shape[0]
    channels = channels_of(path, alpha is not None)
    if channels == 4 and alpha is not None:
        values = np.dstack((values, alpha))
    numbers = values.astype(np.float32) if path.suffix.lower() == ".npy" else quantise(values)
    write_picture(path, size, channels, iter([numbers]), Coding(), Metadata(), Stop())


def quantise(values: np.ndarray, dtype: np.typing.DTypeLike = np.uint8) -> np.ndarray:
    """Values in [0, 1] rounded to the whole numbers of `dtype`."""
    white = np.iinfo(np.dtype(dtype)).max
    return (np.clip(values, 0, 1) * white + 0.5).astype(dtype)


def list_images(folder: Path, order: str = "name") -> list[Path]:
    """The image files of a folder by `name`, in natural order, or the newest (`time`) or largest (`bytes`) first.

    Not hidden ones: they are half written, as by `replacing`, or of other programs. UserError if it cannot be read.
    """
    try:
        seen = (path for path in folder.iterdir() if not path.name.startswith("."))
        found = [path for path in seen if path.suffix.lower() in READABLE and path.is_file()]
        keys = {path: ORDERS[order](path) for path in found}
    except NotADirectoryError:
        raise UserError(f"{folder} is a file, not a folder.") from None
    except FileNotFoundError:
        raise UserError(f"The folder {folder} does not exist.") from None
    except OSError as error:
        raise UserError(f"Cannot read the folder {folder}: {error.strerror or error}.") from error
    return sorted(found, key=lambda path: (keys[path], _natural(path.name)))


def _natural(name: str) -> list[tuple[int, int | str]]:
    parts = re.split(r"(\d+)", name.casefold())
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in parts]


ORDERS: dict[str, Callable[[Path], int]] = {
    "name": lambda path: 0,
    "time": lambda path: -path.stat().st_mtime_ns,
    "bytes": lambda path: -path.stat().st_size,
}
