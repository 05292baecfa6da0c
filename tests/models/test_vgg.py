"""VGG-16 as torchvision has it: keys, taps, sizes, normalisation; files that are something else say so."""

import pytest
import torch
import torch.nn.functional as F

from viewer.errors import UserError
from viewer.models.vgg import CAFFE_MEAN, VGG16, load_vgg

CONVOLUTIONS = [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28]
TAPS = {"relu1_1": 1, "relu1_2": 3, "pool1": 4, "relu2_1": 6, "relu2_2": 8, "pool2": 9, "relu3_3": 15, "pool3": 16, "relu4_3": 22,
        "relu5_3": 29, "pool5": 30}  # fmt: skip


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(0)
    return VGG16()


def parameters_up_to(network, tap):
    return sum(p.numel() for layer in network.features[: network.taps[tap] + 1] for p in layer.parameters())


def test_keys_indices_and_sizes(network):
    assert list(network.state_dict()) == [f"features.{i}.{part}" for i in CONVOLUTIONS for part in ("weight", "bias")]
    assert {name: network.taps[name] for name in TAPS} == TAPS
    counted = [parameters_up_to(network, tap) for tap in ("relu2_2", "relu3_3", "relu4_3", "pool5")]
    assert counted == [260_160, 1_735_488, 7_635_264, 14_714_688]
    assert not any(parameter.requires_grad for parameter in network.parameters())


def test_features_are_those_of_the_layers_one_by_one(network):
    image = torch.rand(2, 3, 17, 22)
    x = (image - torch.tensor([0.485, 0.456, 0.406])[:, None, None]) / torch.tensor([0.229, 0.224, 0.225])[:, None, None]
    state = network.state_dict()
    expected = {}
    for i in range(16):
        if i in CONVOLUTIONS:
            x = F.conv2d(x, state[f"features.{i}.weight"], state[f"features.{i}.bias"], padding=1)
        elif i in (4, 9):
            x = F.max_pool2d(x, 2)
        else:
            x = x.clamp(min=0)
        expected[i] = x
    found = network(image, ("relu1_2", "pool2", "relu3_3"))
    assert list(found) == ["relu1_2", "pool2", "relu3_3"]
    for name, value in found.items():
        torch.testing.assert_close(value, expected[network.taps[name]])
    assert found["pool2"].shape == (2, 128, 4, 5)


def test_a_file_of_torchvision_loads_and_those_of_caffe_are_normalised_as_they_need(network, tmp_path):
    whole = network.state_dict() | {"classifier.0.weight": torch.zeros(4, 4)}
    torch.save(whole, tmp_path / "vgg16.pth")
    loaded = load_vgg(tmp_path / "vgg16.pth")
    assert all(torch.equal(value, whole[key]) for key, value in loaded.state_dict().items())
    assert loaded.mean.flatten().tolist() == pytest.approx([0.485, 0.456, 0.406])
    torch.save(whole | {"classifier.0.weight": torch.full((4, 4), float("nan"))}, tmp_path / "caffe.pth")
    assert load_vgg(tmp_path / "caffe.pth").mean.flatten().tolist() == pytest.approx(CAFFE_MEAN)


@pytest.mark.parametrize("wrong", ["text", "keys", "shape", "nan", "code", "list", "missing"])
def test_a_wrong_file_is_told_in_a_sentence(network, tmp_path, wrong):
    path, state = tmp_path / "wrong.pth", dict(network.state_dict())
    match wrong:
        case "text":
            path.write_text("not weights")
        case "keys":
            torch.save({"fc.weight": torch.zeros(3)}, path)
        case "shape":
            torch.save(state | {"features.0.weight": torch.zeros(64, 1, 3, 3)}, path)
        case "nan":
            torch.save(state | {"features.0.bias": torch.full((64,), float("nan"))}, path)
        case "code":
            torch.save({"a": print}, path)
        case "list":
            torch.save([1, 2], path)
    with pytest.raises(UserError, match=r"wrong\.pth") as error:
        load_vgg(path)
    assert "\n" not in str(error.value)
