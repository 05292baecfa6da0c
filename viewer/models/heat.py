"""Heat: a local field of sines whose antialiasing is analytic (after Thera, arXiv 2311.17643, section 3).

    f(x, t) = s(x) + sum_i B(x - v_i) sum_pq c_ipq phi_p(y - y_i, t_y) phi_q(x - x_i, t_x)
    phi_p(d, t) = exp(-kappa w_p^2 t) cos(w_p d)  or the same with a sine

Each sine solves the heat equation: to see it through a wider Gaussian, t = 1 / scale^2 for each axis, is to attenuate it. So no
cell is learned. Differently from the paper

- the bank of frequencies, learned and common to all latents, is a lattice: m frequencies along each axis, 2 m^2 waves
  (w_p, +-w_q) with an amplitude and a phase each, which are the 4 products of a cosine or sine down and one across. What a latent
  says is then a matrix C_i between 2m functions of the row and 2m of the column, and a grid is two products of matrices;
- it never falls below that of the largest scale seen in training. Beyond, waves would come forth that nobody has looked at:
  ripples along edges;
- the four latents around a point share it smoothly, B(d) = b(d_y) b(d_x) with b(d) = 1 - 3 d^2 + 2 |d|^3, instead of the nearest
  having it alone, and s is the bicubic interpolation of the image, so that f and its gradient are continuous everywhere.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from viewer.models.edsr import conv3x3
from viewer.models.liif import Spec, make_encoder

KAPPA = math.sqrt(math.log(4)) / (2 * math.pi**2)  # Thera's start: half a pixel away a pixel's Gaussian has fallen by half
HIGHEST = 2.5 * math.pi  # of the frequencies to begin with, in radians a latent


class Axis(NamedTuple):
    """What points along an axis hear of J latents each."""

    cubic: Tensor  # (..., points, J): of their colours
    waves: Tensor  # (..., points, J, 2m): b phi, of their coefficients


class Heat(nn.Module):
    """Encoder, a head that makes coefficients of its features, and the bank.

    frequencies  m, along each axis: 2 at least
    hidden       widths of the head's layers between features and coefficients; the first of them looks at 3x3 latents
    scale_max    the largest scale seen in training, whose heat every deeper one has
    """

    def __init__(self, encoder_spec: Spec, frequencies: int = 3, hidden: Sequence[int] = (128,), scale_max: float = 4.0) -> None:
        super().__init__()
        if frequencies < 2:
            raise ValueError(f"{frequencies} frequencies are too few")
        self.args: dict[str, Any] = {
            "encoder_spec": encoder_spec,
            "frequencies": frequencies,
            "hidden": list(hidden),
            "scale_max": scale_max,
        }
        self.scale_max = scale_max
        self.encoder = make_encoder(encoder_spec)
        layers: list[nn.Module] = []
        width = self.encoder.out_dim
        for wider in hidden:
            layers += [nn.Conv2d(width, wider, 1) if layers else conv3x3(width, wider), nn.ReLU(inplace=True)]
            width = wider
        last = nn.Conv2d(width, 3 * (2 * frequencies) ** 2, 1)
        self.head = nn.Sequential(*layers, last)
        for parameter in last.parameters():
            nn.init.zeros_(parameter)  # begin as bicubic interpolation
        self.frequencies = nn.Parameter((torch.arange(frequencies) + 0.5) / frequencies * HIGHEST)
        self.log_kappa = nn.Parameter(torch.tensor(math.log(KAPPA)))

    @property
    def radius(self) -> int:
        """Source pixels of context, on each side, that a latent's coefficients depend on."""
        return self.encoder.radius + int(len(self.head) > 1)

    def encode(self, image: Tensor) -> Tensor:
        """Images (B, 3, h, w) in [-1, 1] -> what each latent says, (B, 3 + 3 (2m)^2, h, w): its colour, then C by colour."""
        return torch.cat((image, self.head(self.encoder(image))), 1)

    @property
    def planes(self) -> int:
        """Into how many a folded latent falls: the rows of C, by colour, and its colour."""
        return 3 * 2 * len(self.frequencies) + 1

    def fold(self, feat: Tensor) -> Tensor:
        """The same in the order of a field's products: C's rows, colours, columns, then its colour, filled up with zeros."""
        m = 2 * len(self.frequencies)
        coefficients = feat[:, 3:].unflatten(1, (3, m, m)).transpose(1, 2).flatten(1, 3)
        colours = F.pad(feat[:, :3], (0, 0, 0, 0, 0, m - 3))
        return torch.cat((coefficients, colours.to(coefficients.dtype)), 1)

    def bank(self, offset: Tensor, step: Tensor) -> Tensor:
        """phi: (..., 2m) at offsets from a latent, for screen pixels `step` wide, both (...) in latents."""
        phase = offset[..., None] * self.frequencies
        width = step.clamp(min=1 / self.scale_max)[..., None]
        heat = torch.exp(-self.log_kappa.exp() * (self.frequencies * width) ** 2)
        return torch.cat((heat * phase.cos(), heat * phase.sin()), -1)

    def axis(self, u: Tensor, step: Tensor, n: int, latents: Tensor) -> Axis:
        """What points along an axis of `n` latents hear of some of them.

        u, step  (..., points) in latents, latent i having its centre at i: where they are, and how wide a screen pixel is
        latents  (..., J) those that may be heard; to be complete, two on each side of every point
        """
        offset = u[..., None] - latents
        share = blend(u.clamp(0, n - 1)[..., None] - latents)  # beyond the outermost centres that latent is alone
        heard = cubic(offset) * ((latents >= 0) & (latents < n))
        return Axis(heard / heard.sum(-1, keepdim=True), share[..., None] * self.bank(offset, step[..., None]))

    def lattice(self, feat: Tensor, down: Axis, across: Axis) -> Tensor:
        """RGB at the crossings of two axes, (..., 3, rows, cols), of the latents they were made for, `feat` (..., C, h, w)."""
        colours, coefficients = feat[..., :3, :, :], feat[..., 3:, :, :]
        m = down.waves.shape[-1]
        matrix = coefficients.unflatten(-3, (3, m, m)).movedim((-4, -3), (-3, -1)).flatten(-4, -3).flatten(-2)
        y, x = (axis.waves.flatten(-2).unsqueeze(-3) for axis in (down, across))
        return down.cubic.unsqueeze(-3) @ colours @ across.cubic.unsqueeze(-3).mT + y @ matrix @ x.mT

    def query(self, feat: Tensor, coord: Tensor, cell: Tensor) -> Tensor:
        """RGB at arbitrary points.

        feat   (B, C, h, w) from `encode`
        coord  (B, Q, 2) points as (y, x) in [-1, 1]
        cell   (B, Q, 2) extent of the queried pixel in the same units
        returns (B, Q, 3), in the network's range [-1, 1]
        """
        with torch.autocast(coord.device.type, enabled=False):
            size = coord.new_tensor(feat.shape[-2:])
            u, step = (coord + 1) / 2 * size - 0.5, (cell * size / 2).expand_as(coord)
            near, axes = [], []
            for k, n in enumerate(feat.shape[-2:]):
                near.append(u[..., k, None].clamp(0, n - 1).floor().long() + torch.arange(-1, 3, device=u.device))
                axes.append(self.axis(u[..., k], step[..., k], n, near[k]))
            y, x = axes
            colours = _gather(feat[:, :3], *near)
            coefficients = _gather(feat[:, 3:], *(index[..., 1:3] for index in near)).unflatten(-1, (3, -1))
            waves = (y.waves[..., 1:3, None, :, None] * x.waves[..., None, 1:3, None, :]).flatten(-2)  # (B, Q, 2, 2, (2m)^2)
            interpolated = (colours * (y.cubic[..., None] * x.cubic[..., None, :])[..., None]).sum((2, 3))
            return interpolated + (coefficients * waves[..., None, :]).sum((2, 3, 5))

    def forward(self, image: Tensor, coord: Tensor, cell: Tensor) -> Tensor:
        """Encode `image` and query it: shapes as in `encode` and `query`."""
        return self.query(self.encode(image), coord, cell)


