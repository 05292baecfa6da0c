"""State dicts of LIIF by the keys and shapes of the official files, filled with random weights that do not fade."""

import math

import torch

RDN_CONFIGS = {"A": (20, 6, 32), "B": (16, 8, 64)}  # D, C, G


def edsr_shapes(n_feats=64, n_resblocks=16):
    shapes = {"encoder.head.0": (n_feats, 3, 3, 3), f"encoder.body.{n_resblocks}": (n_feats, n_feats, 3, 3)}
    for name in ("sub_mean", "add_mean"):
        shapes[f"encoder.{name}"] = (3, 3, 1, 1)
    for block in range(n_resblocks):
        for place in (0, 2):
            shapes[f"encoder.body.{block}.body.{place}"] = (n_feats, n_feats, 3, 3)
    return shapes


def rdn_shapes(G0=64, RDNconfig="B"):
    D, C, G = RDN_CONFIGS[RDNconfig]
    shapes = {
        "encoder.SFENet1": (G0, 3, 3, 3),
        "encoder.SFENet2": (G0, G0, 3, 3),
        "encoder.GFF.0": (G0, D * G0, 1, 1),
        "encoder.GFF.1": (G0, G0, 3, 3),
    }
    for d in range(D):
        for c in range(C):
            shapes[f"encoder.RDBs.{d}.convs.{c}.conv.0"] = (G, G0 + c * G, 3, 3)
        shapes[f"encoder.RDBs.{d}.LFF"] = (G0, G0 + C * G, 1, 1)
    return shapes


def imnet_shapes(channels, hidden=(256, 256, 256, 256), feat_unfold=True, cell_decode=True):
    widths = [channels * (9 if feat_unfold else 1) + (4 if cell_decode else 2), *hidden, 3]
    return {f"imnet.layers.{2 * i}": (widths[i + 1], widths[i]) for i in range(len(widths) - 1)}


def random_state(shapes, seed=0):
    """Weights and biases for layers of these shapes: pictures come out that are neither flat nor clamped."""
    generator = torch.Generator().manual_seed(seed)
    last = max((int(key.split(".")[2]) for key in shapes if key.startswith("imnet.")), default=None)
    state = {}
    for name, shape in shapes.items():
        gain = 2.0  # He: keeps the variance through a ReLU
        if name.endswith((".body.2", ".LFF")):
            gain = 0.1  # sixteen residuals add up
        if name == f"imnet.layers.{last}":
            gain = 0.04
        std = math.sqrt(gain / math.prod(shape[1:]))
        state[f"{name}.weight"] = torch.randn(shape, generator=generator) * std
        state[f"{name}.bias"] = torch.randn(shape[0], generator=generator) * 0.05
    return state
