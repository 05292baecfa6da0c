"""The colour bar of what is shown of a field, and the gain of its colours."""

from PySide6.QtCore import QObject, Signal

from viewer.fields.derivatives import COLOURS, reach
from viewer.gui.background import Background
from viewer.gui.document import Document
from viewer.gui.panel import SidePanel
from viewer.imaging.image import Image


class Scaling(QObject):
    """Keeps the bar to what is shown; how far its colours reach is found in the background. `failed` gives a sentence."""

    failed = Signal(str)

    def __init__(self, document: Document, panel: SidePanel, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._panel, self._background = document, panel, background
        self._scale_of: tuple[Image | None, str] = None, COLOURS  # what the bar is for
        document.opened.connect(self._show)
        document.looked.connect(self._show)

    def _show(self) -> None:
        """The colours of what is shown, if that is not the picture's own."""
        image, look = self._document.image, self._document.look
        if image is None:
            return
        shown = look.shown
        self._panel.gain.setVisible(look.gain_of_shown > 0)
        if look.gain_of_shown:
            self._panel.scale.show_scale(shown, 1 / look.gain_of_shown)
        if (image, shown) == self._scale_of:
            return
        self._scale_of = image, shown
        if shown == COLOURS:
            self._panel.scale.show_scale(COLOURS, 0)
        if shown == COLOURS or look.gain_of_shown:
            return

        def done(most: float) -> None:
            if self._scale_of == (image, shown):
                self._panel.scale.show_scale(shown, most)

        self._background.run(lambda: reach(image, shown), done, lambda error: self.failed.emit(str(error)))
