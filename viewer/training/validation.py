"""How good a LIIF is while it learns: PSNR on held-out images at fixed scales."""

import numpy as np
import torch
from PIL import Image as PILImage

from viewer.models.checkpoint import Network
from viewer.training.data import to_network_range
from viewer.training.store import ImageStore

CROP = 144  # high-resolution pixels a side: divisible by 2, 3 and 4; small, for it is repeated every thousand steps
CHUNK = 16_384  # queries
SMALLEST = 16  # pixels a side of an image, for something to be left of it at the largest scale


class Validation:
    """The centre crop of each image, shrunk by each scale; RGB PSNR of the field against it, `scale` pixels shaved."""

    def __init__(self, images: ImageStore, scales: tuple[int, ...]) -> None:
        self.cases = []
        for i in range(len(images)):
            height, width = images[i].shape[:2]
            top, left = max(height - CROP, 0) // 2, max(width - CROP, 0) // 2
            truth = images[i][top : top + CROP, left : left + CROP]
            for scale in scales:
                side = [n // scale * scale for n in truth.shape[:2]]
                self.cases.append((np.ascontiguousarray(truth[: side[0], : side[1]]), scale))

    @torch.no_grad()
    def psnr(self, model: Network, dtype: torch.dtype) -> float:
        """Mean PSNR of `model` in dB over all images and scales."""
        return float(np.mean([_psnr(model, dtype, truth, scale) for truth, scale in self.cases]))


def _psnr(model: Network, dtype: torch.dtype, truth: np.ndarray, scale: int) -> float:
    height, width = truth.shape[:2]
    shrunk = PILImage.fromarray(truth).resize((width // scale, height // scale), PILImage.Resampling.BICUBIC)
    device = next(model.parameters()).device
    image = torch.from_numpy(to_network_range(np.asarray(shrunk))).permute(2, 0, 1)[None].to(device)
    axes = [(torch.arange(n, device=device) * 2 + 1) / n - 1 for n in (height, width)]
    coord = torch.stack(torch.meshgrid(*axes, indexing="ij"), -1).view(1, -1, 2)
    cell = torch.tensor([2 / height, 2 / width], device=device).expand_as(coord)
    with torch.autocast(device.type, dtype, enabled=dtype != torch.float32):
        feat = model.encode(image)
        chunks = zip(coord.split(CHUNK, 1), cell.split(CHUNK, 1), strict=True)
        rgb = torch.cat([model.query(feat, c, s).float() for c, s in chunks], 1)
    predicted = (rgb.view(height, width, 3) / 2 + 0.5).clamp(0, 1).cpu().numpy()
    error = (predicted - truth / 255)[scale:-scale, scale:-scale]
    return float(-10 * np.log10(np.mean(error**2)))
