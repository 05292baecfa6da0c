"""A larger LIIF that begins where a smaller one ended: the same function, with room to learn (Net2Net, arXiv 1511.05641).

New channels and neurons keep their random weights, so that they differ from one another, but nothing old listens to them yet;
new residual blocks add nothing, new layers of the decoder pass on what they are given.
"""

from contextlib import suppress

import torch
from torch import Tensor, nn

from viewer.models.blind import AwareBlock, AwareEDSR
from viewer.models.edsr import EDSR, ResBlock
from viewer.models.heat import Heat
from viewer.models.liif import LIIF


def grow(small: LIIF | Heat, large: LIIF | Heat) -> bool:
    """Give `large`, as initialised, the function of `small`, or its encoder alone if the decoder does not fit; whether it did.

    ValueError if the encoder cannot hold the smaller one: those of EDSR alone can grow.
    """
    if isinstance(large, Heat):
        with torch.no_grad():
            return _grow_heat(small, large)
    if isinstance(small, Heat):
        with torch.no_grad():
            _grow_encoder(small.encoder, large.encoder)
            return False
    options = ("local_ensemble", "feat_unfold", "cell_decode")
    if any(getattr(small, option) != getattr(large, option) for option in options):
        raise ValueError(f"{', '.join(options)} must be the same")
    with torch.no_grad():
        _grow_encoder(small.encoder, large.encoder)
        return _grow_decoder(small, large)


def _grow_heat(small: LIIF | Heat, large: Heat) -> bool:
    """A Heat's head takes over the layers of another that fit; of a LIIF the first, which hears 3x3 latents there, too."""
    _grow_encoder(small.encoder, large.encoder)
    if isinstance(small, Heat):
        own = large.state_dict()
        same = {key: value for key, value in small.state_dict().items() if key in own and own[key].shape == value.shape}
        large.load_state_dict(own | same)
        return len(same) == len(own)
    if small.imnet is not None and small.feat_unfold and len(large.head) > 1:
        first = small.first_layer()
        layer = nn.Conv2d(first.features.shape[1], first.features.shape[0], 3)
        layer.load_state_dict({"weight": first.features, "bias": first.bias})
        with suppress(ValueError):  # a narrower one begins anew
            _embed(layer, large.head[0])
    return False


def _grow_encoder(small: nn.Module, large: nn.Module) -> None:
    if not (isinstance(small, EDSR) and isinstance(large, EDSR)):
        raise ValueError("only EDSR encoders can grow")
    if isinstance(small, AwareEDSR) and not (isinstance(large, AwareEDSR) and small.out_dim == large.out_dim):
        raise ValueError("what knows of degradations cannot grow wider, or forget them")
    old_blocks, blocks = ([block for block in encoder.body if isinstance(block, ResBlock)] for encoder in (small, large))
    if len(old_blocks) > len(blocks) or len({block.res_scale for block in (*old_blocks, *blocks)}) > 1:
        raise ValueError("the encoder has fewer blocks, or scales them otherwise")
    _embed(small.head[0], large.head[0])
    for old, new in zip(old_blocks, blocks, strict=False):
        for conv, bigger in ((old.body[0], new.body[0]), (old.body[2], new.body[2])):
            _embed(conv, bigger)
        if isinstance(new, AwareBlock) and isinstance(old, AwareBlock):
            new.aware.load_state_dict(old.aware.state_dict())
        elif isinstance(new, AwareBlock):
            second = new.body[2]
            assert isinstance(second, nn.Conv2d)
            second.weight.mul_(2)  # of what a new degradation-aware convolution passes on half
    for block in blocks[len(old_blocks) :]:
        _embed(_silent(nn.Conv2d(small.out_dim, small.out_dim, 3)), block.body[2])
    _embed(small.body[-1], large.body[-1])


def _silent(layer: nn.Conv2d) -> nn.Conv2d:
    for parameter in layer.parameters():
        parameter.zero_()
    return layer


def _grow_decoder(small: LIIF, large: LIIF) -> bool:
    if small.imnet is None or large.imnet is None:
        return False
    layers, larger = ([layer for layer in imnet.layers if isinstance(layer, nn.Linear)] for imnet in (small.imnet, large.imnet))
    needed, widths = ([layer.out_features for layer in decoder[:-1]] for decoder in (layers, larger))
    if not needed or len(needed) > len(widths):
        return False
    needed += needed[-1:] * (len(widths) - len(needed))
    if any(a > b for a, b in zip(needed, widths, strict=True)):
        return False
    (first, *old, old_last), (new_first, *new, new_last) = layers, larger
    unfolded, others = large.encoder.out_dim * 9 if large.feat_unfold else large.encoder.out_dim, 2 + 2 * large.cell_decode
    features = torch.arange(first.in_features - others)  # of each channel its nine neighbours, one channel after another
    _embed(first, new_first, torch.cat((features, unfolded + torch.arange(others))))
    width = first.out_features
    for layer, bigger in zip(old, new, strict=False):
        _embed(layer, bigger)
        width = layer.out_features
    for bigger in new[len(old) :]:  # what comes out of a ReLU passes through another unchanged
        identity = nn.Linear(width, width)
        identity.weight.copy_(torch.eye(width))
        identity.bias.zero_()
        _embed(identity, bigger)
    _embed(old_last, new_last)
    return True


def _embed(old: nn.Module, new: nn.Module, columns: Tensor | None = None) -> None:
    """Put a layer into a larger one: as many of its first outputs, which listen to as many of its first inputs, or `columns`."""
    assert isinstance(old.weight, Tensor) and isinstance(new.weight, Tensor)
    assert isinstance(old.bias, Tensor) and isinstance(new.bias, Tensor)
    rows, inputs = old.weight.shape[:2]
    if rows > new.weight.shape[0] or inputs > new.weight.shape[1]:
        raise ValueError("a layer is narrower")
    new.weight[:rows] = 0
    new.weight[:rows, columns if columns is not None else slice(inputs)] = old.weight
    new.bias[:rows] = old.bias
