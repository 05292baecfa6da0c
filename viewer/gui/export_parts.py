"""The parts of a picture that can be exported, and the box they are chosen in."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from viewer.export.sizes import Region
from viewer.imaging.image import Size
from viewer.rendering.viewport import Viewport


@dataclass(frozen=True)
class Parts:
    """Of a picture, in source pixels: what is seen of it, at which zoom, what is selected, if anything is, and the whole."""

    view: Region
    selection: Region | None
    whole: Region
    zoom: float


def parts_of(image: Size, viewport: Viewport, selection: tuple[int, int, int, int] | None) -> Parts:
    """The parts of a picture as it is seen."""
    chosen: Region | None = None
    if selection is not None:
        x, y, width, height = selection
        chosen = float(x), float(y), float(width), float(height)
    return Parts(region_of(viewport, image), chosen, (0.0, 0.0, float(image[0]), float(image[1])), viewport.zoom)


def region_of(viewport: Viewport, image: Size) -> Region:
    """The part of the picture that is seen, in source pixels."""
    left, top, width, height = viewport.area_of(image)
    x, y = ((edge + at) / viewport.zoom for edge, at in zip(viewport.origin, (left, top), strict=True))
    x, y = min(max(x, 0.0), image[0]), min(max(y, 0.0), image[1])
    return x, y, min(width / viewport.zoom, image[0] - x), min(height / viewport.zoom, image[1] - y)


def fill_parts(box: QComboBox, parts: Parts) -> None:
    """Offer them, what is selected first."""
    translate = QCoreApplication.translate
    for part, title in (
        (parts.selection, translate("Parts", "Selection")),
        (parts.whole, translate("Parts", "Whole picture")),
        (parts.view, translate("Parts", "View")),
    ):
        if part is not None and box.findData(part) < 0:
            box.addItem(title, part)
