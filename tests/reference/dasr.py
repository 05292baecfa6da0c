"""DASR by its description, in float64 numpy from a state dict alone; nothing shared with the program."""

import numpy as np


def leaky(x):
    return np.where(x > 0, x, 0.1 * x)


def convolve(x, weight, bias=None, stride=1):
    """(C, H, W) with (O, C, k, k), zeros beyond the borders."""
    k = weight.shape[-1]
    p = (k - 1) // 2
    x = np.pad(x, ((0, 0), (p, p), (p, p)))
    height, width = (x.shape[1] - k) // stride + 1, (x.shape[2] - k) // stride + 1
    out = np.zeros((len(weight), height, width))
    for i in range(k):
        for j in range(k):
            seen = x[:, i : i + stride * height : stride, j : j + stride * width : stride][:, :height, :width]
            out += np.einsum("oc,chw->ohw", weight[:, :, i, j], seen)
    return out if bias is None else out + bias[:, None, None]


def encode(state, image, prefix="E.encoder_q."):
    """(3, H, W) -> the representation, and its projection, by running statistics."""
    x = image
    for layer, stride in ((0, 1), (3, 1), (6, 2), (9, 1), (12, 2), (15, 1)):
        x = convolve(x, state[f"{prefix}E.{layer}.weight"], state[f"{prefix}E.{layer}.bias"], stride)
        norm = {name: state[f"{prefix}E.{layer + 1}.{name}"] for name in ("weight", "bias", "running_mean", "running_var")}
        gain = norm["weight"] / np.sqrt(norm["running_var"] + 1e-5)
        x = leaky((x - norm["running_mean"][:, None, None]) * gain[:, None, None] + norm["bias"][:, None, None])
    code = x.mean((1, 2))
    hidden = leaky(state[f"{prefix}mlp.0.weight"] @ code + state[f"{prefix}mlp.0.bias"])
    return code, state[f"{prefix}mlp.2.weight"] @ hidden + state[f"{prefix}mlp.2.bias"]


def aware(state, name, f, v):
    kernels = (state[f"{name}.kernel.2.weight"] @ leaky(state[f"{name}.kernel.0.weight"] @ v)).reshape(len(f), 3, 3)
    filtered = np.stack([convolve(f[c][None], kernels[c][None, None])[0] for c in range(len(f))])
    gains = state[f"{name}.ca.conv_du.2.weight"][..., 0, 0] @ leaky(state[f"{name}.ca.conv_du.0.weight"][..., 0, 0] @ v)
    mixed = convolve(leaky(filtered), state[f"{name}.conv.weight"], state[f"{name}.conv.bias"])
    return mixed + f * (1 / (1 + np.exp(-gains)))[:, None, None]


def shuffle(x, r):
    channels, height, width = len(x) // r**2, *x.shape[1:]
    out = np.zeros((channels, height * r, width * r))
    for c in range(channels):
        for i in range(r):
            for j in range(r):
                out[c, i::r, j::r] = x[c * r * r + i * r + j]
    return out


def resolve(state, image, code, scale, groups=5, blocks=5):
    """(3, H, W) in [0, 255] and its representation -> (3, scale H, scale W)."""

    def conv(name, x):
        return convolve(x, state[f"{name}.weight"], state[f"{name}.bias"])

    v = leaky(state["G.compress.0.weight"] @ code)
    h = conv("G.head.0", conv("G.sub_mean", image))
    r = h
    for g in range(groups):
        inner = r
        for b in range(blocks):
            name = f"G.body.{g}.body.{b}"
            a = leaky(aware(state, f"{name}.da_conv1", inner, v))
            a = leaky(conv(f"{name}.conv1", a))
            a = leaky(aware(state, f"{name}.da_conv2", a, v))
            inner = conv(f"{name}.conv2", a) + inner
        r = conv(f"G.body.{g}.body.{blocks}", inner) + r
    r = conv(f"G.body.{groups}", r) + h
    for i, factor in enumerate({2: (2,), 3: (3,), 4: (2, 2)}[scale]):
        r = shuffle(conv(f"G.tail.0.{2 * i}", r), factor)
    return conv("G.add_mean", conv("G.tail.1", r))
