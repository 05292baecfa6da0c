"""Training LIIF by itself: shrink a crop by a random scale, ask the field for the pixels that were there.

Recipe: arXiv 2012.09161, section 4 and the official code. Ours besides: cosine decay, averaged weights (EMA), the folded
first layer (the same gradients, several times faster) and bfloat16 where the hardware has it.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from viewer.errors import UserError
from viewer.models import catalogue, checkpoint
from viewer.models.device import choose_device, fast_dtype
from viewer.models.growth import grow
from viewer.models.heat import Heat
from viewer.training.data import Batch
from viewer.training.decoding import decoding_loss
from viewer.training.distributed import ALONE, Team
from viewer.training.heat import heat_loss
from viewer.training.options import LiifOptions
from viewer.training.schedule import expected_steps, learning_rate

LOSSES = {"l1": F.l1_loss, "l2": F.mse_loss}


class Objective(nn.Module):
    """The loss of a batch, as a function of the network's weights."""

    def __init__(self, model: checkpoint.Network, loss: str, dtype: torch.dtype, tv: float = 0.0) -> None:
        super().__init__()
        self.model = model
        self._loss = loss
        self._dtype = dtype
        self._tv = tv

    def forward(self, batch: Batch) -> Tensor:
        """The mean over all values of the batch."""
        model, device = self.model, batch.image.device.type
        autocast = torch.autocast(device, self._dtype, enabled=self._dtype != torch.float32)
        if isinstance(model, Heat):
            with autocast:
                return heat_loss(model, model.encode(batch.image), batch, LOSSES[self._loss], self._tv)
        if device == "cpu" and model.imnet is not None and model.local_ensemble:
            with autocast:
                folded = model.fold(model.encode(batch.image))
            return decoding_loss(model, folded, batch.coord, batch.cell, batch.rgb, self._loss == "l2")
        with autocast:
            predicted = model(batch.image, batch.coord, batch.cell)
        return LOSSES[self._loss](predicted.float(), batch.rgb)


class Trainer:
    """One LIIF training: the network, its average, the optimiser, and how far they have come.

    step     optimiser steps taken
    seconds  spent on them
    losses   their sum since it was last told
    """

    def __init__(self, options: LiifOptions, team: Team = ALONE) -> None:
        self.options = options
        self.device = team.device(choose_device(options.device))
        torch.manual_seed(options.seed)
        self.model: checkpoint.Network = checkpoint.KINDS[options.decoder](**options.architecture())
        if options.init is not None:
            self._start_from(options.init)
        self.model.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        dtypes = {"auto": _fast_dtype(self.device), "float32": torch.float32, "bfloat16": torch.bfloat16}
        self.dtype = dtypes[options.precision]
        self._objective = team.join(Objective(self.model, options.loss, self.dtype, options.tv))
        self.trained = [p for p in self.model.parameters() if p.requires_grad]
        self.optimiser = torch.optim.Adam(self.trained, lr=options.lr, fused=self.device.type in ("cpu", "cuda"))
        self.average = [p.detach().clone() for p in self.trained]
        self.step, self.seconds = 0, 0.0
        self.losses = torch.zeros((), device=self.device)

    def _start_from(self, path: Path) -> None:
        try:
            grow(checkpoint.build(checkpoint.load(catalogue.find(str(path))), path.name), self.model)
        except ValueError as error:
            raise UserError(f"{path.name} does not fit into what --encoder and --hidden ask for: {error}.") from error

    def train_step(self, batch: Batch) -> Tensor:
        """One optimiser step on `batch`; the loss before it."""
        options = self.options
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate
        self.optimiser.zero_grad(set_to_none=True)
        loss: Tensor = self._objective(batch.to(self.device))
        loss.backward()
        nn.utils.clip_grad_norm_(self.trained, options.clip)
        self.optimiser.step()
        self.step += 1
        decay = min(options.ema, self.step / (self.step + 10))
        torch._foreach_lerp_(self.average, [p.detach() for p in self.trained], 1 - decay)
        return loss.detach()

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        options = self.options
        return learning_rate(self.step, self.expected_steps, options.lr, options.schedule, options.warmup)

    @property
    def expected_steps(self) -> int:
        """How many steps the run will have taken at its end."""
        return expected_steps(self.step, self.seconds, self.options.steps, self.options.seconds)

    @property
    def is_finished(self) -> bool:
        """Whether the run has reached its end."""
        return self.step >= self.expected_steps

    def averaged(self) -> checkpoint.Network:
        """A copy of the network with the averaged weights, for use."""
        model = checkpoint.KINDS[self.options.decoder](**self.options.architecture())
        model.load_state_dict({k: v.cpu() for k, v in self.model.state_dict().items()})
        mine = [p for p in model.parameters() if p.requires_grad]
        with torch.no_grad():
            for parameter, mean in zip(mine, self.average, strict=True):
                parameter.copy_(mean)
        return model.to(self.device).eval().requires_grad_(False)

    def checkpoint(self, **figures: float) -> checkpoint.Checkpoint:
        """The averaged network with its recipe and `figures`, for use."""
        recipe = self.options.model_dump(mode="json", exclude={"data", "val", "init", "device"})
        recipe["data"] = [path.name for path in self.options.data]  # names, not places: the file will travel
        recipe["init"] = self.options.init and self.options.init.name
        return checkpoint.describe(self.options.decoder, self.averaged(), {"recipe": recipe, "step": self.step, **figures})


def _fast_dtype(device: torch.device) -> torch.dtype:
    """The number type to train in: float16, whose gradients would vanish, gives way to float32."""
    dtype = fast_dtype(device)
    return torch.float32 if dtype == torch.float16 else dtype
