"""Fields on a GPU. Skipped where there is none."""

import numpy as np
import pytest
import torch

from viewer.errors import Stop
from viewer.fields.catalogue import make_field
from viewer.fields.field import Grid
from viewer.imaging.files import load_image
from viewer.imaging.samples import sample_path

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")


@pytest.mark.parametrize("model", ["liif-edsr", "liif-small", "liif-fast"])
@pytest.mark.parametrize("zoom", [4, 64])
def test_a_gpu_shows_what_a_cpu_does(model, zoom):
    photo = load_image(sample_path("astronaut"))
    grid = Grid(100, 200, 1 / zoom, 1 / zoom, 300, 300)
    truth = make_field(model, photo, "cpu", "exact").sample(grid, Stop())
    exact = make_field(model, photo, "cuda", "exact").sample(grid, Stop())
    fast = make_field(model, photo, "cuda", "fast").sample(grid, Stop())
    assert np.abs(exact - truth).max() < 0.01 / 255
    off = np.abs(fast - truth) * 255
    assert np.quantile(off, 0.999) < 0.5 and off.max() < 1
