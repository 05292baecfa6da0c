"""What networks have in common that tell by themselves how a picture was degraded."""

import copy
from collections.abc import Iterator
from typing import Any, Protocol, Self

import torch
from torch import Tensor, nn

from viewer.errors import Stop
from viewer.imaging.image import WHOLE, Frame, Size

WHOLE_SIDE = 512  # pixels of a side along which a picture's degradation is told from all of it
PARTS, PART = 4, 256  # along a longer side, and their pixels: seconds, not minutes, whatever the picture's size


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

    def for_picture(self, picture: Pixels, stop: Stop, frame: Frame = WHOLE) -> Self:
        """The same network, weights shared, for one picture: parts of it are then encoded as the whole is."""
        mine = copy.copy(self)
        mine._fixed = self.represent_picture(picture, stop, frame)
        return mine

    def represent_picture(self, picture: Pixels, stop: Stop, frame: Frame = WHOLE) -> Tensor:
        """How what of a picture is in `frame` was degraded, (1, 256): the mean over parts all over it, if it is large."""
        device = next(self.parameters()).device
        with torch.inference_mode():
            seen = []
            for rows, cols in _parts(picture.size, frame):
                pixels = torch.from_numpy(picture.cut(rows, cols, stop)).to(device).permute(2, 0, 1)[None]
                seen.append(self.represent(pixels * 2 - 1))
            return torch.stack(seen).mean(0)


def _parts(size: Size, frame: Frame) -> Iterator[tuple[slice, slice]]:
    """Where a frame of a picture is looked at: everywhere, if it is small."""
    for rows in _spans(size[1], frame[1], frame[3]):
        for cols in _spans(size[0], frame[0], frame[2]):
            yield rows, cols


def _spans(length: int, start: float, share: float) -> list[slice]:
    """Along an axis of `length` pixels, within a share of it that begins at another."""
    first = min(round(start * length), length - 1)
    end = min(max(round((start + share) * length), first + 1), length)
    if end - first <= WHOLE_SIDE:
        return [slice(first, end)]
    starts = [first + round(i * (end - first - PART) / (PARTS - 1)) for i in range(PARTS)]
    return [slice(at, at + PART) for at in starts]
