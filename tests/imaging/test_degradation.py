"""Degradations: their kernels, where things come to lie, and what is added. Against formulas written out in float64."""

import math

import numpy as np
import pytest
import skimage.data
from hypothesis import given
from hypothesis import strategies as st

from viewer.imaging.degradation import Degradation, blur, gaussian_kernel, shrinking

PHOTO = skimage.data.astronaut()[20:140, 150:246].astype(np.float64)


def spelled_out(along, across, angle):
    """The kernel of the description, entry by entry."""
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    inverse = np.linalg.inv(turn @ np.diag([along**2, across**2]) @ turn.T)
    kernel = np.empty((21, 21))
    for row in range(21):
        for col in range(21):
            d = np.array([col - 10, row - 10])
            kernel[row, col] = math.exp(-0.5 * d @ inverse @ d)
    return kernel / kernel.sum()


@given(st.floats(0.2, 4), st.floats(0.2, 4), st.floats(0, math.pi))
def test_kernels_are_those_of_the_formula_and_sum_to_one(along, across, angle):
    kernel = gaussian_kernel(along, across, angle)
    assert kernel.sum() == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(kernel, spelled_out(along, across, angle), atol=1e-10)
    np.testing.assert_allclose(kernel, kernel[::-1, ::-1], atol=1e-12)  # centred


def test_a_long_kernel_leans_the_way_it_is_said_to():
    kernel = gaussian_kernel(3.5, 1.5, math.radians(30))
    assert kernel[13, 15] > 5 * kernel[7, 15]  # from top left to bottom right
    across = gaussian_kernel(3.0, 1.0)
    assert across[10, 14] > across[14, 10]  # at no angle along the rows


@pytest.mark.parametrize("degradation", [Degradation.isotropic(1.7), Degradation(3.1, 0.9, 0.6)])
def test_blur_is_a_sum_over_a_mirrored_picture(degradation):
    padded, kernel = np.pad(PHOTO, ((10, 10), (10, 10), (0, 0)), mode="reflect"), degradation.kernel()
    expected = np.zeros_like(PHOTO)
    for i in range(21):
        for j in range(21):
            expected += kernel[i, j] * padded[i : i + PHOTO.shape[0], j : j + PHOTO.shape[1]]
    np.testing.assert_allclose(blur(PHOTO, kernel), expected, atol=2e-3)
    whole = degradation.apply(PHOTO, PHOTO.shape[1::-1], np.random.default_rng(0))
    np.testing.assert_allclose(whole, expected, atol=0.502)  # shrunk by nothing, rounded


def naively_shrunk(line, small):
    """Cubic taps (a = -1/2) written out, edge pixels going on."""

    def cubic(t):
        t = abs(t)
        return 1.5 * t**3 - 2.5 * t**2 + 1 if t < 1 else -0.5 * t**3 + 2.5 * t**2 - 4 * t + 2 if t < 2 else 0.0

    scale, out = len(line) / small, []
    for i in range(small):
        centre = (i + 0.5) * scale - 0.5
        taps = range(math.floor(centre - 2 * scale) - 1, math.ceil(centre + 2 * scale) + 2)
        weights = [cubic((tap - centre) / max(scale, 1)) for tap in taps]
        values = [line[min(max(tap, 0), len(line) - 1)] for tap in taps]
        out.append(np.dot(weights, values) / sum(weights))
    return np.array(out)


@pytest.mark.parametrize(("length", "small"), [(96, 48), (96, 24), (90, 30), (97, 31), (5, 2), (7, 1)])
def test_shrinking_is_bicubic(length, small):
    line = np.random.default_rng(1).uniform(0, 255, length)
    np.testing.assert_allclose(shrinking(length, small) @ line, naively_shrunk(line, small), atol=1e-3)


def test_the_taps_of_the_official_operator():
    np.testing.assert_allclose(shrinking(64, 32)[9, 15:19], [-0.01172, -0.03516, 0.11328, 0.43359], atol=1e-5)
    expected = [-0.00171, -0.01099, -0.01831, -0.01196, 0.02271, 0.09741, 0.18188, 0.24097]
    np.testing.assert_allclose(shrinking(64, 16)[5, 14:22], expected, atol=1e-5)


@pytest.mark.parametrize("scale", [1, 2, 3, 4, 2.5])
@pytest.mark.parametrize("degradation", [Degradation(), Degradation.isotropic(2.0), Degradation(2.5, 1.0, 0.8)])
def test_nothing_is_displaced(degradation, scale):
    """A slope stays the same slope: a pixel of the small picture lies in the middle of those it was made of."""
    y, x = np.mgrid[0:120, 0:160].astype(float)
    slope = np.stack((x, y, 0.5 * x + 0.5 * y), -1)
    size = round(160 / scale), round(120 / scale)
    small = degradation.apply(slope, size, np.random.default_rng(0))
    expected_x, expected_y = ((np.arange(n) + 0.5) * whole / n - 0.5 for n, whole in zip(size, (160, 120), strict=True))
    inside = slice(int(16 / scale) + 1, -int(16 / scale) - 1)
    np.testing.assert_allclose(small[inside, inside, 0], np.broadcast_to(expected_x, size[::-1])[inside, inside], atol=0.51)
    np.testing.assert_allclose(
        small[inside, inside, 1], np.broadcast_to(expected_y[:, None], size[::-1])[inside, inside], atol=0.51
    )


def test_noise_is_as_strong_as_it_is_said_to_be_and_the_same_for_the_same_seed():
    grey = np.full((200, 200, 3), 128.0)
    degraded = [Degradation(noise=10).apply(grey, (100, 100), np.random.default_rng(seed)) for seed in (0, 0, 1)]
    assert np.array_equal(degraded[0], degraded[1])
    assert not np.array_equal(degraded[0], degraded[2])
    assert (degraded[0] - 128).std() == pytest.approx(10, rel=0.03)
    assert np.array_equal(degraded[0], np.round(degraded[0]))
    black = Degradation(noise=25).apply(0 * grey, (100, 100), np.random.default_rng(0))
    assert black.min() == 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 30), (9, 9), (3, 40)])
def test_small_pictures_can_be_degraded(shape):
    pixels = np.full((*shape, 3), 77.0)
    for degradation in (Degradation.isotropic(4.0), Degradation(4.0, 1.0, 1.0)):
        small = degradation.apply(pixels, (max(shape[1] // 2, 1), max(shape[0] // 2, 1)), np.random.default_rng(0))
        np.testing.assert_array_equal(small, 77)


def test_strength_and_anisotropy_are_those_of_the_kernel():
    degradation = Degradation(2.4, 1.2, 0.7, 3.0)
    assert degradation.sigma == pytest.approx(np.sqrt(2.4 * 1.2)) and degradation.anisotropy == pytest.approx(2)
    assert Degradation(1.2, 2.4).anisotropy == pytest.approx(2)
    assert Degradation.isotropic(1.7).sigma == pytest.approx(1.7)
    assert Degradation.isotropic(1.7).anisotropy == Degradation().anisotropy == 1 and Degradation().sigma == 0
    assert degradation.scaled(0.5) == Degradation(1.2, 0.6, 0.7, 3.0)
