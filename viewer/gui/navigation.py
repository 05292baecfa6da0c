"""Moving about: the viewport, and every way to another one."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from viewer.gui.gliding import Glide
from viewer.imaging.image import Size
from viewer.rendering.viewport import Point, Viewport, clamp_zoom, fill_zoom, fit_zoom, step_zoom


class Navigation(QWidget):
    """A widget that looks at a picture through a viewport. What it shows of it is the canvas's business.

    viewport    what is seen now
    keeps_view  whether zoom and place stay when another picture is looked at, of whatever size
    """

    viewportChanged = Signal(Viewport)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport = Viewport((0.0, 0.0), 1.0, (1, 1))
        self.picture_size: Size = 0, 0
        self.keeps_view = False
        self.glide = Glide(self)
        self.glide.moved.connect(self._glide_on)
        self._before_fit: Viewport | None = None

    def _plan(self) -> None:
        """Want what is seen of `target` from now on, and paint."""
        self.update()

    def _changed(self) -> None:
        self.viewportChanged.emit(self.viewport)
        self._plan()

    def _look_over(self, size: Size, keep_view: bool) -> None:
        """Look at another picture, fitted unless the view is to be kept."""
        is_kept = self.keeps_view and self.has_picture
        self.picture_size = size
        if not keep_view:
            self.glide.stop()
            self.viewport = self.bounded(self.viewport) if is_kept else Viewport.fitting(size, self.viewport.size)
        self._changed()

    def _resize_view(self, size: Size) -> None:
        """In a window of another size a fitted picture stays fitted; another view keeps its centre and zoom."""
        fitted = Viewport.fitting(self.picture_size, size) if self.is_fitted else None
        self.set_viewport(fitted or self.target.resized(size))

    @property
    def has_picture(self) -> bool:
        """Whether a picture is open."""
        return self.picture_size != (0, 0)

    @property
    def target(self) -> Viewport:
        """The view that is shown, or the one it is gliding to."""
        return self.glide.end or self.viewport

    def set_viewport(self, viewport: Viewport) -> None:
        """Show another part of the picture, at once."""
        was_elsewhere = self.target != viewport
        self.glide.stop()
        if was_elsewhere or viewport != self.viewport:
            self.viewport = viewport
            self._changed()

    def go_to(self, viewport: Viewport) -> None:
        """Glide to another part of the picture. What is wanted of the renderer is what is seen there, not on the way."""
        if viewport == self.target:
            return
        if not self.glide.is_on:
            self.set_viewport(viewport)
            return
        self.glide.start(self.viewport, viewport)
        self._plan()

    def _glide_on(self, viewport: Viewport) -> None:
        self.viewport = viewport
        self.viewportChanged.emit(viewport)
        self.update()

    def zoom_notches(self, notches: int, about: Point | None = None) -> None:
        """Walk rungs of the zoom ladder, about a device position or the centre."""
        if self.has_picture:
            self.go_to(self._zoomed(self.target, step_zoom(self.target.zoom, notches, self._fit), about))

    def after_a_notch(self, about: Point) -> list[Viewport]:
        """What will be seen if the wheel is turned a notch about a device position, inwards or outwards."""
        zooms = {step_zoom(self.target.zoom, notches, self._fit) for notches in (1, -1)} - {self.target.zoom}
        return [self._zoomed(self.target, zoom, about) for zoom in zooms]

    def zoom_by(self, factor: float, about: Point | None = None) -> None:
        """Zoom freely, for pinches and fine wheels."""
        if self.has_picture:
            self.set_viewport(self._zoomed(self.viewport, clamp_zoom(self.viewport.zoom * factor, self._fit), about))

    def zoom_to(self, zoom: float) -> None:
        """Zoom about the centre."""
        if self.has_picture:
            self.go_to(self._zoomed(self.target, clamp_zoom(zoom, self._fit), None))

    def fit(self) -> None:
        """Show the whole picture. It stays fitted when the window changes size."""
        if self.has_picture:
            if not self.is_fitted:
                self._before_fit = self.target
            self.go_to(Viewport.fitting(self.picture_size, self.viewport.size))

    def fill(self) -> None:
        """Show as much of the picture as leaves nothing of the window empty."""
        if self.has_picture:
            width, height = self.picture_size
            zoom = fill_zoom(self.picture_size, self.viewport.size)
            self.go_to(Viewport((width / 2, height / 2), zoom, self.viewport.size))

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is shown as large as it goes, or is about to be."""
        return self.has_picture and self.target == Viewport.fitting(self.picture_size, self.viewport.size)

    @property
    def _fit(self) -> float:
        return fit_zoom(self.picture_size, self.viewport.size)

    def bounded(self, viewport: Viewport) -> Viewport:
        """`viewport`, no deeper and no farther off the picture than one may go."""
        return replace(viewport, zoom=clamp_zoom(viewport.zoom, self._fit)).within(self.picture_size)

    def _zoomed(self, view: Viewport, zoom: float, about: Point | None) -> Viewport:
        if about is not None:  # beyond the picture's edge its nearest point is held still
            x, y = view.to_source(about)
            width, height = self.picture_size
            about = view.to_device((min(max(x, 0.0), width), min(max(y, 0.0), height)))
        viewport = view.at_zoom(zoom, about)
        if zoom < view.zoom:
            viewport = viewport.within(self.picture_size)
        return self._straightened(viewport)

    def _straightened(self, viewport: Viewport) -> Viewport:
        """`viewport`, or exactly the fitted one if rounding alone keeps it apart: fit is a state."""
        fitted = Viewport.fitting(self.picture_size, viewport.size)
        near = all(abs(a - b) * fitted.zoom < 0.5 for a, b in zip(viewport.centre, fitted.centre, strict=True))
        return fitted if near and abs(viewport.zoom / fitted.zoom - 1) < 1e-9 else viewport

    def pan(self, dx: float, dy: float) -> None:
        """Move over the picture by device pixels."""
        if self.has_picture:
            self.set_viewport(self.viewport.panned(dx, dy).within(self.picture_size))

    def look_at(self, point: Point) -> None:
        """Bring a source position into the middle."""
        self.set_viewport(replace(self.viewport, centre=point).within(self.picture_size))

    def toggle_fit(self, about: Point) -> None:
        """From anywhere to fit; from fit back to the view before it, or to 1:1 at the point."""
        if not self.is_fitted:
            self.fit()
        elif self._before_fit is not None and self._before_fit.size == self.viewport.size:
            self.go_to(self._before_fit)
        else:
            zoom = 1.0 if self.target.zoom < 1 else 4 * self.target.zoom
            self.go_to(self._zoomed(self.target, zoom, about))
