"""Weights in fewer bytes: half precision, or 8 bits and a scale for each row, then DEFLATE (after COIN, arXiv 2103.03123)."""

import math
import zlib
from typing import Any

import numpy as np
import torch
from torch import Tensor

from viewer.models.header import CODINGS

TENSOR = "coded"  # the one of a coded file
STEPS = 127


def encode(state: dict[str, Tensor], coding: str) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """The tensors of a file and what its header says of them. Vectors, which are few, keep half precision in int8, too."""
    if coding == "float32":
        return state, {}
    raw = b"".join(_bytes(tensor.float(), coding) for tensor in state.values())
    coded = torch.from_numpy(np.frombuffer(zlib.compress(raw, 9), np.uint8).copy())
    return {TENSOR: coded}, {"coding": coding, "shapes": {key: list(tensor.shape) for key, tensor in state.items()}}


def decode(tensors: dict[str, Tensor], said: dict[str, Any]) -> dict[str, Tensor]:
    """The state that was encoded. ValueError or KeyError if the header does not fit the tensors."""
    if not said:
        return tensors
    coding, shapes = said["coding"], {str(key): [int(n) for n in shape] for key, shape in said["shapes"].items()}
    if coding not in CODINGS:
        raise ValueError(f"weights are coded as {coding!r}")
    sizes = {key: _size(shape, coding) for key, shape in shapes.items()}
    unpacked = zlib.decompressobj()
    try:
        raw = unpacked.decompress(tensors[TENSOR].numpy().tobytes(), sum(sizes.values()) + 1)
    except zlib.error as error:
        raise ValueError("the coded weights are damaged") from error
    if len(raw) != sum(sizes.values()):
        raise ValueError("the coded weights are not as many as the header says")
    state, at = {}, 0
    for key, shape in shapes.items():
        state[key] = _tensor(raw[at : at + sizes[key]], shape, coding)
        at += sizes[key]
    return state


def _bytes(tensor: Tensor, coding: str) -> bytes:
    if coding == "float16" or tensor.ndim < 2:
        return tensor.half().numpy().tobytes()
    rows = tensor.flatten(1)
    scales = (rows.abs().amax(1, keepdim=True) / STEPS).clamp(min=1e-12)
    levels = (rows / scales).round().clamp(-STEPS, STEPS).to(torch.int8)
    return bytes(scales.numpy().tobytes() + levels.numpy().tobytes())


def _size(shape: list[int], coding: str) -> int:
    count = math.prod(shape)
    if min(shape, default=1) < 0:
        raise ValueError("a shape is negative")
    return 2 * count if coding == "float16" or len(shape) < 2 else 4 * shape[0] + count


def _tensor(raw: bytes, shape: list[int], coding: str) -> Tensor:
    if coding == "float16" or len(shape) < 2:
        return torch.from_numpy(np.frombuffer(raw, np.float16).astype(np.float32)).view(shape)
    scales = np.frombuffer(raw[: 4 * shape[0]], np.float32)[:, None]
    levels = np.frombuffer(raw[4 * shape[0] :], np.int8).reshape(shape[0], -1)
    return torch.from_numpy(levels * scales).view(shape)
