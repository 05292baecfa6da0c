"""A decoder's weights in bfloat16, whose 8 digits would be seen if each weight were rounded by itself.

Each is rounded so that the sums err least on what the decoder meets: GPTQ (arXiv 2210.17323, algorithm 1), with the queries of a
picture of noise that has a photograph's spectrum.
"""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from viewer.models.liif import LIIF

SIDE = 32  # pixels of the picture
CELL = 0.5  # latents: as at zoom 4
DAMPING = 0.01  # of the inputs' mean square, added to each
SPECTRUM = 1.2  # the power of frequency by which its amplitude falls
CONTRAST, COLOURED = 0.5, 0.3  # standard deviation of its grey, black being -1 and white 1; of its colours, in those

_KNOWN: "WeakKeyDictionary[LIIF, list[Tensor]]" = WeakKeyDictionary()  # networks are shared between fields


def rounded_weights(model: LIIF) -> list[Tensor]:
    """Of the decoder's hidden layers after the first, (out, in) bfloat16 each."""
    if model not in _KNOWN:
        layers = hidden_layers(model)[:-1]
        with torch.inference_mode():
            inputs = _inputs(model, layers)
            _KNOWN[model] = [rounded(layer.weight, x) for layer, x in zip(layers, inputs, strict=True)]
    return _KNOWN[model]


def hidden_layers(model: LIIF) -> list[nn.Linear]:
    """The decoder's layers after the first."""
    assert model.imnet is not None
    return [layer for layer in list(model.imnet.layers)[1:] if isinstance(layer, nn.Linear)]


def rounded(weight: Tensor, inputs: Tensor) -> Tensor:
    """`weight` (out, in) in bfloat16, so that its products with `inputs` (n, in) are next to what they were.

    One input after another is rounded; what that errs by, the weights of those still to come make up for as well as they can.
    """
    inputs = inputs.double()
    alike = inputs.T @ inputs / len(inputs)
    alike.diagonal().add_(DAMPING * alike.diagonal().mean() + torch.finfo(torch.double).tiny)
    inverse = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(alike)), upper=True)
    left, out = weight.double().clone(), torch.empty_like(weight, dtype=torch.bfloat16)
    for k in range(weight.shape[1]):
        out[:, k] = left[:, k]
        error = (left[:, k] - out[:, k]) / inverse[k, k]
        left[:, k:] -= error[:, None] * inverse[k, k:]
    return out


def _inputs(model: LIIF, layers: Sequence[nn.Linear]) -> list[Tensor]:
    """What each of the layers is given, (queries, in), in queries around each latent of the picture."""
    generator = torch.Generator().manual_seed(0)
    first = model.first_layer()
    latents = model.fold(model.encode(_noise(generator).to(first.bias.device)))[0].flatten(1).T
    places = (torch.rand(4, len(latents), 2, generator=generator) * 4 - 2).to(first.bias.device)
    sums = latents + places @ first.coord.T + first.bias
    if first.cell is not None:
        sums = sums + first.cell.sum(1) * CELL
    given, inputs = sums.relu().flatten(0, 1), []
    for layer in layers:
        inputs.append(given)
        given = layer(given).relu()
    return inputs


def _noise(generator: torch.Generator) -> Tensor:
    """The picture, (1, 3, SIDE, SIDE) in [-1, 1]."""
    frequency = torch.hypot(torch.fft.fftfreq(SIDE)[:, None], torch.fft.rfftfreq(SIDE)[None])
    frequency[0, 0] = 1 / SIDE
    white = torch.randn(4, SIDE, SIDE, generator=generator)
    noise = torch.fft.irfft2(torch.fft.rfft2(white) / frequency**SPECTRUM, s=(SIDE, SIDE))
    noise = noise / noise.std()
    return (CONTRAST * (noise[:1] + COLOURED * noise[1:])).clamp(-1, 1)[None]
