"""What the user sets takes effect at once, is there again, and survives a file that is broken."""

import json
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hands import pixels_of, wheel
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox

from viewer.gui.model_list import ModelList
from viewer.gui.panel import Choice
from viewer.gui.settings import Settings, keep_settings, read_settings, settings_file
from viewer.gui.theme import palette

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def configured(tmp_path, monkeypatch, qapp):
    """Settings of this test alone."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    yield
    qapp.setPalette(QPalette())


@pytest.fixture
def dialog(qtbot):
    """A function that opens the settings of a window by its key."""

    def opened(window):
        qtbot.keyClick(window.canvas, Qt.Key.Key_Comma, CTRL)
        found = window.findChild(object, "settings")
        qtbot.waitExposed(found)
        return found

    return opened


def written():
    return json.loads(settings_file().read_text())


def choose(dialog, name, value):
    box = dialog.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(value))


# The file


def test_without_a_file_all_is_as_usual():
    assert read_settings() == (Settings(), "")
    assert not settings_file().exists()


def test_what_is_kept_is_read_again_and_usual_values_are_not_written():
    keep_settings({"theme": "dark", "tile_memory": 256, "shortcuts": {"fit": ["Q"]}})
    assert written() == {"theme": "dark", "shortcuts": {"fit": ["Q"]}}
    assert read_settings() == (Settings(theme="dark", shortcuts={"fit": ["Q"]}), "")
    keep_settings({"theme": "system"})
    assert written() == {"shortcuts": {"fit": ["Q"]}}


def test_what_a_newer_version_wrote_stays():
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('{"hologram": {"depth": 3}, "theme": "light"}')
    assert read_settings() == (Settings(theme="light"), "")
    keep_settings({"theme": "dark"})
    assert written() == {"hologram": {"depth": 3}, "theme": "dark"}


@pytest.mark.parametrize("broken", [b'{"theme": "da', b"\xff\xfe\x00", b"[1, 2]", b"", b"null"])
def test_a_broken_file_is_kept_beside_and_said_once(broken):
    settings_file().parent.mkdir(parents=True)
    settings_file().write_bytes(broken)
    settings, sentence = read_settings()
    assert settings == Settings()
    assert "settings.json is broken" in sentence and "settings.json.bak" in sentence
    assert settings_file().with_name("settings.json.bak").read_bytes() == broken
    assert read_settings() == (Settings(), "")


def test_bad_values_are_as_usual_one_by_one():
    settings_file().parent.mkdir(parents=True)
    text = '{"theme": "plaid", "glide": "off", "tile_memory": -4, "canvas_colour": "red", "wheel": "leaf", "shortcuts": 7, "x":1}'
    settings_file().write_text(text)
    settings, sentence = read_settings()
    assert settings == Settings(glide="off", wheel="leaf")
    assert all(title in sentence for title in ("Theme", "Memory for tiles", "Canvas", "shortcuts"))
    assert "Zoom animation" not in sentence
    assert settings_file().with_name("settings.json.bak").read_text() == text
    assert written() == {"glide": "off", "wheel": "leaf", "x": 1}


# The window


def test_the_canvas_takes_a_colour_at_once_and_keeps_it(qtbot, show, dialog):
    window = show()
    button = dialog(window).findChild(QPushButton, "canvas_colour")
    button.set_value("#406080")
    assert (pixels_of(window.canvas)[2, 2] == (0x40, 0x60, 0x80)).all()
    qtbot.waitUntil(settings_file().exists)
    assert written() == {"canvas_colour": "#406080"}


@pytest.mark.parametrize(("theme", "is_dark"), [("dark", True), ("light", False)])
def test_a_theme_is_painted_at_once(qtbot, show, dialog, theme, is_dark):
    window = show()
    choose(dialog(window), "theme", theme)
    qtbot.waitUntil(lambda: bool(pixels_of(window.panel).mean() < 110) == is_dark)
    ground, text = window.palette().window().color(), window.palette().windowText().color()
    assert abs(ground.lightness() - text.lightness()) > 140


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_what_cannot_be_used_can_still_be_read(theme):
    """WCAG's contrast of text and ground, and enough less than that of what can."""
    role, disabled = QPalette.ColorRole, QPalette.ColorGroup.Disabled

    def luminance(part):
        rgb = np.array(palette(theme).color(disabled, part).getRgbF()[:3])
        return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ (0.2126, 0.7152, 0.0722)

    for text, ground in ((role.WindowText, role.Window), (role.ButtonText, role.Button), (role.Text, role.Base)):
        dark, light = sorted((luminance(text), luminance(ground)))
        assert 3 <= (light + 0.05) / (dark + 0.05) < 6


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_empty_boxes_of_a_list_are_seen(qtbot, theme):
    """Some shade of the box is far enough from the ground; nothing else is painted there."""
    models = ModelList("models", [Choice("bicubic", "Bicubic", "")], lambda _: False)
    qtbot.addWidget(models)
    models.setPalette(palette(theme))
    models.resize(200, 100)
    models.show()
    box = models.visualItemRect(models.item(0))
    shades = pixels_of(models.viewport())[box.top() : box.bottom(), : box.height() + 2].mean(2) / 255
    luminances = np.where(shades <= 0.04045, shades / 12.92, ((shades + 0.055) / 1.055) ** 2.4) + 0.05
    ground = np.median(luminances)
    assert max(luminances.max() / ground, ground / luminances.min()) >= 3


