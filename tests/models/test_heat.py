"""The heat network: its sums against plain loops, no seams between latents, and bicubic interpolation to begin with."""

import math

import numpy as np
import pytest
import torch

from viewer.errors import Stop
from viewer.fields.field import Grid
from viewer.fields.heat import HeatField
from viewer.fields.interpolation import Interpolation
from viewer.imaging.image import Image
from viewer.models import checkpoint
from viewer.models.heat import Heat

CPU = torch.device("cpu")


@pytest.fixture
def model():
    """A small network with random coefficients."""
    torch.manual_seed(0)
    encoder = {"name": "edsr-baseline", "args": {"n_resblocks": 1, "n_feats": 8, "no_upsampling": True}}
    model = Heat(encoder, frequencies=3, hidden=(12,))
    torch.nn.init.normal_(model.head[-1].weight, std=0.3)
    return model.eval().requires_grad_(False)


@pytest.fixture
def image():
    return Image(np.random.default_rng(1).integers(40, 216, (14, 17, 3), np.uint8))


def naive(model, image, y, x, step):
    """The field at a point (source pixels, centres at +0.5), in [-1, 1], by loops in float64."""
    pixels = torch.tensor(image.pixels).permute(2, 0, 1)[None] / 127.5 - 1
    feat = model.encode(pixels)[0].double().numpy()
    height, width = feat.shape[1:]
    w, kappa = model.frequencies.double().numpy(), math.exp(float(model.log_kappa))
    step = max(step, 1 / model.scale_max)
    u, v = y - 0.5, x - 0.5

    def keys(d):
        d = abs(d)
        return 1.5 * d**3 - 2.5 * d**2 + 1 if d < 1 else -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2 if d < 2 else 0.0

    def share(at, i, n):
        d = min(abs(min(max(at, 0), n - 1) - i), 1)
        return 1 - 3 * d**2 + 2 * d**3

    def sines(d):
        fade = [math.exp(-kappa * (f * step) ** 2) for f in w]
        pairs = list(zip(fade, w, strict=True))
        return [a * math.cos(f * d) for a, f in pairs] + [a * math.sin(f * d) for a, f in pairs]

    colour, weight = np.zeros(3), 0.0
    for i in range(height):
        for j in range(width):
            heard = keys(u - i) * keys(v - j)
            colour += heard * feat[:3, i, j]
            weight += heard
    colour /= weight
    for i in range(height):
        for j in range(width):
            if b := share(u, i, height) * share(v, j, width):
                matrix = feat[3:, i, j].reshape(3, 2 * len(w), 2 * len(w))
                colour += b * np.einsum("p,cpq,q->c", sines(u - i), matrix, sines(v - j))
    return colour


@pytest.mark.parametrize("zoom", [1.3, 4, 40, 1e5])
def test_field_and_network_say_what_plain_loops_do(model, image, zoom):
    grid = Grid(5.03, 7.6, 1 / zoom, 1 / zoom, 4, 5)
    values = HeatField(model, image, CPU, "exact").sample(grid, Stop())
    points = np.stack(np.meshgrid(grid.ys(), grid.xs(), indexing="ij"), -1)
    truth = np.array([[naive(model, image, y, x, 1 / zoom) for y, x in row] for row in points])
    np.testing.assert_allclose(values, np.clip(truth / 2 + 0.5, 0, 1), atol=2e-5)
    if zoom < 100:
        height, width = 14, 17
        coord = torch.tensor(points.reshape(1, -1, 2) / [height, width] * 2 - 1, dtype=torch.float32)
        cell = torch.tensor([2 / zoom / height, 2 / zoom / width]).expand_as(coord)
        pixels = torch.tensor(image.pixels).permute(2, 0, 1)[None] / 127.5 - 1
        np.testing.assert_allclose(model(pixels, coord, cell)[0].view(4, 5, 3).numpy(), truth, atol=1e-4)


def test_at_the_rim_of_the_image_too(model, image):
    for y0, x0 in ((0, 0), (13.1, 16.2)):
        grid = Grid(y0, x0, 0.21, 0.19, 4, 4)
        values = HeatField(model, image, CPU, "exact").sample(grid, Stop())
        truth = np.array([[naive(model, image, y, x, 0.21) for x in grid.xs()] for y in grid.ys()])
        np.testing.assert_allclose(values, np.clip(truth / 2 + 0.5, 0, 1), atol=0.01)


@pytest.mark.parametrize("axis", [0, 1])
def test_between_two_latents_neither_the_field_nor_its_slope_jumps(model, image, axis):
    step = 1e-4
    border = 6.5 - 4 * step  # the centre of a latent, where the pair that is heard changes
    grid = Grid(border, 7.2, step, 1e-3, 8, 3) if axis == 0 else Grid(7.2, border, 1e-3, step, 3, 8)
    values = np.moveaxis(HeatField(model, image, CPU, "exact").sample(grid, Stop()).astype(np.float64), axis, 0)
    slopes = np.diff(values, axis=0) / step
    assert np.abs(np.diff(slopes, axis=0)).max() < 0.05 * (np.abs(slopes).max() + 1)


def test_an_untrained_network_is_bicubic_interpolation(image):
    encoder = {"name": "edsr-baseline", "args": {"n_resblocks": 1, "n_feats": 8, "no_upsampling": True}}
    grid = Grid(4, 5, 0.23, 0.23, 20, 24)
    values = HeatField(Heat(encoder), image, CPU, "exact").sample(grid, Stop())
    np.testing.assert_allclose(values, Interpolation(image.pixels, "bicubic").sample(grid, Stop()), atol=1e-5)


def test_a_checkpoint_brings_it_back(model, image, tmp_path):
    checkpoint.save(checkpoint.describe("heat", model), tmp_path / "heat.safetensors")
    again = checkpoint.build(checkpoint.load(tmp_path / "heat.safetensors"))
    grid = Grid(2, 3, 0.1, 0.1, 30, 30)
    values = [HeatField(net, image, CPU).sample(grid, Stop()) for net in (model, again)]
    np.testing.assert_array_equal(*values)
