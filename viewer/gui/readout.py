"""Figures as the status bar words them."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from viewer.fields.derivatives import DIRECTION, GRADIENT, LAPLACIAN
from viewer.imaging.image import to_uint8


def describe_zoom(zoom: float) -> str:
    """A percentage, with a decimal below 100 %; the factor itself beyond 10,000 %."""
    if zoom > 100:
        return f"×{zoom:,.0f}"
    if zoom >= 1:
        return f"{zoom * 100:,.0f} %"
    return f"{zoom * 100:.1f} %"


def read_zoom(text: str) -> float | None:
    """The zoom that somebody typed: '250', '250 %', '×12', '12x'; None if it is none."""
    words = text.replace(",", "").replace(" ", "").replace("\u00a0", "").lower()
    factor = "×" in words or "x" in words
    try:
        value = float(words.strip("×x%"))
    except ValueError:
        return None
    zoom = value if factor else value / 100
    return zoom if math.isfinite(zoom) and zoom > 0 else None


def describe_value(source: Iterable[int], shown: np.ndarray | None) -> str:
    """What a source pixel holds, and the 8-bit pixel of the field there, if it is rendered."""
    before = " ".join(str(v) for v in source)
    if shown is None:
        return f"{before} → …"
    colour = "".join(f"{v:02x}" for v in to_uint8(shown))
    return f"{before} → {' '.join(str(v) for v in shown)}  #{colour}"


def describe_number(source: Iterable[int], number: Any, what: str) -> str:
    """What a source pixel holds, and what was measured there, if it is known: `what` of SHOWN, as the colour bar has it."""
    before = " ".join(str(v) for v in source)
    if number is None:
        return f"{before} → …"
    if what == DIRECTION:
        right, up = (float(part) for part in number)
        length = f"{math.hypot(right, up):.4f}"
        angle = (
            f"{round(math.degrees(math.atan2(up, right))) % 360}°  " if float(length) else ""
        )  # where it is flat there is none
        told = f"{angle}{length} / px"
    elif what in (GRADIENT, LAPLACIAN):
        told = f"{number:z.4f} / {'px²' if what == LAPLACIAN else 'px'}"
    else:
        told = f"{255 * number:z.2f} / 255"
    return f"{before} → {told}".replace("-", "\N{MINUS SIGN}")


def describe_seconds(seconds: float) -> str:
    """'40 s', '25 min', '3.5 h', '4 days'."""
    if seconds < 90:
        return QCoreApplication.translate("Readout", "{0:.0f} s").format(seconds)
    if seconds < 90 * 60:
        return QCoreApplication.translate("Readout", "{0:.0f} min").format(seconds / 60)
    if seconds < 48 * 3600:
        hours = seconds / 3600
        return QCoreApplication.translate("Readout", "{0} h").format(f"{hours:.1f}" if hours < 10 else f"{hours:.0f}")
    return QCoreApplication.translate("Readout", "{0:.0f} days").format(seconds / 86400)


def describe_bytes(size: float) -> str:
    """'640 kB', '12.3 MB', '1.84 GB'."""
    for limit, unit in ((1e6, "kB"), (1e9, "MB"), (1e12, "GB")):
        if size < limit:
            return f"{size / limit * 1000:.3g} {unit}"
    return f"{size / 1e12:.3g} TB"
