"""Settings as the window has them: they take effect at once, and are kept."""

from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from viewer.fields.blocks import BLOCKS
from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.document import Document
from viewer.gui.settings import MEGABYTE, Settings, keep_settings
from viewer.gui.theme import apply_theme
from viewer.rendering.tiles import TileCache

SEEN = "model", "device", "precision"  # settings that say how pictures are looked at


class Configuring(QObject):
    """Owns the settings, and tells what depends on them. `failed` gives a sentence."""

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self, window: QWidget, canvas: Canvas, document: Document, cache: TileCache, background: Background, settings: Settings
    ) -> None:
        super().__init__(window)
        self._canvas, self._document, self._cache = canvas, document, cache
        self._background = background
        self._is_gliding_usual = canvas.glide.is_on
        self.settings = settings
        self.spoken = settings.language  # until the next start, whatever is set
        if settings.theme != Settings().theme:
            apply_theme(settings.theme)
        self._apply()

    def change(self, **changes: Any) -> None:
        """Set some of them, to values that are valid."""
        before, self.settings = self.settings, replace(self.settings, **changes)
        if self.settings == before:
            return
        if self.settings.theme != before.theme:
            apply_theme(self.settings.theme)
        self._apply()
        seen = {name: changes[name] for name in SEEN if getattr(before, name) != getattr(self.settings, name)}
        if "model" in seen:
            self._document.fieldChosen.emit()
        if seen:
            self._document.see(**seen)
        self.changed.emit()
        self._background.run(lambda: keep_settings(changes), lambda _: None, lambda error: self.failed.emit(str(error)))

    def reset(self) -> None:
        """All as it was at first; what the file has that is unknown stays in it."""
        self.change(**asdict(Settings()))

    def _apply(self) -> None:
        settings, canvas = self.settings, self._canvas
        canvas.set_ground(QColor(settings.canvas_colour))
        canvas.glide.is_on = {"on": True, "off": False, "system": self._is_gliding_usual}[settings.glide]
        canvas.wheel_does, canvas.double_click_does = settings.wheel, settings.double_click
        self._cache.limit = settings.tile_memory * MEGABYTE
        BLOCKS.limit = settings.latent_memory * MEGABYTE
