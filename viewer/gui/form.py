"""A form made from a job's options: what they are called, their units, ranges and help are written with them."""

import typing
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)

from viewer.gui.asking import ask_for_checkpoint, ask_for_picture
from viewer.gui.colour_button import ColourButton
from viewer.gui.feature_chooser import FeatureChooser
from viewer.gui.folder_list import FolderList
from viewer.gui.weight_slider import WeightSlider
from viewer.jobs.flags import detail, labels_of, plain_type
from viewer.training.options.training import WEIGHT

Choices = list[tuple[str, str]]  # values and what people read for them
LARGEST = 2**31 - 1
WIDTH = 260  # of numbers and choices, device-independent pixels


class OptionsForm(QWidget):
    """The options of one group, a row for each; `changed` says that a value was edited."""

    changed = Signal(str)

    def __init__(
        self,
        model: type[BaseModel],
        names: Iterable[str],
        parent: QWidget | None = None,
        choices: Mapping[str, Choices] = MappingProxyType({}),
    ) -> None:
        """`choices` are what options may be of which the model does not know it."""
        super().__init__(parent)
        self._fields: dict[str, tuple[Callable[[], Any], Callable[[Any], None]]] = {}
        rows = QFormLayout(self)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setVerticalSpacing(8)
        self._rows = rows
        for name in names:
            info = model.model_fields[name]
            changed, title = partial(self.changed.emit, name), _translated(info.title or name)
            editor, read, write = _choice(choices[name], changed) if name in choices else _editor(info, changed)
            editor.setObjectName(name)
            editor.setToolTip(_sentence(_translated(info.description or "")))
            editor.setAccessibleName(title)
            _name_parts(editor)
            label = QLabel(title)
            label.setToolTip(editor.toolTip())
            label.setBuddy(editor)
            rows.addRow(label, editor)
            self._fields[name] = read, write
            if not info.is_required():
                write(info.get_default(call_default_factory=True))

    def set_margin(self, margin: int) -> None:
        """Space around the rows, in device-independent pixels."""
        self._rows.setContentsMargins(margin, margin, margin, margin)

    def put_first(self, label: str, widget: QWidget) -> None:
        """A row above the others, of something that is no option."""
        self._rows.insertRow(0, label, widget)

    def put_below(self, name: str, note: QLabel) -> None:
        """A line below an option, on what becomes of it; it takes no room while it is hidden."""
        if (editor := self.findChild(QWidget, name)) is not None:
            place: tuple[int, QFormLayout.ItemRole] = self._rows.getWidgetPosition(editor)  # type: ignore[assignment]
            self._rows.insertRow(place[0] + 1, "", note)

    def enable(self, name: str, on: bool) -> None:
        """Let an option be edited or not."""
        if (editor := self.findChild(QWidget, name)) is not None:
            editor.setEnabled(on)
            self._rows.labelForField(editor).setEnabled(on)

    def values(self) -> dict[str, Any]:
        """What stands in the form, by option; numbers that cannot be read as their text."""
        return {name: read() for name, (read, _) in self._fields.items()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Fill in those of `values` that are in the form."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name][1](value)


Editor = tuple[QWidget, Callable[[], Any], Callable[[Any], None]]


def _editor(info: FieldInfo, changed: Callable[[], None]) -> Editor:
    annotation, kind = info.annotation, plain_type(info.annotation)
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        labels = labels_of(info)
        return _choice([(value, _translated(labels.get(value, str(value)))) for value in inner], changed)
    if origin is list and inner[0] is Path:
        return _folders(changed)
    if origin is list:
        return _text(changed, lambda values: " ".join(map(str, values)), str.split, _translated(detail(info, "unit")))
    if kind is Path:
        return _file(changed, detail(info, "unit") == "picture")
    if kind is bool:
        return _check(changed)
    if kind is int:
        return _whole(info, changed)
    if kind is float and detail(info, "unit") == WEIGHT:
        return _weight(changed)
    if kind is float:
        return _text(changed, lambda value: f"{value:g}", str, _translated(detail(info, "unit")))
    if detail(info, "unit") == "features":
        return _features(changed)
    if detail(info, "unit") == "colour":
        return _colour(changed, str(info.default))
    return _text(changed, str, str.strip, "")


def _choice(values: Choices, changed: Callable[[], None]) -> Editor:
    box = QComboBox(maximumWidth=WIDTH)
    for value, title in values:
        box.addItem(title, value)
    box.currentIndexChanged.connect(lambda: changed())

    def write(value: Any) -> None:
        if box.findData(value) < 0:
            box.addItem(str(value), value)
        box.setCurrentIndex(box.findData(value))

    return box, box.currentData, write


def _colour(changed: Callable[[], None], usual: str) -> Editor:
    button = ColourButton(usual)
    button.changed.connect(changed)
    return button, button.value, button.set_value


def _check(changed: Callable[[], None]) -> Editor:
    box = QCheckBox()
    box.toggled.connect(lambda: changed())
    return box, box.isChecked, box.setChecked


def _whole(info: FieldInfo, changed: Callable[[], None]) -> Editor:
    limits = {type(limit).__name__: limit for limit in info.metadata}
    box = QSpinBox(maximumWidth=WIDTH)
    box.setRange(getattr(limits.get("Ge"), "ge", 0), min(getattr(limits.get("Le"), "le", LARGEST), LARGEST))
    box.setGroupSeparatorShown(True)
    box.setLocale(QLocale(QLocale.Language.English))
    box.setStepType(QSpinBox.StepType.AdaptiveDecimalStepType)
    box.setAccelerated(True)
    if unit := detail(info, "unit"):
        box.setSuffix(f" {_translated(unit)}")
    box.setSpecialValueText(_translated(detail(info, "zero")))
    box.valueChanged.connect(lambda: changed())
    return box, box.value, box.setValue


def _text(changed: Callable[[], None], show: Callable[[Any], str], read: Callable[[str], Any], unit: str) -> Editor:
    line = QLineEdit(maximumWidth=WIDTH)
    line.textChanged.connect(lambda: changed())
    editor = _beside(line, QLabel(unit), fills=False) if unit else line
    return editor, lambda: read(line.text()), lambda value: line.setText(show(value))


def _weight(changed: Callable[[], None]) -> Editor:
    slider = WeightSlider()
    slider.changed.connect(changed)
    return slider, slider.value, slider.set_value


def _file(changed: Callable[[], None], is_picture: bool) -> Editor:
    line = QLineEdit(clearButtonEnabled=True)
    line.textChanged.connect(lambda: changed())
    if is_picture:
        line.setPlaceholderText(QCoreApplication.translate("OptionsForm", "none"))
        ask, title = ask_for_picture, QCoreApplication.translate("OptionsForm", "Choose a picture")
    else:
        line.setPlaceholderText(QCoreApplication.translate("OptionsForm", "random weights"))
        ask, title = ask_for_checkpoint, QCoreApplication.translate("OptionsForm", "Choose a checkpoint")
    browse = QToolButton(text="…", toolTip=title)

    def choose() -> None:
        if path := ask(line, title, line.text()):
            line.setText(str(path))

    browse.clicked.connect(choose)
    return _beside(line, browse, fills=True), lambda: line.text().strip() or None, lambda value: line.setText(str(value or ""))


def _features(changed: Callable[[], None]) -> Editor:
    chooser = FeatureChooser()
    chooser.changed.connect(changed)
    return chooser, chooser.value, chooser.set_value


def _folders(changed: Callable[[], None]) -> Editor:
    folders = FolderList()
    folders.changed.connect(changed)
    return folders, folders.folders, folders.set_folders


def _beside(main: QWidget, other: QWidget, fills: bool) -> QWidget:
    """Both in a row, which the first fills or does not."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(main, 1)
    row.addWidget(other)
    if not fills:
        row.addStretch(1)
    both.setFocusProxy(main)
    return both


def _translated(text: str) -> str:
    """What options say of themselves, which lies below all that is Qt's; `make strings` finds it there."""
    return QCoreApplication.translate("Options", text) if text else ""


def _name_parts(editor: QWidget) -> None:
    """Of an editor of several widgets the one that has the focus is called what the editor is, and so is its button."""
    if (inner := editor.focusProxy()) is not None:
        inner.setObjectName(f"{editor.objectName()}Field")
        inner.setToolTip(editor.toolTip())
        inner.setAccessibleName(editor.accessibleName())
    for button in editor.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly):
        button.setObjectName(f"{editor.objectName()}Browse")
        button.setAccessibleName(f"{editor.accessibleName()}: {button.toolTip()}")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
