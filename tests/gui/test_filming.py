"""Films asked for in the window: what the dialog says is what is made, and its command makes the same."""

import shlex

import numpy as np
import pytest
from PIL import Image as PILImage
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from viewer.cli import main
from viewer.gui.film_dialog import FilmDialog
from viewer.rendering.viewport import Viewport

SOON = 20_000  # ms
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def asked(qtbot):
    """A function that opens the dialog by its key, for a small and short film."""

    def ask(window, ending=".webp"):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=SOON)
        qtbot.keyClick(window, Qt.Key.Key_E, CONTROL | SHIFT)
        dialog = window.findChild(FilmDialog)
        for box, value in ((dialog.width_, 64), (dialog.height_, 36), (dialog.seconds, 0.5), (dialog.fps, 10)):
            box.setValue(value)
        dialog.format.setCurrentIndex(dialog.format.findData(ending))
        return dialog

    return ask


def frames_of(path):
    with PILImage.open(path) as opened:
        found = []
        for number in range(opened.n_frames):
            opened.seek(number)
            found.append(np.asarray(opened.convert("RGB")))
    return found


def test_a_film_between_the_whole_and_what_is_seen_is_made_and_the_command_makes_the_same(
    qtbot, show, photo, asked, tmp_path, monkeypatch
):
    window = show(photo, zoom=20.0, centre=(40.0, 30.0))
    dialog, out = asked(window), tmp_path / "by hand.webp"
    qtbot.waitUntil(lambda: "About" in dialog.note.text(), timeout=SOON)
    assert "5 frames of 64 × 36" in dialog.foot.note.text()
    dialog.foot.copy.click()
    words = shlex.split(QGuiApplication.clipboard().text())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    dialog.foot.start.click()
    qtbot.waitUntil(lambda: "is written" in window.exporting.bar.text, timeout=SOON)
    assert "5 frames" in window.exporting.bar.text
    monkeypatch.chdir(tmp_path)
    assert main(words[1:]) == 0
    by_hand, by_command = frames_of(out), frames_of(tmp_path / "photo-film.webp")
    assert len(by_hand) == 5
    np.testing.assert_array_equal(np.array(by_hand), np.array(by_command))
    assert (by_hand[0] != by_hand[-1]).any()


def test_bookmarks_are_offered_and_a_film_that_goes_nowhere_is_not(qtbot, show, photo, asked):
    window = show(photo)
    window.canvas.set_viewport(Viewport((20.0, 10.0), 40.0, window.canvas.viewport.size))
    window.seeing.places.add.trigger()
    window.canvas.fit()
    dialog = asked(window)
    assert dialog.end.currentIndex() == 2 and dialog.end.currentText().startswith("1  4,000 %") and dialog.foot.start.isEnabled()
    end = dialog.wish().film.flight.end
    assert (end.x, end.y) == (20.0, 10.0)
    dialog.end.setCurrentIndex(1)
    assert "nowhere" in dialog.foot.note.text() and not dialog.foot.start.isEnabled() and not dialog.foot.copy.isEnabled()
    dialog.end.setCurrentIndex(2)
    dialog.width_.setValue(63)
    dialog.format.setCurrentIndex(dialog.format.findData(".mp4"))
    assert "even" in dialog.foot.note.text() and not dialog.foot.start.isEnabled()


def test_a_film_is_cancelled_at_once_without_a_leftover(qtbot, show, photo, slow, asked, tmp_path, monkeypatch):
    window = show(photo, settled=False)
    qtbot.waitUntil(lambda: window.document.image is not None, timeout=SOON)
    window.canvas.zoom_to(30.0)
    dialog = asked(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "film.webp"), ""))
    dialog.foot.start.click()
    fields = window.exporting._fields
    qtbot.waitUntil(lambda: any(field.entered.is_set() for field in fields.values()), timeout=SOON)
    window.exporting.bar.findChild(object, "cancelExport").click()
    qtbot.waitUntil(lambda: "cancelled" in window.exporting.bar.text, timeout=2000)
    assert [path.name for path in tmp_path.glob("*film*")] == []
