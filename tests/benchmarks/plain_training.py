"""LIIF's training loop as the paper's code has it, for comparison: float32, features unfolded, gathered for each corner.

Shares no code with the viewer (arXiv 2012.09161, section 4): a DataLoader whose workers crop and shrink photographs that
lie decoded in memory; Adam.
"""

import random

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image as PILImage
from torch.utils.data import DataLoader, Dataset


class Crops(Dataset):
    """Pairs of a crop shrunk by a random scale and some of its pixels."""

    def __init__(self, paths, patch, samples, length):
        self.images = []
        for path in paths:
            with PILImage.open(path) as photo:
                self.images.append(torch.from_numpy(np.array(photo.convert("RGB"))).permute(2, 0, 1) / 255)
        self.patch, self.samples, self.length = patch, samples, length

    def __len__(self):
        return self.length

    def __getitem__(self, i):
        image = self.images[i % len(self.images)]
        side = round(self.patch * random.uniform(1, 4))
        top, left = (random.randint(0, n - side) for n in image.shape[-2:])
        large = image[:, top : top + side, left : left + side]
        picture = PILImage.fromarray((large.permute(1, 2, 0) * 255).byte().numpy())
        small = torch.from_numpy(np.array(picture.resize((self.patch, self.patch), PILImage.Resampling.BICUBIC)))
        small = small.permute(2, 0, 1) / 255
        for dims in ((-2,), (-1,)):
            if random.random() < 0.5:
                large, small = large.flip(dims), small.flip(dims)
        if random.random() < 0.5:
            large, small = large.transpose(-2, -1), small.transpose(-2, -1)
        ys = (torch.arange(side) * 2 + 1) / side - 1
        coord = torch.stack(torch.meshgrid(ys, ys, indexing="ij"), -1).view(-1, 2)
        rgb = large.reshape(3, -1).permute(1, 0)
        chosen = np.random.choice(len(coord), self.samples, replace=False)
        coord, rgb = coord[chosen], rgb[chosen]
        return small.contiguous(), coord, torch.full_like(coord, 2 / side), rgb


def steps(model, paths, batch, patch, samples, workers=2):
    """Endless training; yields the loss after each step."""
    device = next(model.parameters()).device
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-4)
    crops = Crops(paths, patch, samples, 1_000_000 * batch)
    for image, coord, cell, rgb in DataLoader(crops, batch, shuffle=False, num_workers=workers, pin_memory=device.type == "cuda"):
        image, coord, cell, rgb = (t.to(device) for t in (image, coord, cell, rgb))
        predicted = model((image - 0.5) / 0.5, coord, cell)
        loss = F.l1_loss(predicted, (rgb - 0.5) / 0.5)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        yield loss.item()
