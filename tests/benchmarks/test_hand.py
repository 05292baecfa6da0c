"""From the wheel to the frame that shows it, on a real X display, while the renderer works at full load.

`BENCH="-k hand --seconds 60" make bench` lets the hand move for a minute.
"""

import json
import os
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import numpy as np
import pytest

from viewer.imaging.samples import sample_path

pytestmark = pytest.mark.skipif(not find_library("Xtst"), reason="needs libXtst")
SETTLING = 120  # seconds
STAT = Path("/proc/stat")


@pytest.fixture
def seconds(request):
    return request.config.getoption("--seconds")


def stolen():
    """Seconds that other machines have taken from the processors of this one, where that is told."""
    if not STAT.exists():
        return 0.0
    return int(STAT.read_text().split(maxsplit=9)[8]) / os.sysconf("SC_CLK_TCK")


def test_hand(display, seconds, remark):
    """LIIF left of the divider, bicubic right of it; at the end the screen is what the fields say."""
    command = [sys.executable, str(Path(__file__).with_name("hand.py")), sample_path("astronaut"), str(seconds)]
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    before = stolen()
    ended = subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True, timeout=seconds + SETTLING)
    assert ended.returncode == 0, ended.stderr
    seen = json.loads(ended.stdout)
    if (taken := stolen() - before) > 0.01 * seconds:
        remark(f"other machines on the same host took {taken:.1f} s of the processors: the slowest frames may be theirs")
    middle, most, longest = np.percentile(seen["latencies"], (50, 99, 100))
    memory = seen["memory"]
    remark(
        f"{len(seen['latencies'])} notches in {seconds:g} s of wheel and drag at full load: from notch to the end of its frame "
        f"median {middle:.1f} ms, 99th percentile {most:.1f} ms, longest {longest:.1f} ms"
    )
    remark(
        f"from the last of some notches to the refined tile under the cursor, at zoom {seen['zoom']:.3g}: "
        f"median {np.median(seen['refined']):.0f} ms, longest {max(seen['refined']):.0f} ms of {len(seen['refined'])}"
        f" {[round(x) for x in seen['refined']]}"
    )
    remark(f"resident: {memory[0]} MB at the start, {max(memory)} MB at most, {memory[-1]} MB at the end")
    assert not seen["lost"]
    assert max(seen["difference"]) <= 1  # no stale tile
