"""Smooth functions on a grid from few of their values: polynomials through Chebyshev nodes.

A function without kinks is told by its values at n x n nodes almost exactly as soon as n is some three times the number of its
waves (Trefethen, Approximation Theory and Approximation Practice, chapters 3 and 8). How fast the coefficients of its polynomial
fade says how near that is. So the deeper one zooms, the fewer values a grid takes.
"""

from collections.abc import Callable

import numpy as np

NODES = 6, 9, 13, 19, 28, 40, 57, 80, 113  # along a side, tried one after another
TAIL = 2  # of the coefficients along each axis tell what those left out may amount to
WORTH = 0.5  # of what all points cost may be spent on nodes

Evaluate = Callable[[np.ndarray, np.ndarray], np.ndarray]


def sample_smooth(ys: np.ndarray, xs: np.ndarray, evaluate: Evaluate, tolerance: float, waves: float) -> np.ndarray:
    """`evaluate(ys, xs)`, (rows, cols, C), or what differs from it by about `tolerance` and takes fewer of its values.

    waves  how many the function may have along the longer side, for a beginning
    """
    counts = [n for n in NODES if n * n <= WORTH * len(ys) * len(xs) and n >= 2 * waves]
    for n in counts:
        coefficients = _coefficients(evaluate(_nodes(ys, n), _nodes(xs, n)))
        tail = max(np.abs(coefficients[-TAIL:]).sum((0, 1)).max(), np.abs(coefficients[:, -TAIL:]).sum((0, 1)).max())
        if tail < tolerance:
            return np.einsum("yi,ijc,xj->yxc", _basis(ys, n), coefficients, _basis(xs, n), optimize=True)
    return evaluate(ys, xs)


def _nodes(points: np.ndarray, n: int) -> np.ndarray:
    """Chebyshev nodes of the stretch that ascending `points` cover."""
    middle, half = (points[-1] + points[0]) / 2, (points[-1] - points[0]) / 2
    return middle + half * np.cos(np.pi * (np.arange(n) + 0.5) / n)


def _coefficients(values: np.ndarray) -> np.ndarray:
    """Those of the Chebyshev polynomials through values (n, n, C) at the nodes."""
    n = len(values)
    transform = 2 / n * np.cos(np.pi * np.arange(n)[:, None] * (np.arange(n) + 0.5) / n)
    transform[0] /= 2
    return np.einsum("iy,yxc,jx->ijc", transform, values, transform, optimize=True)


def _basis(points: np.ndarray, n: int) -> np.ndarray:
    """The first n polynomials at ascending points, (points, n)."""
    middle, half = (points[-1] + points[0]) / 2, (points[-1] - points[0]) / 2
    place = (points - middle) / half if half else np.zeros_like(points)
    return np.polynomial.chebyshev.chebvander(np.clip(place, -1, 1), n - 1)
