"""PSNR and SSIM against their formulas, written out in float64."""

import math

import numpy as np
import pytest

from viewer.imaging.metrics import SSIM_WINDOW, benchmark_figures, luma, psnr, shave, ssim


def pair(height=24, width=20, channels=3, spread=0.1, seed=0):
    rng = np.random.default_rng(seed)
    shape = (height, width, channels) if channels else (height, width)
    truth = rng.random(shape)
    return np.clip(truth + rng.normal(0, spread, shape), 0, 1), truth


def psnr_by_hand(a, b):
    total = 0.0
    for x, y in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True):
        total += (x - y) ** 2
    return 10 * math.log10(1 / (total / a.size))


def ssim_by_hand(a, b):
    """Wang et al. 2004, eq. 13: Gaussian window of 11 x 11 and sigma 1.5, K1 0.01, K2 0.03, whole windows alone."""
    g = np.array([math.exp(-(i**2) / (2 * 1.5**2)) for i in range(-5, 6)])
    w = np.outer(g, g) / g.sum() ** 2
    c1, c2 = 0.01**2, 0.03**2
    values = []
    for r in range(a.shape[0] - 10):
        for c in range(a.shape[1] - 10):
            x, y = a[r : r + 11, c : c + 11], b[r : r + 11, c : c + 11]
            mx, my = (w * x).sum(), (w * y).sum()
            vx, vy, cov = (w * (x - mx) ** 2).sum(), (w * (y - my) ** 2).sum(), (w * (x - mx) * (y - my)).sum()
            values.append((2 * mx * my + c1) * (2 * cov + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2)))
    return float(np.mean(values))


def luma_by_hand(rgb):
    return (65.738 * rgb[..., 0] + 129.057 * rgb[..., 1] + 25.064 * rgb[..., 2]) / 256


@pytest.mark.parametrize("spread", [1e-4, 0.02, 0.5])
def test_psnr_is_that_of_the_formula(spread):
    a, b = pair(spread=spread)
    assert psnr(a, b) == pytest.approx(psnr_by_hand(a, b), abs=1e-9)


def test_psnr_of_a_known_error():
    assert psnr(np.full((4, 4), 0.5), np.full((4, 4), 0.4)) == pytest.approx(20)
    assert psnr(np.zeros((2, 2)), np.ones((2, 2))) == pytest.approx(0)


def test_psnr_of_equal_pictures_is_infinite():
    a, _ = pair()
    assert psnr(a, a) == math.inf


def test_psnr_of_float32_is_computed_in_float64():
    truth = np.random.default_rng(0).random((64, 64))
    noisy = (truth + 1e-6).astype(np.float32)
    assert psnr(noisy, truth) == pytest.approx(psnr_by_hand(noisy.astype(np.float64), truth), abs=1e-9)


@pytest.mark.parametrize("spread", [0.01, 0.2])
def test_ssim_is_that_of_the_formula(spread):
    a, b = pair(19, 16, channels=0, spread=spread)
    assert ssim(a, b) == pytest.approx(ssim_by_hand(a, b), abs=1e-9)


def test_ssim_of_equal_pictures_is_one():
    a, _ = pair(channels=0)
    assert ssim(a, a) == pytest.approx(1)


def test_ssim_needs_no_more_than_its_window():
    a, b = pair(SSIM_WINDOW, SSIM_WINDOW, channels=0)
    assert ssim(a, b) == pytest.approx(ssim_by_hand(a, b), abs=1e-9)


def test_luma_is_that_of_studio_range():
    assert luma(np.ones((1, 1, 3)))[0, 0] == pytest.approx(219 / 255, abs=2e-4)
    a, _ = pair()
    np.testing.assert_allclose(luma(a), luma_by_hand(a), atol=1e-12)


def test_shaving_takes_the_border_off_each_side():
    values = np.arange(6 * 7 * 3).reshape(6, 7, 3)
    np.testing.assert_array_equal(shave(values, 2), values[2:4, 2:5])
    np.testing.assert_array_equal(shave(values, 0), values)


@pytest.mark.parametrize(("scale", "border"), [(2, 2), (3.5, 4)])
def test_benchmark_compares_luma_without_the_border(scale, border):
    a, b = pair(28, 30)
    a[:border] = a[-border:] = 0  # the border is wrong, and must not count
    a[:, :border] = a[:, -border:] = 0
    inner = (slice(border, 28 - border), slice(border, 30 - border))
    x, y = luma_by_hand(a[inner]), luma_by_hand(b[inner])
    measured = benchmark_figures(a.astype(np.float32), b, scale)
    assert measured[0] == pytest.approx(psnr_by_hand(x, y), abs=1e-5)
    assert measured[1] == pytest.approx(ssim_by_hand(x + 16 / 255, y + 16 / 255), abs=1e-6)


def test_benchmark_compares_a_grey_file_on_its_grey_values():
    a, b = pair(24, 20, channels=0)
    measured = benchmark_figures(np.repeat(a[..., None], 3, 2), np.repeat(b[..., None], 3, 2), 2, is_grey=True)
    x, y = a[2:-2, 2:-2], b[2:-2, 2:-2]
    assert measured == pytest.approx((psnr_by_hand(x, y), ssim_by_hand(x, y)), abs=1e-9)
