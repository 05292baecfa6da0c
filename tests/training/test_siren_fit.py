"""Fitting a SIREN: it learns, ends where it was told, goes on where it was interrupted, and takes any picture."""

import json
import subprocess
import sys
import time

import numpy as np
import pytest
import torch
from PIL import Image as PILImage

from viewer.cli import main
from viewer.errors import Stop, UserError
from viewer.fields.field import Grid
from viewer.fields.siren import SirenField
from viewer.models import checkpoint
from viewer.training.fit import fit
from viewer.training.options.fit import FitOptions
from viewer.training.siren import SirenTrainer, Target
from viewer.training.trial import steps_per_second

RAMP = np.stack([*np.meshgrid(np.linspace(20, 230, 24), np.linspace(10, 200, 18)), np.full((18, 24), 90.0)], -1).astype(np.uint8)


def saved(tmp_path, pixels=RAMP, name="ramp.png"):
    PILImage.fromarray(pixels).save(tmp_path / name)
    return tmp_path / name


def options(image, **changes):
    values = {"image": image, "hidden": 24, "layers": 1, "steps": 60, "lr": 5e-3, "batch": 0, "device": "cpu",
              "precision": "float32", "val_every": 20, "save_every": 20}  # fmt: skip
    return FitOptions(**values | changes)


def weights(path):
    return checkpoint.load(path).state


def test_it_learns_a_picture_and_the_field_shows_it(tmp_path):
    events = []
    assert fit(options(saved(tmp_path), steps=150), tmp_path / "run", events.append, Stop())
    psnr = [event["psnr"] for event in events if "psnr" in event]
    assert psnr[-1] > 35 > psnr[0]
    field = SirenField(checkpoint.build(checkpoint.load(tmp_path / "run" / "best.safetensors")), torch.device("cpu"))
    shown = field.sample(Grid(0, 0, 1, 1, 18, 24), Stop())
    assert -10 * np.log10(np.mean((shown - RAMP / 255) ** 2)) == pytest.approx(max(psnr), abs=0.05)


def test_it_ends_at_the_psnr_wanted(tmp_path):
    events = []
    assert fit(options(saved(tmp_path), steps=5000, psnr=30), tmp_path / "run", events.append, Stop())
    psnr = [event["psnr"] for event in events if "psnr" in event]
    assert psnr[-1] >= 30 > max(psnr[:-1], default=0)
    assert events[-1]["step"] < 1000


@pytest.mark.parametrize("batch", [0, 100])
def test_an_interrupted_fit_ends_where_an_uninterrupted_one_would(tmp_path, batch):
    settings = options(saved(tmp_path), batch=batch)
    fit(settings, tmp_path / "whole", lambda event: None, Stop())
    stop = Stop()

    def interrupt(event):
        if event.get("step", 0) >= 40:
            stop.set()

    assert not fit(settings, tmp_path / "parts", interrupt, stop)
    events = []
    assert fit(settings, tmp_path / "parts", events.append, Stop(), resume=True)
    assert events[0]["resumed"] and 40 <= events[0]["step"] < 60
    for name in ("last", "best"):
        whole, parts = (weights(tmp_path / run / f"{name}.safetensors") for run in ("whole", "parts"))
        assert all(torch.equal(whole[key], parts[key]) for key in whole)


def test_a_step_is_the_mean_square_error_of_its_pixels(tmp_path):
    settings = options(saved(tmp_path), batch=50)
    target = Target(settings)
    trainer = SirenTrainer(settings, target)
    points = target.draw(3, trainer.model)
    truth = RAMP.reshape(-1, 3) / 127.5 - 1
    cols, rows = ((points.coords[:, axis].double() + 1) / 2 * n - 0.5 for axis, n in ((1, 24), (0, 18)))
    numbers = (rows.round() * 24 + cols.round()).long()
    np.testing.assert_allclose(points.values, truth[numbers], atol=1e-6)
    assert len(set(numbers.tolist())) > 30
    expected = ((trainer.model(points.coords).detach().numpy() - truth[numbers]) ** 2).mean()
    assert float(trainer.train_step(points)) == pytest.approx(expected, rel=1e-5)


def test_half_precision_learns_as_well(tmp_path):
    image = saved(tmp_path)
    psnr = {}
    for precision in ("float32", "bfloat16"):
        events = []
        fit(options(image, precision=precision, steps=150), tmp_path / precision, events.append, Stop())
        psnr[precision] = max(event["psnr"] for event in events if "psnr" in event)
    assert psnr["bfloat16"] > psnr["float32"] - 3


