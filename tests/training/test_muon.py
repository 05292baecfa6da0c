"""Muon against a plain float64 account of it."""

import numpy as np
import pytest
import torch
from torch import nn

from viewer.training.muon import Muon, orthogonal


@pytest.mark.parametrize("shape", [(24, 24), (16, 144), (300, 40)])
def test_a_step_keeps_the_directions_of_the_momentum_and_evens_their_sizes(shape):
    rng = np.random.default_rng(1)
    left, right = (np.linalg.qr(rng.normal(size=(n, min(shape))))[0] for n in shape)
    matrix = left * np.geomspace(1, 1e-2, min(shape)) @ right.T
    made = orthogonal(torch.from_numpy(np.stack([matrix, -7e-5 * matrix])).float()).double().numpy()
    assert np.allclose(made[1], -made[0], atol=1e-3)  # whatever its length
    sizes = left.T @ made[0] @ right
    assert np.abs(sizes - np.diag(np.diag(sizes))).max() < 1e-3
    assert np.diag(sizes).min() > 0.6 and np.diag(sizes).max() < 1.3


def plain_orthogonal(matrix):
    """By its singular values, each taken five times through Jordan's quintic."""
    left, values, right = np.linalg.svd(matrix, full_matrices=False)
    values = values / np.linalg.norm(values)
    for _ in range(5):
        values = 3.4445 * values - 4.7750 * values**3 + 2.0315 * values**5
    return left * values @ right


def test_steps_are_those_of_the_plain_account():
    rng = np.random.default_rng(2)
    shapes = [(8, 5, 3, 3), (6, 40), (8, 5, 3, 3), (3, 40), (8, 3, 3, 3), (8,), ()]
    begin = [rng.normal(size=shape) for shape in shapes]
    parameters = [nn.Parameter(torch.tensor(values, dtype=torch.float64)) for values in begin]
    parameters[0].data = parameters[0].data.to(memory_format=torch.channels_last)
    gradients = [[rng.normal(size=shape) for shape in shapes] for _ in range(4)]
    rates = [0.01, 0.02, 0.005, 0.01]
    optimiser = Muon(parameters, 1.0)
    for gradient, rate in zip(gradients, rates, strict=True):
        optimiser.zero_grad()
        for parameter, values in zip(parameters, gradient, strict=True):
            parameter.grad = torch.tensor(values, dtype=torch.float64)
        optimiser.param_groups[0]["lr"] = rate
        optimiser.step()

    for i, values in enumerate(begin):
        momentum, square = np.zeros_like(values), np.zeros_like(values)
        for t, rate in enumerate(rates, 1):
            g = gradients[t - 1][i]
            if i < 3:  # matrices
                momentum = 0.95 * momentum + 0.05 * g
                step = plain_orthogonal((0.05 * g + 0.95 * momentum).reshape(len(g), -1)).reshape(g.shape)
                values = values - rate * 0.2 * max(len(g), g[0].size) ** 0.5 * step
            else:  # colours that come out, colours that go in, vectors, numbers: Adam
                momentum, square = 0.9 * momentum + 0.1 * g, 0.999 * square + 0.001 * g**2
                values = values - rate * (momentum / (1 - 0.9**t)) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8)
        assert np.allclose(parameters[i].detach().numpy(), values, atol=1e-6), shapes[i]
