"""Training LIIF by itself: shrink a crop by a random scale, ask the field for the pixels that were there.

Recipe: arXiv 2012.09161, section 4 and the official code. Ours besides: cosine decay, averaged weights (EMA), the folded
first layer (the same gradients, several times faster) and bfloat16 where the hardware has it.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from viewer.errors import Stop, UserError
from viewer.files import replacing
from viewer.models import checkpoint
from viewer.models.device import choose_device, fast_dtype
from viewer.models.growth import grow
from viewer.models.liif import LIIF
from viewer.training.data import Batch, ImageStore, Sampler
from viewer.training.options import LiifOptions
from viewer.training.schedule import learning_rate
from viewer.training.validation import Validation

Report = Callable[[dict[str, Any]], None]
REPORT_EVERY = 20  # steps
LOSSES = {"l1": F.l1_loss, "l2": F.mse_loss}


class Trainer:
    """One LIIF training: the network, its average, the optimiser and the step they have reached."""

    def __init__(self, options: LiifOptions) -> None:
        self.options = options
        self.device = choose_device(options.device)
        torch.manual_seed(options.seed)
        self.model: LIIF = LIIF(**options.architecture())
        if options.init is not None:
            self._start_from(options.init)
        self.model.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        trained = [p for p in self.model.parameters() if p.requires_grad]
        self.optimiser = torch.optim.Adam(trained, lr=options.lr, fused=self.device.type in ("cpu", "cuda"))
        self.average = [p.detach().clone() for p in trained]
        self.trained = trained
        self.step = 0
        self.best = float("-inf")
        self.dtype = {"auto": fast_dtype(self.device), "float32": torch.float32, "bfloat16": torch.bfloat16}[options.precision]

    def _start_from(self, path: Path) -> None:
        try:
            grow(checkpoint.build(checkpoint.load(path), path.name), self.model)
        except ValueError as error:
            raise UserError(f"{path.name} does not fit into what --encoder and --hidden ask for: {error}.") from error

    def train_step(self, batch: Batch) -> Tensor:
        """One optimiser step on `batch`; the loss before it."""
        options = self.options
        rate = learning_rate(self.step, options.steps, options.lr, options.schedule, options.warmup)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        batch = batch.to(self.device)
        self.optimiser.zero_grad(set_to_none=True)
        with torch.autocast(self.device.type, self.dtype, enabled=self.dtype != torch.float32):
            predicted = self.model(batch.image, batch.coord, batch.cell)
        loss = LOSSES[options.loss](predicted.float(), batch.rgb)
        loss.backward()
        nn.utils.clip_grad_norm_(self.trained, options.clip)
        self.optimiser.step()
        self.step += 1
        decay = min(options.ema, self.step / (self.step + 10))
        torch._foreach_lerp_(self.average, [p.detach() for p in self.trained], 1 - decay)
        return loss.detach()

    def averaged(self) -> LIIF:
        """A copy of the network with the averaged weights, for use."""
        model = LIIF(**self.options.architecture())
        model.load_state_dict({k: v.cpu() for k, v in self.model.state_dict().items()})
        mine = [p for p in model.parameters() if p.requires_grad]
        with torch.no_grad():
            for parameter, mean in zip(mine, self.average, strict=True):
                parameter.copy_(mean)
        return model.to(self.device).eval().requires_grad_(False)

    def checkpoint(self) -> checkpoint.Checkpoint:
        """The averaged network with its recipe, for use."""
        recipe = self.options.model_dump(mode="json", exclude={"data", "val", "init", "device"})
        recipe["data"] = [path.name for path in self.options.data]  # names, not places: the file will travel
        recipe["init"] = self.options.init and self.options.init.name
        info = {"recipe": recipe, "step": self.step} | ({"val_psnr": self.best} if self.best > 0 else {})
        return checkpoint.describe("liif", self.averaged(), info)

    def save_state(self, path: Path) -> None:
        """Write all that a resumed run needs, atomically; the data of a step depends on its number alone."""
        tensors: dict[str, Tensor] = {}
        for i, (parameter, mean) in enumerate(zip(self.trained, self.average, strict=True)):
            tensors[f"{i}.weight"], tensors[f"{i}.average"] = parameter.detach(), mean
            tensors |= {f"{i}.adam.{key}": value for key, value in self.optimiser.state[parameter].items()}
        contiguous = {key: value.cpu().contiguous() for key, value in tensors.items()}
        with replacing(path) as temporary:
            save_file(contiguous, temporary, {"step": str(self.step), "best": repr(self.best)})

    def load_state(self, path: Path) -> None:
        """Go on from what `save_state` wrote."""
        with safe_open(path, "pt", device=str(self.device)) as file:
            keys = set(file.keys())
            metadata = file.metadata()
            with torch.no_grad():
                for i, (parameter, mean) in enumerate(zip(self.trained, self.average, strict=True)):
                    parameter.copy_(file.get_tensor(f"{i}.weight"))
                    mean.copy_(file.get_tensor(f"{i}.average"))
                    adam = [key for key in keys if key.startswith(f"{i}.adam.")]
                    self.optimiser.state[parameter] = {key.split(".")[-1]: _like(file.get_tensor(key), parameter) for key in adam}
        self.step, self.best = int(metadata["step"]), float(metadata["best"])


def _like(state: Tensor, parameter: nn.Parameter) -> Tensor:
    """Optimiser state in the memory layout of its parameter (Adam's step count is a scalar and stays)."""
    return torch.empty_like(parameter).copy_(state) if state.shape == parameter.shape else state


def train(options: LiifOptions, folder: Path, report: Report, stop: Stop, resume: bool = False) -> bool:
    """Train to the end of `options.steps` or until `stop`, leaving `last`, `best` and `state.safetensors` in `folder`.

    `report` receives an event, a dict with `step`, `loss`, `lr`, `it_s` and sometimes `psnr`, every few steps.
    Whether the end was reached. UserError if the loss stops being a number; what was saved before stays.
    """
    trainer = Trainer(options)
    if resume:
        trainer.load_state(folder / "state.safetensors")
    sampler = Sampler(
        ImageStore(options.data), options.patch, options.batch, options.samples,
        (options.scale_min, options.scale_max), options.seed,
    )  # fmt: skip
    validation = Validation(ImageStore(options.val), (2, 3, 4)) if options.val else None
    running, started, first = 0.0, time.monotonic(), trainer.step
    saved = trainer.step

    def save() -> None:
        checkpoint.save(trainer.checkpoint(), folder / "last.safetensors")
        trainer.save_state(folder / "state.safetensors")

    for batch in _prefetched(sampler, trainer.step, options.steps):
        if stop.is_set():
            break
        running += float(trainer.train_step(batch))
        step = trainer.step
        if step % REPORT_EVERY == 0 or step == options.steps:
            mean = running / ((step - 1) % REPORT_EVERY + 1)
            if mean != mean:
                raise UserError(f"The loss stopped being a number before step {step}.", "Resume with a lower --lr.")
            rate = (step - first) / (time.monotonic() - started)
            report({"step": step, "loss": mean, "lr": trainer.optimiser.param_groups[0]["lr"], "it_s": rate})
            running = 0.0
        if validation and (step % options.val_every == 0 or step == options.steps):
            psnr = validation.psnr(trainer.averaged(), trainer.dtype)
            report({"step": step, "psnr": psnr})
            if psnr > trainer.best:
                trainer.best = psnr
                checkpoint.save(trainer.checkpoint(), folder / "best.safetensors")
        if step % options.save_every == 0:
            save()
            saved = step
    if saved != trainer.step:
        save()
    return trainer.step >= options.steps


def _prefetched(sampler: Sampler, first: int, end: int) -> Iterator[Batch]:
    """The batches of steps `first` to `end`, each drawn while the one before it is being trained on."""
    with ThreadPoolExecutor(1, "batches") as pool:
        upcoming = pool.submit(sampler.draw, first)
        for step in range(first, end):
            batch = upcoming.result()
            if step + 1 < end:
                upcoming = pool.submit(sampler.draw, step + 1)
            yield batch
