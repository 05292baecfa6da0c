"""Which device and which arithmetic to use."""

import time
from functools import cache

import torch

from viewer.errors import UserError

WORTHWHILE = 1.3  # times as fast half precision must be


def choose_device(name: str) -> torch.device:
    """The device of `auto`, `cpu`, `cuda`, `cuda:N` or `mps`. UserError if this machine does not have it."""
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
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
    return device


def arithmetic(device: torch.device, dtype: torch.dtype) -> torch.autocast:
    """A context in which networks compute in half precision where that is `dtype`, and plainly if it is float32."""
    return torch.autocast(device.type, dtype, enabled=dtype != torch.float32)


@cache
def fast_dtype(device: torch.device) -> torch.dtype:
    """The number type in which `device` computes networks fastest, measured when first asked for: float32 or half precision.

    Processors without half precision compute it all the same, several times as slowly as float32.
    """
    halves = {"cuda": (torch.bfloat16, torch.float16), "mps": (torch.float16,)}.get(device.type, (torch.bfloat16,))
    reference = _seconds(device, torch.float32)
    return next((dtype for dtype in halves if _seconds(device, dtype) * WORTHWHILE < reference), torch.float32)


def _seconds(device: torch.device, dtype: torch.dtype) -> float:
    """The time of a layer of a decoder."""
    hidden = torch.ones(4096, 256, device=device, dtype=dtype)
    weight = torch.ones(256, 256, device=device, dtype=dtype)
    best = float("inf")
    for _ in range(4):
        started = time.perf_counter()
        with torch.inference_mode():
            (hidden @ weight)[0, 0].item()  # waits for the device
        best = min(best, time.perf_counter() - started)
    return best
