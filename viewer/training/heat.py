"""The loss of a heat field: colours where rows and columns of pixels cross, and the variation that no scale shows."""

import math
from collections.abc import Callable

import torch
from torch import Tensor

from viewer.models.heat import Heat
from viewer.training.data import Batch

REACH = 0.125  # latents: between neighbouring pixels of the eightfold picture


def heat_loss(model: Heat, feat: Tensor, batch: Batch, distance: Callable[[Tensor, Tensor], Tensor], tv: float) -> Tensor:
    """The `distance` of the colours of a batch drawn on lattices, and `tv` times their variation at t = 0 (Thera, section 3.4)."""
    side, (height, width) = math.isqrt(batch.coord.shape[1]), feat.shape[-2:]
    coord, cell = (values.unflatten(1, (side, side)) for values in (batch.coord, batch.cell))
    axes = [(n, (coord[:, :, 0, 0] + 1) / 2 * n - 0.5, cell[:, :, 0, 0] / 2 * n) for n in (height,)] + [
        (n, (coord[:, 0, :, 1] + 1) / 2 * n - 0.5, cell[:, 0, :, 1] / 2 * n) for n in (width,)
    ]
    latents = [torch.arange(n, device=feat.device) for n in (height, width)]
    rgb = model.lattice(feat, *(model.axis(u, step, n, js) for (n, u, step), js in zip(axes, latents, strict=True)))
    loss = distance(rgb.flatten(2).mT.float(), batch.rgb)
    if not tv:
        return loss
    sharp = []
    for (n, u, step), js in zip(axes, latents, strict=True):
        u = u[:, ::2]
        sharp.append(model.axis(torch.cat((u, u + REACH), 1), torch.zeros_like(step[:, :1]), n, js))
    rgb = model.lattice(feat, *sharp).float()
    rgb = rgb.unflatten(-2, (2, -1)).unflatten(-1, (2, -1))
    variation = (rgb[..., 1, :, 0, :] - rgb[..., 0, :, 0, :]).abs().mean() + (
        rgb[..., 0, :, 1, :] - rgb[..., 0, :, 0, :]
    ).abs().mean()
    return loss + tv / REACH * variation
