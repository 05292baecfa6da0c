"""A mask as it is painted: which pixels of a picture are marked, and the way back and forth between its versions."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image as PILImage
from PIL import ImageDraw

from viewer.errors import UserError
from viewer.imaging.files import load_image, save_image
from viewer.imaging.image import Size

Point = tuple[float, float]  # x, y in source pixels
DEEPEST = 200  # changes that can be taken back


class Mask:
    """Marked pixels of a picture of `size`, painted at its own resolution. Every change can be undone, and done again.

    marked  (height, width) bool: what is to be filled in
    """

    def __init__(self, size: Size) -> None:
        self.size = size
        self.marked = np.zeros((size[1], size[0]), bool)
        self._undo: list[_Change] = []
        self._redo: list[_Change] = []
        self._before: np.ndarray | None = None  # while a change is being made

    # Changes. Between `begin` and `end` any number of them are one.

    def begin(self) -> None:
        """Begin a change."""
        self._before = self.marked.copy()

    def end(self) -> None:
        """The change is complete."""
        assert self._before is not None
        before, self._before = self._before, None
        if (change := _Change.between(before, self.marked)) is not None:
            self._undo = [*self._undo[-(DEEPEST - 1) :], change]
            self._redo = []

    def undo(self) -> None:
        """Take the last change back."""
        if self._undo:
            self._redo.append(change := self._undo.pop())
            change.swap(self.marked)

    def redo(self) -> None:
        """Make the last change taken back again."""
        if self._redo:
            self._undo.append(change := self._redo.pop())
            change.swap(self.marked)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is one to make again."""
        return bool(self._redo)

    # Tools. Positions are in source pixels: pixel (x, y) has its centre at x + 0.5, y + 0.5.

    def stroke(self, start: Point, end: Point, radius: float, on: bool = True) -> None:
        """Mark, or not, the pixels whose centres lie within `radius` of a line, and always those that it passes."""
        (left, right), (top, bottom) = (
            (int(max(min(a, b) - radius - 1, 0)), int(min(max(a, b) + radius + 2, n)))
            for a, b, n in zip(start, end, self.size, strict=True)
        )
        if right <= left or bottom <= top:
            return
        xs, ys = np.arange(left, right) + 0.5, np.arange(top, bottom)[:, None] + 0.5
        dx, dy = end[0] - start[0], end[1] - start[1]
        length = dx * dx + dy * dy
        along = np.clip(((xs - start[0]) * dx + (ys - start[1]) * dy) / length, 0, 1) if length else 0.0
        near = (xs - start[0] - along * dx) ** 2 + (ys - start[1] - along * dy) ** 2 <= max(radius, 0.5) ** 2
        self.marked[top:bottom, left:right][near] = on
        for x, y in (start, end):  # a thin brush may pass no centre
            if 0 <= x < self.size[0] and 0 <= y < self.size[1]:
                self.marked[int(y), int(x)] = on

    def rectangle(self, corner: Point, other: Point, on: bool = True) -> None:
        """Mark, or not, the pixels between two corners, those under them too."""
        (left, right), (top, bottom) = (
            (max(int(min(a, b) // 1), 0), min(int(max(a, b) // 1) + 1, n))
            for a, b, n in zip(corner, other, self.size, strict=True)
        )
        self.marked[top : max(bottom, top), left : max(right, left)] = on

    def lasso(self, points: Sequence[Point], on: bool = True) -> None:
        """Mark, or not, what a line around it encloses."""
        area = PILImage.new("1", self.size)
        if len(points) > 2:
            ImageDraw.Draw(area).polygon([(x - 0.5, y - 0.5) for x, y in points], fill=1)
        self.marked[np.asarray(area)] = on

    def fill(self, point: Point, on: bool = True) -> None:
        """Mark, or not, the whole area of equally marked pixels around a point."""
        if (at := self._pixel(point)) is not None:
            from skimage.segmentation import flood  # brings scipy, which is not to be waited for at the start

            self.marked[flood(self.marked, at, connectivity=1)] = on

    def colour(self, pixels: np.ndarray, point: Point, tolerance: float, on: bool = True) -> None:
        """Mark, or not, every pixel whose colour in `pixels` (h, w, 3) is within `tolerance`, from 0 to 1, of that at a point."""
        if (at := self._pixel(point)) is None:
            return
        most = tolerance * np.iinfo(pixels.dtype).max
        near = np.ones(self.marked.shape, bool)
        for channel in range(pixels.shape[2]):
            near &= np.abs(pixels[..., channel].astype(np.int32) - int(pixels[at][channel])) <= most
        self.marked[near] = on

    def clear(self) -> None:
        """Mark nothing."""
        self.marked[:] = False

    def invert(self) -> None:
        """Mark what is not."""
        np.logical_not(self.marked, out=self.marked)

    def _pixel(self, point: Point) -> tuple[int, int] | None:
        x, y = point
        return (int(y), int(x)) if 0 <= x < self.size[0] and 0 <= y < self.size[1] else None

    # Files: white is known, black is to be filled in

    def load(self, path: Path) -> None:
        """Mark what is black in a picture. UserError if it cannot be read, or has another size."""
        image = load_image(path)
        if image.size != self.size:
            raise UserError(
                f"{path.name} has {image.size[0]} x {image.size[1]} pixels, the picture {self.size[0]} x {self.size[1]}.",
                "A mask must be as large as its picture.",
            )
        self.marked[:] = image.rgb8()[..., 0] < 128

    def save(self, path: Path) -> None:
        """Write a picture that is black where it is marked. UserError if it cannot be written."""
        save_image(np.repeat((~self.marked)[..., None].astype(np.float32), 3, -1), path)


class _Change:
    """The part of a mask that changed, as it was."""

    def __init__(self, part: tuple[slice, slice], was: np.ndarray) -> None:
        self._part, self._was = part, was

    @classmethod
    def between(cls, before: np.ndarray, after: np.ndarray) -> "_Change | None":
        """None if nothing changed."""
        rows, cols = (np.flatnonzero((before != after).any(axis)) for axis in (1, 0))
        if not len(rows):
            return None
        part = slice(int(rows[0]), int(rows[-1]) + 1), slice(int(cols[0]), int(cols[-1]) + 1)
        return cls(part, before[part].copy())

    def swap(self, marked: np.ndarray) -> None:
        """Exchange what is there and what was."""
        now = marked[self._part].copy()
        marked[self._part], self._was = self._was, now
