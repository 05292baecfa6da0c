"""DASR computes what its paper and official code do, by its official names; MoCo's step is the one worked out by hand."""

import copy

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from reference import dasr as naive

from viewer.models.dasr import DASR, DAConv, DegradationEncoder, scale_of
from viewer.models.moco import MoCo

ENCODER = {0: (64, 3), 3: (64, 64), 6: (128, 64), 9: (128, 128), 12: (256, 128), 15: (256, 256)}


def official_shapes(scale, learns=False):
    """Every key of the official module and its shape."""
    shapes = {"G.head.0.weight": (64, 3, 3, 3), "G.head.0.bias": (64,), "G.compress.0.weight": (64, 256)}
    for name in ("sub_mean", "add_mean"):
        shapes |= {f"G.{name}.weight": (3, 3, 1, 1), f"G.{name}.bias": (3,)}

    def conv(name, out=64, width=64, k=3):
        shapes.update({f"{name}.weight": (out, width, k, k), f"{name}.bias": (out,)})

    for g in range(5):
        for b in range(5):
            block = f"G.body.{g}.body.{b}"
            for i in (1, 2):
                da = f"{block}.da_conv{i}"
                shapes |= {f"{da}.kernel.0.weight": (64, 64), f"{da}.kernel.2.weight": (576, 64)}
                shapes |= {f"{da}.ca.conv_du.0.weight": (8, 64, 1, 1), f"{da}.ca.conv_du.2.weight": (64, 8, 1, 1)}
                conv(f"{da}.conv", k=1)
                conv(f"{block}.conv{i}")
        conv(f"G.body.{g}.body.5")
    conv("G.body.5")
    conv("G.tail.0.0", 576 if scale == 3 else 256)
    if scale == 4:
        conv("G.tail.0.2", 256)
    conv("G.tail.1", 3)
    for coder in ("q", "k") if learns else ("q",):
        for layer, (out, width) in ENCODER.items():
            conv(f"E.encoder_{coder}.E.{layer}", out, width)
            norm = f"E.encoder_{coder}.E.{layer + 1}"
            shapes |= {f"{norm}.{name}": (out,) for name in ("weight", "bias", "running_mean", "running_var")}
            shapes[f"{norm}.num_batches_tracked"] = ()
        for layer in (0, 2):
            shapes |= {f"E.encoder_{coder}.mlp.{layer}.weight": (256, 256), f"E.encoder_{coder}.mlp.{layer}.bias": (256,)}
    return shapes | ({"E.queue": (256, 8192), "E.queue_ptr": (1,)} if learns else {})


@pytest.mark.parametrize(("scale", "count", "parameters"), [(2, 469, 4_542_811), (3, 469, 4_727_451), (4, 471, 4_690_523)])
def test_names_shapes_and_sizes_are_the_official_ones(scale, count, parameters):
    model = DASR(scale)
    state = model.state_dict()
    assert {key: tuple(value.shape) for key, value in state.items()} == official_shapes(scale)
    assert len(state) == count
    assert sum(p.numel() for p in model.G.parameters()) == parameters
    assert sum(p.numel() for p in model.E.parameters()) == 1_278_784
    assert scale_of(state) == scale
    learning = DASR(scale, learns=True).state_dict()
    assert {key: tuple(value.shape) for key, value in learning.items()} == official_shapes(scale, learns=True)


@pytest.fixture(scope="module", params=[2, 3, 4])
def trained(request):
    """A network of the paper's size whose statistics and biases are no longer those it began with."""
    torch.manual_seed(request.param)
    model = DASR(request.param).eval()
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if name.endswith(("running_mean", "bias")) and "_mean.bias" not in name:
                value.normal_(0, 0.2)
            elif name.endswith("running_var"):
                value.uniform_(0.5, 2000 if ".E.1." in name else 2)
            elif ".ca." in name or ".kernel." in name:
                value.mul_(2)
    return model


def test_it_computes_what_is_described(trained):
    image = torch.rand(1, 3, 7, 6) * 255
    state = {key: value.double().numpy() for key, value in trained.state_dict().items()}
    code, projected = naive.encode(state, image[0].double().numpy())
    with torch.no_grad():
        given, seen = trained.E.encoder_q(image)
        np.testing.assert_allclose(given[0], code, atol=1e-5 * np.abs(code).max())
        np.testing.assert_allclose(seen[0], projected, atol=1e-5 * np.abs(projected).max())
        expected = naive.resolve(state, image[0].double().numpy(), code, trained.scale)
        made = trained(image)[0]
    assert made.shape == (3, 7 * trained.scale, 6 * trained.scale)
    np.testing.assert_allclose(made, expected, atol=1e-5 * np.abs(expected).max())


