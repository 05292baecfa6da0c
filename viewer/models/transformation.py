"""The image transformation network of Johnson, Alahi, Fei-Fei (arXiv 1603.08155), which restyles a picture in one pass.

    c9s1-32, c3s2-64, c3s2-128, R128 x 5, U2 c3s1-64, U2 c3s1-32, c9s1-3

cKsS-N a convolution K x K of stride S and N channels, then instance normalisation and ReLU (the last has neither); R a residual
block, two 3 x 3 convolutions without a ReLU after the sum; U2 twice as large, by the nearest. Keys are those of pytorch/examples
(fast_neural_style), whose published weights fit.
"""

import math
import re
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from viewer.models.layers import Convolution

SMALLEST = 8  # pixels a side: two at the innermost, for a reflection
WIDTH = 32  # filters of the first layer, in the paper
RUNNING = re.compile(r"in\d\.running_(mean|var)$")  # statistics that files from before torch 0.4 hold, and nothing uses


class TransformationNet(nn.Module):
    """Makes pictures of pictures, (B, 3, h, w) in 0 to 255 both, sides multiples of 4; `restyle` takes any."""

    def __init__(self, width: int = WIDTH) -> None:
        """`width` filters in the first and last but one layer, twice and four times as many within."""
        super().__init__()
        self.args: dict[str, Any] = {"width": width}
        self.conv1, self.in1 = Reflecting(3, width, 9), Instance(width)
        self.conv2, self.in2 = Reflecting(width, 2 * width, 3, 2), Instance(2 * width)
        self.conv3, self.in3 = Reflecting(2 * width, 4 * width, 3, 2), Instance(4 * width)
        self.res1, self.res2, self.res3, self.res4, self.res5 = (Residual(4 * width) for _ in range(5))
        self.deconv1, self.in4 = Reflecting(4 * width, 2 * width, 3), Instance(2 * width)
        self.deconv2, self.in5 = Reflecting(2 * width, width, 3), Instance(width)
        self.deconv3 = Reflecting(width, 3, 9)

    def forward(self, x: Tensor) -> Tensor:
        """(B, 3, h, w) -> (B, 3, h, w), not clamped, in the number type of `x`."""
        x = F.relu(self.in1(self.conv1(x)), inplace=True)
        x = F.relu(self.in2(self.conv2(x)), inplace=True)
        x = F.relu(self.in3(self.conv3(x)), inplace=True)
        for block in (self.res1, self.res2, self.res3, self.res4, self.res5):
            x = block(x)
        x = F.relu(self.in4(self.deconv1(F.interpolate(x, scale_factor=2, mode="nearest"))), inplace=True)
        x = F.relu(self.in5(self.deconv2(F.interpolate(x, scale_factor=2, mode="nearest"))), inplace=True)
        return self.deconv3(x)

    @torch.inference_mode()
    def restyle(self, picture: Tensor, dtype: torch.dtype = torch.float32) -> Tensor:
        """(1, 3, h, w) in [0, 1] of any size -> the same, in float32, computed in `dtype`.

        The statistics of its normalisation are those of the whole picture: parts done by themselves would not fit together.
        """
        height, width = picture.shape[2:]
        sides = [max(math.ceil(n / 4) * 4, SMALLEST) for n in (height, width)]
        padded = F.pad(picture, (0, sides[1] - width, 0, sides[0] - height), mode="replicate")
        made = self((255 * padded).to(dtype, memory_format=torch.channels_last))
        return made[..., :height, :width].float().div_(255).clamp_(0, 1)


class Reflecting(nn.Module):
    """A convolution of the picture continued by reflection."""

    def __init__(self, width: int, out: int, kernel: int, stride: int = 1) -> None:
        super().__init__()
        self.conv2d = Convolution(width, out, kernel, stride, reflects=True)

    def forward(self, x: Tensor) -> Tensor:
        """(B, width, h, w) -> (B, out, h / stride, w / stride)."""
        return self.conv2d(x)


class Instance(nn.Module):
    """Instance normalisation: each channel of each picture by its own mean and variance."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(width)), nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        """(B, width, h, w), too."""
        if x.device.type != "cpu":
            return F.instance_norm(x, weight=self.weight.to(x.dtype), bias=self.bias.to(x.dtype))
        # channels last, a CPU takes half the time for batches of one
        done = [F.batch_norm(one, None, None, self.weight, self.bias, training=True) for one in x.split(1)]
        return done[0] if len(done) == 1 else torch.cat(done)


class Residual(nn.Module):
    """Two convolutions, added to what they are given."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1, self.in1 = Reflecting(width, width, 3), Instance(width)
        self.conv2, self.in2 = Reflecting(width, width, 3), Instance(width)

    def forward(self, x: Tensor) -> Tensor:
        """(B, width, h, w), too."""
        return x + self.in2(self.conv2(F.relu(self.in1(self.conv1(x)), inplace=True)))


def official_state(content: dict[str, Any]) -> dict[str, Any]:
    """The state dict of a published file, without what its network has no longer."""
    return {key: value for key, value in content.items() if not RUNNING.search(key)}
