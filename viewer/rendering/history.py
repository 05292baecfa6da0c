"""Where one has been over a picture, as a browser has it: back, and forward again."""

from viewer.rendering.viewport import Viewport

LONGEST = 200  # views


class History:
    """The views that were looked at, and which of them is seen now."""

    def __init__(self) -> None:
        self._views: list[Viewport] = []
        self._now = -1

    def visit(self, view: Viewport) -> None:
        """A view is looked at: from here there is no way forward any more, unless it is the one that is seen."""
        if self._now >= 0 and _is_same(view, self._views[self._now]):
            return
        self._views = [*self._views[: self._now + 1], view][-LONGEST:]
        self._now = len(self._views) - 1

    def step(self, by: int) -> Viewport | None:
        """The view before (-1) or after (1) the one that is seen, which it now is; None if there is none."""
        if not self.can_step(by):
            return None
        self._now += by
        return self._views[self._now]

    def can_step(self, by: int) -> bool:
        """Whether there is one."""
        return 0 <= self._now + by < len(self._views)


def _is_same(a: Viewport, b: Viewport) -> bool:
    """Whether two views show the same, in windows of whatever size."""
    return a.centre == b.centre and a.zoom == b.zoom
