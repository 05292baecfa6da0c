"""The loss of a LIIF's colours and its gradients, for a processor: a few hundred queries after the other, from loss to latents.

The same numbers autograd gives for all queries at once, whose layers go through memory a dozen times. Here those of a part stay
in the cache of the core that computes them, both ways; each core takes images of its own.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from viewer.models.liif import LIIF

PART = 3 << 19  # bytes of a layer of a part: half and twice that are a tenth slower

_WORKERS = ThreadPoolExecutor(os.cpu_count(), "decoding", initializer=lambda: torch.set_num_threads(1))


def decoding_loss(model: LIIF, folded: Tensor, coord: Tensor, cell: Tensor, rgb: Tensor, is_squared: bool) -> Tensor:
    """Mean absolute (or squared) difference of the colours at `coord` and `rgb`; shapes as in `LIIF.query`.

    folded  (B, hidden, h, w), of `LIIF.fold`, in the number type to compute in
    """
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
    index, share = corners.latent, corners.share
    return _Loss.apply(latents, places.to(folded.dtype), index, share, rgb, is_squared, *layers)  # type: ignore[no-untyped-call]


class _Loss(torch.autograd.Function):
    """The gradients are made on the way forward."""

    @staticmethod
    def forward(
        ctx: Any, latents: Tensor, places: Tensor, index: Tensor, share: Tensor, rgb: Tensor, is_squared: bool, *layers: Tensor
    ) -> Tensor:
        """Latents (N, hidden), a row each; places (4, B, Q, 2 or 4), index and share (4, B, Q), rgb (B, Q, 3)."""
        layers = tuple(layer.to(latents.dtype) for layer in layers)
        gradient = torch.zeros_like(latents)
        batch = len(rgb)
        count = min(torch.get_num_threads(), batch)

        @torch.no_grad()
        def decode(worker: int) -> list[Tensor]:
            sums = [torch.zeros_like(layer, dtype=rgb.dtype) for layer in layers]
            loss = rgb.new_zeros(())
            queries = max(PART // (len(index) * layers[1].nbytes), 1)
            for image in range(worker * batch // count, (worker + 1) * batch // count):
                for start in range(0, rgb.shape[1], queries):
                    part = slice(start, start + queries)
                    loss += _decode_part(
                        latents, gradient, places[:, image, part].flatten(0, 1), index[:, image, part].flatten(),
                        share[:, image, part, None], rgb[image, part], is_squared, rgb.numel(), layers, sums,
                    )  # fmt: skip
            return [loss, *sums]

        parts = [decode(0)] if count == 1 else list(_WORKERS.map(decode, range(count)))
        loss, *sums = (torch.stack(values).sum(0) for values in zip(*parts, strict=True))
        ctx.save_for_backward(gradient, *sums)
        return loss

    @staticmethod
    def backward(ctx: Any, *outputs: Tensor) -> tuple[Tensor | None, ...]:
        """Those gradients, times that of the loss."""
        latents, *layers = (gradient * outputs[0].to(gradient.dtype) for gradient in ctx.saved_tensors)
        return latents, None, None, None, None, None, *layers


def _decode_part(
    latents: Tensor, gradient: Tensor, places: Tensor, index: Tensor, share: Tensor, rgb: Tensor, is_squared: bool, total: int,
    layers: Sequence[Tensor], sums: list[Tensor],
) -> Tensor:  # fmt: skip
    """The part of the loss, a mean over `total` values, of some queries (Q); its gradients are added to `gradient` and `sums`.

    places (corners * Q, 2 or 4), index (corners * Q,), share (corners, Q, 1), rgb (Q, 3)
    """
    weights, biases = layers[::2], layers[1::2]
    hidden = [F.linear(places, weights[0], biases[0]).add_(latents.index_select(0, index)).relu_()]
    for weight, bias in zip(weights[1:-1], biases[1:-1], strict=True):
        hidden.append(F.linear(hidden[-1], weight, bias).relu_())
    colours = F.linear(hidden[-1], weights[-1], biases[-1]).to(rgb.dtype).view(len(share), -1, 3)
    off = (colours * share).sum(0) - rgb
    slope = (2 * off if is_squared else off.sign()) / total
    back = (slope * share).to(latents.dtype).flatten(0, 1)
    for i in reversed(range(len(weights))):
        sums[2 * i].add_(back.T @ (hidden[i - 1] if i else places))
        sums[2 * i + 1].add_(back.sum(0))
        if i:
            back = torch.ops.aten.threshold_backward(back @ weights[i], hidden[i - 1], 0)
    gradient.index_add_(0, index, back)
    return (off.square() if is_squared else off.abs()).sum() / total
