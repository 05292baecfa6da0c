"""Deep Image Prior: each task's loss, what it leaves alone, and what becomes of interrupted, collapsing and impossible fits."""

import json

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image as PILImage
from reference import hourglass as naive

from viewer.cli import main
from viewer.errors import JobFailed, Stop, UserError
from viewer.files import LIVE, RESULT, SNAPSHOTS
from viewer.imaging.files import load_image
from viewer.training.damage import Damage, Mosaic
from viewer.training.options.restore import PRESETS, RestoreOptions, restore_recipe
from viewer.training.restoration import RestoreFiles, Restorer, restore

CLEAN = np.asarray(PILImage.fromarray(skimage.data.astronaut()[0:256, 130:322]).resize((48, 64), PILImage.Resampling.BOX))
NOISY = np.clip(CLEAN + np.random.default_rng(0).normal(0, 25, CLEAN.shape), 0, 255).round().astype(np.uint8)
TINY = {"depth": 4, "down": [8, 8], "up": [8, 8], "skip": [2, 2]}


def saved(tmp_path, pixels=NOISY, name="noisy.png"):
    PILImage.fromarray(pixels).save(tmp_path / name)
    return tmp_path / name


def options(image, **changes):
    values = {**TINY, "image": image, "steps": 40, "window": 5, "guard": 0, "save_every": 10, "val_every": 10, "device": "cpu",
              "precision": "float32", "early_stop": False}  # fmt: skip
    return RestoreOptions(**values | changes)


def psnr(pixels, truth=CLEAN):
    return -10 * np.log10(np.mean((pixels.astype(float) - truth) ** 2) / 255**2)


def black_square(tmp_path):
    mask = np.full(CLEAN.shape[:2], 255, np.uint8)
    mask[20:30, 15:27] = 0
    return saved(tmp_path, mask, "mask.png"), mask > 0


@pytest.mark.parametrize("task", ["denoise", "artefacts", "upscale", "inpaint"])
def test_the_loss_is_that_of_the_task(tmp_path, task):
    mask, known = black_square(tmp_path)
    settings = options(saved(tmp_path), task=task, scale=2, mask=mask if task == "inpaint" else None, jitter=0)
    damage = Damage(settings)
    trainer = Restorer(settings, damage)
    loss = float(trainer.train_step(trainer.draw(0)))
    made = trainer._latest[0].double().numpy()
    assert made.shape == (3, 128, 96) if task == "upscale" else (3, 64, 48)
    seen, target = (naive.shrink(made, 2) if task == "upscale" else made), NOISY.transpose(2, 0, 1) / 255
    if task == "inpaint":
        seen, target = seen * known, target * known
    assert loss == pytest.approx(((seen - target) ** 2).mean(), rel=1e-4)


def test_noise_is_removed_before_it_is_learnt(tmp_path):
    events = []
    three = {"depth": 16, "down": [32] * 3, "up": [32] * 3, "skip": [4] * 3}
    settings = options(saved(tmp_path), reference=saved(tmp_path, CLEAN, "clean.png"), steps=200, **three)
    assert restore(settings, tmp_path / "run", events.append, Stop())
    told = [event["psnr"] for event in events if "psnr" in event]
    result = load_image(tmp_path / "run" / RESULT).pixels
    assert psnr(result) > psnr(NOISY) + 3
    assert told[-1] == pytest.approx(psnr(result), abs=0.05)
    snapshots = sorted((tmp_path / "run" / SNAPSHOTS).glob("*.png"))
    assert [int(path.stem) for path in snapshots] == list(range(10, 201, 10))
    assert psnr(load_image(snapshots[-1]).pixels) == pytest.approx(told[-1], abs=0.05)


def test_it_stops_where_the_picture_moves_least(tmp_path):
    events = []
    settings = options(saved(tmp_path), early_stop=True, patience=15, steps=2000)
    assert restore(settings, tmp_path / "run", events.append, Stop())
    stopped_at = events[-1]["stopped_at"]
    assert events[-1]["step"] == stopped_at + 15 < 2000
    assert all(event["variance"] > 0 for event in events if event.get("step", 0) > 20 and "loss" in event)


