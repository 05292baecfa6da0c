"""The arithmetic of decoding queries, chunk after chunk, which threads share.

Compiled by TorchScript where that works: threads that decode then never wait for the interpreter, nor the window for them.
"""

import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor


class Layers(NamedTuple):
    """The decoder's layers after the first. The last has no ReLU, and more digits in its bias; it is None if there is none.

    weights  as `packed` leaves them
    """

    weights: list[Tensor]
    biases: list[Tensor]
    last: Tensor | None  # (3, hidden), or in half precision two digits of each weight, (6, hidden)
    last_bias: Tensor


if hasattr(torch.ops.mkldnn, "_linear_pointwise"):  # what torch.compile uses; not every build has it

    def _linear_relu(hidden: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        if weight.is_mkldnn or (hidden.dtype == torch.bfloat16 and hidden.is_cpu):
            return torch.ops.mkldnn._linear_pointwise(hidden, weight, bias, "relu", [], "")
        return F.linear(hidden, weight, bias).relu_()

else:

    def _linear_relu(hidden: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return F.linear(hidden, weight, bias).relu_()


def packed(weight: Tensor) -> Tensor:
    """A layer's weights as they are multiplied fastest: float32 on a CPU laid out for it, a tenth faster; half is as fast."""
    if weight.dtype == torch.float32 and weight.is_cpu and hasattr(torch.ops.mkldnn, "_reorder_linear_weight"):
        with suppress(RuntimeError):  # a build without it
            return torch.ops.mkldnn._reorder_linear_weight(weight.contiguous())
    return weight


class Work(NamedTuple):
    """What some threads share in decoding, and in which memory one of them does.

    chunks    of which part, from which row, or patch, to before which
    begun     (chunks,): a byte that is not 0 once a thread has begun with it
    start     the chunk that this thread begins with; when those up to another's start are done it helps that one
    values    room for a chunk's first layer, in the type to compute in
    bits      the same as integers, where `_finish` needs them
    unwanted  a byte that is not 0 once the work is to be abandoned
    """

    chunks: list[tuple[int, int, int]]
    begun: Tensor
    start: int
    values: Tensor
    bits: Tensor | None
    unwanted: Tensor


class Rows(NamedTuple):
    """A grid, all of its rows and some of its columns, and what its queries' first layer is a product of (see `_decode_rows`).

    out      (rows, cols, 3)
    latents  (h, w, hidden), those that the columns need
    lowest   (rows,): the first of their rows that a row of the grid needs, and the last
    left     (corners * cols, K): of each corner of a column's queries, which latent it is, and its offset
    alike    (., hidden): the weights of the offsets, and room for what follows
    which    (corners, rows): which row of latents
    common   (corners, rows, k, hidden): what else the queries of a row have in common, the last of the K
    down     the corners' shares, (corners, rows, 1, 1), and across, (corners, cols)
    spread   whether it is asked how the corners disagree, the standard deviation of what they say, instead of the mean
    """

    out: Tensor
    latents: Tensor
    lowest: Tensor
    highest: Tensor
    left: Tensor
    alike: Tensor
    which: Tensor
    common: Tensor
    down: Tensor
    across: Tensor
    spread: bool


class Patches(NamedTuple):
    """Many small grids.

    out      (patches, rows, cols, 3)
    latents  (latents, hidden)
    which    of them corners need: the sum of one for every row, (corners, patches, rows, 1), and one for every column
    terms    of their offsets, to be added to them: (corners, patches, rows, 1, hidden), and likewise
    shares   of the corners, (corners, 1, patches, rows, 1), and likewise
    """

    out: Tensor
    latents: Tensor
    which: tuple[Tensor, Tensor]
    terms: tuple[Tensor, Tensor]
    shares: tuple[Tensor, Tensor]


def digits(values: Tensor, dtype: torch.dtype) -> list[Tensor]:
    """Numbers of a type that add up to `values`: two of them in half precision."""
    first = values.to(dtype)
    return [first, (values - first).to(dtype)] if dtype == torch.bfloat16 or dtype == torch.float16 else [first]


def room(n: int) -> int:
    """For how many queries there is memory where `n` are decoded: a number of few digits, so that layers have few shapes.

    For each new one oneDNN ponders some 10 ms over how to multiply, and each zoom would bring its own.
    """
    step = 64
    while 8 * step < n:
        step *= 2
    return (n + step - 1) // step * step


def _finish(hidden: Tensor, bits: Tensor | None, layers: Layers) -> Tensor:
    """What comes after the sums of the first layer, (corners, n, hidden), but for the last bias: (3, corners, n).

    The sums are overwritten.

    bits  memory that begins with them, as integers, whose sign is the same: bfloat16 is rectified four times as fast through them
    """
    last, corners = layers.last, hidden.size(0)
    if last is None:
        return hidden.movedim(-1, 0)
    if bits is None:
        hidden.relu_()
    else:
        bits[: hidden.numel()].clamp_min_(0)
    flat = hidden.flatten(0, -2)
    for weight, bias in zip(layers.weights, layers.biases):  # noqa: B905 (TorchScript)
        flat = _linear_relu(flat, weight, bias)
    if last.size(0) == 3:
        colours = last @ flat.T
    else:  # the corners differ little: without what the first of them say, their digits are kept
        of_corners = flat.view(corners, -1, flat.size(1)).mT
        first = last @ of_corners[0]
        first[3:] = 0
        others = torch.baddbmm(first.expand(corners, -1, -1), last.expand(corners, -1, -1), of_corners, beta=-1)
        digits = others.to(torch.float32)
        colours = (digits[:, :3] + digits[:, 3:]).add_(first[:3]).transpose(0, 1)
    return colours.view(3, corners, -1)


def _next(work: Work, after: int) -> int:
    """How far from its start the next chunk is that no thread has begun with, beyond `after`; -1 if there is nothing to do.

    It is marked, but not in one step with looking: two threads that look at the same moment both decode it, which is rare and
    does no harm. So they need no lock, nor the interpreter.
    """
    count = len(work.chunks)
    for k in range(after + 1, count):
        which = (work.start + k) % count
        if bool(work.unwanted[0]):
            return -1
        if not bool(work.begun[which]):
            work.begun[which] = 1
            return k
    return -1


def _decode_rows(parts: list[Rows], layers: Layers, work: Work) -> None:
    """Colours of rows. The first layer is a product of matrices, like the others."""
    k = _next(work, -1)
    while k >= 0:
        part, top, end = work.chunks[(work.start + k) % len(work.chunks)]
        grid = parts[part]
        wide, across = grid.left.size(0), grid.across
        rows, first = end - top, int(grid.lowest[top:end].min())
        latents = grid.latents[first : int(grid.highest[top:end].max()) + 1].to(layers.last_bias.dtype)
        factors = digits(latents, work.values.dtype) + [grid.alike.expand(latents.size(0), -1, -1)]  # noqa: RUF005 (TorchScript)
        right = torch.cat(factors, 1)
        corners, n, width = grid.which.size(0), rows * wide, right.size(2)
        hidden = work.values[: corners * room(n) * width].view(corners, -1, width)
        for corner in range(corners):
            factor = right.index_select(0, grid.which[corner, top:end] - first)
            factor[:, -grid.common.size(2) :] = grid.common[corner, top:end]
            torch.bmm(grid.left.expand(rows, -1, -1), factor, out=hidden[corner, :n].view(rows, wide, width))
        down = grid.down[:, top:end]
        colours = _finish(hidden, work.bits, layers)[:, :, :n].view(3, corners, rows, across.size(0), -1)
        weights = down * across
        mean = (colours * weights).sum(1).sum(2)
        if grid.spread:
            mean = ((colours - mean[:, None, :, None]).square_() * weights).sum(1).sum(2).sqrt_()
        else:
            mean = mean.add_(layers.last_bias[:, None, None])
        grid.out[top:end].copy_(mean.permute(1, 2, 0))
        k = _next(work, k)


def _decode_patches(parts: list[Patches], layers: Layers, work: Work) -> None:
    """Colours of patches."""
    k = _next(work, -1)
    while k >= 0:
        part, first, end = work.chunks[(work.start + k) % len(work.chunks)]
        grids = parts[part]
        down, across = grids.which
        width = grids.latents.size(1)
        corners, shape = across.size(0), [end - first, down.size(2), across.size(3)]
        n = shape[0] * shape[1] * shape[2]
        hidden = work.values[: down.size(0) * room(corners * n) * width].view(down.size(0), -1, width)
        for y in range(down.size(0)):
            for x in range(corners):
                which = down[y, first:end] + across[x, first:end]
                sums = grids.latents.index_select(0, which.flatten()).view(shape + [width])  # noqa: RUF005 (TorchScript)
                sums.add_(grids.terms[0][y, first:end]).add_(grids.terms[1][x, first:end])
                hidden[y, x * n : (x + 1) * n] = sums.view(n, width)
        shares = grids.shares[0][:, :, first:end] * grids.shares[1][:, first:end]
        colours = _finish(hidden, work.bits, layers)[:, :, : corners * n].view([3, down.size(0), corners] + shape)  # noqa: RUF005
        mean = (colours * shares).sum(1).sum(1)
        grids.out[first:end].copy_(mean.permute(1, 2, 3, 0).add_(layers.last_bias))
        k = _next(work, k)


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` by TorchScript, or, where that is not to be had, as it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # TorchScript is no longer developed; without it threads wait, that is all
        try:
            return torch.jit.script(function)
        except Exception:
            return function


decode_rows = compiled(_decode_rows)
decode_patches = compiled(_decode_patches)
