"""End to end: the program as it is started, on an X server, moved by a mouse that is not Qt's."""

import os
import re
import shutil
import subprocess
import sys
import time

import numpy as np
import pytest
from PIL import Image as PILImage
from PIL import ImageGrab

from viewer.imaging.samples import sample_path

pytestmark = pytest.mark.skipif(not shutil.which("xdotool"), reason="needs xdotool")
PATIENCE = 60  # seconds


class Desk:
    """A display with srview on it, seen and handled from outside."""

    def __init__(self, display, home, *words, scale=1):
        self.display = display
        folders = {f"XDG_{kind}_HOME": str(home / kind) for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
        self.environment = os.environ | folders | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": str(scale)}
        command = [sys.executable, "-m", "viewer.cli", *map(str, words)]
        self.program = subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True)
        self.window = self.until(lambda: self.do("search", "--onlyvisible", "--name", "srview").split())[-1]

    def do(self, *words):
        return subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=60).stdout

    def until(self, find):
        deadline = time.monotonic() + PATIENCE
        while not (found := find()):
            assert self.program.poll() is None, self.program.communicate()[1]
            assert time.monotonic() < deadline, f"{self.title!r} after {PATIENCE} s"
            time.sleep(0.05)
        return found

    @property
    def title(self):
        return self.do("getwindowname", self.window).strip()

    @property
    def zoom(self):
        percent = re.search(r"([\d.,]+) %", self.title)
        factor = re.search(r"×([\d,]+)", self.title)
        return float(percent[1].replace(",", "")) / 100 if percent else float(factor[1].replace(",", "")) if factor else None

    def see(self):
        """The screen, (h, w, 3)."""
        return np.asarray(ImageGrab.grab(xdisplay=self.display).convert("RGB")).astype(int)

    def settled(self):
        """The screen once it stays as it is."""
        seen = [self.see()]

        def same():
            time.sleep(0.7)
            seen.append(self.see())
            return len(seen) > 2 and all((look == seen[-1]).all() for look in seen[-3:-1])

        self.until(same)
        return seen[-1]

    def wheel(self, notches):
        self.do("click", "--repeat", str(abs(notches)), "--delay", "15", "4" if notches > 0 else "5")


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.png"
    with PILImage.open(sample_path("astronaut")) as source:
        source.crop((128, 0, 384, 256)).save(path)
        source.crop((0, 100, 300, 400)).save(tmp_path / "photo 2.png")
    return path


@pytest.fixture
def desk(display, photo, request):
    desk = Desk(display, photo.parent / "home", photo, "--size", "1000x700", *getattr(request, "param", ()))
    yield desk
    desk.program.kill()
    desk.program.wait()
    desk.program.stderr.close()


def test_a_photo_is_opened_zoomed_dragged_and_closed(desk):
    desk.until(lambda: desk.title.startswith("photo.png – "))
    fitted, fit = desk.settled(), desk.zoom
    assert fitted[30:660, 20:680].std() > 30  # a photograph, not a grey window

    desk.do("mousemove", "300", "300")
    desk.wheel(16)
    desk.until(lambda: 2**3.75 < desk.zoom / fit < 2**4.01)  # the first notch goes to the next rung
    deep = desk.settled()
    assert np.abs(deep - fitted)[30:660, 20:680].mean() > 10

    desk.do("mousedown", "1", "mousemove_relative", "--", "60", "40", "mousemove_relative", "--", "40", "30", "mouseup", "1")
    dragged = desk.settled()
    moved = np.abs(dragged[170:600, 200:600] - deep[100:530, 100:500])
    assert np.median(moved) <= 1  # the picture went with the hand
    assert np.abs(dragged - deep)[100:600, 100:600].mean() > 2

    desk.do("key", "--window", desk.window, "0")
    desk.until(lambda: desk.zoom == fit)
    area = desk.settled()[30:660, 20:680]  # not earlier: on a slow machine the network has only now arrived
    desk.do("mousemove", "300", "300")
    desk.wheel(100)
    desk.until(lambda: desk.zoom and desk.zoom > 9e6)
    desk.settled()
    desk.do("key", "--window", desk.window, "0")
    desk.until(lambda: desk.zoom == fit)
    np.testing.assert_allclose(desk.settled()[30:660, 20:680], area, atol=1)

    desk.wheel(8)
    closing = time.monotonic()
    desk.do("key", "--window", desk.window, "ctrl+q")
    error = desk.program.communicate(timeout=PATIENCE)[1]
    print(f"closed during a render in {time.monotonic() - closing:.2f} s")
    assert (desk.program.returncode, error) == (0, "")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("desk", [("--model", "bicubic", "--compare", "nearest")], indirect=True)
def test_each_group_of_functions_answers_to_keys_and_mouse(desk):
    """Browsing, seeing, comparing, inspecting, moving about: what is on the screen changes, and comes back."""

    def key(*names):
        desk.do("key", "--window", desk.window, *names)

    desk.until(lambda: desk.title.startswith("photo.png – "))
    desk.do("mousemove", "5", "300", "click", "1")  # no window manager is there to give it the keyboard
    for _ in range(3):  # what is there at first may be waiting for its field; it ends unsplit
        key("s")
        before = desk.settled()

    def changes(seen):
        desk.until(lambda: (desk.see()[:700, :700] != seen[:700, :700]).mean() > 1e-4)
        return desk.settled()

    for there, back in (
        ("s", "s"),
        ("ctrl+alt+2", "ctrl+alt+1"),
        ("d", "d"),
        ("n", "n"),
        ("e", "alt+e"),
        ("r", "shift+r"),
    ):
        desk.do("mousemove", "5", "690")
        key(there)
        changes(before)
        key(back)
        away = np.abs(desk.settled() - before)[60:640, 20:660]
        assert away.max() <= 2, there

    key("h")
    desk.until(lambda: (desk.see()[:660, 720:] != before[:660, 720:]).mean() > 1e-2)  # histograms are in the panel
    key("h")

    fit = desk.zoom
    desk.do("mousemove", "200", "200", "keydown", "alt", "mousedown", "1", "mousemove", "240", "230", "mousemove", "290", "260")
    desk.do("mouseup", "1", "keyup", "alt")  # the zoom box
    desk.until(lambda: desk.zoom > 4 * fit)
    deep = desk.settled()
    key("g")
    changes(deep)
    key("g")
    desk.do("mousemove", "300", "300", "mousedown", "2", "mousemove", "330", "320", "mousemove", "380", "350", "mouseup", "2")
    changes(deep)
    desk.do("mousemove", "320", "300", "mousedown", "1", "mousemove_relative", "10", "10", "mouseup", "1")
    key("0")
    key("Next")
    desk.until(lambda: desk.title.startswith("photo 2.png"))
    key("Prior")
    desk.until(lambda: desk.title.startswith("photo.png"))
    windowed = desk.settled()
    key("F11")
    changes(windowed)
    key("Escape")
    desk.until(lambda: np.abs(desk.see() - windowed)[:20, :200].max() <= 2)  # the menus are back
    key("ctrl+q")
    error = desk.program.communicate(timeout=PATIENCE)[1]
    assert (desk.program.returncode, error) == (0, "")


def test_the_window_is_no_larger_than_the_screen(display, photo):
    desk = Desk(display, photo.parent / "home", photo, scale=2)
    try:
        height, width = desk.see().shape[:2]
        told = dict(line.split("=") for line in desk.do("getwindowgeometry", "--shell", desk.window).split())
        assert int(told["WIDTH"]) <= width and int(told["HEIGHT"]) <= height
    finally:
        desk.program.kill()
        desk.program.communicate()
