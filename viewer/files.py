"""Files written whole or not at all, and the folders shipped with the program."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from viewer.errors import UserError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place when the block ends well, and vanishes otherwise.

    So do folders that were made for it. The temporary file keeps the ending of `path`, for writers that go by it. UserError if it
    cannot be written.
    """
    with folders_of(path):
        try:
            handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
            os.close(handle)
        except OSError as error:
            raise cannot_write(path, error) from error
        temporary = Path(name)
        try:
            yield temporary
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, path)
        except OSError as error:
            raise cannot_write(path, error) from error
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def folders_of(path: Path) -> Iterator[None]:
    """Make the folders that `path` lies in; of those that were not there none stays empty after the block. UserError."""
    made = [folder for folder in path.parents if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from error
    try:
        yield
    finally:
        with suppress(OSError):  # the block has left something there, or others have
            for folder in made:
                folder.rmdir()


RESULT, LIVE = "result.png", "live.png"  # what a restoration leaves in the folder of its run
SNAPSHOTS = "snapshots"  # where any run leaves what it had made on its way


def shipped_folder(name: str) -> Path:
    """`ckpt` or `resources`: inside the package once installed, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def cannot_write(path: Path, error: OSError) -> UserError:
    """What to tell the user when writing `path` failed."""
    return UserError(f"Cannot write {path}: {error.strerror or error}.", "Choose another place or free some space.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def copy_file(path: Path, where: Path) -> None:
    """Copy a file, whole or not at all. UserError if it cannot be written."""
    with replacing(where) as temporary:
        shutil.copyfile(path, temporary)
