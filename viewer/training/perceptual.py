"""What the colours of a field are held against: pixels alone, or also what they show, as a network sees it.

    L = pixel + w_f feature + w_s style + w_tv tv            (Johnson et al., arXiv 1603.08155, section 3.2)

The pixel loss is that of LIIF, in the network's range; the others are of pictures in [0, 1]. Features are told in their own root
mean square over what should be there, tap by tap, and averaged over taps: 0 is the same, 1 as far off as black would be. So a
weight means the same whichever network it is, and no layer drowns the others.
"""

import math

import torch
from torch import Tensor

from viewer.models.device import arithmetic
from viewer.models.features import find_features
from viewer.models.liif import LIIF
from viewer.training.data import Batch
from viewer.training.decoding import decoded, decoding_loss
from viewer.training.losses import PIXEL, feature_loss, gram, style_loss, total_variation, weighted
from viewer.training.options.patches import PatchOptions

TINY = 1e-6  # of features that are nothing


class Comparison:
    """The loss of colours; `parts` are those of the last one, if it had several."""

    def __init__(self, options: PatchOptions, device: torch.device, dtype: torch.dtype) -> None:
        self._pixel = options.loss
        self._weights = {"pixel": 1.0} | options.window_weights
        self._taps = options.feature_taps
        self._dtype = dtype
        self._sees_windows = options.sees_windows
        self.features = [find_features(name, device) for name in options.features.split("+")] if options.sees_features else []
        self.parts: dict[str, Tensor] = {}

    def of(self, model: LIIF, folded: Tensor, batch: Batch) -> Tensor:
        """The loss of what `model` makes of folded latents (B, hidden, h, w)."""
        device = batch.rgb.device
        is_parted = device.type == "cpu" and model.imnet is not None and model.local_ensemble
        if is_parted and not self._sees_windows:
            return decoding_loss(model, folded, batch.coord, batch.cell, batch.rgb, self._pixel)
        if is_parted:
            return self(decoded(model, folded, batch.coord, batch.cell), batch.rgb)
        with arithmetic(device, self._dtype):
            return self(model.decode(folded, batch.coord, batch.cell), batch.rgb)

    def __call__(self, colours: Tensor, rgb: Tensor) -> Tensor:
        """The loss of `colours` where `rgb` should be, (B, Q, 3) in [-1, 1] both; those of a window row by row."""
        with arithmetic(rgb.device, torch.float32):
            colours = colours.float()
            pixel = PIXEL[self._pixel](colours, rgb)
            if not self._sees_windows:
                return pixel
            made, truth = _picture(colours), _picture(rgb)
            parts = {"pixel": pixel} | self._perceived(made, truth)
            if self._weights["tv"]:
                parts["tv"] = total_variation(made) / made[0].numel()
            self.parts = {name: value.detach() for name, value in parts.items()}
            return weighted(parts, self._weights)

    def _perceived(self, made: Tensor, truth: Tensor) -> dict[str, Tensor]:
        """How far features are off, and how they go together, the mean over networks; (B, 3, h, w) in [0, 1] both."""
        parts: dict[str, list[Tensor]] = {name: [] for name in ("feature", "style") if self._weights[name]}
        for features in self.features:
            with arithmetic(made.device, self._dtype):
                with torch.no_grad():
                    due = features.network(truth, self._taps)
                found = features.network(made, self._taps)
            size = {tap: values.float().square().mean().sqrt() + TINY for tap, values in due.items()}
            due, found = ({tap: values.float() / size[tap] for tap, values in side.items()} for side in (due, found))
            if "feature" in parts:
                parts["feature"].append(feature_loss(found, due) / len(due))
            if "style" in parts:
                parts["style"].append(style_loss(found, {tap: gram(values) for tap, values in due.items()}) / len(due))
        return {name: torch.stack(values).mean() for name, values in parts.items()}


def _picture(colours: Tensor) -> Tensor:
    """(B, Q, 3) in [-1, 1], a square row by row -> (B, 3, n, n) in [0, 1]."""
    side = math.isqrt(colours.shape[1])
    return colours.mT.unflatten(-1, (side, side)) / 2 + 0.5
