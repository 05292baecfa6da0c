"""The loss of a heat field: colours where rows and columns of pixels cross, and the variation of its sharpest picture."""

import math
from collections.abc import Callable

import torch
from torch import Tensor

from viewer.models.heat import Axis, Heat
from viewer.training.data import Batch

REACH = 0.125  # latents: between neighbouring pixels at scale 8


def heat_loss(model: Heat, feat: Tensor, batch: Batch, distance: Callable[[Tensor, Tensor], Tensor], tv: float) -> Tensor:
    """The `distance` of the colours of a batch drawn on lattices, and `tv` times the total `variation`."""
    side = math.isqrt(batch.coord.shape[1])
    coord, cell = (values.unflatten(1, (side, side)) for values in (batch.coord, batch.cell))
    height, width = feat.shape[-2:]
    places = [(coord[:, :, 0, 0] + 1) / 2 * height - 0.5, (coord[:, 0, :, 1] + 1) / 2 * width - 0.5]
    steps = [cell[:, :, 0, 0] / 2 * height, cell[:, 0, :, 1] / 2 * width]
    rgb = model.lattice(feat, *_axes(model, feat, places, steps))
    loss = distance(rgb.flatten(2).mT.float(), batch.rgb)
    return loss + tv * variation(model, feat, [u[:, ::2] for u in places]) if tv else loss


def variation(model: Heat, feat: Tensor, places: list[Tensor]) -> Tensor:
    """Total variation of the sharpest picture a field shows, at no finite scale (Thera, section 3): mean slope, colours a latent.

    places  (B, rows) and (B, cols) in latents: where it is taken, from there to `REACH` further on
    """
    pairs = [torch.cat((u, u + REACH), 1) for u in places]
    rgb = model.lattice(feat, *_axes(model, feat, pairs, [torch.zeros_like(u) for u in pairs])).float()
    rgb = rgb.unflatten(-2, (2, -1)).unflatten(-1, (2, -1))  # (B, 3, 2, rows, 2, cols)
    here, below, right = rgb[:, :, 0, :, 0], rgb[:, :, 1, :, 0], rgb[:, :, 0, :, 1]
    return ((below - here).abs().mean() + (right - here).abs().mean()) / REACH


def _axes(model: Heat, feat: Tensor, places: list[Tensor], steps: list[Tensor]) -> list[Axis]:
    """Both axes of a lattice, which may hear all latents."""
    sizes = feat.shape[-2:]
    return [model.axis(u, s, n, torch.arange(n, device=u.device)) for u, s, n in zip(places, steps, sizes, strict=True)]
