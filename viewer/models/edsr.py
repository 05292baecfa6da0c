"""EDSR as an encoder (Lim et al. 2017, without the up-sampler): image -> feature map of the same size.

F0 = head(I),  F = F0 + conv(ResBlock_n(... ResBlock_1(F0))),  ResBlock(x) = x + r * conv(ReLU(conv(x)))
"""

import torch
from torch import Tensor, nn

RGB_MEAN = (0.4488, 0.4371, 0.4040)  # of DIV2K; kept in state dicts, not applied by LIIF


def conv3x3(in_channels: int, out_channels: int) -> nn.Conv2d:
    """A 3x3 convolution that keeps the size (zero padding)."""
    return nn.Conv2d(in_channels, out_channels, 3, padding=1)


class MeanShift(nn.Conv2d):
    """Adds `sign` times the data set's mean colour. Present in every official state dict, never applied by LIIF."""

    def __init__(self, sign: int) -> None:
        super().__init__(3, 3, kernel_size=1)
        self.weight.data = torch.eye(3).view(3, 3, 1, 1)
        self.bias = nn.Parameter(sign * torch.tensor(RGB_MEAN))
        self.requires_grad_(False)


class ResBlock(nn.Module):
    """x + res_scale * conv(ReLU(conv(x)))."""

    def __init__(self, n_feats: int, res_scale: float) -> None:
        super().__init__()
        self.body = nn.Sequential(conv3x3(n_feats, n_feats), nn.ReLU(inplace=True), conv3x3(n_feats, n_feats))
        self.res_scale = res_scale

    def forward(self, x: Tensor) -> Tensor:
        """(B, n_feats, h, w) -> the same shape."""
        residual = self.body(x)
        return x + (residual if self.res_scale == 1 else residual * self.res_scale)


class EDSR(nn.Module):
    """(B, 3, h, w) in [-1, 1] -> (B, n_feats, h, w)."""

    def __init__(self, n_resblocks: int = 16, n_feats: int = 64, res_scale: float = 1.0) -> None:
        super().__init__()
        self.out_dim = n_feats
        self.radius = 2 * n_resblocks + 2  # pixels of context on each side: one per 3x3 convolution
        self.sub_mean = MeanShift(-1)
        self.add_mean = MeanShift(+1)
        self.head = nn.Sequential(conv3x3(3, n_feats))
        blocks = [ResBlock(n_feats, res_scale) for _ in range(n_resblocks)]
        self.body = nn.Sequential(*blocks, conv3x3(n_feats, n_feats))

    def forward(self, x: Tensor) -> Tensor:
        """Feature map of `x`."""
        shallow = self.head(x)
        return shallow + self.body(shallow)
