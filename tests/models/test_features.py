"""Which network pictures are compared by: what is found, what is said of it, and that none is taken for another."""

import math
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image as PILImage

from viewer.errors import UserError
from viewer.imaging.samples import sample_path
from viewer.models import checkpoint, feature_choice
from viewer.models.feature_net import FeatureNet, settle
from viewer.models.features import TAPS, distance, find_features
from viewer.models.vgg import VGG16


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    """A torch home in which nothing is."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))


@pytest.fixture
def own(tmp_path):
    torch.manual_seed(0)
    path = tmp_path / "own.safetensors"
    checkpoint.save(checkpoint.describe("features", FeatureNet((4, 6, 8, 10))), path)
    return path


def test_vgg_is_looked_for_where_torch_keeps_it(monkeypatch, tmp_path):
    for home in ({"TORCH_HOME": str(tmp_path)}, {"XDG_CACHE_HOME": str(tmp_path)}, {}):
        for name in ("TORCH_HOME", "XDG_CACHE_HOME"):
            monkeypatch.delenv(name, raising=False)
        for name, value in home.items():
            monkeypatch.setenv(name, value)
        assert feature_choice.vgg_file() == Path(torch.hub.get_dir()) / "checkpoints" / "vgg16-397923af.pth"


def put_into_cache():
    path = feature_choice.vgg_file()
    path.parent.mkdir(parents=True)
    torch.manual_seed(0)
    torch.save(VGG16().state_dict(), path)


def test_taps_are_where_vggs_are_in_the_picture():
    image = torch.rand(1, 3, 27, 40)
    small, large = FeatureNet()(image), VGG16()(image, TAPS)
    assert list(small) == list(large) == list(TAPS)
    assert [found.shape[2:] for found in small.values()] == [found.shape[2:] for found in large.values()]
    assert [found.shape[1] for found in small.values()] == [32, 64, 96, 128]
    with pytest.raises(KeyError):
        FeatureNet()(image, ("relu5_3",))


def test_it_begins_with_features_that_tell_pictures_apart_at_every_depth():
    torch.manual_seed(0)
    network, images = FeatureNet(), torch.rand(2, 3, 32, 32)
    for found in network(images).values():
        assert 0.3 < found.square().mean().sqrt() < 5
        assert (found[0] - found[1]).square().mean() > 0.02 * found.square().mean()


def test_settled_channels_have_mean_0_and_variance_1_before_they_are_cut():
    torch.manual_seed(0)
    network, images = FeatureNet((4, 6), (2, 1)), torch.rand(3, 3, 16, 20) ** 3
    settle(network, images)
    x = (images.double() - network.mean) / network.std
    state = {name: value.double() for name, value in network.state_dict().items()}
    for i in (0, 2, 5):
        if i == 5:
            x = torch.nn.functional.max_pool2d(x, 2)
        x = torch.nn.functional.conv2d(x, state[f"features.{i}.weight"], state[f"features.{i}.bias"], padding=1)
        torch.testing.assert_close(x.mean((0, 2, 3)), torch.zeros(x.shape[1]).double(), atol=1e-4, rtol=0)
        torch.testing.assert_close(x.var((0, 2, 3)), torch.ones(x.shape[1]).double(), atol=1e-3, rtol=0)
        x = x.relu()


def test_auto_is_vgg_16_where_it_is_at_hand(monkeypatch, own, tmp_path):
    with pytest.raises(UserError, match=r"download vgg16, or .*--vgg"):
        find_features("vgg16")
    monkeypatch.setattr(feature_choice, "shipped_folder", lambda name: tmp_path)
    own.rename(tmp_path / "features.safetensors")
    found = find_features("auto")
    assert (found.name, type(found.network)) == ("features", FeatureNet)
    put_into_cache()
    found = find_features("auto")
    assert (found.name, type(found.network)) == ("vgg16", VGG16)
    assert find_features("features").name == "features"
    assert not any(p.requires_grad for p in found.network.parameters())
    assert not any(p.requires_grad for p in find_features("features").network.parameters())


def test_files_are_told_apart_by_what_is_in_them(own, tmp_path):
    assert find_features(str(own)).name == "features"
    put_into_cache()
    assert find_features(str(feature_choice.vgg_file())).name == "vgg16"
    with pytest.raises(UserError, match="no feature network 'nosuch'"):
        find_features("nosuch")
    with pytest.raises(UserError, match=r"liif-fast.safetensors holds a heat network"):
        find_features("ckpt/liif-fast.safetensors")


def test_random_features_are_only_those_of_their_seed_and_keep_the_scale():
    image = torch.rand(1, 3, 32, 32)
    first, again, other = (find_features(name).network(image, TAPS) for name in ("random", "random:0", "random:7"))
    for tap in TAPS:
        assert torch.equal(first[tap], again[tap])
        assert not torch.equal(first[tap], other[tap])
        assert 0.3 < first[tap].square().mean().sqrt() < 5
    filters = find_features("random:3").network.features[5].weight.flatten(1)
    alike = torch.corrcoef(filters)  # of 128 random ones with 576 weights each
    assert float((alike - torch.eye(128)).std()) == pytest.approx(1 / math.sqrt(576), rel=0.1)
    assert find_features("random").name == find_features("random:7").name == "random"


def test_no_channel_of_random_features_sleeps_or_drowns_the_others_on_a_photo():
    with PILImage.open(sample_path("rocket")) as photo:
        pixels = np.asarray(photo.convert("RGB"))[150:230, 200:300] / 255
    network = find_features("random:2").network
    found = network(torch.from_numpy(pixels.transpose(2, 0, 1)[None]).float(), TAPS)
    for values in found.values():
        size = values.square().mean((0, 2, 3)).sqrt()
        assert (size > 0).float().mean() > 0.9 and size.max() < 12 * size.mean()


def test_the_distance_is_that_of_unit_features_place_by_place():
    """In float64, by loops over places; 0 of a picture from itself."""
    rng = np.random.default_rng(0)
    network = find_features("random:5").network
    made, truth = rng.random((2, 17, 22, 3))
    expected = 0.0
    pair = torch.from_numpy(np.stack([made, truth]).transpose(0, 3, 1, 2)).float()
    for found in network(pair, TAPS).values():
        a, b = found.double().numpy()
        off = [np.sum((a[:, y, x] / np.linalg.norm(a[:, y, x]) - b[:, y, x] / np.linalg.norm(b[:, y, x])) ** 2)
               for y in range(a.shape[1]) for x in range(a.shape[2])]  # fmt: skip
        expected += np.mean(off)
    assert distance(network, made, truth) == pytest.approx(expected, rel=1e-6)
    assert distance(network, truth, truth) == 0
    assert distance(network, truth * 0.99 + made * 0.01, truth) < expected / 10
    assert distance(network, truth.astype(np.float32), made.astype(np.float32)) == pytest.approx(expected, rel=1e-5)


def test_each_says_what_it_means_for_the_result_in_a_sentence():
    assert len({feature_choice.NOTES[name] for name in ("vgg16", "features", "random")}) == 3
    assert find_features("random").note.endswith(".") and "learnt nothing" in find_features("random").note
