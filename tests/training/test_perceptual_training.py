"""Training for what the eye sees: windows instead of single pixels, the parts of the loss by hand, and that they are learnt."""

import math

import numpy as np
import pytest
import torch
from reference import perceptual as naive
from test_dasr_training import tiny as tiny_blind
from tiny_runs import tiny, weights

from viewer.errors import Stop, UserError
from viewer.jobs.flags import make_options
from viewer.models import checkpoint
from viewer.models.feature_net import FeatureNet
from viewer.models.heat import Heat
from viewer.training.blind_data import BlindSampler
from viewer.training.comparison import Comparison
from viewer.training.dasr import DasrTrainer
from viewer.training.data import Sampler
from viewer.training.liif import LiifTrainer, train
from viewer.training.options.liif import LiifOptions
from viewer.training.store import ImageStore

CPU = torch.device("cpu")
ALL = {"feature_weight": 0.1, "style_weight": 0.5, "tv_weight": 2.0}


def seeing(photos, network, **changes):
    small = {"encoder": "custom", "blocks": 1, "channels": 8, "patch": 16, "samples": 256, "features": str(network)}
    return tiny(photos, **small | ALL | changes)


def test_a_window_is_a_square_of_neighbours_anywhere_in_the_crop(photos):
    options = tiny(photos, patch=16, samples=256, scale_min=1.5, scale_max=3, batch=8, tv_weight=1)
    sampler = Sampler.of(options, ImageStore([photos]))
    corners = set()
    for step in range(4):
        batch = sampler.draw(step)
        sides = 2 / batch.cell[:, :1, :1]
        places = ((batch.coord + 1) / 2 * sides - 0.5).round().long().unflatten(1, (16, 16))
        assert torch.equal(
            places - places[:, :1, :1], places.new_tensor(np.mgrid[:16, :16]).permute(1, 2, 0).expand(8, -1, -1, -1)
        )
        assert bool((places[:, -1, -1] < sides[:, 0]).all())
        corners |= {tuple(place.tolist()) for place in places[:, 0, 0]}
    assert len(corners) > 20


def test_at_scale_1_a_window_holds_the_colours_of_the_patch(photos):
    options = tiny(photos, patch=17, samples=257, scale_min=1, scale_max=1, tv_weight=1)
    batch = Sampler.of(options, ImageStore([photos])).draw(3)
    row, column = (((batch.coord[0] + 1) / 2 * 17) - 0.5).round().long().T
    assert torch.equal(batch.image[0][:, row, column].T, batch.rgb[0]) and len(row) == 256


def test_the_parts_are_those_worked_out_by_hand(photos, network):
    """In float64, layer by layer; what is due is the measure of how far features are off."""
    options = seeing(photos, network, feature_taps=["relu1_2", "relu3_3"], loss="charbonnier")
    compare = Comparison(options, CPU, torch.float32)
    torch.manual_seed(1)
    colours, rgb = (torch.rand(2, 256, 3) * 2 - 1 for _ in range(2))
    loss = compare(colours, rgb)

    made, truth = ((values.double() / 2 + 0.5).view(2, 16, 16, 3).permute(0, 3, 1, 2) for values in (colours, rgb))
    seen = naive.parts(made, truth, checkpoint.load(network).state, ("relu1_2", "relu3_3"))
    pixel = float((((colours - rgb).double() ** 2 + 1e-6) ** 0.5 - 1e-3).mean())
    expected = seen | {"pixel": pixel}
    assert {name: float(value) for name, value in compare.parts.items()} == pytest.approx(expected, rel=1e-4)
    assert float(loss) == pytest.approx(pixel + 0.1 * seen["feature"] + 0.5 * seen["style"] + 2 * seen["tv"], rel=1e-4)


def test_features_are_told_alike_whatever_their_size(photos, network, tmp_path):
    loaded = checkpoint.load(network)
    louder = {key: value * 3 if key.startswith("features.0.") else value for key, value in loaded.state.items()}
    checkpoint.save(checkpoint.Checkpoint("features", loaded.args, louder), tmp_path / "louder.safetensors")
    torch.manual_seed(1)
    colours, rgb = (torch.rand(1, 256, 3) * 2 - 1 for _ in range(2))
    parts = []
    for path in (network, tmp_path / "louder.safetensors"):
        options = seeing(photos, path, feature_taps=["relu1_2"])
        compare = Comparison(options, CPU, torch.float32)
        compare(colours, rgb)
        parts.append(compare.parts)
    # ReLUs and missing biases pass a factor on
    assert float(parts[0]["feature"]) == pytest.approx(float(parts[1]["feature"]), rel=1e-4)
    assert float(parts[0]["style"]) == pytest.approx(float(parts[1]["style"]), rel=1e-4)


def test_features_are_compared_by_their_directions_if_that_is_asked(photos, network):
    options = seeing(photos, network, feature_taps=["relu1_2", "relu3_3"], feature_metric="lpips")
    compare = Comparison(options, CPU, torch.float32)
    torch.manual_seed(1)
    colours, rgb = (torch.rand(2, 256, 3) * 2 - 1 for _ in range(2))
    compare(colours, rgb)
    made, truth = ((values.double() / 2 + 0.5).view(2, 16, 16, 3).permute(0, 3, 1, 2) for values in (colours, rgb))
    expected = naive.apart(made, truth, checkpoint.load(network).state, ("relu1_2", "relu3_3"))
    assert float(compare.parts["feature"]) == pytest.approx(expected, rel=1e-4)


