"""A degraded copy of the picture: what the dialog says is what opens, and fields are measured against the original."""

import numpy as np
import pytest
from PIL import Image as PILImage
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QDoubleSpinBox

from viewer.gui.degrade_dialog import DegradeDialog
from viewer.imaging.degradation import Degradation
from viewer.imaging.metrics import benchmark_figures
from viewer.imaging.resample import resample

SOON = 20_000  # ms


def asked(window, qtbot):
    """The dialog, as the menu opens it."""
    window.menus.simulationRequested.emit()
    dialog = window.findChild(DegradeDialog)
    qtbot.waitUntil(lambda: not dialog.preview.pixmap().isNull(), timeout=SOON)
    return dialog


def press(dialog, button):
    dialog.findChild(QDialogButtonBox).button(button).click()


def test_what_is_asked_for_opens_and_fields_are_measured_against_the_original(qtbot, show, settle, photo):
    window = show(photo, compare="nearest")
    original = window.document.image
    dialog = asked(window, qtbot)
    dialog.findChild(QComboBox, "shrink").setCurrentIndex(1)
    for name, value in (("blur", 1.2), ("noise", 3.0)):
        dialog.findChild(QDoubleSpinBox, name).setValue(value)
    assert not dialog.findChild(QDoubleSpinBox, "angle").isEnabled()
    press(dialog, QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(lambda: window.document.image is not original, timeout=SOON)
    settle(window)
    small = Degradation.isotropic(1.2, 3.0).apply(original.pixels, (48, 32), np.random.default_rng(0))
    assert np.array_equal(window.document.image.pixels, small)
    assert window.document.image.name == "photo.png, degraded" and window.document.image.name in window.windowTitle()
    qtbot.waitUntil(lambda: "…" not in window.panel.compare.figures.text(), timeout=SOON)
    told = window.panel.compare.figures.text()
    for kernel in ("bicubic", "nearest"):
        rebuilt = resample(window.document.image.pixels, original.size, kernel) / 255
        psnr = benchmark_figures(rebuilt, original.pixels / 255, 2)[0]
        figure = told.split(" and ")[kernel == "nearest"].split(" dB")[0]
        assert float(figure) == pytest.approx(psnr, abs=0.1)
    assert window.panel.compare.figures.isVisibleTo(window.panel)


def test_another_picture_has_no_original(qtbot, show, settle, photo, other_photo):
    window = show(photo)
    dialog = asked(window, qtbot)
    press(dialog, QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(lambda: window.panel.compare.figures.text() != "", timeout=SOON)
    window.open(other_photo)
    settle(window)
    assert window.panel.compare.figures.text() == ""


def test_a_picture_too_small_to_be_shrunk_says_so(qtbot, show, complaint, tmp_path):
    PILImage.new("RGB", (3, 2)).save(tmp_path / "tiny.png")
    window = show(tmp_path / "tiny.png")
    dialog = asked(window, qtbot)
    dialog.findChild(QComboBox, "shrink").setCurrentIndex(3)
    press(dialog, QDialogButtonBox.StandardButton.Ok)
    complaint(window, "tiny.png")
    assert window.document.image.size == (3, 2)


def test_the_dialog_shows_what_its_controls_do(qtbot, show, photo):
    window = show(photo)
    dialog = asked(window, qtbot)

    def seen():
        QApplication.processEvents()
        return dialog.preview.pixmap().toImage().copy()

    before = seen()
    dialog.findChild(QDoubleSpinBox, "noise").setValue(50)
    qtbot.waitUntil(lambda: seen() != before, timeout=SOON)
    dialog.round.setChecked(False)
    dialog.findChild(QDoubleSpinBox, "angle").setValue(90)
    degradation = dialog.degradation()
    assert (degradation.along, degradation.across, degradation.noise) == (2.4, 1.0, 50.0)
    assert degradation.angle == pytest.approx(np.pi / 2)
    press(dialog, QDialogButtonBox.StandardButton.Cancel)
    assert window.document.image.size == (96, 64)
