"""The part of the picture that is selected: whole source pixels, drawn with Shift held, changed by its rim."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from viewer.fields.placed import Part
from viewer.gui.decorations import paint_chip
from viewer.gui.overlay import Level, Overlay
from viewer.imaging.image import Size
from viewer.rendering.viewport import Point, Viewport

if TYPE_CHECKING:
    from viewer.gui.canvas import Canvas

Handle = tuple[int, int]  # of each axis -1 the lower edge, 1 the higher, 0 neither
DRAWN = None, None  # instead of a handle: a new part is drawn, from the pixel that was pressed
GRIP = 6.0  # device-independent pixels to either side of the rim where it can be taken
DRAG_ZONE = 4  # device-independent pixels a press may wander and still be a click
TITLES = 48  # device-independent pixels along the lower edge, where those of the layers are
SHAPES = {
    (1, 0): Qt.CursorShape.SizeHorCursor, (0, 1): Qt.CursorShape.SizeVerCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor, (1, -1): Qt.CursorShape.SizeBDiagCursor,
}  # fmt: skip


class Selection(Overlay):
    """What is selected, and what a hand does to it.

    part  None for nothing
    """

    level = Level.SELECTION

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self.part: Part | None = None
        self._press: QPointF | None = None
        self._moved = False
        self._handle: tuple[int | None, int | None] = DRAWN
        self._fixed = 0, 0  # pixels that a new part begins with, or edges that stay

    def draw_from(self, source: Point, size: Size) -> None:
        """Begin a new part at a source position."""
        x, y = (min(max(int(at), 0), n - 1) for at, n in zip(source, size, strict=True))
        self.part, self._handle, self._fixed = None, DRAWN, (x, y)

    def take(self, handle: Handle) -> None:
        """Take hold of the rim."""
        assert self.part is not None
        x, y, width, height = self.part
        self._handle = handle
        self._fixed = (x + width if handle[0] < 0 else x, y + height if handle[1] < 0 else y)

    def drag_to(self, source: Point, size: Size) -> None:
        """Move what is held to a source position; it stays within the picture, and at least a pixel wide and high."""
        x, y, width, height = self.part or (0, 0, 0, 0)
        spans = [
            _span(handle, fixed, at, n, known)
            for handle, fixed, at, n, known in zip(
                self._handle, self._fixed, source, size, ((x, x + width), (y, y + height)), strict=True
            )
        ]
        (left, right), (top, bottom) = spans
        self.part = left, top, right - left, bottom - top

    def handle_at(self, position: QPointF, viewport: Viewport, ratio: float) -> Handle | None:
        """What of the rim lies under a widget position."""
        if self.part is None:
            return None
        box = box_of(self.part, viewport, ratio)
        if not box.adjusted(-GRIP, -GRIP, GRIP, GRIP).contains(position):
            return None
        across, down = (
            (1 if abs(at - high) <= GRIP else -1 if abs(at - low) <= GRIP else 0)
            for at, low, high in ((position.x(), box.left(), box.right()), (position.y(), box.top(), box.bottom()))
        )
        return (across, down) if across or down else None

    # The hand

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of the rim, or begin to draw with Shift held."""
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        handle = self._handle_under(event.position())
        if shift:
            self.draw_from(self.canvas.source_at(event.position()), self.canvas.picture_size)
        elif handle is not None:
            self.take(handle)
        else:
            return False
        self._press, self._moved = event.position(), False
        return True

    def drag(self, event: QMouseEvent) -> None:
        """Move what is held."""
        assert self._press is not None
        self._moved = self._moved or (event.position() - self._press).manhattanLength() >= DRAG_ZONE
        if self._moved:
            self.drag_to(self.canvas.source_at(event.position()), self.canvas.picture_size)
        self.canvas.selectionChanged.emit(self.part)
        self.canvas.update()

    def release(self, event: QMouseEvent) -> None:
        """Let go. A click with Shift held selects nothing."""
        self.drag(event)
        self._press = None

    def shape_at(self, position: QPointF) -> Qt.CursorShape | None:
        """How the rim under it can be moved."""
        if (handle := self._handle_under(position)) is not None:
            return shape_of(handle)
        return Qt.CursorShape.CrossCursor if self._press is not None else None

    def _handle_under(self, position: QPointF) -> Handle | None:
        return self.handle_at(position, self.canvas.viewport, self.canvas.devicePixelRatioF())

    def paint(self, painter: QPainter) -> None:
        """Its outline, and how large it is."""
        if self.part is None:
            return
        canvas = self.canvas
        box = box_of(self.part, canvas.viewport, canvas.devicePixelRatioF())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 150), 3))
        painter.drawRect(box)
        pen = QPen(QColor(255, 255, 255), 1)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.drawRect(box)
        below = max(box.bottom() + 32, 32)
        if below > canvas.height() - TITLES:
            below = min(max(box.top() - 8, 32), canvas.height() - TITLES)
        left = min(max(box.left(), 6), canvas.width() - 100)
        x, y, width, height = self.part
        text = QCoreApplication.translate("Selection", "{0} × {1} at {2}, {3}").format(width, height, x, y)
        paint_chip(painter, text, QPointF(left, below), Qt.AlignmentFlag.AlignLeft)


def box_of(part: tuple[float, float, float, float], viewport: Viewport, ratio: float) -> QRectF:
    """Where a part of the picture (x, y, width, height) is, in widget positions."""
    x, y, width, height = part
    left, top = viewport.origin
    zoom = viewport.zoom / ratio
    return QRectF(x * zoom - left / ratio, y * zoom - top / ratio, width * zoom, height * zoom)


def shape_of(handle: Handle) -> Qt.CursorShape:
    """The cursor over a handle."""
    across, down = handle
    return SHAPES[(abs(across), abs(down)) if not across * down else (1, across * down)]


def _span(handle: int | None, fixed: int, at: float, pixels: int, known: tuple[int, int]) -> tuple[int, int]:
    """From where to where a part goes along an axis."""
    if handle == 0:
        return known
    if handle is None:
        here = min(max(int(at // 1), 0), pixels - 1)
        return min(fixed, here), max(fixed, here) + 1
    edge = min(max(round(at), 0), pixels)
    if edge == fixed:
        edge += handle
    return min(fixed, edge), max(fixed, edge)