def test_a_part_alone_is_fitted(tmp_path):
    settings = options(saved(tmp_path), region=[5, 3, 10, 8])
    target = Target(settings)
    assert np.array_equal(target.pixels, RAMP[3:11, 5:15])
    fit(settings, tmp_path / "run", lambda event: None, Stop())
    assert checkpoint.load(tmp_path / "run" / "last.safetensors").args["size"] == [10, 8]
    with pytest.raises(UserError, match=r"beyond the 24 x 18 pixels of ramp\.png"):
        Target(options(tmp_path / "ramp.png", region=[20, 0, 10, 8]))


def test_what_a_mask_hides_is_not_learnt_but_filled_in(tmp_path):
    pixels, mask = RAMP.copy(), np.full((18, 24), 255, np.uint8)
    pixels[6:10, 8:14], mask[6:10, 8:14] = 0, 0
    settings = options(saved(tmp_path, pixels), mask=saved(tmp_path, mask, "mask.png"), steps=300)
    target = Target(settings)
    trainer = SirenTrainer(settings, target)
    assert target.count == 18 * 24 - 24
    assert float(target.draw(0, trainer.model).values.min()) > -0.98
    fit(settings, tmp_path / "run", lambda event: None, Stop())
    field = SirenField(checkpoint.build(checkpoint.load(tmp_path / "run" / "last.safetensors")), torch.device("cpu"))
    filled = field.sample(Grid(0, 0, 1, 1, 18, 24), Stop())[6:10, 8:14] * 255
    assert np.abs(filled - RAMP[6:10, 8:14]).mean() < 12
    with pytest.raises(UserError, match="black everywhere"):
        Target(options(settings.image, mask=saved(tmp_path, mask * 0, "none.png")))
    with pytest.raises(UserError, match="not as large"):
        Target(options(settings.image, mask=saved(tmp_path, mask[1:], "small.png")))


@pytest.mark.parametrize("size", [(1, 1), (9, 1), (1, 9)])
def test_pictures_of_a_pixel_or_a_line(tmp_path, size):
    pixels = np.full((size[1], size[0], 3), 77, np.uint8)
    events = []
    assert fit(options(saved(tmp_path, pixels), steps=100), tmp_path / "run", events.append, Stop())
    assert events[-1]["psnr"] > 40


def test_a_black_picture_has_a_psnr_one_can_read(tmp_path):
    events = []
    fit(options(saved(tmp_path, RAMP * 0), steps=200), tmp_path / "run", events.append, Stop())
    psnr = [event["psnr"] for event in events if "psnr" in event]
    assert np.isfinite(psnr).all() and 50 < max(psnr) <= 100
    assert "Infinity" not in json.dumps(events)


def test_grey_pictures_have_one_channel_and_deep_ones_keep_their_depth(tmp_path):
    deep = np.linspace(0, 65535, 18 * 24).reshape(18, 24).astype(np.uint16)
    settings = options(saved(tmp_path, deep, "deep.png"))
    target = Target(settings)
    assert target.pixels.shape == (18, 24, 1) and target.pixels.dtype == np.uint16
    trainer = SirenTrainer(settings, target)
    np.testing.assert_allclose(target.draw(0, trainer.model).values[:, 0], np.linspace(-1, 1, 18 * 24), atol=1e-4)


def test_the_official_coordinates_are_kept_with_the_network(tmp_path):
    settings = options(saved(tmp_path), grid="aligned", steps=2)
    fit(settings, tmp_path / "run", lambda event: None, Stop())
    model = checkpoint.build(checkpoint.load(tmp_path / "run" / "last.safetensors"))
    assert model.aligned
    coords = Target(settings).draw(0, model).coords
    assert (float(coords.min()), float(coords.max())) == (-1, 1)


def test_of_a_large_picture_some_pixels_are_measured(tmp_path, monkeypatch):
    settings = options(saved(tmp_path))
    target = Target(settings)
    model = SirenTrainer(settings, target).model
    whole = target.psnr(model)
    monkeypatch.setattr("viewer.training.siren.MEASURED", 300)
    assert target.psnr(model) == pytest.approx(whole, abs=0.5) and target.psnr(model) != whole


