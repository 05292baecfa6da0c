"""Fitting a SIREN from the window: the picture emerges at the user's view, and its field belongs to it alone."""

import numpy as np
import pytest
from hands import pixels_of
from PIL import Image as PILImage
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton, QSpinBox, QTabWidget, QWidget

from viewer.errors import Stop
from viewer.fields.rates import QUALITIES, field_rates
from viewer.gui.fit_dialog import FitDialog
from viewer.gui.form import OptionsForm
from viewer.gui.panel import Choice
from viewer.gui.save_dialog import SaveDialog
from viewer.jobs.history import State
from viewer.jobs.run_folder import RunFolder, read_job, runs_folder
from viewer.models import checkpoint
from viewer.models.header import read_header
from viewer.models.siren import Siren
from viewer.training.options.fit import FitOptions
from viewer.training.siren import SirenTrainer, Target

SOON = 60_000  # ms
TINY = {"hidden": 64, "layers": 2, "steps": 100_000, "batch": 0, "lr": 2e-3, "val_every": 20, "save_every": 50, "device": "cpu"}


pytestmark = pytest.mark.usefixtures("home")


def dialog_of(window):
    (dialog,) = [dialog for dialog in window.findChildren(FitDialog) if dialog.isVisible()]
    return dialog


def state_of(window):
    return next((history.state for history in window.training.monitor.runs), None)


def test_without_a_picture_there_is_nothing_to_fit(show, photo):
    window = show()
    assert not window.menus.fit.isEnabled()
    assert show(photo).menus.fit.isEnabled()


def test_how_long_it_takes_is_told_unasked_and_anew_of_other_options(show, photo, qtbot):
    window = show(photo)
    window.menus.fit.trigger()
    dialog = dialog_of(window)
    said = dialog.findChild(QLabel, "time")
    for steps in (dialog.options().steps, 70):
        dialog.findChild(QSpinBox, "steps").setValue(steps)
        qtbot.waitUntil(lambda steps=steps: said.text().startswith(f"{steps:,} steps in about"), timeout=SOON)
    dialog.reject()


def test_the_dialog_asks_for_what_matters_and_is_sensible_at_once(show, photo):
    window = show(photo)
    window.menus.fit.trigger()
    dialog = dialog_of(window)
    assert dialog.start.isEnabled() and dialog.name.text() == "photo, SIREN"
    assert dialog.options() == FitOptions(image=photo)
    assert dialog.findChild(QWidget, "mask") is not None and dialog.findChild(QWidget, "image") is None
    tabs = dialog.findChild(QTabWidget)
    assert [tabs.tabText(i) for i in range(tabs.count())] == ["Network", "Loss", "Schedule", "Machine"]
    chosen = []
    dialog.chosen.disconnect()
    dialog.chosen.connect(lambda name, options: chosen.append(name))
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)  # starts, and does not cancel
    assert chosen == ["photo, SIREN"] and not dialog.isVisible()


def test_choices_are_read_as_titles_and_handed_on_as_the_words_of_the_command(qtbot):
    form = OptionsForm(FitOptions, ["loss"])
    qtbot.addWidget(form)
    box = form.findChild(QComboBox, "loss")
    assert [box.itemText(k) for k in range(box.count())] == ["Differences (L1)", "Squares (L2)", "Charbonnier"]
    box.setCurrentIndex(0)
    assert form.values() == {"loss": "l1"}


def test_a_second_picture_or_a_mask_says_what_is_learnt_from(show, photo, other_photo):
    window = show(photo)
    window.menus.fit.trigger()
    dialog = dialog_of(window)
    QTest.keyClicks(line := dialog.findChild(QWidget, "composite").findChild(QLineEdit), str(other_photo))
    assert dialog.options() == FitOptions(image=photo, composite=other_photo, learn="gradient")
    line.clear()
    QTest.keyClicks(dialog.findChild(QWidget, "mask").findChild(QLineEdit), str(other_photo))
    assert dialog.options() == FitOptions(image=photo, mask=other_photo)
    learn = dialog.findChild(QComboBox, "learn")
    learn.setCurrentIndex(learn.findData("laplacian"))
    QApplication.processEvents()
    assert not dialog.start.isEnabled()
    assert "mask is for learning from pixels" in dialog.findChild(QLabel, "problem").text()
    dialog.reject()


