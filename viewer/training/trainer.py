"""What every training has: a network, the average of its weights, an optimiser, and how far they have come."""

import math
from collections.abc import Callable
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from viewer.models import checkpoint
from viewer.models.device import training_dtype
from viewer.training.options.training import TrainingOptions
from viewer.training.recording import Recorded
from viewer.training.schedule import expected_steps, learning_rate


class Batch(Protocol):
    """What one step needs."""

    def to(self, device: torch.device) -> "Batch":
        """The batch on `device`."""


class Trainer:
    """One training; each kind of network has its own `loss`.

    make     a network of the kind and shape that is trained
    step     optimiser steps taken
    seconds  spent on them
    losses   their sum since it was last told
    psnr     as last measured
    """

    def __init__(self, options: TrainingOptions, kind: str, make: Callable[[], nn.Module], device: torch.device) -> None:
        self.options = options
        self.kind = kind
        self.device = device
        self._make = make
        torch.manual_seed(options.seed)
        self.model: Any = make()
        dtypes = {"auto": training_dtype(device), "float32": torch.float32, "bfloat16": torch.bfloat16}
        self.dtype = dtypes[options.precision]
        self.step, self.seconds, self.psnr = 0, 0.0, -math.inf

    def begin(self) -> None:
        """Bring the network, whose weights are those to begin with, to the device."""
        self.model.to(self.device, memory_format=torch.channels_last)
        self.trained = [p for p in self.model.parameters() if p.requires_grad]
        records = self.device.type == "cuda" and self.is_recordable
        self.optimiser: torch.optim.Optimizer = self.make_optimiser(
            self.trained,
            lr=torch.tensor(self.options.lr, device=self.device) if records else self.options.lr,
            fused=self.device.type in ("cpu", "cuda"),
            capturable=records,
        )
        self._descend = Recorded(self.descend, self.device) if records else self.descend
        self.average = [p.detach().clone() for p in self.trained]
        self.losses = torch.zeros((), device=self.device)

    def make_optimiser(self, trained: list[nn.Parameter], **how: Any) -> torch.optim.Optimizer:
        """What changes the weights; `how` are arguments of `torch.optim.Adam`."""
        return torch.optim.Adam(trained, **how)

    def loss(self, batch: Any) -> Tensor:
        """The mean over all values of a batch."""
        raise NotImplementedError

    def train_step(self, batch: Any) -> Tensor:
        """One optimiser step on `batch`; the loss before it."""
        for group in self.optimiser.param_groups:
            if isinstance(group["lr"], Tensor):  # which a recorded step reads
                group["lr"].fill_(self.rate)
            else:
                group["lr"] = self.rate
        loss = self._descend(batch.to(self.device))
        self.step += 1
        decay = min(self.options.ema, self.step / (self.step + 10))
        torch._foreach_lerp_(self.average, [p.detach() for p in self.trained], 1 - decay)
        return loss

    def descend(self, batch: Any) -> Tensor:
        """Change the weights by the gradient of a batch on the device; its loss before."""
        self.optimiser.zero_grad(set_to_none=True)
        loss = self.loss(batch)
        loss.backward()
        nn.utils.clip_grad_norm_(self.trained, self.options.clip)
        self.optimiser.step()
        return loss.detach()

    @property
    def is_recordable(self) -> bool:
        """Whether a GPU does the same in every step, but for the batch's numbers, and may record it."""
        return False

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        options = self.options
        return learning_rate(self.step, self.expected_steps, options.lr, options.schedule, options.warmup)

    @property
    def most_steps(self) -> int:
        """How many steps the run may take."""
        return self.options.steps

    @property
    def expected_steps(self) -> int:
        """How many steps the run will have taken at its end."""
        return expected_steps(self.step, self.seconds, self.most_steps, self.options.seconds)

    @property
    def is_finished(self) -> bool:
        """Whether the run has reached its end."""
        return self.step >= self.expected_steps

    @property
    def figures(self) -> dict[str, Any]:
        """What is told besides the loss."""
        return {}

    def memory(self) -> dict[str, Tensor]:
        """What besides weights, their average and the optimiser a resumed run goes on from."""
        return {}

    def recall(self, memory: dict[str, Tensor]) -> None:
        """Go on from `memory`."""

    def averaged(self) -> Any:
        """A copy of the network with the averaged weights, for use."""
        model = self._make()
        model.load_state_dict({k: v.cpu() for k, v in self.model.state_dict().items()})
        mine = [p for p in model.parameters() if p.requires_grad]
        with torch.no_grad():
            for parameter, mean in zip(mine, self.average, strict=True):
                parameter.copy_(mean)
        return model.to(self.device).eval().requires_grad_(False)

    def checkpoint(self, **figures: Any) -> checkpoint.Checkpoint:
        """The averaged network with its recipe and `figures`, for use."""
        info = {"recipe": self.options.recipe(), "step": self.step, **figures}
        return checkpoint.describe(self.kind, self.lasting(self.averaged()), info)

    def lasting(self, model: Any) -> Any:
        """The part of a network that is there for more than its training."""
        return model
