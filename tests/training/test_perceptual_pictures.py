"""Fits and restorations that go by what a picture shows: the parts of their loss by hand, and what has nothing to be like."""

import json

import numpy as np
import pytest
import torch
from reference import hourglass as shrinking
from reference import perceptual as naive
from test_restoration import NOISY, black_square, saved
from test_restoration import options as restoring
from test_siren_fit import options as fitting

from viewer.cli import main
from viewer.errors import Stop, UserError
from viewer.jobs.flags import make_options
from viewer.models import checkpoint
from viewer.training.damage import Damage
from viewer.training.fit import fit, target_of, trainer_of
from viewer.training.options.fit import FitOptions
from viewer.training.restoration import Restorer, restore

ALL = {"feature_weight": 0.1, "style_weight": 0.5, "tv_weight": 2.0, "feature_taps": ["relu1_2", "relu3_3"]}
TAPS = ("relu1_2", "relu3_3")
TARGET = torch.from_numpy(NOISY).permute(2, 0, 1)[None].double() / 255


def told(trainer):
    """The parts of a trainer's loss after a step, and the loss itself, which must be their weighted sum."""
    loss = float(trainer.train_step(trainer.draw(0) if isinstance(trainer, Restorer) else trainer._target.draw(0, trainer.model)))
    parts = trainer.figures["parts"]
    weights = {"pixel": 1.0} | {name: trainer.options.window_weights[name] for name in ("feature", "style", "tv")}
    assert loss == pytest.approx(sum(weights[name] * value for name, value in parts.items()), rel=1e-5)
    return parts


def fitted(tmp_path, network, pixels=NOISY, **changes):
    settings = fitting(saved(tmp_path, pixels), **ALL | {"features": str(network), "patch": 24} | changes)
    return trainer_of(settings, target_of(settings))


def patch_of(trainer, step=0):
    """Rows and columns of a step's patch, and what the network makes of it."""
    batch = trainer._target.draw(step, trainer.model)
    with torch.no_grad():
        made = trainer.model(batch.coords).double().permute(2, 0, 1)[None] / 2 + 0.5
    width, height = trainer._target.size
    rows = ((batch.coords[:, 0, 0].double() + 1) / 2 * height - 0.5).round().long()
    cols = ((batch.coords[0, :, 1].double() + 1) / 2 * width - 0.5).round().long()
    return rows, cols, made


def test_a_siren_is_told_what_a_patch_shows(tmp_path, network):
    trainer = fitted(tmp_path, network)
    rows, cols, made = patch_of(trainer)
    expected = naive.parts(
        made, TARGET[..., rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1], checkpoint.load(network).state, TAPS
    )
    with torch.no_grad():
        points = trainer._target.points(np.arange(64 * 48), trainer.model)
        expected["pixel"] = float((trainer.model(points.coords) - points.values).double().square().mean())
    assert made.shape == (1, 3, 24, 24) and told(trainer) == pytest.approx(expected, rel=1e-3)


def test_patches_lie_anywhere_in_the_picture(tmp_path, network):
    trainer = fitted(tmp_path, network)
    places = [patch_of(trainer, step)[:2] for step in range(60)]
    for axis, length in enumerate((64, 48)):
        firsts = [int(place[axis][0]) for place in places]
        assert all(torch.equal(place[axis], first + torch.arange(24)) for place, first in zip(places, firsts, strict=True))
        assert 0 <= min(firsts) <= 5 and length - 24 >= max(firsts) >= length - 29


def test_what_a_mask_hides_has_nothing_to_be_like(tmp_path, network):
    """There what is made counts as right, and there alone it is smoothed."""
    mask, known = black_square(tmp_path)
    trainer = fitted(tmp_path, network, mask=mask, patch=64)
    _, _, made = patch_of(trainer)
    filled = torch.where(torch.from_numpy(known), TARGET, made)
    expected = naive.parts(made, filled, checkpoint.load(network).state, TAPS) | {"tv": naive.variation(filled)}
    parts = told(trainer)
    assert parts.pop("pixel") > 0 and parts == pytest.approx(expected, rel=1e-3)


def test_a_restoration_is_told_what_the_damaged_picture_shows(tmp_path, network):
    settings = restoring(saved(tmp_path), jitter=0, **ALL, features=str(network))
    trainer = Restorer(settings, Damage(settings))
    parts = told(trainer)
    made = trainer._latest.double()
    expected = naive.parts(made, TARGET, checkpoint.load(network).state, TAPS)
    assert parts == pytest.approx(expected | {"pixel": float((made - TARGET).square().mean())}, rel=1e-3)


