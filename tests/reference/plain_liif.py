"""LIIF as the paper's code computes it in training: features unfolded, each corner of the ensemble gathers its own.

Shares no code with the viewer (arXiv 2012.09161, section 3); its parameters come in the order of the official state dicts.
"""

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(width, width, 3, padding=1), nn.ReLU(True), nn.Conv2d(width, width, 3, padding=1))

    def forward(self, x):
        return self.body(x) + x


class Encoder(nn.Module):
    def __init__(self, blocks, width):
        super().__init__()
        self.head = nn.Conv2d(3, width, 3, padding=1)
        self.body = nn.Sequential(*(Block(width) for _ in range(blocks)), nn.Conv2d(width, width, 3, padding=1))

    def forward(self, x):
        x = self.head(x)
        return self.body(x) + x


class PlainLIIF(nn.Module):
    """EDSR-baseline and an MLP; eq. 4 with feature unfolding, local ensemble and cell decoding."""

    def __init__(self, blocks, width, hidden):
        super().__init__()
        self.encoder = Encoder(blocks, width)
        widths = [width * 9 + 4, *hidden]
        layers = [layer for a, b in pairwise(widths) for layer in (nn.Linear(a, b), nn.ReLU())]
        self.imnet = nn.Sequential(*layers, nn.Linear(widths[-1], 3))

    def forward(self, image, coord, cell):
        feat = self.encoder(image)
        batch, _, height, width = feat.shape
        feat = F.unfold(feat, 3, padding=1).view(batch, -1, height, width)
        size = coord.new_tensor([height, width])
        ys, xs = ((torch.arange(n, dtype=coord.dtype, device=coord.device) * 2 + 1) / n - 1 for n in (height, width))
        centres = torch.stack(torch.meshgrid(ys, xs, indexing="ij")).expand(batch, 2, height, width)
        predictions, areas = [], []
        for vy in (-1, 1):
            for vx in (-1, 1):
                near = coord + coord.new_tensor([vy, vx]) / size + 1e-6
                near = near.clamp(-1 + 1e-6, 1 - 1e-6).flip(-1).unsqueeze(1)
                latent, centre = (
                    F.grid_sample(source, near, mode="nearest", align_corners=False)[:, :, 0].permute(0, 2, 1)
                    for source in (feat, centres)
                )
                relative = (coord - centre) * size
                predictions.append(self.imnet(torch.cat((latent, relative, cell * size), -1).flatten(0, 1)))
                areas.append((relative[..., 0] * relative[..., 1]).abs() + 1e-9)
        total = torch.stack(areas).sum(0)
        colours = 0
        for prediction, area in zip(predictions, reversed(areas), strict=True):
            colours = colours + prediction.view(batch, -1, 3) * (area / total)[..., None]
        return colours
