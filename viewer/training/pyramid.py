"""A picture as the sum of its bands, coarse to fine: steps along a coarse one move large parts of the picture at once."""

import torch.nn.functional as F
from torch import Tensor, nn

SMALLEST = 8  # pixels of the shorter side, below which there is no coarser band


class Pyramid(nn.Module):
    """A Laplacian pyramid (Burt, Adelson, 1983) whose bands are learnt; it begins as that of a picture (B, C, h, w)."""

    def __init__(self, picture: Tensor) -> None:
        super().__init__()
        bands = []
        while min(picture.shape[2:]) >= 2 * SMALLEST:
            smaller = halved(picture)
            bands.append(picture - _as_large(smaller, picture))
            picture = smaller
        self.bands = nn.ParameterList(nn.Parameter(band.clone()) for band in (*bands, picture))

    def forward(self, level: int = 0) -> Tensor:
        """The picture halved `level` times; (B, C, h, w) at level 0."""
        picture: Tensor = self.bands[-1]
        for band in list(self.bands)[level:-1][::-1]:
            picture = band + _as_large(picture, band)
        return picture

    def coarser(self, level: int) -> list[nn.Parameter]:
        """The bands that the picture halved `level` times is the sum of."""
        return list(self.bands)[level:]


def halved(picture: Tensor) -> Tensor:
    """Half as large, rounded up, antialiased."""
    size = [-(-n // 2) for n in picture.shape[2:]]
    return F.interpolate(picture, size=size, mode="bilinear", antialias=True)


def _as_large(picture: Tensor, other: Tensor) -> Tensor:
    return F.interpolate(picture, size=other.shape[2:], mode="bilinear")
