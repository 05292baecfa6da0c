"""Colours for numbers, whose steps look alike wherever they are, and for things that have only to be told apart."""

import numpy as np


def _map(*colours: str) -> np.ndarray:
    """Colours from the lowest value to the highest, (n, 3) in [0, 1]."""
    return np.array([[int(colour[i : i + 2], 16) for i in (0, 2, 4)] for colour in colours]) / 255


SEQUENTIAL = _map(  # viridis
    "440154", "482878", "3e4989", "31688e", "26828e", "1f9e89", "35b779", "6ece58", "b5de2b", "fde725"
)  # fmt: skip
DIVERGING = _map(  # blue, white, red, as dark on both sides
    "053061", "2166ac", "4393c3", "92c5de", "d1e5f0", "f7f7f7", "fddbc7", "f4a582", "d6604d", "b2182b", "67001f"
)  # fmt: skip
DISTINCT = (  # told apart by most eyes
    "#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b", "#e377c2", "#bcbd22", "#5254a3",
)  # fmt: skip
LIGHTNESS, CHROMA = 0.74, 0.12  # of hues, in OKLab: as much as every hue has in sRGB


def colours_of(values: np.ndarray, colours: np.ndarray) -> np.ndarray:
    """The colours (..., 3) of values (...) in [0, 1] under a map."""
    places = np.linspace(0, 1, len(colours))
    return np.stack([np.interp(values, places, channel) for channel in colours.T], -1).astype(np.float32)


def rgb_of(colour: str) -> tuple[float, ...]:
    """A colour as HTML has it, #rrggbb, in [0, 1]."""
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def hues(angles: np.ndarray, strength: np.ndarray) -> np.ndarray:
    """Directions (...) in radians as hues of one lightness, (..., 3); the weaker, from 1 to 0, the darker."""
    a, b = CHROMA * np.cos(angles), CHROMA * np.sin(angles)
    lms = LIGHTNESS + np.stack([0.3963377774 * a + 0.2158037573 * b, -0.1055613458 * a - 0.0638541728 * b,
                                -0.0894841775 * a - 1.2914855480 * b], -1)  # fmt: skip
    to_rgb = np.array([[4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965],
                       [-0.0041960863, -0.7034186147, 1.7076147010]])  # fmt: skip
    linear = np.clip((lms * strength[..., None]) ** 3 @ to_rgb.T, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055).astype(np.float32)
