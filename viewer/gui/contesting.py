"""A reference contest as the window has it: run in the background, and its pictures seen as layers of the photo."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from viewer.errors import Stop, Stopped, UserError
from viewer.fields.derivatives import COLOURS
from viewer.fields.field import Field
from viewer.gui.asking import ask_where_to_save
from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.document import Document
from viewer.gui.export_parts import parts_of
from viewer.gui.exporting import describe_device
from viewer.gui.look import Through
from viewer.gui.menus import add_action
from viewer.gui.models import picture_choice
from viewer.imaging.files import save_image
from viewer.imaging.image import Image
from viewer.threads import make_way

if TYPE_CHECKING:
    from viewer.fields.contest import Entry
    from viewer.fields.evaluation import Case
    from viewer.gui.contest_dialog import ContestDialog, Wish

PANES = 3  # that show pictures beside the photo
OVER = 0.6  # how much of the map lies over the photo


class Contesting(QObject):
    """Owns the contest of the picture that is open, and files of its pictures, which end with the window."""

    failed = Signal(str)
    told = Signal(str)
    _progressed = Signal(float)

    def __init__(self, window: QWidget, canvas: Canvas, document: Document, menu: QMenu) -> None:
        super().__init__(window)
        self._window, self._canvas, self._document = window, canvas, document
        self._background, self._stop = Background(self), Stop()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._image: Image | None = None  # that was shrunk, and what was made of it
        self._case: Case | None = None
        self._wish: Wish | None = None
        self._results: list[tuple[str, Entry]] = []
        self.dialog: ContestDialog | None = None
        menu.addSeparator()
        self.action = add_action(window, menu, self.tr("&Reference contest…"), self.ask, "Ctrl+R", name="referenceContest")
        self.action.setToolTip(self.tr("Shrink the photo, let every method rebuild it, and see who is nearest where"))
        self.action.setEnabled(False)
        document.opened.connect(self._on_opened)

    def _on_opened(self) -> None:
        self.action.setEnabled(not self._document.own_field)
        if self.dialog is not None:
            self.dialog.close()

    def ask(self) -> None:
        """Open the contest of the picture, anew if it is open: another part may be selected."""
        from viewer.gui.contest_dialog import ContestDialog

        if (image := self._document.image) is None:
            return
        if self.dialog is not None:
            self.dialog.close()
        parts = parts_of(image.size, self._canvas.target, self._canvas.selection)
        able = [choice for choice in self._document.choices if choice.of is None and not choice.paints]
        dialog = self.dialog = ContestDialog(image, parts, able, partial(self._time, image), self._window)
        dialog.started.connect(lambda wish: self._begin(image, wish))
        dialog.cancelled.connect(lambda: self._stop.set())
        dialog.lookRequested.connect(self._look)
        dialog.mapRequested.connect(self._look_at_map)
        dialog.exportRequested.connect(self._export)
        dialog.finished.connect(self._leave)
        self._progressed.connect(dialog.show_progress, Qt.ConnectionType.QueuedConnection)
        dialog.show()

    def _leave(self) -> None:
        self._stop.set()
        if self.dialog is not None:
            self._progressed.disconnect(self.dialog.show_progress)
            self.dialog.deleteLater()
            self.dialog = None

    def _time(self, image: Image, model: str, part: tuple[int, int, int, int], scale: float, stop: Stop) -> tuple[float, str]:
        """As `contest_price.Timing`; on another thread."""
        from viewer.fields.contest import cut, pace

        make_way()
        fields = []

        def make(small: Image) -> Field:
            fields.append(self._through(model).field(small, lambda _: None))
            return fields[-1]

        return pace(make, cut(image, part), scale, stop), describe_device(fields[-1])

    def _through(self, model: str) -> Through:
        look = self._document.look
        return Through(model, False, look.device, look.precision, COLOURS)

    # The contest

    def _begin(self, image: Image, wish: "Wish") -> None:
        stop = self._stop = Stop()
        self._image, self._wish, self._results = image, wish, []
        assert self.dialog is not None
        self.dialog.begin()

        def shrink() -> "Case":
            from viewer.fields.contest import cut
            from viewer.fields.evaluation import make_case

            return make_case(cut(image, wish.part), wish.scale)

        def done(case: "Case") -> None:
            self._case = case
            self._enter(0, case, wish, stop)

        def failed(error: UserError) -> None:
            self.failed.emit(str(error))
            self._end(stop)

        self._background.run(shrink, done, failed)

    def _enter(self, number: int, case: "Case", wish: "Wish", stop: Stop) -> None:
        """One model's turn, and then the next one's."""
        if number == len(wish.models) or stop.is_set():
            self._end(stop)
            return
        (model, title), through = wish.models[number], self._through(wish.models[number][0])
        before = [entry for _, entry in self._results]

        def tell(part: float) -> None:
            self._progressed.emit((number + part) / len(wish.models))

        def work() -> "tuple[Entry, np.ndarray] | None":
            from viewer.export.contest import map_of
            from viewer.fields.contest import enter

            make_way()
            try:
                field = through.field(case.small, self.told.emit)
                entry = enter(model, field, case, stop, tell)
            except Stopped:
                return None
            return entry, map_of([*before, entry], case)

        def done(found: "tuple[Entry, np.ndarray] | None") -> None:
            if found is not None and self.dialog is not None and stop is self._stop:
                entry, who_wins = found
                self._results.append((title, entry))
                self.dialog.add(title, entry, who_wins)
            self._enter(number + 1, case, wish, stop)

        def failed(error: UserError) -> None:
            if self.dialog is not None and stop is self._stop:
                self.dialog.lose(title, str(error))
            self._enter(number + 1, case, wish, stop)

        self._background.run(work, done, failed)

    def _end(self, stop: Stop) -> None:
        if self.dialog is not None and stop is self._stop:
            self.dialog.end()

    # What becomes of it

    def _look(self, numbers: list[int]) -> None:
        """See some of the pictures beside the photo, each by its own pixels."""
        chosen = [self._results[number] for number in numbers[:PANES]]
        scale = self._wish.scale if self._wish is not None else 0.0
        names = [self.tr("{0} from ÷{1:g}").format(title, scale) for title, _ in chosen]

        def show(files: list[str]) -> None:
            look = self._document.look
            more = (*files[1:], *look.more[len(files) - 1 :])
            panes = len(files) + 1 if len(files) > 1 else 1
            split = look.split or panes == 1
            self._document.see(model="bicubic", compare=files[0], more=more, panes=panes, split=split, blend=0.0, shown=COLOURS)

        self._keep([(name, entry.pixels) for name, (_, entry) in zip(names, chosen, strict=True)], show)

    def _look_at_map(self) -> None:
        from viewer.export.contest import map_of

        assert self._case is not None
        who_wins = map_of([entry for _, entry in self._results], self._case)

        def show(files: list[str]) -> None:
            self._document.see(compare=files[0], panes=1, split=False, blend=OVER, shown=COLOURS)

        self._keep([(self.tr("Who wins where"), who_wins)], show)

    def _keep(self, pictures: list[tuple[str, np.ndarray]], show: Callable[[list[str]], None]) -> None:
        """Write pictures (name, pixels) of a part, in its place in the photo, as files; `show` is given what they are called."""
        image, wish = self._image, self._wish
        assert image is not None and wish is not None
        if image is not self._document.image:
            return
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="srview-contest-")
        folder = Path(self._folder.name)

        def work() -> list[Path]:
            from viewer.fields.contest import laid_back

            files = []
            for name, pixels in pictures:
                path = folder / f"{name.replace('/', '-')}.png"
                save_image(laid_back(pixels, image.rgb8(), wish.part[:2]) / 255, path)
                files.append(path)
            return files

        def done(files: list[Path]) -> None:
            if image is self._document.image:
                self._document.hold_against([picture_choice(path, image.size, path.stem) for path in files])
                show([str(path) for path in files])

        self._background.run(work, done, lambda error: self.failed.emit(str(error)))

    def _export(self) -> None:
        from viewer.gui.sheet import ENDINGS

        image, case, results = self._image, self._case, list(self._results)
        assert image is not None and case is not None
        source = image.path or Path.home() / "picture"
        wished = source.with_name(f"{source.stem}-contest.html")
        path = ask_where_to_save(self._window, self.tr("Save the contest"), str(wished), ".html", *ENDINGS)
        if path is None:
            return

        def work() -> None:
            from viewer.export.comparison import check_pixels
            from viewer.export.contest import outcome_of
            from viewer.gui.comparison_files import write_comparison

            check_pixels((case.truth.shape[1], case.truth.shape[0]))
            titles, entries = [title for title, _ in results], [entry for _, entry in results]
            heading, pictures, note, table = outcome_of(image.name, case, titles, entries)
            write_comparison(path, heading, pictures, pictures[0], note, 1.0, table)

        def done(_: None) -> None:
            self.told.emit(self.tr("{0} is written: table, pictures and who wins where").format(path.name))

        self._background.run(work, done, lambda error: self.failed.emit(str(error)))

    def close(self) -> None:
        """Give up what is going on; files of its pictures go."""
        self._stop.set()
        self._background.close()
        if self.dialog is not None:
            self.dialog.close()
        if self._folder is not None:
            self._folder.cleanup()
