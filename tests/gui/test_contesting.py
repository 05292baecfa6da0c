"""A reference contest in the window: every method rebuilds the photo, and what each made can be seen beside it."""

import json
import re
import shlex

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from viewer.cli import main
from viewer.errors import UserError
from viewer.fields.derivatives import COLOURS
from viewer.fields.evaluation import make_case, measure
from viewer.fields.interpolation import classical_field
from viewer.fields.shown import DIFFERENCE
from viewer.gui.contest_price import ContestPrice
from viewer.imaging.files import load_image, quantise
from viewer.imaging.image import Image

SOON = 20_000  # ms
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def asked(qtbot):
    """A function that opens the contest by its key, with these methods checked by the space bar."""

    def ask(window, *titles):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=SOON)
        qtbot.waitUntil(lambda: not window.document.is_listing, timeout=SOON)
        qtbot.keyClick(window, Qt.Key.Key_R, CONTROL)
        dialog = window.contesting.dialog
        for row in range(dialog.models.count()):
            item = dialog.models.item(row)
            if (item.text() in titles) != (item.checkState() == Qt.CheckState.Checked):
                dialog.models.setCurrentRow(row)
                qtbot.keyClick(dialog.models, Qt.Key.Key_Space)
        return dialog

    return ask


def rows_of(dialog):
    table = dialog.table
    return [[table.item(row, col).text() for col in range(table.columnCount())] for row in range(table.rowCount())]


def run(qtbot, dialog):
    dialog.start.click()
    qtbot.waitUntil(lambda: dialog.start.isVisible(), timeout=SOON)


def test_methods_are_ranked_by_the_figures_of_the_benchmarks(qtbot, show, photo, asked):
    window = show(photo)
    dialog = asked(window, "Nearest", "Lanczos", "Bilinear")
    dialog.findChild(object, "shrink2").click()
    assert "48 × 32" in dialog.note.text()
    run(qtbot, dialog)
    image = load_image(photo)
    expected = {
        name.capitalize(): measure(image, 2, lambda small, name=name: classical_field(small, name))
        for name in ("nearest", "lanczos", "bilinear")
    }
    ranked = sorted(expected, key=lambda name: -expected[name]["psnr"])
    found = rows_of(dialog)
    assert [row[0] for row in found] == ranked
    assert [row[1:3] for row in found] == [[f"{expected[n]['psnr']:.2f} dB", f"{expected[n]['ssim']:.4f}"] for n in ranked]
    assert dialog.map.picture.width() == 96 and dialog.map.picture.height() == 64
    assert all(not dialog.table.item(row, 0).icon().isNull() for row in range(3))


def test_what_it_will_take_is_said_before_the_click_and_of_what_is_chosen(qtbot, show, photo, asked):
    dialog = asked(show(photo), "Nearest", "Lanczos")
    qtbot.waitUntil(lambda: "About" in dialog.price.text(), timeout=SOON)
    assert "on this CPU" in dialog.price.text() and dialog.table.rowCount() == 0 and dialog.start.isEnabled()
    for row in range(dialog.models.count()):
        dialog.models.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.price.text() == "" and not dialog.start.isEnabled()
    dialog.models.item(0).setCheckState(Qt.CheckState.Checked)
    assert "Timing" in dialog.price.text()
    run(qtbot, dialog)  # nobody has to wait for it
    assert dialog.table.rowCount() == 1


def test_the_price_is_the_sum_of_the_methods_each_timed_once(qtbot):
    timed = []

    def timing(model, part, scale, stop):
        timed.append((model, scale))
        if model == "broken":
            raise UserError("It is broken.")
        return {"slow": 3e-4, "slower": 9e-4}[model] * scale, "some device"

    price = ContestPrice(timing)
    qtbot.addWidget(price)

    def told(models, part, scale):
        price.ask(models, part, scale)
        qtbot.waitUntil(lambda: "Timing" not in price.text(), timeout=SOON)
        return price.text()

    assert told(["slow", "slower"], (0, 0, 100, 200), 1.0) == "About 24 s on some device"
    assert told(["slow", "broken"], (5, 5, 100, 100), 1.0) == "About 3 s on some device"
    assert timed == [("slow", 1.0), ("slower", 1.0), ("broken", 1.0)]
    assert told(["slower"], (0, 0, 100, 100), 2.0) == "About 18 s on some device"
    assert timed[3:] == [("slower", 2.0)]
    price.close_thread()


