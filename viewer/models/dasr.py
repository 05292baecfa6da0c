"""DASR: blind super-resolution that adapts to how a picture was degraded (Wang et al., CVPR 2021, arXiv 2104.00416).

    e = E(x)                             a vector that says how x was degraded, learnt by contrast
    v = LeakyReLU(W e)
    y = tail(body(head(x), v))           every degradation-aware convolution of the body depends on v:

    DA(f, v) = conv1x1(LeakyReLU(f * k(v))) + f . s(v)      k: a 3x3 kernel of each channel, s: a gain of each channel

Modules and names are those of the official state dicts; values are 0 to 255 there.
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from viewer.models.adapting import Adapting
from viewer.models.edsr import RGB_MEAN, conv3x3
from viewer.models.moco import MoCo

SLOPE = 0.1  # of every leaky ReLU
CODE = 256  # values of a representation
REDUCTION = 8


def leaky() -> nn.LeakyReLU:
    """The activation of everything here."""
    return nn.LeakyReLU(SLOPE)


class DegradationEncoder(nn.Module):
    """How a picture was degraded, told from the picture alone: (B, 3, h, w) in [0, 255] -> (B, 256)."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for width, out, stride in ((3, 64, 1), (64, 64, 1), (64, 128, 2), (128, 128, 1), (128, CODE, 2), (CODE, CODE, 1)):
            layers += [nn.Conv2d(width, out, 3, stride, 1), nn.BatchNorm2d(out), leaky()]
        self.E = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1))
        self.mlp = nn.Sequential(nn.Linear(CODE, CODE), leaky(), nn.Linear(CODE, CODE))

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        """The representation, and what of it is contrasted, both (B, 256)."""
        code = self.E(image).flatten(1)
        return code, self.mlp(code)


