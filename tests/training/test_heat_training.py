"""Training heat fields: pixels on lattices, their loss, the variation that nothing else holds down, and where it starts."""

import numpy as np
import pytest
import torch
from tiny_runs import tiny, weights

from viewer.errors import Stop
from viewer.models import checkpoint
from viewer.models.heat import Heat
from viewer.training.data import Sampler
from viewer.training.heat import heat_loss, variation
from viewer.training.liif import LiifTrainer, train
from viewer.training.store import ImageStore


@pytest.fixture
def batch(photos):
    return Sampler(ImageStore([photos]), 12, 2, 64, (1.5, 4), seed=2, layout="lattice").draw(0)


def random_heat():
    torch.manual_seed(0)
    model = Heat({"name": "edsr-baseline", "args": {"n_resblocks": 1, "n_feats": 8, "no_upsampling": True}}, 3, (12,))
    torch.nn.init.normal_(model.head[-1].weight, std=0.1)
    return model


def test_pixels_on_a_lattice_are_all_crossings_of_some_rows_and_columns(batch):
    for coord, cell in zip(batch.coord.unflatten(1, (8, 8)), batch.cell, strict=True):
        assert torch.equal(coord[:, :, 0], coord[:, :1, 0].expand(8, 8))
        assert torch.equal(coord[:, :, 1], coord[:1, :, 1].expand(8, 8))
        assert len(coord[:, 0, 0].unique()) == len(coord[0, :, 1].unique()) == 8
        assert 12 * 1.5 - 1 <= 2 / cell[0, 0] <= 48


def test_the_colours_of_a_lattice_are_those_of_a_photo(photos):
    batch = Sampler(ImageStore([photos]), 16, 2, 49, (1, 1), seed=4, layout="lattice").draw(0)
    for image, coord, rgb in zip(batch.image, batch.coord, batch.rgb, strict=True):
        row, column = (((coord + 1) / 2 * 16) - 0.5).round().long().T
        assert torch.equal(image[:, row, column].T, rgb)


@pytest.mark.parametrize("distance", [torch.nn.functional.l1_loss, torch.nn.functional.mse_loss])
def test_the_loss_is_that_of_the_points_one_by_one(batch, distance):
    model = random_heat()
    feat = model.encode(batch.image)
    ours = heat_loss(model, feat, batch, distance, 0)
    torch.testing.assert_close(ours, distance(model.query(feat, batch.coord, batch.cell), batch.rgb), rtol=0, atol=1e-6)
    grown = heat_loss(model, feat, batch, distance, 0.5)
    assert grown > ours


def test_variation_is_the_mean_slope_of_the_sharpest_picture(batch):
    model, n = random_heat(), 12
    feat = model.encode(batch.image)
    u, v = torch.tensor([[2.2, 5.0]] * 2), torch.tensor([[3.1, 7.4, 8.0]] * 2)
    places = torch.stack(torch.meshgrid(u[0], v[0], indexing="ij"), -1).flatten(0, 1)
    aside = torch.tensor([[0.0, 0.0], [0.125, 0.0], [0.0, 0.125]])
    here, below, right = (
        model.query(feat, ((places + d + 0.5) / n * 2 - 1).expand(2, -1, 2), torch.zeros(2, 6, 2)) for d in aside
    )
    truth = ((below - here).abs().mean() + (right - here).abs().mean()) / 0.125
    torch.testing.assert_close(variation(model, feat, [u, v]), truth, rtol=1e-4, atol=1e-5)


def test_the_variation_term_makes_the_sharpest_picture_smoother(photos, batch):
    def trained(tv):
        trainer = LiifTrainer(tiny(photos, decoder="heat", frequencies=4, tv=tv, hidden=[16], steps=40, lr=3e-3, ema=0))
        sampler = Sampler(ImageStore([photos]), 12, 2, 64, (1, 4), 0, layout="lattice")
        for step in range(40):
            trainer.train_step(sampler.draw(step))
        model = trainer.averaged()
        u = torch.linspace(1, 10, 40).expand(2, -1)
        return float(variation(model, model.encode(batch.image), [u, u]))

    assert trained(0.3) < 0.9 * trained(0.0)


def test_steps_reduce_the_loss(photos, batch):
    trainer = LiifTrainer(tiny(photos, decoder="heat", encoder="custom", blocks=8, hidden=[16], steps=60, lr=3e-3))
    losses = [float(trainer.train_step(batch)) for _ in range(60)]
    assert losses[-1] < 0.8 * losses[0]


def test_a_run_leaves_a_heat_checkpoint(photos, tmp_path):
    events = []
    options = tiny(photos, decoder="heat", hidden=[16], frequencies=3, val=[photos])
    assert train(options, tmp_path, events.append, Stop())
    best = checkpoint.load(tmp_path / "best.safetensors")
    assert best.kind == "heat" and best.info["recipe"]["decoder"] == "heat"
    assert isinstance(checkpoint.build(best), Heat)
    assert best.info["val_psnr"] == pytest.approx(events[-1]["psnr"])


def test_an_interrupted_run_goes_on_exactly(photos, tmp_path):
    options = tiny(photos, decoder="heat", hidden=[16])
    train(options, tmp_path / "whole", lambda event: None, Stop())

    stop = Stop()
    stop.set()  # after the first step
    train(options, tmp_path / "parts", lambda event: None, stop)
    train(options, tmp_path / "parts", lambda event: None, Stop(), resume=True)
    whole, parts = (weights(tmp_path / name / "last.safetensors") for name in ("whole", "parts"))
    assert all(np.array_equal(whole[key], parts[key]) for key in whole)


def test_it_starts_with_the_encoder_of_a_liif(photos, tmp_path):
    train(tiny(photos, steps=2), tmp_path, lambda event: None, Stop())
    liif = weights(tmp_path / "last.safetensors")
    model = LiifTrainer(tiny(photos, decoder="heat", hidden=[16, 16], init=tmp_path / "last.safetensors")).model
    state = model.state_dict()
    assert all(torch.equal(state[key], value) for key, value in liif.items() if key.startswith("encoder."))
    assert torch.equal(state["head.0.bias"], liif["imnet.layers.0.bias"])
    assert not state["head.4.weight"].any()
