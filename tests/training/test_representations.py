"""What representations tell: of patches one by one, of blur on pictures held out, of what gathers with what, and as maps."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from doubles import SharpnessSeer

from viewer.errors import Stop, Stopped, UserError
from viewer.imaging.degradation import Degradation
from viewer.imaging.files import load_image
from viewer.imaging.image import Image
from viewer.imaging.patches import SIDE, WAYS, Patch, draw_patches, sample_photos
from viewer.imaging.samples import sample_path
from viewer.models import checkpoint
from viewer.models.blind import BlindLIIF
from viewer.training import blur_gauge, representations
from viewer.training.blur_gauge import blur_of
from viewer.training.probing import fitted_probe, held_out, mapped, share_explained, silhouette
from viewer.training.representations import AT_ONCE, Atlas, represent, untrained

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def patches():
    return draw_patches(sample_photos(), WAYS["round"], 160)


@pytest.fixture
def blind(tmp_path):
    """The path of a tiny blind LIIF."""
    torch.manual_seed(0)
    trunk = {"name": "edsr-aware", "args": {"n_resblocks": 1, "n_feats": 8, "code": 8}}
    model = BlindLIIF(trunk, {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [8]}})
    path = tmp_path / "blind.safetensors"
    checkpoint.save(checkpoint.describe("dasr-liif", model), path)
    return path


def test_patches_are_represented_one_by_one_in_their_order():
    sides = [SIDE] * (AT_ONCE + 1) + [8, SIDE]
    patches = [Patch(RNG.integers(0, 256, (n, n, 3)).astype(np.uint8), "", (0, 0)) for n in sides]

    def mean_colour(image):
        return F.pad(image.mean((2, 3)), (0, 253))

    codes = represent(mean_colour, patches, Stop())
    assert codes.shape == (len(patches), 256) and codes.dtype == np.float32
    expected = [patch.pixels.mean((0, 1)) / 127.5 - 1 for patch in patches]
    np.testing.assert_allclose(codes[:, :3], expected, atol=1e-5)
    assert represent(mean_colour, [], Stop()).shape == (0, 256)
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        represent(mean_colour, patches, stop)


def test_an_untrained_encoder_is_the_same_every_time_and_leaves_chance_alone():
    image = torch.rand(1, 3, 20, 20) * 2 - 1
    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    first, again = untrained()(image), untrained()(image)
    assert first.shape == (1, 256) and torch.equal(first, again) and first.std() > 0
    assert torch.equal(torch.rand(1), expected)


def test_a_probe_tells_what_is_linear_in_representations_of_pictures_it_never_saw():
    pictures = [str(i % 8) for i in range(200)]
    targets = RNG.random(200)
    codes = RNG.normal(size=(200, 30))
    codes[:, 3] = 5 * targets + RNG.normal(0, 0.1, 200)
    assert share_explained(targets, held_out(fitted_probe, codes, targets, pictures)) > 0.95
    assert share_explained(targets, fitted_probe(codes, targets, pictures).predict(codes)) > 0.95


def test_a_representation_that_knows_pictures_alone_tells_nothing():
    """Fitted to patches of every picture, a probe would know each picture's usual blur."""
    pictures = [str(i % 8) for i in range(200)]
    targets = np.array([int(name) / 8 for name in pictures]) + RNG.normal(0, 0.01, 200)
    codes = np.eye(8)[[int(name) for name in pictures]] + RNG.normal(0, 0.01, (200, 8))
    assert share_explained(targets, held_out(fitted_probe, codes, targets, pictures)) < 0.1
    assert share_explained(np.array([0.0, 1, 2]), np.array([1.0, 1, 1])) == 0


def test_silhouettes_are_those_of_the_definition():
    codes, labels = RNG.normal(size=(30, 4)), [str(i % 3) for i in range(30)]
    codes[::3] += 2
    scores = []
    for i in range(30):
        apart = {
            label: [np.linalg.norm(codes[i] - codes[j]) for j in range(30) if labels[j] == label and j != i] for label in "012"
        }
        own = np.mean(apart[labels[i]])
        other = min(np.mean(apart[label]) for label in "012" if label != labels[i])
        scores.append((other - own) / max(own, other))
    assert silhouette(codes, labels) == pytest.approx(np.mean(scores), abs=1e-12)


