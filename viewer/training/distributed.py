"""Several processes that train one network, as `torchrun` starts them: one on each GPU or machine, or on a CPU for trial.

Each draws its share of every batch; gradients are averaged (DistributedDataParallel), so that together they take the steps one
process would take on the whole batch. The first process alone writes events and checkpoints; all of them read the run folder.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from viewer.errors import UserError

PATIENCE = timedelta(hours=2)  # for a process that decodes or validates while the others wait

Made = TypeVar("Made")


@dataclass(frozen=True)
class Team:
    """The processes of a training, and this one's place among them: by itself, it is alone."""

    rank: int = 0
    size: int = 1
    place: int = 0  # on this machine

    @property
    def is_first(self) -> bool:
        """Whether this process writes events and checkpoints."""
        return self.rank == 0

    def share(self, batch: int) -> range:
        """The patches of a batch that this process draws. UserError if the batch cannot be shared equally."""
        if batch % self.size:
            raise UserError(f"A batch of {batch} cannot be shared equally by {self.size} processes.", "Choose another --batch.")
        part = batch // self.size
        return range(self.rank * part, (self.rank + 1) * part)

    def device(self, device: torch.device) -> torch.device:
        """The own device of this process, of those that `device` means."""
        if self.size == 1 or device.type != "cuda":
            return device
        own = torch.device("cuda", self.place)
        torch.cuda.set_device(own)
        return own

    def join(self, model: nn.Module, in_part: bool = False) -> nn.Module:
        """`model`, whose gradients become the mean of all processes'; `in_part`: not all of it has some in every step."""
        if self.size == 1:
            return model
        return DistributedDataParallel(model, gradient_as_bucket_view=True, find_unused_parameters=in_part)

    def mean(self, value: Tensor) -> Tensor:
        """The mean of all processes' values."""
        if self.size == 1:
            return value
        total = value.clone()
        dist.all_reduce(total)
        return total / self.size

    def agree(self, stop: bool, seconds: float) -> tuple[bool, float]:
        """Whether any process is to stop, and the longest time any has taken: the same answer everywhere."""
        if self.size == 1:
            return stop, seconds
        said = torch.tensor([float(stop), seconds], dtype=torch.float64)
        dist.all_reduce(said, dist.ReduceOp.MAX)
        return bool(said[0]), float(said[1])

    def first_then_others(self, make: Callable[[], Made]) -> Made:
        """What `make` returns, called by one process of each machine before the others: it fills a cache for them."""
        if self.size == 1:
            return make()
        if self.place:
            dist.barrier()
        made = make()
        if not self.place:
            dist.barrier()
        return made

    def leave(self, code: int) -> None:
        """End this process with an exit code, if it is not alone.

        At once: with gloo, torch 2.13 aborts one in five such processes while Python takes itself apart ("terminate called
        without an active exception"), and `torchrun` takes that for a failure.
        """
        if self.size > 1:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


ALONE = Team()


@contextmanager
def joined_team() -> Iterator[Team]:
    """The team that `torchrun` started this process for, or `ALONE`. UserError if another process of it ends too early."""
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        yield ALONE
        return
    dist.init_process_group("cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo", timeout=PATIENCE)
    try:
        yield Team(dist.get_rank(), dist.get_world_size(), int(os.environ.get("LOCAL_RANK", "0")))
    except RuntimeError as error:
        if isinstance(error, dist.DistError) or "gloo" in str(error):
            raise UserError("Another process of this training has ended.", "Its own message says why.") from error
        raise
    else:
        dist.barrier()  # none goes while another still speaks
    finally:
        dist.destroy_process_group()
