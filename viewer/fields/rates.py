"""What a picture costs as a SIREN and as a JPEG, and how near either comes to it."""

import io
import math
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image as PILImage

from viewer.errors import Stop
from viewer.fields.field import Grid
from viewer.imaging.image import to_uint8
from viewer.imaging.metrics import psnr
from viewer.models.header import CODINGS

QUALITIES = 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95  # of the curve of JPEG
BEST = 95  # quality, above which JPEG grows and hardly improves
LARGEST = 1 << 24  # pixels that are made a JPEG again and again
MEASURED = 1 << 18  # pixels that a field's PSNR is measured on, at most, in bands
BAND = 8  # rows
HIGHEST = 100.0  # dB, of what is hit exactly


@dataclass(frozen=True)
class Rate:
    """A way to keep a picture: what it is called, its bytes, and its PSNR in dB over all channels."""

    name: str
    size: int
    psnr: float

    def bits(self, pixels: int) -> float:
        """Bits for each of so many pixels."""
        return 8 * self.size / pixels


def field_rates(path: Path, pixels: np.ndarray, stop: Stop) -> list[Rate]:
    """The SIREN in a file, its weights kept in each of the ways there are, against a picture (h, w, 3) of 8 or 16 bits."""
    import torch

    from viewer.fields.siren import SirenField
    from viewer.models import checkpoint

    loaded, rates = checkpoint.load(path), []
    with TemporaryDirectory(prefix="srview-") as folder:
        for coding in CODINGS:
            kept = Path(folder) / "field.safetensors"
            checkpoint.save(loaded, kept, coding)
            field = SirenField(checkpoint.build(checkpoint.load(kept)), torch.device("cpu"), "exact")
            rates.append(Rate(coding, kept.stat().st_size, _field_psnr(field, pixels, stop)))
    return rates


def jpeg_rates(pixels: np.ndarray, stop: Stop) -> list[Rate]:
    """The picture as JPEG, from coarse to fine."""
    rates = []
    for quality in QUALITIES:
        stop.check()
        rates.append(jpeg(pixels, quality))
    return rates


def jpeg(pixels: np.ndarray, quality: int) -> Rate:
    """A picture, (h, w, 1 or 3) of 8 or 16 bits, as JPEG of a quality; chroma is not halved from 90 on, as programs have it."""
    eight = to_uint8(pixels)
    picture = PILImage.fromarray(eight[..., 0] if eight.shape[2] == 1 else eight)
    picture.save(file := io.BytesIO(), "JPEG", quality=quality, optimize=True, subsampling=0 if quality >= 90 else 2)
    with PILImage.open(file) as opened:
        decoded = np.asarray(opened).reshape(eight.shape)
    white = np.iinfo(pixels.dtype).max
    errors = [((decoded[i : i + 256] / 255 - pixels[i : i + 256] / white) ** 2).sum() for i in range(0, len(pixels), 256)]
    return Rate(f"JPEG {quality}", len(file.getvalue()), min(-10 * math.log10(max(sum(errors) / pixels.size, 1e-12)), HIGHEST))


def jpeg_of(wanted: float, pixels: np.ndarray) -> Rate | None:
    """The smallest JPEG that is as near to a picture as `wanted`, in dB; None if even a fine one is not, or it is very large."""
    low, high = 1, BEST
    if pixels.shape[0] * pixels.shape[1] > LARGEST or (best := jpeg(pixels, high)).psnr < wanted:
        return None
    while low < high:
        middle = (low + high) // 2
        rate = jpeg(pixels, middle)
        if rate.psnr >= wanted:
            high, best = middle, rate
        else:
            low = middle + 1
    return best


def _field_psnr(field, pixels: np.ndarray, stop: Stop) -> float:  # type: ignore[no-untyped-def]  # SirenField imports torch
    height, width = pixels.shape[:2]
    every = max(round(height * width / MEASURED), 1)
    shown, truth = [], []
    for top in range(0, height, BAND * every):
        rows = min(BAND, height - top)
        shown.append(field.sample(Grid(top, 0, 1, 1, rows, width), stop))
        truth.append(pixels[top : top + rows] / np.iinfo(pixels.dtype).max)
    return min(psnr(np.concatenate(shown), np.concatenate(truth)), HIGHEST)
