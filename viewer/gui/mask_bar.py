"""The bar above the picture while a mask is painted: tools, brush, undo, files."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDoubleSpinBox, QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from viewer.gui.mask_painter import BRUSH, COLOUR, FILL, LARGEST, LASSO, RECTANGLE, SMALLEST, MaskPainter


class MaskBar(QToolBar):
    """Drives a `MaskPainter`; says what it cannot do itself. What a narrow window has no room for is in a menu at its end."""

    loadRequested = Signal()
    saveRequested = Signal()
    fillRequested = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("maskBar")
        self._painter: MaskPainter | None = None
        self.setContentsMargins(6, 2, 6, 2)
        self._tools = QButtonGroup(self)
        for tool, text, tip in (
            (BRUSH, self.tr("Brush"), self.tr("Paint what is to be filled in; Alt + wheel changes the size")),
            (RECTANGLE, self.tr("Rectangle"), self.tr("Mark a rectangle")),
            (LASSO, self.tr("Lasso"), self.tr("Mark what a line encloses")),
            (FILL, self.tr("Fill"), self.tr("Mark the area that marks enclose")),
            (COLOUR, self.tr("Colour"), self.tr("Mark every pixel of this colour, as for text over a picture")),
        ):
            button = self._button(tool, text, tip)
            button.setCheckable(True)
            button.setChecked(tool == BRUSH)
            button.clicked.connect(lambda _, tool=tool: self._choose(tool))
            self._tools.addButton(button)
            self.addWidget(button)
        self.addSeparator()
        self.brush_width = QDoubleSpinBox(objectName="brushSize", decimals=1, minimum=2 * SMALLEST, maximum=2 * LARGEST)
        self.brush_width.setSuffix(self.tr(" px"))
        self.brush_width.setToolTip(self.tr("Width of the brush, in pixels of the picture (Alt + wheel)"))
        self.brush_width.setAccessibleName(self.tr("Width of the brush"))
        self.brush_width.valueChanged.connect(self._set_size)
        self.tolerance = QDoubleSpinBox(objectName="tolerance", decimals=0, maximum=100)
        self.tolerance.setPrefix("± ")
        self.tolerance.setSuffix(" %")
        self.tolerance.setToolTip(self.tr("How far a colour may be from the one that is clicked"))
        self.tolerance.setAccessibleName(self.tr("Tolerance"))
        self.tolerance.valueChanged.connect(self._set_tolerance)
        self.erase = QCheckBox(self.tr("Erase"), objectName="erase")
        self.erase.setToolTip(self.tr("Take marks away; the right button always does"))
        self.erase.toggled.connect(self._set_erase)
        self._brush, self._near = self.addWidget(self.brush_width), self.addWidget(self.tolerance)
        self.addWidget(self.erase)
        self.addSeparator()
        self._undo = self._action("undo", self.tr("Undo"), self.tr("Take the last change back (Ctrl+Z)"), "Ctrl+Z")
        self._redo = self._action("redo", self.tr("Redo"), self.tr("Make it again (Ctrl+Shift+Z)"), "Ctrl+Shift+Z")
        self.addSeparator()
        self._action("fillIn", self.tr("Fill in…"), self.tr("Restore what is marked (Deep Image Prior)"), does=self.fillRequested)
        self._action("doneMask", self.tr("Done"), self.tr("Stop painting; the mask is kept"), does=self.finished)
        self.addSeparator()
        self._action("clear", self.tr("Clear"), self.tr("Mark nothing"))
        self._action("invert", self.tr("Invert"), self.tr("Mark what is not marked"))
        self._action("loadMask", self.tr("Load…"), self.tr("A mask from a file: black is filled in"), does=self.loadRequested)
        self._action("saveMask", self.tr("Save…"), self.tr("The mask as a file"), does=self.saveRequested)
        self.share = QLabel(objectName="marked")
        self.share.setToolTip(self.tr("How much of the picture is marked"))
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.share.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(self.share)
        self.hide()

    def _action(self, name: str, text: str, tip: str, shortcut: str = "", does: SignalInstance | None = None) -> QAction:
        """A button that emits a signal, or has the painter do what it is called."""
        action = self.addAction(text)
        action.setToolTip(tip)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(does or (lambda: self._painter is not None and getattr(self._painter, name)()))
        self.widgetForAction(action).setObjectName(name)
        return action

    def _button(self, name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(text=text, objectName=name, toolTip=tip, autoRaise=True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the canvas keeps its keys
        return button

    def show_painter(self, painter: MaskPainter) -> None:
        """Drive this one."""
        self._painter = painter
        painter.changed.connect(self._refresh)
        self._refresh()
        self.show()

    def _choose(self, tool: str) -> None:
        if self._painter is not None:
            self._painter.tool = tool
            self._refresh()

    def _set_size(self, width: float) -> None:
        if self._painter is not None:
            self._painter.radius = width / 2
            self._painter.changed.emit()

    def _set_tolerance(self, percent: float) -> None:
        if self._painter is not None:
            self._painter.tolerance = percent / 100

    def _set_erase(self, on: bool) -> None:
        if self._painter is not None:
            self._painter.erases = on

    def _refresh(self) -> None:
        painter = self._painter
        if painter is None:
            return
        for widget, value in ((self.brush_width, 2 * painter.radius), (self.tolerance, 100 * painter.tolerance)):
            widget.blockSignals(True)
            widget.setValue(value)
            widget.blockSignals(False)
        self.erase.blockSignals(True)
        self.erase.setChecked(painter.erases)
        self.erase.blockSignals(False)
        self._brush.setVisible(painter.tool == BRUSH)
        self._near.setVisible(painter.tool == COLOUR)
        self._undo.setEnabled(painter.mask.can_undo)
        self._redo.setEnabled(painter.mask.can_redo)
        if not painter.is_drawing:
            part = painter.mask.marked.mean()
            self.share.setText(self.tr("{0:.1%} marked").format(part) if part else self.tr("nothing marked"))
