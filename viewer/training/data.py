"""Training pairs for LIIF: random crops shrunk by random scales, and the pixels to be predicted."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
import torch
from PIL import Image as PILImage
from torch import Tensor

from viewer.errors import UserError
from viewer.files import replacing
from viewer.imaging.files import list_images, load_image

Pixels = np.ndarray


class ImageStore:
    """Images decoded once: 8-bit RGB, one after another in a memory-mapped cache file.

    The cache lies in the user's cache directory under the name of its content (paths, sizes, times), so a changed
    folder makes a new one. UserError if a folder holds no image, or one cannot be read.
    """

    def __init__(self, folders: list[Path]) -> None:
        paths = [path for folder in folders for path in list_images(folder)]
        if not paths:
            raise UserError(f"No image found in {', '.join(map(str, folders))}.", "Name a folder of photographs.")
        stamps = [(str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
        digest = hashlib.sha256(json.dumps(stamps).encode()).hexdigest()[:24]
        cache = Path(platformdirs.user_cache_dir("srview")) / "images" / f"{digest}.bin"
        index = cache.with_suffix(".json")
        if not (cache.exists() and index.exists()):
            self._decode(paths, cache, index)
        self._shapes = [tuple(shape) for shape in json.loads(index.read_text())]
        self._starts = np.concatenate([[0], np.cumsum([np.prod(shape) for shape in self._shapes])]).astype(np.int64)
        self._bytes = np.memmap(cache, np.uint8, "r")

    @staticmethod
    def _decode(paths: list[Path], cache: Path, index: Path) -> None:
        shapes = []
        with replacing(cache) as temporary, temporary.open("wb") as file:
            for path in paths:
                pixels = load_image(path).rgb8()
                shapes.append(pixels.shape)
                file.write(pixels.tobytes())
        with replacing(index) as temporary:
            temporary.write_text(json.dumps(shapes))

    def __len__(self) -> int:
        return len(self._shapes)

    def __getitem__(self, i: int) -> Pixels:
        """Image `i`, (height, width, 3) uint8, a view of the cache."""
        return self._bytes[self._starts[i] : self._starts[i + 1]].reshape(self._shapes[i])


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
    """Draws batches; batch `step` depends on the seed and the step alone, so that a resumed run sees the same data."""

    images: Sequence[Pixels] | ImageStore
    patch: int
    batch: int
    samples: int
    scales: tuple[float, float]
    seed: int

    def __post_init__(self) -> None:
        small = min(min(self.images[i].shape[:2]) for i in range(len(self.images)))
        if small < round(self.patch * self.scales[0]):
            raise UserError(
                f"An image of the training set is only {small} pixels wide or high, less than a patch.",
                f"Use a smaller --patch than {self.patch} or larger images.",
            )

    def draw(self, step: int) -> Batch:
        """The batch of `step`."""
        rng = np.random.default_rng((self.seed, step))
        pairs = [self._draw_pair(rng) for _ in range(self.batch)]
        image, coord, cell, rgb = (torch.from_numpy(np.stack(part)) for part in zip(*pairs, strict=True))
        return Batch(image, coord, cell, rgb)

    def _draw_pair(self, rng: np.random.Generator) -> tuple[Pixels, ...]:
        source = self.images[int(rng.integers(len(self.images)))]
        side = min(round(self.patch * rng.uniform(*self.scales)), *source.shape[:2])
        top, left = (rng.integers(n - side + 1) for n in source.shape[:2])
        crop = _augment(source[top : top + side, left : left + side], rng)
        shrunk = PILImage.fromarray(crop).resize((self.patch, self.patch), PILImage.Resampling.BICUBIC)
        image = to_network_range(np.asarray(shrunk)).transpose(2, 0, 1)
        chosen = rng.choice(side * side, self.samples, replace=False)
        row, column = np.divmod(chosen, side)
        coord = (np.stack((row, column), -1) * 2 + 1).astype(np.float32) / side - 1
        cell = np.full((self.samples, 2), 2 / side, np.float32)
        return image, coord, cell, to_network_range(crop[row, column])


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
