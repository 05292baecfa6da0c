"""The trainer: what a step sees, that it learns, and that an interruption changes nothing."""

import json

import numpy as np
import pytest
import torch
from PIL import Image as PILImage
from tiny_runs import tiny, weights

from viewer.errors import Stop, UserError
from viewer.models import checkpoint
from viewer.training.data import Sampler
from viewer.training.liif import LiifTrainer, train
from viewer.training.schedule import learning_rate
from viewer.training.store import ImageStore


def test_queried_colours_are_those_of_the_crop_at_their_coordinates(photos):
    """With scale 1 the patch is the crop itself, so the sampled colours can be looked up in it."""
    batch = Sampler(ImageStore([photos]), 16, 3, 50, (1, 1), seed=4).draw(0)
    for image, coord, cell, rgb in zip(batch.image, batch.coord, batch.cell, batch.rgb, strict=True):
        row, column = (((coord + 1) / 2 * 16) - 0.5).round().long().T
        assert torch.equal(image[:, row, column].T, rgb)
        assert len({*map(tuple, coord.tolist())}) == 50  # drawn without replacement
        assert torch.allclose(cell, torch.full((50, 2), 2 / 16))


def test_scales_lie_in_the_asked_range_and_vary(photos):
    sampler = Sampler(ImageStore([photos]), 12, 8, 10, (1.5, 4), seed=0)
    sides = np.concatenate([2 / sampler.draw(step).cell[:, 0, 0].numpy() for step in range(8)])
    assert 12 * 1.5 - 1 <= sides.min() < 24 < 40 < sides.max() <= 48


def test_a_batch_depends_on_its_step_and_seed_alone(photos):
    store = ImageStore([photos])
    first, again, other = (Sampler(store, 12, 2, 10, (1, 4), seed).draw(7) for seed in (3, 3, 4))
    assert torch.equal(first.rgb, again.rgb) and torch.equal(first.image, again.image)
    assert not torch.equal(first.rgb, other.rgb)


def test_images_are_decoded_once_and_noticed_when_they_change(photos, tmp_path):
    with PILImage.open(photos / "coffee.png") as photo:
        photo.save(tmp_path / "a.png")
    before = ImageStore([tmp_path])[0].copy()
    assert np.array_equal(before, np.asarray(PILImage.open(photos / "coffee.png")))
    PILImage.fromarray(255 - before).save(tmp_path / "a.png")
    assert np.array_equal(ImageStore([tmp_path])[0], 255 - before)


@pytest.mark.parametrize(("loss", "optimiser"), [("l1", "adam"), ("l2", "adam"), ("l1", "muon")])
def test_training_reduces_the_loss_and_beats_an_untrained_network(photos, tmp_path, loss, optimiser):
    events = []
    options = tiny(photos, steps=60, val=[photos], val_every=60, lr=3e-3, loss=loss, optimiser=optimiser)
    finished = train(options, tmp_path, events.append, Stop())
    losses = [event["loss"] for event in events if "loss" in event]
    assert finished
    assert losses[-1] < 0.6 * losses[0]
    assert json.dumps(events)
    best = checkpoint.load(tmp_path / "best.safetensors")
    assert best.info["val_psnr"] == pytest.approx(events[-1]["psnr"])
    assert str(photos) not in json.dumps(best.info), "a checkpoint travels: it names no place on this machine"


def test_the_loss_is_the_one_asked_for(photos):
    """Of the same first step: the mean of what is off, and of its square."""
    l1, l2 = (first_loss(tiny(photos, loss=loss, precision="float32")) for loss in ("l1", "l2"))
    assert l1[1] == pytest.approx(l1[0].abs().mean().item(), rel=1e-5)
    assert l2[1] == pytest.approx((l1[0] ** 2).mean().item(), rel=1e-5)


def first_loss(options):
    """What the untrained network is off by on the first batch, and the loss the trainer says."""
    trainer = LiifTrainer(options)
    scales = options.scale_min, options.scale_max
    batch = Sampler(ImageStore(options.data), options.patch, options.batch, options.samples, scales, options.seed).draw(0)
    with torch.no_grad():
        off = trainer.model(batch.image, batch.coord, batch.cell) - batch.rgb
    return off, float(trainer.train_step(batch))


