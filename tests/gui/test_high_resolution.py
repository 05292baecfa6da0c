"""Screens of any scale: at 1:1 a source pixel is a device pixel, and no seam is left between tiles."""

import os
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image as PILImage

SIDE = 620  # pixels: more than two tiles


@pytest.fixture
def noise(tmp_path):
    pixels = np.random.default_rng(5).integers(0, 256, (SIDE, SIDE, 3)).astype(np.uint8)
    PILImage.fromarray(pixels).save(tmp_path / "noise.png")
    return tmp_path / "noise.png"


@pytest.mark.parametrize("scale", [1, 1.25, 1.5, 2])
def test_one_to_one_is_a_source_pixel_for_each_device_pixel(noise, tmp_path, scale):
    out = tmp_path / "window.png"
    command = [sys.executable, "-m", "viewer.cli", "view", str(noise), "--model", "nearest", "--zoom", "1"]
    environment = os.environ | {"QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([*command, "--size", "1180x707", "--screenshot", str(out)], env=environment, check=True, timeout=120)
    with PILImage.open(noise) as file:
        source = np.asarray(file).astype(int)
    with PILImage.open(out) as file:
        seen = np.asarray(file.convert("RGB")).astype(int)
    assert np.abs(np.subtract(seen.shape[:2], (707 * scale, 1180 * scale))).max() < 1
    row = source[300, 300:310]
    starts = np.argwhere((seen[:, :-9] == row[0]).all(-1))
    (place,) = (start for start in starts if (seen[start[0], start[1] : start[1] + 10] == row).all())
    top, left = place - 300
    assert top > 0 and left >= 0
    np.testing.assert_array_equal(seen[top : top + SIDE, left : left + SIDE], source)
