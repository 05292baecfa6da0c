"""The loss computed part by part, and its gradients, are those autograd gives for the whole."""

import pytest
import torch

from viewer.models.liif import LIIF
from viewer.training import decoding
from viewer.training.losses import PIXEL

ENCODER = {"name": "edsr-baseline", "args": {"no_upsampling": True, "n_resblocks": 2, "n_feats": 16}}


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("distance", [*PIXEL, "neighbours"])
@pytest.mark.parametrize("switches", [{}, {"cell_decode": False, "feat_unfold": False}])
def test_loss_and_gradients_are_those_of_the_whole(monkeypatch, threads, distance, switches):
    torch.manual_seed(0)
    torch.set_num_threads(threads)
    monkeypatch.setattr(decoding, "PART", 1 << 14)  # 16 queries: parts that do not divide 70 evenly
    model = LIIF(ENCODER, {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [32, 24]}}, **switches).double()
    weights = [p for p in model.parameters() if p.requires_grad]
    image, coord = (torch.rand(shape).double() * 2 - 1 for shape in ((3, 3, 9, 7), (3, 70, 2)))
    cell, rgb = torch.rand(3, 70, 2).double(), torch.rand(3, 70, 3).double()
    folded = model.fold(model.encode(image))
    if distance == "neighbours":  # a loss that sees more than single pixels

        def compare(colours):
            return ((colours - rgb)[:, 1:] * colours[:, :-1]).square().mean()

        expected, loss = compare(model(image, coord, cell)), compare(decoding.decoded(model, folded, coord, cell))
    else:
        expected = PIXEL[distance](model(image, coord, cell), rgb)
        loss = decoding.decoding_loss(model, folded, coord, cell, rgb, distance)
    assert loss.item() == pytest.approx(expected.item(), abs=1e-12)
    for ours, whole in zip(*(torch.autograd.grad(value * 3, weights) for value in (loss, expected)), strict=True):
        assert torch.allclose(ours, whole, rtol=0, atol=1e-12)
        assert whole.abs().max() > 1e-4
