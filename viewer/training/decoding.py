"""A LIIF's colours, or their loss, and the gradients, for a processor: a few hundred queries after the other.

The same numbers autograd gives for all queries at once, whose layers go through memory a dozen times. Here those of a part stay
in the cache of the core that computes them, both ways; each core takes images of its own. The loss of single pixels has its
gradients made at once, from loss to latents; for one that sees what many of them show, a part's layers are computed anew.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from viewer.models.liif import LIIF
from viewer.training.losses import CHARBONNIER

PART = 3 << 19  # bytes of a layer of a part: half and twice that are a tenth slower
DISTANCES: dict[str, Callable[[Tensor], tuple[Tensor, Tensor]]] = {  # of what is off: the values of `PIXEL`, and their slopes
    "l1": lambda off: (off.abs(), off.sign()),
    "l2": lambda off: (off.square(), 2 * off),
    "charbonnier": lambda off: ((root := (off.square() + CHARBONNIER**2).sqrt()) - CHARBONNIER, off / root),
}

_WORKERS = ThreadPoolExecutor(os.cpu_count(), "decoding", initializer=lambda: torch.set_num_threads(1))


def decoding_loss(model: LIIF, folded: Tensor, coord: Tensor, cell: Tensor, rgb: Tensor, distance: str) -> Tensor:
    """The mean `distance` (of `DISTANCES`) of the colours at `coord` and `rgb`; shapes as in `LIIF.query`.

    folded  (B, hidden, h, w), of `LIIF.fold`, in the number type to compute in
    """
    loss: Tensor = _Loss.apply(rgb, distance, *_inputs(model, folded, coord, cell))  # type: ignore[no-untyped-call]
    return loss


def decoded(model: LIIF, folded: Tensor, coord: Tensor, cell: Tensor) -> Tensor:
    """The colours (B, Q, 3) at `coord`, as `LIIF.decode` gives them of the same."""
    colours: Tensor = _Colours.apply(*_inputs(model, folded, coord, cell))  # type: ignore[no-untyped-call]
    return colours


def _inputs(model: LIIF, folded: Tensor, coord: Tensor, cell: Tensor) -> list[Tensor]:
    """Latents (N, hidden), a row each; places (4, B, Q, 2 or 4), index and share (4, B, Q); weights and biases."""
    assert model.imnet is not None
    first, (height, width) = model.first_layer(), folded.shape[-2:]
    corners = model.corners(coord, (height, width))
    places, weight = corners.relative, first.coord
    if first.cell is not None:
        size = coord.new_tensor([height, width])
        places = torch.cat((places, (cell * size).expand_as(places)), -1)
        weight = torch.cat((first.coord, first.cell), -1)
    layers = [weight, first.bias]
    for layer in list(model.imnet.layers)[1:]:
        if isinstance(layer, nn.Linear):
            layers += [layer.weight, layer.bias]
    latents = folded.permute(0, 2, 3, 1).flatten(0, 2)
    return [latents, places.to(folded.dtype), corners.latent, corners.share, *layers]


class _Loss(torch.autograd.Function):
    """The gradients are made on the way forward."""

    @staticmethod
    def forward(
        ctx: Any, rgb: Tensor, distance: str, latents: Tensor, places: Tensor, index: Tensor, share: Tensor, *layers: Tensor
    ) -> Tensor:
        """Colours `rgb` (B, Q, 3); the others as `_inputs` gives them."""

        def slope_of(colours: Tensor, image: int, part: slice) -> tuple[Tensor, Tensor]:
            values, slope = DISTANCES[distance](colours - rgb[image, part])
            return values.sum() / rgb.numel(), slope / rgb.numel()

        loss, gradients = _gradients(slope_of, latents, places, index, share, layers)
        ctx.save_for_backward(*gradients)
        return loss

    @staticmethod
    def backward(ctx: Any, *outputs: Tensor) -> tuple[Tensor | None, ...]:
        """Those gradients, times that of the loss."""
        latents, *layers = (gradient * outputs[0].to(gradient.dtype) for gradient in ctx.saved_tensors)
        return None, None, latents, None, None, None, *layers


class _Colours(torch.autograd.Function):
    """Nothing is kept of the way forward but the inputs."""

    @staticmethod
    def forward(ctx: Any, latents: Tensor, places: Tensor, index: Tensor, share: Tensor, *layers: Tensor) -> Tensor:
        """As `_inputs` gives them -> (B, Q, 3)."""
        ctx.save_for_backward(latents, places, index, share, *layers)
        colours = share.new_empty(*share.shape[1:], 3)
        cast = [layer.to(latents.dtype) for layer in layers]

        def decode(image: int, part: slice, sums: list[Tensor]) -> None:
            colours[image, part] = _forward(latents, places, index, share, cast, image, part)[-1]

        _in_parts(decode, latents, share, [])
        return colours

    @staticmethod
    def backward(ctx: Any, *outputs: Tensor) -> tuple[Tensor | None, ...]:
        """The gradients, by those of the colours."""
        latents, places, index, share, *layers = ctx.saved_tensors
        (slopes,) = outputs

        def slope_of(colours: Tensor, image: int, part: slice) -> tuple[Tensor, Tensor]:
            return colours.new_zeros(()), slopes[image, part]

        _, (gradient, *sums) = _gradients(slope_of, latents, places, index, share, layers)
        return gradient, None, None, None, *sums


def _gradients(
    slope_of: Callable[[Tensor, int, slice], tuple[Tensor, Tensor]], latents: Tensor, places: Tensor, index: Tensor,
    share: Tensor, layers: Sequence[Tensor],
) -> tuple[Tensor, list[Tensor]]:  # fmt: skip
    """A loss that is the sum of parts, and its gradients by latents and layers.

    slope_of  the part of the loss of the colours (Q, 3) of some queries of an image, and its gradient by them
    """
    cast = [layer.to(latents.dtype) for layer in layers]
    weights = cast[::2]
    gradient = torch.zeros_like(latents)

    def decode(image: int, part: slice, sums: list[Tensor]) -> None:
        hidden, shares, colours = _forward(latents, places, index, share, cast, image, part)
        value, slope = slope_of(colours, image, part)
        sums[-1] += value
        back = (slope * shares).to(latents.dtype).flatten(0, 1)
        for i in reversed(range(len(weights))):
            sums[2 * i].add_(back.T @ hidden[i])
            sums[2 * i + 1].add_(back.sum(0))
            if i:
                back = torch.ops.aten.threshold_backward(back @ weights[i], hidden[i], 0)
        gradient.index_add_(0, index[:, image, part].flatten(), back)

    *sums, loss = _in_parts(decode, latents, share, [*layers, share.new_zeros(())])
    return loss, [gradient, *sums]


def _in_parts(
    decode: Callable[[int, slice, list[Tensor]], None], latents: Tensor, share: Tensor, like: list[Tensor]
) -> list[Tensor]:
    """Call `decode` for parts of the queries of each image; the sums it made, tensors `like` those given, each thread its own."""
    corners, batch, count = share.shape
    threads = min(torch.get_num_threads(), batch)
    queries = max(PART // (corners * latents[0].nbytes), 1)

    @torch.no_grad()
    def work(thread: int) -> list[Tensor]:
        sums = [torch.zeros_like(each) for each in like]
        for image in range(thread * batch // threads, (thread + 1) * batch // threads):
            for start in range(0, count, queries):
                decode(image, slice(start, start + queries), sums)
        return sums

    made = [work(0)] if threads == 1 else list(_WORKERS.map(work, range(threads)))
    return [torch.stack(values).sum(0) for values in zip(*made, strict=True)]


def _forward(
    latents: Tensor, places: Tensor, index: Tensor, share: Tensor, layers: Sequence[Tensor], image: int, part: slice
) -> tuple[list[Tensor], Tensor, Tensor]:
    """What goes into each layer for some queries (Q) of an image, (4 Q, .); the corners' shares (4, Q, 1); the colours (Q, 3)."""
    weights, biases = layers[::2], layers[1::2]
    inputs = [places[:, image, part].flatten(0, 1)]
    hidden = F.linear(inputs[0], weights[0], biases[0]).add_(latents.index_select(0, index[:, image, part].flatten())).relu_()
    for weight, bias in zip(weights[1:-1], biases[1:-1], strict=True):
        inputs.append(hidden)
        hidden = F.linear(hidden, weight, bias).relu_()
    inputs.append(hidden)
    shares = share[:, image, part, None]
    colours = F.linear(hidden, weights[-1], biases[-1]).to(share.dtype).view(len(shares), -1, 3)
    return inputs, shares, (colours * shares).sum(0)
