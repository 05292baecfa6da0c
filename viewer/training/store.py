"""The images of a training, decoded once for all the runs that use them."""

import hashlib
import json
import math
import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import platformdirs

from viewer.errors import Remark, Sentence, Stop, UserError
from viewer.files import replacing
from viewer.imaging.files import list_images, load_image
from viewer.training.distributed import Team

CACHE_VERSION = 3
TELL_EVERY = 1.0  # seconds, while images are decoded
NAMED = 3  # of the images left out
KEPT = 30 * 24 * 3600  # seconds after it was last asked for

Pixels = np.ndarray
Tell = Callable[[int, int], None]
Made = TypeVar("Made")


class ImageStore:
    """Images decoded once: 8-bit RGB, one after another in a memory-mapped cache file.

    The cache lies in the user's cache directory under the name of its content (paths, sizes, times), so a changed folder
    makes a new one; those that no run has asked for in a month are removed then. While it is made, `tell` hears how many images
    of how many are decoded, and `stop` is obeyed (Stopped).
    Transparent pixels have the colours the file gives them. UserError if no image can be read.

    left_out  why an image is not among them, a sentence, by its path
    """

    def __init__(self, folders: list[Path], tell: Tell = lambda done, of: None, stop: Stop | None = None) -> None:
        paths = [path for folder in folders for path in list_images(folder)]
        self._places = ", ".join(map(str, folders))
        if not paths:
            raise UserError(f"No image found in {self._places}.", "Name a folder of photographs.")
        stamps = [(str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
        digest = hashlib.sha256(json.dumps([CACHE_VERSION, stamps]).encode()).hexdigest()[:24]
        cache = Path(platformdirs.user_cache_dir("srview")) / "images" / f"{digest}.bin"
        index = cache.with_suffix(".json")
        if not (cache.exists() and index.exists()):
            _forget_old(cache.parent)
            _decode(paths, cache, index, tell, stop or Stop())
        contents = json.loads(index.read_text())
        self.left_out: dict[str, str] = contents["left_out"]
        shapes = [tuple(shape) for _, shape in contents["images"]]
        if not shapes:
            reason = next(iter(self.left_out.values()))
            raise UserError(f"None of the {len(paths)} images in {self._places} can be read:", reason)
        starts = np.cumsum([0, *(math.prod(shape) for shape in shapes)])
        self._images = [(path, int(at), shape) for (path, _), at, shape in zip(contents["images"], starts, shapes, strict=False)]
        self._bytes = np.memmap(cache, np.uint8, "r")
        for file in (cache, index):
            os.utime(file)

    def at_least(self, side: int) -> "ImageStore":
        """Those with at least `side` pixels a side; the others are left out. UserError if none remains."""
        store = copy(self)
        store._images = [image for image in self._images if min(image[2][:2]) >= side]
        small = {
            path: Sentence(f"{Path(path).name} has {width} x {height} pixels, too few.")
            for path, _, (height, width, _) in self._images
            if min(height, width) < side
        }
        store.left_out = self.left_out | small
        if not store._images:
            raise UserError(
                f"No image in {self._places} has the {side} x {side} pixels a patch needs.",
                "Use a smaller --patch, or larger images.",
            )
        return store

    def __len__(self) -> int:
        return len(self._images)

    def __getitem__(self, i: int) -> Pixels:
        """Image `i`, (height, width, 3) uint8, a view of the cache."""
        _, start, shape = self._images[i]
        return self._bytes[start : start + math.prod(shape)].reshape(shape)


def open_images(
    folders: list[Path], smallest: int, report: Callable[[dict[str, Any]], None], stop: Stop, team: Team
) -> ImageStore:
    """The images of `folders` with at least `smallest` pixels a side; those left out are reported. Raises Stopped."""
    told = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal told
        if time.monotonic() - told > TELL_EVERY:
            told = time.monotonic()
            report({"decoded": done, "of": of})

    images = team.first_then_others(lambda: ImageStore(folders, tell, stop)).at_least(smallest)
    if images.left_out:
        reasons = list(images.left_out.values())
        note = [Remark(f"{len(reasons)} of {len(reasons) + len(images)} images are left out:"), *reasons[:NAMED]]
        if len(reasons) > NAMED:
            note.append(Remark(f"And {len(reasons) - NAMED} more."))
        report({"note": " ".join(note), "left_out": images.left_out})
    return images


def _decode(paths: list[Path], cache: Path, index: Path, tell: Tell, stop: Stop) -> None:
    images, left_out = [], {}
    with replacing(cache) as temporary, temporary.open("wb") as file:
        for done, (path, decoded) in enumerate(zip(paths, _in_order(_decoded, paths), strict=True)):
            stop.check()
            tell(done, len(paths))
            if isinstance(decoded, UserError):
                left_out[str(path)] = decoded.message
                continue
            images.append((str(path), decoded.shape))
            file.write(decoded.tobytes())
        file.write(b"\0")  # an empty file cannot be mapped
    with replacing(index) as temporary:
        temporary.write_text(json.dumps({"images": images, "left_out": left_out}))


def _decoded(path: Path) -> Pixels | UserError:
    """An image, or why there is none."""
    try:
        return load_image(path).rgb8()
    except UserError as error:
        return error


def _in_order(call: Callable[[Path], Made], paths: list[Path]) -> Iterator[Made]:
    """What `call` returns for each, made on all cores, never more than one for each of them ahead of what is taken."""
    upcoming: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(os.cpu_count(), "images") as pool:
        for path in paths:
            upcoming.append(pool.submit(call, path))
            if len(upcoming) > (os.cpu_count() or 1):
                yield upcoming.popleft().result()
        while upcoming:
            yield upcoming.popleft().result()


def _forget_old(folder: Path) -> None:
    """Remove the caches that have not been asked for in a long time. A run that still reads one keeps it until it ends."""
    before = time.time() - KEPT
    for file in folder.glob("*"):
        with suppress(OSError):  # removed by another process, or in use where that forbids it
            if file.stat().st_mtime < before:
                file.unlink()
