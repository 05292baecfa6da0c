"""Which network pictures are compared by: VGG-16 where it is at hand, else our own; random weights only if asked for."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from viewer.errors import UserError
from viewer.files import shipped_folder
from viewer.imaging.files import load_image
from viewer.imaging.samples import sample_path
from viewer.models import checkpoint, download
from viewer.models.device import choose_device
from viewer.models.feature_net import TAPS, FeatureNet, settle
from viewer.models.vgg import VGG16, load_vgg

__all__ = ["CHOICES", "TAPS", "FeatureNet", "Features", "distance", "find_features", "vgg_file"]

CHOICES = ("auto", "vgg16", "features", "random")  # besides files, and random:SEED
PART = 128  # pixels a side of the photos that random features are settled on
EPSILON = 1e-10  # of features that are nothing
NOTES = {
    "vgg16": "Compares by VGG-16, which has learnt to tell a thousand kinds of things apart: what the paper does.",
    "features": "Compares by srview's own features, learnt from photos without labels: like VGG-16, but less sure of things.",
    "random": "Compares by random features, which have learnt nothing: they hold textures and edges, but know no things.",
}


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
    """The network of `auto`, `vgg16`, `features`, `random`, `random:SEED`, or of a file that holds a VGG-16 or a FeatureNet.

    `auto` is VGG-16 if torch's cache has it, else the network that comes with the program. UserError if it is not there.
    """
    if choice == "auto":
        choice = "vgg16" if vgg_file().is_file() else "features"
    name, network = _find(choice)
    network.to(choose_device(str(device))).eval().requires_grad_(False)
    return Features(network, name, NOTES[name])


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


def vgg_file() -> Path:
    """Where torch keeps the weights of VGG-16, whether they are there or not."""
    return Path(torch.hub.get_dir()) / "checkpoints" / download.VGG16.name


def _find(choice: str) -> tuple[str, nn.Module]:
    kind, _, seed = choice.partition(":")
    if kind == "random" and (not seed or seed.isdecimal()):
        return "random", random_vgg(int(seed or 0))
    if choice == "vgg16":
        if not vgg_file().is_file():
            raise UserError(
                "VGG-16 is not on this machine.", "Get it with: srview models download vgg16, or name its file with --vgg FILE."
            )
        return "vgg16", load_vgg(vgg_file())
    path = shipped_folder("ckpt") / "features.safetensors" if choice == "features" else Path(choice)
    if not path.is_file():
        raise UserError(f"There is no feature network {choice!r}.", f"Name one of {', '.join(CHOICES)}, or a file.")
    if path.suffix.lower() != ".safetensors":
        return "vgg16", load_vgg(path)
    loaded = checkpoint.load(path)
    if loaded.kind != "features":
        raise UserError(f"{path.name} holds a {loaded.kind} network, not features.", "Name one of srview train features.")
    return "features", checkpoint.build(loaded, path.name)


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
