"""Weights of a decoder in bfloat16."""

import torch
from nets import small_liif

from viewer.fields.rounding import rounded, rounded_weights


def products_and_truth(units=48, queries=4000):
    """Inputs that have much in common, as those of a decoder's layers have, and weights for them."""
    generator = torch.Generator().manual_seed(1)
    common = torch.randn(queries, 6, generator=generator) @ torch.randn(6, units, generator=generator)
    inputs = (common + 0.3 * torch.randn(queries, units, generator=generator)).relu()
    return inputs, torch.randn(32, units, generator=generator) / units**0.5


def error(weight, inputs, truth):
    return ((weight.double() - truth.double()) @ inputs.double().T).square().mean().sqrt()


def test_weights_rounded_together_err_less_than_each_by_itself():
    inputs, weight = products_and_truth()
    seen, unseen = inputs[:2000], inputs[2000:]
    together = rounded(weight, seen)
    assert together.dtype == torch.bfloat16
    assert error(together, unseen, weight) < error(weight.bfloat16(), unseen, weight) / 1.8


def test_a_rounded_weight_stays_near_its_own():
    """Else queries unlike all that were looked at would suffer."""
    inputs, weight = products_and_truth()
    assert (rounded(weight, inputs).float() - weight).abs().max() < 0.02 * weight.abs().max()


def test_inputs_that_are_always_0_do_no_harm():
    inputs, weight = products_and_truth()
    inputs[:, [0, 5, 47]] = 0
    some = rounded(weight, inputs).float()
    assert some.isfinite().all()
    torch.testing.assert_close(some[:, [0, 5, 47]], weight[:, [0, 5, 47]], rtol=0.01, atol=1e-3)
    assert rounded(weight, torch.zeros_like(inputs)).isfinite().all()


def test_a_network_is_rounded_once_and_always_alike():
    model, again = small_liif()[0], small_liif()[0]
    weights = rounded_weights(model)
    assert rounded_weights(model) is weights
    for weight, same in zip(weights, rounded_weights(again), strict=True):
        assert torch.equal(weight, same)
