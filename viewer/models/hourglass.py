"""The hourglass of Deep Image Prior (Ulyanov, Vedaldi, Lempitsky, arXiv 1711.10925): an encoder and decoder with narrow skips.

    level i:  skip   conv 1x1 -> skip[i]                              (if skip[i] > 0)
              deep   conv down, stride 2 -> conv down -> level i + 1 -> upsample 2x
              both, concatenated -> BN -> conv up -> conv 1x1 -> up[i] channels
    each convolution followed by BN and an activation; at the end conv 1x1 and a sigmoid

It is never trained on anything but the one picture it makes, and its batch normalisation always uses that picture's statistics.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from viewer.models.layers import Convolution, Normalised, enlarged

Act = Literal["leaky", "swish", "elu", "none"]
Down = Literal["stride", "avg", "max", "lanczos2", "lanczos3"]
Up = Literal["bilinear", "nearest"]
Padding = Literal["reflection", "zero"]


@dataclass(frozen=True)
class Shape:
    """How an hourglass is built; lists go from the outermost level inwards."""

    depth: int = 32  # channels of the code it is given
    channels: int = 3  # of the picture it makes
    down: list[int] = field(default_factory=lambda: [128] * 5)
    up: list[int] = field(default_factory=lambda: [128] * 5)
    skip: list[int] = field(default_factory=lambda: [4] * 5)
    kernel_down: int = 3
    kernel_up: int = 3
    upsample: list[Up] = field(default_factory=lambda: ["bilinear"])  # of each level, or one for all
    downsample: Down = "stride"
    padding: Padding = "reflection"
    act: Act = "leaky"
    one_by_one: bool = True  # a second convolution in the decoder, of 1 x 1
    sigmoid: bool = True

    def __post_init__(self) -> None:
        if not len(self.down) == len(self.up) == len(self.skip) > 0 or len(self.upsample) not in (1, len(self.down)):
            raise ValueError("down, up and skip must name as many levels")
        if self.kernel_down % 2 == 0 or self.kernel_up % 2 == 0:
            raise ValueError("kernels must be odd")

    @property
    def smallest(self) -> int:
        """Pixels a side that a picture must have: at the deepest level more than a reflection, and than one for statistics."""
        least = max(2, (max(self.kernel_down, self.kernel_up) - 1) // 2 + 1)
        return (least - 1) * 2 ** len(self.down) + 1


class Hourglass(nn.Module):
    """Makes a picture of a code."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.args: dict[str, Any] = asdict(shape)
        self.outer = Level(shape, 0, shape.depth)
        self.head = _conv(shape.up[0], shape.channels, 1, shape)
        self._has_sigmoid = shape.sigmoid

    def forward(self, code: Tensor) -> Tensor:
        """(1, depth, H, W) -> (1, channels, H, W) of float32 at least, worked out in the number type of `code`.

        Without a skip at the outermost level sizes grow to a multiple of 2^levels.
        """
        picture = self.head(self.outer(code))
        picture = picture.to(torch.promote_types(picture.dtype, torch.float32))
        return torch.sigmoid(picture) if self._has_sigmoid else picture


class Level(nn.Module):
    """One level, and all within it."""

    def __init__(self, shape: Shape, i: int, width: int) -> None:
        super().__init__()
        is_deepest = i == len(shape.down) - 1
        down, up, skip = shape.down[i], shape.up[i], shape.skip[i]
        self._upsample = shape.upsample[i if len(shape.upsample) > 1 else 0]
        self.skip = Block(width, skip, 1, shape) if skip else None
        self.shrink = Block(width, down, shape.kernel_down, shape, shape.downsample)
        self.deep = Block(down, down, shape.kernel_down, shape)
        self.inner = None if is_deepest else Level(shape, i + 1, down)
        joint = skip + (down if is_deepest else shape.up[i + 1])
        self.norm = Normalised(joint)
        self.decode = Block(joint, up, shape.kernel_up, shape)
        self.refine = Block(up, up, 1, shape) if shape.one_by_one else None

    def forward(self, x: Tensor) -> Tensor:
        """(1, width, h, w) -> (1, up, h, w), or a pixel more without a skip."""
        deep = self.deep(self.shrink(x))
        if self.inner is not None:
            deep = self.inner(deep)
        deep = enlarged(deep) if self._upsample == "bilinear" else F.interpolate(deep, scale_factor=2, mode=self._upsample)
        branches = [deep] if self.skip is None else _cropped(self.skip(x), deep)
        out = self.decode(self.norm(*branches))
        return out if self.refine is None else self.refine(out)


