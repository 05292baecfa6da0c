"""What is done to values before they are seen, chosen by keys, menu or panel, and the histograms beside it."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu

from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.display_panel import DisplayPanel
from viewer.gui.docks import sides
from viewer.gui.menus import add_action
from viewer.imaging.histogram import histogram, of_picture
from viewer.imaging.image import Image
from viewer.rendering.display import CHANNELS, LARGEST_EXPOSURE, Display

STOP = 0.5  # by which a key changes the exposure
REST = 120  # ms without a frame after which what is in view is counted


class Displaying(QObject):
    """Owns the panel and its dock. `changed` says that values are shown in another way, `failed` gives a sentence."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, window: QMainWindow, canvas: Canvas, menu: QMenu) -> None:
        super().__init__(window)
        self._canvas = canvas
        self._background = Background(self)  # its own: counting must not wait for models to be listed
        self._image: Image | None = None
        self._counted: Image | None = None  # whose source is in the panel
        self._parts: list[np.ndarray] = []  # of the field that were counted last
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._count)
        self.panel = DisplayPanel()
        self.panel.chosen.connect(self.show_as)
        self.dock = QDockWidget(self.tr("Histogram and display"), window, objectName="displayDock")
        self.dock.setWidget(self.panel)
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        window.addDockWidget(sides(window)[1], self.dock)
        self.dock.hide()
        self.dock.visibilityChanged.connect(lambda _: self._rest.start())
        canvas.painted.connect(self._rest.start)
        self._fill(window, menu)

    def _fill(self, window: QMainWindow, menu: QMenu) -> None:
        switch = self.dock.toggleViewAction()
        switch.setText(self.tr("Histogram and displa&y"))
        switch.setShortcut("H")
        switch.setObjectName("histogramAction")
        menu.addAction(switch)
        window.addAction(switch)
        more = menu.addMenu(self.tr("&Exposure and channels"))
        add_action(window, more, self.tr("&Lighter by half a stop"), lambda: self._expose(STOP), "E", name="lighterByHalfAStop")
        add_action(
            window, more, self.tr("&Darker by half a stop"), lambda: self._expose(-STOP), "Shift+E", name="darkerByHalfAStop"
        )
        add_action(window, more, self.tr("Next &channel alone"), self._next_channel, "Shift+C", name="nextChannelAlone")
        add_action(window, more, self.tr("&As it is"), lambda: self.show_as(Display()), "Alt+E", name="asItIs")

    @property
    def sentence(self) -> str:
        """What is done to values, in a few words; empty where they are seen as they are."""
        now = self._canvas.display
        return "  ·  ".join(
            word
            for word, is_said in (
                (f"{now.exposure:+.1f} EV", now.exposure),
                (f"γ {now.gamma:.2f}", now.gamma != 1),
                (self.panel.titles[now.channel], now.channel != CHANNELS[0]),
            )
            if is_said
        )

    def show_picture(self, image: Image) -> None:
        """Another picture, whose values are seen in the same way."""
        self._image = image

    def show_as(self, display: Display) -> None:
        """Show values in another way."""
        self._canvas.show_as(display)
        self.panel.show_display(display)
        self.changed.emit()

    def _expose(self, by: float) -> None:
        now = self._canvas.display
        self.show_as(replace(now, exposure=min(max(now.exposure + by, -LARGEST_EXPOSURE), LARGEST_EXPOSURE)))

    def _next_channel(self) -> None:
        now = self._canvas.display
        self.show_as(replace(now, channel=CHANNELS[(CHANNELS.index(now.channel) + 1) % len(CHANNELS)]))

    # Histograms

    def _count(self) -> None:
        """Count what is in view, and the source if it is another, unless nobody looks or both are known."""
        image = self._image
        if image is None or not self.dock.isVisible():
            return
        if image is not self._counted:
            self._counted = image
            self.panel.source.show_counts(None)

            def show_source(counts: np.ndarray) -> None:
                if image is self._image:
                    self.panel.source.show_counts(counts)

            self._background.run(lambda: of_picture(image.pixels), show_source, self._fail)
        parts = self._canvas.tiles_in_view()
        if not _is_same(parts, self._parts):
            self._parts = parts

            def show_field(counts: np.ndarray) -> None:
                if parts is self._parts:
                    self.panel.field.show_counts(counts)

            self._background.run(lambda: histogram(parts, is_bgr=True), show_field, self._fail)

    def close(self) -> None:
        """Count no more."""
        self._background.close()

    def _fail(self, error: Exception) -> None:
        self.failed.emit(str(error))


def _is_same(parts: list[np.ndarray], others: list[np.ndarray]) -> bool:
    """Whether they are the same parts of the same tiles."""
    return [_place(part) for part in parts] == [_place(part) for part in others]


def _place(part: np.ndarray) -> tuple[int, tuple[int, ...]]:
    return part.__array_interface__["data"][0], part.shape
