"""LIIF: Local Implicit Image Function (Chen, Liu, Wang, CVPR 2021, arXiv 2012.09161).

    I(x) = sum_t (S_t / S) f(z_t, x - v_t, c)        eq. 4, with cell decoding c and feature unfolding of z

`z_t` are the four latent codes nearest to x, `v_t` their positions, `S_t` the area of the rectangle between x and
the latent diagonally opposite, `c` the extent of the queried pixel, `f` a small MLP (`imnet` at the checkpoint boundary).

The first linear layer of f acts on [9C unfolded features, relative coordinate, relative cell]. It is linear, so its
feature part is a 3x3 convolution of the feature map, done once per latent by `fold`; nothing 9C wide is ever gathered.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from viewer.models.edsr import EDSR
from viewer.models.rdn import RDN

ENSEMBLE = ((0, 0), (0, 1), (1, 0), (1, 1))  # (y, x): 0 the latent before the point, 1 the one after
OFFSET_EPS = 1e-9


def _make_edsr_baseline(n_resblocks: int = 16, n_feats: int = 64, res_scale: float = 1.0) -> EDSR:
    return EDSR(n_resblocks, n_feats, res_scale)


def _make_edsr(n_resblocks: int = 32, n_feats: int = 256, res_scale: float = 0.1) -> EDSR:
    return EDSR(n_resblocks, n_feats, res_scale)


ENCODERS: dict[str, Callable[..., EDSR | RDN]] = {"edsr-baseline": _make_edsr_baseline, "edsr": _make_edsr, "rdn": RDN}
_UPSAMPLER_ARGS = {"no_upsampling", "scale", "rgb_range", "RDNkSize"}  # stated in official files, without effect here

Spec = dict[str, Any]


def make_encoder(spec: Spec) -> EDSR | RDN:
    """The encoder an official `encoder_spec` names. ValueError for one that LIIF cannot use."""
    name, args = spec["name"], dict(spec.get("args", {}))
    if name not in ENCODERS:
        raise ValueError(f"encoder {name!r} is not one of {', '.join(ENCODERS)}")
    if args.get("no_upsampling", True) is not True or args.get("RDNkSize", 3) != 3:
        raise ValueError(f"encoder {name!r} with {args} does not keep the image's size")
    return ENCODERS[name](**{k: v for k, v in args.items() if k not in _UPSAMPLER_ARGS})


class MLP(nn.Module):
    """Linear layers with ReLU between them; `layers` holds the linear ones at even places."""

    def __init__(self, in_dim: int, out_dim: int, hidden_list: list[int]) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for hidden in hidden_list:
            layers += [nn.Linear(in_dim, hidden), nn.ReLU(inplace=True)]
            in_dim = hidden
        self.layers = nn.Sequential(*layers, nn.Linear(in_dim, out_dim))

    def forward(self, x: Tensor) -> Tensor:
        """(..., in_dim) -> (..., out_dim)."""
        return self.layers(x)


class FirstLayer(NamedTuple):
    """The first linear layer of the decoder, split by what it acts on."""

    features: Tensor  # (hidden, C, k, k): a convolution kernel, k = 3 with unfolding, else 1
    coord: Tensor  # (hidden, 2): y, x
    cell: Tensor | None  # (hidden, 2), None without cell decoding
    bias: Tensor  # (hidden,)


class Corners(NamedTuple):
    """The latents that have a say in a query's colour, in the order of `ENSEMBLE`."""

    latent: Tensor  # (4, B, Q): rows of the batch's latents, an image's after the other's
    relative: Tensor  # (4, B, Q, 2): the query's place relative to them, y and x, in halves of a latent
    share: Tensor  # (4, B, Q): S_t / S