def blend(offset: Tensor) -> Tensor:
    """b: a latent's share by the distance from it. With the next one's it makes 1; its slope is 0 at both."""
    d = offset.abs().clamp(max=1)
    return 1 - d * d * (3 - 2 * d)


def cubic(offset: Tensor) -> Tensor:
    """Keys' cubic with a = -1/2 (IEEE ASSP 29, 1981)."""
    d = offset.abs().clamp(max=2)
    return torch.where(d < 1, (1.5 * d - 2.5) * d * d + 1, ((-0.5 * d + 2.5) * d - 4) * d + 2)


def _gather(feat: Tensor, rows: Tensor, cols: Tensor) -> Tensor:
    """(B, Q, J, J, C): what `feat` (B, C, h, w) holds where `rows` and `cols` (B, Q, J) cross, or at the edge nearest to it."""
    height, width = feat.shape[-2:]
    first = torch.arange(len(feat), device=feat.device).view(-1, 1, 1, 1) * (height * width)
    flat = first + rows.clamp(0, height - 1)[..., None] * width + cols.clamp(0, width - 1)[..., None, :]
    latents = feat.permute(0, 2, 3, 1).reshape(-1, feat.shape[1])
    return latents.index_select(0, flat.flatten()).view(*flat.shape, -1)
