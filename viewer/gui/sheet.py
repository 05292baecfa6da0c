"""A comparison as a sheet: pictures side by side with names, figures and scale, as PDF with vector text, or as PNG."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from viewer.errors import UserError
from viewer.export.comparison import Seen, Table
from viewer.files import replacing

ENDINGS = (".pdf", ".png")
WIDTH = 180.0  # mm, of a PDF: the text width of most journals
SHAPE = 2.0  # of the pictures together: width by height
EMPTY = 1.5  # how bad a sheet is half of which is empty, where one twice as high or wide as that is by 0.7
LETTERS = 64  # of text, as high as they are, in the sheet's width
SMALLEST = 13.0  # pixels, of letters
TEXT, DIM = QColor(0x1C, 0x1C, 0x1C), QColor(0x66, 0x66, 0x66)
BARS = 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000  # source pixels, of a scale bar
BAR_PART = 0.3  # of a picture's width it is at most


@dataclass(frozen=True)
class Sheet:
    """What is on it: pictures of one size, their table (see `comparison`), and a note.

    scale  pixels of theirs for each of the source
    """

    title: str
    pictures: Sequence[Seen]
    table: Table
    note: str
    scale: float

    @property
    def columns(self) -> int:
        """How many stand side by side: so many that all are wider than high, and little of the sheet is empty."""
        count, (height, width) = len(self.pictures), self.pictures[0].pixels.shape[:2]

        def fault(columns: int) -> float:
            rows = math.ceil(count / columns)
            return abs(math.log(columns * width / (rows * height) / SHAPE)) + EMPTY * (columns * rows - count) / count

        return min(range(1, count + 1), key=fault)


class Layout:
    """Where everything is, in pixels of the pictures, which are laid down one to one."""

    def __init__(self, sheet: Sheet) -> None:
        self.height, self.width = sheet.pictures[0].pixels.shape[:2]
        self.columns = sheet.columns
        self.rows = math.ceil(len(sheet.pictures) / self.columns)
        inner = self.columns * self.width
        self.letter = max(inner / LETTERS, SMALLEST)
        self.gap = self.letter
        self.caption = 4.3 * self.letter  # a name, and two lines of figures
        self.head, self.foot = 2.4 * self.letter, 4.8 * self.letter
        across = 2 * self.gap + inner + (self.columns - 1) * self.gap
        down = 2 * self.gap + self.head + self.rows * (self.height + self.caption) + (self.rows - 1) * self.gap + self.foot
        self.size = math.ceil(max(across, 24 * self.letter)), math.ceil(down)

    def picture(self, number: int) -> QRectF:
        """Where a picture lies, at a whole pixel."""
        row, col = divmod(number, self.columns)
        x = round(self.gap + col * (self.width + self.gap))
        y = round(self.gap + self.head + row * (self.height + self.caption + self.gap))
        return QRectF(x, y, self.width, self.height)


def check_sheet(path: Path) -> None:
    """UserError unless a sheet can be written to such a file."""
    if path.suffix.lower() not in ENDINGS:
        raise UserError(f"{path.name} does not end in {ENDINGS[0]} or {ENDINGS[1]}.")


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write a sheet, whole or not at all; on any thread, while there is a QGuiApplication. UserError."""
    check_sheet(path)
    layout = Layout(sheet)
    width, height = layout.size
    with replacing(path) as temporary:
        if path.suffix.lower() == ".png":
            image = QImage(width, height, QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.white)
            painter = QPainter(image)
            _draw(painter, sheet, layout)
            painter.end()
            is_written = image.save(str(temporary), "PNG")
        else:
            writer = QPdfWriter(str(temporary))
            writer.setTitle(sheet.title)
            writer.setCreator("srview")
            writer.setPageSize(QPageSize(QSizeF(WIDTH, WIDTH * height / width), QPageSize.Unit.Millimeter, "sheet"))
            writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
            painter = QPainter()
            is_written = painter.begin(writer)
            painter.scale(writer.width() / width, writer.width() / width)
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            _draw(painter, sheet, layout)
            is_written = painter.end() and is_written
        if not is_written:
            raise UserError(f"Cannot write {path}.", "Choose another place or free some space.")


def _draw(painter: QPainter, sheet: Sheet, layout: Layout) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the same sheet whatever the language of the window
    width, _ = layout.size
    inner = width - 2 * layout.gap
    _write(painter, QRectF(layout.gap, layout.gap, inner, layout.head), sheet.title, layout.letter * 1.15, TEXT, bold=True)
    for number, (picture, figures) in enumerate(zip(sheet.pictures, sheet.table.rows, strict=True)):
        area = layout.picture(number)
        painter.drawImage(area, _image(picture.pixels))
        line = QRectF(area.left(), area.bottom() + 0.3 * layout.letter, area.width(), 1.4 * layout.letter)
        _write(painter, line, picture.title, layout.letter, QColor(picture.colour) if picture.colour else TEXT, bold=True)
        told = ", ".join(f"{column} {figure}".strip() for column, figure in _told(sheet.table, figures))
        under = line.translated(0, 1.4 * layout.letter)
        under.setHeight(2.6 * layout.letter)
        _write(painter, under, told, layout.letter * 0.9, DIM, wraps=True)
    last = layout.picture(len(sheet.pictures) - 1)
    below = last.bottom() + layout.caption + 0.4 * layout.letter
    bar = _bar(sheet.scale, layout.width)
    if bar:
        y, length = below + 0.6 * layout.letter, bar * sheet.scale
        painter.fillRect(QRectF(layout.gap, y, length, layout.letter * 0.22), TEXT)
        text = QCoreApplication.translate("Sheet", "%n source pixel(s)", "", bar).replace("(s)", "" if bar == 1 else "s")
        place = QRectF(layout.gap + length + 0.6 * layout.letter, y - 0.6 * layout.letter, inner, 1.4 * layout.letter)
        _write(painter, place, text, layout.letter * 0.9, TEXT)
    note = QRectF(layout.gap, below + 1.7 * layout.letter, inner, 2.6 * layout.letter)
    _write(painter, note, sheet.note, layout.letter * 0.8, DIM, wraps=True)


def _told(table: Table, figures: Sequence[str]) -> list[tuple[str, str]]:
    """The figures that say something, each with what it is; of PSNR in dB the unit says it."""
    named = [("" if figure.endswith("dB") else column, figure) for column, figure in zip(table.columns[1:], figures, strict=True)]
    return [(column, figure) for column, figure in named if figure not in ("", "–")]


def _write(
    painter: QPainter, area: QRectF, text: str, size: float, colour: QColor, bold: bool = False, wraps: bool = False
) -> None:  # fmt: skip
    """A line of text, cut off where it is too long, or as many as there is room for."""
    font = QFont("sans-serif")
    font.setPixelSize(max(round(size), 1))
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(colour)
    if wraps:
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, text)
        return
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _bar(scale: float, width: int) -> int:
    """How many source pixels a scale bar is long; 0 if none fits."""
    return max((pixels for pixels in BARS if pixels * scale <= BAR_PART * width), default=0)


def _image(pixels: np.ndarray) -> QImage:
    height, width = pixels.shape[:2]
    rows = np.ascontiguousarray(pixels)
    return QImage(rows.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
