"""LIIF as the paper's code evaluates it, for comparison: features unfolded, every query gathers its own, 30,000 at a time.

Shares no code with the viewer; float32; it takes a state dict in the official layout (arXiv 2012.09161, section 3).
"""

import torch
import torch.nn.functional as F

BATCH = 30_000  # queries decoded at a time, as in the official evaluation


def encode(state, image):
    """EDSR-baseline's latent codes of image (1, 3, h, w) in [-1, 1]: (1, C, h, w)."""

    def conv(name, x):
        return F.conv2d(x, state[f"encoder.{name}.weight"], state[f"encoder.{name}.bias"], padding=1)

    head = conv("head.0", image)
    x, block = head, 0
    while f"encoder.body.{block}.body.0.weight" in state:
        x = x + conv(f"body.{block}.body.2", conv(f"body.{block}.body.0", x).relu())
        block += 1
    return head + conv(f"body.{block}", x)


def query(state, feat, coord, cell):
    """RGB (Q, 3) in [-1, 1] at coord (Q, 2), (y, x) in [-1, 1], each of extent cell (Q, 2)."""
    height, width = feat.shape[-2:]
    unfolded = F.unfold(feat, 3, padding=1).view(1, -1, height, width)
    out = [_batch(state, unfolded, coord[i : i + BATCH], cell[i : i + BATCH]) for i in range(0, len(coord), BATCH)]
    return torch.cat(out)


def _batch(state, unfolded, coord, cell):
    size = coord.new_tensor(unfolded.shape[-2:])
    predictions, areas = [], []
    for vy in (-1, 1):
        for vx in (-1, 1):
            near = coord + coord.new_tensor([vy, vx]) / size + 1e-6
            near = near.clamp(-1 + 1e-6, 1 - 1e-6)
            latent = F.grid_sample(unfolded, near.flip(-1)[None, None], mode="nearest", align_corners=False)[0, :, 0].T
            index = ((near + 1) * size / 2 - 0.5).round()
            relative = (coord - (-1 + (2 * index + 1) / size)) * size
            predictions.append(_imnet(state, torch.cat((latent, relative, cell * size), -1)))
            areas.append(relative.prod(-1).abs() + 1e-9)
    total = sum(areas)
    return sum(p * (a / total)[:, None] for p, a in zip(predictions, reversed(areas), strict=True))


def _imnet(state, x):
    places = sorted(int(key.split(".")[2]) for key in state if key.startswith("imnet.") and key.endswith("weight"))
    for place in places:
        x = F.linear(x, state[f"imnet.layers.{place}.weight"], state[f"imnet.layers.{place}.bias"])
        if place != places[-1]:
            x = x.relu()
    return x