def test_an_enlarged_picture_shows_what_the_small_one_does_once_it_is_shrunk(tmp_path, network):
    settings = restoring(saved(tmp_path), task="upscale", scale=2, jitter=0, **ALL, features=str(network))
    trainer = Restorer(settings, Damage(settings))
    parts = told(trainer)
    small = torch.from_numpy(shrinking.shrink(trainer._latest[0].double().numpy(), 2))[None]
    expected = naive.parts(small, TARGET, checkpoint.load(network).state, TAPS)
    expected |= {"pixel": float((small - TARGET).square().mean()), "tv": naive.variation(trainer._latest.double())}
    assert parts == pytest.approx(expected, rel=1e-3)


def test_a_hole_is_smoothed_and_what_is_known_is_not(tmp_path):
    mask, known = black_square(tmp_path)
    settings = restoring(saved(tmp_path), task="inpaint", mask=mask, jitter=0, tv_weight=0.5, loss="l1")
    trainer = Restorer(settings, Damage(settings))
    parts = told(trainer)
    made, is_known = trainer._latest.double(), torch.from_numpy(known)
    assert parts == pytest.approx(
        {
            "pixel": float(((made - TARGET) * is_known).abs().mean()),
            "tv": naive.variation(torch.where(is_known, TARGET, made)),
        },
        rel=1e-4,
    )
    leaf, mask = made.float().requires_grad_(), is_known[None, None].float()
    trainer._loss(torch.zeros(()), leaf, TARGET.float(), mask).backward()
    assert leaf.grad[0][:, known].abs().max() == 0 < leaf.grad[0][:, ~known].abs().max()


@pytest.mark.parametrize("job", ["fit", "restore"])
def test_what_features_weigh_becomes_less_and_an_interruption_changes_nothing(tmp_path, network, job):
    picture = saved(tmp_path)
    more = {"feature_weight": 0.3, "features": str(network), "steps": 80, "save_every": 20}
    if job == "fit":
        settings, begin, result = fitting(picture, patch=32, batch=500, **more), fit, "last.safetensors"
    else:
        settings, begin, result = restoring(picture, **more), restore, "result.png"
    events = []
    assert begin(settings, tmp_path / "whole", events.append, Stop())
    feature = [event["parts"]["feature"] for event in events if "parts" in event]
    assert len(feature) == 4 and feature[-1] < 0.9 * feature[0]
    stop = Stop()
    begin(settings, tmp_path / "parts", lambda event: stop.set() if event.get("step", 0) >= 40 else None, stop)
    assert begin(settings, tmp_path / "parts", lambda event: None, Stop(), resume=True)
    whole, parts = ((tmp_path / name / result).read_bytes() for name in ("whole", "parts"))
    assert whole == parts


def test_a_grey_picture_is_seen_as_one_of_colours(tmp_path, network):
    trainer = fitted(tmp_path, network, NOISY[..., 0])
    _, _, made = patch_of(trainer)
    assert made.shape[1] == 1
    rows, cols, _ = patch_of(trainer)
    grey = (torch.from_numpy(NOISY[..., 0]).double() / 255)[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1].expand(1, 3, -1, -1)
    expected = naive.parts(made.expand(-1, 3, -1, -1), grey, checkpoint.load(network).state, TAPS)
    assert told(trainer)["feature"] == pytest.approx(expected["feature"], rel=1e-3)


def test_what_shows_nothing_is_refused_in_a_sentence(tmp_path, network):
    trainer = fitted(tmp_path, network, NOISY[:12])
    with pytest.raises(UserError, match=r"24 x 12 pixels: it takes 16"):
        told(trainer)
    with pytest.raises(UserError, match="learning from pixels"):
        make_options(FitOptions, {"image": "photo.png", "learn": "gradient", "tv_weight": 1.0})
    with pytest.raises(UserError, match="learning from pixels"):
        make_options(FitOptions, {"image": "photo.png", "learn": "laplacian", "loss": "l1"})


def test_commands_take_the_weights_and_runs_keep_the_curves(tmp_path, network):
    picture, run = saved(tmp_path), tmp_path / "run"
    words = ["--feature-weight", "0.1", "--tv-weight", "0.2", "--features", str(network), "--steps", "20", "--quiet"]
    fits = ["fit", str(picture), "-o", str(run), "--hidden", "8", "--layers", "1", "--patch", "32", "--loss", "charbonnier"]
    assert main([*fits, *words]) == 0
    restoration = ["restore", "upscale", str(picture), "-o", str(tmp_path / "larger"), "--scale", "2", "--down", "8", "--up", "8"]
    assert main([*restoration, "--skip", "2", *words]) == 0
    for folder in (run, tmp_path / "larger"):
        events = [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]
        assert [set(event["parts"]) for event in events if "loss" in event] == [{"pixel", "feature", "tv"}]
