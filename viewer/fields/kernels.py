"""The arithmetic of decoding a chunk of queries.

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


def _finish(hidden: Tensor, bits: Tensor | None, layers: Layers) -> Tensor:
    """What comes after the sums of the first layer, (corners, ..., hidden), but for the last bias: (3, corners, ...).

    The sums are overwritten.

    bits  the same memory as integers, whose sign is the same: bfloat16 is rectified four times as fast through them
    """
    last, corners = layers.last, hidden.size(0)
    if last is None:
        return hidden.movedim(-1, 0)
    if bits is None:
        hidden.relu_()
    else:
        bits.clamp_min_(0)
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
    return colours.view((3,) + hidden.size()[:-1])  # noqa: RUF005 (TorchScript)


def _decode_rows(
    out: Tensor,
    hidden: Tensor,
    bits: Tensor | None,
    left: Tensor,
    right: Tensor,
    latent: Tensor,
    common: Tensor,
    shares: tuple[Tensor, Tensor],
    layers: Layers,
    spread: bool,
) -> None:
    """Colours of rows of queries, or how their corners disagree. The first layer is a product of matrices, like the others.

    out     (rows, cols, 3)
    hidden  (corners, rows, corners * cols, hidden), scratch; bits: see `_finish`
    left    (corners * cols, K): of each corner of a column's queries, which latent it is, and its offset
    right   (latents, K, hidden): each row's latents, and the weights of the offsets
    latent  (corners, rows): which of them a row needs
    common  (corners, rows, k, hidden): what else the queries of a row have in common, the last of the K
    shares  of the corners, (corners, rows, 1, 1) down and (corners, cols) across
    spread  the standard deviation of what the corners say, instead of its mean
    """
    rows = latent.size(1)
    for corner in range(latent.size(0)):
        factor = right.index_select(0, latent[corner])
        factor[:, -common.size(2) :] = common[corner]
        torch.bmm(left.expand(rows, left.size(0), left.size(1)), factor, out=hidden[corner])
    down, across = shares
    colours = _finish(hidden, bits, layers).view(3, down.size(0), rows, across.size(0), -1)
    weights = down * across
    mean = (colours * weights).sum(1).sum(2)
    if spread:
        mean = ((colours - mean[:, None, :, None]).square_() * weights).sum(1).sum(2).sqrt_()
    else:
        mean = mean.add_(layers.last_bias[:, None, None])
    out.copy_(mean.permute(1, 2, 0))


def _decode_patches(
    out: Tensor,
    hidden: Tensor,
    bits: Tensor | None,
    latents: Tensor,
    index: tuple[Tensor, Tensor],
    terms: tuple[Tensor, Tensor],
    shares: tuple[Tensor, Tensor],
    layers: Layers,
) -> None:
    """Colours of many small grids.

    out      (patches, rows, cols, 3)
    hidden   (corners, corners, patches, rows, cols, hidden), scratch; bits: see `_finish`
    latents  (latents, hidden)
    index    of the corners' latents: the sum of one for every row, (corners, patches, rows, 1), and one for every column
    terms    of their offsets, to be added to them: (corners, patches, rows, 1, hidden), and likewise
    shares   of the corners, (corners, 1, patches, rows, 1), and likewise
    """
    for y in range(index[0].size(0)):
        for x in range(index[1].size(0)):
            which = index[0][y] + index[1][x]
            corner = latents.index_select(0, which.flatten()).view(hidden.size()[2:])
            hidden[y, x] = corner.add_(terms[0][y]).add_(terms[1][x])
    mean = (_finish(hidden, bits, layers) * (shares[0] * shares[1])).sum(1).sum(1)
    out.copy_(mean.permute(1, 2, 3, 0).add_(layers.last_bias))


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
