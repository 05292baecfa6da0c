"""A photo of a hundred megapixels opens, zooms and pans as any other does, in less than two gigabytes."""

import json
import subprocess
import sys

import pytest
from PIL import Image as PILImage

from viewer.imaging.samples import sample_path

SIZE = 12_240, 8_200

WALK = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from viewer.gui.app import Start
from viewer.gui.look import Look
from viewer.gui.main_window import MainWindow
from viewer.rendering.viewport import Viewport

application = QApplication([])
window = MainWindow(Start([Path(sys.argv[1])], Look("liif-small"), size=(1100, 800)))
window.show()
canvas = window.canvas
started = time.monotonic()
opened = []
views = [(0.08, 6000, 4000)]
views += [(0.5, 3000, 2500), (1.0, 9000, 7000), (2.0, 200, 300), (4.0, 12100, 8100), (32.0, 6001, 4001), (5000.0, 17, 23)]
views += [(2.0, 2000 + 300 * k, 2000 + 200 * k) for k in range(4)]

def walk():
    if not canvas.has_picture or not window.is_settled:
        return
    if not opened:
        opened.append(time.monotonic() - started)
    if not views:
        application.exit(0)
        return
    zoom, x, y = views.pop(0)
    canvas.set_viewport(Viewport((x, y), zoom, canvas.viewport.size))

timer = QTimer(interval=10)
timer.timeout.connect(walk)
timer.start()
code = application.exec()
window.close()
status = Path("/proc/self/status").read_text()  # getrusage counts the process that began this one, too
peak = int(status.split("VmHWM:")[1].split()[0])
print(json.dumps({"opened": opened[0], "walked": time.monotonic() - started, "peak": peak, "message": window.messages.text}))
sys.exit(code)
"""


@pytest.fixture(scope="module")
def large_photo(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "large.jpg"
    with PILImage.open(sample_path("coffee")) as source:
        source.resize(SIZE, PILImage.Resampling.BILINEAR).save(path, quality=90)
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="memory is reported in other units")
def test_a_hundred_megapixels_are_walked_about_in_less_than_two_gigabytes(large_photo):
    ended = subprocess.run([sys.executable, "-c", WALK, str(large_photo)], capture_output=True, text=True, timeout=110)
    assert ended.returncode == 0, ended.stderr
    seen = json.loads(ended.stdout.splitlines()[-1])
    print(f"opened in {seen['opened']:.1f} s, walked in {seen['walked']:.1f} s, {seen['peak'] / 1024:.0f} MB at most")
    assert seen["message"] == ""
    assert seen["peak"] < 2 * 1024 * 1024  # KB
