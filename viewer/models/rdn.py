"""RDN as an encoder (Zhang et al. 2018, without the up-sampler): residual dense blocks, fused globally.

F-1 = SFE1(I),  F0 = SFE2(F-1),  Fd = RDB_d(Fd-1),  F = F-1 + GFF([F1 ... FD])
"""

import torch
from torch import Tensor, nn

from viewer.models.edsr import conv3x3

CONFIGS = {"A": (20, 6, 32), "B": (16, 8, 64)}  # D blocks, C convolutions in each, growth G


class DenseConv(nn.Module):
    """[x, ReLU(conv(x))] along the channels."""

    def __init__(self, in_channels: int, growth: int) -> None:
        super().__init__()
        self.conv = nn.Sequential(conv3x3(in_channels, growth), nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        """(B, c, h, w) -> (B, c + growth, h, w)."""
        return torch.cat((x, self.conv(x)), 1)


class ResidualDenseBlock(nn.Module):
    """x + LFF(dense convolutions of x)."""

    def __init__(self, channels: int, growth: int, n_convs: int) -> None:
        super().__init__()
        self.convs = nn.Sequential(*(DenseConv(channels + c * growth, growth) for c in range(n_convs)))
        self.LFF = nn.Conv2d(channels + n_convs * growth, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, channels, h, w) -> the same shape."""
        return x + self.LFF(self.convs(x))


class RDN(nn.Module):
    """(B, 3, h, w) in [-1, 1] -> (B, G0, h, w)."""

    def __init__(self, G0: int = 64, RDNconfig: str = "B") -> None:
        super().__init__()
        n_blocks, n_convs, growth = CONFIGS[RDNconfig]
        self.out_dim = G0
        self.radius = n_blocks * n_convs + 3  # pixels of context on each side: one per 3x3 convolution
        self.SFENet1 = conv3x3(3, G0)
        self.SFENet2 = conv3x3(G0, G0)
        self.RDBs = nn.ModuleList(ResidualDenseBlock(G0, growth, n_convs) for _ in range(n_blocks))
        self.GFF = nn.Sequential(nn.Conv2d(n_blocks * G0, G0, 1), conv3x3(G0, G0))

    def forward(self, x: Tensor) -> Tensor:
        """Feature map of `x`."""
        shallow = self.SFENet1(x)
        features = self.SFENet2(shallow)
        outputs = []
        for block in self.RDBs:
            features = block(features)
            outputs.append(features)
        return shallow + self.GFF(torch.cat(outputs, 1))
