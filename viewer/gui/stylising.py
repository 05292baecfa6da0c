"""Style transfer as the window has it: the dialog, and the picture seen through what comes of it."""

from PySide6.QtCore import QObject, Signal

from viewer.gui.background import Background
from viewer.gui.document import Document
from viewer.gui.opening import file_of
from viewer.gui.training import Training


class Stylising(QObject):
    """Asks how the picture that is open is to be restyled. `failed` gives a sentence."""

    failed = Signal(str)

    def __init__(self, window: QObject, document: Document, training: Training, background: Background) -> None:
        super().__init__(window)
        self._document, self._training, self._background = document, training, background

    def ask(self) -> None:
        """Ask for styles and weights, and start; a style network that is chosen instead is looked through at once."""
        document = self._document
        image = document.image
        if image is None:
            return
        networks = [(choice.model, choice.title) for choice in document.choices if choice.paints]

        def keep() -> dict[str, str]:
            return {"image": str(file_of(image))}

        def ask(values: dict[str, str]) -> None:
            self._training.ask_to_stylise(values, networks=networks, apply=document.choose_model)

        self._background.run(keep, ask, lambda error: self.failed.emit(str(error)))
