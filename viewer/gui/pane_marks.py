"""What tells panes apart, and where the cursor would be in the others."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from viewer.gui.decorations import Chip, paint_cross
from viewer.gui.overlay import Level, Overlay


class PaneMarks(Overlay):
    """The title of what a pane shows, and of what is seen while a key is held; a cross in all panes but that under the cursor."""

    level = Level.DIVIDER

    @property
    def follows_cursor(self) -> bool:  # type: ignore[override]
        """The crosses do."""
        return self.canvas.shown.in_panes

    @property
    def chips(self) -> list[Chip]:
        """In the lower left corner."""
        canvas = self.canvas
        if not (canvas.has_picture and (canvas.shown.in_panes or canvas.is_other_seen)):
            return []
        corner = QPointF(12, canvas.viewport.size[1] / canvas.devicePixelRatioF() - 14)
        return [(canvas.seen_in_pane[0].layer.title, corner, Qt.AlignmentFlag.AlignLeft)]

    def paint(self, painter: QPainter) -> None:
        """The title, and the cross."""
        canvas, ratio = self.canvas, self.canvas.devicePixelRatioF()
        self.paint_chips(painter)
        if canvas.cursor_point is not None and not canvas.is_pane_of_hand:
            paint_cross(painter, QPointF(*canvas.cursor_point) / ratio)
