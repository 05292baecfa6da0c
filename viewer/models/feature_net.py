"""A small network of our own, whose features pictures are compared by where VGG-16 is not at hand: a twentieth of its size.

Convolutions 3x3 and ReLUs, without normalisation, in blocks that halve the picture; taps have VGG's names and strides.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from viewer.models.vgg import MEAN, STD, VGG16, tapped

TAPS = ("relu1_2", "relu2_2", "relu3_3", "relu4_3")  # the ends of its blocks: stride 1, 2, 4, 8
WIDTHS = (32, 64, 96, 128)
EPSILON = 1e-5
DEPTHS = (2, 2, 3, 3)  # convolutions of each block, as in VGG-16


class FeatureNet(nn.Module):
    """Features of pictures (B, 3, h, w) in [0, 1], of at least 8 pixels a side.

    As it is made it keeps the scale of what goes through it (orthogonal weights times the square root of 2, no bias): with
    torch's own beginning, the deep features of any picture are the same.
    """

    mean: Tensor
    std: Tensor

    def __init__(self, widths: Sequence[int] = WIDTHS, depths: Sequence[int] = DEPTHS) -> None:
        super().__init__()
        self.args: dict[str, Any] = {"widths": list(widths), "depths": list(depths)}
        layers: list[nn.Module] = []
        self.taps: dict[str, int] = {}  # the index of the layer after which each is
        width = 3
        for block, (out, depth) in enumerate(zip(widths, depths, strict=True), 1):
            if block > 1:
                layers.append(nn.MaxPool2d(2, 2))
            for i in range(1, depth + 1):
                layers += [nn.Conv2d(width, out, 3, padding=1), nn.ReLU()]
                width = out
                self.taps[f"relu{block}_{i}"] = len(layers) - 1
        self.width = width  # channels of the last tap
        self.features = nn.Sequential(*layers)
        for layer in layers:
            if isinstance(layer, nn.Conv2d):
                nn.init.orthogonal_(layer.weight, math.sqrt(2))
                nn.init.zeros_(layer.bias)  # type: ignore[arg-type]
        for name, values in (("mean", MEAN), ("std", STD)):
            self.register_buffer(name, torch.tensor(values).view(1, 3, 1, 1), persistent=False)

    def forward(self, image: Tensor, taps: Iterable[str] = TAPS) -> dict[str, Tensor]:
        """What is tapped, (B, C, h', w') each; nothing beyond the last tap is computed. KeyError for one there is not."""
        x = (image - self.mean.to(image.dtype)) / self.std.to(image.dtype)
        return tapped(self.features, x, {self.taps[name]: name for name in taps})


@torch.no_grad()
def settle(network: FeatureNet | VGG16, images: Tensor) -> None:
    """Give every channel of every convolution mean 0 and variance 1 over `images` (Krähenbühl et al., arXiv 1511.06856)."""
    x = (images - network.mean) / network.std
    for layer in network.features:
        if isinstance(layer, nn.Conv2d):
            spread, mean = torch.std_mean(layer(x), (0, 2, 3))
            layer.weight /= spread[:, None, None, None] + EPSILON
            layer.bias.copy_(-mean / (spread + EPSILON))  # type: ignore[union-attr]
        x = layer(x)
