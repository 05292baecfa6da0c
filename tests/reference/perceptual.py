"""The parts of a perceptual loss, naive and in float64: features of a small network, Gram matrices, total variation."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

BLOCKS = (2, 2, 3, 3)  # convolutions
TAPS = {"relu1_2": 1, "relu2_2": 3, "relu3_3": 6, "relu4_3": 9}  # the convolution after whose ReLU each is


def features(state: dict[str, Tensor], picture: Tensor, taps: tuple[str, ...]) -> list[Tensor]:
    """Of a picture (B, 3, h, w) in [0, 1], by a network whose state dict is `features.N.weight` and `.bias`."""
    x = (picture - torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)) / torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
    weights = sorted((key for key in state if "weight" in key), key=lambda key: int(key.split(".")[1]))
    found = []
    for i, name in enumerate(weights):
        if i in (2, 4, 7):
            x = F.max_pool2d(x, 2)
        x = F.conv2d(x, state[name].double(), state[name.replace("weight", "bias")].double(), padding=1).relu()
        if i in [TAPS[tap] for tap in taps]:
            found.append(x)
    return found


def parts(made: Tensor, truth: Tensor, state: dict[str, Tensor], taps: tuple[str, ...]) -> dict[str, Any]:
    """Feature, style and variation of pictures (B, 3, h, w) in [0, 1]; what is due is the measure of how far features are off."""
    made, truth = made.double(), truth.double()
    feature = style = 0.0
    for a, b in zip(features(state, made, taps), features(state, truth, taps), strict=True):
        size = float((b**2).mean())
        feature += float(((a - b) ** 2).mean()) / size / len(taps)
        grams = [torch.einsum("bihw,bjhw->bij", x, x) / x[0].numel() / size for x in (a, b)]
        style += float(((grams[0] - grams[1]) ** 2).sum()) / len(made) / len(taps)
    return {"feature": feature, "style": style, "tv": variation(made)}


def apart(made: Tensor, truth: Tensor, state: dict[str, Tensor], taps: tuple[str, ...]) -> float:
    """How far the directions of features are apart (LPIPS without its learnt weights), the mean of places, pictures and taps."""
    told = 0.0
    for a, b in zip(features(state, made.double(), taps), features(state, truth.double(), taps), strict=True):
        a, b = (x / (x**2).sum(1, keepdim=True).sqrt().clamp_min(1e-12) for x in (a, b))  # of nothing, nothing
        told += float(((a - b) ** 2).sum(1).mean()) / len(taps)
    return told


def variation(made: Tensor) -> float:
    """Half the sum of squared differences to the pixels on the right and below, over all values of (B, C, h, w)."""
    here = made[..., :-1, :-1]
    return float(((made[..., :-1, 1:] - here) ** 2 + (made[..., 1:, :-1] - here) ** 2).sum()) / 2 / made.numel()
