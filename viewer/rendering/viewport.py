"""What the canvas shows, as a value: where, how deep, how large. Pure functions; zoom obeys one ladder."""

import math
from dataclasses import dataclass, replace

from viewer.imaging.image import Size

Point = tuple[float, float]  # x, y
Area = tuple[int, int, int, int]  # of a window: left, top, width, height in device pixels

MAX_ZOOM = 1e7  # device pixels per source pixel
RUNGS_PER_OCTAVE = 4
SAME_RUNG = 0.05  # fit and the ends take the place of a rung this near to them
SMALLEST_FIT = 1 / 8  # one may zoom out to this part of fit


@dataclass(frozen=True, slots=True)
class Viewport:
    """`centre` (x, y) in source pixels, `zoom` in device pixels per source pixel, `size` in device pixels."""

    centre: Point
    zoom: float
    size: Size

    @classmethod
    def fitting(cls, image: Size, size: Size) -> "Viewport":
        """The whole image, centred, as large as it goes."""
        return cls((image[0] / 2, image[1] / 2), fit_zoom(image, size), size)

    @property
    def origin(self) -> tuple[int, int]:
        """The top-left device pixel, counted from the image's corner at this zoom.

        Whole, so that tiles anchored at the corner are reused while panning; the view moves by half a pixel at most.
        """
        return (
            math.floor(self.centre[0] * self.zoom - self.size[0] / 2 + 0.5),
            math.floor(self.centre[1] * self.zoom - self.size[1] / 2 + 0.5),
        )

    def area_of(self, image: Size) -> Area:
        """The device pixels that show the image."""
        left, top = self.origin
        x, y = max(-left, 0), max(-top, 0)
        right = min(math.ceil(image[0] * self.zoom - 1e-9) - left, self.size[0])
        bottom = min(math.ceil(image[1] * self.zoom - 1e-9) - top, self.size[1])
        return x, y, max(right - x, 0), max(bottom - y, 0)

    def to_source(self, point: Point) -> Point:
        """The source position under a device position."""
        return (
            self.centre[0] + (point[0] - self.size[0] / 2) / self.zoom,
            self.centre[1] + (point[1] - self.size[1] / 2) / self.zoom,
        )

    def to_device(self, point: Point) -> Point:
        """The device position of a source position."""
        return (
            (point[0] - self.centre[0]) * self.zoom + self.size[0] / 2,
            (point[1] - self.centre[1]) * self.zoom + self.size[1] / 2,
        )

    def at_zoom(self, zoom: float, about: Point | None = None) -> "Viewport":
        """The viewport at `zoom` with the source point under `about` (device pixels, default the centre) held still."""
        if about is None:
            return replace(self, zoom=zoom)
        x, y = self.to_source(about)
        centre = x - (about[0] - self.size[0] / 2) / zoom, y - (about[1] - self.size[1] / 2) / zoom
        return replace(self, zoom=zoom, centre=centre)

    def towards(self, end: "Viewport", part: float) -> "Viewport":
        """The viewport `part` of the way to `end`, zoom growing by equal factors.

        The one point that has the same place in both keeps it on the way: the centre moves as the step, 1 / zoom, does.
        """
        zoom = self.zoom * (end.zoom / self.zoom) ** part
        step, first, last = 1 / zoom, 1 / self.zoom, 1 / end.zoom
        share = (step - first) / (last - first) if abs(last / first - 1) > 1e-9 else part
        x, y = (a + (b - a) * share for a, b in zip(self.centre, end.centre, strict=True))
        return replace(end, zoom=zoom, centre=(x, y))

    def panned(self, dx: float, dy: float) -> "Viewport":
        """The viewport moved over the image by device pixels."""
        return replace(self, centre=(self.centre[0] + dx / self.zoom, self.centre[1] + dy / self.zoom))

    def resized(self, size: Size) -> "Viewport":
        """The same centre and zoom in a window of another size."""
        return replace(self, size=size)

    def columns(self, left: int, right: int) -> "Viewport":
        """The part between two device columns, a viewport of its own."""
        return self.part((left, 0, right - left, self.size[1]))

    def part(self, area: Area) -> "Viewport":
        """A part, in its device pixels, as a viewport of its own."""
        (left, top, width, height), (x, y) = area, self.origin
        centre = (x + left + width / 2) / self.zoom, (y + top + height / 2) / self.zoom
        return replace(self, centre=centre, size=(width, height))

    def spot(self, point: Point) -> "Viewport | None":
        """The device pixel that shows a source position, as a viewport of its own; None if that is not in view."""
        x, y = map(math.floor, self.to_device(point))
        return self.part((x, y, 1, 1)) if 0 <= x < self.size[0] and 0 <= y < self.size[1] else None

    def within(self, image: Size) -> "Viewport":
        """The viewport moved back so that its centre lies on the image."""
        x, y = (min(max(c, 0.0), float(n)) for c, n in zip(self.centre, image, strict=True))
        return replace(self, centre=(x, y))


def fit_zoom(image: Size, size: Size) -> float:
    """The zoom at which an image just fits a window."""
    return min(max(size[0], 1) / image[0], max(size[1], 1) / image[1], MAX_ZOOM)


def fill_zoom(image: Size, size: Size) -> float:
    """The zoom at which an image just leaves nothing of a window empty."""
    return min(max(max(size[0], 1) / image[0], max(size[1], 1) / image[1]), MAX_ZOOM)


def clamp_zoom(zoom: float, fit: float) -> float:
    """`zoom` between a part of fit and the deepest."""
    return min(max(zoom, min(fit, 1.0) * SMALLEST_FIT), MAX_ZOOM)


def step_zoom(zoom: float, notches: int, fit: float) -> float:
    """`zoom` after walking `notches` rungs in (positive) or out.

    Rungs are 2^(k/4), `fit` and both ends, which take the places of rungs within 5 % of them, except of 1:1.
    From between rungs the first notch goes to the next one. Going in and out by as many notches ends where it began.
    """
    for _ in range(abs(notches)):
        zoom = _next_rung(zoom, notches > 0, fit)
    return zoom


def _next_rung(zoom: float, inwards: bool, fit: float) -> float:
    nearest = round(math.log2(zoom) * RUNGS_PER_OCTAVE)
    rungs = [2.0 ** (k / RUNGS_PER_OCTAVE) for k in range(nearest - 3, nearest + 4)]
    places = fit, clamp_zoom(0, fit), MAX_ZOOM
    rungs = [r for r in rungs if r == 1 or all(abs(r / place - 1) > SAME_RUNG for place in places)]
    rungs = sorted({clamp_zoom(r, fit) for r in [*rungs, fit]})
    margin = 1e-9
    if inwards:
        return next((r for r in rungs if r > zoom * (1 + margin)), zoom)
    return next((r for r in reversed(rungs) if r < zoom * (1 - margin)), zoom)
