"""DASR without a fixed scale: a trunk that adapts to how a picture was degraded, and LIIF's decoder on its features.

The trunk is EDSR's, each of whose blocks has a degradation-aware convolution of DASR between its two ordinary ones:

    block(x, v) = x + conv(DA(ReLU(conv(x)), v))

so that it can begin as an EDSR that was trained on sharp pictures, or DASR's own.
"""

import torch.nn.functional as F
from torch import Tensor, nn

from viewer.models.adapting import Adapting
from viewer.models.dasr import CODE, DAConv, DegradationEncoder, Trunk, leaky
from viewer.models.edsr import EDSR, ResBlock
from viewer.models.liif import LIIF, Spec


class AwareBlock(ResBlock):
    """A residual block that the degradation has a say in."""

    def __init__(self, n_feats: int, code: int) -> None:
        super().__init__(n_feats, 1.0)
        self.aware = DAConv(n_feats, code)
        for layer in (self.aware.conv, self.aware.ca.conv_du[2]):  # at first it passes on half of what it is given
            for parameter in layer.parameters():
                nn.init.zeros_(parameter)

    def forward(self, x: Tensor, code: Tensor) -> Tensor:  # type: ignore[override]
        """(B, n_feats, h, w) and (B, code) -> (B, n_feats, h, w)."""
        first, relu, second = self.body
        return x + second(self.aware(relu(first(x)), code))


class AwareEDSR(EDSR):
    """(B, 3, h, w) in [-1, 1] and a representation (B, 256) -> (B, n_feats, h, w)."""

    def __init__(self, n_resblocks: int = 16, n_feats: int = 64, code: int = 64) -> None:
        super().__init__(0, n_feats)
        self.radius = 3 * n_resblocks + 2
        self.compress = nn.Sequential(nn.Linear(CODE, code, bias=False), leaky())
        self.body = nn.Sequential(*(AwareBlock(n_feats, code) for _ in range(n_resblocks)), *self.body)

    def forward(self, x: Tensor, representation: Tensor) -> Tensor:  # type: ignore[override]
        """Feature map of `x`."""
        code = self.compress(representation)
        out = shallow = self.head(x)
        *blocks, last = self.body
        for block in blocks:
            out = block(out, code)
        return shallow + last(out)


class DasrTrunk(Trunk):
    """DASR's own trunk: (B, 3, h, w) in [-1, 1] and a representation (B, 256) -> (B, width, h, w)."""

    def __init__(self, width: int = 64, groups: int = 5, blocks: int = 5) -> None:
        super().__init__(width, groups, blocks)
        self.out_dim = width
        self.radius = 4 * groups * blocks + groups + 2

    def forward(self, x: Tensor, representation: Tensor) -> Tensor:
        """Feature map of `x`, some hundredth of those that a picture in [0, 255] gives."""
        return self.features((x + 1) * 127.5, representation) / 127.5


RELIEF = 64  # about what the encoder of DASR, made for values up to 255, is used to
FAINT = 2 / 255  # differences between pixels below which there is nothing to be told
TRUNKS = {"edsr-aware": AwareEDSR, "dasr": DasrTrunk}


def relief(image: Tensor) -> Tensor:
    """What is finest in pictures (B, 3, h, w) in [-1, 1], measured by how much their pixels differ: (B, 3, h, w).

    A blur is what of the finest is left. Of colours and of contrast, by which pictures are told apart sooner, little is.
    """
    fine = image - F.avg_pool2d(F.pad(image, (1, 1, 1, 1), mode="replicate"), 3, 1)
    across, down = (image.diff(dim=axis).square().flatten(1).sum(1) for axis in (2, 3))
    pairs = image[0].numel() * 2 - image.shape[1] * sum(image.shape[2:])
    differ = ((across + down) / max(pairs, 1) + FAINT**2).sqrt()
    return RELIEF * fine / differ[:, None, None, None]


class BlindLIIF(LIIF, Adapting):
    """A LIIF that tells by itself how a picture was degraded, and makes of it what was there before."""

    def __init__(self, encoder_spec: Spec, imnet_spec: Spec, **options: bool) -> None:
        super().__init__(encoder_spec, imnet_spec, **options)
        self.degradation = DegradationEncoder()

    @staticmethod
    def make_encoder(spec: Spec) -> nn.Module:
        """A trunk."""
        if spec["name"] not in TRUNKS:
            raise ValueError(f"encoder {spec['name']!r} is not one of {', '.join(TRUNKS)}")
        return TRUNKS[spec["name"]](**spec.get("args", {}))

    def represent(self, image: Tensor) -> Tensor:
        """How pictures (B, 3, h, w) in [-1, 1] were degraded, (B, 256)."""
        return self.degradation(relief(image))[0]

    def encode(self, image: Tensor, representation: Tensor | None = None) -> Tensor:
        """Latent codes (B, C, h, w) of images (B, 3, h, w) in [-1, 1], by the representation given or their own."""
        return self.encoder(image, self.representation(image) if representation is None else representation)
