"""Style transfer by optimisation: its terms, that it takes the style and keeps the content, and what it is given and leaves."""

import json
from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image as PILImage

from viewer.cli import main
from viewer.errors import Stop, UserError
from viewer.files import RESULT, SNAPSHOTS
from viewer.imaging.files import load_image
from viewer.imaging.lifting import lifted, resized
from viewer.imaging.paintings import PAINTINGS, painting
from viewer.models import checkpoint
from viewer.models.feature_net import TAPS, FeatureNet
from viewer.training.options.style import StyliseOptions
from viewer.training.pyramid import Pyramid
from viewer.training.style_terms import StyleTerms, loss_of
from viewer.training.stylising import Stylist, stages_of, stylise, stylisings_per_second
from viewer.training.subject import LUMA, Subject, in_lightness, read_style

PHOTO = np.asarray(PILImage.fromarray(skimage.data.astronaut()[0:256, 130:322]).resize((48, 64), PILImage.Resampling.BOX))


@pytest.fixture(scope="module")
def features(tmp_path_factory):
    """The file of a feature network so small that a step takes a moment."""
    torch.manual_seed(3)
    path = tmp_path_factory.mktemp("features") / "tiny.safetensors"
    checkpoint.save(checkpoint.describe("features", FeatureNet((8, 8, 12, 12), (2, 2, 3, 3))), path)
    return path


@pytest.fixture(scope="module")
def style(tmp_path_factory):
    path = tmp_path_factory.mktemp("style") / "style.png"
    PILImage.fromarray(painting("mosaic").pixels[:160, :160]).resize((64, 64)).save(path)
    return path


@pytest.fixture
def photo(tmp_path):
    return saved(tmp_path / "photo.png", PHOTO)


def saved(path, pixels):
    PILImage.fromarray(pixels).save(path)
    return path


@pytest.fixture
def options(photo, style, features):
    def made(**changes):
        values = {"image": photo, "style": [style], "features": str(features), "steps": 40, "seconds": 0, "levels": 2,
                  "device": "cpu", "precision": "float32", "save_every": 10, "val_every": 20}  # fmt: skip
        return StyliseOptions(**values | changes)

    return made


def run(settings, folder, events=None, stop=None, resume=False):
    told = events.append if events is not None else lambda event: None
    return stylise(settings, folder, told, stop or Stop(), resume)


def made_by(settings, folder):
    assert run(settings, folder)
    return load_image(folder / RESULT).pixels


def terms(features, *styles, shares=None):
    network = checkpoint.build(checkpoint.load(features))
    pictures = [torch.from_numpy(np.ascontiguousarray(style)).movedim(-1, 0)[None].float() for style in styles]
    return StyleTerms(network, pictures, shares or [1.0] * len(styles), torch.float32), network


def naive_style(network, made, style):
    """The mean over the colours and layers of the relative squared difference of shifted Gram matrices, in float64."""
    total = 0.0
    pictures = [torch.from_numpy(picture).movedim(-1, 0)[None].double() for picture in (made, style)]
    seen = [{**network.double()(picture, TAPS), "colours": picture} for picture in pictures]
    for tap in seen[0]:
        own, target = (f[tap][0].flatten(1).numpy() for f in seen)
        mean = target.mean(1, keepdims=True)
        first, second = ((x - mean) @ (x - mean).T / x.size for x in (own, target))
        total += ((first - second) ** 2).sum() / (second**2).sum()
    return total / 5


def test_the_terms_are_those_of_their_formulas(features):
    rng = np.random.default_rng(0)
    made, style, content = (rng.random((24, 32, 3)) for _ in range(3))
    own, network = terms(features, style)
    to = [torch.from_numpy(p).movedim(-1, 0)[None].float() for p in (made, content)]
    parts = own.parts(to[0], own.content_of(to[1]))
    assert float(parts["style"]) == pytest.approx(naive_style(network, made, style), rel=1e-3)
    seen = [network.double()(p.double(), ("relu3_3",))["relu3_3"] for p in to]
    assert float(parts["content"]) == pytest.approx(float((seen[0] - seen[1]).square().mean() / seen[1].var()), rel=1e-3)
    across, down = made[:-1, 1:] - made[:-1, :-1], made[1:, :-1] - made[:-1, :-1]
    assert float(parts["tv"]) == pytest.approx((across**2 + down**2).sum() / 2 / (24 * 32), rel=1e-4)
    weights = {"content": 2.0, "style": 0.0, "tv": 3.0}
    assert float(loss_of(parts, weights)) == pytest.approx(0.01 * float(parts["content"]) + 0.6 * float(parts["tv"]), rel=1e-5)


