"""Batches made on a GPU, where all the images lie: crops are cut, turned, shrunk and asked there, in a millisecond."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from viewer.models.heat import cubic
from viewer.training.data import Batch, Sampler

ROOM = 0.5  # of the GPU's free memory that images may take


def drawing(sampler: Sampler, device: torch.device) -> Callable[[int], Batch]:
    """How to draw the batches of `sampler` for a training on `device`: there, if it is a GPU with room for the images."""
    if device.type != "cuda":
        return sampler.draw
    values = sum(sampler.images[i].size for i in range(len(sampler.images)))
    free, _ = torch.cuda.mem_get_info(device)
    return ResidentSampler(sampler, device).draw if values < ROOM * free else sampler.draw


class ResidentSampler:
    """Draws what `sampler` says, with random numbers of its own.

    They depend on the seed and the step alone, and a share of a batch is that part of the whole. Scattered pixels may be asked
    twice.
    """

    def __init__(self, sampler: Sampler, device: torch.device) -> None:
        self._sampler = sampler
        images = [sampler.images[i] for i in range(len(sampler.images))]
        self._pixels = torch.from_numpy(np.concatenate([image.reshape(-1, 3) for image in images])).to(device)
        sizes = np.array([image.shape[:2] for image in images])
        self._sizes = torch.from_numpy(sizes).to(device)
        self._starts = torch.from_numpy(np.cumsum(sizes.prod(1)) - sizes.prod(1)).to(device)
        self._generator = torch.Generator(device)

    def draw(self, step: int) -> Batch:
        """The batch of `step`."""
        s = self._sampler
        self._generator.manual_seed(int(np.random.SeedSequence((s.seed, step)).generate_state(1, np.uint64)[0] >> 1))
        chance = self._chance(s.batch, 7)
        image = _below(chance[:, 0], len(self._starts))
        size = self._sizes[image]
        scale = s.scales[0] + (s.scales[1] - s.scales[0]) * chance[:, 1]
        side = torch.minimum((s.patch * scale).round().long(), size.amin(1))
        corner = _below(chance[:, 2:4], size - side[:, None] + 1)
        row, column = self._choose(side)
        mine = slice(None) if s.share is None else slice(s.share.start, s.share.stop)
        parts = self._starts[image], size[:, 1], corner, side, chance[:, 4:] < 0.5, row, column
        return self._make(*(part[mine] for part in parts))

    def _make(
        self, start: Tensor, width: Tensor, corner: Tensor, side: Tensor, flips: Tensor, row: Tensor, column: Tensor
    ) -> Batch:
        """Of crops of `side` pixels at `corner` (B, 2) of images that begin at `start`, and of pixels in them (B, Q)."""
        s = self._sampler
        along = torch.arange(round(s.patch * s.scales[1]), device=side.device)
        along = torch.minimum(along, side[:, None] - 1)  # (B, n): beyond a crop its last pixel
        down, across = (torch.where(flips[:, k, None], side[:, None] - 1 - along, along) + corner[:, k, None] for k in (0, 1))
        down = down * width[:, None] + start[:, None]
        turned = flips[:, 2, None]
        places = torch.where(turned, across, down)[:, :, None] + torch.where(turned, down, across)[:, None]
        crop = self._pixels[places]  # (B, n, n, 3)
        image = shrunk(crop.permute(0, 3, 1, 2).float(), side, s.patch)
        asked = crop.flatten(1, 2).gather(1, (row * crop.shape[1] + column)[..., None].expand(-1, -1, 3))
        coord = (torch.stack((row, column), -1) * 2 + 1) / side[:, None, None] - 1
        cell = (2 / side[:, None, None]).expand_as(coord)
        image = image.contiguous(memory_format=torch.channels_last)
        return Batch(image / 127.5 - 1, coord, cell, asked.float() / 127.5 - 1)

    def _choose(self, side: Tensor) -> tuple[Tensor, Tensor]:
        """Rows and columns of the pixels to be predicted, (B, Q), as in `Sampler`."""
        s = self._sampler
        if s.layout == "scattered":
            chance = self._chance(2, len(side), s.samples)
            return _below(chance[0], side[:, None]), _below(chance[1], side[:, None])
        n = s.lattice_side
        if s.layout == "lattice":
            order = self._chance(2, len(side), round(s.patch * s.scales[1]))
            beyond = torch.arange(order.shape[-1], device=side.device) >= side[:, None]
            row, column = order.masked_fill(beyond, 1).topk(n, largest=False).indices
        else:
            first = _below(self._chance(2, len(side)), side - n + 1)
            row, column = first[..., None] + torch.arange(n, device=side.device)
        return row.repeat_interleave(n, 1), column.repeat(1, n)

    def _chance(self, *shape: int) -> Tensor:
        """Numbers in [0, 1)."""
        return torch.rand(shape, generator=self._generator, device=self._generator.device)


def shrunk(crops: Tensor, side: Tensor, size: int) -> Tensor:
    """Crops (B, C, n, n) of 8-bit values, of which the first `side` (B,) rows and columns count -> (B, C, size, size).

    By antialiased bicubic interpolation as Pillow does it: along rows, then along columns, in 8 bits each.
    """
    scale = side[:, None, None] / size
    centre = (torch.arange(size, device=side.device)[:, None] + 0.5) * scale
    along = torch.arange(crops.shape[-1], device=side.device)
    weight = cubic((along + 0.5 - centre) / scale.clamp(min=1)) * (along < side[:, None, None])
    weight = (weight / weight.sum(-1, keepdim=True))[:, None]  # (B, 1, size, n)
    across = (crops @ weight.mT + 0.5).floor().clamp(0, 255)
    return (weight @ across + 0.5).floor().clamp(0, 255)


def _below(chance: Tensor, n: Tensor | int) -> Tensor:
    """Whole numbers from 0 to below `n`."""
    return (chance * n).long().clamp(max=n - 1)
