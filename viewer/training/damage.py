"""The picture that Deep Image Prior restores: what is known of it, the parts it is restored in, and what comes out of them."""

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from viewer.errors import UserError
from viewer.imaging.files import load_image
from viewer.imaging.image import Size
from viewer.imaging.metrics import psnr
from viewer.imaging.resample import resample
from viewer.models.hourglass import Shape
from viewer.training.options.restore import RestoreOptions

LARGEST = 1 << 21  # pixels that are made at once: the paper's network takes some ten gigabytes for them
LONGEST = 1024  # pixels a side of the parts of a larger picture
OVERLAP = 64  # pixels of what is made, by which they overlap


@dataclass(frozen=True)
class Part:
    """A part of the picture, for a network.

    rows, cols  where it lies, in source pixels
    picture     (1, C, h, w) in [0, 1], continued by reflection until the network can take it
    known       (1, 1, h, w), 1 where it is known, None if it is everywhere
    """

    rows: slice
    cols: slice
    picture: Tensor
    known: Tensor | None


class Damage:
    """A picture that is to be restored, in one part or, if it is large, in several of one size that overlap.

    size       width and height of what comes out
    shape      of the network that makes a part
    given      the picture, (h, w, C) in [0, 1]
    mask       where it is known, (h, w), None if it is everywhere
    alpha      of what comes out, (h, w) in [0, 1], None if it is opaque
    reference  what should come out, if that is known
    """

    def __init__(self, options: RestoreOptions) -> None:
        image = load_image(options.image)
        pixels = image.pixels[..., :1] if image.is_grey else image.pixels
        white = np.float32(image.white)
        self.scale = options.scale if options.task == "upscale" else 1
        self.size = image.size[0] * self.scale, image.size[1] * self.scale
        self.given = pixels.astype(np.float32) / white
        self.alpha = None if image.alpha is None else resample(image.alpha, self.size).astype(np.float32) / white
        self.mask = None if options.task != "inpaint" else _mask(options.mask, image.size, image.name)
        self.reference = None if options.reference is None else _reference(options.reference, self.size, pixels.shape[2])
        self.shape = Shape(
            depth=2 if options.code == "meshgrid" else options.depth, channels=pixels.shape[2], down=options.down, up=options.up,
            skip=options.skip, kernel_down=options.kernel_down, kernel_up=options.kernel_up, upsample=[options.upsample],
            downsample=options.downsample, padding=options.padding, act=options.act, one_by_one=options.one_by_one,
        )  # fmt: skip
        is_large = self.size[0] * self.size[1] > LARGEST
        longest = LONGEST // self.scale if is_large else max(image.size)
        self._boxes = list(product(*(_spans(n, longest, OVERLAP // self.scale) for n in pixels.shape[:2])))
        if self.mask is not None:  # where all is known there is nothing to do
            self._boxes = [box for box in self._boxes if not self.mask[box].all()]
            if not all(self.mask[box].any() for box in self._boxes):
                raise UserError(
                    f"A hole has more than {longest} x {longest} pixels.", "Fill it in in a smaller copy of the picture."
                )
        multiple = max(2 ** len(options.down) // self.scale, 1)
        least = -(-self.shape.smallest // self.scale)
        shape = [rows.stop - rows.start for rows in self._boxes[0]]
        self.padded = [max(-(-n // multiple), -(-least // multiple)) * multiple for n in shape]

    @property
    def parts(self) -> int:
        """How many there are."""
        return len(self._boxes)

    def part(self, index: int) -> Part:
        """One of them."""
        box = self._boxes[index]
        known = None if self.mask is None else self._continued(self.mask[box][..., None].astype(np.float32))
        return Part(box[0], box[1], self._continued(self.given[box]), known)

    def _continued(self, values: np.ndarray) -> Tensor:
        more = [(0, whole - n) for n, whole in zip(values.shape, self.padded, strict=False)]
        modes = ["reflect" if n > 1 else "edge" for n in values.shape[:2]]
        for axis, mode in enumerate(modes):
            values = np.pad(values, [more[axis] if k == axis else (0, 0) for k in range(3)], mode=mode)  # type: ignore[call-overload]
        return torch.from_numpy(np.ascontiguousarray(values)).movedim(-1, 0)[None]

    def psnr(self, values: np.ndarray) -> float:
        """Of a result against the reference, in dB."""
        assert self.reference is not None
        return psnr(values, self.reference)


class Mosaic:
    """What has been made of the parts so far, which fade into each other where they overlap.

    weighted  (h, w, C), the sum of what was made, weighted
    weights   (h, w, 1), the sum of the weights
    """

    def __init__(self, damage: Damage) -> None:
        self._damage = damage
        width, height = damage.size
        self.weighted = np.zeros((height, width, damage.given.shape[2]), np.float32)
        self.weights = np.zeros((height, width, 1), np.float32)
        self._before = damage.given if damage.scale == 1 else _enlarged(damage.given, damage.size)  # where nothing is made

    def add(self, part: Part, made: Tensor) -> None:
        """Take in what a network made of a part, (1, C, ., .)."""
        rows, cols, values, weights = self._placed(part, made)
        self.weighted[rows, cols] += weights * values
        self.weights[rows, cols] += weights

    def result(self, part: Part, made: Tensor) -> np.ndarray:
        """The picture, (h, w, C): what has been taken in, one part more, and elsewhere what was given, as are known pixels."""
        damage = self._damage
        rows, cols, values, weights = self._placed(part, made)
        if damage.parts == 1 and damage.mask is None:
            return values
        weighted, sums = self.weighted.copy(), self.weights.copy()
        weighted[rows, cols] += weights * values
        sums[rows, cols] += weights
        out = np.where(sums > 0, weighted / np.maximum(sums, np.float32(1e-6)), self._before)
        return out if damage.mask is None else np.where(damage.mask[..., None], damage.given, out)

    def _placed(self, part: Part, made: Tensor) -> tuple[slice, slice, np.ndarray, np.ndarray]:
        """Where a part comes to lie, its values without what was continued, (h, w, C), and their weights, (h, w, 1)."""
        scale, (width, height) = self._damage.scale, self._damage.size
        rows, cols = (slice(span.start * scale, span.stop * scale) for span in (part.rows, part.cols))
        down, right = (_fading(span, whole) for span, whole in ((rows, height), (cols, width)))
        values = made[0].float().clamp(0, 1).movedim(0, -1).cpu().numpy()
        return rows, cols, values[: len(down), : len(right)], (down[:, None] * right)[..., None]


def _spans(length: int, longest: int, overlap: int) -> list[slice]:
    """As few spans of one length, `longest` at most, as cover `length` and overlap by `overlap` or more."""
    count = max(-(-(length - overlap) // max(longest - overlap, 1)), 1)
    each = -(-(length + (count - 1) * overlap) // count)
    starts = np.linspace(0, length - each, count).astype(int).tolist()
    return [slice(start, start + each) for start in starts]


def _enlarged(values: np.ndarray, size: Size) -> np.ndarray:
    """(h, w, C) by bicubic interpolation."""
    planes = [resample(np.round(plane * 65_535).astype(np.uint16), size) for plane in np.moveaxis(values, -1, 0)]
    return np.stack(planes, -1).astype(np.float32) / np.float32(65_535)


def _fading(span: slice, length: int) -> np.ndarray:
    """The weights along a span: less and less towards its ends, but for those of the picture."""
    inside = np.arange(span.stop - span.start, dtype=np.float32)
    before = inside + 1 if span.start > 0 else np.full_like(inside, OVERLAP)
    after = inside[::-1] + 1 if span.stop < length else np.full_like(inside, OVERLAP)
    return np.minimum(np.minimum(before, after), OVERLAP) / np.float32(OVERLAP)


def _mask(path: Path | None, size: Size, name: str) -> np.ndarray:
    """Where a picture is known: white in its mask, (h, w)."""
    if path is None:
        raise UserError("What is to be filled in must be said:", "--mask MASK, white where the picture is known.")
    mask = load_image(path)
    if mask.size != size:
        raise UserError(f"{path.name} has {mask.size[0]} x {mask.size[1]} pixels, {name} {size[0]} x {size[1]}.")
    known = mask.rgb8()[..., 0] >= 128
    if not known.any():
        raise UserError(f"{path.name} is black everywhere: nothing of the picture is known.")
    if known.all():
        raise UserError(f"{path.name} is white everywhere: there is nothing to fill in.")
    return known


def _reference(path: Path, size: Size, channels: int) -> np.ndarray:
    image = load_image(path)
    if image.size != size:
        raise UserError(f"{path.name} has {image.size[0]} x {image.size[1]} pixels, the result {size[0]} x {size[1]}.")
    return image.pixels[..., :channels].astype(np.float32) / np.float32(image.white)
