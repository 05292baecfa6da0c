"""What an hourglass does between its convolutions, in fewer passes over memory than torch takes on a CPU.

All of it is for (N, C, H, W) channels-last, in the number type that is given.
"""

from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.autograd import Function
from torch.autograd.function import once_differentiable

CL = torch.channels_last
ENLARGING = torch.tensor([0.25, 0.75, 0.75, 0.25])  # how much of a value goes to the four nearest that are made of it


class Convolution(nn.Conv2d):
    """A convolution whose weights follow the number type of what they are given, with whatever border."""

    def __init__(self, width: int, out: int, kernel: int, stride: int = 1, reflects: bool = False) -> None:
        border = (kernel - 1) // 2
        super().__init__(width, out, kernel, stride, 0 if reflects else border)
        self._border = border if reflects else 0

    def forward(self, x: Tensor) -> Tensor:
        """(N, width, h, w) -> (N, out, h / stride, w / stride)."""
        if self._border:
            x = reflected(x, self._border)
        assert self.bias is not None
        return F.conv2d(x, self.weight.to(x.dtype), self.bias.to(x.dtype), self.stride, self.padding)


class Normalised(nn.BatchNorm2d):
    """Batch normalisation of what lies side by side, by its own statistics: of each branch by itself.

    Channels by the dozen and a few more take a CPU five times as long as the dozens alone.
    """

    def __init__(self, width: int) -> None:
        super().__init__(width, track_running_stats=False)

    def forward(self, *branches: Tensor) -> Tensor:
        """(N, c, h, w) each, with `width` channels in all -> (N, width, h, w)."""
        counts = [branch.shape[1] for branch in branches]
        parts = zip(branches, self.weight.split(counts), self.bias.split(counts), strict=True)
        done = [F.batch_norm(x, None, None, weight, bias, training=True, eps=self.eps) for x, weight, bias in parts]
        return done[0] if len(done) == 1 else cast(Tensor, _Joined.apply(*done))  # type: ignore[no-untyped-call]


def reflected(x: Tensor, border: int) -> Tensor:
    """(N, C, h, w) with `border` more pixels on every side, which mirror what is inside (its outermost are not repeated)."""
    if x.device.type != "cpu":
        return F.pad(x, (border,) * 4, mode="reflect")
    return cast(Tensor, _Reflected.apply(x, border))  # type: ignore[no-untyped-call]


def enlarged(x: Tensor) -> Tensor:
    """(N, C, h, w) -> (N, C, 2h, 2w), bilinearly (`align_corners` False)."""
    if x.device.type != "cpu":
        return F.interpolate(x, scale_factor=2, mode="bilinear")
    return cast(Tensor, _Enlarged.apply(x))  # type: ignore[no-untyped-call]


class _Joined(Function):
    """Side by side, with gradients that each lie by themselves."""

    @staticmethod
    def forward(ctx: Any, *branches: Tensor) -> Tensor:
        ctx.counts = [branch.shape[1] for branch in branches]
        return torch.cat(branches, 1)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, ...]:
        return tuple(part.contiguous(memory_format=CL) for part in gradient.split(ctx.counts, 1))


class _Reflected(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, border: int) -> Tensor:
        n, channels, height, width = x.shape
        ctx.border = border
        out = torch.empty((n, channels, height + 2 * border, width + 2 * border), dtype=x.dtype, memory_format=CL)
        out[:, :, border:-border, border:-border] = x
        for axis in (2, 3):
            before, first, last, after = _edges(out, axis, border)
            before.copy_(first.flip(axis))
            after.copy_(last.flip(axis))
        return out

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        border = ctx.border
        out = gradient.clone(memory_format=CL)
        for axis in (3, 2):
            before, first, last, after = _edges(out, axis, border)
            first += before.flip(axis)
            last += after.flip(axis)
        return out[:, :, border:-border, border:-border], None


def _edges(x: Tensor, axis: int, border: int) -> tuple[Tensor, ...]:
    """The border before, what it mirrors, what is mirrored by the border after, and that."""
    end = x.shape[axis] - border
    return tuple(x.narrow(axis, start, border) for start in (0, border + 1, end - border - 1, end))


class _Enlarged(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return _doubled(_doubled(x, 2), 3)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        taps = ENLARGING.to(gradient.dtype)
        kernel = torch.outer(taps, taps).expand(gradient.shape[1], 1, 4, 4)
        continued = F.pad(gradient, (1,) * 4, mode="replicate")
        return F.conv2d(continued, kernel, stride=2, groups=gradient.shape[1])


def _doubled(x: Tensor, axis: int) -> Tensor:
    """Twice as many along an axis, a quarter on either side of those there were."""
    count = x.shape[axis]
    shape = list(x.shape)
    shape[axis] = 2 * count
    out = torch.empty(shape, dtype=x.dtype, memory_format=CL)
    one, next_one = x.narrow(axis, 0, count - 1), x.narrow(axis, 1, count - 1)
    even, odd = (out.unflatten(axis, (count, 2)).select(axis + 1, k) for k in (0, 1))
    torch.lerp(next_one, one, 0.25, out=even.narrow(axis, 1, count - 1))
    torch.lerp(one, next_one, 0.25, out=odd.narrow(axis, 0, count - 1))
    even.select(axis, 0).copy_(x.select(axis, 0))
    odd.select(axis, -1).copy_(x.select(axis, -1))
    return out
