"""The log: what went wrong, and what Qt remarked, in a file that does not grow beyond bounds."""

import logging
import logging.handlers
import sys
from pathlib import Path
from types import TracebackType

import platformdirs

from viewer import __version__

log = logging.getLogger("viewer")

BYTES, KEPT = 500_000, 2  # of a file, and how many older ones are kept
FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_file() -> Path:
    """Where it is."""
    return Path(platformdirs.user_state_dir("srview")) / "srview.log"


def keep_log() -> None:
    """Write what the program logs from now on, and errors nobody expected, into the file; where it cannot be, to nowhere."""
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(log_file(), maxBytes=BYTES, backupCount=KEPT, encoding="utf-8")
    except OSError as error:
        log.warning("no log is kept: %s", error)
        return
    handler.setFormatter(logging.Formatter(FORM))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    told = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("nobody expected this", exc_info=(kind, error, trace))
        told(kind, error, trace)

    sys.excepthook = hook
    log.info("srview %s starts", __version__)


def last_lines(count: int) -> list[str]:
    """The end of the log; reads the file."""
    try:
        return log_file().read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
    except OSError:
        return []
