"""Learning features: what they are shown, that views of one content become alike, and that an interruption costs nothing."""

import numpy as np
import pytest
import torch
from PIL import Image as PILImage
from tiny_runs import weights

from viewer.cli import main
from viewer.errors import Stop, UserError
from viewer.imaging.samples import sample_path
from viewer.jobs.flags import make_options
from viewer.models import checkpoint
from viewer.models.feature_net import FeatureNet
from viewer.models.moco import contrast
from viewer.training import feature_data, features
from viewer.training.feature_data import ViewSampler, recoloured
from viewer.training.features import FeaturesTrainer, train
from viewer.training.options.features import FeaturesOptions

GREY = np.array([0.299, 0.587, 0.114])


@pytest.fixture(autouse=True)
def small_network(monkeypatch):
    monkeypatch.setattr(features, "FeatureNet", lambda: FeatureNet((6, 8, 8, 12)))


@pytest.fixture(scope="module")
def photo():
    with PILImage.open(sample_path("astronaut")) as file:
        return np.asarray(file.convert("RGB"))


def tiny(photos, **changes):
    values = {
        "data": [photos], "patch": 16, "batch": 4, "queue": 16, "steps": 8, "lr": 1e-3, "warmup": 0, "precision": "float32",
        "device": "cpu", "save_every": 3,
    }  # fmt: skip
    return FeaturesOptions(**values | changes)


def nothing(event):
    pass


def test_views_are_two_of_one_part_and_of_their_step_alone(photo):
    sampler = ViewSampler([photo], 24, 6, 5)
    views = sampler.draw(3)
    assert views.query.shape == views.key.shape == (6, 3, 24, 24)
    assert views.query.dtype == torch.float32 and views.query.min() >= 0 and views.query.max() <= 1
    assert (views.query - views.key).abs().mean((1, 2, 3)).min() > 0.01
    assert torch.equal(sampler.draw(3).key, views.key) and not torch.equal(sampler.draw(4).key, views.key)
    shared = ViewSampler([photo], 24, 6, 5, range(4, 6)).draw(3)
    assert torch.equal(shared.query, views.query[4:])


def test_without_changes_a_view_is_the_part_itself_or_its_mirror_image(photo, monkeypatch):
    for name, value in (("LEAST", 1.0), ("COLOURED", -1.0), ("NOISY", -1.0), ("LARGEST", 1.0)):
        monkeypatch.setattr(feature_data, name, value)
    part = photo[:24, :24]
    views = ViewSampler([part], 24, 8, 0).draw(0)
    truth = torch.from_numpy(part / 255).permute(2, 0, 1).float()
    is_plain = [torch.allclose(view, truth, atol=1e-6) for view in views.query]
    is_mirrored = [torch.allclose(view, truth.flip(2), atol=1e-6) for view in views.query]
    assert all(a != b for a, b in zip(is_plain, is_mirrored, strict=True)) and any(is_plain) and any(is_mirrored)


def test_recolouring_keeps_grey_grey_and_what_there_is_to_see(photo):
    view = photo[100:140, 150:190].astype(np.float32) / 255
    flat = np.full((4, 4, 3), 0.5, np.float32)
    greys = 0
    for seed in range(60):
        grey = recoloured(flat, np.random.default_rng(seed))
        assert np.ptp(grey) < 1e-5
        assert 0.29 < grey[0, 0, 0] < 0.71  # its contrast is none: brightness alone
        changed = recoloured(view, np.random.default_rng(seed))
        greys += np.ptp(changed, 2).max() < 1e-5
        assert np.corrcoef((changed @ GREY).ravel(), (view @ GREY).ravel())[0, 1] > 0.85
    assert 4 <= greys <= 24


def test_contrast_is_cross_entropy_with_the_first():
    logits = torch.tensor([[2.0, 1.0, 0.0], [0.0, 1.0, 3.0]])
    loss, accuracy = contrast(logits)
    expected = [np.log(np.exp(row).sum()) - row[0] for row in logits.double().numpy()]
    assert float(loss) == pytest.approx(np.mean(expected))
    assert float(accuracy) == 0.5


def test_views_of_one_content_become_alike(photo):
    """Of views that were not trained on, the other of the same part is found by more than before."""
    parts = [photo[y : y + 32, x : x + 32] for y in range(0, 480, 128) for x in range(0, 480, 128)]
    sampler, unseen = ViewSampler(parts, 16, 16, 0), ViewSampler(parts, 16, 64, 99).draw(0)
    trainer = FeaturesTrainer(tiny("x", batch=16, queue=32, steps=60, lr=3e-3), sampler.draw(0))

    def surprise():
        with torch.no_grad():
            q, k = (torch.nn.functional.normalize(trainer.model(views)[1], dim=1) for views in (unseen.query, unseen.key))
        return float(torch.nn.functional.cross_entropy(q @ k.T / 0.07, torch.arange(64)))

    before = surprise()
    for step in range(60):
        trainer.train_step(sampler.draw(step))
    assert surprise() < before - 0.15
    assert 0 <= trainer.figures["accuracy"] <= 1


def test_an_interrupted_one_ends_where_an_uninterrupted_one_would(photos, tmp_path):
    options = tiny(photos)
    train(options, tmp_path / "whole", nothing, Stop())
    stop = Stop()

    def interrupt(event):
        stop.set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("viewer.training.loop.REPORT_EVERY", 5)
        assert not train(options, tmp_path / "parts", interrupt, stop)
    assert train(options, tmp_path / "parts", nothing, Stop(), resume=True)
    whole, parts = (weights(tmp_path / name / "last.safetensors") for name in ("whole", "parts"))
    assert all(torch.allclose(value, parts[key], rtol=0, atol=1e-6) for key, value in whole.items())


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_a_checkpoint_holds_the_features_alone(photos, tmp_path, precision):
    events = []
    assert train(tiny(photos, steps=2, precision=precision), tmp_path, events.append, Stop())
    loaded = checkpoint.load(tmp_path / "last.safetensors")
    network = checkpoint.build(loaded)
    assert loaded.kind == "features" and not any("mlp" in key for key in loaded.state)
    assert all(torch.isfinite(found).all() for found in network(torch.rand(1, 3, 9, 20)).values())
    (told,) = (event for event in events if "loss" in event)
    assert 0 <= told["accuracy"] <= 1


def test_the_command_trains_and_goes_on(photos, tmp_path, capsys):
    run = tmp_path / "run"
    words = ["--data", str(photos), "--steps", "2", "--patch", "16", "--batch", "2", "--queue", "8", "--device", "cpu", "--quiet"]
    assert main(["train", "features", *words, "-o", str(run)]) == 0
    assert main(["train", "features", "--resume", str(run), "--steps", "4", "--quiet"]) == 0
    assert capsys.readouterr().out.count("last.safetensors") == 2
    assert main(["train", "features", *words, "--estimate"]) == 0
    assert "2 steps at" in capsys.readouterr().out
    with pytest.raises(UserError, match="multiple of batch"):
        make_options(FeaturesOptions, {"data": [photos], "batch": 3, "queue": 8})