def test_a_picture_has_its_own_style_and_content(features):
    rng = np.random.default_rng(0)
    own, other = (rng.random((24, 32, 3)).astype(np.float32) ** power for power in (1, 4))
    same, _ = terms(features, own)
    picture = torch.from_numpy(own).movedim(-1, 0)[None]
    parts = same.parts(picture, same.content_of(picture))
    assert float(parts["content"]) == 0 and float(parts["style"]) < 1e-8
    both, _ = terms(features, own, other, shares=[1.0, 0.0])
    assert float(both.parts(picture, same.content_of(picture))["style"]) < 1e-8
    mixed, _ = terms(features, own, other, shares=[3.0, 1.0])
    less, _ = terms(features, own, other, shares=[1.0, 3.0])
    near, far = (float(t.parts(picture, same.content_of(picture))["style"]) for t in (mixed, less))
    assert 1e-6 < near < far


def test_terms_do_not_depend_on_how_large_features_are(features):
    """So that weights mean the same with any network."""
    rng = np.random.default_rng(0)
    made, style, content = (torch.from_numpy(rng.random((1, 3, 24, 32))).float() for _ in range(3))
    network = checkpoint.build(checkpoint.load(features))
    told = []
    for factor in (1.0, 30.0):
        with torch.no_grad():
            network.features[0].weight.mul_(factor)
            network.features[0].bias.mul_(factor)
        own = StyleTerms(network, [style], [1.0], torch.float32)
        told.append({name: float(value) for name, value in own.parts(made, own.content_of(content)).items()})
    assert told[0] == pytest.approx(told[1], rel=1e-3)


def test_styles_and_pictures_of_one_colour_are_numbers(features):
    flat = np.full((32, 32, 3), 0.5, np.float32)
    own, _ = terms(features, flat)
    picture = torch.full((1, 3, 16, 16), 0.25)
    assert all(np.isfinite(float(value)) for value in own.parts(picture, own.content_of(picture)).values())


def test_it_takes_the_style_and_keeps_the_content(options, tmp_path, features, style):
    events = []
    assert run(options(steps=60), tmp_path / "run", events)
    parts = [event["parts"] for event in events if "parts" in event]
    assert set(parts[0]) == {"content", "style", "tv"}
    result = load_image(tmp_path / "run" / RESULT).pixels
    assert result.shape == PHOTO.shape
    _, network = terms(features, read_style(style))
    before, after = (naive_style(network, picture / 255, read_style(style)) for picture in (PHOTO, result))
    assert after < 0.2 * before
    grey = [picture.astype(float) @ LUMA for picture in (PHOTO, result)]
    assert np.corrcoef(grey[0].ravel(), grey[1].ravel())[0, 1] > 0.5
    snapshots = [int(path.stem) for path in sorted((tmp_path / "run" / SNAPSHOTS).glob("*.png"))]
    assert snapshots == [20, 40, 60]
    assert any("features" in event.get("note", "") for event in events)


@pytest.mark.parametrize("optimiser", ["lbfgs", "adam"])
def test_weights_do_what_they_say(options, tmp_path, optimiser):
    told = {}
    cases = {"content": {"content_weight": 300}, "style": {"style_weight": 30}, "tv": {"tv_weight": 300}}
    for name, heavy in cases.items():
        events = []
        assert run(options(optimiser=optimiser, **heavy), tmp_path / name, events)
        told[name] = [event["parts"] for event in events if "parts" in event][-1]
    for name, parts in told.items():
        assert all(parts[name] < 0.7 * others[name] for other, others in told.items() if other != name), told


def test_colours_can_be_kept(options, tmp_path):
    result = made_by(options(keep_colours=True), tmp_path / "run").astype(float)
    change = result - PHOTO
    inside = (result > 1).all(-1) & (result < 254).all(-1)
    assert inside.mean() > 0.3 and np.abs(change).mean() > 5
    assert np.ptp(change[inside], axis=-1).max() <= 2  # all three by as much: rounding alone
    light = in_lightness(np.random.default_rng(0).random((40, 40, 3)), torch.rand(1, 1, 9, 9) * 0.2 + 0.5)
    assert light.mean() == pytest.approx(0.6, abs=0.03) and light.shape == (40, 40, 1)


