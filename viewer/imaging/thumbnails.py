"""Small pictures of files, made without decoding more of them than is needed."""

from pathlib import Path

import numpy as np
from PIL import Image as PILImage
from PIL import UnidentifiedImageError

from viewer.errors import UserError
from viewer.imaging.deep import decode_deep, is_known_by_header
from viewer.imaging.files import DAMAGE, KINDS, MAX_PIXELS, grey16, turned_upright
from viewer.imaging.image import to_uint8


def thumbnail(path: Path, side: int) -> np.ndarray:
    """The picture in a file, upright, at most `side` pixels wide and high: (h, w, 4) uint8. UserError if it cannot be read."""
    try:
        with PILImage.open(path, formats=KINDS) as file:
            if file.width * file.height > MAX_PIXELS:
                raise UserError(f"{path.name} is too large.")
            file.draft("RGB", (side, side))  # a JPEG is decoded at a half, a quarter or an eighth
            if is_known_by_header(file):
                colours = to_uint8(decode_deep("TIFF", path.read_bytes())[0])
                small = PILImage.fromarray(colours if colours.shape[2] == 3 else colours[..., 0])
            elif file.mode.startswith("I"):
                small = PILImage.fromarray(to_uint8(grey16(np.asarray(file))))
            else:
                small = file.convert("RGBA")
            small.thumbnail((side, side))
            return np.asarray(turned_upright(small, file).convert("RGBA"))
    except (*DAMAGE, UnidentifiedImageError, PILImage.DecompressionBombError) as error:
        raise UserError(f"{path.name} cannot be read as an image.") from error
