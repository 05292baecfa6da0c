"""A training step as one CUDA graph: its thousand kernels are recorded once and launched together."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import torch
from torch import Tensor

FIRST = 3  # steps that are taken one by one: libraries choose their kernels in them, the optimiser makes its memory


class Recorded:
    """`step(batch)`, a function of tensors of the same shapes each time, whose kernels do not depend on their values.

    It must free the gradients it finds before it makes its own. The loss it returns is overwritten by the next one.
    """

    def __init__(self, step: Callable[[Any], Tensor], device: torch.device) -> None:
        self._step = step
        self._device = device
        self._left = FIRST
        self._stream = torch.cuda.Stream(device)
        self._graph: torch.cuda.CUDAGraph | None = None
        self._batch: Any = None
        self._loss: Tensor | None = None

    def __call__(self, batch: Any) -> Tensor:
        """The loss of `batch`, on the GPU."""
        with torch.cuda.device(self._device):  # of several the one whose streams are meant
            return self._take(batch)

    def _take(self, batch: Any) -> Tensor:
        if self._batch is None:
            self._batch = type(batch)(*(torch.empty_like(getattr(batch, field.name)) for field in fields(batch)))
        for field in fields(batch):
            getattr(self._batch, field.name).copy_(getattr(batch, field.name), non_blocking=True)
        if self._left:
            self._left -= 1
            return self._beside()
        if self._graph is None:
            self._record()
        assert self._graph is not None and self._loss is not None
        self._graph.replay()
        return self._loss

    def _beside(self) -> Tensor:
        """A step on a stream of its own, as a recorded one is."""
        self._stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(self._stream):
            loss = self._step(self._batch)
        torch.cuda.current_stream().wait_stream(self._stream)
        return loss

    def _record(self) -> None:
        """Nothing is computed."""
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, stream=self._stream, capture_error_mode="thread_local"):  # batches are drawn meanwhile
            self._loss = self._step(self._batch)
        self._graph = graph
