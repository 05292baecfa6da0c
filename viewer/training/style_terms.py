"""Content, style and total variation of a picture, each in a unit of its own: weights mean the same with any network.

    content   sum of |phi(made) - phi(content)|^2 / (C h w), over the variance of phi(content), at CONTENT
    style     mean over LAYERS of |G(made) - G(style)|^2 / |G(style)|^2, Frobenius norms
    tv        half the mean of the squared differences to the next pixels, over TV

G is the Gram matrix of features less their mean over the style pictures (Novak, Nikulin, arXiv 1605.04603): without that, what
all of them have in common hides the strokes. The colours themselves are a layer, too: a network that has learnt nothing cares
little for them. Johnson, Alahi, Fei-Fei, arXiv 1603.08155, has the three terms.
"""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

from viewer.models.features import TAPS
from viewer.training.losses import feature_loss, gram, style_loss, total_variation, weighted

COLOURS = "colours"
CONTENT, LAYERS = ("relu3_3",), (COLOURS, *TAPS)
BALANCE = {"content": 0.005, "style": 1.0, "tv": 0.2}  # what a weight of 1 means: a good picture when all are
EVEN = 1e-3  # of their energy: the least that features are taken to vary by

Seen = Mapping[str, Tensor]  # features by tap


class StyleTerms:
    """The terms of pictures that are to have the style of `styles`, (1, 3, ., .) in [0, 1], each by its share."""

    def __init__(self, network: nn.Module, styles: Sequence[Tensor], shares: Sequence[float], dtype: torch.dtype) -> None:
        self._network, self._dtype = network, dtype
        parts = [share / sum(shares) for share in shares]
        with torch.no_grad():
            seen = [self._see(style, LAYERS) for style in styles]
            self._mean = {tap: _mixed([each[tap].mean((2, 3), keepdim=True) for each in seen], parts) for tap in LAYERS}
            grams = {tap: _mixed([gram(each[tap] - self._mean[tap]) for each in seen], parts) for tap in LAYERS}
            least = {tap: EVEN * _mixed([gram(each[tap]).norm() for each in seen], parts) for tap in LAYERS}
        self._grams = grams
        self._norms = {tap: torch.maximum(grams[tap].norm(), least[tap]) for tap in LAYERS}

    def content_of(self, pictures: Tensor) -> Seen:
        """What pictures (B, 3, h, w) are to be held against, to be told to `parts`."""
        with torch.no_grad():
            return self._see(pictures, CONTENT)

    def parts(self, made: Tensor, content: Seen) -> dict[str, Tensor]:
        """The terms of pictures (B, 3, h, w), scalars, means over the batch."""
        seen = self._see(made, LAYERS)
        off = [
            feature_loss({tap: seen[tap]}, {tap: truth}) / torch.maximum(truth.var(), EVEN * truth.square().mean())
            for tap, truth in content.items()
        ]
        unlike = [
            style_loss({tap: seen[tap] - self._mean[tap]}, {tap: self._grams[tap]}) / self._norms[tap] ** 2 for tap in LAYERS
        ]
        return {
            "content": torch.stack(off).sum(),
            "style": torch.stack(unlike).mean(),
            "tv": total_variation(made) / made[0, 0].numel(),
        }

    def _see(self, pictures: Tensor, taps: Sequence[str]) -> dict[str, Tensor]:
        asked = [tap for tap in taps if tap != COLOURS]
        found = {tap: values.float() for tap, values in self._network(pictures.to(self._dtype), asked).items()}
        return found | {COLOURS: pictures.float()} if COLOURS in taps else found


def loss_of(parts: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """The weighted sum of the terms."""
    return weighted(parts, {name: BALANCE[name] * weight for name, weight in weights.items()})


def _mixed(values: Sequence[Tensor], shares: Sequence[float]) -> Tensor:
    return torch.stack([share * value for share, value in zip(shares, values, strict=True)]).sum(0)
