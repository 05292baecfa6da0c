"""The part of the picture that is selected: whole source pixels, drawn with Shift held, changed by its rim."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.fields.placed import Part
from viewer.imaging.image import Size
from viewer.rendering.viewport import Point, Viewport

Handle = tuple[int, int]  # of each axis -1 the lower edge, 1 the higher, 0 neither
DRAWN = None, None  # instead of a handle: a new part is drawn, from the pixel that was pressed
GRIP = 6.0  # device-independent pixels to either side of the rim where it can be taken
SHAPES = {
    (1, 0): Qt.CursorShape.SizeHorCursor, (0, 1): Qt.CursorShape.SizeVerCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor, (1, -1): Qt.CursorShape.SizeBDiagCursor,
}  # fmt: skip


class Selection:
    """What is selected, and what a hand does to it.

    part  None for nothing
    """

    def __init__(self) -> None:
        self.part: Part | None = None
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

    def paint(self, painter: QPainter, viewport: Viewport, ratio: float) -> QRectF:
        """Its outline, and where that is."""
        assert self.part is not None
        box = box_of(self.part, viewport, ratio)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 150), 3))
        painter.drawRect(box)
        pen = QPen(QColor(255, 255, 255), 1)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.drawRect(box)
        return box


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