def test_an_interrupted_one_goes_on(options, tmp_path):
    settings = options(optimiser="adam", steps=40)
    whole = made_by(settings, tmp_path / "whole").astype(int)
    stop = Stop()

    def interrupt(event):
        if event.get("step", 0) >= 20 and "loss" in event:
            stop.set()

    assert not stylise(settings, tmp_path / "parts", interrupt, stop)
    begun = load_image(tmp_path / "parts" / RESULT).pixels.astype(int)
    assert run(settings, tmp_path / "parts", resume=True)
    parts = load_image(tmp_path / "parts" / RESULT).pixels.astype(int)
    assert np.abs(whole - begun).mean() > 1 and np.abs(whole - parts).mean() < 0.1


def test_it_ends_with_its_time(options, tmp_path):
    events = []
    assert run(options(steps=1_000_000, seconds=1.5), tmp_path / "run", events)
    assert (tmp_path / "run" / RESULT).exists() and events[-1]["step"] < 1_000_000


def test_stages_go_from_coarse_to_fine(options):
    settings = options(levels=3, steps=300)
    stages = stages_of(settings, 512)
    assert [stage.level for stage in stages] == [2, 1, 0] and sum(stage.steps for stage in stages) == 300
    assert stages[0].steps > stages[1].steps > stages[2].steps
    assert stages[0].part < stages[1].part < stages[2].part and sum(stage.part for stage in stages) == pytest.approx(1)
    assert [stage.level for stage in stages_of(settings, 64)] == [0]


