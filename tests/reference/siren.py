"""A SIREN by its formulas, one point at a time, in float64: values, gradient and Laplacian from the chain rule on paper.

It reads weights in the notebook's or the scripts' layout, and shares no code with the program.
"""

import math


def layers_of(state):
    """[(weight, bias, is_sine)] as lists of Python numbers."""
    layers = []
    for k in range(100):
        for name, is_sine in ((f"net.{k}.linear", True), (f"net.{k}", False), (f"net.net.{k}.0", None)):
            if f"{name}.weight" in state:
                layers.append([state[f"{name}.weight"].tolist(), state[f"{name}.bias"].tolist(), is_sine])
    for layer in layers:  # of the scripts all but the last
        if layer[2] is None:
            layer[2] = layer is not layers[-1]
    return layers


def coordinate(position, n, aligned):
    """A position in source pixels, pixel i having its centre at i + 0.5, in the network's coordinates."""
    return -1 + 2 * (position - 0.5) / max(n - 1, 1) if aligned else -1 + 2 * position / n


def at(state, y, x, omega0=30.0, hidden_omega0=30.0):
    """(values, gradient [(dy, dx) by channel], Laplacian by channel) at network coordinates."""
    h = [y, x]
    d = [[1.0, 0.0], [0.0, 1.0]]  # d[k][j]: of unit k along axis j
    dd = [[0.0, 0.0], [0.0, 0.0]]
    for k, (weight, bias, is_sine) in enumerate(layers_of(state)):
        omega = (omega0 if k == 0 else hidden_omega0) if is_sine else 1.0
        a = [omega * (sum(w * v for w, v in zip(row, h, strict=True)) + b) for row, b in zip(weight, bias, strict=True)]
        da = [[omega * sum(w * v[j] for w, v in zip(row, d, strict=True)) for j in (0, 1)] for row in weight]
        dda = [[omega * sum(w * v[j] for w, v in zip(row, dd, strict=True)) for j in (0, 1)] for row in weight]
        if not is_sine:
            h, d, dd = a, da, dda
            continue
        h = [math.sin(v) for v in a]
        d = [[math.cos(v) * part for part in parts] for v, parts in zip(a, da, strict=True)]
        dd = [
            [math.cos(v) * second - math.sin(v) * slope**2 for second, slope in zip(seconds, slopes, strict=True)]
            for v, seconds, slopes in zip(a, dda, da, strict=True)
        ]
    return h, [tuple(v) for v in d], [sum(v) for v in dd]
