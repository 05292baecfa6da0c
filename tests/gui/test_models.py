"""Choosing the field, the other one, the device; networks that fail and files that are no network."""

import re

import numpy as np
import pytest
import torch
from doubles import FailingField
from hands import drop, mime, pixels_of, seen_through
from PySide6.QtCore import Qt

from viewer.errors import UserError
from viewer.fields.catalogue import make_field
from viewer.fields.interpolation import CLASSICAL
from viewer.gui.models import list_choices
from viewer.models import catalogue
from viewer.models.liif import LIIF


def offered(box):
    return [box.itemData(i) for i in range(box.count())]


def choose(qtbot, box, data):
    """Take an entry of a chooser by its keys, as a person does."""
    box.setFocus()
    steps = box.findData(data) - box.currentIndex()
    for _ in range(abs(steps)):
        qtbot.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    assert box.currentData() == data


def test_the_choosers_offer_the_shipped_network_first_and_every_classical_kernel(show):
    window = show()
    for box in (window.panel.model, window.panel.compare.comparison):
        assert offered(box)[0] == "liif-fast"
        assert set(CLASSICAL) <= set(offered(box))
    assert window.panel.model.currentData() == "bicubic"


def test_the_card_under_the_chooser_tells_of_the_network(qtbot, show):
    window = show(model="liif-small")
    assert "Set5" in window.panel.card.text() and "Licence of the weights: MIT" in window.panel.card.text()
    choose(qtbot, window.panel.model, "nearest")
    assert window.panel.card.text() == "Classical interpolation."


def test_choosing_another_field_shows_the_picture_through_it(qtbot, show, settle, photo):
    window = show(photo, model="bicubic")
    window.canvas.zoom_to(20)
    settle(window)
    before = pixels_of(window.canvas)
    choose(qtbot, window.panel.model, "nearest")
    settle(window)
    assert np.abs(pixels_of(window.canvas).astype(int) - before).max() > 20
    choose(qtbot, window.panel.model, "bicubic")
    settle(window)
    np.testing.assert_array_equal(pixels_of(window.canvas), before)


def test_the_averaged_field_is_that_of_the_picture_laid_in_eight_ways(qtbot, show, settle, photo, network):
    window = show(photo, model=network)
    choose(qtbot, window.panel.precision, "averaged")
    settle(window)
    layer = window.canvas.layer_at((350, 250))
    truth, inside = seen_through(make_field(str(network), layer.image, ensemble=True), window.canvas.viewport)
    difference = np.abs(pixels_of(window.canvas).astype(int) - truth)[inside]
    assert difference.max() <= 1


def test_choosing_the_other_field_and_the_precision_shows_them(qtbot, show, settle, photo, network):
    window = show(photo, model=network, compare="bicubic")
    window.canvas.zoom_to(20)
    choose(qtbot, window.panel.compare.comparison, "nearest")
    choose(qtbot, window.panel.precision, "exact")
    choose(qtbot, window.panel.device, "cpu")
    settle(window)
    left, right = (window.canvas.layer_at(at) for at in ((1, 1), (window.canvas.width() - 2, 1)))
    assert right.title == "Nearest"
    assert left.title == "tiny.safetensors"
    assert (window.document.look.device, window.document.look.precision) == ("cpu", "exact")


@pytest.mark.parametrize(("kind", "ending"), [("safetensors", "safetensors"), ("pth", "pth"), ("pth", "safetensors")])
def test_a_dropped_checkpoint_becomes_the_field_and_stays_in_the_chooser(
    qtbot, show, settle, photo, network, tmp_path, kind, ending
):
    """Whatever its ending says."""
    from viewer.models import checkpoint

    path = tmp_path / f"dropped-{kind}.{ending}"
    saved = path.with_suffix(f".{kind}")
    (checkpoint.save if kind == "safetensors" else checkpoint.save_official)(checkpoint.load(network), saved)
    saved.rename(path)
    window = show(photo)
    drop(window.canvas, mime(path))
    qtbot.waitUntil(lambda: window.panel.model.currentData() == f"dropped-{kind}", timeout=20_000)
    settle(window)
    assert window.canvas.layer_at((1, 1)).title == f"dropped-{kind}"
    assert not window.messages.isVisible()
    assert window.canvas.layer_at((1, 1)).image.size == (96, 64)
    path.unlink()
    assert f"dropped-{kind}" in offered(show().panel.model)


@pytest.mark.parametrize("kind", ["text", "empty", "truncated", "other torch file", "malicious", "missing"])
def test_a_wrong_checkpoint_gives_one_sentence_and_field_and_picture_stay(
    show, settle, photo, network, tmp_path, complaint, kind
):
    path = tmp_path / "wrong.pth"
    if kind == "text":
        path.write_text("hello")
    elif kind == "empty":
        path.touch()
    elif kind == "truncated":
        path.write_bytes(network.read_bytes()[:3000])
    elif kind == "other torch file":
        torch.save({"state_dict": {"a": torch.zeros(2)}}, path)
    elif kind == "malicious":
        torch.save({"model": {"name": "liif", "args": {}, "sd": _Trap()}}, path)
    window = show(photo)
    before = pixels_of(window.canvas)
    drop(window.canvas, mime(path))
    complaint(window, "wrong.pth")
    window.messages.clear()
    settle(window)
    np.testing.assert_array_equal(pixels_of(window.canvas), before)
    assert window.panel.model.currentData() == "bicubic"
    assert "wrong" not in catalogue.imported()


class _Trap:
    def __reduce__(self):
        return print, ("it ran",)