class Block(nn.Module):
    """Convolution, batch normalisation, activation."""

    def __init__(self, width: int, out: int, kernel: int, shape: Shape, down: Down | None = None) -> None:
        super().__init__()
        self.conv = _conv(width, out, kernel, shape, stride=2 if down == "stride" else 1)
        self.shrink = _shrinking(down)
        self.norm = Normalised(out)
        self._act = shape.act

    def forward(self, x: Tensor) -> Tensor:
        """(1, width, h, w) -> (1, out, h, w), half as large if it shrinks."""
        x = self.conv(x)
        if self.shrink is not None:
            x = self.shrink(x)
        x = self.norm(x)
        match self._act:
            case "leaky":
                return F.leaky_relu(x, 0.2, inplace=True)
            case "swish":
                return F.silu(x)
            case "elu":
                return F.elu(x)
        return x


class Downsampler(nn.Module):
    """Shrinks by a whole `factor` with a fixed windowed sinc of `lobes` lobes, half a phase off; borders are continued.

    (1, C, H, W) -> (1, C, H / factor, W / factor). Spec: section 4 of the notes on the official code.
    """

    def __init__(self, factor: int, lobes: int = 2) -> None:
        super().__init__()
        taps = torch.from_numpy(lanczos_taps(factor, lobes))
        self._factor = factor
        self.register_buffer("kernel", torch.outer(taps, taps)[None, None].float(), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """Every channel by itself."""
        kernel = cast(Tensor, self.kernel)
        before = (kernel.shape[-1] - self._factor) // 2
        after = kernel.shape[-1] - self._factor - before
        padded = F.pad(x, (before, after, before, after), mode="replicate")
        channels = x.shape[1]
        return F.conv2d(padded, kernel.to(x.dtype).expand(channels, -1, -1, -1), stride=self._factor, groups=channels)


def lanczos_taps(factor: int, lobes: int):  # type: ignore[no-untyped-def]  # -> np.ndarray
    """The 2 * lobes * factor taps, float64, whose sum is 1."""
    import numpy as np

    d = np.abs(np.arange(2 * lobes * factor) + 0.5 - lobes * factor) / factor
    taps = np.sinc(d) * np.sinc(d / lobes)
    return taps / taps.sum()


def _conv(width: int, out: int, kernel: int, shape: Shape, stride: int = 1) -> Convolution:
    return Convolution(width, out, kernel, stride, reflects=shape.padding == "reflection")


def _shrinking(down: Down | None) -> nn.Module | None:
    match down:
        case "avg":
            return nn.AvgPool2d(2, 2)
        case "max":
            return nn.MaxPool2d(2, 2)
        case "lanczos2" | "lanczos3":
            return Downsampler(2, int(down[-1]))
    return None


def _cropped(*branches: Tensor) -> list[Tensor]:
    """The middle of each, as large as the smallest."""
    height, width = (min(branch.shape[axis] for branch in branches) for axis in (2, 3))
    tops = [(branch.shape[2] - height) // 2 for branch in branches]
    lefts = [(branch.shape[3] - width) // 2 for branch in branches]
    return [
        branch[:, :, top : top + height, left : left + width]
        for branch, top, left in zip(branches, tops, lefts, strict=True)
    ]  # fmt: skip
