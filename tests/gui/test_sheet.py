"""A comparison as a sheet: the pictures as they are, with names, figures and scale, as PDF with vector text or as PNG."""

import re
import shlex
import zlib

import numpy as np
import pytest
from PIL import Image as PILImage
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from viewer.cli import main
from viewer.errors import Stop, UserError
from viewer.export.comparison import Seen, Table
from viewer.fields.field import Grid
from viewer.fields.interpolation import classical_field
from viewer.gui.comparison_dialog import ComparisonDialog
from viewer.gui.sheet import Layout, Sheet, write_sheet
from viewer.imaging.files import load_image, quantise

SOON = 20_000  # ms


def sheet_of(count, height=60, width=80, scale=4.0):
    rng = np.random.default_rng(0)
    pictures = [Seen(f"model {k}", rng.integers(0, 256, (height, width, 3), np.uint8)) for k in range(count)]
    rows = [("–", "–"), *[(f"{30 + k:.2f} dB", "0.9000") for k in range(1, count)]]
    return Sheet("title", pictures, Table(("", "PSNR", "SSIM"), rows), "note", scale)


def images_in(pdf):
    """The pictures in a PDF that lie in it without loss, (h, w, 3)."""
    found = []
    for match in re.finditer(rb"<<([^>]*?/Subtype /Image.*?)>>\s*stream\r?\n(.*?)\r?\nendstream", pdf.read_bytes(), re.DOTALL):
        width, height = (int(re.search(rb"/%b (\d+)" % name, match[1])[1]) for name in (b"Width", b"Height"))
        assert b"/FlateDecode" in match[1]
        found.append(np.frombuffer(zlib.decompress(match[2]), np.uint8).reshape(height, width, -1))
    return found


def test_a_png_holds_the_pictures_pixel_by_pixel_with_words_around_them(qapp, tmp_path):
    sheet, out = sheet_of(4), tmp_path / "sheet.png"
    write_sheet(out, sheet)
    layout = Layout(sheet)
    assert (layout.columns, layout.rows) == (2, 2)
    pixels = np.asarray(PILImage.open(out).convert("RGB"))
    assert pixels.shape[1::-1] == layout.size
    rest = np.ones(pixels.shape[:2], bool)
    for number, picture in enumerate(sheet.pictures):
        area = layout.picture(number)
        there = slice(int(area.top()), int(area.top()) + 60), slice(int(area.left()), int(area.left()) + 80)
        np.testing.assert_array_equal(pixels[there], picture.pixels)
        rest[there] = False
        below = pixels[there[0].stop : there[0].stop + int(layout.caption), there[1]]
        assert below.min() < 100  # something is written there
    assert (pixels[rest] == 255).mean() > 0.8
    assert pixels[: int(layout.head), :, 0].min() < 100


def test_a_pdf_holds_the_pictures_without_loss_and_its_text_as_text(qapp, tmp_path):
    sheet, out = sheet_of(3), tmp_path / "sheet.pdf"
    write_sheet(out, sheet)
    found = images_in(out)
    assert len(found) == 3
    for picture, there in zip(sheet.pictures, found, strict=True):
        np.testing.assert_array_equal(there, picture.pixels)
    text = out.read_bytes()
    assert text.startswith(b"%PDF") and b"/Type /Font" in text and text.count(b"/Type /Page\n") == 1


def test_the_scale_bar_is_as_long_as_the_source_pixels_it_tells_of(qapp, tmp_path):
    plain = sheet_of(2, width=100, scale=10.0)
    write_sheet(tmp_path / "sheet.png", plain)
    pixels = np.asarray(PILImage.open(tmp_path / "sheet.png").convert("RGB")).astype(int)
    layout = Layout(plain)
    below = pixels[int(layout.picture(1).bottom() + layout.caption) :, int(layout.gap) :]
    lengths = [len(re.match("1*", "".join(str(int(dark)) for dark in row.max(-1) < 80))[0]) for row in below]
    assert max(lengths) == pytest.approx(20, abs=1)  # 2 source pixels at x10: 30 at most


@pytest.mark.parametrize(("count", "size", "columns"), [(2, (60, 80), 2), (3, (60, 80), 3), (6, (60, 80), 3), (3, (80, 300), 1)])
def test_pictures_stand_so_that_all_are_wider_than_high(count, size, columns):
    assert sheet_of(count, *size).columns == columns


def test_what_cannot_be_written_leaves_nothing(qapp, tmp_path, full_disk):
    with pytest.raises(UserError, match="does not end"):
        write_sheet(tmp_path / "sheet.doc", sheet_of(2))
    with full_disk(), pytest.raises(UserError, match="Cannot write"):
        write_sheet(tmp_path / "sheet.png", sheet_of(2, 400, 400))
    assert not list(tmp_path.iterdir())


def test_the_dialog_makes_a_sheet_and_its_command_the_same(qtbot, show, photo, tmp_path, monkeypatch):
    window = show(photo, model="bicubic", compare="nearest")
    window.canvas.select((10, 5, 20, 12))
    window.menus.comparisonRequested.emit()
    dialog = window.findChild(ComparisonDialog)
    dialog.format.setCurrentIndex(dialog.format.findData(".png"))
    assert "scale bar" in dialog.foot.note.text()
    dialog.foot.copy.click()
    words, out = shlex.split(QGuiApplication.clipboard().text()), tmp_path / "by hand.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    dialog.foot.start.click()
    qtbot.waitUntil(lambda: "is written" in window.exporting.bar.text, timeout=SOON)
    monkeypatch.chdir(tmp_path)
    assert main(words[1:]) == 0
    by_hand, by_command = (np.asarray(PILImage.open(path)) for path in (out, tmp_path / words[-1]))
    expected = quantise(classical_field(load_image(photo), "bicubic").sample(Grid.over((10, 5, 20, 12), (80, 48)), Stop()))
    height, width = (n - m for n, m in zip(by_hand.shape[:2], (48, 80), strict=True))
    assert any((by_hand[y : y + 48, x : x + 80, :3] == expected).all() for y in range(height) for x in range(width))
    assert by_hand.shape == by_command.shape


def test_a_contest_is_a_sheet_too(photo, tmp_path, qapp):
    words = f"compare {photo} --shrink 2 --model nearest --model lanczos -o {tmp_path / 'contest.pdf'}"
    assert main(shlex.split(words)) == 0
    found = images_in(tmp_path / "contest.pdf")
    assert len(found) == 4
    np.testing.assert_array_equal(found[0], load_image(photo).pixels)
