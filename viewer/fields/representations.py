"""Representations of how pictures were degraded, as points: of patches under known degradations, and what can be read off them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from viewer.errors import Stop
from viewer.imaging.degradation import Degradation
from viewer.imaging.image import Image
from viewer.models.adapting import Adapting

SIDE = 64  # pixels of a patch
AT_ONCE = 64  # patches
RIDGE = 1e-2  # of the mean square of a value


@dataclass(frozen=True)
class Patch:
    """A small picture, what was done to it, and of which picture it is.

    degradation  None if that is not known: a part of the picture that is open
    """

    pixels: np.ndarray  # (h, w, 3) uint8
    degradation: Degradation | None
    picture: int


def degraded_patches(
    images: Sequence[Image], degradations: Sequence[Degradation], scale: int, each: int, seed: int
) -> list[Patch]:
    """`each` patches of each picture under each degradation, after shrinking by `scale`; small pictures give smaller ones."""
    patches = []
    for picture, image in enumerate(images):
        width, height = (n // scale for n in image.size)
        for k, degradation in enumerate(degradations):
            rng = np.random.default_rng((seed, picture, k))
            small = degradation.apply(image.rgb8()[: height * scale, : width * scale], (width, height), rng).astype(np.uint8)
            patches += [Patch(cut, degradation, picture) for cut in _cuts(small, each, rng)]
    return patches


def patches_of(image: Image, count: int, seed: int = 0) -> list[Patch]:
    """Parts of a picture as it is."""
    return [Patch(cut, None, -1) for cut in _cuts(image.rgb8(), count, np.random.default_rng(seed))]


def _cuts(pixels: np.ndarray, count: int, rng: np.random.Generator) -> list[np.ndarray]:
    places = [[int(rng.integers(max(n - SIDE, 0) + 1)) for n in pixels.shape[:2]] for _ in range(count)]
    return [np.ascontiguousarray(pixels[top : top + SIDE, left : left + SIDE]) for top, left in places]


def represent(model: Adapting, patches: Sequence[Patch], stop: Stop) -> np.ndarray:
    """(patches, 256), float32."""
    device, out = next(model.parameters()).device, []
    with torch.inference_mode():
        for patch in patches:
            stop.check()
            pixels = torch.from_numpy(patch.pixels).to(device).permute(2, 0, 1)[None].float() / 127.5 - 1
            out.append(model.represent(pixels)[0].float().cpu().numpy())
    return np.stack(out)


def flattened(vectors: np.ndarray, how: str, seed: int = 0) -> np.ndarray:
    """Points (n, 2) that lie to each other as the vectors do: `pca`, the plane of most variance, or `tsne`, by neighbours."""
    centred = vectors - vectors.mean(0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    plane = centred @ axes[:2].T if len(axes) > 1 else np.pad(centred @ axes[:1].T, ((0, 0), (0, 1)))
    if how == "pca":
        return plane
    from sklearn.manifold import TSNE

    fewer = centred @ axes[:50].T
    start = plane / max(plane[:, 0].std(), 1e-12) * 1e-4
    return TSNE(2, perplexity=min(30, (len(vectors) - 1) / 3), init=start, random_state=seed).fit_transform(fewer)


@dataclass(frozen=True)
class Probe:
    """A number read off representations by a linear map.

    weights  (256,), and the constant
    """

    weights: np.ndarray
    constant: float

    @classmethod
    def fitted(cls, vectors: np.ndarray, values: np.ndarray) -> "Probe":
        """By least squares with a ridge."""
        mean, centre = vectors.mean(0), values.mean()
        x = (vectors - mean).astype(np.float64)
        gram = x.T @ x
        gram += RIDGE * np.trace(gram) / len(gram) * np.eye(len(gram))
        weights = np.linalg.solve(gram, x.T @ (values - centre))
        return cls(weights, float(centre - mean @ weights))

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        """(n, 256) -> (n,)."""
        return vectors @ self.weights + self.constant

    def r2(self, vectors: np.ndarray, values: np.ndarray) -> float:
        """The share of the variance of `values` that is explained."""
        return float(1 - np.mean((self(vectors) - values) ** 2) / np.var(values))
