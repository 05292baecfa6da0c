"""Which device and which arithmetic to use."""

import time
from functools import cache

import torch

from viewer.errors import UserError

WORTHWHILE = 1.3  # times as fast half precision must be
TURNS = 12  # of which each has its best


def choose_device(name: str) -> torch.device:
    """The device of `auto`, `cpu`, `cuda`, `cuda:N` or `mps`. UserError if this machine does not have it."""
    if name == "auto":
        if torch.cuda.is_available():
            return _precise(torch.device("cuda"))
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError:  # no such kind, or a number that is none
        device = torch.device("meta")
    available = {
        "cpu": True,
        "cuda": torch.cuda.is_available() and (device.index or 0) < torch.cuda.device_count(),
        "mps": torch.backends.mps.is_available(),
    }
    if device.type not in available:
        raise UserError(f"{name!r} is not a device.", "Use auto, cpu, cuda, cuda:N or mps.")
    if not available[device.type]:
        raise UserError(f"This machine has no device {name!r}.", "Use --device auto or cpu.")
    return _precise(device)


def _precise(device: torch.device) -> torch.device:
    """`device`, in whose convolutions float32 is float32, not TF32."""
    if device.type == "cuda":
        torch.backends.cudnn.allow_tf32 = False
    return device


def arithmetic(device: torch.device, dtype: torch.dtype) -> torch.autocast:
    """A context in which networks compute in half precision where that is `dtype`, and plainly if it is float32."""
    return torch.autocast(device.type, dtype, enabled=dtype != torch.float32)


def fast_dtype(device: torch.device) -> torch.dtype:
    """The number type in which `device` computes fields fastest: half precision where that pays, or float32.

    On GPUs float16, as fast as bfloat16 there and eight times as precise: half an 8-bit step is kept by it alone.
    """
    half = torch.bfloat16 if device.type == "cpu" else torch.float16
    return half if _pays(device, half) else torch.float32


def training_dtype(device: torch.device) -> torch.dtype:
    """The same of trainings, whose gradients would vanish in float16."""
    return torch.bfloat16 if device.type != "mps" and _pays(device, torch.bfloat16) else torch.float32


@cache
def _pays(device: torch.device, half: torch.dtype) -> bool:
    """Whether `device` is much faster in half precision, measured when first asked for.

    Processors without it compute it all the same, several times as slowly as float32.
    """
    by_turns = [(_seconds(device, half), _seconds(device, torch.float32)) for _ in range(TURNS)]  # a busy machine hits both
    quick, plain = (min(seconds) for seconds in zip(*by_turns, strict=True))
    return quick * WORTHWHILE < plain


def _seconds(device: torch.device, dtype: torch.dtype) -> float:
    """The time of a layer of a decoder, of so many queries that a GPU takes longer for them than for a launch."""
    hidden = torch.ones(4096 if device.type == "cpu" else 1 << 18, 256, device=device, dtype=dtype)
    weight = torch.ones(256, 256, device=device, dtype=dtype)
    started = time.perf_counter()
    with torch.inference_mode():
        (hidden @ weight)[0, 0].item()  # waits for the device
    return time.perf_counter() - started