def test_filling_in_leaves_what_is_known_as_it_was(tmp_path):
    mask, known = black_square(tmp_path)
    holed = CLEAN * known[..., None]
    settings = options(saved(tmp_path, holed), task="inpaint", mask=mask, steps=150)
    restore(settings, tmp_path / "run", lambda event: None, Stop())
    result = load_image(tmp_path / "run" / RESULT).pixels
    assert np.array_equal(result[known], CLEAN[known])
    assert psnr(result[~known], CLEAN[~known]) > psnr(holed[~known], CLEAN[~known]) + 8


def test_enlarging_makes_a_larger_picture_that_shrinks_to_the_small_one(tmp_path):
    settings = options(saved(tmp_path, CLEAN), task="upscale", scale=2, steps=250, jitter=0)
    restore(settings, tmp_path / "run", lambda event: None, Stop())
    result = load_image(tmp_path / "run" / RESULT).pixels
    assert result.shape == (128, 96, 3)
    assert psnr(naive.shrink(result.transpose(2, 0, 1).astype(float), 2).transpose(1, 2, 0)) > 24


def test_an_interrupted_one_ends_where_an_uninterrupted_one_would(tmp_path):
    settings = options(saved(tmp_path), early_stop=True, patience=1000)
    restore(settings, tmp_path / "whole", lambda event: None, Stop())
    stop = Stop()

    def interrupt(event):
        if event.get("step", 0) >= 20:
            stop.set()

    assert not restore(settings, tmp_path / "parts", interrupt, stop)
    assert (tmp_path / "parts" / RESULT).exists()
    assert restore(settings, tmp_path / "parts", lambda event: None, Stop(), resume=True)
    whole, parts = (load_image(tmp_path / run / RESULT).pixels.astype(int) for run in ("whole", "parts"))
    assert np.abs(whole - parts).max() <= 1  # a residue of summing in another order


def test_a_collapse_is_undone(tmp_path):
    settings = options(saved(tmp_path))
    trainer = Restorer(settings, Damage(settings))
    for step in range(30):
        loss = float(trainer.train_step(trainer.draw(step)))
    made = trainer.made.clone()
    for damage in (float("nan"), 1e3):  # as after a step that went too far
        with torch.no_grad():
            trainer.trained[-2].add_(damage)
        told = float(trainer.train_step(trainer.draw(30)))
        assert told == pytest.approx(loss) and torch.equal(made, trainer.made)
        assert float(trainer.loss(trainer.draw(31)).detach()) < 1.5 * loss
    trainer.train_step(trainer.draw(32))
    assert not torch.equal(made, trainer.made)
    trainer._target.fill_(float("nan"))
    with pytest.raises(JobFailed, match="collapsed at step"):
        for step in range(33, 100):
            trainer.train_step(trainer.draw(step))


@pytest.mark.parametrize("size", [(8, 8), (1, 1), (33, 70), (5, 90)])
@pytest.mark.parametrize("task", ["denoise", "upscale"])
def test_pictures_of_any_size(tmp_path, size, task):
    pixels = np.asarray(PILImage.fromarray(CLEAN).resize(size))
    restore(options(saved(tmp_path, pixels), task=task, scale=2, steps=2), tmp_path / "run", lambda event: None, Stop())
    with PILImage.open(tmp_path / "run" / RESULT) as result:
        assert result.size == (size if task == "denoise" else (2 * size[0], 2 * size[1]))


@pytest.mark.parametrize("task", PRESETS)
def test_every_preset_takes_a_small_grey_picture(tmp_path, task):
    mask, _ = black_square(tmp_path)
    for preset in PRESETS[task]:
        values = restore_recipe(task, preset) | {
            "steps": 1,
            "task": task,
            "mask": mask if task == "inpaint" else None,
            "scale": 2,
        }
        values |= {"device": "cpu", "image": saved(tmp_path, CLEAN[..., 0], "grey.png")}
        restore(RestoreOptions(**values), tmp_path / preset, lambda event: None, Stop())
        result = load_image(tmp_path / preset / RESULT).pixels
        assert np.array_equal(result[..., 0], result[..., 2])


@pytest.fixture
def in_parts(monkeypatch):
    """Pictures of more than 32 x 32 pixels are restored part by part."""
    for name, value in (("LARGEST", 32 * 32), ("LONGEST", 32), ("OVERLAP", 8)):
        monkeypatch.setattr(f"viewer.training.damage.{name}", value)


