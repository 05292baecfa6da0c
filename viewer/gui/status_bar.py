"""The status bar: where the cursor is, what is there, and what is being computed."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from viewer.gui.readout import describe_number, describe_value
from viewer.gui.zoom_button import ZoomButton
from viewer.imaging.image import Size
from viewer.rendering.renderer import Layer
from viewer.rendering.tiles import TILE, TileCache, TileKey
from viewer.rendering.viewport import Point, Viewport

BUSY_AFTER = 300  # ms before work is worth a word


class StatusBar(QStatusBar):
    """Labels, and what they say."""

    def __init__(self, cache: TileCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self.setSizeGripEnabled(False)
        tips = {
            "position": self.tr("Cursor, in source pixels"),
            "value": self.tr("Under the cursor: colour of the source → colour of the field, or the number that is shown of it"),
            "place": self.tr("Which of the pictures in the folder"),
            "size": self.tr("Size of the picture"),
            "computing": self.tr("Model, device and what is being computed"),
        }
        self.zoom = ZoomButton()
        self._labels = {name: QLabel(objectName=f"{name}Label") for name in tips}
        for name, label in self._labels.items():
            label.setToolTip(tips[name])
            label.setAccessibleName(tips[name])
            label.setContentsMargins(8, 0, 8, 0)
            if name in ("position", "value"):  # as much as there is room for: the canvas must not move with the cursor
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                self.addWidget(label, 1 if name == "position" else 2)
            else:
                self.addPermanentWidget(label)
                if name == "size":
                    self.addPermanentWidget(self.zoom)
        self._what = ""
        self._busy = ""
        self._later = QTimer(self, singleShot=True, interval=BUSY_AFTER)
        self._later.timeout.connect(self._show_computing)

    def show_size(self, size: Size) -> None:
        """The size of the picture."""
        self._labels["size"].setText(f"{size[0]} × {size[1]}")

    def show_place(self, place: int, count: int) -> None:
        """Which of several files is open, from 0; nothing if it is none of them, or the only one."""
        self._labels["place"].setText(f"{place + 1:,} / {count:,}" if place >= 0 and count > 1 else "")

    def show_zoom(self, zoom: float) -> None:
        """How deep the view is."""
        self.zoom.show_zoom(zoom)

    def show_point(self, point: Point | None, layers: Sequence[tuple[Layer, float]], viewport: Viewport) -> None:
        """The source pixel under a device position, and what the fields there make of it; nothing beside the picture."""
        source = viewport.to_source(point) if point is not None else (-1.0, -1.0)
        image = layers[0][0].image if layers else None
        if point is None or image is None or not all(0 <= at < n for at, n in zip(source, image.size, strict=True)):
            self._labels["position"].clear()
            self._labels["value"].clear()
            return
        x, y = source
        digits = min(max(len(f"{viewport.zoom:.0f}"), 1), 8) if viewport.zoom > 1 else 0
        self._labels["position"].setText(f"{x:.{digits}f}, {y:.{digits}f}")
        left, top = viewport.origin
        col, row = int(point[0]) + left, int(point[1]) + top
        there = image.at(int(y), int(x))
        most = max(layers, key=lambda each: each[1])[0]
        if most.numbers is not None:  # its colours stand for them
            known = most.numbers.get(TileKey(most.id, viewport.zoom, row // TILE, col // TILE).grid(image.size))
            self._labels["value"].setText(describe_number(there, _pixel(known, row, col), most.numbers.what))
            return
        shown: np.ndarray | None = np.zeros(3)
        for layer, share in layers:
            pixel = _pixel(self._cache.get(TileKey(layer.id, viewport.zoom, row // TILE, col // TILE)), row, col)
            shown = None if shown is None or pixel is None else shown + share * pixel[2::-1]
        values = None if shown is None else np.round(shown).astype(image.pixels.dtype)
        self._labels["value"].setText(describe_value(there, values))

    def show_model(self, model: str, device: str) -> None:
        """The field the picture is seen through, and where it is computed."""
        self._what = f"{model}  ·  {device}"
        self._show_computing()

    def show_busy(self, busy: str) -> None:
        """What is being done, in a word or two, if it takes a while; an empty string when all is done."""
        self._busy = busy
        if not busy:
            self._later.stop()
            self._show_computing()
        elif not self._later.isActive():
            self._later.start()

    def _show_computing(self) -> None:
        busy = f"{self._busy}…" if self._busy else self.tr("Ready")
        self._labels["computing"].setText(f"{self._what}  ·  {busy}")


def _pixel(tile: np.ndarray | None, row: int, col: int) -> Any:
    """What a tile holds at a pixel of the whole grid, if it is there."""
    row, col = row % TILE, col % TILE
    return tile[row, col] if tile is not None and row < tile.shape[0] and col < tile.shape[1] else None
