"""Starting the window, and taking its picture."""

import logging
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

from viewer.errors import UserError
from viewer.files import replacing, shipped_folder
from viewer.gui.imports import restore_import
from viewer.gui.look import Look
from viewer.gui.settings import Settings
from viewer.models import catalogue

log = logging.getLogger(__name__)

INTERRUPTED = 130
FIGURES = 20_000  # ms that a picture of the window waits for what is measured
STANDARD_INPUT = Path("-")


@dataclass(frozen=True)
class Start:
    """What the window is asked to show: the command line of `srview view`, checked."""

    images: list[Path] = field(default_factory=list)  # or folders; STANDARD_INPUT alone
    look: Look = field(default_factory=lambda: Look(catalogue.DEFAULT))
    zoom: float | None = None
    centre: tuple[float, float] | None = None  # source pixels
    size: tuple[int, int] | None = None  # of the window, device-independent pixels
    settings: Settings = field(default_factory=Settings)
    complaint: str = ""  # about the settings
    is_plain: bool = False  # whether nothing is asked but the images, which a window that is open can show as well
    timeline: bool = False  # whether to print when what is there

    @property
    def has_view(self) -> bool:
        """Whether it says which part of the picture."""
        return self.zoom is not None or self.centre is not None


def run(start: Start, screenshot: Path | None = None) -> int:
    """Show the window until it is closed; with `screenshot`, until it has settled, then save its picture. The exit code.

    Without a display the window is drawn off screen for a screenshot; otherwise UserError says what is missing.
    """
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        if screenshot is None and not os.environ.get("QT_QPA_PLATFORM"):
            raise UserError("There is no display to open a window on.", "Use --screenshot OUT.png or srview render.")
        os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    from PySide6.QtCore import Qt, QTimer, qInstallMessageHandler

    restore_import()  # before anything else is imported
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from viewer.gui.log_file import keep_log
    from viewer.gui.mirrored import apply_style
    from viewer.gui.single_window import Receiver, hand_over, socket_name
    from viewer.gui.translating import install_translations

    keep_log()
    qInstallMessageHandler(_log_qt)
    application = QApplication.instance() or QApplication(["srview"])
    application.setApplicationName("srview")
    application.setDesktopFileName("srview")  # by which the desktop finds the icon
    is_shared = start.settings.single_window and screenshot is None
    if is_shared and start.is_plain and STANDARD_INPUT not in start.images and hand_over(start.images, socket_name()):
        print("srview: opened in the window that is there already (--new-window: in another)", file=sys.stderr)
        return 0
    from viewer.gui.collecting import Collector
    from viewer.gui.dialog import keep_on_screen
    from viewer.gui.main_window import MainWindow  # not before it is known to be needed

    install_translations(application, start.settings.language)
    apply_style()
    application.setWindowIcon(QIcon(str(shipped_folder("resources") / "srview.svg")))
    signal.signal(signal.SIGINT, lambda *_: application.exit(INTERRUPTED))
    wake = QTimer(interval=200)  # lets Python see the signal
    wake.timeout.connect(lambda: None)
    wake.start()
    Collector(application)
    window = MainWindow(start)
    if start.timeline:
        from viewer.gui.timeline import Timeline

        Timeline(window)
    if start.size is None and screenshot is None:
        keep_on_screen(window)
    window.show()
    receiver = Receiver(socket_name(), window)
    receiver.received.connect(window.receive)
    if is_shared:
        window.canvas.painted.connect(receiver.listen, Qt.ConnectionType.SingleShotConnection)
    failure: list[UserError] = []
    if screenshot is not None:
        photograph(window, screenshot, failure)
    code = int(application.exec())
    receiver.close()
    window.leave()
    if failure:
        raise failure[0]
    return code


def _log_qt(kind, context, message: str) -> None:
    """Qt's own remarks belong in the log, not on the user's terminal, unless they are its last."""
    if kind.name == "QtFatalMsg":
        print(f"srview: Qt cannot go on: {message}", file=sys.stderr)
    log.info("Qt: %s", message)


def photograph(window, path: Path, failure: list[UserError]) -> None:
    """Save the window's picture once everything it shows is finished, then close it; figures are waited for, but not for ever."""
    from PySide6.QtCore import QDeadlineTimer, QTimer

    timer, patience = QTimer(window, interval=30), QDeadlineTimer(QDeadlineTimer.ForeverConstant.Forever)

    def look() -> None:
        if not window.is_settled:
            return
        if patience.isForever():
            patience.setRemainingTime(FIGURES)
        if window.comparing.is_measuring and not window.messages.isVisible() and not patience.hasExpired():
            return
        timer.stop()
        if window.messages.isVisible():
            failure.append(UserError(window.messages.text))
        try:
            save_window(window, path)
        except UserError as error:
            failure.append(error)
        window.leave()

    timer.timeout.connect(look)
    timer.start()


def save_window(window, path: Path) -> None:
    """Write the window's picture, atomically."""
    picture = window.grab()
    with replacing(path) as temporary:
        if not picture.save(str(temporary)):
            raise UserError(f"Cannot write {path} as a picture.", "Use a name that ends in .png.")
