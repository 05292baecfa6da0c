"""The transformation network is that of pytorch/examples: its numbers, its keys, its files, at any size."""

import numpy as np
import pytest
import torch
from reference import transformation as naive

from viewer.errors import UserError
from viewer.models import checkpoint
from viewer.models.transformation import TransformationNet


def made(width=4, seed=0):
    torch.manual_seed(seed)
    net = TransformationNet(width)
    with torch.no_grad():
        for name, parameter in net.named_parameters():  # normalisation begins with ones and zeros
            if "in" in name.split(".")[-2]:
                parameter.add_(torch.randn_like(parameter) * 0.3)
        net.deconv3.conv2d.weight.mul_(60)  # to colours of 0 to 255
        net.deconv3.conv2d.bias.add_(128)
    return net.eval()


def naively(net, x):
    state = {key: value.detach().double().numpy() for key, value in net.state_dict().items()}
    return naive.forward(state, x.double().numpy())


@pytest.mark.parametrize("size", [(16, 24), (32, 20)])
def test_it_computes_what_its_description_says(size):
    net, x = made(), 255 * torch.rand(2, 3, *size)
    with torch.no_grad():
        computed = net(x.contiguous(memory_format=torch.channels_last))
        exact = net.double()(x.double())
    for single, double, given in zip(computed, exact, x, strict=True):  # each picture has statistics of its own
        truth = naively(net, given)
        assert np.ptp(truth) > 100
        np.testing.assert_allclose(double, truth, rtol=0, atol=1e-9)
        np.testing.assert_allclose(single, truth, rtol=0, atol=1e-5 * 255)


def test_its_keys_and_parameters_are_those_of_the_published_files():
    state = TransformationNet().state_dict()
    parts = ("weight", "bias")
    expected = {f"conv{i}.conv2d.{part}" for i in (1, 2, 3) for part in parts}
    expected |= {f"deconv{i}.conv2d.{part}" for i in (1, 2, 3) for part in parts} | {
        f"in{i}.{p}" for i in range(1, 6) for p in parts
    }
    expected |= {f"res{i}.conv{j}.conv2d.{part}" for i in range(1, 6) for j in (1, 2) for part in parts}
    expected |= {f"res{i}.in{j}.{part}" for i in range(1, 6) for j in (1, 2) for part in parts}
    assert set(state) == expected and len(state) == 62
    assert sum(value.numel() for value in state.values()) == 1_679_235
    assert state["conv1.conv2d.weight"].shape == (32, 3, 9, 9) and state["deconv1.conv2d.weight"].shape == (64, 128, 3, 3)
    assert sum(value.numel() for value in TransformationNet(16).state_dict().values()) < 1_679_235 / 3.5


@pytest.mark.parametrize("size", [(16, 16), (17, 22), (1, 1), (3, 50), (9, 6)])
def test_any_size_comes_back_as_it_was_given(size):
    net, picture = made(), torch.rand(1, 3, *size)
    out = net.restyle(picture)
    assert out.shape == picture.shape and float(out.min()) >= 0 and float(out.max()) <= 1
    if size == (16, 16):
        np.testing.assert_allclose(out[0], np.clip(naively(net, 255 * picture[0]) / 255, 0, 1), atol=1e-5)
    half = net.restyle(picture, torch.bfloat16)
    assert half.dtype == torch.float32 and float((half - out).abs().mean()) < 0.03


def test_statistics_are_those_of_the_whole_picture():
    net = made()
    picture = torch.cat((torch.rand(1, 3, 16, 32), torch.zeros(1, 3, 16, 32)), 3)
    alone = net.restyle(picture[..., :32])
    assert float((net.restyle(picture)[..., :16] - alone[..., :16]).abs().max()) > 0.02


@pytest.mark.parametrize("width", [32, 8])
def test_published_files_load_with_or_without_running_statistics(tmp_path, width):
    state = made(width).state_dict()
    old = state | {"in1.running_mean": torch.zeros(width), "res3.in2.running_var": torch.ones(4 * width)}
    for name, content in (("new", state), ("old", old)):
        torch.save(content, tmp_path / f"{name}.pth")
        loaded = checkpoint.load(tmp_path / f"{name}.pth")
        assert loaded.kind == "style" and loaded.args == {"width": width}
        network = checkpoint.build(loaded)
        assert all(torch.equal(value, state[key]) for key, value in network.state_dict().items())
    checkpoint.save(loaded, tmp_path / "ours.safetensors")
    assert isinstance(checkpoint.build(checkpoint.load(tmp_path / "ours.safetensors")), TransformationNet)


def test_a_file_that_lacks_a_layer_is_told_in_a_sentence(tmp_path):
    state = TransformationNet(4).state_dict()
    del state["res2.in1.bias"]
    torch.save(state, tmp_path / "part.pth")
    with pytest.raises(UserError, match=r"part\.pth does not describe a STYLE network: .*res2\.in1\.bias"):
        checkpoint.build(checkpoint.load(tmp_path / "part.pth"), "part.pth")