def test_of_several_networks_each_looks_at_its_part_of_the_batch(photos, network, tmp_path):
    torch.manual_seed(9)
    other = tmp_path / "other.safetensors"
    checkpoint.save(checkpoint.describe("features", FeatureNet((4, 6, 8, 8))), other)
    colours, rgb = (torch.rand(3, 256, 3) * 2 - 1 for _ in range(2))

    def told(features, which):
        compare = Comparison(seeing(photos, features, feature_metric="lpips"), CPU, torch.float32)
        compare(colours[which], rgb[which])
        return float(compare.parts["feature"])

    both = f"{network}+{other}"
    first, second = told(network, slice(0, None, 2)), told(other, slice(1, None, 2))
    assert told(both, slice(None)) == pytest.approx((2 * first + second) / 3, rel=1e-5)
    assert first != pytest.approx(second, rel=1e-3)
    alone = slice(0, 1)  # fewer pictures than networks: each looks at all of them
    assert told(both, alone) == pytest.approx((told(network, alone) + told(other, alone)) / 2, rel=1e-5)


@pytest.mark.parametrize("decoder", ["liif", "heat"])
@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_what_is_weighted_becomes_less(photos, network, decoder, precision):
    options = seeing(photos, network, lr=3e-3, decoder=decoder, precision=precision, scale_min=2, scale_max=2, batch=1)
    picture = np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8)
    trainer, batch = LiifTrainer(options), Sampler.of(options, [picture]).draw(0)
    assert isinstance(trainer.model, Heat) == (decoder == "heat")
    told = []
    for _ in range(40):
        trainer.train_step(batch)
        told.append(trainer.figures["parts"])
    assert set(told[0]) == {"pixel", "feature", "style", "tv"}
    assert told[-1]["feature"] < 0.8 * told[0]["feature"] and told[-1]["style"] < 0.8 * told[0]["style"]
    assert all(math.isfinite(value) for parts in told for value in parts.values())


def test_the_loss_of_a_step_is_autograds_though_it_is_computed_in_parts(photos, network):
    options = seeing(photos, network)
    trainer, sampler = LiifTrainer(options), Sampler.of(options, ImageStore([photos]))
    batch = sampler.draw(0)
    found = torch.autograd.grad(trainer.loss(batch), trainer.trained)
    colours = trainer.model(batch.image, batch.coord, batch.cell)
    expected = torch.autograd.grad(Comparison(options, CPU, torch.float32)(colours, batch.rgb), trainer.trained)
    for ours, whole in zip(found, expected, strict=True):
        torch.testing.assert_close(ours, whole, rtol=1e-3, atol=1e-6)
        assert whole.abs().max() > 0


def test_blind_training_tells_the_same_parts_beside_contrast(photos, network):
    options = tiny_blind(photos, alone=0, samples=256, features=str(network), **ALL)
    trainer = DasrTrainer(options)
    picture = np.random.default_rng(0).integers(0, 256, (96, 96, 3)).astype(np.uint8)
    loss = trainer.train_step(BlindSampler([picture], options).draw(0))
    parts = trainer.figures["parts"]
    assert set(parts) == {"contrast", "pixel", "feature", "style", "tv"}
    weighted = (
        parts["pixel"]
        + 0.05 * parts["contrast"]
        + sum(ALL[f"{name}_weight"] * parts[name] for name in ("feature", "style", "tv"))
    )
    assert float(loss) == pytest.approx(weighted, rel=1e-5)


def test_an_interrupted_one_ends_where_an_uninterrupted_one_would_and_curves_have_their_parts(
    photos, network, tmp_path, monkeypatch
):
    monkeypatch.setattr("viewer.training.loop.REPORT_EVERY", 2)
    options, events = seeing(photos, network), []
    train(options, tmp_path / "whole", events.append, Stop())
    assert [set(event["parts"]) for event in events if "loss" in event] == [{"pixel", "feature", "style", "tv"}] * 3
    stop = Stop()
    train(options, tmp_path / "parts", lambda event: stop.set(), stop)
    assert train(options, tmp_path / "parts", lambda event: None, Stop(), resume=True)
    whole, parts = (weights(tmp_path / name / "last.safetensors") for name in ("whole", "parts"))
    assert all(torch.allclose(value, parts[key], rtol=0, atol=1e-6) for key, value in whole.items())


def test_a_run_of_pixels_alone_asks_for_no_network_and_has_no_parts(photos):
    trainer = LiifTrainer(tiny(photos, features="nosuch"))
    sampler = Sampler.of(trainer.options, ImageStore([photos]))
    trainer.train_step(sampler.draw(0))
    assert trainer.figures == {} and sampler.layout == "scattered"
    with pytest.raises(UserError, match="nosuch"):
        LiifTrainer(tiny(photos, patch=16, samples=256, features="nosuch", feature_weight=1))
    with pytest.raises(UserError, match="at least 256"):
        make_options(LiifOptions, {"data": [photos], "samples": 255, "tv_weight": 1})
    with pytest.raises(UserError, match="feature-taps"):
        make_options(LiifOptions, {"data": [photos], "feature_taps": ["relu9_9"]})
