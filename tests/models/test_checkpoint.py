"""Checkpoints: what is written reads back, official files are understood, and nothing in a file is ever executed."""

import json
import os
import pickle
import struct
import subprocess
import sys
import zipfile

import numpy as np
import pytest
import safetensors.torch
import torch
from reference.state import edsr_shapes, imnet_shapes, random_state
from safetensors.torch import save_file

from viewer.errors import UserError
from viewer.models.checkpoint import Checkpoint, build, describe, load, save, save_official
from viewer.models.header import FORMAT, KEY, read_header

ARGS = {
    "encoder_spec": {"name": "edsr-baseline", "args": {"no_upsampling": True, "n_resblocks": 1, "n_feats": 6}},
    "imnet_spec": {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [10, 8]}},
}
SHAPES = edsr_shapes(6, 1) | imnet_shapes(6, (10, 8))


@pytest.fixture
def state():
    return random_state(SHAPES)


@pytest.fixture
def official(state, tmp_path):
    """A file as the official training writes it, switches left at their defaults."""
    content = {
        "model": {"name": "liif", "args": ARGS, "sd": state},
        "optimizer": {
            "name": "adam",
            "args": {"lr": 1e-4},
            "sd": {"state": {0: {"step": torch.tensor(5.0)}}, "param_groups": []},
        },
        "epoch": 7,
    }
    torch.save(content, tmp_path / "official.pth")
    return tmp_path / "official.pth"


@pytest.fixture
def ours(state, tmp_path):
    save(Checkpoint("liif", ARGS, state, {"note": "for a test"}), tmp_path / "ours.safetensors")
    return tmp_path / "ours.safetensors"


def refused(path, name=None):
    """The sentence with which loading and building `path` is refused."""
    with pytest.raises(UserError) as error:
        build(load(path), path.name)
    text = str(error.value)
    assert (name or path.name) in text
    assert "\n" not in text
    assert len(text) < 300
    return text


def write_ours(path, header, tensors):
    text = header if isinstance(header, str) else json.dumps(header)
    save_file(tensors, path, {KEY: text})
    return path


def assert_same(a, b):
    assert a.keys() == b.keys()
    for key, value in a.items():
        assert value.dtype == b[key].dtype
        assert torch.equal(value, b[key])


# What is whole


def test_saved_checkpoint_reads_back_as_it_was(state, tmp_path):
    path = tmp_path / "a.safetensors"
    save(Checkpoint("liif", ARGS, state, {"step": 3, "figures": {"psnr": 31.5}}), path)
    loaded = load(path)
    assert (loaded.kind, loaded.args, loaded.info) == ("liif", ARGS, {"step": 3, "figures": {"psnr": 31.5}})
    assert loaded.parameters == sum(value.numel() for value in state.values())
    assert_same(loaded.state, state)


def test_network_in_memory_is_described_well_enough_to_be_rebuilt(state):
    model = build(Checkpoint("liif", ARGS | {"cell_decode": True, "local_ensemble": False}, state))
    again = build(describe("liif", model))
    assert again.args == model.args
    assert not again.local_ensemble
    assert_same(dict(again.state_dict()), state)


def test_built_network_is_ready_for_inference(ours):
    model = build(load(ours))
    assert not model.training
    assert not any(parameter.requires_grad for parameter in model.parameters())


def test_official_file_loads_with_its_switches_on(official, state):
    loaded = load(official)
    assert_same(loaded.state, state)
    model = build(loaded)
    assert (model.local_ensemble, model.feat_unfold, model.cell_decode) == (True, True, True)


def test_official_file_of_the_old_format_loads(official, state):
    """As torch wrote it before version 1.6: the authors' own files are of 2020."""
    old = official.with_name("old.pth")
    torch.save(torch.load(official, weights_only=True), old, _use_new_zipfile_serialization=False)
    assert not zipfile.is_zipfile(old)
    assert_same(load(old).state, state)


def test_official_export_is_the_official_layout(ours, state, tmp_path):
    path = tmp_path / "out.pth"
    save_official(load(ours), path)
    content = torch.load(path, weights_only=True)
    assert content["model"]["name"] == "liif"
    assert content["model"]["args"] == ARGS
    assert_same(content["model"]["sd"], state)
    assert set(content) == {"model", "optimizer", "epoch"}


def test_there_and_back_through_the_official_layout_changes_nothing(ours, state, tmp_path):
    save_official(load(ours), tmp_path / "out.pth")
    save(load(tmp_path / "out.pth"), tmp_path / "back.safetensors")
    back = load(tmp_path / "back.safetensors")
    assert back.args == ARGS
    assert_same(back.state, state)