def test_what_was_made_of_a_part_is_seen_beside_the_photo_in_its_place(qtbot, show, settle, photo, asked):
    window = show(photo, model="nearest")
    window.canvas.select((10, 4, 40, 36))
    dialog = asked(window, "Nearest", "Lanczos")
    run(qtbot, dialog)
    window.document.see(shown=DIFFERENCE)  # from something else: not what is to be seen
    dialog.table.selectAll()
    dialog.look.click()
    qtbot.waitUntil(lambda: window.document.look.panes == 3, timeout=SOON)
    settle(window)
    image, look = load_image(photo), window.document.look
    assert look.shown == COLOURS
    case = make_case(Image(image.pixels[4:40, 10:50]), 4)
    titles = {window.document.title_of(model): model for model in (look.compare, *look.more[:1])}
    assert set(titles) == {"Lanczos from ÷4", "Nearest from ÷4"}
    made = load_image(titles["Lanczos from ÷4"]).pixels
    from viewer.fields.evaluation import rebuild

    expected = image.pixels.copy()
    expected[4:40, 10:50] = quantise(rebuild(classical_field(case.small, "lanczos"), case))
    np.testing.assert_array_equal(made, expected)
    dialog.see_map.click()
    qtbot.waitUntil(lambda: window.document.look.blend > 0, timeout=SOON)
    assert window.document.title_of(window.document.look.compare) == "Who wins where" and window.document.look.panes == 1


def test_one_that_cannot_rebuild_it_says_why_and_the_others_go_on(qtbot, show, photo, asked, tmp_path):
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"nothing")
    window = show(photo, compare=str(broken), settled=False)
    qtbot.waitUntil(lambda: window.document.image is not None, timeout=SOON)
    dialog = asked(window, "broken.safetensors", "Nearest")
    run(qtbot, dialog)
    texts = [dialog.table.item(row, 0).text() for row in range(2)]
    assert texts[0] == "Nearest" and texts[1].startswith("broken.safetensors: ") and "checkpoint" in texts[1]


def test_it_is_cancelled_at_once_and_what_was_finished_stays(qtbot, show, photo, slow, asked):
    window = show(photo, settled=False)
    qtbot.waitUntil(lambda: window.document.image is not None, timeout=SOON)
    dialog = asked(window, "Nearest", "Lanczos")
    timed = len(slow)  # fields that the price may have had made
    dialog.start.click()

    def entered():
        return [field for field in slow[timed:] if field.size == (24, 16) and field.entered.is_set()]

    qtbot.waitUntil(lambda: len(entered()) == 1, timeout=SOON)
    assert not dialog.look.isEnabled()
    entered()[0].released.set()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1, timeout=SOON)
    qtbot.waitUntil(lambda: len(entered()) == 2, timeout=SOON)
    dialog.cancel.click()
    qtbot.waitUntil(lambda: dialog.start.isVisible(), timeout=2000)
    assert dialog.table.rowCount() == 1 and dialog.look.isEnabled()
    for field in slow:
        field.released.set()


def test_closing_the_window_ends_the_contest_and_leaves_no_file(qtbot, show, photo, asked, settle):
    window = show(photo)
    dialog = asked(window, "Nearest")
    run(qtbot, dialog)
    dialog.look.click()
    qtbot.waitUntil(lambda: window.document.look.split, timeout=SOON)
    settle(window)
    file = load_image(window.document.look.compare).path
    window.leave()
    assert not file.exists() and not file.parent.exists()


def test_the_page_and_the_command_say_what_the_table_does(qtbot, show, photo, asked, tmp_path, monkeypatch):
    window = show(photo)
    window.canvas.select((10, 4, 40, 36))
    dialog = asked(window, "Nearest", "Lanczos")
    dialog.scale.setValue(2.5)
    run(qtbot, dialog)
    found = {row[0].lower(): row[1:3] for row in rows_of(dialog)}
    by_hand = tmp_path / "by hand.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(by_hand), ""))
    dialog.export.click()
    qtbot.waitUntil(by_hand.exists, timeout=SOON)
    dialog.copy.click()
    words = shlex.split(QGuiApplication.clipboard().text())
    monkeypatch.chdir(tmp_path)
    assert main(words[1:]) == 0
    for path in (by_hand, tmp_path / words[-1]):
        data = json.loads(re.search(r'id="data">(.*?)</script>', path.read_text("utf-8")).group(1))
        told = {picture["title"].lower(): picture["figures"][:2] for picture in data["pictures"][1:3]}
        assert told == found
