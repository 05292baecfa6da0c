"""A hand on srview's window that never rests: `python hand.py PHOTO SECONDS`, on the X display it is given.

Wheel and drag go through the X server (XTest) as a mouse's would. What it saw is printed as one line of JSON:
milliseconds from turning the wheel to the end of the frame that shows it, and from the last of some notches, after which the
wheel rests, to that with the refined tile under the cursor, resident memory in MB over time, and how far the screen is from the
field when all is done.
"""

import ctypes
import json
import os
import random
import sys
import threading
import time
from collections import deque
from pathlib import Path

import viewer  # noqa: F401  (before numpy: it sets how threads wait)

import numpy as np  # isort: skip
from PIL import ImageGrab
from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parents[1] / "gui"))
from hands import seen_through

from viewer.fields.catalogue import make_field
from viewer.gui.app import Start
from viewer.gui.look import Look
from viewer.gui.main_window import MainWindow
from viewer.imaging.files import load_image
from viewer.rendering.tiles import TILE, TileKey

LEFT, ZOOM_IN, ZOOM_OUT = 1, 4, 5  # buttons of an X mouse
RESTS = 12  # of the wheel at the end, each with time enough to be rendered
ZOOM = 4  # where it rests
AREA = 120, 90, 560, 480  # of the canvas, where the hand moves
NETWORK = 120, 90, 240, 480  # of that, left of the divider
MODEL, COMPARE = "liif-small", "bicubic"
APART = 0.02, 0.06  # seconds between notches


