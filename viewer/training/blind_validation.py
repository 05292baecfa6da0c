"""How good a blind network is while it learns: PSNR on held-out images at a fixed grid of scales and blurs."""

import numpy as np
import torch

from viewer.imaging.degradation import paper_grid
from viewer.models.checkpoint import Continuous
from viewer.training.store import ImageStore
from viewer.training.validation import case_psnr, centre_crops

SCALES = 2, 4


class BlindValidation:
    """The centre crop of each image, degraded by each blur and shrunk by each scale."""

    def __init__(self, images: ImageStore) -> None:
        self.cases = []
        for truth, scale in centre_crops(images, SCALES):
            height, width = truth.shape[:2]
            for degradation in paper_grid("iso", scale).values():
                small = degradation.apply(truth, (width // scale, height // scale), np.random.default_rng(0))
                self.cases.append((truth, small.astype(np.uint8), scale))

    @torch.no_grad()
    def psnr(self, model: Continuous, dtype: torch.dtype) -> float:
        """Mean PSNR of `model` in dB over all images, scales and blurs."""
        return float(np.mean([case_psnr(model, dtype, truth, small, scale) for truth, small, scale in self.cases]))
