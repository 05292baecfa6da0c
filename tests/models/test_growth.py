"""Growing a network: the larger one begins with the function of the smaller, and everything in it can learn."""

import pytest
import torch

from viewer.models.growth import grow
from viewer.models.heat import Heat
from viewer.models.liif import LIIF


def liif(blocks=2, channels=8, hidden=(12, 10), encoder="edsr-baseline", seed=0, **switches):
    torch.manual_seed(seed)
    args = {"n_resblocks": blocks, "n_feats": channels} if encoder != "rdn" else {"G0": 8, "RDNconfig": "A"}
    decoder = {"name": "mlp", "args": {"out_dim": 3, "hidden_list": list(hidden)}}
    return LIIF({"name": encoder, "args": {"no_upsampling": True, **args}}, decoder, **switches)


def question(seed=1):
    generator = torch.Generator().manual_seed(seed)
    image = torch.rand(2, 3, 9, 11, generator=generator) * 2 - 1
    coord = torch.rand(2, 40, 2, generator=generator) * 2 - 1
    return image, coord, torch.full((2, 40, 2), 0.07)


@pytest.mark.parametrize("feat_unfold", [True, False])
@pytest.mark.parametrize("cell_decode", [True, False])
@pytest.mark.parametrize(
    "larger",
    [
        {},
        {"blocks": 5},
        {"channels": 13},
        {"hidden": (16, 14)},
        {"hidden": (12, 10, 10, 17)},
        {"blocks": 3, "channels": 9, "hidden": (20, 20, 20)},
    ],
)
def test_the_larger_network_begins_with_the_function_of_the_smaller(larger, feat_unfold, cell_decode):
    switches = {"feat_unfold": feat_unfold, "cell_decode": cell_decode}
    small, large = liif(**switches), liif(seed=5, **larger, **switches)
    before = large(*question())
    assert grow(small, large)
    truth = small(*question())
    assert (before - truth).abs().max() > 0.01
    torch.testing.assert_close(large(*question()), truth, rtol=0, atol=1e-6)


@pytest.mark.parametrize("hidden", [(11, 10), (12,), (12, 10, 9), ()])
def test_a_decoder_that_cannot_hold_the_smaller_one_begins_anew_behind_its_encoder(hidden):
    small, large = liif(), liif(channels=10, hidden=hidden, seed=5)
    before = [parameter.clone() for parameter in large.imnet.parameters()]
    assert not grow(small, large)
    assert all(torch.equal(old, new) for old, new in zip(before, large.imnet.parameters(), strict=True))
    image = question()[0]
    torch.testing.assert_close(large.encode(image)[:, :8], small.encode(image), rtol=0, atol=1e-6)


def test_what_is_new_learns_within_three_steps():
    small, large = liif(), liif(blocks=4, channels=12, hidden=(20, 20, 20), seed=5)
    grow(small, large)
    start = {name: parameter.detach().clone() for name, parameter in large.named_parameters() if parameter.requires_grad}
    optimiser = torch.optim.Adam([parameter for parameter in large.parameters() if parameter.requires_grad], lr=1e-3)
    for step in range(3):  # a new channel is first heard, then taught
        optimiser.zero_grad()
        large(*question(step)).square().mean().backward()
        optimiser.step()
    for name, parameter in large.named_parameters():
        if parameter.requires_grad:
            rows = (parameter.detach() != start[name]).flatten(1 if parameter.dim() > 1 else 0)
            assert rows.any(-1).double().mean() > 0.7, name  # some neurons of a random ReLU layer are never on


@pytest.mark.parametrize(
    ("small", "large", "reason"),
    [
        (liif(), liif(blocks=1), "fewer blocks"),
        (liif(), liif(channels=6), "narrower"),
        (liif(), liif(encoder="rdn"), "EDSR"),
        (liif(), liif(encoder="edsr"), "scales"),
        (liif(), liif(cell_decode=False), "cell_decode"),
    ],
)
def test_what_cannot_hold_the_smaller_network_is_refused(small, large, reason):
    with pytest.raises(ValueError, match=reason):
        grow(small, large)


def heat(frequencies=3, channels=8, blocks=2, hidden=(12,), seed=5):
    torch.manual_seed(seed)
    return Heat({"name": "edsr-baseline", "args": {"n_resblocks": blocks, "n_feats": channels}}, frequencies, hidden)


@pytest.mark.parametrize("larger", [{}, {"blocks": 4}, {"channels": 11, "hidden": (15, 9)}])
def test_a_heat_field_begins_with_the_encoder_and_first_layer_of_a_liif(larger):
    small, large = liif(), heat(**larger)
    assert not grow(small, large)
    image = question()[0]
    mine, truth = large.encoder(image), small.encode(image)
    torch.testing.assert_close(mine[:, :8], truth, rtol=0, atol=1e-6)
    first = small.fold(truth) + small.first_layer().bias[:, None, None]
    torch.testing.assert_close(large.head[0](mine)[:, :12], first, rtol=0, atol=1e-6)


def test_a_heat_field_with_a_narrower_head_takes_the_encoder_alone():
    small, large = liif(), heat(hidden=(7,))
    before = large.head[0].weight.clone()
    assert not grow(small, large)
    assert torch.equal(before, large.head[0].weight)


def test_a_heat_field_begins_where_another_of_its_shape_ended():
    small, large = heat(seed=1), heat(seed=2)
    torch.nn.init.normal_(small.head[-1].weight)
    assert grow(small, large)
    torch.testing.assert_close(large(*question()), small(*question()))
    other = heat(frequencies=4)
    assert not grow(small, other)
    assert torch.equal(other.head[0].weight, small.head[0].weight)
