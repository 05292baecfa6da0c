"""What pictures are compared by: pixels, features, the style that Gram matrices hold, and total variation.

After Johnson, Alahi, Fei-Fei, ECCV 2016, arXiv 1603.08155; pictures are (B, C, h, w), losses scalars, means over the batch.
"""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

CHARBONNIER = 1e-3  # where it turns from squares to absolute values


def l1(made: Tensor, truth: Tensor) -> Tensor:
    """The mean of |made - truth|."""
    return (made - truth).abs().mean()


def l2(made: Tensor, truth: Tensor) -> Tensor:
    """|made - truth|^2 / (C h w)."""
    return (made - truth).square().mean()


def charbonnier(made: Tensor, truth: Tensor) -> Tensor:
    """The mean of sqrt((made - truth)^2 + eps^2) - eps, smooth where they are equal."""
    return ((made - truth).square() + CHARBONNIER**2).sqrt().mean() - CHARBONNIER


PIXEL: dict[str, Callable[[Tensor, Tensor], Tensor]] = {"l1": l1, "l2": l2, "charbonnier": charbonnier}


def masked(loss: Callable[[Tensor, Tensor], Tensor], made: Tensor, truth: Tensor, mask: Tensor) -> Tensor:
    """`loss` where `mask` (B, 1, h, w) is 1, over all of the picture: of holes, or of what is valid (arXiv 1804.07723, eq. 2).

    It is told by how much the whole picture would differ if it did nowhere else.
    """
    return loss(mask * made, mask * truth)


def gram(features: Tensor) -> Tensor:
    """How features go together, wherever that is: (B, C, h, w) -> (B, C, C), of Psi Psi' / (C h w)."""
    products: Tensor = _Products.apply(_precise(features).flatten(2))  # type: ignore[no-untyped-call]
    return products / features[0].numel()


class _Products(torch.autograd.Function):
    """Psi Psi' of (B, C, n). Its slope is one product, (D + D') Psi; autograd takes two, and adds up what lies differently."""

    @staticmethod
    def forward(ctx: Any, flat: Tensor) -> Tensor:
        """(B, C, n) -> (B, C, C)."""
        ctx.save_for_backward(flat)
        return flat @ flat.mT

    @staticmethod
    def backward(ctx: Any, *slopes: Tensor) -> Tensor:
        """(B, C, C) -> (B, C, n), channels last as features are."""
        (flat,) = ctx.saved_tensors
        return (flat.mT @ (slopes[0] + slopes[0].mT)).mT


def feature_loss(made: Mapping[str, Tensor], truth: Mapping[str, Tensor]) -> Tensor:
    """The sum over layers of |phi(made) - phi(truth)|^2 / (C h w)."""
    return torch.stack([l2(_precise(made[name]), _precise(truth[name])) for name in truth]).sum()


def style_loss(made: Mapping[str, Tensor], grams: Mapping[str, Tensor]) -> Tensor:
    """The sum over layers of the squared Frobenius norm of what the Gram matrices differ by.

    made   features (B, C, h, w) of each layer
    grams  what they are to be, (1 or B, C, C) each
    """
    return torch.stack([(gram(made[name]) - grams[name]).square().sum((1, 2)).mean() for name in grams]).sum()


def total_variation(made: Tensor) -> Tensor:
    """Half the sum of squared differences to the pixel on the right and the one below, over the pixels that have both."""
    here = made[..., :-1, :-1]
    right, below = made[..., :-1, 1:] - here, made[..., 1:, :-1] - here
    return (right.square() + below.square()).sum() / (2 * len(made))


def weighted(parts: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """The sum of the parts that have a weight."""
    return torch.stack([weights[name] * value for name, value in parts.items() if weights.get(name)]).sum()


def _precise(values: Tensor) -> Tensor:
    """In float32 at least: sums of many squares are nothing for half precision."""
    return values.to(torch.promote_types(values.dtype, torch.float32))
