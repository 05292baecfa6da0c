"""Figures as the status bar words them."""

import numpy as np

from viewer.imaging.image import to_uint8


def describe_zoom(zoom: float) -> str:
    """A percentage, with a decimal below 100 %; the factor itself beyond 10,000 %."""
    if zoom > 100:
        return f"×{zoom:,.0f}"
    if zoom >= 1:
        return f"{zoom * 100:.0f} %"
    return f"{zoom * 100:.1f} %"


def describe_value(source: np.ndarray, shown: np.ndarray | None) -> str:
    """A source pixel, (3,) uint8 or uint16, and the 8-bit pixel of the field there, if it is rendered."""
    before = " ".join(str(v) for v in source)
    if shown is None:
        return f"{before} → …"
    colour = "".join(f"{v:02x}" for v in to_uint8(shown))
    return f"{before} → {' '.join(str(v) for v in shown)}  #{colour}"


def describe_seconds(seconds: float) -> str:
    """'40 s', '25 min', '3.5 h', '4 days'."""
    for limit, size, unit in ((90, 1, "s"), (90 * 60, 60, "min"), (48 * 3600, 3600, "h")):
        if seconds < limit:
            value = seconds / size
            return f"{value:.1f} {unit}" if unit == "h" and value < 10 else f"{value:.0f} {unit}"
    return f"{seconds / 86400:.0f} days"


def describe_bytes(size: float) -> str:
    """'640 kB', '12.3 MB', '1.84 GB'."""
    for limit, unit in ((1e6, "kB"), (1e9, "MB"), (1e12, "GB")):
        if size < limit:
            return f"{size / limit * 1000:.3g} {unit}"
    return f"{size / 1e12:.3g} TB"
