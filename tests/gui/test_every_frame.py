"""Every frame on the way from fit to the deepest zoom and back is the field, or a softer picture of it, in its place.

The frames are read from the window's own backing store. What they should hold is computed apart, in float64.
"""

from itertools import pairwise

import numpy as np
import pytest
from hands import wheel
from PIL import Image as PILImage
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from reference import resample as reference
from scipy.ndimage import gaussian_filter, maximum_filter, minimum_filter

from viewer.gui import painting
from viewer.rendering.viewport import MAX_ZOOM

BACKGROUND = 0x2B
DARKEST = 90  # of the picture, so that what is not painted cannot pass for it
BLOCK = 80  # device pixels a side, in which displacement is measured,
DISPLACED = 2.0  # at most, by what least squares make of softer pictures (1.5 has been seen),
DARKER = 1  # grey at most: Qt rounds down what it enlarges, and on a glide that may have been enlarged before
SLOPE = 0.4  # if it is as steep, in greys a pixel, in its flattest direction

NEAR, FAR = QPoint(110, 120), QPoint(181, 152)
RECORDED = []  # from fit to 10^7 and back, and on until the picture is small
for _ in range(13):
    RECORDED += [("wheel", 120, NEAR), ("wheel", 240, NEAR), ("drag", NEAR, QPoint(50, -35)), ("wheel", 360, FAR)]
    RECORDED += [("wheel", 120, FAR), ("drag", FAR, QPoint(-70, 30))]
for _ in range(13):
    RECORDED += [
        ("wheel", -240, FAR),
        ("wheel", -120, FAR),
        ("drag", FAR, QPoint(40, 50)),
        ("wheel", -120, NEAR),
        ("wheel", -360, NEAR),
    ]


@pytest.fixture
def bright(photo):
    with PILImage.open(photo) as source:
        pixels = np.asarray(source.convert("RGB"))
    PILImage.fromarray((DARKEST + pixels.astype(float) * (255 - DARKEST) / 255).round().astype(np.uint8)).save(photo)
    return photo


@pytest.fixture
def frames():
    """A function that has every frame of a window kept from now on: the list of what the canvas showed, and its viewport."""

    def kept(window):
        seen = []

        def keep():
            image = window.backingStore().paintDevice()
            ratio = window.devicePixelRatioF()
            corner = window.canvas.mapTo(window, QPoint(0, 0)) * ratio
            part = image.copy(QRect(corner, window.canvas.size() * ratio)).convertToFormat(QImage.Format.Format_RGB888)
            rows = np.frombuffer(part.constBits(), np.uint8).reshape(part.height(), part.bytesPerLine())
            seen.append((rows[:, : 3 * part.width()].reshape(part.height(), part.width(), 3).copy(), window.canvas.viewport))

        window.canvas.painted.connect(keep)
        return seen

    return kept


def play(qtbot, canvas, moves):
    """The moves of a hand; yields after each."""
    for what, *how in moves:
        if what == "wheel":
            wheel(canvas, *how)
            canvas.repaint()
        else:
            at, by = how
            qtbot.waitUntil(lambda: canvas.glide.end is None)
            qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
            for part in (0.4, 1):
                qtbot.mouseMove(canvas, at + by * part)
                canvas.repaint()
            qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at + by)
        yield


class Truth:
    """What frames of a picture should be."""

    def __init__(self, pixels):
        self._pixels = pixels.astype(float)
        grey = self._pixels.mean(2)
        low, high = (extreme(grey, 5, mode="nearest") for extreme in (minimum_filter, maximum_filter))
        self._low, self._high = low - 0.1 * (high - low) - 2, high + 0.1 * (high - low) + 2  # bicubic overshoots

    def at(self, view):
        """Greys of what a viewport sees of the field and of source pixels, bilinear; least and most near each; what is inside."""
        ys, xs = ((np.arange(n) + start + 0.5) / view.zoom for n, start in zip(view.size[::-1], view.origin[::-1], strict=True))
        height, width = self._pixels.shape[:2]
        ends = [points - 0.5 / view.zoom for points in (ys, xs)]
        inside = ((ends[0] >= 0) & (ends[0] < height))[:, None] & ((ends[1] >= 0) & (ends[1] < width))
        ys, xs = np.clip(ys, 0, height), np.clip(xs, 0, width)
        seen = [self._through(kernel, ys, xs, 1 / view.zoom) for kernel in ("bicubic", "bilinear")]
        if view.zoom < 1:  # each sees many pixels
            return *seen, self._low.min(), self._high.max(), inside
        rows, cols = (np.minimum(points.astype(int), n - 1) for points, n in ((ys, height), (xs, width)))
        return *seen, *(each[rows][:, cols] for each in (self._low, self._high)), inside

    def _through(self, kernel, ys, xs, step):
        down, across = (
            reference.weights(points, n, kernel, max(step, 1)) for points, n in zip((ys, xs), self._pixels.shape[:2], strict=True)
        )
        return np.clip(down @ self._pixels.mean(2) @ across.T, 0, 255)


