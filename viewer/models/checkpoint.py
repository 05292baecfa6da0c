"""Checkpoints: ours (`.safetensors` with a JSON header) and the official LIIF `.pth`, read and written.

Nothing in a file is ever executed: safetensors holds only numbers, and `.pth` files are unpickled with
`torch.load(weights_only=True)`, which admits tensors and plain containers alone.
"""

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from pickle import UnpicklingError
from textwrap import shorten
from typing import Any, cast

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as serialised
from torch import Tensor

from viewer.errors import UserError
from viewer.files import replacing
from viewer.models.blind import BlindLIIF
from viewer.models.coding import decode, encode
from viewer.models.dasr import DASR, scale_of
from viewer.models.feature_net import FeatureNet
from viewer.models.header import FORMAT, KEY, read_header
from viewer.models.heat import Heat
from viewer.models.liif import LIIF
from viewer.models.siren import Siren, from_official, official_args
from viewer.models.transformation import WIDTH, TransformationNet, official_state

Continuous = LIIF | Heat  # that are asked at any point of a picture
Network = Continuous | DASR  # that encode one
OFFICIAL_SIZE = 256, 256  # of the cameraman in SIREN's notebook
KINDS: dict[str, Any] = {
    "liif": LIIF, "heat": Heat, "siren": Siren, "dasr": DASR, "dasr-liif": BlindLIIF, "features": FeatureNet,
    "style": TransformationNet,
}  # fmt: skip


@dataclass(frozen=True)
class Checkpoint:
    """A network as a file holds it: `kind` and `args` rebuild it, `info` says where it comes from and how good it is."""

    kind: str
    args: dict[str, Any]
    state: dict[str, Tensor]
    info: dict[str, Any] = field(default_factory=dict)

    @property
    def parameters(self) -> int:
        """How many numbers the network holds."""
        return sum(tensor.numel() for tensor in self.state.values())


def build(checkpoint: Checkpoint, name: str = "checkpoint") -> Any:
    """The network of `checkpoint`, ready for inference. UserError, naming `name`, if its parts do not fit together."""
    if checkpoint.kind not in KINDS:
        raise UserError(f"{name} holds a model of kind {checkpoint.kind!r}.", f"Supported: {', '.join(KINDS)}.")
    try:
        model = KINDS[checkpoint.kind](**checkpoint.args)
        model.load_state_dict(checkpoint.state)
    except (TypeError, KeyError, ValueError, AttributeError, RuntimeError) as error:
        reason = shorten(str(error).strip().splitlines()[-1], 160, placeholder=" …")
        raise UserError(f"{name} does not describe a {checkpoint.kind.upper()} network: {reason}.") from error
    if not all(bool(torch.isfinite(tensor).all()) for tensor in checkpoint.state.values()):
        raise UserError(f"{name} holds weights that are not finite numbers.", "Its training probably diverged.")
    return model.eval().requires_grad_(False)


def describe(kind: str, model: torch.nn.Module, info: dict[str, Any] | None = None) -> Checkpoint:
    """The checkpoint of a network in memory."""
    state = {key: tensor.detach().cpu().float().contiguous() for key, tensor in model.state_dict().items()}
    return Checkpoint(kind, cast(dict[str, Any], model.args), state, info or {})


def save(checkpoint: Checkpoint, path: Path, coding: str = "float32") -> None:
    """Write our format, atomically. Coded as float16 or int8 (see `coding`) it takes a half or a fourth of the bytes."""
    tensors, said = encode(checkpoint.state, coding)
    header = {"format": FORMAT, "kind": checkpoint.kind, "args": checkpoint.args, "info": checkpoint.info}
    header |= {"weights": said} if said else {}
    # an official file's tensors may share memory or be laid out channels last, which safetensors refuses
    state = {key: tensor.clone(memory_format=torch.contiguous_format) for key, tensor in tensors.items()}
    with replacing(path) as temporary:
        temporary.write_bytes(serialised(state, {KEY: json.dumps(header)}))  # so that a full disk is an OSError