@pytest.mark.parametrize("size", [(16, 16), (17, 23), (33, 65), (9, 40)])
def test_a_pyramid_is_its_picture(size):
    picture = torch.rand(1, 3, *size)
    pyramid = Pyramid(picture)
    torch.testing.assert_close(pyramid(), picture)
    for level in range(len(pyramid.bands) - 1):
        assert pyramid(level + 1).shape[2:] == tuple(-(-n // 2) for n in pyramid(level).shape[2:])
    assert len(pyramid.coarser(1)) == len(pyramid.bands) - 1


def test_a_large_picture_keeps_its_details_and_has_no_seams(options, tmp_path):
    large = np.asarray(PILImage.fromarray(skimage.data.astronaut()[0:256, 130:322]))
    image = saved(tmp_path / "large.png", large)
    result = made_by(options(image=image, size=64), tmp_path / "run").astype(np.float32) / 255
    whole = large.astype(np.float32) / 255
    small, changed = (resized(values, (48, 64)) for values in (whole, result))
    assert np.abs(changed - small).mean() > 0.03
    expected = lifted(changed, small, whole)
    assert np.abs(result - expected).mean() < 0.03
    subject = Subject(image, 64)
    assert subject.small.shape == (1, 3, 64, 48) and subject.scale == 4
    np.testing.assert_allclose(subject.result(subject.small), whole, atol=1e-5)


def test_transparency_stays_and_grey_takes_colours(options, tmp_path):
    alpha = np.linspace(0, 255, 64 * 48).astype(np.uint8).reshape(64, 48)
    grey = PHOTO[..., 1]
    image = saved(tmp_path / "la.png", np.stack((grey, alpha), -1))
    run(options(image=image), tmp_path / "run")
    result = load_image(tmp_path / "run" / RESULT)
    assert np.array_equal(result.alpha, alpha) and np.ptp(result.pixels.astype(int), axis=-1).max() > 20


def test_a_transparent_style_lies_on_white(tmp_path):
    rgba = np.zeros((40, 40, 4), np.uint8)
    rgba[:20] = 255, 0, 0, 255
    style = read_style(saved(tmp_path / "rgba.png", rgba))
    assert np.allclose(style[:20], (1, 0, 0)) and np.allclose(style[20:], 1)


def test_what_it_cannot_be_given_is_told_in_a_sentence(options, tmp_path, photo):
    (tmp_path / "text.png").write_text("no picture")
    small = saved(tmp_path / "small.png", PHOTO[:20, :40])
    thin = saved(tmp_path / "thin.png", PHOTO[:5])
    for changes, words in (
        ({"style": [tmp_path / "text.png"]}, "text.png is not an image"),
        ({"style": [tmp_path / "missing.png"]}, "missing.png does not exist"),
        ({"style": [small]}, "small.png has 40 x 20 pixels; a style needs 32"),
        ({"image": thin}, "thin.png has 48 x 5 pixels, too few"),
    ):
        with pytest.raises(UserError, match=words):
            Stylist(options(**changes))
    for changes, words in (
        ({"shares": [1.0, 2.0]}, "as many shares"),
        ({"shares": [0.0]}, "as many shares"),
        ({"content_weight": 0, "style_weight": 0, "tv_weight": 0}, "some weight"),
    ):
        with pytest.raises(ValueError, match=words):
            options(**changes)


def test_a_fit_that_goes_astray_comes_back(options):
    trainer = Stylist(options())
    for step in range(10):
        loss = float(trainer.train_step(trainer.draw(step)))
    for damage in (float("nan"), 50.0):
        with torch.no_grad():
            trainer.trained[-1].add_(damage)
        assert float(trainer.train_step(trainer.draw(10))) <= loss
        assert np.isfinite(trainer.result).all()
    assert float(trainer.train_step(trainer.draw(12))) <= 1.5 * loss


@pytest.mark.parametrize("name", PAINTINGS)
def test_paintings_are_always_the_same(name):
    first, again = painting(name), painting.__wrapped__(name)
    assert np.array_equal(first.pixels, again.pixels) and first.size == (512, 512)
    assert first.pixels.astype(float).std((0, 1)).min() > 30
    assert np.array_equal(read_style(Path(name)), first.pixels / np.float32(255))


# The command


def words(photo, *styles, features, out):
    flags = ["--features", str(features), "--steps", "12", "--levels", "1", "--device", "cpu", "--quiet"]
    return ["stylize", str(photo), *map(str, styles), "-o", str(out), *flags]


def test_the_command_writes_a_picture_and_its_figures(photo, style, features, tmp_path, capsys):
    out, figures = tmp_path / "out.jpg", tmp_path / "figures.json"
    more = ["--json", str(figures), "--shares", "1", "2", "--content-weight", "2", "--style-weight", "3", "--tv-weight", "0.5"]
    assert main([*words(photo, style, "mosaic", features=features, out=out), *more]) == 0
    assert load_image(out).size == (48, 64) and "12 steps in" in capsys.readouterr().out
    told = json.loads(figures.read_text())
    assert told["steps"] == 12 and {"seconds", "content", "style", "tv"} <= told.keys()


def test_the_command_tells_how_long_it_would_take(photo, style, features, tmp_path, capsys):
    figures = tmp_path / "figures.json"
    flags = ["--features", str(features), "--steps", "40", "--device", "cpu", "--json", str(figures), "--estimate"]
    assert main(["stylize", str(photo), str(style), *flags]) == 0
    told = json.loads(figures.read_text())
    assert "40 steps at " in capsys.readouterr().out and told["steps"] == 40
    assert told["seconds"] == pytest.approx(40 / told["it_s"])
    assert {path.name for path in tmp_path.iterdir()} == {"photo.png", "figures.json"}


def test_steps_of_coarser_levels_count_for_less_in_an_estimate(options, tmp_path, monkeypatch):
    large = saved(tmp_path / "large.png", PHOTO.repeat(2, 0).repeat(2, 1))
    monkeypatch.setattr("viewer.training.stylising.pace", lambda step, seconds: 7.0)
    one, two = (options(image=large, levels=levels, steps=180) for levels in (1, 2))
    assert stylisings_per_second(one) == pytest.approx(7)
    coarse, fine = stages_of(two, 96)
    assert (coarse.level, fine.level) == (1, 0)
    assert stylisings_per_second(two) == pytest.approx(7 * 180 / (coarse.steps / 4 + fine.steps))


def test_the_command_keeps_a_run_and_goes_on(photo, style, features, tmp_path, capsys):
    assert main(words(photo, style, features=features, out=tmp_path / "run")) == 0
    assert main(["stylize", "--resume", str(tmp_path / "run"), "--steps", "16", "--quiet"]) == 0
    assert "16 steps" in capsys.readouterr().out
    assert 'kind = "stylise"' in (tmp_path / "run" / "job.toml").read_text()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["photo.png", "mosaic"], "Say where the picture goes"),
        (["photo.png", "-o", "out.png"], "STYLE is required"),
        (["photo.png", "mosaic", "-o", "out.xyz"], "Cannot write out.xyz"),
        (["photo.png", "mosaic", "-o", "out.png", "--features", "nothing"], "no feature network 'nothing'"),
        (["photo.png", "mosaic", "-o", "out.png", "--vgg", "nothing.pth"], "nothing.pth"),
        (["photo.png", "a.safetensors", "mosaic", "-o", "out.png"], "goes alone"),
        (["photo.png", "a.safetensors", "-o", "out.png"], "a.safetensors does not exist"),
        (["photo.png", "a.safetensors", "--estimate"], "needs no estimate"),
        (["photo.png", "mosaic", "-o", "out.png", "--shares", "1", "1"], "as many shares"),
    ],
)
def test_the_command_says_what_is_wrong(photo, monkeypatch, capsys, arguments, sentence):
    monkeypatch.chdir(photo.parent)
    assert main(["stylize", *arguments]) == 2
    said = capsys.readouterr().err.strip()
    assert sentence in said and "\n" not in said
