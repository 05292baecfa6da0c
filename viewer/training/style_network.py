"""Training the transformation network: any picture in the style of one, in a single pass (arXiv 1603.08155, section 3).

The content is that of each picture of a batch, the style one for all; the terms and their units are those of `style_terms`, so
that weights are the same as in style transfer by optimisation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image as PILImage
from torch import Tensor, nn

from viewer.errors import Stop, Stopped, UserError
from viewer.models import catalogue, checkpoint
from viewer.models.device import choose_device
from viewer.models.features import find_features
from viewer.models.transformation import TransformationNet
from viewer.training.data import augment
from viewer.training.distributed import ALONE, Team
from viewer.training.files import RunFiles
from viewer.training.loop import Report, keep_silent, run
from viewer.training.memory import keep_memory
from viewer.training.options.style import StyleOptions
from viewer.training.store import ImageStore, Pixels, open_images
from viewer.training.style_terms import StyleTerms, loss_of
from viewer.training.subject import read_style, style_at
from viewer.training.trainer import Trainer

CONTRAST = 128  # times torch's weights: colours begin with a standard deviation of some forty


@dataclass(frozen=True)
class Pictures:
    """What one step needs: (B, 3, patch, patch) in [0, 1]."""

    values: Tensor

    def to(self, device: torch.device) -> "Pictures":
        """The same on `device`."""
        return Pictures(self.values.to(device, memory_format=torch.channels_last, non_blocking=True))


@dataclass(frozen=True)
class Crops:
    """Draws batches of squares, each as large a part of an image as it can be or smaller, shrunk to `patch` pixels.

    One depends on the seed, the step and its place in the batch alone (as with `data.Sampler`).
    """

    images: Sequence[Pixels] | ImageStore
    patch: int
    batch: int
    seed: int
    share: range | None = None  # which of the batch this process draws, if not all

    def draw(self, step: int) -> Pictures:
        """The batch of `step`."""
        mine = range(self.batch) if self.share is None else self.share
        crops = np.stack([self._crop(np.random.default_rng((self.seed, step, i))) for i in mine])
        return Pictures(torch.from_numpy(crops).permute(0, 3, 1, 2).float() / 255)

    def _crop(self, rng: np.random.Generator) -> Pixels:
        source = self.images[int(rng.integers(len(self.images)))]
        largest = min(source.shape[:2])
        side = int(rng.integers(min(self.patch, largest), largest + 1))
        top, left = (int(rng.integers(n - side + 1)) for n in source.shape[:2])
        crop = augment(source[top : top + side, left : left + side], np.array((False, rng.random() < 0.5, False)))
        return np.asarray(PILImage.fromarray(crop).resize((self.patch, self.patch), PILImage.Resampling.BICUBIC))


class Objective(nn.Module):
    """The loss of pictures, as a function of the network's weights; `told` are its terms, as of the last step."""

    def __init__(self, model: TransformationNet, terms: StyleTerms, weights: dict[str, float], dtype: torch.dtype) -> None:
        super().__init__()
        self.model = model
        self._terms, self._weights, self._dtype = terms, weights, dtype
        self.told: dict[str, Tensor] = {}

    def forward(self, pictures: Tensor) -> Tensor:
        """The mean over the batch."""
        made = self.model((255 * pictures).to(self._dtype)).float() / 255
        parts = self._terms.parts(made, self._terms.content_of(pictures))
        self.told = {name: value.detach() for name, value in parts.items()}
        return loss_of(parts, self._weights)


class StyleTrainer(Trainer):
    """The training of a transformation network."""

    options: StyleOptions

    def __init__(self, options: StyleOptions, team: Team = ALONE) -> None:
        style = style_at(read_style(options.style), options.style_size)
        device = team.device(choose_device(options.device))
        super().__init__(options, "style", lambda: TransformationNet(options.width), device)
        if options.init is not None:
            self._start_from(options.init)
        else:
            self._start_with_colours()
        self.begin()
        self.features = find_features(options.features, device)
        network: Any = self.features.network
        network.to(dtype=self.dtype, memory_format=torch.channels_last)
        shown = torch.from_numpy(np.ascontiguousarray(style)).movedim(-1, 0)[None].to(device)
        weights = {"content": options.content_weight, "style": options.style_weight, "tv": options.tv_weight}
        terms = StyleTerms(network, [shown.contiguous(memory_format=torch.channels_last)], [1.0], self.dtype)
        self._own = Objective(self.model, terms, weights, self.dtype)
        self._objective = team.join(self._own)

    def _start_with_colours(self) -> None:
        """As torch begins it, all is black, and Adam takes hundreds of steps to come to the range of colours."""
        with torch.no_grad():
            self.model.deconv3.conv2d.weight.mul_(CONTRAST)
            self.model.deconv3.conv2d.bias.fill_(127.5)

    def _start_from(self, path: Path) -> None:
        network = checkpoint.build(checkpoint.load(catalogue.find(str(path))), path.name)
        if not isinstance(network, TransformationNet) or network.args != self.model.args:
            raise UserError(f"{path.name} is not a style network of --width {self.options.width}.")
        self.model.load_state_dict(network.state_dict())

    def loss(self, batch: Pictures) -> Tensor:
        """The mean over the batch."""
        loss: Tensor = self._objective(batch.values)
        return loss

    @property
    def figures(self) -> dict[str, Any]:
        """The terms, as of the last step."""
        return {"parts": {name: float(value) for name, value in self._own.told.items()}}


def train(options: StyleOptions, folder: Path, report: Report, stop: Stop, resume: bool = False, team: Team = ALONE) -> bool:
    """Train to the end of `options.steps` or `options.seconds`, or until `stop`. Whether the end was reached.

    As `training.liif.train`; there is nothing to be measured.
    """
    keep_memory()
    files = RunFiles(folder, team)
    if not team.is_first:
        report = keep_silent
    trainer = StyleTrainer(options, team)
    report({"note": trainer.features.note})
    try:
        images = open_images(options.data, options.patch, report, stop, team)
    except Stopped:
        return False
    if resume:
        files.resume(trainer)
        report({"step": trainer.step, "resumed": True})
    crops = Crops(images, options.patch, options.batch, options.seed, team.share(options.batch))
    return run(trainer, crops.draw, files, report, stop, team=team)