def test_the_picture_emerges_as_it_learns_and_its_field_is_kept(show, settle, qtbot, photo, other_photo, killed):
    window = show(photo)
    window.resize(1200, 800)
    window.docks.runs.show()
    settle(window)
    truth = pixels_of(window.canvas).astype(float)
    window.training.ask_to_fit({"image": str(photo), **TINY}, "mine")
    dialog_of(window).start.click()
    qtbot.waitUntil(lambda: "mine" in window.panel.model.currentText(), timeout=SOON)  # looked through without being asked to

    def error():
        return np.abs(pixels_of(window.canvas).astype(float) - truth).mean()

    qtbot.waitUntil(lambda: window.canvas.layer_at((1, 1)).before is not None and error() < 6, timeout=SOON)
    window.training.panel.buttons["stop"].click()
    qtbot.waitUntil(lambda: state_of(window) == State.STOPPED, timeout=SOON)
    run = RunFolder(runs_folder() / "mine")
    qtbot.waitUntil(lambda: window.panel.model.currentData() == str(run.weights), timeout=SOON)
    settle(window)
    assert error() < 6 and "SIREN of a picture of 96 × 64 pixels" in window.panel.card.text()

    window.open(other_photo)  # the field of the other picture is not for this one
    qtbot.waitUntil(lambda: window.windowTitle().startswith("other"), timeout=SOON)
    settle(window)
    assert window.panel.model.currentData() == "bicubic" and not window.messages.isVisible()


def test_a_stopped_fit_is_gone_on_with_and_duplicated_as_a_fit(show, qtbot, photo, killed):
    window = show(photo)
    window.training.ask_to_fit({"image": str(photo), **TINY}, "mine")
    dialog_of(window).start.click()
    qtbot.waitUntil(lambda: state_of(window) == State.RUNNING, timeout=SOON)
    qtbot.waitUntil(lambda: window.training.monitor.runs[0].step >= 60, timeout=SOON)
    window.training.panel.buttons["pause"].click()
    qtbot.waitUntil(lambda: state_of(window) == State.PAUSED, timeout=SOON)
    paused_at = window.training.monitor.runs[0].step
    window.training.panel.buttons["resume"].click()
    qtbot.waitUntil(
        lambda: state_of(window) == State.RUNNING and window.training.monitor.runs[0].step > paused_at + 20, timeout=SOON
    )
    window.training.panel.actions_in_menu["copy"].trigger()
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(FitDialog)), timeout=SOON)
    dialog = dialog_of(window)
    assert dialog.name.text() == "mine 2"
    assert dialog.options() == FitOptions(**read_job(runs_folder() / "mine" / "job.toml"))
    dialog.reject()


def test_a_pasted_picture_is_kept_in_a_file_to_be_fitted(show, qtbot, photo):
    window = show()
    window.opener.open_picture(QImage(str(photo)))
    qtbot.waitUntil(lambda: window.canvas.has_picture, timeout=SOON)
    window.menus.fit.trigger()
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(FitDialog)), timeout=SOON)
    QApplication.processEvents()
    dialog = dialog_of(window)
    with PILImage.open(dialog.options().image) as kept, PILImage.open(photo) as original:
        assert np.array_equal(np.asarray(kept.convert("RGB")), np.asarray(original.convert("RGB")))
    dialog.reject()


def test_two_fits_at_once_both_learn_and_the_part_is_seen_in_its_place(show, settle, qtbot, photo, killed):
    window = show(photo)
    window.resize(1200, 800)
    window.docks.runs.show()
    settle(window)
    bicubic = pixels_of(window.canvas).astype(float)
    window.training.ask_to_fit({"image": str(photo), **TINY}, "whole")
    dialog_of(window).start.click()
    qtbot.waitUntil(lambda: "whole" in window.panel.model.currentText(), timeout=SOON)
    window.canvas.select((48, 20, 32, 24))
    window.training.ask_to_fit({"image": str(photo), "region": [48, 20, 32, 24], **TINY}, "part")
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(FitDialog)), timeout=SOON)
    dialog_of(window).start.click()
    qtbot.waitUntil(lambda: "part" in window.panel.model.currentText(), timeout=SOON)

    def both():
        return {run.run.name: run for run in window.training.monitor.runs}

    qtbot.waitUntil(lambda: all(run.state == State.RUNNING and run.step >= 100 for run in both().values()), timeout=SOON)
    assert both().keys() == {"whole", "part"}
    for run in both().values():
        run.run.ask("stop")
    qtbot.waitUntil(lambda: all(run.state == State.STOPPED for run in both().values()), timeout=SOON)
    assert all(max(psnr for _, psnr in run.psnr) > 20 for run in both().values())
    part = RunFolder(runs_folder() / "part")
    qtbot.waitUntil(lambda: window.panel.model.currentData() == str(part.weights), timeout=SOON)
    window.canvas.select(None)
    settle(window)
    assert not window.messages.isVisible()
    off = np.abs(pixels_of(window.canvas).astype(float) - bicubic).max(-1)
    x, y = (round(at) for at in window.canvas.viewport.to_device((48, 20)))
    right, bottom = (round(at) for at in window.canvas.viewport.to_device((80, 44)))
    inside = np.zeros_like(off, bool)
    inside[y:bottom, x:right] = True
    assert off[~inside][off[~inside] > 2].size < 0.002 * off.size and 0.5 < off[inside].mean() < 12


