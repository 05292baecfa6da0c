"""Training pairs for LIIF: random crops shrunk by random scales, and the pixels to be predicted."""

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
import torch
from PIL import Image as PILImage
from torch import Tensor

from viewer.errors import Stop, UserError
from viewer.files import replacing
from viewer.imaging.files import list_images, load_image

CACHE_VERSION = 2

Pixels = np.ndarray
Tell = Callable[[int, int], None]


class ImageStore:
    """Images decoded once: 8-bit RGB, one after another in a memory-mapped cache file.

    The cache lies in the user's cache directory under the name of its content (paths, sizes, times), so a changed folder
    makes a new one. While it is made, `tell` hears how many images of how many are decoded, and `stop` is obeyed (Stopped).
    Transparent pixels have the colours the file gives them. UserError if no image can be read.

    left_out  why an image is not among them, by its path
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
            _decode(paths, cache, index, tell, stop or Stop())
        contents = json.loads(index.read_text())
        self.left_out: dict[str, str] = contents["left_out"]
        shapes = [tuple(shape) for _, shape in contents["images"]]
        if not shapes:
            path, reason = next(iter(self.left_out.items()))
            raise UserError(f"None of the {len(paths)} images in {self._places} can be read: {Path(path).name} {reason}.")
        starts = np.cumsum([0, *(math.prod(shape) for shape in shapes)])
        self._images = [(path, int(at), shape) for (path, _), at, shape in zip(contents["images"], starts, shapes, strict=False)]
        self._bytes = np.memmap(cache, np.uint8, "r")

    def at_least(self, side: int) -> "ImageStore":
        """Those with at least `side` pixels a side; the others are left out. UserError if none remains."""
        store = copy(self)
        store._images = [image for image in self._images if min(image[2][:2]) >= side]
        small = {path: "{1} x {0} pixels, too small".format(*shape) for path, _, shape in self._images if min(shape[:2]) < side}
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


def _decode(paths: list[Path], cache: Path, index: Path, tell: Tell, stop: Stop) -> None:
    images, left_out = [], {}
    with replacing(cache) as temporary, temporary.open("wb") as file:
        for done, path in enumerate(paths):
            stop.check()
            tell(done, len(paths))
            try:
                pixels = load_image(path).rgb8()
            except UserError as error:
                left_out[str(path)] = error.message.removeprefix(path.name).strip(" .")
                continue
            images.append((str(path), pixels.shape))
            file.write(pixels.tobytes())
        file.write(b"\0")  # an empty file cannot be mapped
    with replacing(index) as temporary:
        temporary.write_text(json.dumps({"images": images, "left_out": left_out}))


@dataclass(frozen=True)
class Batch:
    """What one step needs, in the network's range [-1, 1]."""

    image: Tensor  # (B, 3, patch, patch)
    coord: Tensor  # (B, Q, 2), y and x
    cell: Tensor  # (B, Q, 2)
    rgb: Tensor  # (B, Q, 3)

    def to(self, device: torch.device) -> "Batch":
        """The batch on `device`."""
        image = self.image.to(device, memory_format=torch.channels_last, non_blocking=True)
        return Batch(image, *(t.to(device, non_blocking=True) for t in (self.coord, self.cell, self.rgb)))


@dataclass(frozen=True)
class Sampler:
    """Draws batches. A patch depends on the seed, the step and its place in the batch alone.

    So a resumed run sees the same data, and processes that share a batch draw what one would. `images` must have at least
    `patch` times the smallest scale pixels a side, or they could not fill it.
    """

    images: Sequence[Pixels] | ImageStore
    patch: int
    batch: int
    samples: int
    scales: tuple[float, float]
    seed: int
    share: range | None = None  # which patches of the batch this process draws, if not all
    lattice: bool = False  # whether the pixels to be predicted are where some rows cross as many columns

    def draw(self, step: int) -> Batch:
        """The batch of `step`."""
        mine = range(self.batch) if self.share is None else self.share
        pairs = [self._draw_pair(np.random.default_rng((self.seed, step, i))) for i in mine]
        image, coord, cell, rgb = (torch.from_numpy(np.stack(part)) for part in zip(*pairs, strict=True))
        return Batch(image, coord, cell, rgb)

    def _draw_pair(self, rng: np.random.Generator) -> tuple[Pixels, ...]:
        source = self.images[int(rng.integers(len(self.images)))]
        side = min(round(self.patch * rng.uniform(*self.scales)), *source.shape[:2])
        top, left = (rng.integers(n - side + 1) for n in source.shape[:2])
        crop = _augment(source[top : top + side, left : left + side], rng)
        shrunk = PILImage.fromarray(crop).resize((self.patch, self.patch), PILImage.Resampling.BICUBIC)
        image = to_network_range(np.asarray(shrunk)).transpose(2, 0, 1)
        row, column = self._choose(side, rng)
        coord = (np.stack((row, column), -1) * 2 + 1).astype(np.float32) / side - 1
        cell = np.full((len(row), 2), 2 / side, np.float32)
        return image, coord, cell, to_network_range(crop[row, column])

    def _choose(self, side: int, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
        """Rows and columns of the pixels to be predicted, of a crop of `side` pixels."""
        if not self.lattice:
            row, column = np.divmod(rng.choice(side * side, self.samples, replace=False), side)
            return row, column
        n = math.isqrt(self.samples)
        row, column = (rng.choice(side, n, replace=False) for _ in range(2))
        return np.repeat(row, n), np.tile(column, n)


def to_network_range(pixels: Pixels) -> Pixels:
    """8-bit values as float32 in [-1, 1]."""
    return pixels.astype(np.float32) / np.float32(127.5) - 1


def _augment(crop: Pixels, rng: np.random.Generator) -> Pixels:
    """One of the eight flips and transpositions of `crop`."""
    flip_rows, flip_columns, transpose = rng.random(3) < 0.5
    if flip_rows:
        crop = crop[::-1]
    if flip_columns:
        crop = crop[:, ::-1]
    if transpose:
        crop = crop.transpose(1, 0, 2)
    return np.ascontiguousarray(crop)
