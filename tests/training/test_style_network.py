"""Training the transformation network: its loss, that it takes the style, and what its checkpoints are good for."""

import numpy as np
import pytest
import torch
from PIL import Image as PILImage
from reference import transformation as naive

from viewer.cli import main
from viewer.errors import Stop, UserError
from viewer.fields.catalogue import make_field
from viewer.fields.field import Grid
from viewer.fields.styled import styled
from viewer.imaging.files import load_image
from viewer.models import checkpoint
from viewer.models.feature_net import FeatureNet
from viewer.models.transformation import TransformationNet
from viewer.training.options.style import StyleOptions
from viewer.training.style_network import Crops, StyleTrainer, train


@pytest.fixture(scope="module")
def features(tmp_path_factory):
    torch.manual_seed(3)
    path = tmp_path_factory.mktemp("features") / "tiny.safetensors"
    checkpoint.save(checkpoint.describe("features", FeatureNet((8, 8, 12, 12), (2, 2, 3, 3))), path)
    return path


@pytest.fixture
def options(photos, features):
    def made(**changes):
        values = {
            "data": [photos], "style": "mosaic", "style_size": 48, "features": str(features), "width": 4, "patch": 32, "batch": 2,
            "steps": 6, "lr": 3e-3, "warmup": 0, "precision": "float32", "device": "cpu", "save_every": 3,
        }  # fmt: skip
        return StyleOptions(**values | changes)

    return made


@pytest.fixture
def network(tmp_path):
    """The file of a small network with random weights."""
    torch.manual_seed(1)
    net = TransformationNet(4)
    with torch.no_grad():
        net.deconv3.conv2d.weight.mul_(60)
        net.deconv3.conv2d.bias.add_(128)
    checkpoint.save(checkpoint.describe("style", net), tmp_path / "painter.safetensors")
    return tmp_path / "painter.safetensors"


@pytest.fixture
def photo(photos):
    return photos / "astronaut.png"


def test_it_learns_the_style(options):
    trainer = StyleTrainer(options(steps=60))
    batches = Crops([np.asarray(load_image(path).pixels) for path in sorted(options().data[0].glob("*.png"))], 32, 2, 0)
    told = []
    for step in range(60):
        loss = float(trainer.train_step(batches.draw(step)))
        parts = trainer.figures["parts"]
        assert set(parts) == {"content", "style", "tv"}
        assert loss == pytest.approx(0.025 * parts["content"] + parts["style"], rel=1e-3)
        told.append(parts["style"])
    assert np.mean(told[-5:]) < 0.65 * np.mean(told[:5])


def test_crops_depend_on_the_step_alone_and_are_squares_of_the_images():
    ramp = np.broadcast_to(np.arange(60, dtype=np.uint8)[:, None, None] * 4, (60, 90, 3))
    crops = Crops([ramp], 16, 3, 7)
    first, again, other = crops.draw(5).values, crops.draw(5).values, crops.draw(6).values
    assert torch.equal(first, again) and not torch.equal(first, other) and first.shape == (3, 3, 16, 16)
    rise = (first[:, 0, -1, 8] - first[:, 0, 0, 8]) * 255 / 4 * 16 / 15  # rows of the image that a crop spans
    assert (rise > 14).all() and (rise < 62).all() and float(rise.max() - rise.min()) > 3
    alone = Crops([ramp], 16, 3, 7, range(1, 2)).draw(5).values
    assert torch.equal(alone[0], first[1])
    small = Crops([ramp[:12, :14]], 16, 1, 7).draw(0).values  # smaller than a crop: enlarged
    assert small.shape == (1, 3, 16, 16)


def test_the_command_trains_goes_on_and_paints(options, features, photos, photo, tmp_path, capsys):
    run, out = tmp_path / "run", tmp_path / "out.png"
    words = ["--data", photos, "--style", "mosaic", "--style-size", "48", "--features", features, "--width", "4", "--patch", "32"]
    words = [*map(str, words), "--batch", "2", "--steps", "3", "--device", "cpu", "--quiet"]
    assert main(["train", "style", *words, "-o", str(run)]) == 0
    assert main(["train", "style", "--resume", str(run), "--steps", "5", "--quiet"]) == 0
    assert capsys.readouterr().out.count("last.safetensors") == 2
    kept = checkpoint.load(run / "last.safetensors")
    assert (kept.kind, kept.args, kept.info["step"]) == ("style", {"width": 4}, 5)
    assert kept.info["recipe"]["style"] == "mosaic" and kept.info["recipe"]["features"] == "tiny.safetensors"
    assert main(["stylize", str(photo), str(run / "last.safetensors"), "-o", str(out)]) == 0
    assert load_image(out).size == load_image(photo).size and "pixels in" in capsys.readouterr().out
    assert main(["train", "style", *words, "--estimate"]) == 0
    assert "3 steps at" in capsys.readouterr().out


