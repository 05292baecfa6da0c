"""What networks have in common that tell by themselves how a picture was degraded."""

import copy
from collections.abc import Iterator
from typing import Any, Protocol, Self

import torch
from torch import Tensor, nn

from viewer.errors import Stop
from viewer.imaging.image import Size

SEEN_AT_ONCE = 512  # pixels a side of the parts by which a picture's degradation is told
PARTS = 4  # such parts along each side of a larger picture


class Pixels(Protocol):
    """A picture that gives its colours in parts, (rows, cols, 3) float32 in [0, 1]."""

    @property
    def size(self) -> Size:
        """Width and height."""

    def cut(self, rows: slice, cols: slice, stop: Stop) -> Any:
        """The colours of a part."""


class Adapting(nn.Module):
    """A network with a representation of how its picture was degraded: its own, or one that `for_picture` has fixed."""

    _fixed: Tensor | None = None

    def represent(self, image: Tensor) -> Tensor:
        """How pictures (B, 3, h, w) in [-1, 1] were degraded, (B, 256)."""
        raise NotImplementedError

    def representation(self, image: Tensor) -> Tensor:
        """The one by which `image` is encoded, (B, 256)."""
        return self.represent(image) if self._fixed is None else self._fixed.expand(len(image), -1)

    def for_picture(self, picture: Pixels, stop: Stop) -> Self:
        """The same network, weights shared, for one picture: parts of it are then encoded as the whole is.

        Its representation is that of the picture, or the mean of those of parts all over a large one.
        """
        device = next(self.parameters()).device
        with torch.inference_mode():
            seen = []
            for rows, cols in _parts(picture.size):
                pixels = torch.from_numpy(picture.cut(rows, cols, stop)).to(device).permute(2, 0, 1)[None]
                seen.append(self.represent(pixels * 2 - 1))
        mine = copy.copy(self)
        mine._fixed = torch.stack(seen).mean(0)
        return mine


def _parts(size: Size) -> Iterator[tuple[slice, slice]]:
    """Where a picture is looked at: everywhere, if it is small."""
    across, down = (_starts(length) for length in size)
    for top in down:
        for left in across:
            yield slice(top, top + SEEN_AT_ONCE), slice(left, left + SEEN_AT_ONCE)


def _starts(length: int) -> list[int]:
    count = min(-(-length // SEEN_AT_ONCE), PARTS)
    return [round(i * (length - SEEN_AT_ONCE) / (count - 1)) for i in range(count)] if count > 1 else [0]
