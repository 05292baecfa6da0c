"""Representations of patches, by networks and by an encoder that was never taught; and maps of them, to be looked at.

Imports scikit-learn: load it late.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import torch
from torch import Tensor

from viewer.errors import Stop
from viewer.imaging.image import Image
from viewer.imaging.patches import WAYS, Patch, draw_patches, parts_of, sample_photos
from viewer.models.blind import relief
from viewer.models.catalogue import load_network
from viewer.models.dasr import CODE, DegradationEncoder
from viewer.training.probing import mapped

AT_ONCE = 32  # patches that are encoded together
COUNT = 320  # patches of sample photos in a map

Encoder = Callable[[Tensor], Tensor]  # pictures (B, 3, h, w) in [-1, 1] -> representations (B, 256)


def represent(encoder: Encoder, patches: Sequence[Patch], stop: Stop) -> np.ndarray:
    """What `encoder` says of each patch, (n, 256) float32."""
    codes = [np.empty((0, CODE), np.float32)]
    for _, alike in groupby(patches, lambda patch: patch.pixels.shape):
        pixels = torch.from_numpy(np.stack([patch.pixels for patch in alike])).permute(0, 3, 1, 2)
        for part in pixels.split(AT_ONCE):
            stop.check()
            with torch.inference_mode():
                codes.append(encoder(part.float() / 127.5 - 1).cpu().numpy())
    return np.concatenate(codes)


def untrained() -> Encoder:
    """An encoder that was never taught to contrast."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        encoder = DegradationEncoder().eval().requires_grad_(False)
    return lambda image: encoder(relief(image))[0]


@dataclass(frozen=True)
class Map:
    """Patches, those of the open picture last, and where each of them is, (n, 2)."""

    patches: list[Patch]
    points: np.ndarray


class Atlas:
    """Makes maps and keeps them, with all that goes into them. To be asked by one thread."""

    def __init__(self, picture: Image | None) -> None:
        """Of patches of the sample photos, and of those of a picture."""
        self._picture = picture
        self._patches: dict[str, list[Patch]] = {}  # by the way they were degraded
        self._codes: dict[tuple[str, str], np.ndarray] = {}  # by the network, too
        self._maps: dict[tuple[str, str, str], Map] = {}

    def map(self, model: str, ways: str, how: str, stop: Stop) -> Map:
        """What the network `model`, or if that is empty an untrained encoder, says of patches degraded in one of `WAYS`.

        Laid out by `how` (see `mapped`). UserError if there is no such network.
        """
        if (model, ways, how) not in self._maps:
            patches = self._patches_of(ways)
            if (model, ways) not in self._codes:
                encoder = load_network(model).represent if model else untrained()
                self._codes[model, ways] = represent(encoder, patches, stop)
            stop.check()
            self._maps[model, ways, how] = Map(patches, mapped(self._codes[model, ways], how))
        return self._maps[model, ways, how]

    def _patches_of(self, ways: str) -> list[Patch]:
        if ways not in self._patches:
            own = parts_of(self._picture) if self._picture is not None else []
            self._patches[ways] = draw_patches(sample_photos(), WAYS[ways], COUNT) + own
        return self._patches[ways]