def test_a_broken_model_named_at_the_start_gives_way_to_bicubic(show, settle, photo, tmp_path, complaint):
    path = tmp_path / "broken.safetensors"
    path.write_bytes(bytes(100))
    window = show(photo, model=path)
    complaint(window, "broken.safetensors")
    settle(window)
    assert window.panel.model.currentData() == "bicubic"
    assert window.canvas.layer_at((1, 1)).title == "Bicubic"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UserError("The device is gone."), "device"),
        (MemoryError(), "Lanczos could not be rendered: there is not enough memory."),
        (RuntimeError("No kernel.\nCompile with X to see more."), "Lanczos could not be rendered: No kernel. Choose"),
        (AssertionError(), "AssertionError"),
    ],
)
def test_a_field_that_fails_while_it_is_looked_at_gives_way_to_bicubic(show, settle, photo, monkeypatch, error, words, complaint):
    def make(model, image, device, precision, **others):
        return FailingField(image, error) if model == "lanczos" else make_field(model, image, device, precision, **others)

    monkeypatch.setattr("viewer.gui.look.make_field", make)
    window = show(photo, model="bicubic")
    before = pixels_of(window.canvas)
    window.document.choose_model("lanczos")
    complaint(window, words)
    assert window.canvas.has_picture
    window.document.choose_model("bicubic")
    window.messages.clear()
    settle(window)
    np.testing.assert_array_equal(pixels_of(window.canvas), before)


def test_smaller_blocks_for_want_of_memory_are_told_of_in_the_status_bar_alone(show, settle, photo, network, monkeypatch):
    encode, refused = LIIF.encode, []

    def short(model, image):
        if not refused:
            refused.append(image.shape)
            raise torch.OutOfMemoryError("out of memory")
        return encode(model, image)

    monkeypatch.setattr(LIIF, "encode", short)
    window = show(photo, model=network)
    window.canvas.zoom_to(20)
    settle(window)
    assert refused and "blocks of 128 × 128 pixels" in window.statusBar().currentMessage()
    assert not window.messages.isVisible()


def test_crisp_deep_zoom_is_a_switch_for_networks(qtbot, show, settle, photo, network):
    window = show(photo, model=network, precision="exact")
    window.canvas.zoom_to(30)
    settle(window)
    before = pixels_of(window.canvas)
    qtbot.mouseClick(window.panel.crisp, Qt.MouseButton.LeftButton)
    settle(window)
    layer = window.canvas.layer_at((1, 1))
    assert layer.title == "tiny.safetensors, crisp"
    truth, _ = seen_through(make_field(str(network), layer.image, precision="exact", crisp=True), window.canvas.viewport)
    np.testing.assert_allclose(pixels_of(window.canvas).astype(int), truth, atol=1)
    assert np.abs(truth.astype(int) - before).max() > 3
    qtbot.keyClick(window.canvas, Qt.Key.Key_C)
    settle(window)
    np.testing.assert_array_equal(pixels_of(window.canvas), before)
    assert not window.panel.crisp.isChecked()
    choose(qtbot, window.panel.model, "lanczos")
    assert not window.panel.crisp.isEnabled()


def test_how_a_field_changes_is_shown_with_what_its_colours_mean(qtbot, show, settle, photo):
    window = show(photo)
    colours = pixels_of(window.canvas)
    bar = window.panel.scale
    assert not bar.isVisible()
    seen = {}
    for what, ends in (("gradient", ("0", "")), ("direction", ("→", "→")), ("laplacian", ("−", ""))):
        box = window.panel.shown
        box.setCurrentIndex(box.findData(what))
        box.activated.emit(box.currentIndex())
        settle(window)
        qtbot.waitUntil(lambda: bar.isVisible() and bar.labels[0].startswith(ends[0]) and bar.labels[-1].endswith(ends[1]))  # noqa: B023
        seen[what] = pixels_of(window.canvas)
        assert np.abs(seen[what].astype(int) - colours).mean() > 10
    assert np.abs(seen["gradient"].astype(int) - seen["laplacian"]).mean() > 10
    top = bar.grab().toImage().pixelColor(1, 5), bar.grab().toImage().pixelColor(bar.width() - 2, 5)
    assert top[0].blue() > top[0].red() and top[1].red() > top[1].blue()
    window.panel.shown.setCurrentIndex(0)
    window.panel.shown.activated.emit(0)
    settle(window)
    assert not bar.isVisible()
    np.testing.assert_allclose(pixels_of(window.canvas), colours, atol=1)


@pytest.mark.parametrize(
    ("kind", "args", "info", "card"),
    [
        ("dasr-liif", {}, {}, "Blind LIIF"),
        ("dasr-liif", {}, {"step": 1200, "val_psnr": 27.5}, "Blind LIIF, trained for 1,200 steps, 27.50 dB on its"),
        ("dasr-liif", {}, {"summary": "Blind: Set5 31 dB", "step": 5}, "Blind: Set5 31 dB"),
        ("dasr", {"scale": 3}, {"source": "model_600.pt"}, "Blind super-resolution, ×3"),
        ("heat", {}, {"step": 5}, "Heat field, trained for 5 steps"),
        ("liif", {}, {}, "LIIF"),
        ("liif", {}, {"licence": "CC-BY-4.0"}, "LIIF\nLicence of the weights: CC-BY-4.0"),
    ],
)
def test_cards_say_of_which_kind_a_network_is(home, capsys, kind, args, info, card):
    from viewer.cli import main
    from viewer.models import checkpoint

    checkpoint.save(checkpoint.Checkpoint(kind, args, {}, info), catalogue.import_folder() / "mine.safetensors")
    (choice,) = [choice for choice in list_choices(()) if choice.model == "mine"]
    assert choice.card.startswith(card)
    assert choice.is_blind == kind.startswith("dasr")
    assert main(["models"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("mine")]
    assert line.split()[1:3] == [kind, "imported"] and (info.get("summary") or re.split(r", trained|\n", card)[0]) in line
