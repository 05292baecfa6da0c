"""A second start hands its pictures to the window that is open; what is not a window is not waited for."""

import os
import subprocess
import sys

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from viewer.gui.single_window import MOST, Receiver, hand_over, socket_name

CLIENT = """
import sys, time
from pathlib import Path
from viewer.gui.single_window import hand_over
start = time.monotonic()
taken = hand_over([Path(word) for word in sys.argv[2:]], sys.argv[1])
print(taken, time.monotonic() - start)
"""


@pytest.fixture
def name(tmp_path, monkeypatch):
    """The name of a socket of this test alone."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return socket_name()


@pytest.fixture
def listening(qapp, name):
    """A receiver at that name, and what it has received."""
    receiver, received = Receiver(name), []
    receiver.received.connect(received.append)
    assert receiver.listen()
    yield receiver, received
    receiver.close()


@pytest.fixture
def start(qtbot, name):
    """A function that hands paths over from another process; whether they were taken, and the seconds it took."""

    def started(*paths, folder=None):
        program = subprocess.Popen(
            [sys.executable, "-c", CLIENT, name, *map(str, paths)], stdout=subprocess.PIPE, text=True, cwd=folder
        )
        qtbot.waitUntil(lambda: program.poll() is not None, timeout=60_000)
        taken, seconds = program.communicate()[0].split()
        return taken == "True", float(seconds)

    return started


def test_pictures_are_handed_over_by_where_they_are(listening, start, tmp_path):
    (tmp_path / "sub").mkdir()
    assert start("a photo, ü.png", "/elsewhere/b.png", folder=tmp_path / "sub")[0]
    assert [list(map(str, paths)) for paths in listening[1]] == [[str(tmp_path / "sub" / "a photo, ü.png"), "/elsewhere/b.png"]]
    assert start()[0]
    assert listening[1][1] == []


def test_without_a_window_nothing_is_waited_for(start):
    taken, seconds = start("x.png")
    assert not taken
    assert seconds < 0.5


def test_a_window_that_does_not_answer_is_passed_by(qapp, name):
    stuck = QLocalServer()
    assert stuck.listen(name)
    assert not hand_over([], name)  # this thread answers nothing while it waits
    stuck.close()


def test_a_socket_that_a_crash_left_behind_is_in_nobodys_way(qtbot, name, start):
    crash = f"from PySide6.QtNetwork import QLocalServer; import os; s = QLocalServer(); print(s.listen({name!r})); os._exit(9)"
    assert b"True" in subprocess.run([sys.executable, "-uc", crash], capture_output=True).stdout
    assert not start("x.png")[0]
    receiver, received = Receiver(name), []
    receiver.received.connect(received.append)
    assert receiver.listen()
    assert start("x.png")[0]
    assert len(received) == 1
    receiver.close()


def test_the_first_window_alone_listens(listening, name):
    second = Receiver(name)
    assert not second.listen()
    second.close()


@pytest.mark.parametrize("noise", [b"\xff\xfe\n", b'{"a": 1\n', b"7\n", b"[1, 2]\n", b"x" * (MOST + 5)])
def test_noise_opens_nothing_and_does_no_harm(qtbot, listening, start, name, noise):
    socket = QLocalSocket()
    socket.connectToServer(name)
    socket.write(noise)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert listening[1] == []
    assert start("x.png")[0]
    assert len(listening[1]) == 1


def test_each_display_and_each_home_has_its_own(name, monkeypatch, tmp_path):
    monkeypatch.setenv("DISPLAY", ":77")
    elsewhere = socket_name()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "other"))
    assert len({name, elsewhere, socket_name()}) == 3


def test_the_open_window_shows_what_it_is_handed(qtbot, show, photo, other_photo):
    window = show(photo)
    window.showMinimized()
    window.receive([other_photo])
    qtbot.waitUntil(lambda: window.windowTitle().startswith("other.jpg"), timeout=20_000)
    assert not window.isMinimized()
    window.receive([])
    assert window.windowTitle().startswith("other.jpg")


def test_the_program_hands_over_end_to_end_but_not_with_options(qtbot, listening, photo, tmp_path):
    def run(*words):
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": str(tmp_path)}
        program = subprocess.Popen(
            [sys.executable, "-m", "viewer.cli", *map(str, words)], env=environment, stderr=subprocess.PIPE, text=True
        )
        qtbot.waitUntil(lambda: program.poll() is not None, timeout=60_000)
        return program.returncode, program.communicate()[1]

    code, said = run(photo)
    assert (code, listening[1]) == (0, [[photo]])
    assert "window that is there already" in said
    code, _ = run(photo, "--model", "bicubic", "--screenshot", tmp_path / "o.png")
    assert (code, len(listening[1])) == (0, 1)
    assert (tmp_path / "o.png").exists()