def test_an_interrupted_training_ends_where_an_uninterrupted_one_would(options, tmp_path):
    assert train(options(), tmp_path / "whole", lambda event: None, Stop())
    assert train(options(steps=3), tmp_path / "parts", lambda event: None, Stop())
    assert train(options(), tmp_path / "parts", lambda event: None, Stop(), resume=True)
    whole, parts = (checkpoint.load(tmp_path / run / "last.safetensors").state for run in ("whole", "parts"))
    assert max(float((whole[key] - parts[key]).abs().max()) for key in whole) < 0.02


def test_what_does_not_fit_is_told_in_a_sentence(options, network, tmp_path):
    with pytest.raises(UserError, match="is not a style network of --width 8"):
        StyleTrainer(options(width=8, init=network))
    (tmp_path / "text.png").write_text("no picture")
    with pytest.raises(UserError, match=r"text\.png is not an image"):
        StyleTrainer(options(style=tmp_path / "text.png"))


# Applying one


def test_a_field_shows_what_the_network_paints(network, photo):
    image = load_image(photo)
    state = {key: value.double().numpy() for key, value in checkpoint.load(network).state.items()}
    painted = np.clip(
        naive.forward(state, np.pad(image.pixels / 1.0, ((0, 2), (0, 0), (0, 0)), "edge").transpose(2, 0, 1)) / 255, 0, 1
    )
    expected = painted.transpose(1, 2, 0)[:150]
    own = styled(checkpoint.build(checkpoint.load(network)), image, torch.device("cpu"), "exact")
    np.testing.assert_allclose(own, expected, atol=2e-4)
    assert np.abs(expected - image.pixels / 255).mean() > 0.05
    field = make_field(str(network), image, "cpu", "exact")
    assert field.size == image.size
    shown = field.sample(Grid(20, 30, 2, 2, 20, 30), Stop())  # zoomed out: the painted pixels, shrunk
    mean = expected[20:60, 30:90].reshape(20, 2, 30, 2, 3).mean((1, 3))
    assert np.abs(shown - mean).mean() < 0.02


def test_a_larger_picture_is_painted_small_and_enlarged(network, photo, monkeypatch):
    image, net = load_image(photo), checkpoint.build(checkpoint.load(network))
    small = styled(net, image, torch.device("cpu"), size=64)
    assert small.shape == image.pixels.shape
    monkeypatch.setattr("viewer.fields.styled.LARGEST", 64 * 60)
    np.testing.assert_allclose(styled(net, image, torch.device("cpu")), small, atol=1e-6)


@pytest.mark.parametrize("mode", ["RGBA", "L"])
def test_transparency_stays(network, photo, tmp_path, mode):
    with PILImage.open(photo) as source:
        picture = source.convert(mode)
        if mode == "RGBA":
            picture.putalpha(128)
        picture.save(tmp_path / "in.png")
    assert main(["stylize", str(tmp_path / "in.png"), str(network), "-o", str(tmp_path / "out.png"), "--device", "cpu"]) == 0
    alpha = load_image(tmp_path / "out.png").alpha
    assert (alpha is None) == (mode == "L") and (alpha is None or (alpha == 128).all())


def test_another_network_is_told_in_a_sentence(photo, tmp_path, capsys):
    assert main(["stylize", str(photo), "liif-fast.safetensors", "-o", str(tmp_path / "out.png")]) == 2
    assert "does not exist" in capsys.readouterr().err
    from viewer.models.catalogue import find

    assert main(["stylize", str(photo), str(find("liif-fast")), "-o", str(tmp_path / "out.png")]) == 2
    assert "liif-fast.safetensors is not a style network" in capsys.readouterr().err
