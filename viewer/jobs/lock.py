"""A lock that a process holds on a run folder while it works there. It ends with the process, however that ends."""

import os
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
        try:
            _lock(self._file)
        except OSError:
            self._file.close()
            raise UserError(f"{self._path.parent} is being trained by another process.", "Wait for it, or stop it.") from None
        return self

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
