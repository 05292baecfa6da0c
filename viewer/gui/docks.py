"""Where the parts of the window are: bars above and below the canvas, the rest in docks around it."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QScrollArea, QVBoxLayout, QWidget

LEFT, RIGHT, BOTTOM = (getattr(Qt.DockWidgetArea, f"{side}DockWidgetArea") for side in ("Left", "Right", "Bottom"))


def stack(widgets: list[QWidget], stretched: QWidget) -> QWidget:
    """Widgets below each other, without space between; one of them takes what the others leave."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, 1 if widget is stretched else 0)
    return whole


def sides(window: QWidget) -> tuple[Qt.DockWidgetArea, Qt.DockWidgetArea]:
    """The sides where lines of text begin and end: docks are where they are said to be, in a mirrored window, too."""
    return (RIGHT, LEFT) if window.isRightToLeft() else (LEFT, RIGHT)


class Docks(QObject):
    """The side panel, and what is hidden until it is asked for: the runs, the filmstrip, the facts about the file."""

    def __init__(self, window: QMainWindow, panel: QWidget, runs: QWidget, filmstrip: QWidget, facts: QWidget) -> None:
        super().__init__(window)
        self._window = window
        begin, end = sides(window)
        scroll = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame, focusPolicy=Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(panel)
        scroll.setMinimumWidth(panel.minimumSizeHint().width())
        self.panel = self._dock("panelDock", self.tr("Panel"), scroll, end)
        self.panel.setTitleBarWidget(QWidget())
        self.facts = self._dock("factsDock", self.tr("File"), facts, begin)
        self.filmstrip = self._dock("stripDock", self.tr("Filmstrip"), filmstrip, BOTTOM)
        self.filmstrip.setTitleBarWidget(QWidget())
        self.runs = self._dock("runsDock", self.tr("Runs"), runs, BOTTOM)
        window.splitDockWidget(self.runs, self.filmstrip, Qt.Orientation.Vertical)  # beside it runs would be as low as the strip
        for dock in (self.runs, self.filmstrip, self.facts):
            dock.hide()
        window.setCorner(Qt.Corner.BottomRightCorner if end == RIGHT else Qt.Corner.BottomLeftCorner, end)

    @property
    def switches(self) -> dict[str, QAction]:
        """The actions that show and hide them, by name."""
        docks = {"panel": self.panel, "runs": self.runs, "filmstrip": self.filmstrip, "facts": self.facts}
        return {name: dock.toggleViewAction() for name, dock in docks.items()}

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, objectName=name)
        dock.setWidget(widget)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self._window.addDockWidget(area, dock)
        return dock
