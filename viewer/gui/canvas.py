"""The canvas: shows the layers through the viewport, and turns what the hand does into viewports."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.fields.placed import Part
from viewer.gui.decorations import paint_chip, paint_divider, paint_drop_hint, paint_welcome
from viewer.gui.mask_painter import BRUSH, MaskPainter
from viewer.gui.painting import Fade, paint_layer
from viewer.gui.selection import Selection, shape_of
from viewer.rendering.placeholder import Pyramid
from viewer.rendering.renderer import Layer, Renderer
from viewer.rendering.tiles import TileCache
from viewer.rendering.viewport import Point, Viewport, clamp_zoom, fit_zoom, step_zoom

BACKGROUND = QColor(0x2B, 0x2B, 0x2B)  # neutral, so that colours can be judged
NOTCH = 120  # units of QWheelEvent.angleDelta
FINE = 8  # fine steps in a rung, with Shift
PAN_KEY = 64  # device-independent pixels
GRIP = 7  # device-independent pixels to either side of the divider where it can be taken
LEAF = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
SIDE_BUTTONS = {Qt.MouseButton.ForwardButton: 1, Qt.MouseButton.BackButton: -1}
FRAME = 16  # ms between the frames of a fade
DRAG_ZONE = 4  # device-independent pixels a press may wander and still be a click


class Canvas(QWidget):
    """Pan, zoom and split of the open picture. Computes no pixels: it blits what the renderer has put into the cache."""

    viewportChanged = Signal(Viewport)
    cursorMoved = Signal(object)  # Point in device pixels, or None outside
    selectionChanged = Signal(object)  # Part, or None for nothing
    dropped = Signal(QMimeData)
    leafed = Signal(int)  # to the next picture, 1, or the previous, -1
    painted = Signal()

    def __init__(self, cache: TileCache, renderer: Renderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Picture"))
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._cache = cache
        self._renderer = renderer
        self._pyramid: Pyramid | None = None
        self._layers: tuple[Layer, ...] = ()
        self.viewport = Viewport((0.0, 0.0), 1.0, (1, 1))
        self.split = 0.5  # where the divider stands, as a part of the width
        self._blend = 0.0  # how much of the second layer lies over the first; 0 for side by side
        self._before_fit: Viewport | None = None
        self._wheel = 0.0  # units not yet spent on a notch
        self._press: QPointF | None = None  # where a drag began
        self._dragging = ""  # "pan", "split", "select" or "paint"
        self._cursor: Point | None = None  # device pixels, while it is over the canvas
        self._drop_hint = False
        self._is_planned = True  # whether the renderer will be told of what is shown
        self._selection = Selection()
        self._mask: MaskPainter | None = None  # while a mask is painted
        self._fade = Fade()
        self._next_frame = QTimer(self, singleShot=True, interval=FRAME)
        self._next_frame.timeout.connect(self.update)
        self._request = QTimer(self, singleShot=True, interval=0)
        self._request.timeout.connect(self._show_views)

    # What is shown

    def set_picture(self, pyramid: Pyramid, layers: Sequence[Layer], keep_view: bool = False, blend: float = 0.0) -> None:
        """Show another picture, fitted to the window unless its view is to be kept."""
        self._pyramid = pyramid
        self._layers, self._blend = tuple(layers), blend
        if not keep_view:
            self.viewport = Viewport.fitting(self._image_size, self.viewport.size)
            self.select(None)
        self._changed()

    def set_layers(self, layers: Sequence[Layer], blend: float = 0.0) -> None:
        """Show other layers of the same picture: one, or two side by side at the divider, or blended."""
        self._layers, self._blend = tuple(layers), blend
        self._changed()

    def blend(self, share: float) -> None:
        """Show `share` of the second layer over the first. Nothing is rendered anew."""
        self._blend = share
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether a picture is open."""
        return self._pyramid is not None

    @property
    def _image_size(self) -> tuple[int, int]:
        return self._layers[0].image.size

    @property
    def is_settled(self) -> bool:
        """Whether the renderer has been told what is shown, and has finished it, and all of it is on screen."""
        is_rendered = self._is_planned and not self._request.isActive() and self._renderer.is_settled
        return is_rendered and not self._fade.is_running and not self._fade.will_run(self._cache)

    def layer_at(self, point: Point) -> Layer | None:
        """The layer shown at a device position, or the lowest of them."""
        return next((layer for layer, _ in self.layers_at(point)), None)

    def layers_at(self, point: Point) -> list[tuple[Layer, float]]:
        """The layers shown at a device position, and how much of each."""
        if not self._is_split:
            return list(zip(self._layers, (1 - self._blend, self._blend), strict=False))
        return [(self._layers[0 if point[0] < self.split * self.viewport.size[0] else 1], 1.0)]

    @property
    def _is_split(self) -> bool:
        return len(self._layers) == 2 and not self._blend

    def paint_mask(self, painter: MaskPainter | None) -> None:
        """Let the left button paint a mask from now on, and the right one take marks away; None ends that."""
        if self._mask is not None:
            self._mask.changed.disconnect(self.update)
        self._mask = painter
        if painter is not None:
            painter.changed.connect(self.update)
            self.select(None)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.update()

    # What is selected

    @property
    def selection(self) -> Part | None:
        """The part of the picture that is selected, in source pixels."""
        return self._selection.part

    def select(self, part: Part | None) -> None:
        """Select a part of the picture, or nothing."""
        if part != self.selection:
            self._selection.part = part
            self.selectionChanged.emit(part)
            self.update()

    def zoom_to_selection(self) -> None:
        """Show what is selected as large as it goes."""
        if self.selection is not None:
            x, y, width, height = self.selection
            zoom = clamp_zoom(fit_zoom((width, height), self.viewport.size), self._fit)
            self.set_viewport(Viewport((x + width / 2, y + height / 2), zoom, self.viewport.size))

    # Moving about

    def set_viewport(self, viewport: Viewport) -> None:
        """Show another part of the picture."""
        if viewport != self.viewport:
            self.viewport = viewport
            self._changed()

    def zoom_notches(self, notches: int, about: Point | None = None) -> None:
        """Walk rungs of the zoom ladder, about a device position or the centre."""
        if self.has_picture:
            self._zoom_to(step_zoom(self.viewport.zoom, notches, self._fit), about)

    def zoom_by(self, factor: float, about: Point | None = None) -> None:
        """Zoom freely, for pinches and fine wheels."""
        if self.has_picture:
            self._zoom_to(clamp_zoom(self.viewport.zoom * factor, self._fit), about)

    def zoom_to(self, zoom: float) -> None:
        """Zoom about the centre."""
        if self.has_picture:
            self._zoom_to(clamp_zoom(zoom, self._fit), None)

    def fit(self) -> None:
        """Show the whole picture. It stays fitted when the window changes size."""
        if self.has_picture:
            if not self.is_fitted:
                self._before_fit = self.viewport
            self.set_viewport(Viewport.fitting(self._image_size, self.viewport.size))

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is shown as large as it goes."""
        return self.has_picture and self.viewport == Viewport.fitting(self._image_size, self.viewport.size)

    @property
    def _fit(self) -> float:
        return fit_zoom(self._image_size, self.viewport.size)

    def _zoom_to(self, zoom: float, about: Point | None) -> None:
        if about is not None:  # beyond the picture's edge its nearest point is held still
            x, y = self.viewport.to_source(about)
            width, height = self._image_size
            about = self.viewport.to_device((min(max(x, 0.0), width), min(max(y, 0.0), height)))
        viewport = self.viewport.at_zoom(zoom, about)
        if zoom < self.viewport.zoom:
            viewport = viewport.within(self._image_size)
        self.set_viewport(self._straightened(viewport))

    def _straightened(self, viewport: Viewport) -> Viewport:
        """`viewport`, or exactly the fitted one if rounding alone keeps it apart: fit is a state."""
        fitted = Viewport.fitting(self._image_size, viewport.size)
        near = all(abs(a - b) * fitted.zoom < 0.5 for a, b in zip(viewport.centre, fitted.centre, strict=True))
        return fitted if near and abs(viewport.zoom / fitted.zoom - 1) < 1e-9 else viewport

    def pan(self, dx: float, dy: float) -> None:
        """Move over the picture by device pixels."""
        if self.has_picture:
            self.set_viewport(self.viewport.panned(dx, dy).within(self._image_size))

    def toggle_fit(self, about: Point) -> None:
        """From anywhere to fit; from fit back to the view before it, or to 1:1 at the point."""
        if not self.is_fitted:
            self.fit()
        elif self._before_fit is not None and self._before_fit.size == self.viewport.size:
            self.set_viewport(self._before_fit)
        else:
            self._zoom_to(1.0 if self.viewport.zoom < 1 else 4 * self.viewport.zoom, about)

    def _changed(self) -> None:
        self.viewportChanged.emit(self.viewport)
        self._is_planned = False
        self.update()

    def _show_views(self) -> None:
        views = [
            (layer, self.viewport.columns(side.left(), side.left() + side.width()))
            for layer, side in self._sides()
            if side.width()
        ]
        self._renderer.show(views, self._cursor and self.viewport.to_source(self._cursor))

    def _sides(self) -> list[tuple[Layer, QRect]]:
        """The layers and the device pixels that show them."""
        width, height = self.viewport.size
        edge = round(self.split * width) if self._is_split else width
        left, right = QRect(0, 0, edge, height), QRect(edge, 0, width - edge, height)
        return list(zip(self._layers, (left, left if self._blend else right), strict=False))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit what there is."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), BACKGROUND)
        if self._pyramid is None:
            if not self._drop_hint:
                paint_welcome(painter, self)
        else:
            ratio = self.devicePixelRatioF()
            painter.save()
            painter.scale(1 / ratio, 1 / ratio)
            self._paint_picture(painter)
            painter.restore()
            if self.selection is not None:
                self._paint_selection(painter, ratio)
            if self._mask is not None:
                self._mask.paint(painter, self.viewport, ratio, self._cursor)
            if self._is_split:
                left, right = self._layers
                paint_divider(painter, self, self.split, (left.title, right.title))
        if self._drop_hint:
            paint_drop_hint(painter, self)
        painter.end()
        if not self._is_planned:  # once a frame, and after it: the first picture is on screen before torch is imported
            self._is_planned = True
            self._request.start()
        self.painted.emit()

    def _paint_picture(self, painter: QPainter) -> None:
        assert self._pyramid is not None
        self._fade.begin_frame()
        for (layer, side), share in zip(self._sides(), (1.0, self._blend or 1.0), strict=False):
            paint_layer(painter, layer, self.viewport, side, self._cache, self._pyramid, self._fade, share)
        if self._fade.is_running:
            self._next_frame.start()

    def _paint_selection(self, painter: QPainter, ratio: float) -> None:
        box = self._selection.paint(painter, self.viewport, ratio)
        below = min(max(box.bottom() + 32, 32), self.height() - 6)
        left = min(max(box.left(), 6), self.width() - 100)
        x, y, width, height = self._selection.part or (0, 0, 0, 0)
        text = self.tr("{0} × {1} at {2}, {3}").format(width, height, x, y)
        paint_chip(painter, text, QPointF(left, below), Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted picture stays fitted; another view keeps its centre and zoom."""
        ratio = self.devicePixelRatioF()
        size = max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1)
        if self.is_fitted:
            self.set_viewport(Viewport.fitting(self._image_size, size))
        else:
            self.set_viewport(self.viewport.resized(size))

    # The hand

    def _device(self, position: QPointF) -> Point:
        ratio = self.devicePixelRatioF()
        return position.x() * ratio, position.y() * ratio

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Wheels zoom about the cursor, a rung a notch; two fingers on a trackpad pan; Ctrl or Shift zooms freely.

        Alt changes the brush that a mask is painted with.
        """
        event.accept()
        if not self.has_picture:
            return
        about = self._cursor = self._device(event.position())
        units = event.angleDelta().y() or event.angleDelta().x()
        held = event.modifiers()
        if self._mask is not None and held & Qt.KeyboardModifier.AltModifier:
            self._mask.resize(units / NOTCH)
        elif held & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(2 ** (units / (4 * NOTCH)), about)
        elif held & Qt.KeyboardModifier.ShiftModifier:
            self.zoom_by(2 ** (units / (4 * FINE * NOTCH)), about)
        elif _is_trackpad(event):
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
            ratio = self.devicePixelRatioF()
            self.pan(-moved.x() * ratio, -moved.y() * ratio)
        else:
            if self._wheel * units < 0:
                self._wheel = 0
            self._wheel += units
            notches = int(self._wheel / NOTCH)
            self._wheel -= notches * NOTCH
            if notches:
                self.zoom_notches(notches, about)

    def event(self, event: QEvent) -> bool:
        """Pinches zoom."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + event.value(), self._device(event.position()))
            return True
        return super().event(event)

    def _on_divider(self, position: QPointF) -> bool:
        return self._is_split and abs(position.x() - self.split * self.width()) <= GRIP

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the divider, of the rim of what is selected or of the picture; with Shift, begin to select."""
        if event.button() in SIDE_BUTTONS:
            self.leafed.emit(SIDE_BUTTONS[event.button()])
            return
        left = event.button() == Qt.MouseButton.LeftButton
        right = event.button() == Qt.MouseButton.RightButton
        if self._mask is not None and (left or right) and not (left and self._on_divider(event.position())):
            self._dragging = "paint"
            self._mask.press(self.viewport.to_source(self._device(event.position())), erases=right)
            return
        if not self.has_picture or not (left or event.button() == Qt.MouseButton.MiddleButton):
            return
        position, shift = event.position(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        handle = self._selection.handle_at(position, self.viewport, self.devicePixelRatioF())
        self._dragging = "pan"
        if left and self._on_divider(position):
            self._dragging = "split"
        elif left and (shift or handle is not None):
            self._dragging = "select"
            if shift or handle is None:
                self._selection.draw_from(self.viewport.to_source(self._device(position)), self._image_size)
            else:
                self._selection.take(handle)
        self._press = event.position()
        self._moved = False
        self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan, select or move the divider while a button is held; report the position always."""
        position = event.position()
        if self._dragging == "paint" and self._mask is not None:
            self._mask.drag(self.viewport.to_source(self._device(position)))
        elif self._dragging == "split":
            self.set_split(position.x() / max(self.width(), 1))
        elif self._dragging and self._press is not None:
            delta = position - self._press
            self._moved = self._moved or delta.manhattanLength() >= DRAG_ZONE
            if self._dragging == "select":
                self._select_to(position)
            elif self._moved:
                ratio = self.devicePixelRatioF()
                self.pan(-delta.x() * ratio, -delta.y() * ratio)
                self._press = position
        self._show_cursor(position)
        self._cursor = self._device(position)
        self.cursorMoved.emit(self._cursor)
        if self._mask is not None:
            self.update()  # the brush

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go. A click with Shift held selects nothing."""
        if self._dragging == "select":
            self._select_to(event.position())
        elif self._dragging == "paint" and self._mask is not None:
            self._mask.release(self.viewport.to_source(self._device(event.position())))
        self._dragging = ""
        self._press = None
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fit, and back."""
        if self._mask is not None:
            self.mousePressEvent(event)  # two dabs
        elif event.button() == Qt.MouseButton.LeftButton and self.has_picture and not self._on_divider(event.position()):
            self.toggle_fit(self._device(event.position()))

    def _select_to(self, position: QPointF) -> None:
        if self._moved:
            self._selection.drag_to(self.viewport.to_source(self._device(position)), self._image_size)
        self.selectionChanged.emit(self.selection)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the cursor any more."""
        self._cursor = None
        self.cursorMoved.emit(None)
        if self._mask is not None:
            self.update()

    def set_split(self, part: float) -> None:
        """Put the divider at this part of the width."""
        self.split = min(max(part, 0.0), 1.0)
        self._is_planned = False
        self.update()

    def _show_cursor(self, position: QPointF) -> None:
        if self._dragging == "pan":
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._mask is not None and not self._on_divider(position):
            shape = Qt.CursorShape.BlankCursor if self._mask.tool == BRUSH else Qt.CursorShape.CrossCursor
        elif self._dragging == "split" or (not self._dragging and self._on_divider(position)):
            shape = Qt.CursorShape.SplitHCursor
        elif (handle := self._selection.handle_at(position, self.viewport, self.devicePixelRatioF())) is not None:
            shape = shape_of(handle)
        else:
            shape = Qt.CursorShape.CrossCursor if self._dragging == "select" else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan, or leaf through files where there is nothing to pan; the other keys belong to the window's actions."""
        if self.is_fitted and event.key() in LEAF and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.leafed.emit(LEAF[Qt.Key(event.key())])
            return
        step = PAN_KEY * self.devicePixelRatioF()
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }
        if event.key() in moves:
            self.pan(*moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    # Dropping files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light up for what can be opened."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._drop_hint = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Back to normal."""
        self._drop_hint = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped, and take the focus."""
        self._drop_hint = False
        self.update()
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())
        self.activateWindow()
        self.setFocus()


def _is_trackpad(event: QWheelEvent) -> bool:
    """Whether fingers scroll. macOS and Wayland give their scrolling phases; X11 gives only the name of the device.

    Not told by `pixelDelta`: under X11 common mice have one, too.
    """
    name = event.device().name().lower()
    return event.phase() != Qt.ScrollPhase.NoScrollPhase or "touchpad" in name or "trackpad" in name