def faults(frame, view, truth):
    """What is wrong with a frame, in words; nothing if it is right."""
    field, soft, low, high, inside = truth.at(view)
    softer = gaussian_filter(soft, 3)  # as known at every eighth pixel
    found = []
    if (frame[~inside] != BACKGROUND).any():
        found.append("painted beside the picture")
    grey = frame.mean(2)
    if away := int(((grey < low) | (grey > high))[inside].sum()):
        found.append(f"{away} pixels are not painted, or of a colour that is nowhere near")
    for part in blocks(inside):
        seen = [compare(grey[part], each[part]) for each in (field, soft, softer)]
        at = f"at {part[1].start}, {part[0].start}"
        if (off := min(off for off, _ in seen)) > 2:
            found.append(f"{off:.1f} of 255 off {at}")
        if (by := min(by for _, by in seen)) > DISPLACED:
            found.append(f"displaced by {by:.1f} pixels {at}")
    return found


def blocks(inside):
    for top in range(0, inside.shape[0] - BLOCK + 1, BLOCK):
        for left in range(0, inside.shape[1] - BLOCK + 1, BLOCK):
            part = slice(top, top + BLOCK), slice(left, left + BLOCK)
            if inside[part].all():
                yield part


def compare(seen, field):
    """How far a block is off on average, and by how many pixels it is displaced (least squares), where that can be told."""
    down, across = np.gradient(field)
    slopes = np.stack((across.ravel(), down.ravel()), 1)
    normal = slopes.T @ slopes
    off = seen - field
    off += np.clip(-off.mean(), 0, DARKER)
    if np.linalg.eigvalsh(normal)[0] < SLOPE**2 * off.size:
        return abs(off.mean()), 0.0
    return abs(off.mean()), np.abs(np.linalg.solve(normal, -slopes.T @ off.ravel())).max()


@pytest.mark.parametrize(("finished", "glides"), [(0, True), (5, False), (5, True)])
def test_every_frame_from_fit_to_the_deepest_zoom_and_back_is_the_picture_in_its_place(
    qtbot, show, bright, slow, frames, finished, glides, monkeypatch
):
    """finished  after every so many moves all tiles are there, and are seen from other zooms until they are again; 0: never"""
    monkeypatch.setattr(painting, "FADE", 0.03)
    window = show(bright, settled=False, glides=glides)
    window.resize(560, 390)
    canvas = window.canvas
    qtbot.waitUntil(lambda: canvas.has_picture and bool(slow), timeout=20_000)
    qtbot.waitUntil(lambda: canvas.viewport.size == (canvas.width(), canvas.height()))
    canvas.repaint()
    seen = frames(window)
    for move, _ in enumerate(play(qtbot, canvas, RECORDED)):
        if finished and move % finished == 0:
            slow[-1].released.set()
            canvas.repaint()
            qtbot.waitUntil(lambda: window.is_settled, timeout=20_000)
            slow[-1].released.clear()
    zooms = [view.zoom for _, view in seen]
    assert max(zooms) == MAX_ZOOM and min(zooms[zooms.index(MAX_ZOOM) :]) <= zooms[0]
    assert len(seen) > len(RECORDED)
    with PILImage.open(bright) as source:
        truth = Truth(np.asarray(source))
    wrong = {}
    for (before, _), (frame, view) in pairwise([(None, None), *seen]):
        if not np.array_equal(frame, before):
            wrong |= {view: found} if (found := faults(frame, view, truth)) else {}
    assert not wrong
