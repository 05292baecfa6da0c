"""Deep Image Prior as its paper describes it, plainly in float32: the hourglass and the loop around it. Nothing of ours."""

import torch
from torch import nn


def convolution(width, out, kernel, stride=1):
    """Of reflected borders, normalised, and let through at a fifth where it is negative."""
    layers = [nn.ReflectionPad2d(kernel // 2)] if kernel > 1 else []
    return nn.Sequential(*layers, nn.Conv2d(width, out, kernel, stride), nn.BatchNorm2d(out), nn.LeakyReLU(0.2))


class Joined(nn.Module):
    """What goes straight on, beside what goes through the depths."""

    def __init__(self, skip, deep):
        super().__init__()
        self.skip, self.deep = skip, deep

    def forward(self, x):
        return torch.cat([self.skip(x), self.deep(x)], 1)


def hourglass(depth, levels, width, skip):
    """`levels` of `width` channels with skips of `skip`, between a code of `depth` channels and colours."""
    inner = []
    for level in reversed(range(levels)):
        given = depth if level == 0 else width
        enlarge = nn.Upsample(scale_factor=2, mode="bilinear")
        deep = nn.Sequential(convolution(given, width, 3, 2), convolution(width, width, 3), *inner, enlarge)
        joined = Joined(convolution(given, skip, 1), deep)
        inner = [joined, nn.BatchNorm2d(skip + width), convolution(skip + width, width, 3), convolution(width, width, 1)]
    return nn.Sequential(*inner, nn.Conv2d(width, 3, 1), nn.Sigmoid())


def steps(network, picture, depth, jitter=1 / 30, rate=0.01):
    """The losses of one step after the other of fitting `picture` (1, 3, H, W), averaging what comes out on the way."""
    code = torch.rand(1, depth, *picture.shape[2:], device=picture.device) * 0.1
    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    average = None
    while True:
        optimiser.zero_grad()
        out = network(code + torch.randn_like(code) * jitter)
        average = out.detach() if average is None else average * 0.99 + out.detach() * 0.01
        loss = nn.functional.mse_loss(out, picture)
        loss.backward()
        optimiser.step()
        yield loss.item()
