"""Networks this small are computed fastest by one thread, and exactly alike every time."""

import pytest
import torch
from PIL import Image as PILImage

from viewer.imaging.samples import sample_path
from viewer.models import checkpoint
from viewer.models.feature_net import FeatureNet


@pytest.fixture(autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def photos(tmp_path_factory):
    """A folder of two small photographs."""
    folder = tmp_path_factory.mktemp("photos")
    for name in ("astronaut", "coffee"):
        with PILImage.open(sample_path(name)) as photo:
            photo.convert("RGB").crop((100, 50, 260, 200)).save(folder / f"{name}.png")
    return folder


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """The file of a small feature network."""
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("features") / "small.safetensors"
    checkpoint.save(checkpoint.describe("features", FeatureNet((4, 6, 8, 8))), path)
    return path
