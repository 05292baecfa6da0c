"""Exporting the picture that is open: asked for in a dialog, priced beforehand, done in the line of exports."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.errors import Stop
from viewer.export.sizes import Region
from viewer.export.strips import Progress
from viewer.fields.derivatives import COLOURS
from viewer.fields.field import Field
from viewer.fields.interpolation import CLASSICAL
from viewer.gui.asking import ask_where_to_save
from viewer.gui.canvas import Canvas
from viewer.gui.document import Document
from viewer.gui.export_parts import Parts, parts_of, region_of
from viewer.gui.export_queue import ExportQueue
from viewer.gui.look import Through
from viewer.gui.opening import image_of
from viewer.gui.readout import describe_bytes, describe_seconds
from viewer.gui.seen import Seen, seen_with
from viewer.imaging.image import Image, Size
from viewer.imaging.metadata import Metadata, srgb_profile
from viewer.imaging.writers import DEEP, Coding, write_picture
from viewer.threads import make_way

if TYPE_CHECKING:
    from viewer.export.engine import Figures, Request
    from viewer.gui.comparison_dialog import PageWish
    from viewer.gui.export_dialog import Wish


class Exporting(QObject):
    """Asks for exports of the picture that is open, and has them done in the `queue`. `failed` gives a sentence."""

    failed = Signal(str)

    def __init__(self, window: QWidget, canvas: Canvas, document: Document) -> None:
        super().__init__(window)
        self._window, self._canvas, self._document = window, canvas, document
        self._fields: dict[tuple[Image, Seen], Field] = {}  # of the picture that is open; used on other threads
        self.queue = ExportQueue(self)
        self.queue.failed.connect(self.failed)
        self.bar = self.queue.bar
        document.opened.connect(self._forget)

    # What can be asked for

    def ask(self) -> None:
        """Ask which part of the picture is to be exported, and how."""
        from viewer.gui.export_dialog import ExportDialog

        if (image := self._document.image) is None:
            return
        fields = [(seen.title(self._document.title_of), seen) for seen in seen_with(self._document.look)]

        def timing(wish: "Wish", stop: Stop):  # as `export_dialog.Timing` says
            from viewer.export.price import estimate

            make_way()
            field = self.field_of(image, wish.seen)
            return estimate(wish.request, image, field, stop), describe_device(field)

        dialog = ExportDialog(image, self._parts(image), fields, timing, self._window)
        dialog.chosen.connect(lambda wish: self._export(image, wish))
        dialog.open()

    def save_view(self) -> None:
        """Save what is on the canvas, as it is seen."""
        image, look, viewport = self._document.image, self._document.look, self._canvas.viewport
        if image is None:
            return
        grabbed = self._canvas.grab().toImage()
        source = image.path or Path.home() / "picture"
        wished = source.with_name(f"{source.stem}-view.png")
        path = ask_where_to_save(self._window, self.tr("Save the view as a picture"), str(wished), ".png")
        if path is None:
            return

        def run(stop: Stop, tell: Callable[[Progress], None]) -> str:
            picture = image_of(grabbed)
            region = region_of(viewport, image.size)
            seen = seen_with(look)
            beside = seen[1].through.model if len(seen) > 1 else ""
            text = _describe(image, path, region, seen[0], centre=viewport.centre, zoom=viewport.zoom, beside=beside)
            metadata = Metadata(srgb_profile(), text=text)
            write_picture(path, picture.size, 3, iter([picture.pixels]), Coding(), metadata, stop)
            return self._describe_file(path, picture.size)

        self.queue.add(path.name, run)

    def _export(self, image: Image, wish: "Wish") -> None:
        expected = wish.price.seconds if wish.price is not None else None

        def run(stop: Stop, tell: Callable[[Progress], None]) -> str:
            from viewer.export.engine import export

            request = wish.request
            if request.keeps and request.path.suffix.lower() in DEEP:
                request = replace(request, text=_describe(image, request.path, request.region, wish.seen))
            figures = export(request, image, self.field_of(image, wish.seen), stop, tell, expected)
            return self._describe_export(request, figures)

        self.queue.add(wish.request.path.name, run)

    def ask_for_comparison(self) -> None:
        """Ask which models are to be compared, in a page for the browser."""
        from viewer.gui.comparison_dialog import ComparisonDialog

        if (image := self._document.image) is None:
            return
        look = self._document.look
        dialog = ComparisonDialog(image, self._parts(image), self._document.offers, (look.model, look.compare), self._window)
        dialog.chosen.connect(lambda wish: self._export_page(image, wish))
        dialog.open()

    def _export_page(self, image: Image, wish: "PageWish") -> None:
        look = self._document.look
        source = image.path or Path.home() / "picture"
        wished = source.with_name(f"{source.stem}-comparison{wish.ending}")
        path = ask_where_to_save(self._window, self.tr("Save the comparison"), str(wished), wish.ending)
        if path is None:
            return

        def run(stop: Stop, tell: Callable[[Progress], None]) -> str:
            from viewer.export.comparison import sample_all
            from viewer.gui.comparison_files import write_comparison

            fields = []
            for model, title in wish.models:
                crisp = look.crisp and model not in CLASSICAL
                through = Through(model, crisp, look.device, look.precision, COLOURS)
                fields.append((title, self.field_of(image, Seen(through))))
            seen = sample_all(image, fields, wish.region, wish.size, stop, tell)
            note = self.tr("{0:,} × {1:,} pixels at ×{2:g}; figures on luma, against {3}.")
            note = note.format(*wish.size, wish.scale, seen[0].title)
            heading = f"{image.name}: {', '.join(title for _, title in wish.models)}"
            write_comparison(path, heading, seen, seen[0], note, wish.scale)
            return self.tr("{0} is written: {1} pictures of {2:,} × {3:,} pixels").format(path.name, len(seen), *wish.size)

        self.queue.add(path.name, run)

    def _parts(self, image: Image) -> Parts:
        return parts_of(image.size, self._canvas.target, self._canvas.selection)

    # The fields

    def field_of(self, image: Image, seen: Seen) -> Field:
        """The field of the open picture, made once: what has been encoded for a price need not be for the export."""
        field = self._fields.get((image, seen))
        if field is None:
            field = self._fields[image, seen] = seen.field(image, self.failed.emit)
        return field

    def _forget(self) -> None:
        self._fields = {}

    def _describe_file(self, path: Path, size: Size) -> str:
        written = sum(file.stat().st_size for file in (path, *path.with_name(f"{path.stem}_files").rglob("*")) if file.is_file())
        text = self.tr("{0} is written: {1:,} × {2:,} pixels, {3}")
        return text.format(path.name, *size, describe_bytes(written))

    def _describe_export(self, request: "Request", figures: "Figures") -> str:
        return f"{self._describe_file(request.path, request.size)}, {describe_seconds(figures.seconds)}"

    def close(self) -> None:
        """Abandon what is being done; nothing of it is left."""
        self.queue.close()


def describe_device(field: Field) -> str:
    """Where a field is computed."""
    device = str(getattr(field, "device", "cpu"))
    return QCoreApplication.translate("Exporting", "this CPU") if device == "cpu" else device


def _describe(image: Image, path: Path, region: Region, seen: Seen, beside: str = "", **place: object) -> str:
    """What a file of a view tells of it; nothing, of a picture that has no file."""
    if image.path is None:
        return ""
    from viewer.export.remembered import describe

    through = seen.through
    other = seen.over.model if seen.over is not None else through.against or beside
    how = {"crisp": through.crisp, "precision": through.precision, "show": through.shown, "blend": seen.share}
    try:
        return describe(image.path, path, region, through.model, other, **how, **place).text()
    except OSError:  # its file has gone
        return ""