class LIIF(nn.Module):
    """Encoder and local implicit decoder, with the official arguments and state-dict keys."""

    def __init__(
        self,
        encoder_spec: Spec,
        imnet_spec: Spec | None = None,
        local_ensemble: bool = True,
        feat_unfold: bool = True,
        cell_decode: bool = True,
    ) -> None:
        super().__init__()
        self.args: dict[str, Any] = {
            "encoder_spec": encoder_spec,
            "imnet_spec": imnet_spec,
            "local_ensemble": local_ensemble,
            "feat_unfold": feat_unfold,
            "cell_decode": cell_decode,
        }
        self.local_ensemble = local_ensemble
        self.feat_unfold = feat_unfold
        self.cell_decode = cell_decode
        self.encoder = self.make_encoder(encoder_spec)
        self.imnet: MLP | None = None
        if imnet_spec is not None:
            if imnet_spec["name"] != "mlp":
                raise ValueError(f"decoder {imnet_spec['name']!r} is not 'mlp'")
            if imnet_spec["args"]["out_dim"] != 3:
                raise ValueError(f"the decoder gives {imnet_spec['args']['out_dim']} values instead of red, green and blue")
            in_dim = self.encoder.out_dim * (9 if feat_unfold else 1) + 2 + (2 if cell_decode else 0)
            self.imnet = MLP(in_dim, **imnet_spec["args"])

    encoder: Any
    planes = 1  # a folded latent is one vector

    @staticmethod
    def make_encoder(spec: Spec) -> nn.Module:
        """The encoder an official `encoder_spec` names. ValueError for one that LIIF cannot use."""
        return make_encoder(spec)

    @property
    def radius(self) -> int:
        """Source pixels of context, on each side, that a folded latent depends on."""
        return self.encoder.radius + int(self.feat_unfold)

    def encode(self, image: Tensor) -> Tensor:
        """Latent codes (B, C, h, w) of images (B, 3, h, w) in [-1, 1]."""
        return self.encoder(image)

    def first_layer(self) -> FirstLayer:
        """The decoder's first layer, split into its feature, coordinate and cell parts."""
        assert self.imnet is not None
        layer, channels = self.imnet.layers[0], self.encoder.out_dim
        assert isinstance(layer, nn.Linear)
        kernel = 3 if self.feat_unfold else 1
        n = channels * kernel * kernel
        weight = layer.weight
        return FirstLayer(
            features=weight[:, :n].view(-1, channels, kernel, kernel),
            coord=weight[:, n : n + 2],
            cell=weight[:, n + 2 :] if self.cell_decode else None,
            bias=layer.bias,
        )

    def fold(self, feat: Tensor) -> Tensor:
        """The feature part of the decoder's first layer at every latent: (B, C, h, w) -> (B, hidden, h, w).

        Zero padding as in the paper's unfolding. Without a decoder the features themselves.
        """
        if self.imnet is None:
            return feat
        return F.conv2d(feat, self.first_layer().features, padding=1 if self.feat_unfold else 0)

    def query(self, feat: Tensor, coord: Tensor, cell: Tensor) -> Tensor:
        """RGB at arbitrary points (LIIF, eq. 4: local ensemble with cell decoding).

        feat   (B, C, h, w) latent codes from `encode`
        coord  (B, Q, 2) points as (y, x) in [-1, 1]
        cell   (B, Q, 2) extent of the queried pixel in the same units
        returns (B, Q, 3), in the network's range [-1, 1]; without a decoder (B, Q, C), the nearest latent
        """
        return self.decode(self.fold(feat), coord, cell)

    def decode(self, folded: Tensor, coord: Tensor, cell: Tensor) -> Tensor:
        """The same of folded latents (B, hidden, h, w)."""
        size = folded.shape[-2:]
        extent = _extent(size, coord)
        latents = folded.permute(0, 2, 3, 1).reshape(-1, folded.shape[1])  # one row per latent of the batch

        if self.imnet is None or not self.local_ensemble:
            u = _in_latents(coord, size)
            index = _clamp(torch.round(u).long(), size)
            nearest = latents.index_select(0, _flat(index, size).flatten()).view(*coord.shape[:2], -1)
            return nearest if self.imnet is None else self._decode(nearest, 2 * (u - index), cell * extent)

        corners = self.corners(coord, size)
        folded = latents.index_select(0, corners.latent.flatten()).view(*corners.latent.shape, -1)
        colours = self._decode(folded, corners.relative, cell * extent)
        return (colours * corners.share[..., None]).sum(0)

    def corners(self, coord: Tensor, size: Sequence[int]) -> Corners:
        """The four latents around each of `coord` (B, Q, 2) in feature maps of `size` (height, width)."""
        u = _in_latents(coord, size)
        before = torch.floor(u).long()
        index = _clamp(torch.stack((before, before + 1)), size)  # (2, B, Q, 2)
        offset = 2 * (u - index)
        flat = torch.stack([_flat(torch.stack((index[ty, ..., 0], index[tx, ..., 1]), -1), size) for ty, tx in ENSEMBLE])
        relative = torch.stack([torch.stack((offset[ty, ..., 0], offset[tx, ..., 1]), -1) for ty, tx in ENSEMBLE])
        # S_t / S, the diagonally opposite rectangle's part of the area, as the product of its parts along y and x: where
        # both latents of an axis are the same one at the image's edge and their offsets 0, the other axis keeps its say.
        part = offset.abs().flip(0) + OFFSET_EPS
        part = part / part.sum(0)
        share = torch.stack([part[ty, ..., 0] * part[tx, ..., 1] for ty, tx in ENSEMBLE])
        return Corners(flat, relative, share)

    def _decode(self, folded: Tensor, relative: Tensor, cell: Tensor) -> Tensor:
        """The decoder after its folded part: folded (..., hidden), relative (..., 2), cell in latents (B, Q, 2)."""
        first = self.first_layer()
        places, weight = relative, first.coord
        if first.cell is not None:
            places = torch.cat((relative, cell.expand_as(relative)), -1)
            weight = torch.cat((first.coord, first.cell), -1)
        # Flat, for autograd has to copy what is changed in place where it is a view.
        hidden = F.linear(places.flatten(0, -2), weight, first.bias).add_(folded.flatten(0, -2))
        assert self.imnet is not None
        for layer in list(self.imnet.layers)[1:]:
            hidden = layer(hidden)
        return hidden.view(*relative.shape[:-1], -1)

    def forward(self, image: Tensor, coord: Tensor, cell: Tensor) -> Tensor:
        """Encode `image` and query it: shapes as in `encode` and `query`."""
        return self.query(self.encode(image), coord, cell)


def _in_latents(coord: Tensor, size: Sequence[int]) -> Tensor:
    """Points in [-1, 1] in latents: latent i has its centre at i."""
    return (coord + 1) / 2 * _extent(size, coord) - 0.5


def _clamp(index: Tensor, size: Sequence[int]) -> Tensor:
    """The latents (..., 2) of feature maps of `size`, in place of those beyond their edges."""
    last = _extent(size, index) - 1
    return index.clamp(min=torch.zeros_like(last), max=last)


def _extent(size: Sequence[int], like: Tensor) -> Tensor:
    """`size` as a tensor, made where it lies: what is copied to a GPU cannot be part of a CUDA graph."""
    return torch.stack([like.new_full((), n) for n in size])


def _flat(index: Tensor, size: Sequence[int]) -> Tensor:
    """Which of all a batch's latents, one picture's after another's, those at (B, Q, 2) are."""
    height, width = size
    picture = torch.arange(len(index), device=index.device)[:, None]
    return (picture * height + index[..., 0]) * width + index[..., 1]
