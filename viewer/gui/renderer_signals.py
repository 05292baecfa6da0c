"""What the renderer tells from its thread, as signals for the window's."""

from PySide6.QtCore import QObject, Signal

from viewer.errors import UserError
from viewer.rendering.renderer import Layer, Listener
from viewer.rendering.tiles import TileKey


class RendererSignals(QObject, Listener):
    """Carries it over: slots of the window run on the window's thread."""

    tileFinished = Signal()
    stateChanged = Signal(str)
    layerFailed = Signal(object, object)

    def tile_finished(self, key: TileKey) -> None:
        """A tile is in the cache."""
        self.tileFinished.emit()

    def state_changed(self, busy: str) -> None:
        """It does something else now."""
        self.stateChanged.emit(busy)

    def layer_failed(self, layer: Layer, error: UserError) -> None:
        """A layer has no field."""
        self.layerFailed.emit(layer, error)