def test_official_file_with_tensors_in_any_layout_can_be_kept_as_ours(state, tmp_path):
    memory = torch.cat([value.flatten() for value in state.values()])  # all tensors views of one
    shared, place = {}, 0
    for key, value in state.items():
        shared[key] = memory[place : place + value.numel()].view(value.shape)
        place += value.numel()
        if value.dim() == 4 and "head" in key:
            shared[key] = shared[key].to(memory_format=torch.channels_last)
    torch.save({"model": {"name": "liif", "args": ARGS, "sd": shared}}, tmp_path / "shared.pth")
    save(load(tmp_path / "shared.pth"), tmp_path / "kept.safetensors")
    assert_same(load(tmp_path / "kept.safetensors").state, state)


def test_half_precision_file_is_built_in_float32(state, tmp_path):
    half = {key: value.half() for key, value in state.items()}
    torch.save({"model": {"name": "liif", "args": ARGS, "sd": half}}, tmp_path / "half.pth")
    model = build(load(tmp_path / "half.pth"))
    for key, value in model.state_dict().items():
        assert value.dtype == torch.float32
        assert torch.equal(value, half[key].float())


def test_kind_is_told_by_content_not_by_ending(official, ours, state):
    official.rename(official.with_suffix(".safetensors"))
    ours.rename(ours.with_suffix(".pth"))
    assert_same(load(official.with_suffix(".safetensors")).state, state)
    assert_same(load(ours.with_suffix(".pth")).state, state)


@pytest.mark.parametrize("length", [0x0280, 0x4B50], ids=["as a pickle begins", "as a zip begins"])
def test_header_whose_length_looks_like_another_format_is_read(length, state, tmp_path):
    """The file begins with the header's length: 640 bytes are `80 02`, 19,280 are `PK`."""
    small = {"weight": torch.zeros(1)}  # so that the header can be short
    text = json.dumps({"format": FORMAT, "kind": "liif", "args": {}, "info": {}})
    path = tmp_path / "a.safetensors"
    write_ours(path, text, small)
    missing = length - int.from_bytes(path.read_bytes()[:8], "little")
    write_ours(path, text + " " * missing, small)
    assert int.from_bytes(path.read_bytes()[:8], "little") == length
    assert load(path).state["weight"] == 0


@pytest.mark.parametrize(("write", "name"), [(save, "a.safetensors"), (save_official, "a.pth")])
def test_full_disk_leaves_the_old_checkpoint_and_nothing_else(write, name, tmp_path, full_disk):
    path = tmp_path / name
    path.write_bytes(b"the old one")
    large = random_state(edsr_shapes(16, 1))
    with full_disk(), pytest.raises(UserError, match="Cannot write"):
        write(Checkpoint("liif", ARGS, large), path)
    assert path.read_bytes() == b"the old one"
    assert os.listdir(tmp_path) == [name]


def test_only_liif_has_an_official_layout(tmp_path):
    with pytest.raises(UserError, match="siren"):
        save_official(Checkpoint("siren", {}, {}), tmp_path / "a.pth")
    assert os.listdir(tmp_path) == []


# What is hostile


