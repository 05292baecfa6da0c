"""Deep Image Prior's hourglass by its description, in float64 numpy, step by step; nothing shared with the program."""

import numpy as np


def convolve(x, weight, bias, stride=1, mode="reflect"):
    """(C, H, W) with (O, C, k, k)."""
    k = weight.shape[-1]
    p = (k - 1) // 2
    if p:
        x = np.pad(x, ((0, 0), (p, p), (p, p)), mode={"reflection": "reflect", "zero": "constant"}[mode])
    height, width = (x.shape[1] - k) // stride + 1, (x.shape[2] - k) // stride + 1
    out = np.zeros((len(weight), height, width))
    for i in range(height):
        for j in range(width):
            patch = x[:, i * stride : i * stride + k, j * stride : j * stride + k]
            out[:, i, j] = (weight * patch).sum((1, 2, 3))
    return out + bias[:, None, None]


def normalise(x, weight, bias):
    mean, var = x.mean((1, 2), keepdims=True), x.var((1, 2), keepdims=True)
    return weight[:, None, None] * (x - mean) / np.sqrt(var + 1e-5) + bias[:, None, None]


def activate(x, act):
    return {
        "leaky": lambda: np.where(x > 0, x, 0.2 * x),
        "swish": lambda: x / (1 + np.exp(-x)),
        "elu": lambda: np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1),
        "none": lambda: x,
    }[act]()


def enlarge(x, how):
    if how == "nearest":
        return x.repeat(2, 1).repeat(2, 2)
    for axis in (1, 2):
        x = np.moveaxis(x, axis, 0)
        before, after = np.concatenate((x[:1], x[:-1])), np.concatenate((x[1:], x[-1:]))
        out = np.empty((2 * len(x), *x.shape[1:]))
        out[0::2], out[1::2] = 0.25 * before + 0.75 * x, 0.75 * x + 0.25 * after
        x = np.moveaxis(out, 0, axis)
    return x


def sinc_taps(factor, lobes):
    taps = []
    for i in range(1, 2 * lobes * factor + 1):
        d = abs(i + 0.5 - (2 * lobes * factor + 2) / 2) / factor
        taps.append(1.0 if d == 0 else lobes * np.sin(np.pi * d) * np.sin(np.pi * d / lobes) / (np.pi * d) ** 2)
    kernel = np.outer(taps, taps)
    return kernel / kernel.sum()


def shrink(x, factor, lobes=2):
    kernel = sinc_taps(factor, lobes)
    p = (len(kernel) - factor) // 2
    x = np.pad(x, ((0, 0), (p, p), (p, p)), mode="edge")
    height, width = (x.shape[1] - len(kernel)) // factor + 1, (x.shape[2] - len(kernel)) // factor + 1
    out = np.zeros((len(x), height, width))
    for i in range(height):
        for j in range(width):
            out[:, i, j] = (x[:, i * factor :, j * factor :][:, : len(kernel), : len(kernel)] * kernel).sum((1, 2))
    return out


def pooled(x, how):
    if how in ("avg", "max"):
        x = x[:, : x.shape[1] // 2 * 2, : x.shape[2] // 2 * 2]
        parts = np.stack([x[:, i::2, j::2] for i in (0, 1) for j in (0, 1)])
        return parts.mean(0) if how == "avg" else parts.max(0)
    return shrink(x, 2, int(how[-1]))


def crop(x, height, width):
    top, left = (x.shape[1] - height) // 2, (x.shape[2] - width) // 2
    return x[:, top : top + height, left : left + width]


def forward(state, shape, code):
    """The picture (C, H, W) of a code (depth, H, W), given weights by the program's names and its `Shape` as a dict."""

    def block(x, name, down=None):
        weights = [state[f"{name}.{part}"] for part in ("conv.weight", "conv.bias", "norm.weight", "norm.bias")]
        x = convolve(x, *weights[:2], stride=2 if down == "stride" else 1, mode=shape["padding"])
        if down not in (None, "stride"):
            x = pooled(x, down)
        return activate(normalise(x, *weights[2:]), shape["act"])

    def level(x, i, name):
        deep = block(x, f"{name}.shrink", shape["downsample"])
        deep = block(deep, f"{name}.deep")
        if i < len(shape["down"]) - 1:
            deep = level(deep, i + 1, f"{name}.inner")
        deep = enlarge(deep, shape["upsample"][i if len(shape["upsample"]) > 1 else 0])
        if shape["skip"][i]:
            side = block(x, f"{name}.skip")
            height, width = min(side.shape[1], deep.shape[1]), min(side.shape[2], deep.shape[2])
            deep = np.concatenate([crop(side, height, width), crop(deep, height, width)])
        deep = normalise(deep, state[f"{name}.norm.weight"], state[f"{name}.norm.bias"])
        out = block(deep, f"{name}.decode")
        return block(out, f"{name}.refine") if shape["one_by_one"] else out

    out = convolve(level(code, 0, "outer"), state["head.weight"], state["head.bias"], mode=shape["padding"])
    return 1 / (1 + np.exp(-out)) if shape["sigmoid"] else out
