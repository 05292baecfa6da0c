"""Turning and mirroring: the picture is laid otherwise, and looked at where it was."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from viewer.gui.canvas import Canvas
from viewer.gui.document import Document
from viewer.gui.menus import add_action
from viewer.gui.opening import Opener
from viewer.imaging.image import Image
from viewer.imaging.turn import AS_FILED, Turn
from viewer.rendering.viewport import Viewport


class Turning(QObject):
    """Has the picture turned off this thread and opened in its own place. `failed` gives a sentence."""

    failed = Signal(str)

    def __init__(
        self, window: QWidget, canvas: Canvas, document: Document, opener: Opener, objection: Callable[[], str], menu: QMenu
    ) -> None:
        """`objection` is a sentence on what would be lost, or empty."""
        super().__init__(window)
        self._canvas, self._document, self._opener, self._objection = canvas, document, opener, objection
        self._under_way: tuple[Image, Turn, Viewport] | None = None  # which picture is turned how, and what was seen of it
        more = menu.addMenu(self.tr("&Turn"))
        for name, text, quarters, mirrored, keys in (
            ("turnClockwise", self.tr("&Clockwise"), 1, False, ["R"]),
            ("turnCounterClockwise", self.tr("C&ounter-clockwise"), 3, False, ["Shift+R"]),
            ("mirrorLeftToRight", self.tr("&Mirror left to right"), 0, True, []),
            ("mirrorTopToBottom", self.tr("Mirror &top to bottom"), 2, True, []),
        ):
            add_action(window, more, text, partial(self.turn, Turn(quarters, mirrored)), *keys, name=name)

    def turn(self, change: Turn) -> None:
        """Lay the picture otherwise; what is asked for while that goes on is added to it."""
        image, document = self._document.image, self._document
        if image is None:
            return
        if document.own_field:
            self.failed.emit(self.tr("A network that is a picture cannot be turned. Save it as a picture, and turn that."))
            return
        if sentence := self._objection():
            self.failed.emit(sentence)
            return
        under_way = self._under_way
        before = under_way[1] if under_way is not None and under_way[0] is image else AS_FILED
        turn = before.then(change)
        self._under_way = image, turn, self._canvas.target
        self._opener.open_made(lambda: image.turned(turn.quarters, turn.mirrored))

    def show_picture(self, image: Image) -> None:
        """A picture is open: if it is the one that was turned, what was in the middle of the view still is."""
        under_way, self._under_way = self._under_way, None
        if under_way is None:
            return
        before, turn, view = under_way
        if image.path != before.path or image.turn != before.turn.then(turn):
            return
        canvas = self._canvas
        canvas.select(None)
        if view == Viewport.fitting(before.size, view.size):
            canvas.set_viewport(Viewport.fitting(image.size, canvas.viewport.size))
        else:
            canvas.set_viewport(replace(view.resized(canvas.viewport.size), centre=turn.point(view.centre, before.size)))
