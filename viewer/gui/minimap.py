"""The minimap: the whole picture in a corner while only part of it is in view, and the hand that moves the view on it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPen

from viewer.gui.blitting import CHECKER_LIGHT, as_qimage
from viewer.gui.overlay import Level, Overlay
from viewer.gui.selection import box_of
from viewer.rendering.display import Display
from viewer.rendering.placeholder import Pyramid

SIDE = 160  # device-independent pixels, its longer side
MARGIN = 12  # to the window's edge
LARGEST_PART = 0.3  # of the canvas, along either side
SMALLEST_FRAME = 7  # device-independent pixels: a deeper view is marked by a frame of this size


class Minimap(Overlay):
    """There by itself while the picture overflows the window, unless it is switched off."""

    level = Level.CONTROL
    in_every_pane = False

    is_on = True
    _picture: tuple[Pyramid, Display, QImage] | None = None
    _is_held = False

    def switch(self, on: bool) -> None:
        """Show it when there is need of it, or never."""
        self.is_on = on
        self.canvas.update()

    @property
    def box(self) -> QRectF | None:
        """Where it is, in widget positions; None while the whole picture is in view."""
        canvas = self.canvas
        if not self.is_on or canvas.pyramid is None:
            return None
        width, height = canvas.picture_size
        view, ratio = canvas.viewport, canvas.devicePixelRatioF()
        right, bottom = (n / ratio for n in view.size)
        shown = QRectF(-0.5, -0.5, right + 1, bottom + 1)  # the view stands on whole device pixels
        if shown.contains(box_of((0, 0, width, height), view, ratio)):
            return None
        scale = min(SIDE / max(width, height), LARGEST_PART * right / width, LARGEST_PART * bottom / height)
        across, down = max(width * scale, 8.0), max(height * scale, 8.0)
        box = QRectF(right - MARGIN - across, bottom - MARGIN - down, across, down)
        if covered := [title.top() for title in canvas.titles if title.intersects(box.adjusted(-3, -3, 3, 3))]:
            box.moveBottom(min(covered) - MARGIN)
        return box

    def frame(self, box: QRectF) -> QRectF:
        """What of it is in view, in widget positions; never smaller than can be seen."""
        view, (width, height) = self.canvas.viewport, self.canvas.picture_size
        (left, top), (right, bottom) = view.to_source((0, 0)), view.to_source(view.size)
        across, down = box.width() / width, box.height() / height
        frame = QRectF(box.left() + left * across, box.top() + top * down, (right - left) * across, (bottom - top) * down)
        frame &= box
        size = max(frame.width(), SMALLEST_FRAME), max(frame.height(), SMALLEST_FRAME)
        middle = frame.center()
        return QRectF(middle.x() - size[0] / 2, middle.y() - size[1] / 2, *size)

    def paint(self, painter: QPainter) -> None:
        """The picture, and a frame around what is in view."""
        box = self.box
        if box is None:
            return
        painter.fillRect(box.adjusted(-3, -3, 3, 3), QColor(0, 0, 0, 110))
        painter.fillRect(box.adjusted(-1, -1, 1, 1), QColor(255, 255, 255, 170))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(box, CHECKER_LIGHT)
        painter.drawImage(box, self._image())
        painter.setClipRect(box.adjusted(-1, -1, 1, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = self.frame(box)
        for colour, thickness in ((QColor(0, 0, 0, 170), 3.0), (QColor(255, 255, 255), 1.5)):
            painter.setPen(QPen(colour, thickness, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(frame)

    def _image(self) -> QImage:
        """The picture as small as it will do, made once."""
        pyramid, display = self.canvas.pyramid, self.canvas.display
        assert pyramid is not None
        if self._picture is None or self._picture[:2] != (pyramid, display):
            enough = 2 * SIDE  # for screens of high resolution
            level = next((level for level in reversed(pyramid.levels) if max(level.shape[:2]) >= enough), pyramid.levels[0])
            self._picture = pyramid, display, as_qimage(display.show(level))
        return self._picture[2]

    def press(self, event: QMouseEvent) -> bool:
        """Go there; from then on the view follows."""
        box = self.box
        if box is None or event.button() != Qt.MouseButton.LeftButton or not box.contains(event.position()):
            return False
        self._is_held = True
        self.drag(event)
        return True

    def drag(self, event: QMouseEvent) -> None:
        """The middle of the view goes to the source position under the mouse."""
        if (box := self.box) is not None:
            at, (width, height) = event.position() - box.topLeft(), self.canvas.picture_size
            self.canvas.look_at((at.x() / box.width() * width, at.y() / box.height() * height))

    def release(self, event: QMouseEvent) -> None:
        """Let go."""
        self._is_held = False

    def shape_at(self, position: QPointF) -> Qt.CursorShape | None:
        """That it can be taken."""
        if self._is_held:
            return Qt.CursorShape.ClosedHandCursor
        return Qt.CursorShape.PointingHandCursor if (box := self.box) is not None and box.contains(position) else None
