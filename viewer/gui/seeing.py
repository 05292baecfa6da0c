"""How the picture is seen: what is laid over it, its true pixels, and their entries in the View menu."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.document import Document
from viewer.gui.menus import add_switch
from viewer.gui.minimap import Minimap
from viewer.gui.pixel_grid import PixelGrid
from viewer.gui.places import Places
from viewer.gui.zoom_box import ZoomBox


class Seeing(QObject):
    """Owns the overlays that belong to no other room, and the switches for them."""

    def __init__(self, window: QWidget, canvas: Canvas, document: Document, background: Background, menu: QMenu) -> None:
        super().__init__(window)
        self._window, self._canvas, self._document = window, canvas, document
        self.minimap, self.grid = Minimap(canvas), PixelGrid(canvas)
        for overlay in (self.minimap, self.grid, ZoomBox(canvas)):
            canvas.add_overlay(overlay)
        menu.addSeparator()
        self.places = Places(window, canvas, background, menu)
        menu.addSeparator()
        add_switch(window, menu, self.tr("Keep &zoom and place between pictures"), self._keep_view, "K", name="keepView")
        self._fill_pixels(menu)
        document.looked.connect(self._show_look)

    def _fill_pixels(self, menu: QMenu) -> None:
        window = self._window
        self.pixels = add_switch(
            window, menu, self.tr("True pi&xels"), lambda on: self._document.see(pixels=on), "N", name="truePixels"
        )
        add_switch(window, menu, self.tr("Pixel &grid and values"), self.grid.switch, "G", name="pixelGridAndValues")
        add_switch(window, menu, self.tr("Values in &hexadecimal"), self.grid.write_hex, name="valuesInHexadecimal")
        add_switch(window, menu, self.tr("Checke&rboard"), self._canvas.show_checkerboard, "B", name="checkerboard").setChecked(
            True
        )
        add_switch(window, menu, self.tr("Mi&nimap"), self.minimap.switch, name="minimap").setChecked(True)

    def _keep_view(self, on: bool) -> None:
        self._canvas.keeps_view = on

    def _show_look(self) -> None:
        self.pixels.setChecked(self._document.look.pixels)