@pytest.mark.parametrize(("task", "scale"), [("denoise", 1), ("upscale", 2)])
def test_parts_cover_a_large_picture_and_fade_into_each_other(tmp_path, in_parts, task, scale):
    damage = Damage(options(saved(tmp_path), task=task, scale=2))
    assert damage.parts > 3
    height, width = 64 * scale, 48 * scale
    truth = np.random.default_rng(0).random((height, width, 3)).astype(np.float32)
    for offset in (0.0, 0.1):  # what the parts agree on comes out as it is; what not, without a jump
        mosaic, last, pieces = Mosaic(damage), damage.parts - 1, []
        for index in range(damage.parts):
            part = damage.part(index)
            assert part.rows.stop - part.rows.start <= 32 // scale
            rows, cols = (slice(span.start * scale, span.stop * scale) for span in (part.rows, part.cols))
            values = np.full_like(truth[rows, cols], offset * (index % 2)) if offset else truth[rows, cols]
            more = [(0, n * scale - k) for n, k in zip(damage.padded, values.shape, strict=False)]
            pieces.append((part, torch.from_numpy(np.pad(values, (*more, (0, 0)))).movedim(-1, 0)[None]))
        for part, made in pieces[:last]:
            mosaic.add(part, made)
        result = mosaic.result(*pieces[last])
        if offset:
            assert max(np.abs(np.diff(result, axis=axis)).max() for axis in (0, 1)) < 0.04
        else:
            np.testing.assert_allclose(result, truth, atol=1e-6)


def test_a_large_picture_is_restored_part_by_part(tmp_path, in_parts):
    events = []
    settings = options(saved(tmp_path), reference=saved(tmp_path, CLEAN, "clean.png"), down=[16] * 2, up=[16] * 2, steps=100)
    parts = Damage(settings).parts
    assert restore(settings, tmp_path / "run", events.append, Stop())
    result = load_image(tmp_path / "run" / RESULT).pixels
    assert psnr(result) > psnr(NOISY) + 2
    assert [event["steps"] for event in events if "steps" in event] == [100 * parts] == [events[-1]["step"]]
    assert len(list((tmp_path / "run" / SNAPSHOTS).glob("*.png"))) == parts + 1


def test_one_interrupted_in_its_second_part_ends_where_an_uninterrupted_one_would(tmp_path, in_parts):
    settings = options(saved(tmp_path), steps=20, save_every=7)
    restore(settings, tmp_path / "whole", lambda event: None, Stop())
    for end in (20, 27, 35):  # between two parts, and within the second
        folder = tmp_path / f"{end}"
        folder.mkdir()
        trainer = Restorer(settings, Damage(settings))
        while trainer.step < end:
            trainer.train_step(trainer.draw(trainer.step))
        RestoreFiles(folder).save(trainer)
        assert restore(settings, folder, lambda event: None, Stop(), resume=True)
        whole, parts = (load_image(run / RESULT).pixels.astype(int) for run in (tmp_path / "whole", folder))
        assert np.abs(whole - parts).max() <= 1


def test_parts_in_which_all_is_known_are_left_alone(tmp_path, in_parts):
    mask, known = black_square(tmp_path)
    settings = options(saved(tmp_path, CLEAN * known[..., None], "holed.png"), task="inpaint", mask=mask, steps=60)
    assert Damage(settings).parts < Damage(options(saved(tmp_path))).parts
    restore(settings, tmp_path / "run", lambda event: None, Stop())
    result = load_image(tmp_path / "run" / RESULT).pixels
    assert np.array_equal(result[known], CLEAN[known])
    assert result[~known].max(-1).min() > 0
    hole = np.full(CLEAN.shape[:2], 255, np.uint8)
    hole[:45, :40] = 0
    with pytest.raises(UserError, match="more than 32 x 32"):
        Damage(settings.model_copy(update={"mask": saved(tmp_path, hole, "hole.png")}))