def test_a_batch_gives_what_each_picture_gives_alone(trained):
    torch.manual_seed(0)
    images = torch.rand(3, 3, 9, 8) * 255
    with torch.no_grad():
        together = trained(images)
        alone = torch.cat([trained(image[None]) for image in images])
    torch.testing.assert_close(together, alone, rtol=0, atol=1e-3)


def test_convolutions_without_a_code_know_no_degradation():
    """Whatever the picture, equal codes are equal kernels: swapping the codes of two pictures swaps what becomes of them."""
    torch.manual_seed(0)
    layer = DAConv(8, 8)
    x, codes = torch.rand(1, 8, 5, 5).expand(2, -1, -1, -1), torch.rand(2, 8)
    a, b = layer(x, codes), layer(x, codes.flip(0))
    torch.testing.assert_close(a, b.flip(0))
    assert (a[0] - a[1]).abs().max() > 1e-3


def test_a_step_of_moco_is_the_one_worked_out_by_hand():
    torch.manual_seed(0)
    moco = MoCo(DegradationEncoder(), size=6, momentum=0.9, temperature=0.5).train()
    with torch.no_grad():
        for parameter in moco.encoder_q.parameters():  # as after a step of the optimiser
            parameter.add_(0.01 * torch.randn_like(parameter))
    moco.queue_ptr[0] = 4
    before = {key: value.clone() for key, value in moco.state_dict().items()}
    query, key = torch.rand(2, 3, 8, 8) * 255, torch.rand(2, 3, 8, 8) * 255
    _, logits = moco(query, key)

    moved = {
        name: 0.9 * before[f"encoder_k.{name}"] + 0.1 * before[f"encoder_q.{name}"]
        for name, _ in moco.encoder_q.named_parameters()
    }
    for name, parameter in moco.encoder_k.named_parameters():
        torch.testing.assert_close(parameter, moved[name])
    with torch.no_grad():  # in training both normalise by the batch; statistics run on, but do not matter here
        q, k = (coder(crops)[1].double().numpy() for coder, crops in ((moco.encoder_q, query), (moco.encoder_k, key)))
    q, k = (vectors / np.sqrt((vectors**2).sum(1, keepdims=True)) for vectors in (q, k))
    queue = before["queue"].double().numpy()
    for i in range(2):
        expected = [q[i] @ k[i] / 0.5] + [q[i] @ queue[:, j] / 0.5 for j in range(6)]
        np.testing.assert_allclose(logits[i].detach(), expected, rtol=1e-4, atol=1e-5)
    after = queue.copy()
    after[:, 4:6] = k.T
    np.testing.assert_allclose(moco.queue, after, atol=1e-5)
    assert int(moco.queue_ptr) == 0  # it has come round
    logits.sum().backward()
    assert all(parameter.grad is None for parameter in moco.encoder_k.parameters())
    assert moco.encoder_q.E[0].weight.grad.abs().max() > 0
    with pytest.raises(ValueError, match="4 at a time"):
        moco(torch.rand(4, 3, 8, 8), torch.rand(4, 3, 8, 8))


def test_running_statistics_of_the_key_encoder_are_its_own():
    torch.manual_seed(0)
    moco = MoCo(DegradationEncoder(), size=4).train()
    moco(torch.rand(2, 3, 8, 8) * 255, torch.rand(2, 3, 8, 8) * 20)
    a, b = (coder.E[1].running_mean for coder in (moco.encoder_q, moco.encoder_k))
    assert (a - b).abs().max() > 0.1


def test_keys_of_the_same_batch_can_count_among_those_a_query_is_told_from():
    torch.manual_seed(0)
    moco = MoCo(DegradationEncoder(), size=6, momentum=0.9, temperature=0.5, among_batch=True).train()
    query, key = torch.rand(3, 3, 8, 8) * 255, torch.rand(3, 3, 8, 8) * 255
    queue = moco.queue.clone()
    q = F.normalize(copy.deepcopy(moco.encoder_q)(query)[1], dim=1)
    k = F.normalize(copy.deepcopy(moco.encoder_k)(key)[1], dim=1)
    _, logits = moco(query, key)
    assert logits.shape == (3, 1 + 3 + 6)
    torch.testing.assert_close(logits[:, 0], (q * k).sum(1) / 0.5)
    torch.testing.assert_close(logits[:, 4:], q @ queue / 0.5)
    for i in range(3):
        for j in range(3):
            expected = torch.tensor(-torch.inf) if i == j else q[i] @ k[j] / 0.5  # its own is the first already
            torch.testing.assert_close(logits[i, 1 + j], expected)
