"""Networks by name: shipped, imported, or a path; and the devices they run on."""

import os

import pytest
import torch
import torch.nn.functional as F
from reference.state import edsr_shapes, imnet_shapes, random_state

from viewer.errors import UserError
from viewer.models import catalogue, device
from viewer.models.checkpoint import Checkpoint, load, save, save_official
from viewer.models.device import choose_device, fast_dtype, training_dtype
from viewer.models.features import TAPS, find_features
from viewer.models.header import SEEN_THROUGH, read_header

ARGS = {
    "encoder_spec": {"name": "edsr-baseline", "args": {"no_upsampling": True, "n_resblocks": 1, "n_feats": 6}},
    "imnet_spec": {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [10]}},
}


@pytest.fixture(autouse=True)
def empty_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def network(seed=0):
    return Checkpoint("liif", ARGS, random_state(edsr_shapes(6, 1) | imnet_shapes(6, (10,)), seed))


@pytest.fixture
def path(tmp_path):
    save(network(), tmp_path / "mine.safetensors")
    return tmp_path / "mine.safetensors"


def test_path_of_a_checkpoint_is_found(path):
    assert catalogue.find(str(path)) == path


def test_unknown_name_lists_the_known(path):
    catalogue.import_checkpoint(path)
    with pytest.raises(UserError, match="mine") as error:
        catalogue.find("yours")
    assert "'yours'" in str(error.value)


def test_missing_path_says_so(tmp_path):
    with pytest.raises(UserError, match="does not exist"):
        catalogue.find(str(tmp_path / "gone.pth"))


@pytest.mark.parametrize("write", [save, save_official])
def test_imported_checkpoint_is_kept_under_its_name(write, tmp_path):
    path = tmp_path / "mine.pth"
    write(network(), path)
    assert catalogue.imported() == {}
    assert catalogue.import_checkpoint(path) == "mine"
    path.unlink()
    assert list(catalogue.imported()) == ["mine"]
    kept = catalogue.find("mine")
    assert tmp_path / "data" in kept.parents
    assert read_header(kept)["args"] == ARGS
    for key, value in network().state.items():
        assert torch.equal(load(kept).state[key], value)


def test_import_never_hides_a_shipped_network(tmp_path):
    for name, file in catalogue.shipped().items():
        save(network(), tmp_path / f"{name}.safetensors")
        imported = catalogue.import_checkpoint(tmp_path / f"{name}.safetensors")
        assert imported not in catalogue.shipped()
        assert catalogue.find(name) == file
    assert set(catalogue.imported()) == {f"{name}-imported" for name in catalogue.shipped()}


def test_broken_checkpoint_is_not_imported(path):
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(UserError, match="mine"):
        catalogue.import_checkpoint(path)
    assert catalogue.imported() == {}


def test_network_is_read_again_only_when_its_file_changes(path):
    first = catalogue.load_network(str(path))
    assert catalogue.load_network(str(path)) is first
    save(network(seed=1), path)
    os.utime(path, ns=(0, 10**9))
    second = catalogue.load_network(str(path))
    assert not torch.equal(first.encoder.head[0].weight, second.encoder.head[0].weight)


SHIPPED = {name: read_header(path)["kind"] for name, path in catalogue.shipped().items()}


@pytest.mark.parametrize("name", [name for name, kind in SHIPPED.items() if kind in SEEN_THROUGH])
def test_every_shipped_field_loads(name):
    network = catalogue.load_network(name)
    assert network.fold(network.encode(torch.zeros(1, 3, 9, 8))).shape[-2:] == (9, 8)


def test_the_official_size_is_shipped_with_every_key_and_shape_of_the_official_code(tmp_path):
    save_official(load(catalogue.find("liif-edsr")), tmp_path / "edsr.pth")
    model = torch.load(tmp_path / "edsr.pth", weights_only=True)["model"]
    official = random_state(edsr_shapes(64, 16) | imnet_shapes(64, (256, 256, 256, 256)))
    assert {key: tensor.shape for key, tensor in model["sd"].items()} == {key: tensor.shape for key, tensor in official.items()}
    assert model["name"] == "liif" and model["args"]["encoder_spec"]["name"] == "edsr-baseline"


def test_features_are_shipped_and_tell_pictures_apart():
    assert SHIPPED["features"] == "features"
    network = find_features("features").network
    torch.manual_seed(0)
    image = torch.rand(1, 3, 40, 24)
    made, softer = (network(x, TAPS) for x in (image, F.avg_pool2d(image, 3, 1, 1)))
    for i, tap in enumerate(TAPS):
        assert made[tap].shape[-2:] == (40 >> i, 24 >> i)
        assert (made[tap] - softer[tap]).square().mean() > 0.01 * made[tap].square().mean()


def test_every_shipped_network_has_a_card():
    assert all((path.with_suffix(".md")).read_text().startswith(f"# {name}\n") for name, path in catalogue.shipped().items())


def test_the_default_is_offered_first():
    assert next(iter(catalogue.shipped())) == catalogue.DEFAULT


def test_default_network_is_shipped():
    assert catalogue.DEFAULT in catalogue.shipped()


def test_cpu_is_always_there():
    assert choose_device("cpu") == torch.device("cpu")
    assert choose_device("auto").type in ("cpu", "cuda", "mps")


@pytest.mark.parametrize("name", ["gpu", "", "cpu:x", "cuda:abc", "cuda:-1", "meta", "xpu"])
def test_what_is_no_device_gives_one_sentence(name):
    with pytest.raises(UserError, match="is not a device"):
        choose_device(name)


@pytest.mark.parametrize("name", ["cuda:63", "mps"])
def test_device_that_is_not_there_gives_one_sentence(name):
    if name == "mps" and torch.backends.mps.is_available():
        pytest.skip("it is there")
    with pytest.raises(UserError, match="has no device"):
        choose_device(name)


@pytest.fixture
def unmeasured():
    device._pays.cache_clear()
    yield
    device._pays.cache_clear()


@pytest.mark.parametrize(("half", "expected"), [(0.2, torch.bfloat16), (0.9, torch.float32), (5, torch.float32)])
def test_half_precision_is_used_where_it_is_faster_as_measured_once(unmeasured, monkeypatch, half, expected):
    measured = []
    monkeypatch.setattr(
        device, "_seconds", lambda where, dtype: measured.append(dtype) or (1 if dtype == torch.float32 else half)
    )
    assert fast_dtype(torch.device("cpu")) == expected
    once = len(measured)
    assert [fast_dtype(torch.device("cpu")) for _ in range(3)] == [expected] * 3
    assert len(measured) == once


def test_a_neighbour_that_holds_up_most_measurements_does_not_decide_it(unmeasured, monkeypatch):
    """Else a busy machine would compute fields in float32, at half its speed, until the program is started anew."""
    halves = []

    def seconds(where, dtype):
        if dtype == torch.float32:
            return 1
        halves.append(dtype)
        return 0.3 if len(halves) == 9 else 5

    monkeypatch.setattr(device, "_seconds", seconds)
    assert fast_dtype(torch.device("cpu")) == torch.bfloat16


@pytest.mark.parametrize(
    ("name", "field", "training"),
    [("cpu", "bfloat16", "bfloat16"), ("cuda", "float16", "bfloat16"), ("mps", "float16", "float32")],
)
def test_a_gpu_computes_fields_in_float16_and_trains_in_what_keeps_small_gradients(monkeypatch, name, field, training):
    monkeypatch.setattr(device, "_pays", lambda where, half: True)
    assert fast_dtype(torch.device(name)) == getattr(torch, field)
    assert training_dtype(torch.device(name)) == getattr(torch, training)
