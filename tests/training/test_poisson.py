"""Fitting a SIREN to a gradient or Laplacian: what is learnt is what Poisson's equation has for its solution."""

import json

import numpy as np
import pytest
import skimage.data
import skimage.transform
import torch
from PIL import Image as PILImage

from viewer.cli import main
from viewer.errors import Stop, UserError
from viewer.fields.field import Grid
from viewer.fields.siren import SirenField
from viewer.models import checkpoint
from viewer.training.fit import fit, target_of
from viewer.training.options.fit import FitOptions
from viewer.training.poisson import LARGEST, Gradient, PoissonTrainer, Potential, laplacian

RNG = np.random.default_rng(0)
PICTURE = skimage.data.astronaut()[60:78, 180:204]  # 24 x 18 pixels


def saved(tmp_path, pixels=PICTURE, name="picture.png"):
    PILImage.fromarray(pixels).save(tmp_path / name)
    return tmp_path / name


def options(image, **changes):
    values = {"image": image, "learn": "gradient", "hidden": 24, "layers": 1, "steps": 200, "lr": 5e-3, "batch": 0,
              "device": "cpu", "precision": "float32", "val_every": 20, "save_every": 20}  # fmt: skip
    return FitOptions(**values | changes)


def naive_divergence(down, across):
    height, width, channels = down.shape[0] + 1, across.shape[1] + 1, down.shape[2]
    out = np.zeros((height, width, channels))
    for y in range(height):
        for x in range(width):
            for flow, dy, dx in ((down, 1, 0), (across, 0, 1)):
                if y < flow.shape[0] and x < flow.shape[1]:
                    out[y, x] += flow[y, x]
                if y >= dy and x >= dx:
                    out[y, x] -= flow[y - dy, x - dx]
    return out


def best_picture(down, across):
    """The least squares over every pair of neighbours, of mean 0."""
    height, width = down.shape[0] + 1, across.shape[1] + 1
    rows, values = [], []
    for flow, dy, dx in ((down, 1, 0), (across, 0, 1)):
        for y in range(flow.shape[0]):
            for x in range(flow.shape[1]):
                row = np.zeros((height, width))
                row[y + dy, x + dx], row[y, x] = 1, -1
                rows.append(row.ravel())
                values.append(flow[y, x])
    solution = np.linalg.lstsq(np.array(rows), np.array(values), rcond=None)[0]
    return (solution - solution.mean(0)).reshape(height, width, -1)


@pytest.mark.parametrize("size", [(7, 5), (1, 6), (6, 1), (2, 2)])
def test_the_picture_of_a_gradient_is_the_nearest_there_is(size):
    height, width = size
    gradient = Gradient(RNG.normal(size=(height - 1, width, 3)), RNG.normal(size=(height, width - 1, 3)))
    np.testing.assert_allclose(gradient.divergence(), naive_divergence(gradient.down, gradient.across), atol=1e-12)
    expected = best_picture(gradient.down, gradient.across)
    np.testing.assert_allclose(gradient.picture(), expected, atol=1e-10)
    potential = Potential(height, width, torch.device("cpu"))
    found = potential(torch.from_numpy(gradient.divergence()).float())
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_picture_comes_back_from_its_gradient():
    values = RNG.normal(size=(9, 11, 3))
    np.testing.assert_allclose(Gradient.of(values).picture(), values - values.mean((0, 1)), atol=1e-10)
    np.testing.assert_allclose(laplacian(torch.from_numpy(values)), Gradient.of(values).divergence(), atol=1e-12)


@pytest.mark.parametrize("learn", ["gradient", "laplacian"])
@pytest.mark.parametrize("batch", [0, 60])
def test_windows_tell_how_the_picture_changes_between_their_pixels(tmp_path, learn, batch):
    settings = options(saved(tmp_path), learn=learn, batch=batch)
    target = target_of(settings)
    model = PoissonTrainer(settings, target).model
    values, strides = PICTURE / 127.5 - 1, set()
    for step in range(30):
        window = target.draw(step, model)
        rows, cols = (((window.coords[..., axis].double() + 1) / 2 * n - 0.5).numpy() for axis, n in ((0, 18), (1, 24)))
        np.testing.assert_allclose(rows, np.rint(rows), atol=1e-4)
        seen = values[np.rint(rows).astype(int), np.rint(cols).astype(int)]
        np.testing.assert_allclose(window.divergence, Gradient.of(seen).divergence(), atol=1e-5)
        strides |= {round(float(rows[1, 0] - rows[0, 0])), round(float(cols[0, 1] - cols[0, 0]))}
    assert window.coords.shape[0] * window.coords.shape[1] <= 60 or not batch or learn == "laplacian"
    assert strides == ({1, 2, 3} if batch and learn == "gradient" else {1})


def test_a_step_is_the_error_of_the_picture_that_its_derivatives_lead_to(tmp_path):
    settings = options(saved(tmp_path), batch=60)
    target = target_of(settings)
    trainer = PoissonTrainer(settings, target)
    window = target.draw(3, trainer.model)
    off = Gradient.of(trainer.model(window.coords).detach().double().numpy()).divergence() - window.divergence.double().numpy()
    height, width = off.shape[:2]
    matrix = np.array([Gradient.of(row.reshape(height, width, 1)).divergence().ravel() for row in np.eye(height * width)])
    expected = np.linalg.lstsq(matrix, off.reshape(-1, 3), rcond=None)[0]
    assert float(trainer.train_step(window)) == pytest.approx(((expected - expected.mean(0)) ** 2).mean(), rel=1e-4)


