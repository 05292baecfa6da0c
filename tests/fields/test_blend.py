"""Two fields over one another."""

import numpy as np
import pytest

from viewer.errors import Stop
from viewer.fields.blend import Blend
from viewer.fields.field import Grid
from viewer.fields.interpolation import classical_field
from viewer.imaging.image import Image

IMAGE = Image(np.random.default_rng(0).integers(0, 256, (12, 17, 3), np.uint8))
GRID = Grid(1.3, 2.1, 0.21, 0.21, 20, 30)
FIRST, SECOND = (classical_field(IMAGE, kernel) for kernel in ("bicubic", "nearest"))


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_share_of_each(share):
    blend = Blend(FIRST, SECOND, share)
    first, second = (field.sample(GRID, Stop()).astype(np.float64) for field in (FIRST, SECOND))
    np.testing.assert_allclose(blend.sample(GRID, Stop()), (1 - share) * first + share * second, atol=1e-6)
    assert blend.size == (17, 12)


def test_what_has_no_share_is_not_asked():
    class Deaf:
        size = 17, 12

        def sample(self, grid, stop):
            raise AssertionError

    np.testing.assert_array_equal(Blend(FIRST, Deaf(), 0).sample(GRID, Stop()), FIRST.sample(GRID, Stop()))
    np.testing.assert_array_equal(Blend(Deaf(), FIRST, 1).sample(GRID, Stop()), FIRST.sample(GRID, Stop()))
