"""Muon: weights that are matrices are changed by the nearest orthogonal matrix to their momentum, all others by Adam.

So the directions in which a gradient is small are learnt as fast as the few in which it is large. From Jordan et al., "Muon: An
optimizer for hidden layers in neural networks" (2024); steps are as large as Adam's at the same rate (arXiv 2502.16982, eq. 4).
A convolution's weights are a matrix with a row for each of its outputs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn

MOMENTUM = 0.95
ADAMS = 0.2  # the root mean square of Adam's steps, in rates
FEWEST_OUTPUTS, FEWEST_INPUTS = 4, 28  # what begins at an image or ends in one is Adam's, as are vectors
COEFFICIENTS = 3.4445, -4.7750, 2.0315  # of the quintic that brings singular values near 1 fastest (Jordan)
ITERATIONS = 5


class Muon(torch.optim.Optimizer):
    """Of all `params`; `adam` are further arguments of `torch.optim.Adam`, for what is no matrix."""

    def __init__(self, params: Iterable[nn.Parameter], lr: float | Tensor, **adam: Any) -> None:
        params = list(params)
        super().__init__(params, {"lr": lr})
        self._matrices: dict[tuple[int, int], list[Tensor]] = defaultdict(list)  # by size, to be worked on together
        others = []
        for p in params:
            if p.ndim >= 2 and len(p) >= FEWEST_OUTPUTS and p[0].numel() >= FEWEST_INPUTS:
                self._matrices[len(p), p[0].numel()].append(p)
            else:
                others.append(p)
        self._adam = torch.optim.Adam(others, lr, **adam)
        self._adam.state = self.state  # one memory

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """Change the weights by their gradients. No closure is called."""
        rate = self.param_groups[0]["lr"]
        self._adam.param_groups[0]["lr"] = rate
        self._adam.step()
        for size, parameters in self._matrices.items():
            self._turn([p for p in parameters if p.grad is not None], ADAMS * max(size) ** 0.5 * rate)

    def _turn(self, parameters: list[Tensor], length: float | Tensor) -> None:
        """Change matrices of one size by orthogonal ones times `length`."""
        if not parameters:
            return
        momenta, gradients = [self._momentum(p) for p in parameters], [p.grad for p in parameters if p.grad is not None]
        torch._foreach_lerp_(momenta, gradients, 1 - MOMENTUM)
        ahead = torch._foreach_lerp(gradients, momenta, MOMENTUM)  # as Nesterov looks there
        steps = orthogonal(torch.stack([momentum.flatten(1) for momentum in ahead])) * length
        torch._foreach_sub_(parameters, [step.view_as(p) for step, p in zip(steps, parameters, strict=True)])

    def _momentum(self, parameter: Tensor) -> Tensor:
        state = self.state[parameter]
        if not state:
            state["momentum"] = torch.zeros_like(parameter)
        momentum: Tensor = state["momentum"]
        return momentum


def orthogonal(matrices: Tensor) -> Tensor:
    """Near U V^T of each matrix U S V^T (..., rows, cols): singular values become some 0.7 to 1.2, the smallest stay smaller.

    By Newton and Schulz's iteration, on GPUs in bfloat16, which is precise enough.
    """
    is_tall = matrices.shape[-2] > matrices.shape[-1]
    x = matrices.mT if is_tall else matrices
    x = x.bfloat16() if x.is_cuda else x
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    a, b, c = COEFFICIENTS
    for _ in range(ITERATIONS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return (x.mT if is_tall else x).to(matrices.dtype)
