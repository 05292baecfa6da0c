"""SIREN: an image as a network of sines (Sitzmann et al., arXiv 2006.09661, section 3).

    h_0 = (y, x) in [-1, 1],   h_k+1 = sin(omega_k (W_k h_k + b_k)),   value = W_n h_n + b_n, near [-1, 1]: nothing squashes it

A derivative of a SIREN is a SIREN: with a = omega (W h + b), along each coordinate

    d sin(a)  = cos(a) da,          da  = omega W dh
    d2 sin(a) = cos(a) d2a - sin(a) da^2,   d2a = omega W d2h

so that values and derivatives come out of one pass forward (`jet`).
"""

import math
from typing import Any, NamedTuple, cast

import torch
from torch import Tensor, nn


class Jet(NamedTuple):
    """Values (..., C) and their derivatives along y and x, first and second, (..., 2, C) each, in network coordinates."""

    value: Tensor
    first: Tensor
    second: Tensor


class SineLayer(nn.Module):
    """sin(omega0 (W x + b))."""

    def __init__(self, width: int, out: int, omega0: float, is_first: bool = False) -> None:
        super().__init__()
        self.omega0 = omega0
        self.linear = nn.Linear(width, out)
        nn.init.uniform_(self.linear.weight, -(limit := _limit(width, omega0, is_first)), limit)

    def forward(self, x: Tensor) -> Tensor:
        """(..., width) -> (..., out)."""
        return torch.sin(self.omega0 * self.linear(x))


class Siren(nn.Module):
    """The network and what it is a picture of.

    size           width and height of the image, in pixels
    channels       3, or 1 for grey
    hidden         width of the sine layers
    layers         how many there are after the first
    omega0         of the first layer
    hidden_omega0  of the others
    aligned        whether the centres of the first and last pixel lie at -1 and 1, as in the official code; else those are the
                   edges of the image
    outermost_linear  whether the last layer is linear, as it is but in an option of the official notebook
    """

    def __init__(
        self,
        size: tuple[int, int],
        channels: int = 3,
        hidden: int = 256,
        layers: int = 3,
        omega0: float = 30.0,
        hidden_omega0: float = 30.0,
        aligned: bool = False,
        outermost_linear: bool = True,
    ) -> None:
        super().__init__()
        if min(size) < 1 or channels not in (1, 3) or hidden < 1 or layers < 0:
            raise ValueError("a size, channels, width or number of layers that no image has")
        self.size = (int(size[0]), int(size[1]))
        self.aligned = aligned
        self.args: dict[str, Any] = {
            "size": list(self.size),
            "channels": channels,
            "hidden": hidden,
            "layers": layers,
            "omega0": omega0,
            "hidden_omega0": hidden_omega0,
            "aligned": aligned,
            "outermost_linear": outermost_linear,
        }
        net: list[nn.Module] = [SineLayer(2, hidden, omega0, is_first=True)]
        net += [SineLayer(hidden, hidden, hidden_omega0) for _ in range(layers)]
        if outermost_linear:
            net.append(last := nn.Linear(hidden, channels))
            nn.init.uniform_(last.weight, -(limit := _limit(hidden, hidden_omega0)), limit)
        else:
            net.append(SineLayer(hidden, channels, hidden_omega0))
        self.net = nn.ModuleList(net)

    @property
    def first(self) -> SineLayer:
        """The first layer."""
        return cast(SineLayer, self.net[0])

    @property
    def per_pixel(self) -> tuple[float, float]:
        """How far a source pixel reaches in network coordinates, down and across."""
        width, height = (max(n - self.aligned, 1) for n in self.size)
        return 2 / height, 2 / width

    def coordinates(self, points: Any, axis: int) -> Any:
        """Positions in source pixels (arrays or tensors) along `axis`, 0 down and 1 across, in network coordinates."""
        return (points - 0.5 * self.aligned) * self.per_pixel[axis] - 1

    def phases(self, coords: Tensor) -> Tensor:
        """What the first layer takes the sine of, (..., hidden), at `coords` (..., 2), y and x."""
        return self.first.omega0 * self.first.linear(coords)

    def forward(self, coords: Tensor) -> Tensor:
        """Values (..., C) at `coords` (..., 2), y and x."""
        return self.values(self.phases(coords))

    def values(self, phases: Tensor) -> Tensor:
        """Values (..., C) where the first layer has `phases`."""
        value = torch.sin(phases)
        for layer in self.net[1:]:
            value = layer(value)
        return value

    def jet(self, phases: Tensor) -> Jet:
        """Values and derivatives where the first layer has `phases`."""
        slope = (self.first.omega0 * self.first.linear.weight).T.contiguous()  # its layout becomes that of all that follows
        value, turn = torch.sin(phases), torch.cos(phases)[..., None, :]
        jet = Jet(value, turn * slope, -value[..., None, :] * slope**2)
        for layer in self.net[1:]:
            jet = _through(layer, jet)
        return jet


def _through(layer: nn.Module, jet: Jet) -> Jet:
    """A layer's values and derivatives, given those of what goes into it."""
    weight, bias = layer_of(layer)
    value, first, second = jet.value @ weight.T + bias, jet.first @ weight.T, jet.second @ weight.T
    if not isinstance(layer, SineLayer):
        return Jet(value, first, second)
    value, turn = torch.sin(value), torch.cos(value)[..., None, :]
    return Jet(value, turn * first, turn * second - value[..., None, :] * first**2)


def layer_of(layer: nn.Module) -> tuple[Tensor, Tensor]:
    """The weight and bias of a layer's linear part, omega0 among them."""
    if isinstance(layer, SineLayer):
        return layer.omega0 * layer.linear.weight, layer.omega0 * layer.linear.bias
    linear = cast(nn.Linear, layer)
    return linear.weight, linear.bias


def _limit(width: int, omega0: float, is_first: bool = False) -> float:
    """Weights begin uniformly within this: then every layer's sines have an arcsine distribution (section 3.2)."""
    return 1 / width if is_first else math.sqrt(6 / width) / omega0


def from_official(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The state dict of the official scripts or of the notebook, by our names. ValueError if it is neither."""
    numbers = {key.split(".")[2]: None for key in state if key.startswith("net.net.")}
    last = list(numbers)[-1] if numbers else ""
    named = {}
    for key, value in state.items():
        if key.startswith("net.net."):
            number, part = key.split(".")[2], key.split(".")[-1]
            key = f"net.{number}.{part}" if number == last else f"net.{number}.linear.{part}"
        named[key] = value
    if not {"net.0.linear.weight", "net.0.linear.bias"} <= named.keys():
        raise ValueError("no layer of sines")
    return named


def official_args(state: dict[str, Tensor], size: tuple[int, int]) -> dict[str, Any]:
    """The shape of a network whose state has our names, as the official code would have made it. ValueError if it is none.

    A state dict knows neither its omega0, which is 30 there, nor the size of its picture.
    """
    weights = [value for key, value in state.items() if key.endswith("weight")]
    if weights[0].shape[1] != 2:
        raise ValueError("its input is not a place in a picture")
    return {
        "size": list(size),
        "channels": len(weights[-1]),
        "hidden": len(weights[0]),
        "layers": len(weights) - 2,
        "aligned": True,
        "outermost_linear": f"net.{len(weights) - 1}.weight" in state,
    }
