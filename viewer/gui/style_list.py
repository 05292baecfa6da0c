"""Pictures whose style is taken: thumbnails, and how much each counts."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import UserError
from viewer.gui.background import Background
from viewer.gui.menu_button import MenuButton
from viewer.gui.weight_slider import WeightSlider
from viewer.imaging.files import READABLE
from viewer.imaging.image import to_uint8
from viewer.imaging.paintings import PAINTINGS
from viewer.imaging.resample import resample

SIDE = 48  # of thumbnails, device-independent pixels
SHOWN = 2  # rows without scrolling


class StyleRow(QFrame):
    """One style; `removed` says that it is not wanted any more."""

    changed = Signal()
    removed = Signal()

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        title = _painted(path) if path in PAINTINGS else Path(path).name
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(SIDE, SIDE)
        self.picture.setAccessibleName(self.tr("Thumbnail of {0}").format(title))
        self.name = QLabel(title, toolTip=path)
        self.problem = ""
        self.share = WeightSlider()
        self.share.slider.setObjectName("shareField")
        self.share.setAccessibleName(self.tr("Share of {0}").format(title))
        self.share.setToolTip(self.tr("How much this style counts beside the others"))
        self.share.changed.connect(self.changed)
        remove = QToolButton(text="✕", autoRaise=True, objectName="removeStyle", toolTip=self.tr("Take it off the list"))
        remove.setAccessibleName(self.tr("Remove {0}").format(title))
        remove.clicked.connect(self.removed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.share)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 4, 3)
        row.setSpacing(10)
        row.addWidget(self.picture)
        row.addLayout(words, 1)
        row.addWidget(remove)

    def show_picture(self, thumbnail: np.ndarray) -> None:
        """What it looks like, (h, w, 3) uint8."""
        height, width = thumbnail.shape[:2]
        picture = QPixmap.fromImage(QImage(thumbnail.data, width, height, 3 * width, QImage.Format.Format_RGB888))
        picture.setDevicePixelRatio(max(width, height) / SIDE)
        self.picture.setPixmap(picture)

    def show_problem(self, sentence: str) -> None:
        """Why it cannot be taken."""
        self.problem = sentence
        self.picture.setText("?")


class StyleList(QWidget):
    """A few styles, added by a dialog, dropped, or painted by the program."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._rows: list[StyleRow] = []
        self._background = Background(self)
        within = QWidget()
        self._column = QVBoxLayout(within)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._hint = QLabel(self.tr("Drop paintings, patterns or photos here"), alignment=Qt.AlignmentFlag.AlignCenter)
        self._hint.setEnabled(False)
        self._column.addWidget(self._hint, 1)
        self._column.addStretch(0)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(within)
        scroll.setMinimumHeight(SHOWN * (SIDE + 6) + 2 * scroll.frameWidth())
        add = QPushButton(self.tr("Add…"), objectName="addStyle", toolTip=self.tr("Add pictures whose style is taken"))
        add.setAutoDefault(False)
        add.clicked.connect(self._choose)
        paint = MenuButton(text=self.tr("Painted"), name="paintStyle")
        paint.setToolTip(self.tr("Styles that the program paints itself"))
        menu = QMenu(paint)
        for name in PAINTINGS:
            menu.addAction(_painted(name)).triggered.connect(lambda _=False, name=name: self.add([name]))
        paint.setMenu(menu)
        buttons = QVBoxLayout()
        buttons.addWidget(add)
        buttons.addWidget(paint)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(scroll, 1)
        row.addLayout(buttons)
        self.setFocusProxy(add)

    @property
    def styles(self) -> list[str]:
        """Their files, or names of paintings."""
        return [row.path for row in self._rows]

    @property
    def shares(self) -> list[float]:
        """How much each counts: nothing said if there is but one."""
        return [row.share.value() for row in self._rows] if len(self._rows) > 1 else []

    @property
    def problem(self) -> str:
        """What is wrong with one of them, a sentence."""
        return next((row.problem for row in self._rows if row.problem), "")

    def set_styles(self, styles: list[str], shares: list[float]) -> None:
        """Show these."""
        for row in list(self._rows):
            self._remove(row)
        self.add(styles)
        for row, share in zip(self._rows, shares, strict=False):
            row.share.set_value(share)

    def add(self, styles: list[str]) -> None:
        """Put styles on the list that are not there yet."""
        for style in dict.fromkeys(styles):
            if style not in self.styles:
                self._add(style)
        self._arrange()

    def take_dropped(self, paths: list[Path]) -> None:
        """Put pictures on the list that were dropped here or nearby."""
        self.add([str(path) for path in paths])

    def _add(self, style: str) -> None:
        row = StyleRow(style)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._take_off(row))
        self._rows.append(row)
        self._column.insertWidget(len(self._rows), row)

        def shown(thumbnail: np.ndarray) -> None:
            if row in self._rows:
                row.show_picture(thumbnail)

        def failed(error: UserError) -> None:
            if row in self._rows:
                row.show_problem(error.message)
                self.changed.emit()

        side = round(SIDE * self.devicePixelRatioF())
        self._background.run(lambda: _thumbnail(style, side), shown, failed)

    def _take_off(self, row: StyleRow) -> None:
        self._remove(row)
        self._arrange()

    def _remove(self, row: StyleRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.deleteLater()

    def _arrange(self) -> None:
        self._hint.setVisible(not self._rows)
        for row in self._rows:
            row.share.setVisible(len(self._rows) > 1)
        self.changed.emit()

    def _choose(self) -> None:
        filters = self.tr("Pictures") + f" ({' '.join(f'*{ending}' for ending in READABLE)})"
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Add styles"), "", filters)
        self.add(names)


def _thumbnail(style: str, side: int) -> np.ndarray:
    """A small copy of a style. UserError if it cannot be one."""
    from viewer.training.subject import read_style  # torch

    values = read_style(Path(style))
    height, width = values.shape[:2]
    scale = side / max(height, width)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return np.ascontiguousarray(resample(to_uint8((values * 255 + 0.5).astype(np.uint8)), size))


def _painted(name: str) -> str:
    """What a style that the program paints is called."""
    _, title = PAINTINGS[name]
    return QCoreApplication.translate("StyleList", title)
