"""The zoom in the status bar: pressed, it offers zooms and takes one that is typed."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget, QWidgetAction

from viewer.gui.menu_button import MenuButton
from viewer.gui.readout import describe_zoom, read_zoom

PRESETS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 64.0, 1_000.0)


class ZoomButton(MenuButton):
    """Emits what was chosen; shows what it is told."""

    zoomChosen = Signal(float)
    fitChosen = Signal()
    fillChosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("zoomLabel")
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(self.tr("Screen pixels for each source pixel; press to choose or type"))
        self.setAccessibleName(self.tr("Zoom"))
        self.setText(describe_zoom(1))  # as high as it will be: else the canvas would grow when it is shown
        self.hide()  # there is no zoom before there is a picture
        menu = QMenu(self)
        self.typed = QLineEdit(objectName="typedZoom", placeholderText=self.tr("250 %  or  ×12"))
        self.typed.setAccessibleName(self.tr("Zoom to be typed"))
        self.typed.setToolTip(self.tr("A percentage, or a factor after ×"))
        self.typed.returnPressed.connect(self._take_typed)
        entry = QWidgetAction(menu)
        entry.setDefaultWidget(self.typed)
        menu.addAction(entry)
        menu.addSeparator()
        menu.addAction(self.tr("Fit")).triggered.connect(self.fitChosen)
        menu.addAction(self.tr("Fill")).triggered.connect(self.fillChosen)
        for zoom in PRESETS:
            menu.addAction(describe_zoom(zoom)).triggered.connect(partial(self.zoomChosen.emit, zoom))
        menu.aboutToShow.connect(self._begin_typing)
        self.setMenu(menu)

    def show_zoom(self, zoom: float) -> None:
        """How deep the view is."""
        self.setText(describe_zoom(zoom))
        self.show()

    def _begin_typing(self) -> None:
        self.typed.setText(self.text())
        self.typed.selectAll()
        self.typed.setFocus()

    def _take_typed(self) -> None:
        self.menu().close()
        if (zoom := read_zoom(self.typed.text())) is not None:
            self.zoomChosen.emit(zoom)