class ChannelAttention(nn.Module):
    """A gain of every channel."""

    def __init__(self, width: int, code: int) -> None:
        super().__init__()
        narrow = max(width // REDUCTION, 1)
        self.conv_du = nn.Sequential(
            nn.Conv2d(code, narrow, 1, bias=False), leaky(), nn.Conv2d(narrow, width, 1, bias=False), nn.Sigmoid()
        )

    def forward(self, code: Tensor) -> Tensor:
        """(B, code) -> (B, width, 1, 1) in [0, 1]."""
        return self.conv_du(code[:, :, None, None])


class DAConv(nn.Module):
    """A convolution that the degradation decides on (section 3.3)."""

    def __init__(self, width: int, code: int) -> None:
        super().__init__()
        self.kernel = nn.Sequential(nn.Linear(code, code, bias=False), leaky(), nn.Linear(code, 9 * width, bias=False))
        self.conv = nn.Conv2d(width, width, 1)
        self.ca = ChannelAttention(width, code)

    def forward(self, x: Tensor, code: Tensor) -> Tensor:
        """(B, width, h, w) and (B, code) -> (B, width, h, w)."""
        n, width, height, across = x.shape
        kernels = self.kernel(code).view(n * width, 1, 3, 3).to(x.dtype)
        if n == 1:
            filtered = F.conv2d(x, kernels, padding=1, groups=width)
        else:  # every picture by its own kernels, as one convolution
            filtered = F.conv2d(x.reshape(1, n * width, height, across), kernels, padding=1, groups=n * width)
        out = self.conv(F.leaky_relu(filtered.view(x.shape), SLOPE))
        return out + x * self.ca(code)


class DABlock(nn.Module):
    """Two degradation-aware and two ordinary convolutions, and the way around them."""

    def __init__(self, width: int, code: int) -> None:
        super().__init__()
        self.da_conv1, self.da_conv2 = DAConv(width, code), DAConv(width, code)
        self.conv1, self.conv2 = conv3x3(width, width), conv3x3(width, width)

    def forward(self, x: Tensor, code: Tensor) -> Tensor:
        """(B, width, h, w) and (B, code) -> (B, width, h, w)."""
        out = F.leaky_relu(self.da_conv1(x, code), SLOPE)
        out = F.leaky_relu(self.conv1(out), SLOPE)
        out = F.leaky_relu(self.da_conv2(out, code), SLOPE)
        return self.conv2(out) + x


class DAGroup(nn.Module):
    """Blocks, a convolution, and the way around them."""

    def __init__(self, width: int, code: int, blocks: int) -> None:
        super().__init__()
        self.body = nn.ModuleList([*(DABlock(width, code) for _ in range(blocks)), conv3x3(width, width)])

    def forward(self, x: Tensor, code: Tensor) -> Tensor:
        """(B, width, h, w) and (B, code) -> (B, width, h, w)."""
        *blocks, last = self.body
        out = x
        for block in blocks:
            out = block(out, code)
        return last(out) + x


class Shift(nn.Conv2d):
    """Adds `sign` times the data set's mean colour, of values in [0, 255]."""

    def __init__(self, sign: int) -> None:
        super().__init__(3, 3, 1)
        self.weight.data = torch.eye(3).view(3, 3, 1, 1)
        self.bias = nn.Parameter(sign * 255 * torch.tensor(RGB_MEAN))
        self.requires_grad_(False)


class Trunk(nn.Module):
    """All but the tail."""

    def __init__(self, width: int = 64, groups: int = 5, blocks: int = 5) -> None:
        super().__init__()
        self.sub_mean = Shift(-1)
        self.head = nn.Sequential(conv3x3(3, width))
        self.compress = nn.Sequential(nn.Linear(CODE, width, bias=False), leaky())
        self.body = nn.ModuleList([*(DAGroup(width, width, blocks) for _ in range(groups)), conv3x3(width, width)])

    def features(self, image: Tensor, code: Tensor) -> Tensor:
        """(B, 3, h, w) in [0, 255] and representations (B, 256) -> (B, width, h, w)."""
        code = self.compress(code)
        shallow = self.head(self.sub_mean(image))
        *groups, last = self.body
        out = shallow
        for group in groups:
            out = group(out, code)
        return last(out) + shallow


class SuperResolver(Trunk):
    """The network of one scale."""

    def __init__(self, scale: int, width: int = 64, groups: int = 5, blocks: int = 5) -> None:
        super().__init__(width, groups, blocks)
        self.add_mean = Shift(+1)
        steps: list[nn.Module] = []
        for factor in {2: (2,), 3: (3,), 4: (2, 2)}[scale]:
            steps += [conv3x3(width, factor**2 * width), nn.PixelShuffle(factor)]
        self.tail = nn.Sequential(nn.Sequential(*steps), conv3x3(width, 3))

    def forward(self, image: Tensor, code: Tensor) -> Tensor:
        """(B, 3, h, w) in [0, 255] and representations (B, 256) -> (B, 3, scale * h, scale * w), not clamped."""
        return self.add_mean(self.tail(self.features(image, code)))


class DASR(Adapting):
    """Both networks, with the official names; a picture goes in alone. `learns` adds what MoCo needs besides.

    As a network that encodes pictures its latents are the pixels that it makes, `scale` times `scale` of each.
    """

    planes = 1
    radius = 110  # source pixels that a pixel depends on, on each side: one for each 3x3 convolution, fewer in the tail

    def __init__(self, scale: int, learns: bool = False) -> None:
        super().__init__()
        if scale not in (2, 3, 4):
            raise ValueError(f"a scale of {scale} is not 2, 3 or 4")
        self.args: dict[str, Any] = {"scale": scale}
        self.scale = scale
        self.G = SuperResolver(scale)
        self.E = MoCo(DegradationEncoder(), CODE) if learns else _Alone()

    def forward(self, image: Tensor) -> Tensor:
        """(B, 3, h, w) in [0, 255] -> (B, 3, scale * h, scale * w)."""
        return self.G(image, self.E.encoder_q(image)[0])

    @property
    def encoder(self) -> SuperResolver:
        """What encodes."""
        return self.G

    def represent(self, image: Tensor) -> Tensor:
        """How pictures (B, 3, h, w) in [-1, 1] were degraded, (B, 256)."""
        representation: Tensor = self.E.encoder_q((image + 1) * 127.5)[0]
        return representation

    def encode(self, image: Tensor) -> Tensor:
        """What is made of images (B, 3, h, w) in [-1, 1]: (B, 3 scale^2, h, w) in [0, 1], not clamped."""
        made = self.G((image + 1) * 127.5, self.representation(image)) / 255
        return F.pixel_unshuffle(made, self.scale)

    def fold(self, made: Tensor) -> Tensor:
        """It is folded already."""
        return made


class _Alone(nn.Module):
    """The encoder where it is no longer trained."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder_q = DegradationEncoder()


def scale_of(state: dict[str, Tensor]) -> int:
    """The scale of an official state dict, which does not say it. ValueError if it is none."""
    first = state.get("G.tail.0.0.weight")
    if first is None or "E.encoder_q.E.0.weight" not in state:
        raise ValueError("it has no G.tail and E.encoder_q")
    if first.shape[0] == 9 * first.shape[1]:
        return 3
    return 4 if "G.tail.0.2.weight" in state else 2