@pytest.mark.parametrize("task", ["denoise", "upscale"])
def test_what_is_transparent_stays_so(tmp_path, task):
    alpha = np.zeros((64, 48, 1), np.uint8)
    alpha[:, :24] = 255
    path = saved(tmp_path, np.concatenate((NOISY, alpha), -1))
    restore(options(path, task=task, scale=2, steps=2), tmp_path / "run", lambda event: None, Stop())
    made = load_image(tmp_path / "run" / RESULT)
    assert made.alpha is not None
    assert made.alpha[:, : made.size[0] // 2 - 4].min() == 255
    assert made.alpha[:, -20:].max() == 0


def test_looking_on_shows_the_picture_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr("viewer.training.pictures.PREVIEW_EVERY", 0)
    restore(options(saved(tmp_path), steps=5), tmp_path / "run", lambda event: None, Stop())
    assert load_image(tmp_path / "run" / LIVE).size == (48, 64)


def test_what_cannot_be_restored_is_told_in_a_sentence(tmp_path, capsys):
    image, out = str(saved(tmp_path)), str(tmp_path / "o.png")
    white = str(saved(tmp_path, np.full(CLEAN.shape[:2], 255, np.uint8), "white.png"))
    black = str(saved(tmp_path, np.zeros(CLEAN.shape[:2], np.uint8), "black.png"))
    small = str(saved(tmp_path, np.zeros((9, 9), np.uint8), "small.png"))
    (tmp_path / "text.png").write_text("not a picture")
    for words, said in (
        (["inpaint", image, "-o", out], "--mask MASK"),
        (["inpaint", image, "-o", out, "--mask", white], "nothing to fill in"),
        (["inpaint", image, "-o", out, "--mask", black], "black everywhere"),
        (["inpaint", image, "-o", out, "--mask", small], "small.png has 9 x 9 pixels"),
        (["denoise", image, "-o", out, "--reference", small], "small.png has 9 x 9"),
        (["denoise", str(tmp_path / "text.png"), "-o", out], "text.png"),
        (["denoise", image], "Say where"),
        (["denoise", "-o", out], "IMAGE is required"),
        (["denoise", image, "-o", str(tmp_path / "o.xyz")], "ending"),
        (["denoise", image, "-o", out, "--skip", "1"], "as many levels"),
        (["upscale", image, "-o", out, "--scale", "3"], "invalid choice: 3"),
    ):
        try:
            code = main(["restore", *words])
        except SystemExit as ended:
            code = ended.code
        assert code == 2, words
        error = capsys.readouterr().err
        assert said in error and len(error.strip().splitlines()) == 1, words


def test_the_command_writes_the_picture_and_its_figures(tmp_path, capsys):
    out, figures = tmp_path / "out.tif", tmp_path / "figures.json"
    words = ["restore", "denoise", str(saved(tmp_path)), "-o", str(out), "--sigma", "25", "--steps", "30", "--no-early-stop"]
    words += [
        "--reference",
        str(saved(tmp_path, CLEAN, "clean.png")),
        "--json",
        str(figures),
        "--down",
        "8",
        "8",
        "--up",
        "8",
        "8",
    ]
    assert main([*words, "--skip", "2", "2", "--device", "cpu", "--quiet"]) == 0
    told = json.loads(figures.read_text())
    assert told["steps"] == told["stopped_at"] == 30 and told["seconds"] > 0
    assert told["psnr"] == pytest.approx(psnr(load_image(out).pixels), abs=0.01)
    assert f"{told['psnr']:.2f} dB, 30 steps" in capsys.readouterr().out


def test_a_run_can_be_kept_and_gone_on_with(tmp_path):
    image, run = saved(tmp_path), tmp_path / "run"
    words = ["--steps", "10", "--down", "8", "--up", "8", "--skip", "2", "--device", "cpu", "--quiet", "--no-early-stop"]
    assert main(["restore", "denoise", str(image), "-o", str(run), *words]) == 0
    assert main(["restore", "denoise", "--resume", str(run), "--steps", "20", "--quiet"]) == 0
    assert json.loads((run / "events.jsonl").read_text().splitlines()[-2])["step"] == 20


def test_noise_decides_how_much_the_code_trembles():
    assert restore_recipe("denoise", "quick", sigma=25)["jitter"] == pytest.approx(1 / 30)
    assert restore_recipe("denoise", "quick", sigma=50)["jitter"] == pytest.approx(1 / 20)
    assert restore_recipe("upscale", "paper", scale=8)["steps"] == 4000
