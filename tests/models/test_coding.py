"""Weights in fewer bytes: what is lost, what is saved, and files that are not what they say."""

import json

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file

from viewer.errors import UserError
from viewer.models import checkpoint
from viewer.models.header import read_header
from viewer.models.siren import Siren


@pytest.fixture
def network():
    torch.manual_seed(0)
    return checkpoint.describe("siren", Siren((30, 20), hidden=128, layers=2), {"step": 3})


@pytest.mark.parametrize(("coding", "share", "error"), [("float32", 1.01, 0), ("float16", 0.52, 6e-4), ("int8", 0.28, 4.1e-3)])
def test_a_coded_file_is_smaller_and_holds_nearly_the_same(network, tmp_path, coding, share, error):
    checkpoint.save(network, tmp_path / "whole.safetensors")
    checkpoint.save(network, tmp_path / "coded.safetensors", coding)
    sizes = [(tmp_path / name).stat().st_size for name in ("coded.safetensors", "whole.safetensors")]
    assert sizes[0] <= share * sizes[1]
    back = checkpoint.load(tmp_path / "coded.safetensors")
    assert (back.kind, back.args, back.info) == (network.kind, network.args, network.info)
    for key, tensor in network.state.items():
        assert back.state[key].shape == tensor.shape and back.state[key].dtype == torch.float32
        assert float((back.state[key] - tensor).abs().max()) <= error * float(tensor.abs().max())
    assert checkpoint.build(back).size == (30, 20)


def test_an_eight_bit_level_is_the_nearest_of_its_row(network, tmp_path):
    key = "net.1.linear.weight"
    checkpoint.save(network, tmp_path / "coded.safetensors", "int8")
    back, weight = checkpoint.load(tmp_path / "coded.safetensors").state[key].numpy(), network.state[key].numpy()
    step = np.abs(weight).max(1, keepdims=True) / 127
    np.testing.assert_allclose(back, np.round(weight / step) * step, atol=1e-7)


@pytest.mark.parametrize("weight", [torch.zeros(3, 4), torch.full((2, 2), 5.0), torch.tensor([[1e-30, 0.0]])])
def test_rows_without_anything_in_them_are_kept(tmp_path, weight):
    state = {"weight": weight, "bias": torch.zeros(2)}
    checkpoint.save(checkpoint.Checkpoint("siren", {}, state), tmp_path / "coded.safetensors", "int8")
    back = checkpoint.load(tmp_path / "coded.safetensors").state["weight"]
    np.testing.assert_allclose(back, weight, rtol=1e-6, atol=1e-12)


def changed(path, **weights):
    """The file at `path` with other words about its weights."""
    with safe_open(path, "pt") as file:
        header = json.loads(file.metadata()["srview"])
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    header["weights"] |= weights
    save_file(tensors, path, {"srview": json.dumps(header)})


@pytest.mark.parametrize(
    "weights",
    [
        {"coding": "int2"},
        {"shapes": {"net.0.linear.weight": [128, 2]}},
        {"shapes": {"net.0.linear.weight": [10**7, 10**7]}},
        {"shapes": {"net.0.linear.weight": [-1, 2]}},
        {"shapes": {"net.0.linear.weight": "no"}},
        {"shapes": 7},
    ],
)
def test_a_header_that_does_not_fit_gives_one_sentence(network, tmp_path, weights):
    path = tmp_path / "coded.safetensors"
    checkpoint.save(network, path, "int8")
    changed(path, **weights)
    with pytest.raises(UserError, match=r"coded\.safetensors"):
        checkpoint.load(path)


def test_a_damaged_stream_gives_one_sentence(network, tmp_path):
    path = tmp_path / "coded.safetensors"
    checkpoint.save(network, path, "int8")
    content = bytearray(path.read_bytes())
    content[-2000:-1000] = bytes(1000)
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"coded\.safetensors"):
        checkpoint.build(checkpoint.load(path))


def test_what_a_file_says_is_read_without_its_weights(network, tmp_path):
    checkpoint.save(network, tmp_path / "coded.safetensors", "float16")
    header = read_header(tmp_path / "coded.safetensors")
    assert header["kind"] == "siren" and header["weights"]["coding"] == "float16"
