"""Holding the field against another one: the other is seen while a key is held."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from viewer.gui.agreement import Agreement
from viewer.gui.asking import ask_for_picture
from viewer.gui.canvas import Canvas
from viewer.gui.compare_menu import CompareMenu
from viewer.gui.document import Document
from viewer.gui.figures import Figures
from viewer.gui.panel import SidePanel
from viewer.rendering.tiles import TileCache

TAP = 250  # ms: a key released sooner was tapped, not held


class Comparing(QObject):
    """Shows the layer that the field is held against in its place, and swaps the two."""

    def __init__(
        self, window: QWidget, canvas: Canvas, document: Document, cache: TileCache, panel: SidePanel, menu: CompareMenu
    ) -> None:
        super().__init__(window)
        self._window, self._canvas, self._document = window, canvas, document
        for part in (panel.compare, menu):
            part.splitToggled.connect(lambda on: document.see(split=on, panes=1))
            part.lensToggled.connect(lambda on: document.see(lens=on))
            part.panesChosen.connect(lambda count: document.see(panes=count))
        self.figures = Figures(canvas, document, cache)
        self.figures.measured.connect(lambda sentence: panel.compare.show_figures("comparison", sentence))
        self.agreement = Agreement(canvas, document)
        self.agreement.measured.connect(lambda sentence: panel.compare.show_figures("source", sentence))
        for changed in (canvas.viewportChanged, canvas.selectionChanged, document.looked, document.opened):
            changed.connect(self.figures.look)
            changed.connect(self.agreement.look)
        panel.compare.comparisonChosen.connect(lambda model: document.see(compare=model))
        panel.compare.moreChosen.connect(lambda models: document.see(more=models))
        menu.shownChosen.connect(lambda shown: document.see(shown=shown))
        menu.gainStepped.connect(panel.gain.step)
        menu.swapRequested.connect(self.swap)
        menu.fileRequested.connect(self.ask_for_file)
        canvas.dropping.droppedBeside.connect(document.compare_with)
        menu.otherRequested.connect(self.hold)
        application = QApplication.instance()
        assert application is not None
        self._application = application
        self._key: QKeySequence | None = None  # that is held
        self._held = QElapsedTimer()

    def ask_for_file(self) -> None:
        """Ask for another picture to hold this one against."""
        document = self._document
        if document.image and (path := ask_for_picture(self._window, self.tr("Compare with a picture"), document.folder)):
            document.compare_with(path)

    @property
    def is_measuring(self) -> bool:
        """Whether there will be a figure of what is seen."""
        return self.figures.is_measuring or self.agreement.is_measuring

    def close(self) -> None:
        """Measure no more."""
        self.figures.close()
        self.agreement.close()

    def swap(self) -> None:
        """The field becomes what it was held against, and the other way round."""
        look = self._document.look
        self._document.fieldChosen.emit()
        self._document.see(model=look.compare, compare=look.model)

    def hold(self, action: QAction) -> None:
        """Show the other layer until the key that triggered `action` is let go; swap the two if it was only tapped."""
        if self._canvas.has_picture and self._key is None:
            self._key = action.shortcut()
            self._held.start()
            self._canvas.show_other(True)
            self._application.installEventFilter(self)  # no widget is told of the release of a shortcut's key

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the key is held: whether it still is. It is lost with the focus."""
        if event.type() == QEvent.Type.WindowDeactivate and watched is self._window:
            self._let_go()
        elif isinstance(event, QKeyEvent) and self._is_release(event):
            is_tap = self._held.elapsed() < TAP
            self._let_go()
            if is_tap:
                self.swap()
        return False

    def _is_release(self, event: QKeyEvent) -> bool:
        released = event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat()
        return released and QKeySequence(event.key()) == self._key

    def _let_go(self) -> None:
        self._application.removeEventFilter(self)
        self._key = None
        self._canvas.show_other(False)
