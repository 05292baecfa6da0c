"""How close a picture is to the truth: PSNR and SSIM by the protocol of the super-resolution literature."""

import math

import numpy as np

LUMA = np.array([65.738, 129.057, 25.064]) / 256  # BT.601 studio range, for RGB in [0, 1] up to 219/255

SSIM_WINDOW = 11  # pixels: sigma 1.5, cut off at 3.5 sigma


def luma(rgb: np.ndarray) -> np.ndarray:
    """BT.601 luma of RGB in [0, 1], without its offset: (h, w, 3) -> (h, w), in [0, 0.859]."""
    return rgb.astype(np.float64) @ LUMA


def shave(values: np.ndarray, border: int) -> np.ndarray:
    """`values` without `border` pixels on each side."""
    return values[border : values.shape[0] - border, border : values.shape[1] - border]


def psnr(predicted: np.ndarray, truth: np.ndarray) -> float:
    """Peak signal-to-noise ratio in dB of values whose peak is 1; infinite where they are equal."""
    error = float(np.mean((predicted.astype(np.float64) - truth) ** 2))
    return float("inf") if error == 0 else -10 * float(np.log10(error))


def ssim(predicted: np.ndarray, truth: np.ndarray) -> float:
    """Structural similarity of two (h, w) pictures whose peak is 1.

    Gaussian windows of sigma 1.5 over SSIM_WINDOW x SSIM_WINDOW pixels, those wholly inside alone (Wang et al. 2004, as
    papers report it).
    """
    from skimage.metrics import structural_similarity  # slow to import, and only figures need it

    options = {"data_range": 1, "gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
    return float(structural_similarity(predicted.astype(np.float64), truth.astype(np.float64), **options))


def benchmark_figures(predicted: np.ndarray, truth: np.ndarray, scale: float, is_grey: bool = False) -> tuple[float, float]:
    """PSNR and SSIM on luma, `scale` pixels shaved: the protocol of Set5, Set14, B100 and Urban100.

    Both (h, w, 3) in [0, 1]; `predicted` unrounded. A file of one channel is compared on its grey values, as papers do
    for the one of Set14, not on luma's narrower range.
    """
    border = math.ceil(scale)
    pair = [shave(values.astype(np.float64), border) for values in (predicted, truth)]
    pair = [values.mean(-1) if is_grey else luma(values) for values in pair]
    black = 0 if is_grey else 16 / 255  # SSIM, unlike PSNR, sees luma's offset
    return psnr(*pair), ssim(pair[0] + black, pair[1] + black)
