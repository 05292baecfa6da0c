"""Blind training: what it is shown, what is learnt first and what then, and that an interruption costs nothing."""

import numpy as np
import pytest
import torch
from PIL import Image as PILImage
from tiny_runs import weights

from viewer.cli import main
from viewer.errors import Stop, UserError
from viewer.imaging.degradation import Degradation
from viewer.imaging.samples import sample_path
from viewer.jobs.flags import make_options
from viewer.models import checkpoint
from viewer.training.blind_data import BlindSampler, random_degradation
from viewer.training.blind_validation import BlindValidation
from viewer.training.dasr import DasrTrainer, train
from viewer.training.data import to_network_range
from viewer.training.options.dasr import DasrOptions


def tiny(photos, **changes):
    values = {
        "data": [photos], "blocks": 1, "channels": 8, "hidden": [8], "patch": 16, "batch": 4, "samples": 64, "steps": 8,
        "alone": 4, "queue": 16, "lr": 1e-3, "precision": "float32", "device": "cpu", "save_every": 3,
    }  # fmt: skip
    return DasrOptions(**values | changes)


def nothing(event):
    pass


PICTURE = np.random.default_rng(0).integers(0, 256, (96, 96, 3)).astype(np.uint8)


def test_both_crops_of_a_picture_are_degraded_alike_and_the_first_is_asked_for(photos):
    """With one picture no larger than a crop both are the same, but for noise."""
    options = tiny(photos, patch=24, scale_min=4, scale_max=4, samples=500, noise=20)
    drawn = BlindSampler([PICTURE], options).draw(3)
    assert drawn.batch.image.shape == drawn.others.shape == (4, 3, 24, 24)
    difference = (drawn.batch.image - drawn.others) * 127.5
    assert 0 < difference.std() < 20 * 2**0.5
    quiet = BlindSampler([PICTURE], tiny(photos, patch=24, scale_min=4, scale_max=4, samples=500)).draw(3)
    assert torch.equal(quiet.batch.image, quiet.others)
    values = {tuple(pixel) for pixel in to_network_range(PICTURE).reshape(-1, 3).tolist()}
    assert {tuple(pixel) for pixel in quiet.batch.rgb[0].tolist()} <= values
    assert torch.equal(
        quiet.others, BlindSampler([PICTURE], tiny(photos, patch=24, scale_min=4, scale_max=4, samples=500)).draw(3).others
    )


@pytest.mark.parametrize("partner", ["other", "same"])
def test_the_second_crop_is_of_another_picture_unless_the_same_is_asked_for(photos, partner):
    """Of two flat pictures, either may be drawn; with the same for both, crops are alike."""
    pictures = [np.full((96, 96, 3), level, np.uint8) for level in (60, 200)]
    drawn = BlindSampler(pictures, tiny(photos, patch=16, samples=16, partner=partner))
    pairs = [drawn.draw(step) for step in range(8)]
    differ = [bool((p.batch.image.mean((1, 2, 3)) - p.others.mean((1, 2, 3))).abs().max() > 0.5) for p in pairs]
    assert any(differ) == (partner == "other")


def test_the_picture_that_is_learnt_from_is_the_degraded_one(photos):
    """Undone flips aside, the crop is what `Degradation` makes of the picture."""
    options = tiny(photos, patch=24, scale_min=4, scale_max=4, samples=64, sharp=1)
    small = BlindSampler([PICTURE], options).draw(0).batch.image[0].numpy().transpose(1, 2, 0)
    expected = to_network_range(Degradation().apply(PICTURE, (24, 24), np.random.default_rng(0)))
    ways = [way(turned) for turned in (expected, expected.transpose(1, 0, 2))
            for way in (lambda x: x, lambda x: x[::-1], lambda x: x[:, ::-1], lambda x: x[::-1, ::-1])]  # fmt: skip
    assert min(np.abs(small - way).max() for way in ways) < 1e-5


@pytest.mark.parametrize("blur", ["isotropic", "anisotropic"])
def test_degradations_are_of_the_kinds_asked_for(photos, blur):
    options, rng = tiny(photos, blur=blur, sharp=0.25, noise=10), np.random.default_rng(0)
    drawn = [random_degradation(options, 3.0, rng) for _ in range(400)]
    blurred = [each for each in drawn if each.blurs]
    assert 0.18 < 1 - len(blurred) / 400 < 0.32
    assert min(each.along for each in blurred) >= 0.2
    assert 2.5 < max(each.along for each in blurred) <= 3
    assert all((each.along == each.across) == (blur == "isotropic") for each in blurred)
    assert 8 < max(each.noise for each in drawn) <= 10


