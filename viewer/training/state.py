"""What an interrupted training goes on from, in one file: weights, their average, the optimiser's moments, how far it has come.

No random generator is among them: a batch depends on its step and the seed alone.
"""

from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as serialised
from torch import Tensor, nn

from viewer.errors import UserError
from viewer.files import replacing
from viewer.training.muon import Muon
from viewer.training.trainer import Trainer


def save_state(trainer: Trainer, path: Path) -> None:
    """Write the state of `trainer`, atomically."""
    tensors = {"losses": trainer.losses} | {f"memory.{key}": value for key, value in trainer.memory().items()}
    for i, (parameter, mean) in enumerate(zip(trainer.trained, trainer.average, strict=True)):
        tensors[f"{i}.weight"], tensors[f"{i}.average"] = parameter.detach(), mean
        if isinstance(trainer.optimiser, torch.optim.Adam | Muon):  # what others remember they begin anew
            tensors |= {f"{i}.adam.{key}": value for key, value in trainer.optimiser.state[parameter].items()}
    contiguous = {key: value.cpu().contiguous() for key, value in tensors.items()}
    with replacing(path) as temporary:
        reached = {"step": str(trainer.step), "seconds": repr(trainer.seconds)}
        temporary.write_bytes(serialised(contiguous, reached))  # so that a full disk is an OSError


def load_state(trainer: Trainer, path: Path) -> None:
    """Let `trainer` go on from what `save_state` wrote. UserError if it is damaged or of another network."""
    try:
        with safe_open(path, "pt", device=str(trainer.device)) as file, torch.no_grad():
            saved = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 (not a dict)
            step, seconds = int(file.metadata()["step"]), float(file.metadata().get("seconds", 0))
    except (SafetensorError, OSError, TypeError, KeyError, ValueError) as error:
        raise UserError(
            f"{path} is damaged: nothing can go on from it.", "Begin a new run with --init last.safetensors."
        ) from error
    shapes = [saved[key].shape for key in (f"{i}.weight" for i in range(len(saved))) if key in saved]
    if shapes != [parameter.shape for parameter in trainer.trained]:
        raise UserError(f"{path} belongs to another network.", "Go on with the encoder and decoder the run began with.")
    with torch.no_grad():
        for i, (parameter, mean) in enumerate(zip(trainer.trained, trainer.average, strict=True)):
            parameter.copy_(saved[f"{i}.weight"])
            mean.copy_(saved[f"{i}.average"])
            adam = [key for key in saved if key.startswith(f"{i}.adam.")]
            trainer.optimiser.state[parameter] = {key.split(".")[-1]: _like(saved[key], parameter) for key in adam}
    trainer.recall({key.removeprefix("memory."): value for key, value in saved.items() if key.startswith("memory.")})
    trainer.step, trainer.seconds, trainer.losses = step, seconds, saved.get("losses", trainer.losses)


def _like(state: Tensor, parameter: nn.Parameter) -> Tensor:
    """Optimiser state in the memory layout of its parameter (Adam's step count is a scalar and stays)."""
    return torch.empty_like(parameter).copy_(state) if state.shape == parameter.shape else state
