"""The hourglass is that of the paper: its formulas in float64, its gradients, its number of parameters."""

import numpy as np
import pytest
import torch
from reference import hourglass as naive

from viewer.models.hourglass import Downsampler, Hourglass, Shape, lanczos_taps
from viewer.training.options.restore import RestoreOptions, restore_recipe

SMALL = {"depth": 3, "down": [4, 5], "up": [5, 3], "skip": [2, 3]}
SHAPES = {
    "small": SMALL,
    "no skips, other kernels": SMALL | {"skip": [0, 0], "kernel_down": 5, "one_by_one": False, "upsample": ["nearest"]},
    "average pooling, zeros": SMALL | {"downsample": "avg", "padding": "zero", "act": "swish", "sigmoid": False},
    "largest pooling, mixed": SMALL | {"downsample": "max", "act": "elu", "upsample": ["nearest", "bilinear"], "skip": [0, 2]},
    "antialiased": SMALL | {"downsample": "lanczos2", "act": "none", "channels": 1},
}
PAPER = [
    ({}, 2_217_831), ({"channels": 1}, 2_217_573), ({"depth": 2, "skip": [0] * 5}, 2_157_955), ({"skip": [128] * 5}, 3_002_627),
    ({"depth": 3, "down": [8, 16, 32, 64, 128], "up": [8, 16, 32, 64, 128], "skip": [0, 0, 0, 4, 4]}, 572_827),
    ({"down": [16, 32, 64, 128, 128], "up": [16, 32, 64, 128, 128], "skip": [0] * 5, "downsample": "avg"}, 1_027_379),
]  # fmt: skip


def made(name, size, dtype=torch.float64):
    torch.manual_seed(1)
    shape = Shape(**SHAPES[name])
    net = Hourglass(shape).to(dtype)
    for parameter in net.parameters():  # batch normalisation begins with ones and zeros
        torch.nn.init.normal_(parameter, std=0.4)
    return net, torch.rand(1, shape.depth, *size, dtype=dtype)


def naively(net, code):
    state = {key: value.detach().double().numpy() for key, value in net.state_dict().items()}
    return naive.forward(state, net.args, code[0].double().numpy())


@pytest.mark.parametrize("size", [(16, 24), (17, 23)])
@pytest.mark.parametrize("name", SHAPES)
def test_it_computes_what_the_paper_describes(name, size):
    net, code = made(name, size, torch.float32)
    with torch.no_grad():
        np.testing.assert_allclose(net(code)[0], naively(net, code), atol=1e-5)


@pytest.mark.parametrize("name", SHAPES)
def test_its_gradients_are_those_of_the_naive_one(name):
    net, code = made(name, (16, 16))
    weights = torch.randn(net(code).shape, dtype=torch.float64)
    (net(code) * weights).sum().backward()
    rng, step = np.random.default_rng(0), 1e-6
    for key, parameter in net.named_parameters():
        flat = parameter.data.view(-1)
        i = int(rng.integers(len(flat)))
        value, ends = float(flat[i]), []
        for moved in (value + step, value - step):
            flat[i] = moved
            ends.append(float((naively(net, code) * weights[0].numpy()).sum()))
        flat[i] = value
        slope = (ends[0] - ends[1]) / (2 * step)
        assert float(parameter.grad.view(-1)[i]) == pytest.approx(slope, rel=1e-4, abs=1e-5), key


@pytest.mark.parametrize(("changes", "parameters"), PAPER)
def test_it_has_as_many_parameters_as_the_official_one(changes, parameters):
    assert sum(parameter.numel() for parameter in Hourglass(Shape(**changes)).parameters()) == parameters


@pytest.mark.parametrize(
    ("task", "preset", "parameters"),
    [("denoise", "paper", 2_217_831), ("artefacts", "paper", 572_827), ("inpaint", "paper", 3_002_627),
     ("inpaint", "paper-hole", 2_157_955), ("upscale", "paper", 2_217_831)],
)  # fmt: skip
def test_the_presets_of_the_paper_have_its_networks(task, preset, parameters, tmp_path):
    options = RestoreOptions(image=tmp_path, task=task, **restore_recipe(task, preset))
    depth = 2 if options.code == "meshgrid" else options.depth
    net = Hourglass(Shape(depth, 3, options.down, options.up, options.skip, upsample=[options.upsample]))
    assert sum(parameter.numel() for parameter in net.parameters()) == parameters


@pytest.mark.parametrize("factor", [2, 4, 8])
@pytest.mark.parametrize("lobes", [2, 3])
def test_shrinking_is_that_of_the_paper(factor, lobes):
    x = torch.rand(1, 3, 4 * factor, 6 * factor)
    np.testing.assert_allclose(Downsampler(factor, lobes)(x)[0], naive.shrink(x[0].double().numpy(), factor, lobes), atol=5e-6)
    assert lanczos_taps(factor, lobes).sum() == pytest.approx(1)
    if (factor, lobes) == (2, 2):
        np.testing.assert_allclose(lanczos_taps(2, 2)[:4], [-0.008863, -0.041940, 0.116500, 0.434303], atol=1e-6)


def test_the_smallest_picture_it_says_it_takes_it_takes():
    for changes in ({}, {"kernel_down": 5, "down": [8] * 3, "up": [8] * 3, "skip": [2] * 3}):
        shape = Shape(**changes)
        assert torch.isfinite(Hourglass(shape)(torch.rand(1, shape.depth, shape.smallest, shape.smallest))).all()


def test_shapes_that_do_not_fit_together_are_refused():
    for wrong in ({"down": [8]}, {"kernel_down": 4}, {"upsample": ["nearest", "bilinear"]}):
        with pytest.raises(ValueError, match="must"):
            Shape(**wrong)
