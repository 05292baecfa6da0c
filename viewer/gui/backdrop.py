"""What stands in for tiles on a glide: put together in one picture now and then, which the frames between only enlarge."""

import math
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from viewer.gui.blitting import stretch
from viewer.rendering.viewport import Viewport

SOFTEST = 1.42  # how much larger than it was put together it is shown at most: two rungs of the zoom ladder
OUTWARDS = 1.2  # of that at once, where the way leads outwards: a rung
RIM = 2  # device pixels more than is seen: views are of whole ones
LARGEST = 1.5  # times what is seen: beyond that it is no gain


class Backdrop(NamedTuple):
    """What a part of a layer looks like at one zoom.

    viewport  in which its corner is that of `area`
    """

    picture: QImage
    viewport: Viewport
    area: QRect

    def place(self, viewport: Viewport) -> QRectF:
        """Where it is in another viewport, in device pixels."""
        scale = viewport.zoom / self.viewport.zoom
        x, y = (
            (start + origin) * scale - other
            for start, origin, other in zip(
                (self.area.left(), self.area.top()), self.viewport.origin, viewport.origin, strict=True
            )
        )
        return QRectF(x, y, self.area.width() * scale, self.area.height() * scale)

    def shows(self, viewport: Viewport, area: QRect) -> bool:
        """Whether it is sharp enough for an area of a viewport, and covers all of it."""
        place = self.place(viewport)
        is_sharp = 1 / OUTWARDS <= viewport.zoom / self.viewport.zoom <= SOFTEST * (1 + 1e-9)
        right, bottom = math.ceil(place.right()), math.ceil(place.bottom())
        covers = (
            place.left() <= area.left()
            and place.top() <= area.top()
            and right >= area.left() + area.width()
            and bottom >= area.top() + area.height()
        )
        return is_sharp and covers

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint it where it is in a viewport."""
        stretch(painter, self.place(viewport), self.picture)


def outlook(viewport: Viewport, end: Viewport, clip: QRect) -> Viewport | None:
    """What is seen of `clip` on the next part of the way from one view to another, at the smaller of its zooms, as one viewport.

    None if that is far more than is seen at once: the way leads to another place.
    """
    octaves = math.log2(end.zoom / viewport.zoom)
    reach = math.log2(SOFTEST if octaves > 0 else OUTWARDS)
    far = viewport.towards(end, reach / abs(octaves)) if octaves else end  # it may be on beyond the end: so does a hand
    wide, narrow = sorted((viewport, far), key=lambda view: view.zoom)
    whole = QRectF(clip)
    corners = [wide.to_device(narrow.to_source((at.x(), at.y()))) for at in (whole.topLeft(), whole.bottomRight())]
    (left, top), (right, bottom) = corners
    whole |= QRectF(left, top, right - left, bottom - top)
    if whole.width() * whole.height() > LARGEST * clip.width() * clip.height():
        return None
    return wide.part(whole.adjusted(-RIM, -RIM, RIM, RIM).toAlignedRect().getRect())  # type: ignore[arg-type]