LARGE = """
import resource, sys
from viewer.cli import main
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
code = main(["fit", sys.argv[1], "-o", sys.argv[2], "--steps", "2", "--val-every", "2", "--quiet", "--device", "cpu"])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
sys.exit(code)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="peak memory is told in other units elsewhere")
def test_of_fifty_megapixels_little_more_than_the_picture_is_held(tmp_path):
    coarse = np.random.default_rng(0).integers(0, 255, (70, 72, 3), np.uint8)
    PILImage.fromarray(coarse).resize((7200, 7000), PILImage.Resampling.BILINEAR).save(tmp_path / "large.jpg", quality=85)
    words = [sys.executable, "-c", LARGE, str(tmp_path / "large.jpg"), str(tmp_path / "out.safetensors")]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout.splitlines()[-1]) < 1_300_000  # kB: the picture, a copy of it while it is decoded, torch
    assert checkpoint.build(checkpoint.load(tmp_path / "out.safetensors")).size == (7200, 7000)


# The command


FLAGS = ["--hidden", "16", "--layers", "1", "--lr", "0.005", "--val-every", "10", "--device", "cpu"]


def test_the_command_writes_the_network_and_its_figures(tmp_path, capsys):
    image, out, figures = saved(tmp_path), tmp_path / "out.safetensors", tmp_path / "figures.json"
    assert main(["fit", str(image), "-o", str(out), "--steps", "30", "--json", str(figures), *FLAGS]) == 0
    told = json.loads(figures.read_text())
    assert told["steps"] == 30 and told["bytes"] == out.stat().st_size and told["seconds"] > 0 and told["psnr"] > 10
    assert capsys.readouterr().out.startswith(f"{out}: {told['psnr']:.2f} dB, 30 steps")
    assert checkpoint.build(checkpoint.load(out)).size == (24, 18)


def test_an_eight_bit_file_opens_and_its_own_psnr_is_told(tmp_path, capsys):
    image, out, figures = saved(tmp_path), tmp_path / "out.safetensors", tmp_path / "figures.json"
    words = ["fit", str(image), "-o", str(out), "--steps", "150", "--weights", "int8", "--json", str(figures), *FLAGS]
    assert main(words) == 0
    told = json.loads(figures.read_text())
    field = SirenField(checkpoint.build(checkpoint.load(out)), torch.device("cpu"), "exact")
    shown = field.sample(Grid(0, 0, 1, 1, 18, 24), Stop())
    assert told["psnr"] == pytest.approx(-10 * np.log10(np.mean((shown - RAMP / 255) ** 2)), abs=0.01)
    assert f"{8 * out.stat().st_size / (24 * 18):.2f} bits a pixel" in capsys.readouterr().out


def test_a_run_can_be_kept_and_gone_on_with(tmp_path):
    image, run = saved(tmp_path), tmp_path / "run"
    assert main(["fit", str(image), "-o", str(run), "--steps", "20", "--quiet", *FLAGS]) == 0
    assert main(["fit", "--resume", str(run), "--steps", "40", "--quiet"]) == 0
    assert checkpoint.load(run / "last.safetensors").info["step"] == 40


@pytest.mark.parametrize("way", [{}, {"learn": "gradient"}, {"tv_weight": 0.1, "patch": 16}])
def test_any_fit_is_tried_before_it_is_begun(tmp_path, way):
    options = FitOptions(image=saved(tmp_path), hidden=16, layers=1, device="cpu", **way)
    began = time.monotonic()
    assert steps_per_second(options, 0.3) > 2
    assert 0.3 < time.monotonic() - began < 10


def test_a_fit_that_comes_to_a_bad_end_is_told_from_wrong_usage(tmp_path, monkeypatch, capsys):
    mean_square = SirenTrainer.loss
    monkeypatch.setattr(SirenTrainer, "loss", lambda self, batch: mean_square(self, batch) * float("nan"))
    out = tmp_path / "o.safetensors"
    assert main(["fit", str(saved(tmp_path)), "-o", str(out), "--steps", "30", "--quiet", *FLAGS]) == 1
    error = capsys.readouterr().err
    assert "stopped being a number" in error and len(error.strip().splitlines()) == 1 and not out.exists()


def test_wrong_usage_and_pictures_are_refused_in_one_line(tmp_path, capsys):
    (tmp_path / "text.png").write_text("not a picture")
    image = saved(tmp_path)
    for words, said in (
        ([str(image)], "Say where"),
        (["-o", str(tmp_path / "o.safetensors")], "IMAGE is required"),
        ([str(tmp_path / "text.png"), "-o", str(tmp_path / "o.safetensors")], "text.png"),
        ([str(image), "-o", str(tmp_path / "o.safetensors"), "--region", "1", "2", "3"], "--region: "),
    ):
        assert main(["fit", *words]) == 2
        error = capsys.readouterr().err
        assert said in error and len(error.strip().splitlines()) == 1
    assert not (tmp_path / "o.safetensors").exists()