def test_maps_keep_what_is_near_together():
    codes = np.concatenate([RNG.normal(at, 0.1, (40, 10)) for at in (0.0, 1.0, 5.0)])
    labels = np.repeat(["a", "b", "c"], 40)
    for how in ("pca", "t-sne"):
        points = mapped(codes, how)
        assert points.shape == (120, 2) and silhouette(points, labels) > 0.5
        np.testing.assert_allclose(mapped(codes, how), points, atol=1e-4)
    centred = codes - codes.mean(0)
    expected = centred @ np.linalg.svd(centred)[2][:2].T
    np.testing.assert_allclose(np.abs(mapped(codes, "pca")), np.abs(expected), atol=1e-8)
    assert mapped(codes[:2], "t-sne").shape == (2, 2)


def test_an_encoder_that_sees_blur_is_found_to(patches):
    """Of patches as small as these not all of it can be seen."""
    codes = represent(SharpnessSeer().represent, patches, Stop())
    sigmas, names = np.array([patch.degradation.sigma for patch in patches]), [patch.picture for patch in patches]
    assert share_explained(sigmas, held_out(fitted_probe, codes, sigmas, names)) > 0.3


def test_a_map_has_every_patch_and_is_made_once(blind, monkeypatch):
    monkeypatch.setattr(representations, "COUNT", 16)
    atlas = Atlas(load_image(sample_path("coffee")))
    drawn = atlas.map(str(blind), "any", "pca", Stop())
    own = [patch for patch in drawn.patches if patch.degradation is None]
    assert len(drawn.patches) == len(drawn.points) == 16 + len(own) and drawn.patches[16:] == own
    assert all(patch.picture == "coffee.png" for patch in own)
    assert atlas.map(str(blind), "any", "pca", Stop()) is drawn
    control = atlas.map("", "any", "pca", Stop())
    assert control.patches is drawn.patches and np.abs(control.points - drawn.points).max() > 1e-3
    assert atlas.map("", "any", "t-sne", Stop()) is not control
    assert len(Atlas(None).map("", "round", "pca", Stop()).patches) == 16
    with pytest.raises(UserError):
        atlas.map("nobody", "any", "pca", Stop())


def test_blur_is_told_of_pictures_that_the_probe_was_not_fitted_to():
    """Of the coins, which are no sample, shrunk and blurred; a sharper picture is told to be sharper."""
    from skimage.data import coins

    photo, network = np.repeat(coins()[..., None], 3, -1)[:300, :380], SharpnessSeer()
    told = []
    for sigma in (0.1, 0.5, 0.9):
        small = Degradation.isotropic(2 * sigma).apply(photo, (190, 150), np.random.default_rng(0)).astype(np.uint8)
        told.append(blur_of(network, network.represent_picture(Image(small), Stop()).numpy()[0], Stop()))
    assert told[0] < told[1] < told[2]
    np.testing.assert_allclose(told, (0.1, 0.5, 0.9), atol=0.3)
    assert blur_of(network, np.full(256, 1e6, np.float32), Stop()) in (0.0, blur_gauge.STRONGEST)


def test_a_network_that_sees_no_blur_is_not_asked(monkeypatch):
    monkeypatch.setattr(blur_gauge, "COUNT", 32)
    network = SharpnessSeer()
    network.represent = lambda image: F.pad(image.mean((2, 3)), (0, 253))
    with pytest.raises(UserError, match="do not tell"):
        blur_of(network, np.zeros(256, np.float32), Stop())


def test_a_probe_that_was_given_up_is_fitted_when_it_is_asked_for_again(monkeypatch):
    monkeypatch.setattr(blur_gauge, "COUNT", 16)
    monkeypatch.setattr(blur_gauge, "TELLING", -1e9)
    network, stop = SharpnessSeer(), Stop()
    stop.set()
    with pytest.raises(Stopped):
        blur_of(network, np.zeros(256, np.float32), stop)
    assert 0 <= blur_of(network, np.zeros(256, np.float32), Stop()) <= blur_gauge.STRONGEST
