"""The benchmarks' protocol, step by step in float64."""

import math

import numpy as np
import pytest
from nets import exact, photo, small_liif
from PIL import Image as PILImage
from reference import liif as reference
from reference import resample

from viewer.errors import UserError
from viewer.fields.evaluation import evaluate, make_case, rebuild
from viewer.fields.interpolation import classical_field
from viewer.imaging.image import Image


def shrunk(pixels, scale):
    """The truth and its small copy."""
    small = [math.floor(round(n / scale, 6)) for n in pixels.shape[:2]]
    truth = pixels[: round(small[0] * scale), : round(small[1] * scale)]
    return truth, np.asarray(PILImage.fromarray(truth).resize((small[1], small[0]), PILImage.Resampling.BICUBIC))


def grey_of(rgb, is_grey):
    return rgb.mean(-1) if is_grey else (65.738 * rgb[..., 0] + 129.057 * rgb[..., 1] + 25.064 * rgb[..., 2]) / 256


def figures(rebuilt, truth, scale, is_grey):
    border = math.ceil(scale)
    a, b = (grey_of(picture, is_grey)[border:-border, border:-border] for picture in (rebuilt, truth / 255))
    black = 0 if is_grey else 16 / 255
    return 10 * math.log10(1 / np.mean((a - b) ** 2)), ssim(a + black, b + black)


def ssim(a, b):
    g = np.exp(-(np.arange(-5, 6) ** 2) / (2 * 1.5**2))
    w = np.outer(g, g) / g.sum() ** 2

    def mean(values):
        return (np.lib.stride_tricks.sliding_window_view(values, (11, 11)) * w).sum((-2, -1))

    ma, mb = mean(a), mean(b)
    va, vb, cov = mean(a * a) - ma**2, mean(b * b) - mb**2, mean(a * b) - ma * mb
    return float(np.mean((2 * ma * mb + 1e-4) * (2 * cov + 9e-4) / ((ma**2 + mb**2 + 1e-4) * (va + vb + 9e-4))))


@pytest.mark.parametrize("is_grey", [False, True])
@pytest.mark.parametrize("scale", [2, 2.5, 3])
def test_bicubic_scores_what_the_formulas_say(scale, is_grey):
    image = photo(50, 47)
    if is_grey:
        image = Image(np.repeat(image.pixels[..., :1], 3, 2), is_grey=True)
    truth, small = shrunk(image.pixels, scale)
    rebuilt = np.clip(resample.resize(small / 255, truth.shape[1::-1], "bicubic"), 0, 1)
    psnr, similarity = figures(rebuilt, truth, scale, is_grey)
    measured = evaluate([image], scale, lambda small: classical_field(small, "bicubic"))
    assert measured["psnr"] == pytest.approx(psnr, abs=1e-4)
    assert measured["ssim"] == pytest.approx(similarity, abs=1e-5)
    assert measured["n"] == 1


def test_a_network_scores_what_the_reference_does():
    model, state = small_liif()
    image = photo(42, 45)
    truth, small = shrunk(image.pixels, 2)
    rebuilt = reference.render(state, reference.encode(state, small / 255), truth.shape[1::-1])
    psnr, similarity = figures(rebuilt, truth, 2, False)
    measured = evaluate([image], 2, lambda small: exact(model, small))
    assert measured["psnr"] == pytest.approx(psnr, abs=1e-4)
    assert measured["ssim"] == pytest.approx(similarity, abs=1e-5)


def test_figures_of_several_pictures_are_the_mean_of_each_ones():
    images = [photo(40, 44), photo(36, 60, "astronaut", (80, 200))]
    alone = [evaluate([image], 2, lambda small: classical_field(small, "lanczos")) for image in images]
    together = evaluate(images, 2, lambda small: classical_field(small, "lanczos"))
    assert together["n"] == 2
    for name in ("psnr", "ssim"):
        assert together[name] == pytest.approx((alone[0][name] + alone[1][name]) / 2)
    assert abs(alone[0]["psnr"] - alone[1]["psnr"]) > 0.1


@pytest.mark.parametrize("scale", [2, 3, 3.7, 1.1])
def test_the_truth_is_cropped_to_a_multiple_of_the_scale(scale):
    image = photo(66, 77)
    case = make_case(image, scale)
    truth, small = shrunk(image.pixels, scale)
    np.testing.assert_array_equal(case.truth, truth)
    np.testing.assert_array_equal(case.small.pixels, small)
    assert rebuild(classical_field(case.small, "bicubic"), case).shape == truth.shape


def test_sixteen_bit_pictures_are_measured_in_eight():
    image = photo(30, 30)
    wide = Image(image.pixels.astype(np.uint16) * 257)
    np.testing.assert_array_equal(make_case(wide, 2).truth, make_case(image, 2).truth)
    assert make_case(wide, 2).small.pixels.dtype == np.uint8


def test_a_picture_too_small_to_measure_is_refused():
    assert make_case(photo(16, 40), 2).truth.shape == (16, 40, 3)
    with pytest.raises(UserError, match="too small"):
        make_case(photo(14, 40), 2)
