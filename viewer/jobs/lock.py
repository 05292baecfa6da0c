"""A lock that a process holds on a run folder while it works there. It ends with the process, however that ends."""

import os
import time
from pathlib import Path
from typing import BinaryIO

from viewer.errors import UserError
from viewer.files import cannot_write

if os.name == "nt":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


PATIENCE = 1.0  # seconds: `is_locked` holds a lock for a moment to see whether it can be had


class RunLock:
    """Held from `with` to its end. UserError if another process holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> "RunLock":
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("ab")
        except OSError as error:
            raise cannot_write(self._path, error) from error
        tried = time.monotonic()
        while True:
            try:
                _lock(self._file)
                return self
            except OSError:
                if time.monotonic() - tried > PATIENCE:
                    self._file.close()
                    raise UserError(
                        f"{self._path.parent} is being trained by another process.", "Wait for it, or stop it."
                    ) from None
                time.sleep(0.02)

    def __exit__(self, *_: object) -> None:
        self._file.close()


def is_locked(path: Path) -> bool:
    """Whether a process holds the lock at `path`."""
    try:
        with path.open("rb+") as file:
            _lock(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
