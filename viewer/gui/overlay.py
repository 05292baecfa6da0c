"""What lies over the picture on the canvas: painted after it, and asked for the mouse before it."""

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QWheelEvent

from viewer.gui.decorations import Chip, chip_box, paint_chip

if TYPE_CHECKING:
    from viewer.gui.canvas import Canvas


class Level(IntEnum):
    """Who lies above whom. The uppermost is painted last and asked for the mouse first."""

    LENS = 0  # another picture
    PIXELS = 1  # belongs to the picture
    SELECTION = 2
    TOOL = 3
    DIVIDER = 4
    CONTROL = 5


class Overlay:
    """Something over the picture. Override what is of interest, and hand it to `Canvas.add_overlay`.

    Positions are those of the widget; of several panes, within the pane that is painted, or is under the mouse.

    level           who lies above whom
    in_every_pane   whether it is in all panes, or in the last alone
    follows_cursor  whether it looks different where the cursor is
    """

    level = Level.PIXELS
    follows_cursor = False
    in_every_pane = True

    def __init__(self, canvas: "Canvas") -> None:
        self.canvas = canvas

    @property
    def chips(self) -> list[Chip]:
        """The titles of what is seen, for `paint_chips`."""
        return []

    @property
    def titles(self) -> list[QRectF]:
        """Where they are: what can lie elsewhere does."""
        return [chip_box(self.canvas.fontMetrics(), *chip) for chip in self.chips]

    def paint_chips(self, painter: QPainter) -> None:
        """Paint the titles."""
        for chip in self.chips:
            paint_chip(painter, *chip)

    def paint(self, painter: QPainter) -> None:
        """Paint it; there is a picture. The painter's state need not be put back."""

    def press(self, event: QMouseEvent) -> bool:
        """Whether it takes hold: it alone is then told where the mouse goes, until it is let go."""
        return False

    def drag(self, event: QMouseEvent) -> None:
        """The mouse has moved while held."""

    def release(self, event: QMouseEvent) -> None:
        """The mouse has been let go."""

    def wheel(self, event: QWheelEvent) -> bool:
        """Whether it takes a turn of the wheel."""
        return False

    def shape_at(self, position: QPointF) -> Qt.CursorShape | None:
        """The cursor over a position, None where it takes nothing."""
        return None