class Mouse:
    """A mouse of its own on the X server."""

    def __init__(self):
        self._x11, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(None))

    def move(self, x, y):
        self._test.XTestFakeMotionEvent(self._display, -1, int(x), int(y), ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def press(self, button, down):
        self._test.XTestFakeButtonEvent(self._display, button, int(down), ctypes.c_ulong(0))
        self._x11.XFlush(self._display)


class Hand(threading.Thread):
    """Turns the wheel and drags for some seconds, then turns it to and fro and rests, again and again.

    Before that all tiles are forgotten, so that where it rests none is there by chance.

    turned  the times of notches not yet seen
    rested  those of the notches after which the wheel rested
    """

    def __init__(self, canvas, seconds):
        super().__init__(daemon=True)
        self._canvas, self._seconds = canvas, seconds
        corner = canvas.mapToGlobal(QPoint(0, 0))
        self._corner = corner.x(), corner.y()
        self._mouse = Mouse()
        self.turned, self.rested = deque(), []

    def run(self):
        rng = random.Random(0)
        end = time.perf_counter() + self._seconds
        depth = 0
        while time.perf_counter() < end:
            x, y = self._point(rng)
            self._mouse.move(x, y)
            inwards = depth < 4 or (depth < 60 and rng.random() < 0.55)
            for _ in range(rng.randint(3, 14)):
                if not inwards and depth <= 1:
                    break
                self._turn(inwards)
                depth += 1 if inwards else -1
                time.sleep(rng.uniform(*APART))
            self._mouse.press(LEFT, True)
            to = self._point(rng)
            for k in range(1, 31):
                self._mouse.move(x + (to[0] - x) * k / 30, y + (to[1] - y) * k / 30)
                time.sleep(0.008)
            self._mouse.press(LEFT, False)
            time.sleep(rng.choice((0, 0, 0.1, 0.5)))
        self._mouse.move(*self._point(rng, NETWORK))
        while (zoom := self._canvas.target.zoom) != ZOOM:
            self._turn(zoom < ZOOM)
            time.sleep(0.1)
        for _ in range(RESTS):
            time.sleep(1)
            self._canvas._tiles.cache.drop(lambda tile: True)
            self._mouse.move(*self._point(rng, NETWORK))
            away, notches = rng.choice((True, False)), rng.randint(2, 6)
            for inwards in (away, not away):
                for _ in range(notches):
                    self._turn(inwards)
                    time.sleep(rng.uniform(*APART))
            self.rested.append(self.last)
        time.sleep(1)

    def _turn(self, inwards):
        self.last = time.perf_counter()
        self.turned.append(self.last)
        for down in (True, False):
            self._mouse.press(ZOOM_IN if inwards else ZOOM_OUT, down)

    def _point(self, rng, area=AREA):
        left, top, width, height = area
        return self._corner[0] + left + rng.random() * width, self._corner[1] + top + rng.random() * height


class Watch(QObject):
    """Sees every notch arrive and every frame go out."""

    over = Signal()

    def __init__(self, canvas, turned):
        super().__init__()
        self._turned, self._arrived = turned, []
        self.latencies, self.refined, self.memory = [], {}, []
        self._canvas, self._last = canvas, None
        wheel_event = canvas.wheelEvent

        def notice(event):
            before = canvas.target
            wheel_event(event)
            sent = self._turned.popleft()
            if canvas.target != before:
                self._arrived.append(sent)
                self._last = sent, canvas.device_at(event.position())

        canvas.wheelEvent = notice
        canvas.painted.connect(self._painted)
        self._timer = QTimer(self, interval=500)
        self._timer.timeout.connect(lambda: self.memory.append(resident()))
        self._timer.start()

    def _painted(self):
        arrived, self._arrived = self._arrived, []  # what arrives from now on is in the next frame
        QTimer.singleShot(0, lambda: self._shown(arrived))  # once the frame has been handed to the screen

    def _shown(self, arrived):
        now = time.perf_counter()
        self.latencies += [1000 * (now - sent) for sent in arrived]
        if self._last is not None and self._is_refined(self._last[1]):
            self.refined[self._last[0]] = 1000 * (now - self._last[0])
            self._last = None

    def _is_refined(self, point):
        view, layer = self._canvas.target, self._canvas.layer_at(point)  # on the way there its tiles are shown, too
        col, row = ((origin + int(c)) // TILE for origin, c in zip(view.origin, point, strict=True))
        return TileKey(layer.id, view.zoom, row, col) in self._canvas._tiles.cache


def resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def difference(window, path):
    """The screen against the fields, rendered afresh: largest difference left and right of the divider, in 8-bit steps."""
    canvas = window.canvas
    corner = canvas.mapToGlobal(QPoint(0, 0))
    screen = np.asarray(ImageGrab.grab().convert("RGB")).astype(int)
    width, height = canvas.viewport.size
    shown = screen[corner.y() : corner.y() + height, corner.x() : corner.x() + width]
    image, out = load_image(path), []
    edge = round(canvas.split * width)
    for model, part in ((MODEL, slice(0, edge - 20)), (COMPARE, slice(edge + 20, width))):
        wanted, inside = seen_through(make_field(model, image, "auto", "fast"), canvas.viewport)
        off = np.abs(shown - wanted).max(-1) * inside
        out.append(int(off[: height - 50, part].max()))  # above the names of the fields
    return out


def main(photo, seconds):
    application = QApplication(["srview"])
    application.setStyle("Fusion")
    window = MainWindow(Start([photo], Look(MODEL, COMPARE, split=True), size=(1000, 700)))
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.seeing.minimap.switch(False)  # it lies over the picture that is held against the fields
    window.show()
    until(application, lambda: window.canvas.has_picture and window.is_settled)
    hand = Hand(window.canvas, seconds)
    watch = Watch(window.canvas, hand.turned)
    hand.start()
    until(application, lambda: not hand.is_alive())
    resting = time.perf_counter()
    until(application, lambda: window.is_settled)
    settled = time.perf_counter() - resting
    off = difference(window, photo)
    zoom = window.canvas.viewport.zoom
    window.close()
    print(json.dumps({
        "latencies": watch.latencies, "refined": [watch.refined[sent] for sent in hand.rested], "memory": watch.memory,
        "difference": off, "zoom": zoom, "settled": settled, "lost": len(hand.turned),
    }))  # fmt: skip


def until(application, done):
    timer = QTimer(interval=50)
    timer.timeout.connect(lambda: done() and application.exit())
    timer.start()
    application.exec()
    timer.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