class Trap:
    """Unpickled, it would create a file."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return os.mkdir, (self.path,)


@pytest.mark.parametrize("place", ["beside the weights", "among the weights", "in the arguments", "instead of everything"])
@pytest.mark.parametrize("is_zip", [True, False])
def test_malicious_pickle_is_refused_and_does_not_run(place, is_zip, state, tmp_path):
    trap = Trap(tmp_path / "sprung")
    content = {"model": {"name": "liif", "args": dict(ARGS), "sd": dict(state)}}
    if place == "beside the weights":
        content["optimizer"] = trap
    elif place == "among the weights":
        content["model"]["sd"]["imnet.layers.0.bias"] = trap
    elif place == "in the arguments":
        content["model"]["args"]["local_ensemble"] = trap
    else:
        content = trap
    path = tmp_path / "evil.pth"
    torch.save(content, path, _use_new_zipfile_serialization=is_zip)
    assert "could run code" in refused(path)
    assert not (tmp_path / "sprung").exists()
    torch.load(path, weights_only=False)  # the trap is a real one
    assert (tmp_path / "sprung").exists()


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_bare_pickle_is_refused_and_does_not_run(protocol, tmp_path):
    path = tmp_path / "evil.pth"
    path.write_bytes(pickle.dumps(Trap(tmp_path / "sprung"), protocol))
    refused(path)
    assert not (tmp_path / "sprung").exists()


# What is broken


@pytest.mark.parametrize("content", [b"", b"\0", b"hello", bytes(4000), b"PK", b"\x80\x02", b"PK\x03\x04" + bytes(500)])
def test_what_is_no_checkpoint_is_refused(content, tmp_path):
    path = tmp_path / "a.pth"
    path.write_bytes(content)
    refused(path)


def test_missing_file_and_folder_are_refused(tmp_path):
    refused(tmp_path / "nowhere.pth")
    refused(tmp_path)


@pytest.mark.parametrize("kind", ["ours", "official"])
def test_truncated_checkpoint_is_refused_wherever_it_ends(kind, request):
    path = request.getfixturevalue(kind)
    whole = path.read_bytes()
    for length in np.linspace(0, len(whole) - 1, 25, dtype=int):
        path.write_bytes(whole[:length])
        refused(path)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["ours", "official", "old"])
def test_random_damage_gives_a_network_or_one_sentence(kind, request, tmp_path):
    path = request.getfixturevalue("ours" if kind == "ours" else "official")
    if kind == "old":
        torch.save(torch.load(path, weights_only=True), path, _use_new_zipfile_serialization=False)
    whole = path.read_bytes()
    rng = np.random.default_rng(5)
    refusals = 0
    for _ in range(100):
        data = bytearray(whole)
        reach = len(data) if rng.random() < 0.5 else min(len(data), 1500)  # the headers are at the beginning
        for place in rng.integers(0, reach, rng.integers(1, 8)):
            data[place] = rng.integers(256)
        path.write_bytes(bytes(data))
        try:
            build(load(path), path.name)
        except UserError as error:
            assert path.name in str(error)
            assert len(str(error)) < 300
            refusals += 1
    assert refusals > 20  # the damage was real


OTHER_FILES = {
    "a list": [],
    "a number": 5,
    "a tensor": torch.zeros(3),
    "nothing": None,
    "a bare state dict": {"conv.weight": torch.zeros(2)},
    "a model that is a tensor": {"model": torch.zeros(3)},
    "a model that is a list": {"model": []},
    "no state dict": {"model": {"name": "liif", "args": ARGS}},
    "another name": {"model": {"name": "metasr", "args": {}, "sd": {}}},
    "a name that is a list": {"model": {"name": ["liif"], "args": {}, "sd": {}}},
    "no arguments": {"model": {"name": "liif", "args": {}, "sd": {}}},
    "keys that are numbers": {"model": {"name": "liif", "args": ARGS, "sd": {1: torch.zeros(1)}}},
    "weights that are text": {"model": {"name": "liif", "args": ARGS, "sd": {"imnet.layers.0.bias": "zero"}}},
}


@pytest.mark.filterwarnings("ignore:Using a non-tuple")
@pytest.mark.parametrize("what", OTHER_FILES)
def test_torch_file_of_something_else_is_refused(what, tmp_path):
    torch.save(OTHER_FILES[what], tmp_path / "other.pth")
    refused(tmp_path / "other.pth")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("key", ["encoder.head.0.weight", "imnet.layers.4.bias"])
def test_weights_that_are_no_numbers_are_refused(key, value, state, tmp_path):
    state[key].view(-1)[-1] = value
    save(Checkpoint("liif", ARGS, state), tmp_path / "a.safetensors")
    assert "not finite" in refused(tmp_path / "a.safetensors")


def changed(path, value):
    """ARGS with the entry at `path` replaced."""
    args = json.loads(json.dumps(ARGS))
    part = args
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return args


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("encoder_spec",), None),
        (("encoder_spec", "name"), "rdn"),
        (("encoder_spec", "name"), "swinir"),
        (("encoder_spec", "name"), ["rdn"]),
        (("encoder_spec", "args"), 3),
        (("encoder_spec", "args", "n_feats"), 8),
        (("encoder_spec", "args", "n_resblocks"), 2),
        (("encoder_spec", "args", "n_feats"), -1),
        (("encoder_spec", "args", "no_upsampling"), False),
        (("encoder_spec", "args", "colour"), "red"),
        (("imnet_spec",), None),
        (("imnet_spec",), []),
        (("imnet_spec", "name"), "siren"),
        (("imnet_spec", "args", "hidden_list"), [10]),
        (("imnet_spec", "args", "hidden_list"), ["10"]),
        (("imnet_spec", "args", "out_dim"), 1),
        (("feat_unfold",), False),
        (("cell_decode",), False),
        (("dropout",), 0.5),
    ],
)
def test_arguments_that_do_not_fit_the_weights_are_refused(path, value, state, tmp_path):
    save(Checkpoint("liif", changed(path, value), state), tmp_path / "a.safetensors")
    refused(tmp_path / "a.safetensors")


def test_decoder_of_other_than_three_colours_is_refused(tmp_path):
    state = random_state(SHAPES | {"imnet.layers.4": (4, 8)})
    args = changed(("imnet_spec", "args", "out_dim"), 4)
    save(Checkpoint("liif", args, state), tmp_path / "a.safetensors")
    assert "red, green and blue" in refused(tmp_path / "a.safetensors")


def test_unknown_kind_is_refused(state, tmp_path):
    save(Checkpoint("hologram", ARGS, state), tmp_path / "a.safetensors")
    assert "hologram" in refused(tmp_path / "a.safetensors")


# The header


def test_header_is_read_without_the_weights(ours):
    header = read_header(ours)
    assert header == {"format": FORMAT, "kind": "liif", "args": ARGS, "info": {"note": "for a test"}, "weights": {}}
    data = ours.read_bytes()
    ours.write_bytes(data[: 8 + int.from_bytes(data[:8], "little")])
    assert read_header(ours) == header
    refused(ours)


def test_header_cut_off_anywhere_is_refused(ours):
    data = ours.read_bytes()
    end = 8 + int.from_bytes(data[:8], "little")
    for length in (0, 1, 7, 8, 9, 20, end // 2, end - 60):
        ours.write_bytes(data[:length])
        with pytest.raises(UserError, match=r"ours\.safetensors"):
            read_header(ours)


def test_safetensors_of_someone_else_is_refused(state, tmp_path):
    for metadata in (None, {"format": "pt"}):
        save_file(state, tmp_path / "lora.safetensors", metadata)
        assert "not a checkpoint of srview" in refused(tmp_path / "lora.safetensors")


GOOD = {"format": FORMAT, "kind": "liif", "args": ARGS, "info": {}}


@pytest.mark.parametrize(
    "header",
    [
        *({key: value for key, value in GOOD.items() if key != left_out} for left_out in ("format", "kind", "args")),
        *(GOOD | {key: value} for key in GOOD for value in (None, [], [1], 1.5)),
        GOOD | {"format": "1"},
        GOOD | {"kind": {"liif": 1}},
        [],
        5,
        "no json",
        "[" * 100_000,
    ],
    ids=lambda header: str(header)[:40],
)
def test_header_of_other_types_is_refused(header, state, tmp_path):
    assert "not a checkpoint of srview" in refused(write_ours(tmp_path / "a.safetensors", header, state))


def test_header_nested_without_end_is_refused(tmp_path):
    path = tmp_path / "a.safetensors"
    path.write_bytes(struct.pack("<Q", 100_000) + b"[" * 100_000)
    refused(path)


def test_header_claiming_a_huge_length_is_refused(tmp_path):
    path = tmp_path / "a.safetensors"
    path.write_bytes(struct.pack("<Q", 2**62) + b"{}")
    refused(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.safetensors", b"not what it is called", "damaged"),
        ("a.PTH", bytes(range(64)), "damaged"),
        ("a.safetensors", (99).to_bytes(8, "little") + b'{"__metadata__"', "damaged"),
        ("a.txt", b"words", "Choose a .safetensors or .pth file."),
        ("a.safetensors", safetensors.torch.save({"w": torch.zeros(2)}, {"format": "pt"}), "official .pth files"),
        ("a.safetensors", safetensors.torch.save({"w": torch.zeros(2)}), "official .pth files"),
    ],
)
def test_the_hint_says_what_is_wrong_and_not_to_choose_what_was_chosen(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError) as error:
        load(tmp_path / name)
    assert name in error.value.message and said in error.value.hint
    assert ("Choose a" in error.value.hint) == name.endswith(".txt")


def test_header_of_a_newer_program_says_so(state, tmp_path):
    path = write_ours(tmp_path / "a.safetensors", GOOD | {"format": FORMAT + 1}, state)
    assert "newer srview" in refused(path)


def test_header_is_read_without_torch(ours):
    code = "import sys; from pathlib import Path; from viewer.models.header import read_header as r"
    code += f"; print(r(Path({str(ours)!r}))['kind'], 'torch' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert result.stdout.split() == ["liif", "False"], result.stderr