def test_the_wheel_leafs_through_pictures_or_scrolls_and_zooms_with_ctrl(qtbot, show, dialog, photo):
    window = show(photo)
    settings, leafed = dialog(window), []
    window.canvas.leafed.connect(leafed.append)
    choose(settings, "wheel", "leaf")
    view = window.canvas.viewport
    wheel(window.canvas, -120)
    wheel(window.canvas, 240)
    assert leafed == [1, -2]
    assert window.canvas.viewport == view
    wheel(window.canvas, 120, modifiers=CTRL)
    assert window.canvas.viewport.zoom > view.zoom
    choose(settings, "wheel", "scroll")
    window.canvas.zoom_to(40)
    view = window.canvas.viewport
    wheel(window.canvas, QPoint(0, -120))
    assert window.canvas.viewport.zoom == view.zoom
    assert window.canvas.viewport.centre[1] > view.centre[1]
    choose(settings, "wheel", "zoom")
    wheel(window.canvas, 120)
    assert window.canvas.viewport.zoom > view.zoom


def test_a_double_click_fills_the_screen_if_that_is_set(qtbot, show, dialog, photo):
    window = show(photo)
    choose(dialog(window), "double_click", "full screen")
    qtbot.mouseDClick(window.canvas, Qt.MouseButton.LeftButton)
    assert window.isFullScreen()
    qtbot.mouseDClick(window.canvas, Qt.MouseButton.LeftButton)
    assert not window.isFullScreen()


def test_gliding_and_memory_are_as_set(show, dialog, photo):
    from viewer.fields.latents import BLOCKS

    window = show(photo)
    settings = dialog(window)
    choose(settings, "glide", "on")
    assert window.canvas.glide.is_on
    choose(settings, "glide", "off")
    assert not window.canvas.glide.is_on
    settings.findChild(QSpinBox, "tile_memory").setValue(64)
    settings.findChild(QSpinBox, "latent_memory").setValue(80)
    assert (window.cache.limit, BLOCKS.limit) == (64 << 20, 80 << 20)
    BLOCKS.limit = 384 << 20


def test_the_field_is_chosen_at_once(show, settle, dialog, photo):
    window = show(photo)
    choose(dialog(window), "model", "nearest")
    settle(window)
    assert window.document.look.model == window.panel.model.currentData() == "nearest"


