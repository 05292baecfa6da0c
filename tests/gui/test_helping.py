"""Help explains the methods, tells what is running, and makes a report without anything private."""

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication

from viewer import __version__
from viewer.files import shipped_folder
from viewer.gui.diagnostics import diagnostics, without_paths
from viewer.gui.log_file import keep_log, last_lines, log_file
from viewer.gui.methods import methods
from viewer.gui.settings import Settings


@pytest.fixture
def logged(tmp_path, monkeypatch):
    """A log of this test alone."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("sys.excepthook", lambda *_: None)
    logger = logging.getLogger("viewer")
    before, level = list(logger.handlers), logger.level
    keep_log()
    yield logger
    for handler in [handler for handler in logger.handlers if handler not in before]:
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)


def test_every_method_has_a_picture_an_idea_and_a_paper(show, qtbot):
    window = show()
    window.shortcuts.entries["methods"].action.trigger()
    dialog = window.findChild(object, "methods")
    assert dialog.list.count() == len(methods()) >= 7
    for number, page in enumerate(methods()):
        dialog.list.setCurrentRow(number)
        text = dialog.text.toPlainText()
        assert page.title in text and page.papers[0] in text and page.idea[0] in text
        assert any(year in page.papers[0] for year in map(str, range(1980, 2027)))
        picture = dialog.text.loadResource(QTextDocument.ResourceType.ImageResource.value, f"{page.picture}.png")
        assert picture is not None
        path = shipped_folder("resources") / "methods" / f"{page.picture}.png"
        assert 10_000 < path.stat().st_size < 300_000


def test_about_tells_versions_without_torch_being_imported_for_it(show, qtbot):
    from importlib.metadata import version

    window = show()
    window.shortcuts.entries["aboutSrview"].action.trigger()
    dialog = window.findChild(object, "about")
    told = lambda: [dialog.facts.itemAt(k).widget().text() for k in range(dialog.facts.count())]  # noqa: E731
    qtbot.waitUntil(lambda: len(told()) > 6)
    assert version("torch") in told() and version("PySide6-Essentials") in told()
    dialog.close()
    QApplication.processEvents()


def test_a_report_is_copied_and_has_no_private_path(show, qtbot, logged, photo, complaint, tmp_path):
    window = show(photo)
    window.open(tmp_path / "secret folder" / "missing.png")
    complaint(window, "missing.png")
    window.configuring.change(wheel="leaf")
    window.shortcuts.entries["aboutSrview"].action.trigger()
    dialog = window.findChild(object, "about")
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Log:" in QGuiApplication.clipboard().text())
    text = QGuiApplication.clipboard().text()
    assert f"srview: {__version__}" in text
    assert "wheel = leaf" in text and "theme" not in text.split("Settings:")[1].split("\n")[0]
    assert "liif-fast" in text and "missing.png" in text
    assert str(tmp_path) not in text and tmp_path.name not in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Cannot read /home/ann/a/b.png: no.", "Cannot read …/b.png: no."),
        ("model = /srv/x.safetensors", "model = …/x.safetensors"),
        ("C:\\Users\\ann\\b.png is broken", "…/b.png is broken"),
        ("'/home/ann/b.png'", "'…/b.png'"),
        ("50 / 3 pixels, 2/3 done, and/or", "50 / 3 pixels, 2/3 done, and/or"),
        ("see https://example.org/a/b", "see https://example.org/a/b"),
        ("no path", "no path"),
        ("~/Ann Lee/My Photos/b c.png is broken", "…/b c.png is broken"),
        ("C:\\Users\\Ann Lee\\b.png", "…/b.png"),
        ("/srv/a/b.png and /srv/c d/e.png", "…/b.png and …/e.png"),
        ("5/10 files in / done", "5/10 files in / done"),
    ],
)
def test_paths_lose_their_folders_and_other_text_stays(text, told):
    assert without_paths(text) == told


def test_the_log_has_what_was_unexpected_and_stays_small(logged):
    import sys

    try:
        raise RuntimeError("a bug")
    except RuntimeError:
        sys.excepthook(*sys.exc_info())
    assert any("RuntimeError: a bug" in line for line in last_lines(20))
    for number in range(9000):
        logged.warning("line %d of many, which together are more than a file may hold: %s", number, "x" * 120)
    files = sorted(log_file().parent.iterdir())
    assert [path.name for path in files] == ["srview.log", "srview.log.1", "srview.log.2"]
    assert all(path.stat().st_size <= 500_000 for path in files)
    assert "line 8999" in last_lines(1)[0]
    assert "line 8999" in diagnostics(Settings(), "CPU", [])


def test_without_a_place_for_the_log_everything_goes_on(tmp_path, monkeypatch):
    (tmp_path / "state").write_text("in the way")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    keep_log()
    assert last_lines(5) == []
