"""Which network's features a name means, and what that means for a result: told from files' names, before anything is loaded."""

import os
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import Sentence, UserError
from viewer.files import shipped_folder
from viewer.models.download import VGG16

CHOICES = ("auto", "vgg16", "features", "random")  # besides random:SEED and files
NOTES = {
    "vgg16": Sentence("Compares by VGG-16, which has learnt to tell a thousand kinds of things apart: what the paper does."),
    "features": Sentence(
        "Compares by srview's own features, learnt from photos without labels: like VGG-16, but less sure of things."
    ),
    "random": Sentence(
        "Compares by random features, which have learnt nothing: they hold textures and edges, but know no things."
    ),
}


@dataclass(frozen=True)
class FeatureChoice:
    """A feature network before it is loaded.

    name  vgg16, features or random
    file  where its weights are, None for random ones
    seed  of those
    """

    name: str
    file: Path | None = None
    seed: int = 0

    @property
    def note(self) -> str:
        """What it means for a result, a sentence."""
        return NOTES[self.name]


def choose_features(choice: str) -> FeatureChoice:
    """What `auto`, `vgg16`, `features`, `random`, `random:SEED` or a file means. UserError, with the way out, if it is not there.

    `auto` is VGG-16 if torch's cache has it, else the network that comes with the program.
    """
    kind, _, seed = choice.partition(":")
    if kind == "random" and (not seed or seed.isdecimal()):
        return FeatureChoice("random", seed=int(seed or 0))
    if choice == "vgg16" or (choice == "auto" and vgg_file().is_file()):
        if not vgg_file().is_file():
            raise UserError(
                "VGG-16 is not on this machine.", "Get it with: srview models download vgg16, or name its file with --vgg FILE."
            )
        return FeatureChoice("vgg16", vgg_file())
    if choice in ("auto", "features"):
        file = shipped_folder("ckpt") / "features.safetensors"
        if not file.is_file():
            raise UserError("The feature network is missing from the program's files.", "Choose vgg16, or random.")
        return FeatureChoice("features", file)
    file = Path(choice)
    if not file.is_file():
        raise UserError(f"There is no feature network {choice!r}.", f"Name one of {', '.join(CHOICES)}, or a file.")
    return FeatureChoice("features" if file.suffix.lower() == ".safetensors" else "vgg16", file)


def vgg_file() -> Path:
    """Where torch keeps the weights of VGG-16, whether they are there or not (as `torch.hub` has it, without importing it)."""
    cache = os.environ.get("XDG_CACHE_HOME", "~/.cache")
    home = Path(os.environ.get("TORCH_HOME", Path(cache) / "torch")).expanduser()
    return home / "hub" / "checkpoints" / VGG16.name
