"""LIIF in float64, naively: the formulas of arXiv 2012.09161 over a state dict, sharing no code with the viewer.

Features are unfolded to 9C numbers, every query gathers its own 9C + 4 inputs, coordinates lie in [-1, 1].
"""

import numpy as np
import torch
import torch.nn.functional as F

CORNERS = ((-1, -1), (-1, 1), (1, -1), (1, 1))  # (vy, vx): prediction t is weighted with the area of prediction 3 - t


def encode(state, image, res_scale=1.0):
    """Latent codes (C, h, w) of an image (h, w, 3) in [0, 1]."""
    state = {key.removeprefix("encoder."): value.double() for key, value in state.items()}
    x = torch.from_numpy((np.asarray(image, np.float64) - 0.5) / 0.5).permute(2, 0, 1)[None]
    return (rdn(state, x) if "SFENet1.weight" in state else edsr(state, x, res_scale))[0]


def edsr(state, x, res_scale):
    head = _conv(state, "head.0", x)
    n, y = 0, head
    while f"body.{n}.body.0.weight" in state:
        y = y + res_scale * _conv(state, f"body.{n}.body.2", _conv(state, f"body.{n}.body.0", y).relu())
        n += 1
    return head + _conv(state, f"body.{n}", y)


def rdn(state, x):
    shallow = _conv(state, "SFENet1", x)
    y = _conv(state, "SFENet2", shallow)
    outputs = []
    while f"RDBs.{len(outputs)}.LFF.weight" in state:
        block = f"RDBs.{len(outputs)}"
        dense, c = y, 0
        while f"{block}.convs.{c}.conv.0.weight" in state:
            dense = torch.cat((dense, _conv(state, f"{block}.convs.{c}.conv.0", dense).relu()), 1)
            c += 1
        y = y + _conv(state, f"{block}.LFF", dense)
        outputs.append(y)
    fused = _conv(state, "GFF.1", _conv(state, "GFF.0", torch.cat(outputs, 1)))
    return shallow + fused


def _conv(state, name, x):
    weight = state[f"{name}.weight"]
    return F.conv2d(x, weight, state[f"{name}.bias"], padding=weight.shape[-1] // 2)


def imnet(state, x):
    """The decoder on rows of inputs: (Q, in) -> (Q, out)."""
    places = sorted(int(key.split(".")[2]) for key in state if key.startswith("imnet.") and key.endswith(".weight"))
    for place in places:
        x = x @ state[f"imnet.layers.{place}.weight"].double().T + state[f"imnet.layers.{place}.bias"].double()
        if place != places[-1]:
            x = x.relu()
    return x


def centres(n):
    """The coordinates of n pixels along an axis."""
    return -1 + (2 * np.arange(n) + 1) / n


def query(state, feat, coord, cell, local_ensemble=True, feat_unfold=True, cell_decode=True):
    """RGB in [-1, 1], (Q, 3), at coord (Q, 2) as (y, x) in [-1, 1] with cell (2,) or (Q, 2); float64 throughout.

    Without a decoder in `state` the nearest latent, (Q, C).
    """
    has_decoder = any(key.startswith("imnet.") for key in state)
    eps = 1e-6 if local_ensemble and has_decoder else 0
    corners = []
    for v in CORNERS if local_ensemble and has_decoder else ((0, 0),):
        index, relative = [], []
        for axis in (0, 1):
            n = feat.shape[1 + axis]
            c = np.clip(coord[:, axis] + v[axis] / n + eps, -1 + 1e-6, 1 - 1e-6)
            i = np.rint(((c + 1) * n - 1) / 2).astype(int)
            index.append(i)
            relative.append((coord[:, axis] - centres(n)[i]) * n)
        corners.append((index, np.stack(relative, -1)))
    predictions = _predictions(state, feat, corners, np.asarray(cell) * feat.shape[1:], feat_unfold, cell_decode)
    if len(corners) == 1:
        return predictions[0]
    areas = [np.abs(relative[:, 0] * relative[:, 1]) + 1e-9 for _, relative in corners]
    return sum(p * (a / sum(areas))[:, None] for p, a in zip(predictions, reversed(areas), strict=True))


def query_latents(state, feat, points, cell):
    """As `query` with every option, but at points in latents: see `ensemble_at`."""
    return sum(prediction * share[:, None] for prediction, share in ensemble_at(state, feat, points, cell))


def ensemble_at(state, feat, points, cell):
    """What each of four latents says, (Q, 3), and its share, (Q,), at points (Q, 2) in latents: exact at any depth.

    Latent i has its centre at i; `cell` (2,) is in units of half a latent. There is no eps: a point on a latent's centre belongs
    to the quad after it, and S_t / S is taken as the product of its parts along the axes, halves where both latents of an axis
    are one.
    """
    corners = []
    for v in CORNERS:
        index, relative = [], []
        for axis in (0, 1):
            i = np.floor(points[:, axis]).astype(int) + (v[axis] > 0)
            i = np.clip(i, 0, feat.shape[1 + axis] - 1)
            index.append(i)
            relative.append(2 * (points[:, axis] - i))
        corners.append((index, np.stack(relative, -1)))
    shares = []
    for t in range(4):
        here, opposite = np.abs(corners[t][1]), np.abs(corners[3 - t][1])
        total = here + opposite
        shares.append(np.where(total == 0, 0.5, opposite / np.where(total == 0, 1, total)).prod(-1))
    return list(zip(_predictions(state, feat, corners, cell, True, True), shares, strict=True))


def _predictions(state, feat, corners, cell, feat_unfold, cell_decode):
    """What each corner alone would say, (Q, 3) each."""
    height, width = feat.shape[1:]
    if not any(key.startswith("imnet.") for key in state):
        return [feat[:, iy, ix].T.numpy() for (iy, ix), _ in corners]
    if feat_unfold:
        feat = F.unfold(feat[None], 3, padding=1)[0].view(-1, height, width)
    predictions = []
    for (iy, ix), relative in corners:
        inputs = [feat[:, iy, ix].T, torch.from_numpy(relative)]
        if cell_decode:
            inputs.append(torch.from_numpy(np.broadcast_to(cell, relative.shape).copy()))
        predictions.append(imnet(state, torch.cat(inputs, -1)).numpy())
    return predictions


def render(state, feat, size, cell=None, **switches):
    """The picture in [0, 1], (rows, cols, 3), of `size` (width, height) over the whole image."""
    cols, rows = size
    coord = np.stack(np.meshgrid(centres(rows), centres(cols), indexing="ij"), -1).reshape(-1, 2)
    rgb = query(state, feat, coord, (2 / rows, 2 / cols) if cell is None else cell, **switches)
    return np.clip(rgb[:, :3] * 0.5 + 0.5, 0, 1).reshape(rows, cols, 3)
