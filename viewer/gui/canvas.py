"""The canvas: shows the layers through the viewport."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.fields.placed import Part
from viewer.gui.arrangement import Arrangement, Side
from viewer.gui.blitting import checkerboard, use_device_pixels
from viewer.gui.decorations import paint_welcome
from viewer.gui.divider import Divider
from viewer.gui.dropping import Dropping
from viewer.gui.hand import Hand
from viewer.gui.lens import Lens
from viewer.gui.mask_overlay import MaskOverlay
from viewer.gui.mask_painter import MaskPainter
from viewer.gui.painting import LayerPainter
from viewer.gui.pane_marks import PaneMarks
from viewer.gui.selection import Selection
from viewer.rendering.display import Display, ShownTiles
from viewer.rendering.placeholder import Pyramid
from viewer.rendering.renderer import Layer, Renderer, View
from viewer.rendering.tiles import TileCache, parts_in_view
from viewer.rendering.viewport import Point, Viewport, fit_zoom

BACKGROUND = QColor(0x2B, 0x2B, 0x2B)  # neutral, so that colours can be judged
SLOWEST_SCREEN = 60  # frames a second


class Canvas(Hand):
    """Pan, zoom, split and panes of the open picture. Computes no pixels: it blits what the renderer has put into the cache.

    shown          which layers, and how they share the canvas
    is_other_seen  whether what the layers are held against is seen in their place
    split          where the divider stands, as a part of the width
    dropping       what becomes of files that are dropped here
    """

    selectionChanged = Signal(object)  # Part, or None for nothing
    painted = Signal()

    def __init__(self, cache: TileCache, renderer: Renderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Picture"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._tiles = ShownTiles(cache)
        self._painter = LayerPainter(self._tiles)
        self._ground, self._has_checkerboard = BACKGROUND, True
        self._renderer = renderer
        self.shown = Arrangement()
        self._painted = 0  # the pane that is painted
        self.is_other_seen = False
        self._was_seen: Layer | None = None  # the other, when it was seen: it will be looked at again
        self.split = 0.5
        self.keys_told: Callable[[], dict[str, str]] = dict  # while there is no picture
        self.dropping = Dropping(self)
        self._is_planned = True  # whether the renderer will be told of what is shown
        self._selection, self._mask, self._lens = Selection(self), MaskOverlay(self), Lens(self)
        for overlay in (self._lens, self._selection, self._mask, Divider(self), PaneMarks(self)):
            self.add_overlay(overlay)
        self.cursorMoved.connect(self._move_lens)
        self._since_frame = QElapsedTimer()
        self._next_frame = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)  # in step with the screen
        self._next_frame.timeout.connect(self.update)
        self._request = QTimer(self, singleShot=True, interval=0)
        self._request.timeout.connect(self._show_views)

    # What is shown

    def set_picture(self, pyramid: Pyramid, shown: Arrangement, keep_view: bool = False) -> None:
        """Show another picture, fitted to the window unless its view is to be kept."""
        self._painter.pyramid = pyramid
        self.shown = shown
        self._look_over(shown.layers[0].image.size, keep_view)
        self._fill_window()
        if not keep_view:
            self.select(None)

    def set_layers(self, shown: Arrangement) -> None:
        """Show other layers of the same picture."""
        self.shown = shown
        self._fill_window()
        self._changed()

    def blend(self, share: float) -> None:
        """Show `share` of the second layer over the first. Nothing is rendered anew."""
        self.shown = replace(self.shown, blend=share)
        self.update()

    def show_other(self, on: bool) -> None:
        """Show what the layers are held against in their place, or no longer. Once seen, it is kept ready."""
        if self.shown.other is not None and on != self.is_other_seen:
            self.is_other_seen, self._was_seen = on, self.shown.other
            self._changed()

    @property
    def layers(self) -> tuple[Layer, ...]:
        """What is seen, from left to right."""
        return self.shown.layers

    @property
    def pyramid(self) -> Pyramid | None:
        """The picture at smaller sizes; None if none is open."""
        return self._painter.pyramid

    @property
    def is_settled(self) -> bool:
        """Whether the renderer has been told what is shown, and has finished it, and all of it is on screen."""
        is_rendered = self._is_planned and not self._request.isActive() and self._renderer.is_settled
        is_resting = self.glide.end is None and not self._painter.fade.is_running
        return is_rendered and is_resting and not self._painter.fade.will_run(self._tiles.cache)

    def layer_at(self, point: Point) -> Layer | None:
        """The layer shown at a device position, or the lowest of them."""
        return next((layer for layer, _ in self.layers_at(point)), None)

    def layers_at(self, point: Point) -> list[tuple[Layer, float]]:
        """The layers shown at a device position, and how much of each."""
        if (other := self._lens.layer) is not None and self._lens.covers(point):
            return [(other, 1.0)]
        sides = self._sides(self._hand) if self.layers else []
        here = [side for side in sides if side.area.left() <= point[0] < side.area.left() + side.area.width()]
        return [(side.layer, side.share if side is here[-1] else 1 - here[-1].share) for side in here]

    @property
    def is_split(self) -> bool:
        """Whether two layers are side by side at the divider."""
        return self.shown.is_split and not self.is_other_seen

    @property
    def is_pane_of_hand(self) -> bool:
        """Whether the pane that is painted now is the one under the cursor."""
        return self._painted == self._hand

    @property
    def seen_in_pane(self) -> list[Side]:
        """What the pane shows that is painted now."""
        return self._sides(self._painted)

    def paint_mask(self, painter: MaskPainter | None) -> None:
        """Let the left button paint a mask from now on, and the right one take marks away; None ends that."""
        self._mask.set_painter(painter)
        if painter is not None:
            self.select(None)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.update()

    @property
    def display(self) -> Display:
        """How values become what is seen."""
        return self._tiles.display

    def show_as(self, display: Display) -> None:
        """Show values in another way, from the next frame on: nothing is rendered anew."""
        self._tiles.display = display
        self._painter.put_together_anew()
        self.update()

    def set_split(self, part: float) -> None:
        """Put the divider at this part of the width."""
        self.split = min(max(part, 0.0), 1.0)
        self.look_again()

    def show_checkerboard(self, on: bool) -> None:
        """Have a checkerboard, or the canvas, seen through what is transparent."""
        self._has_checkerboard = on
        self.set_ground(self._ground)

    def set_ground(self, colour: QColor) -> None:
        """The colour around the picture, which is also seen through it if there is no checkerboard."""
        self._ground = colour
        self._painter.behind = checkerboard() if self._has_checkerboard else QBrush(colour)
        self.update()

    def tiles_in_view(self) -> list[np.ndarray]:
        """What there is of the first layer's field in view, in parts, as tiles have it."""
        if not self.layers or self.pyramid is None:
            return []
        layer, area, _ = self._sides(0)[0]
        view = self.viewport.columns(area.left(), area.left() + area.width())
        return parts_in_view(self._tiles.cache, layer.id, view, layer.image.size)

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
            zoom = fit_zoom((width, height), self.viewport.size)
            self.go_to(self.bounded(Viewport((x + width / 2, y + height / 2), zoom, self.viewport.size)))

    # What is wanted

    def _plan(self) -> None:
        self._is_planned = False
        if self._is_panning:
            self._update_in_step()
        else:
            self.update()

    def _update_in_step(self) -> None:
        """Paint when the screen can show it: mice tell of their way more often, and a notch would wait for those frames."""
        if not self._next_frame.isActive():
            interval = int(1000 / max(self.screen().refreshRate(), SLOWEST_SCREEN))
            self._next_frame.start(max(interval - self._since_frame.elapsed(), 0) if self._since_frame.isValid() else 0)

    def look_again(self) -> None:
        """Something else is seen of the same view: have it rendered, and paint."""
        self._plan()

    def _move_lens(self) -> None:
        if self.shown.has_lens:
            self.look_again()

    def show_tile(self) -> None:
        """There is a tile more. On the way to another view the next frame, which shows it, is at hand."""
        if self.glide.end is None:
            self.update()

    def _show_views(self) -> None:
        sides = [side for pane in range(len(self.panes)) for side in self._sides(pane) if side.area.width()]
        if (other := self._lens.layer) is not None:
            sides.insert(0, Side(other, self._lens.area))
        views = [(side.layer, self.target.part(side.area.getRect())) for side in sides]  # type: ignore[arg-type]
        next_seen = self.layers if self.is_other_seen else (self.shown.other,)
        ahead = [layer for layer in next_seen if layer is not None and self._was_seen is self.shown.other]
        about = self.cursor_point and self.target.to_source(self.cursor_point)
        whole = [(layer, self.target) for layer in dict.fromkeys((*ahead, *self.shown.ahead))]
        self._renderer.show(views, about, [*self._after_a_notch(), *whole])

    def _after_a_notch(self) -> list[View]:
        """The spot under the cursor at the next zooms: a wheel that is turned slowly finds it ready."""
        if self.cursor_point is None or self.wheel_does != "zoom":
            return []
        x, y = map(int, self.cursor_point)
        layers = [layer for layer, _ in self.layers_at(self.cursor_point)]
        return [(layer, view.part((x, y, 1, 1))) for view in self.after_a_notch(self.cursor_point) for layer in layers]

    def _sides(self, pane: int) -> list[Side]:
        """The layers of a pane and which of its device pixels show them."""
        if self.is_other_seen and self.shown.other is not None:
            return [Side(self.shown.other, QRect(0, 0, *self.viewport.size))]
        return self.shown.sides(pane, self.viewport.size, self.split)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit what there is."""
        self._since_frame.start()
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a picture is not mirrored, nor figures and names on it
        painter.fillRect(self.rect(), self._ground)
        if self.pyramid is None:
            if not self.dropping.is_dragged_over:
                paint_welcome(painter, self, self.keys_told())
        else:
            self._painter.begin_frame(self.glide.end)
            for pane in range(len(self.panes)):
                self._paint_pane(painter, pane)
            if self._painter.fade.is_running:
                self._update_in_step()
        if self.dropping.is_dragged_over:
            self.dropping.paint(painter)
        painter.end()
        if not self._is_planned:  # once a frame, and after it: the first picture is on screen before torch is imported
            self._is_planned = True
            self._request.start()
        self.painted.emit()

    def seen(self) -> QImage:
        """What is seen of the picture, in device pixels, without what lies over it and around it."""
        image = QImage(*self.viewport.size, QImage.Format.Format_RGB32)
        image.fill(self._ground)
        painter = QPainter(image)
        self._painter.begin_frame(self.glide.end)
        self._paint_sides(painter, self._hand)
        painter.end()
        return image.copy(*self.viewport.area_of(self.picture_size))

    def _paint_pane(self, painter: QPainter, pane: int) -> None:
        """The picture, and what lies over it."""
        self._painted = pane
        area, ratio = self.panes[pane], self.devicePixelRatioF()
        painter.save()
        painter.translate(QPointF(area.topLeft()) / ratio)
        painter.setClipRect(QRectF(0, 0, area.width() / ratio, area.height() / ratio))
        painter.save()
        use_device_pixels(painter, ratio)
        self._paint_sides(painter, pane)
        painter.restore()
        for overlay in self._overlays:
            if overlay.in_every_pane or pane == len(self.panes) - 1:
                painter.save()
                overlay.paint(painter)
                painter.restore()
        painter.restore()

    def _paint_sides(self, painter: QPainter, pane: int) -> None:
        for layer, area, share in self._sides(pane):
            self._painter.paint(painter, layer, self.viewport, area, share)

    def paint_in(self, painter: QPainter, layer: Layer, area: QRect) -> None:
        """Paint what the viewport shows of a layer within an area (device pixels), for an overlay."""
        use_device_pixels(painter, self.devicePixelRatioF())
        self._painter.paint(painter, layer, self.viewport, area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted picture stays fitted; another view keeps its centre and zoom."""
        self._fill_window()

    def event(self, event: QEvent) -> bool:
        """On a screen of another resolution the picture keeps its device pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fill_window()
        return super().event(event)

    def _fill_window(self) -> None:
        """Divide the canvas into panes, whose size is that of the viewport."""
        ratio = self.devicePixelRatioF()
        self.panes = self.shown.panes((max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1)))
        self._hand = min(self._hand, len(self.panes) - 1)
        size = self.panes[0].width(), self.panes[0].height()
        if size != self.viewport.size:
            self._resize_view(size)
