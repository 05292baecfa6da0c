"""Which network pictures are compared by: VGG-16 where it is at hand, else our own; random weights only if asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from viewer.errors import UserError
from viewer.imaging.files import load_image
from viewer.imaging.samples import sample_path
from viewer.models import checkpoint
from viewer.models.device import choose_device
from viewer.models.feature_choice import FeatureChoice, choose_features
from viewer.models.feature_net import TAPS, FeatureNet, settle
from viewer.models.vgg import VGG16, load_vgg

__all__ = ["TAPS", "FeatureNet", "Features", "apart", "distance", "find_features"]

PART = 128  # pixels a side of the photos that random features are settled on
EPSILON = 1e-5  # of features that are nothing


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


def apart(made: Mapping[str, Tensor], truth: Mapping[str, Tensor]) -> Tensor:
    """LPIPS (Zhang et al., arXiv 1801.03924, eq. 1) without its learnt weights, of features (B, C, h, w) by tap.

    At every place of every tap the features become a vector of length 1; the squared lengths of what these differ by are
    averaged over places and pictures and summed over taps. So a faint texture counts as much as a strong edge.
    """
    taps = []
    for tap, due in truth.items():
        mine, other = (F.normalize(values, dim=1, eps=EPSILON) for values in (made[tap], due))
        taps.append((mine - other).square().sum(1).mean())
    return torch.stack(taps).sum()


@torch.no_grad()
def distance(network: nn.Module, made: np.ndarray, truth: np.ndarray) -> float:
    """How differently two pictures, (h, w, 3) in [0, 1], of at least 8 pixels a side, look to a network (see `apart`)."""
    device = next(network.parameters()).device
    pair = np.stack([made, truth]).transpose(0, 3, 1, 2)
    found = network(torch.from_numpy(np.ascontiguousarray(pair, np.float32)).to(device), TAPS)
    mine, other = ({tap: values[k : k + 1].double() for tap, values in found.items()} for k in (0, 1))
    return float(apart(mine, other))


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
