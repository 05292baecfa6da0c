"""Each loss is the number worked out by hand, has the gradient it should, and does not see what it must not."""

import pytest
import torch

from viewer.training.losses import (
    PIXEL,
    charbonnier,
    feature_loss,
    gram,
    l1,
    l2,
    masked,
    style_loss,
    total_variation,
    weighted,
)

A = torch.tensor([[[[1.0, 2.0], [3.0, 5.0]], [[0.0, 1.0], [1.0, 0.0]]]], dtype=torch.float64)  # (1, 2, 2, 2)
B = torch.tensor([[[[1.0, 0.0], [3.0, 2.0]], [[0.0, 1.0], [0.0, 0.0]]]], dtype=torch.float64)


def test_values_worked_out_by_hand():
    assert float(l1(A, B)) == (2 + 3 + 1) / 8
    assert float(l2(A, B)) == (4 + 9 + 1) / 8
    eps = 1e-3
    expected = ((4 + eps**2) ** 0.5 + (9 + eps**2) ** 0.5 + (1 + eps**2) ** 0.5 + 5 * eps) / 8 - eps
    assert float(charbonnier(A, B)) == pytest.approx(expected, abs=1e-12)
    # Psi = [[1, 2, 3, 5], [0, 1, 1, 0]], over C h w = 8
    torch.testing.assert_close(gram(A)[0], torch.tensor([[39.0, 5.0], [5.0, 2.0]], dtype=torch.float64) / 8)
    # of B: [[1, 0, 3, 2], [0, 1, 0, 0]] -> [[14, 0], [0, 1]] / 8
    assert float(style_loss({"x": A}, {"x": gram(B)})) == pytest.approx((25**2 + 2 * 5**2 + 1) / 64)
    assert float(feature_loss({"x": A, "y": B}, {"x": B, "y": B})) == pytest.approx(14 / 8)
    # of A: 2 - 1 and 3 - 1; 1 - 0 and 1 - 0
    assert float(total_variation(A)) == (1 + 4 + 1 + 1) / 2
    assert float(total_variation(torch.cat((A, A)))) == (1 + 4 + 1 + 1) / 2
    hole = torch.tensor([[[[0.0, 1.0], [0.0, 0.0]]]], dtype=torch.float64)
    assert float(masked(l1, A, B, hole)) == 2 / 8
    assert float(masked(l2, A, B, 1 - hole)) == (9 + 1) / 8
    parts = {"pixel": torch.tensor(2.0), "tv": torch.tensor(10.0), "style": torch.tensor(5.0)}
    assert float(weighted(parts, {"pixel": 1, "tv": 0.5, "style": 0})) == 7


LOSSES = [
    *PIXEL.values(), lambda a, b: style_loss({"x": a}, {"x": gram(b)}), lambda a, b: feature_loss({"x": a}, {"x": b}),
    lambda a, b: total_variation(a - b),
]  # fmt: skip


@pytest.mark.parametrize("loss", LOSSES)
def test_gradients(loss):
    torch.manual_seed(0)
    made, truth = (torch.rand(2, 3, 4, 5, dtype=torch.float64) for _ in range(2))
    made.requires_grad_()
    value = loss(made, truth)
    (gradient,) = torch.autograd.grad(value, made)
    direction = torch.randn_like(made)
    step = 1e-4
    with torch.no_grad():
        slope = (loss(made + step * direction, truth) - loss(made - step * direction, truth)) / (2 * step)
    assert float((gradient * direction).sum()) == pytest.approx(float(slope), rel=2e-3, abs=1e-6)


@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last])
def test_the_slope_of_a_gram_matrix_is_right_entry_by_entry_however_features_lie(layout):
    torch.manual_seed(0)
    features = torch.rand(2, 3, 2, 3, dtype=torch.float64).contiguous(memory_format=layout).requires_grad_()
    assert torch.autograd.gradcheck(gram, features)


def test_what_they_do_not_see():
    torch.manual_seed(0)
    features = torch.rand(2, 6, 5, 7)
    shuffled = features.flatten(2)[..., torch.randperm(35)].view_as(features)
    torch.testing.assert_close(gram(shuffled), gram(features))
    assert float(style_loss({"x": shuffled}, {"x": gram(features)})) < 1e-9
    assert float(feature_loss({"x": features}, {"x": features})) == 0
    assert float(feature_loss({"x": shuffled}, {"x": features})) > 0.01
    larger = features.repeat(1, 1, 2, 3)  # a Gram matrix knows no size
    torch.testing.assert_close(gram(larger), gram(features))
    assert float(total_variation(features + 3)) == pytest.approx(float(total_variation(features)), rel=1e-4)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_half_precision_single_pictures_and_any_shape(dtype):
    made, truth = (torch.rand(1, 3, 9, 4).to(dtype) for _ in range(2))
    losses = [*(loss(made, truth) for loss in PIXEL.values()), style_loss({"x": made}, {"x": gram(truth)}),
              feature_loss({"x": made}, {"x": truth}), total_variation(made)]  # fmt: skip
    assert all(loss.ndim == 0 and torch.isfinite(loss) for loss in losses)