def test_representations_are_learnt_first_and_then_the_picture(photos, tmp_path):
    events = []
    options = tiny(photos, val=[photos], val_every=4, steps=8)
    first = DasrTrainer(options).model.state_dict()
    assert train(options, tmp_path / "run", events.append, Stop())
    trainer = DasrTrainer(options)
    sampler = BlindSampler([PICTURE], options)
    for step in range(4):
        trainer.train_step(sampler.draw(step))
    state = trainer.model.state_dict()
    assert torch.equal(state["encoder.head.0.weight"], first["encoder.head.0.weight"])
    assert not torch.equal(state["degradation.E.0.weight"], first["degradation.E.0.weight"])
    assert list(trainer.figures["parts"]) == ["contrast"]
    assert 0 <= trainer.figures["accuracy"] <= 1
    trainer.train_step(sampler.draw(4))
    assert not torch.equal(trainer.model.state_dict()["encoder.head.0.weight"], first["encoder.head.0.weight"])
    assert trainer.figures["parts"]["pixel"] > 0
    assert [event["step"] for event in events if "psnr" in event] == [4, 8]
    assert checkpoint.build(checkpoint.load(tmp_path / "run" / "best.safetensors")).args["encoder_spec"]["name"] == "edsr-aware"


def test_crops_degraded_alike_become_alike(photos):
    """Of one batch, again and again. Chance is ln(1 + 7 + 8) = 2.8; the queue, which holds its keys, keeps it above ln 2."""
    options = tiny(photos, patch=24, alone=40, steps=40, batch=8, queue=8, scale_min=2, scale_max=2, sharp=0)
    with PILImage.open(sample_path("astronaut")) as photo:
        pairs = BlindSampler([np.asarray(photo.convert("RGB"))], options).draw(0)
    trainer = DasrTrainer(options)
    losses = [float(trainer.train_step(pairs)) for _ in range(40)]
    assert np.mean(losses[-5:]) < losses[0] - 0.5


def test_an_interrupted_one_ends_where_an_uninterrupted_one_would(photos, tmp_path):
    options = tiny(photos, steps=10)
    train(options, tmp_path / "whole", nothing, Stop())
    for step in (2, 6):  # in either stage
        stop = Stop()

        def interrupt(event, stop=stop):
            pass

        with pytest.MonkeyPatch.context() as patch:
            step_of = DasrTrainer.train_step

            def wrapped(self, batch, stop=stop, last=step, step_of=step_of):
                if self.step + 1 == last:
                    stop.set()
                return step_of(self, batch)

            patch.setattr(DasrTrainer, "train_step", wrapped)
            assert not train(options, tmp_path / f"{step}", interrupt, stop)
        assert train(options, tmp_path / f"{step}", nothing, Stop(), resume=True)
        whole, parts = (weights(tmp_path / name / "last.safetensors") for name in ("whole", f"{step}"))
        assert all(torch.allclose(value.float(), parts[key].float(), rtol=0, atol=1e-6) for key, value in whole.items())


def test_validation_is_of_the_grid(photos):
    class Images(list):
        pass

    cases = BlindValidation(Images([PICTURE])).cases
    assert len(cases) == 2 * 4
    assert [scale for *_, scale in cases] == [2] * 4 + [4] * 4
    spread = [small.astype(float).std() for _, small, _ in cases]
    assert spread[0] > spread[1] > spread[2] > spread[3] and spread[4] > spread[7]


def test_the_command_trains_and_goes_on(photos, tmp_path, capsys):
    run = tmp_path / "run"
    words = [
        "--data",
        str(photos),
        "--steps",
        "3",
        "--alone",
        "1",
        "--blocks",
        "1",
        "--channels",
        "8",
        "--hidden",
        "8",
        "--patch",
        "16",
    ]
    words += ["--batch", "2", "--samples", "16", "--queue", "8", "--device", "cpu", "--quiet"]
    assert main(["train", "dasr", *words, "-o", str(run)]) == 0
    assert main(["train", "dasr", "--resume", str(run), "--steps", "5", "--quiet"]) == 0
    assert capsys.readouterr().out.count("last.safetensors") == 2
    assert main(["train", "dasr", *words, "--estimate"]) == 0
    assert "3 steps at" in capsys.readouterr().out
    with pytest.raises(UserError, match="multiple of batch"):
        make_options(DasrOptions, {"data": [photos], "batch": 3, "queue": 8})
    with pytest.raises(UserError, match="does not fit"):
        DasrTrainer(tiny(photos, init="liif-edsr"))