def test_a_field_is_saved_as_small_as_it_is_wanted_and_opens_again(show, settle, qtbot, photo, killed, monkeypatch, tmp_path):
    model = SirenTrainer(settings := FitOptions(image=photo, hidden=64, layers=2, steps=1), Target(settings)).model
    siren = tmp_path / "mine.safetensors"
    checkpoint.save(checkpoint.describe("siren", model), siren)
    window = show(photo)
    assert not window.menus.save.isEnabled()
    window.document.choose_model(str(siren))
    window.document.offer_models()
    qtbot.waitUntil(window.menus.save.isEnabled, timeout=SOON)
    window.menus.save.trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(SaveDialog)), timeout=SOON)
    (dialog,) = window.findChildren(SaveDialog)
    qtbot.waitUntil(lambda: "JPEG" in dialog.note.text(), timeout=SOON)
    pixels = np.asarray(PILImage.open(photo))
    for rate in field_rates(siren, pixels, Stop()):
        shown = [label.text() for label in dialog._cells[rate.name]]
        assert shown == [f"{rate.size:,}", f"{8 * rate.size / (96 * 64):.2f}", f"{rate.psnr:.2f} dB"]
    assert [len(item.getData()[0]) for item in dialog.plot.listDataItems()] == [len(QUALITIES), 3]
    monkeypatch.setattr("viewer.gui.asking.QFileDialog.getSaveFileName", lambda *words: (str(tmp_path / "out"), ""))
    dialog.findChild(QRadioButton, "int8").click()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    out = tmp_path / "out.safetensors"
    qtbot.waitUntil(out.exists, timeout=SOON)
    assert read_header(out)["weights"]["coding"] == "int8"
    window.open(out)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("out"), timeout=SOON)
    settle(window)
    assert window.panel.model.currentData() == str(out) and not window.messages.isVisible()


def test_a_field_that_cannot_be_written_is_told_in_a_sentence(show, qtbot, photo, complaint, monkeypatch, tmp_path):
    siren = tmp_path / "mine.safetensors"
    checkpoint.save(checkpoint.describe("siren", Siren((96, 64), 3, 16, 1)), siren)
    window = show(photo, model=str(siren))
    qtbot.waitUntil(window.menus.save.isEnabled, timeout=SOON)
    window.menus.save.trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(SaveDialog)), timeout=SOON)
    (dialog,) = window.findChildren(SaveDialog)
    monkeypatch.setattr("viewer.gui.asking.QFileDialog.getSaveFileName", lambda *words: (str(photo / "no" / "out"), ""))
    dialog.findChild(QPushButton, "saveField").click()
    assert "Cannot write" in complaint(window, "out.safetensors")


def test_fits_are_offered_for_pictures_of_their_size_and_left_for_another(show, settle, qtbot, photo, other_photo, tmp_path):
    siren = tmp_path / "mine.safetensors"
    checkpoint.save(checkpoint.describe("siren", Siren((96, 64), 3, 16, 1)), siren)
    window = show(photo)
    window.document.choose_model("nearest")
    window.document._set_choices([*window.document.choices, Choice(str(siren), "mine", "", of=(96, 64))])
    assert window.panel.model.findData(str(siren)) >= 0
    window.document.choose_model(str(siren))
    window.document.see(compare=str(siren))
    window.open(other_photo)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("other"), timeout=SOON)
    settle(window)
    assert window.panel.model.currentData() == "nearest" and window.panel.compare.comparison.currentData() == "bicubic"
    assert window.panel.model.findData(str(siren)) < 0 and not window.messages.isVisible()
