"""Learning features without labels: MoCo v2 (Chen et al., arXiv 2003.04297) on views of the same content.

InfoNCE                        of the mean of the last features, through two layers that are there for the training alone
"""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from viewer.errors import Stop, Stopped
from viewer.models.device import arithmetic, choose_device
from viewer.models.feature_net import TAPS, FeatureNet, settle
from viewer.models.moco import MoCo, contrast
from viewer.training.distributed import ALONE, Team
from viewer.training.feature_data import Views, ViewSampler
from viewer.training.files import RunFiles
from viewer.training.loop import Report, keep_silent, run
from viewer.training.memory import keep_memory
from viewer.training.options.features import FeaturesOptions
from viewer.training.store import open_images
from viewer.training.trainer import Trainer

PROJECTED = 128  # values that are contrasted


class Projected(nn.Module):
    """A feature network, and what is contrasted of its last features."""

    def __init__(self) -> None:
        super().__init__()
        self.network = FeatureNet()
        width = self.network.width
        self.mlp = nn.Sequential(nn.Linear(width, 2 * width), nn.ReLU(), nn.Linear(2 * width, PROJECTED))

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        """(B, 3, h, w) in [0, 1] -> the mean of the last features (B, C), and what is contrasted of it (B, PROJECTED)."""
        mean = self.network(image, TAPS[-1:])[TAPS[-1]].mean((2, 3))
        return mean, self.mlp(mean)


class Contrast(nn.Module):
    """The loss of views, as a function of the network's weights; `accuracy` is that of the last step."""

    def __init__(self, encoder: Projected, queue: int, dtype: torch.dtype) -> None:
        super().__init__()
        self.moco = MoCo(encoder, PROJECTED, queue)
        self._dtype = dtype
        self.accuracy = torch.zeros(())

    def forward(self, views: Views) -> Tensor:
        """The mean over the batch."""
        with arithmetic(views.query.device, self._dtype):
            _, logits = self.moco(views.query, views.key)
        loss, self.accuracy = contrast(logits)
        return loss


class FeaturesTrainer(Trainer):
    """The training of a feature network, which begins settled on the first views."""

    options: FeaturesOptions

    def __init__(self, options: FeaturesOptions, first: Views, team: Team = ALONE) -> None:
        super().__init__(options, "features", Projected, team.device(choose_device(options.device)))
        settle(self.model.network, first.query)
        self.begin()
        self._own = Contrast(self.model, options.queue, self.dtype).to(self.device).train()
        self._objective = team.join(self._own)

    def loss(self, batch: Views) -> Tensor:
        """The mean over the batch."""
        loss: Tensor = self._objective(batch)
        return loss

    @property
    def figures(self) -> dict[str, Any]:
        """How often the other view of a picture was the most alike."""
        return {"accuracy": float(self._own.accuracy)}

    def lasting(self, model: Projected) -> FeatureNet:
        """The features."""
        return model.network

    def memory(self) -> dict[str, Tensor]:
        """The key encoder and the queue."""
        return self._own.moco.memory()

    def recall(self, memory: dict[str, Tensor]) -> None:
        """Go on from `memory`."""
        self._own.moco.load_state_dict(memory, strict=False)


def train(options: FeaturesOptions, folder: Path, report: Report, stop: Stop, resume: bool = False, team: Team = ALONE) -> bool:
    """Train to the end of `options.steps` or `options.seconds`, or until `stop`. Whether the end was reached.

    As `training.liif.train`; there is no PSNR, but how often the right view is found.
    """
    keep_memory()
    files = RunFiles(folder, team)
    if not team.is_first:
        report = keep_silent
    try:
        images = open_images(options.data, options.patch, report, stop, team)
    except Stopped:
        return False
    sampler = ViewSampler(images, options.patch, options.batch, options.seed, team.share(options.batch))
    trainer = FeaturesTrainer(options, sampler.draw(0), team)
    if resume:
        files.resume(trainer)
        report({"step": trainer.step, "resumed": True})
    return run(trainer, sampler.draw, files, report, stop, team=team)