@pytest.mark.parametrize("optimiser", ["adam", "muon"])
def test_an_interrupted_run_ends_where_the_uninterrupted_one_does(photos, tmp_path, optimiser):
    options = tiny(photos, steps=8, optimiser=optimiser)
    train(options, tmp_path / "whole", lambda event: None, Stop())

    stop = Stop()
    trainer_steps = []

    def interrupt(trainer_step):
        def step(self, batch):
            loss = trainer_step(self, batch)
            trainer_steps.append(self.step)
            if self.step == 4:
                stop.set()
            return loss

        return step

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LiifTrainer, "train_step", interrupt(LiifTrainer.train_step))
        assert not train(options, tmp_path / "broken", lambda event: None, stop)
    assert trainer_steps == [1, 2, 3, 4]
    assert train(options, tmp_path / "broken", lambda event: None, Stop(), resume=True)

    whole, broken = (weights(tmp_path / name / "last.safetensors") for name in ("whole", "broken"))
    for key, value in whole.items():
        assert torch.allclose(value, broken[key], rtol=0, atol=1e-6), key


def test_the_average_of_the_weights_is_what_is_saved(photos, tmp_path):
    options = tiny(photos, steps=3, ema=0.9)
    trainer = LiifTrainer(options)
    sampler = Sampler(ImageStore(options.data), 12, 2, 64, (1, 4), 0)
    expected = trainer.trained[0].detach().clone().double()
    for step in range(3):
        trainer.train_step(sampler.draw(step))
        decay = min(0.9, (step + 1) / (step + 11))
        expected = decay * expected + (1 - decay) * trainer.trained[0].detach().double()
    saved = trainer.averaged().encoder.head[0].weight.double()
    assert torch.allclose(saved, expected, atol=1e-6)
    assert not torch.allclose(saved, trainer.trained[0].double(), atol=1e-5)


def test_a_run_can_start_from_the_weights_of_another(photos, tmp_path):
    train(tiny(photos, steps=3), tmp_path / "first", lambda event: None, Stop())
    init = tmp_path / "first" / "last.safetensors"
    started = LiifTrainer(tiny(photos, init=init)).model.state_dict()
    assert all(torch.equal(value, started[key]) for key, value in weights(init).items())
    with pytest.raises(UserError, match="does not fit"):
        LiifTrainer(tiny(photos, init=init, encoder="custom", blocks=1))


def test_a_loss_that_is_no_number_stops_the_run_and_keeps_the_last_checkpoint(photos, tmp_path):
    options = tiny(photos, steps=40, save_every=3)

    def poison(train_step):
        def step(self, batch):
            loss = train_step(self, batch)
            return loss * float("nan") if self.step > 10 else loss

        return step

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LiifTrainer, "train_step", poison(LiifTrainer.train_step))
        with pytest.raises(UserError, match="stopped being a number"):
            train(options, tmp_path, lambda event: None, Stop())
    checkpoint.build(checkpoint.load(tmp_path / "last.safetensors"))
    assert checkpoint.load(tmp_path / "last.safetensors").info["step"] == 9, "the one at 12 would hold what no one can use"


@pytest.mark.parametrize("schedule", ["step", "cosine"])
def test_learning_rates_rise_in_the_warm_up_and_then_only_fall(schedule):
    rates = [learning_rate(step, 100, 1e-3, schedule, warmup=10) for step in range(100)]
    assert rates[:10] == sorted(rates[:10]) and rates[9] == pytest.approx(1e-3)
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] == pytest.approx(1e-3 / 16) if schedule == "step" else rates[-1] < 1e-6


def test_impossible_data_is_refused_in_one_sentence(photos, tmp_path):
    with pytest.raises(UserError, match="No image found"):
        ImageStore([tmp_path])
    with pytest.raises(UserError, match=r"No image .* 151 x 151 pixels"):
        ImageStore([photos]).at_least(151)
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n1234")
    with pytest.raises(UserError, match=r"None of the 1 images .* broken\.png"):
        ImageStore([tmp_path])