def load(path: Path) -> Checkpoint:
    """Read our `.safetensors` or an official `.pth`, told apart by content. UserError if it is neither."""
    try:
        with path.open("rb") as file:
            start = file.read(9)
    except OSError as error:
        raise UserError(f"Cannot read {path}: {error.strerror or error}.") from error
    if not start:
        raise UserError(f"{path.name} is empty.", "Choose a .safetensors or .pth checkpoint.")
    is_pickle = start[:2] in (b"PK", b"\x80\x02") and start[8:] != b"{"  # which follows the length in safetensors
    return _load_official(path) if is_pickle else _load_ours(path)


def _load_ours(path: Path) -> Checkpoint:
    header = read_header(path)
    try:
        with safe_open(path, "pt") as file:
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 (not a dict)
        state = decode(tensors, header["weights"])
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"{path.name} is damaged or ends too early.") from error
    return Checkpoint(header["kind"], header["args"], state, header.get("info", {}))


def _load_official(path: Path) -> Checkpoint:
    try:
        with path.open("rb") as file:  # not the path: by its ending torch would take it for safetensors
            content = torch.load(file, map_location="cpu", weights_only=True)
    except UnpicklingError as error:
        raise UserError(
            f"{path.name} holds more than weights and was not loaded: it could run code.",
            "Ask its author for a .safetensors file.",
        ) from error
    except Exception as error:  # the unpickler trips over damage in ever new ways
        raise UserError(f"{path.name} is damaged or not a PyTorch checkpoint.") from error
    if isinstance(content, dict) and any(str(key).startswith(("net.0.", "net.net.0.")) for key in content):
        return _official_siren(content, path)
    if isinstance(content, dict) and "G.head.0.weight" in content:
        return _official_dasr(content, path)
    if isinstance(content, dict) and "deconv3.conv2d.weight" in content:
        return _official_style(content, path)
    try:
        model = content["model"]
        name, args, state = model["name"], dict(model["args"]), dict(model["sd"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise UserError(
            f"{path.name} is a PyTorch file, but not an official LIIF checkpoint.",
            "It must hold {'model': {'name', 'args', 'sd'}}, or the state dict of a SIREN, a DASR or a style network.",
        ) from error
    if name != "liif":
        raise UserError(f"{path.name} holds a model of kind {name!r}.", "Of official .pth files, 'liif' is supported.")
    return Checkpoint("liif", args, state, {"source": path.name})


def _official_siren(content: dict[str, Any], path: Path) -> Checkpoint:
    try:
        state = from_official(content)
        args = official_args(state, OFFICIAL_SIZE)
    except (ValueError, IndexError, AttributeError) as error:
        raise UserError(f"{path.name} is not the state dict of a SIREN of an image: {error}.") from error
    assumed = f"omega0 30 and {OFFICIAL_SIZE[0]} x {OFFICIAL_SIZE[1]} pixels, which the file does not tell"
    return Checkpoint("siren", args, state, {"source": path.name, "assumed": assumed})


def _official_dasr(content: dict[str, Any], path: Path) -> Checkpoint:
    state = {key: value for key, value in content.items() if not key.startswith(("E.encoder_k.", "E.queue"))}
    try:
        scale = scale_of(state)
    except (ValueError, AttributeError) as error:
        raise UserError(f"{path.name} is not the state dict of a DASR: {error}.") from error
    return Checkpoint("dasr", {"scale": scale}, state, {"source": path.name})


def _official_style(content: dict[str, Any], path: Path) -> Checkpoint:
    state = official_state(content)
    width = len(state["conv1.conv2d.bias"]) if isinstance(state.get("conv1.conv2d.bias"), Tensor) else WIDTH
    return Checkpoint("style", {"width": width}, state, {"source": path.name})


def save_official(checkpoint: Checkpoint, path: Path) -> None:
    """Write the official LIIF layout, atomically; the official code loads it."""
    if checkpoint.kind != "liif":
        raise UserError(f"A {checkpoint.kind} model has no official LIIF layout.", "Export a LIIF model.")
    content = {
        "model": {"name": "liif", "args": checkpoint.args, "sd": checkpoint.state},
        "optimizer": {"name": "adam", "args": {"lr": 1e-4}, "sd": {}},
        "epoch": 0,
    }
    with replacing(path) as temporary:
        encoded = io.BytesIO()  # so that a full disk is an OSError
        torch.save(content, encoded)
        temporary.write_bytes(encoded.getbuffer())
