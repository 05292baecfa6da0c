"""What pictures that are made are held against: pixels alone, or also what they show, as a network sees it.

    L = pixel + w_f feature + w_s style + w_tv tv            (Johnson et al., arXiv 1603.08155, section 3.2)

The pixel loss is that of the job; the others are of pictures in [0, 1]. Features are told in their own root mean square over what
should be there, tap by tap, and averaged over taps: 0 is the same, 1 as far off as black would be. So a weight means the same
whichever network it is, and no layer drowns the others. Or their directions alone are (`models.features.apart`).

Of several networks each looks at its part of the batch: that costs what one does.
"""

import torch
from torch import Tensor

from viewer.errors import UserError
from viewer.models.device import arithmetic
from viewer.models.features import Features, apart, find_features
from viewer.training.losses import feature_loss, gram, style_loss, total_variation, weighted
from viewer.training.options.losses import SMALLEST_WINDOW, LossOptions

TINY = 1e-6  # of features that are nothing


class PerceptualLoss:
    """The loss that a job asks for; `parts` are those of the last one, if it had several."""

    def __init__(self, options: LossOptions, device: torch.device, dtype: torch.dtype) -> None:
        self._weights = {"pixel": 1.0} | options.window_weights
        self._taps = options.feature_taps
        self._metric = options.feature_metric
        self._dtype = dtype
        self.sees_windows = options.sees_windows
        self.features = [find_features(name, device) for name in options.features.split("+")] if options.sees_features else []
        self.parts: dict[str, Tensor] = {}

    def __call__(
        self, pixel: Tensor, made: Tensor, truth: Tensor, known: Tensor | None = None, whole: Tensor | None = None
    ) -> Tensor:
        """`pixel`, and what pictures `made` show where `truth` should be, (B, 1 or 3, h, w) in [0, 1] both.

        known  (1, 1, h, w), 1 where `truth` is known, None if it is everywhere: elsewhere what is made counts as right, and there
               alone neighbours, known or not, are to differ little
        whole  what is made, if `made` is but a small copy of it: of that neighbours are to differ little
        UserError if there is too little of a picture to be seen
        """
        if not self.sees_windows:
            return pixel
        with arithmetic(made.device, torch.float32):
            made, parts = made.float(), {"pixel": pixel}
            smooth = made if whole is None else whole.float()
            if known is not None:
                smooth = torch.where(known > 0, truth, made)
                truth = torch.where(known > 0, truth, made.detach())
            if self.features:
                parts |= self._perceived(made, truth)
            if self._weights["tv"]:
                parts["tv"] = total_variation(smooth) / smooth[0].numel()
        self.parts = {name: value.detach() for name, value in parts.items()}
        return weighted(parts, self._weights)

    @property
    def figures(self) -> dict[str, dict[str, float]]:
        """The parts, as a trainer tells them."""
        parts = {name: float(value) for name, value in self.parts.items()}
        return {"parts": parts} if parts else {}

    def _perceived(self, made: Tensor, truth: Tensor) -> dict[str, Tensor]:
        """How far features are off, and how they go together, the mean over pictures."""
        if min(truth.shape[2:]) < SMALLEST_WINDOW:
            height, width = truth.shape[2:]
            raise UserError(f"Features are not seen in {width} x {height} pixels: it takes {SMALLEST_WINDOW} a side.")
        made, truth = (picture.expand(-1, 3, -1, -1) for picture in (made, truth))
        count = len(self.features)
        shares = [slice(k, None, count) for k in range(count)] if len(truth) >= count else [slice(None)] * count
        parts: dict[str, Tensor] = {}
        for features, share in zip(self.features, shares, strict=True):
            part = len(truth[share]) / sum(len(truth[each]) for each in shares)
            for name, value in self._seen_by(features, made[share], truth[share]).items():
                parts[name] = parts[name] + part * value if name in parts else part * value
        return parts

    def _seen_by(self, features: Features, made: Tensor, truth: Tensor) -> dict[str, Tensor]:
        with arithmetic(made.device, self._dtype):
            with torch.no_grad():
                due = features.network(truth, self._taps)
            found = features.network(made, self._taps)
        size = {tap: values.float().square().mean().sqrt() + TINY for tap, values in due.items()}
        due, found = ({tap: values.float() / size[tap] for tap, values in side.items()} for side in (due, found))
        parts = {}
        if self._weights["feature"]:
            parts["feature"] = (feature_loss if self._metric == "l2" else apart)(found, due) / len(due)
        if self._weights["style"]:
            parts["style"] = style_loss(found, {tap: gram(values) for tap, values in due.items()}) / len(due)
        return parts
