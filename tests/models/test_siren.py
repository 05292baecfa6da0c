"""The SIREN network against its formulas in plain float64, against calculus, and in the layouts its authors wrote."""

import math

import numpy as np
import pytest
import torch
from reference import siren as reference

from viewer.errors import UserError
from viewer.fields.files import load_picture
from viewer.models import checkpoint
from viewer.models.siren import Siren, from_official


def small(**changes):
    torch.manual_seed(1)
    return Siren((7, 5), **{"hidden": 12, "layers": 2, **changes}).eval().requires_grad_(False)


def official(state, layout):
    """`state` with the names of the official scripts or notebook."""
    if layout == "notebook":
        return state
    return {f"net.net.{key.split('.')[1]}.0.{key.split('.')[-1]}": value for key, value in state.items()}


POINTS = [(-1.0, -1.0), (0.3, -0.7), (0.99, 0.12)]


@pytest.mark.parametrize("layout", ["notebook", "scripts"])
@pytest.mark.parametrize("changes", [{}, {"channels": 1, "omega0": 12.0, "hidden_omega0": 20.0}, {"layers": 0}])
def test_values_and_derivatives_are_those_of_the_formulas(layout, changes):
    model = small(**changes)
    state = official(model.state_dict(), layout)
    loaded = small(**changes)
    loaded.load_state_dict(from_official(state))
    coords = torch.tensor(POINTS)
    jet = loaded.jet(loaded.phases(coords))
    torch.testing.assert_close(jet.value, loaded(coords))
    omegas = changes.get("omega0", 30.0), changes.get("hidden_omega0", 30.0)
    for i, point in enumerate(POINTS):
        values, gradient, laplacian = reference.at(state, *point, *omegas)
        value, first, second = (part[i].numpy() for part in jet)
        np.testing.assert_allclose(value, values, atol=1e-5)
        np.testing.assert_allclose(first.T, gradient, atol=1e-5 * np.abs(first).max())
        np.testing.assert_allclose(second.sum(0), laplacian, atol=1e-5 * np.abs(second).max())


def test_a_sine_at_the_end_as_the_notebook_has_it():
    model = small(outermost_linear=False)
    assert "net.3.linear.weight" in model.state_dict()
    values, gradient, _ = reference.at(model.state_dict(), 0.3, -0.7)
    jet = model.double().jet(model.phases(torch.tensor([0.3, -0.7], dtype=torch.float64)))
    np.testing.assert_allclose(jet.value, values, rtol=1e-12)
    np.testing.assert_allclose(jet.first.T, gradient, rtol=1e-12)


def test_derivatives_are_those_of_autograd():
    model = small().double()
    coords = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
    jet = model.jet(model.phases(coords.detach()))
    values = model(coords)
    for channel in range(3):
        (gradient,) = torch.autograd.grad(values[:, channel].sum(), coords, create_graph=True)
        np.testing.assert_allclose(jet.first[..., channel], gradient.detach(), rtol=1e-10)
        for axis in (0, 1):
            (row,) = torch.autograd.grad(gradient[:, axis].sum(), coords, retain_graph=True)
            np.testing.assert_allclose(jet.second[:, axis, channel], row[:, axis], rtol=1e-9)


def test_of_a_known_function_they_are_those_of_calculus():
    """One sine of a plane wave: sin(3 y + 4 x + 1/2), whose Laplacian is -25 times itself."""
    model = small(hidden=1, layers=0, channels=1, omega0=1.0).double()
    with torch.no_grad():
        model.first.linear.weight.copy_(torch.tensor([[3.0, 4.0]]))
        model.first.linear.bias.fill_(0.5)
        model.net[1].weight.fill_(1.0)
        model.net[1].bias.fill_(0.0)
    y, x = 0.2, -0.6
    jet = model.jet(model.phases(torch.tensor([y, x], dtype=torch.float64)))
    a = 3 * y + 4 * x + 0.5
    np.testing.assert_allclose(jet.value, [math.sin(a)], rtol=1e-12)
    np.testing.assert_allclose(jet.first[:, 0], [3 * math.cos(a), 4 * math.cos(a)], rtol=1e-12)
    np.testing.assert_allclose(jet.second.sum(0), [-25 * math.sin(a)], rtol=1e-12)


@pytest.mark.parametrize("aligned", [False, True])
@pytest.mark.parametrize("size", [(7, 5), (1, 4), (1, 1)])
def test_pixels_lie_where_the_grid_says(aligned, size):
    model = small(aligned=aligned)
    model = Siren(size, hidden=4, layers=0, aligned=aligned)
    for axis, n in ((0, size[1]), (1, size[0])):
        centres = np.arange(n) + 0.5
        expected = np.linspace(-1, 1, n) if aligned else -1 + (2 * np.arange(n) + 1) / n
        np.testing.assert_allclose(model.coordinates(centres, axis), expected, atol=1e-12)
        np.testing.assert_allclose(
            model.coordinates(centres + 1, axis) - model.coordinates(centres, axis), model.per_pixel[axis], rtol=1e-12
        )


def test_weights_begin_as_the_paper_says():
    torch.manual_seed(0)
    model = Siren((256, 256), channels=1)
    counts = [sum(p.numel() for p in network.parameters()) for network in (model, Siren((256, 256)))]
    assert counts == [3 * 256 + 3 * 257 * 256 + 257 * channels for channels in (1, 3)]
    limits = [0.5] + 4 * [math.sqrt(6 / 256) / 30]
    for layer, limit in zip(model.net, limits, strict=True):
        weight = getattr(layer, "linear", layer).weight.detach()
        assert 0.97 * limit < float(weight.abs().max()) <= limit
        assert abs(float(weight.mean())) < 0.1 * limit


@pytest.mark.parametrize("changes", [{"channels": 2}, {"hidden": 0}, {"layers": -1}])
def test_networks_that_are_none_are_refused(changes):
    with pytest.raises(ValueError, match="no image has"):
        small(**changes)
    with pytest.raises(ValueError, match="no image has"):
        Siren((0, 3))


@pytest.mark.parametrize("layout", ["notebook", "scripts"])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("outermost_linear", [True, False])
def test_files_of_the_authors_open_where_they_belong(tmp_path, layout, channels, outermost_linear):
    if layout == "scripts" and not outermost_linear:
        pytest.skip("the scripts have no such network")
    model = small(channels=channels, outermost_linear=outermost_linear, aligned=True)
    torch.save(official(model.state_dict(), layout), tmp_path / "siren.pth")
    found = checkpoint.load(tmp_path / "siren.pth")
    loaded = checkpoint.build(found)
    assert loaded.aligned and loaded.size == (256, 256) and "256 x 256" in found.info["assumed"]
    coords = torch.tensor(POINTS)
    assert torch.equal(loaded(coords), model(coords))
    assert load_picture(tmp_path / "siren.pth").size == (256, 256)


@pytest.mark.parametrize(
    "state",
    [
        {"net.0.linear.weight": torch.zeros(8, 3), "net.0.linear.bias": torch.zeros(8), "net.1.weight": torch.zeros(3, 8)},
        {"net.0.weight": torch.zeros(8, 2)},
        {"net.net.0.0.weight": "no tensor"},
    ],
)
def test_state_dicts_of_something_else_are_refused_in_a_sentence(tmp_path, state):
    torch.save(state, tmp_path / "other.pth")
    with pytest.raises(UserError, match=r"other\.pth"):
        checkpoint.build(checkpoint.load(tmp_path / "other.pth"), "other.pth")
