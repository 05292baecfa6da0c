"""Which network pictures are compared by: VGG-16 where it is at hand, else our own; random weights only if asked for."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from viewer.errors import UserError
from viewer.imaging.files import load_image
from viewer.imaging.samples import sample_path
from viewer.models import checkpoint
from viewer.models.device import choose_device
from viewer.models.feature_choice import FeatureChoice, choose_features
from viewer.models.feature_net import TAPS, FeatureNet, settle
from viewer.models.vgg import VGG16, load_vgg

__all__ = ["TAPS", "FeatureNet", "Features", "distance", "find_features"]

PART = 128  # pixels a side of the photos that random features are settled on
EPSILON = 1e-10  # of features that are nothing


@dataclass(frozen=True)
class Features:
    """A network whose features pictures are compared by, frozen: called with pictures (B, 3, h, w) in [0, 1] and taps.

    name  vgg16, features or random
    note  what that means for a result, a sentence
    """

    network: nn.Module
    name: str
    note: str


def find_features(choice: str = "auto", device: torch.device | str = "cpu") -> Features:
    """The network that a name or a file means (see `choose_features`). UserError if it is not there, or something else."""
    chosen = choose_features(choice)
    network = _load(chosen)
    network.to(choose_device(str(device))).eval().requires_grad_(False)
    return Features(network, chosen.name, chosen.note)


def _load(chosen: FeatureChoice) -> nn.Module:
    if chosen.file is None:
        return random_vgg(chosen.seed)
    if chosen.name == "vgg16":
        return load_vgg(chosen.file)
    loaded = checkpoint.load(chosen.file)
    if loaded.kind != "features":
        raise UserError(f"{chosen.file.name} holds a {loaded.kind} network, not features.", "Name one of srview train features.")
    network: nn.Module = checkpoint.build(loaded, chosen.file.name)
    return network


@torch.no_grad()
def distance(network: nn.Module, made: np.ndarray, truth: np.ndarray) -> float:
    """How differently two pictures look to a network: LPIPS (Zhang et al., arXiv 1801.03924, eq. 1) without its learnt weights.

    At every place of every tap the features become a vector of length 1; the squared lengths of what these differ by are
    averaged over places and summed over taps. Pictures (h, w, 3) in [0, 1], of at least 8 pixels a side.
    """
    device = next(network.parameters()).device
    pair = np.stack([made, truth]).transpose(0, 3, 1, 2)
    found = network(torch.from_numpy(np.ascontiguousarray(pair, np.float32)).to(device), TAPS)
    units = [F.normalize(values.double(), dim=1, eps=EPSILON) for values in found.values()]
    return float(sum((mine - other).square().sum(0).mean() for mine, other in units))


def random_vgg(seed: int) -> VGG16:
    """A VGG-16 with random weights (Kaiming, fan-in), settled on sample photos: none of its channels is always on, or never.

    Without that the mean colour drowns what there is to see, and a distance in such features is little more than PSNR.
    """
    network = VGG16()
    draw = torch.Generator().manual_seed(seed)
    for layer in network.features:
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu", generator=draw)
            nn.init.zeros_(layer.bias)  # type: ignore[arg-type]
    parts = [load_image(sample_path(name)).rgb8()[PART:, PART:][:PART, :PART] for name in ("astronaut", "chelsea", "coffee")]
    settle(network, torch.from_numpy(np.stack(parts)).permute(0, 3, 1, 2) / 255)
    return network
