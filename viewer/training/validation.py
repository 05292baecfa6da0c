"""How good a LIIF is while it learns: PSNR on held-out images at fixed scales."""

from collections.abc import Iterator

import numpy as np
import torch
from PIL import Image as PILImage

from viewer.models.checkpoint import Continuous
from viewer.models.device import arithmetic
from viewer.training.data import to_network_range
from viewer.training.store import ImageStore

CROP = 144  # high-resolution pixels a side: divisible by 2, 3 and 4; small, for it is repeated every thousand steps
CHUNK = 16_384  # queries
SMALLEST = 16  # pixels a side of an image, for something to be left of it at the largest scale


class Validation:
    """The centre crop of each image, shrunk by each scale; RGB PSNR of the field against it, `scale` pixels shaved."""

    def __init__(self, images: ImageStore, scales: tuple[int, ...]) -> None:
        self.cases = []
        for truth, scale in centre_crops(images, scales):
            height, width = truth.shape[:2]
            small = PILImage.fromarray(truth).resize((width // scale, height // scale), PILImage.Resampling.BICUBIC)
            self.cases.append((truth, np.asarray(small), scale))

    @torch.no_grad()
    def psnr(self, model: Continuous, dtype: torch.dtype) -> float:
        """Mean PSNR of `model` in dB over all images and scales."""
        return float(np.mean([case_psnr(model, dtype, truth, small, scale) for truth, small, scale in self.cases]))


def centre_crops(images: ImageStore, scales: tuple[int, ...]) -> Iterator[tuple[np.ndarray, int]]:
    """The middle of each image, (h, w, 3) uint8, its sides multiples of each scale, and the scale."""
    for i in range(len(images)):
        height, width = images[i].shape[:2]
        top, left = max(height - CROP, 0) // 2, max(width - CROP, 0) // 2
        truth = images[i][top : top + CROP, left : left + CROP]
        for scale in scales:
            side = [n // scale * scale for n in truth.shape[:2]]
            yield np.ascontiguousarray(truth[: side[0], : side[1]]), scale


def case_psnr(model: Continuous, dtype: torch.dtype, truth: np.ndarray, small: np.ndarray, scale: int) -> float:
    """PSNR in dB of the picture that `model` makes of `small`, both (., ., 3) uint8, `scale` pixels shaved."""
    height, width = truth.shape[:2]
    device = next(model.parameters()).device
    image = torch.from_numpy(to_network_range(small)).permute(2, 0, 1)[None].to(device)
    axes = [(torch.arange(n, device=device) * 2 + 1) / n - 1 for n in (height, width)]
    coord = torch.stack(torch.meshgrid(*axes, indexing="ij"), -1).view(1, -1, 2)
    cell = torch.tensor([2 / height, 2 / width], device=device).expand_as(coord)
    with arithmetic(device, dtype):
        feat = model.encode(image)
        chunks = zip(coord.split(CHUNK, 1), cell.split(CHUNK, 1), strict=True)
        rgb = torch.cat([model.query(feat, c, s).float() for c, s in chunks], 1)
    predicted = (rgb.view(height, width, 3) / 2 + 0.5).clamp(0, 1).cpu().numpy()
    error = (predicted - truth / 255)[scale:-scale, scale:-scale]
    return float(-10 * np.log10(np.mean(error**2)))