@pytest.mark.parametrize("learn", ["gradient", "laplacian"])
def test_a_picture_is_rebuilt_and_as_bright_as_it_was(tmp_path, learn):
    events = []
    assert fit(options(saved(tmp_path), learn=learn, batch=100), tmp_path / "run", events.append, Stop())
    psnr = max(event["psnr"] for event in events if "psnr" in event)
    field = SirenField(checkpoint.build(checkpoint.load(tmp_path / "run" / "best.safetensors")), torch.device("cpu"))
    shown = field.sample(Grid(0, 0, 1, 1, 18, 24), Stop())
    assert -10 * np.log10(np.mean((shown - PICTURE / 255) ** 2)) == pytest.approx(psnr, abs=0.05)
    assert psnr > 28


def test_a_composite_has_the_stronger_gradient_of_two_pictures(tmp_path):
    half = np.full((18, 24, 3), 100, np.uint8)
    left, right = half.copy(), half.copy()
    left[6:12, 3:9], right[6:12, 15:21] = 180, 30
    settings = options(saved(tmp_path, left, "left.png"), composite=saved(tmp_path, right, "right.png"))
    target = target_of(settings)
    both = half.copy()
    both[6:12, 3:9], both[6:12, 15:21] = 180, 30
    shown = target.pixels / 65535 * 255
    np.testing.assert_allclose(shown - shown.mean(), both - both.mean(), atol=0.1)
    assert shown.mean() == pytest.approx((left.mean() + right.mean()) / 2, abs=0.1)
    mean = target_of(settings.model_copy(update={"mix": "mean"})).pixels / 65535 * 255
    np.testing.assert_allclose(mean, (left.astype(float) + right) / 2, atol=0.1)
    events = []
    fit(settings, tmp_path / "run", events.append, Stop())
    assert max(event["psnr"] for event in events if "psnr" in event) > 25


def test_the_other_picture_may_have_any_size_and_be_grey(tmp_path):
    grey = saved(tmp_path, skimage.data.camera()[:300, :200], "grey.png")
    target = target_of(options(saved(tmp_path), composite=grey))
    assert target.pixels.shape == (18, 24, 3)
    target = target_of(options(grey, composite=saved(tmp_path), region=[10, 20, 40, 30]))
    assert target.pixels.shape == (30, 40, 3)


def test_a_composite_of_too_much_contrast_is_brought_between_black_and_white(tmp_path):
    first, second = (np.kron(RNG.integers(0, 2, (8, 8)), np.ones((6, 6))).astype(np.uint8) * 255 for _ in range(2))
    settings = options(saved(tmp_path, first), composite=saved(tmp_path, second, "second.png"))
    target = target_of(settings)
    gradient = Gradient.of(first[..., None] / 127.5 - 1).mixed(Gradient.of(second[..., None] / 127.5 - 1), "stronger")
    wanted, shown = gradient.picture(), target.pixels / 32767.5 - 1
    assert np.ptp(wanted) > 2.5
    within = (target.pixels > 0) & (target.pixels < 65535)
    assert 0.988 < within.mean() < 1
    contrast, brightness = np.polyfit(wanted[within], shown[within], 1)
    np.testing.assert_allclose(shown[within], (contrast * wanted + brightness)[within], atol=1e-4)
    window = target.draw(0, PoissonTrainer(settings, target).model)  # of what is learnt the contrast is the same
    np.testing.assert_allclose(window.divergence, contrast * gradient.divergence(), atol=1e-4)


@pytest.mark.parametrize("size", [(9, 1), (1, 9)])
def test_a_line_of_pixels_is_rebuilt(tmp_path, size):
    pixels = np.linspace(30, 220, 9).round().astype(np.uint8).reshape(size[1], size[0])
    events = []
    assert fit(options(saved(tmp_path, pixels), batch=5, steps=300), tmp_path / "run", events.append, Stop())
    assert max(event["psnr"] for event in events if "psnr" in event) > 30


def test_what_cannot_be_learnt_so_is_refused_in_a_sentence(tmp_path, capsys, monkeypatch):
    image = str(saved(tmp_path))
    one = str(saved(tmp_path, PICTURE[:1, :1], "one.png"))
    monkeypatch.setitem(LARGEST, "laplacian", 100)
    for words, said in (
        ([image, "--learn", "gradient", "--mask", image], "a mask is for learning from pixels"),
        ([image, "--composite", image], "a composite is learnt from the gradient"),
        ([one, "--learn", "gradient"], "one.png has a single pixel"),
        ([image, "--learn", "laplacian"], "24 x 18 pixels are too many"),
        ([image, "--learn", "gradient", "--composite", str(tmp_path / "none.png")], "none.png"),
    ):
        assert main(["fit", *words, "-o", str(tmp_path / "o.safetensors"), "--steps", "1", "--quiet"]) == 2
        error = capsys.readouterr().err
        assert said in error and len(error.strip().splitlines()) == 1
    with pytest.raises(UserError, match="a part"):
        target_of(options(image, learn="laplacian"))


def test_the_command_tells_the_psnr_against_the_picture(tmp_path):
    figures, out = tmp_path / "figures.json", tmp_path / "out.safetensors"
    words = ["--learn", "gradient", "--hidden", "24", "--layers", "1", "--lr", "0.005", "--steps", "150", "--device", "cpu"]
    words += ["--weights", "float16", "--json", str(figures), "--quiet"]
    assert main(["fit", str(saved(tmp_path)), "-o", str(out), *words]) == 0
    field = SirenField(checkpoint.build(checkpoint.load(out)), torch.device("cpu"), "exact")
    shown = field.sample(Grid(0, 0, 1, 1, 18, 24), Stop())
    told = json.loads(figures.read_text())["psnr"]
    assert told == pytest.approx(-10 * np.log10(np.mean((shown - PICTURE / 255) ** 2)), abs=0.05) and told > 25
