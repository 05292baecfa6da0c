"""What other threads do: its results come to those who are still there, and nothing of Qt is destroyed on them."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer.gui import collecting
from viewer.gui.background import Background
from viewer.gui.collecting import Collector


def test_nobody_is_told_whose_window_was_destroyed_meanwhile(qtbot, qapp):
    window, others = QWidget(), QObject()
    background, another, release, told = Background(window), Background(others), threading.Event(), []
    background.run(release.wait, lambda _: told.append("of the window"), told.append)
    window.destroyed.connect(lambda: release.set())
    window.deleteLater()
    qtbot.waitUntil(release.is_set)
    another.run(lambda: None, lambda _: told.append("of another"), told.append)
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(50)
    assert told == ["of another"]
    another.close()


@pytest.fixture
def collector(qapp, monkeypatch):
    """One that looks often; Python is as a program begins."""
    gc.enable()
    monkeypatch.setattr(collecting, "PAUSE", 20)
    made = Collector()
    yield made
    made.deleteLater()
    gc.unfreeze()
    gc.disable()


class Pane(QWidget):
    """A widget that knows itself, as windows do by way of their parts: only the collector frees it."""

    def __init__(self):
        super().__init__()
        self.me = self


def test_windows_that_nobody_holds_are_destroyed_by_the_thread_that_made_them(qtbot, collector):
    qtbot.wait(60)  # what is there is left alone from now on
    threads, ended = [], threading.Event()

    def litter():
        while not ended.is_set():
            garbage = []
            garbage.append(garbage)

    busy = threading.Thread(target=litter)
    busy.start()
    for _ in range(5):
        weakref.finalize(Pane(), lambda: threads.append(threading.get_ident()))
        qtbot.wait(20)
    try:
        qtbot.waitUntil(lambda: len(threads) == 5, timeout=20_000)
    finally:
        ended.set()
        busy.join()
    assert set(threads) == {threading.get_ident()}
