"""What the renderer tells from its thread, as signals for the window's."""

from PySide6.QtCore import QObject, Signal

from viewer.errors import UserError
from viewer.rendering.renderer import PREPARING, RENDERING, Layer, Listener
from viewer.rendering.tiles import TileKey


class RendererSignals(QObject, Listener):
    """Carries it over: slots of the window run on the window's thread."""

    tileFinished = Signal()
    stateChanged = Signal(str)
    layerFailed = Signal(object, object)

    def tile_finished(self, key: TileKey) -> None:
        """A tile is in the cache."""
        self.tileFinished.emit()

    def state_changed(self, doing: str, title: str) -> None:
        """It does something else now."""
        words = {PREPARING: self.tr("Preparing {0}").format(title), RENDERING: self.tr("Rendering")}
        self.stateChanged.emit(words.get(doing, ""))

    def layer_failed(self, layer: Layer, error: UserError) -> None:
        """A layer has no field."""
        self.layerFailed.emit(layer, error)
