"""Interpolation and antialiased shrinking in float64, naively: one dense matrix of weights along each axis."""

import numpy as np


def box(t):
    return ((t >= -0.5) & (t < 0.5)).astype(float)


def triangle(t):
    return np.clip(1 - np.abs(t), 0, None)


def cubic(t, a=-0.5):
    t = np.abs(t)
    inner = (a + 2) * t**3 - (a + 3) * t**2 + 1
    outer = a * t**3 - 5 * a * t**2 + 8 * a * t - 4 * a
    return np.where(t <= 1, inner, np.where(t < 2, outer, 0))


def lanczos(t):
    with np.errstate(divide="ignore", invalid="ignore"):
        value = 3 * np.sin(np.pi * t) * np.sin(np.pi * t / 3) / (np.pi * t) ** 2
    return np.where(t == 0, 1, np.where(np.abs(t) < 3, value, 0))


KERNELS = {"nearest": box, "bilinear": triangle, "bicubic": cubic, "lanczos": lanczos}


def weights(points, n, kernel, width=1.0):
    """Weights (points, n) at positions in source pixels; the kernel is stretched by `width`, what lies outside dropped."""
    t = (np.arange(n)[None] + 0.5 - np.asarray(points, np.float64)[:, None]) / width
    w = KERNELS[kernel](t)
    return w / w.sum(1, keepdims=True)


def interpolate(values, ys, xs, kernel):
    """`values` (h, w[, channels]) at the points of two axes."""
    down, across = weights(ys, values.shape[0], kernel), weights(xs, values.shape[1], kernel)
    return _separably(down, values, across)


def resize(values, size, kernel, region=None):
    """`values` over `region` (left, top, right, bottom; default all) at `size` (width, height), antialiased."""
    height, width = values.shape[:2]
    left, top, right, bottom = region or (0, 0, width, height)
    axes = []
    for start, end, n_in, n_out in ((top, bottom, height, size[1]), (left, right, width, size[0])):
        step = (end - start) / n_out
        axes.append(weights(start + (np.arange(n_out) + 0.5) * step, n_in, kernel, max(step, 1)))
    return _separably(axes[0], values, axes[1])


def _separably(down, values, across):
    return np.einsum("ik,jk...->ji...", across, np.einsum("ij,jk...->ik...", down, values))