def test_reset_puts_everything_back_but_what_is_unknown(qtbot, show, dialog, photo):
    keep_settings({"hologram": 1})
    window = show(photo)
    settings = dialog(window)
    choose(settings, "wheel", "leaf")
    settings.findChild(QPushButton, "canvas_colour").set_value("#ffffff")
    qtbot.waitUntil(lambda: len(written()) == 3)
    qtbot.mouseClick(settings.findChild(QPushButton, "resetSettings"), Qt.MouseButton.LeftButton)
    assert window.configuring.settings == Settings()
    assert settings.findChild(QComboBox, "wheel").currentData() == "zoom"
    assert QColor(*map(int, pixels_of(window.canvas)[2, 2])) == QColor("#2b2b2b")
    qtbot.waitUntil(lambda: written() == {"hologram": 1})


def test_a_disk_that_cannot_be_written_is_said_and_the_setting_holds(show, dialog, complaint):
    settings_file().parent.parent.mkdir(parents=True, exist_ok=True)
    settings_file().parent.write_text("in the way")
    window = show()
    choose(dialog(window), "wheel", "leaf")
    complaint(window, "settings.json")
    assert window.canvas.wheel_does == "leaf"


def test_another_language_is_said_to_wait_for_the_next_start_while_it_is_another(show, dialog):
    window = show(settings=Settings(language="en"))
    settings = dialog(window)
    note = settings.findChild(QLabel, "languageNote")
    assert not note.isVisible()
    choose(settings, "language", "ko")
    assert note.isVisible() and "started again" in note.text()
    assert note.y() > settings.findChild(QComboBox, "language").y()
    choose(settings, "language", "en")
    assert not note.isVisible()
    choose(settings, "language", "ko")
    settings.close()
    assert dialog(window).findChild(QLabel, "languageNote").isVisible()  # though the dialog is another


def test_every_control_says_what_it_is(show, dialog):
    settings = dialog(show())
    for setting in fields(Settings):
        if setting.name != "shortcuts":
            control = settings.findChild(object, setting.name)
            assert control.accessibleName() == setting.metadata["title"]
            assert control.toolTip()


# The start


def test_the_last_picture_is_reopened_if_that_is_set_and_none_is_given(qtbot, show, home, photo, other_photo):
    window = show(photo)
    window.open(other_photo)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("other.jpg"), timeout=20_000)
    window.shortcuts.entries["reopen"].action.trigger()
    qtbot.waitUntil(lambda: window.windowTitle().startswith("photo.png"), timeout=20_000)
    qtbot.waitUntil(lambda: (home / "data" / "srview" / "recent.json").exists())
    again = show(settings=Settings(reopen=True), settled=False)
    qtbot.waitUntil(lambda: again.windowTitle().startswith("photo.png"), timeout=20_000)
    given = show(other_photo, settings=Settings(reopen=True))
    assert given.windowTitle().startswith("other.jpg")
    assert not show().canvas.has_picture


def test_a_catalogue_is_loaded_if_there_is_one_and_qt_speaks_the_language_too(qapp, tmp_path, monkeypatch):
    from PySide6.QtCore import QCoreApplication

    from viewer.gui import translating

    if not (lrelease := shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent))):
        pytest.skip("needs pyside6-lrelease")
    (tmp_path / "translations").mkdir()
    catalogue = tmp_path / "translations" / "srview_ko.ts"
    message = "<message><source>Settings</source><translation>설정</translation></message>"
    catalogue.write_text(f'<TS version="2.1" language="ko"><context><name>SettingsDialog</name>{message}</context></TS>')
    subprocess.run([lrelease, catalogue], check=True, capture_output=True)
    monkeypatch.setattr(translating, "shipped_folder", lambda _: tmp_path)
    installed = translating.install_translations(qapp, "ko")
    try:
        assert QCoreApplication.translate("SettingsDialog", "Settings") == "설정"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") != "Cancel"
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)
    assert translating.install_translations(qapp, "en") == []
