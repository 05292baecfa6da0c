"""Networks, pictures and grids for the tests of LIIF fields, and what the float64 reference says of them."""

import numpy as np
import torch
from reference import liif as reference
from reference.state import edsr_shapes, imnet_shapes, random_state, rdn_shapes

from viewer.errors import Stop
from viewer.fields.field import Grid
from viewer.fields.liif import LiifField
from viewer.imaging.files import load_image
from viewer.imaging.image import Image
from viewer.imaging.samples import sample_path
from viewer.models.liif import LIIF

CPU = torch.device("cpu")
BASELINE = {"name": "edsr-baseline", "args": {"no_upsampling": True}}
RDN_B = {"name": "rdn", "args": {"no_upsampling": True, "G0": 64, "RDNkSize": 3, "RDNconfig": "B"}}
OFFICIAL_MLP = {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [256, 256, 256, 256]}}


def small_args(hidden=(32, 24), **switches):
    encoder = {"name": "edsr-baseline", "args": {"no_upsampling": True, "n_resblocks": 2, "n_feats": 16}}
    decoder = None if hidden is None else {"name": "mlp", "args": {"out_dim": 3, "hidden_list": list(hidden)}}
    return {"encoder_spec": encoder, "imnet_spec": decoder} | switches


def small_state(hidden=(32, 24), seed=0, feat_unfold=True, cell_decode=True, **_):
    decoder = {} if hidden is None else imnet_shapes(16, hidden, feat_unfold, cell_decode)
    return random_state(edsr_shapes(16, 2) | decoder, seed)


def network(args, state):
    model = LIIF(**args)
    model.load_state_dict(state)
    return model.eval().requires_grad_(False)


def small_liif(hidden=(32, 24), **switches):
    """A network that looks 7 pixels far, and its state dict."""
    state = small_state(hidden, **switches)
    return network(small_args(hidden, **switches), state), state


def official(encoder):
    """Arguments and random state dict of an official size."""
    shapes = {"edsr-baseline": edsr_shapes, "rdn": rdn_shapes}[encoder]()
    spec = {"edsr-baseline": BASELINE, "rdn": RDN_B}[encoder]
    return {"encoder_spec": spec, "imnet_spec": OFFICIAL_MLP}, random_state(shapes | imnet_shapes(64))


def photo(height, width, sample="chelsea", corner=(100, 100)):
    """A part of a photograph."""
    top, left = corner
    return Image(load_image(sample_path(sample)).pixels[top : top + height, left : left + width])


def codes(state, image):
    """Latent codes of the reference."""
    return reference.encode(state, image.pixels / image.white)


def whole(image, size):
    """The grid of `size` (width, height) over an image."""
    return Grid.over((0, 0, *image.size), size)


def at_zoom(zoom, x0, y0, cols, rows):
    return Grid(y0, x0, 1 / zoom, 1 / zoom, rows, cols)


def truth_at(state, feat, grid):
    """The reference at a grid, unclamped in [0, 1] units, (rows, cols, 3) float64: exact at any depth."""
    ys = grid.y0 + (np.arange(grid.rows) + 0.5) * grid.dy
    xs = grid.x0 + (np.arange(grid.cols) + 0.5) * grid.dx
    points = np.stack(np.meshgrid(ys - 0.5, xs - 0.5, indexing="ij"), -1).reshape(-1, 2)
    rgb = reference.query_latents(state, feat, points, (2 * grid.dy, 2 * grid.dx))
    return rgb.reshape(grid.rows, grid.cols, 3) * 0.5 + 0.5


def exact(model, image, **options):
    return LiifField(model, image, CPU, "exact", **options)


def fast(model, image):
    return LiifField(model, image, CPU, "fast")


def sample(field, grid):
    return field.sample(grid, Stop())


def apart(a, b):
    """The largest difference."""
    assert a.shape == b.shape
    return float(np.abs(a.astype(np.float64) - b).max())
