"""One window for all: a second start hands its pictures to the window that is open, by a socket of the user's own."""

import hashlib
import json
import logging
import os
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

CONNECTED, ANSWERED = 200, 1_500  # ms; a window that answers later is taken to be stuck
MOST = 1 << 20  # bytes of a message
TAKEN = b"taken\n"


def socket_name() -> str:
    """The same for every start by this user on this display."""
    where = platformdirs.user_config_dir("srview"), os.environ.get("WAYLAND_DISPLAY", ""), os.environ.get("DISPLAY", "")
    return "srview-" + hashlib.sha256("\n".join(where).encode()).hexdigest()[:16]


def hand_over(paths: list[Path], name: str) -> bool:
    """Whether a window that is open has taken these; without any it comes to the front."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECTED):
        return False
    socket.write(json.dumps([str(path.absolute()) for path in paths]).encode() + b"\n")
    return socket.waitForReadyRead(ANSWERED) and socket.readAll().data() == TAKEN


class Receiver(QObject):
    """Listens for what later starts hand over. `received` gives the paths, none if the window is to come to the front."""

    received = Signal(list)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)

    def listen(self) -> bool:
        """Begin, unless another window does already; a socket that a crash has left behind is taken away."""
        probe = QLocalSocket()  # first: a server of the user alone takes a socket's place without asking
        probe.connectToServer(self._name)
        if probe.waitForConnected(CONNECTED):
            return False
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """End."""
        self._server.close()

    def _accept(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > MOST:
                socket.abort()
            return
        try:
            paths = [Path(path) for path in json.loads(bytes(socket.readLine().data()))]
        except (ValueError, TypeError) as error:
            log.warning("what another start handed over was not understood: %s", error)
            socket.abort()
            return
        socket.write(TAKEN)
        socket.flush()
        self.received.emit(paths)
