"""A megapixel of the screen at several zooms, latents already encoded: ours against the paper's batched query.

Both have the same weights: EDSR-baseline, 64 features, decoder 4 x 256. They are random, made from a seed. The shipped networks
have their own.
"""

import time

import numpy as np
import plain
import pytest
import torch

from viewer.errors import Stop
from viewer.fields.catalogue import make_field
from viewer.fields.field import Grid
from viewer.fields.liif import LiifField
from viewer.imaging.files import load_image
from viewer.imaging.samples import sample_path
from viewer.models.liif import LIIF
from viewer.rendering.viewport import Viewport

ZOOMS = (2, 4, 8, 32, 128, 1024)
SCREEN = (1024, 1024)
UHD = (3840, 2160)
CENTRE = (256, 200)  # the astronaut's face and collar


@pytest.fixture(scope="module")
def image():
    return load_image(sample_path("astronaut"))


def of_official_size(encoder):
    torch.manual_seed(0)
    decoder = {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [256, 256, 256, 256]}}
    return LIIF({"name": encoder, "args": {"no_upsampling": True}}, decoder).eval().requires_grad_(False)


@pytest.fixture(scope="module")
def official():
    return of_official_size("edsr-baseline")


def pixels(image):
    return torch.tensor(image.pixels).permute(2, 0, 1)[None] / 127.5 - 1


def view_of(zoom, screen=SCREEN):
    return Viewport(CENTRE, zoom, screen)


def render(field, view):
    """The pixels of a view."""
    step = 1 / view.zoom
    left, top = view.origin
    return field.sample(Grid(top * step, left * step, step, step, view.size[1], view.size[0]), Stop())


@pytest.fixture(scope="module")
def features(official, image, device):
    state = {key: value.to(device) for key, value in official.state_dict().items()}
    with torch.inference_mode():
        return state, plain.encode(state, pixels(image).to(device))


@pytest.mark.parametrize("zoom", ZOOMS)
def test_plain(measure, features, image, device, zoom):
    state, feat = features
    width, height = image.size
    left, top = view_of(zoom).origin
    x, y = ((np.arange(n) + first + 0.5) / zoom for n, first in zip(SCREEN, (left, top), strict=True))
    points = np.stack(np.meshgrid(2 * y / height - 1, 2 * x / width - 1, indexing="ij"), -1).reshape(-1, 2)
    coord = torch.from_numpy(points).float().to(device)
    cell = torch.tensor([2 / zoom / height, 2 / zoom / width], device=device).expand_as(coord)

    def call():
        with torch.inference_mode():
            return plain.query(state, feat, coord, cell).cpu()

    measure(f"zoom {zoom}", "plain", call, calls=3)


@pytest.mark.parametrize("precision", ["exact", "fast"])
@pytest.mark.parametrize("zoom", ZOOMS)
def test_official_size(measure, official, image, device, zoom, precision):
    field = LiifField(official, image, device, precision)
    measure(f"zoom {zoom}", precision, lambda: render(field, view_of(zoom)))


@pytest.mark.parametrize("name", ["liif-small", "liif-fast"])
@pytest.mark.parametrize("zoom", ZOOMS)
def test_shipped(measure, image, device, zoom, name):
    field = make_field(name, image, str(device))
    measure(f"zoom {zoom}", f"{name}, fast", lambda: render(field, view_of(zoom)))


@pytest.mark.parametrize("precision", ["exact", "fast"])
@pytest.mark.parametrize("encoder", ["edsr-baseline", "rdn"])
def test_a_screen_of_4k(record, image, device, encoder, precision):
    """On a GPU: for a CPU the megapixel says it. At zoom 8 the picture fills the screen's width."""
    if device.type == "cpu":
        pytest.skip("for GPUs")

    def seconds(field, zoom):
        started = time.perf_counter()
        render(field, view_of(zoom, UHD))
        return time.perf_counter() - started

    model = of_official_size(encoder).to(device)
    for zoom in (8, 32, 1024):
        field = LiifField(model, image, device, precision)
        name = f"4K, {encoder}, zoom {zoom}"
        record(f"{name}, first time", precision, seconds(field, zoom))
        record(name, precision, min(seconds(field, zoom) for _ in range(5)))


@pytest.mark.parametrize("blocks", ["whole", "in blocks"])
def test_encoding(measure, official, image, device, blocks):
    """EDSR-baseline over 512 x 512: the halo of a block is encoded twice."""
    if blocks == "whole":
        model = official.to(device)

        def call():
            with torch.inference_mode():
                model.fold(model.encode(pixels(image).to(device).contiguous(memory_format=torch.channels_last)))
    else:

        def call():
            LiifField(official, image, device, "exact")._latents.window((0, 512), (0, 512), Stop())

    measure("encoding 512 × 512", "plain" if blocks == "whole" else "exact", call)
