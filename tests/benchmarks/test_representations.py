"""What representations of degradations tell: how much of the blur of held-out pictures, and whether they gather by it.

`--blind` names the network, `--data` folders of photographs beside scikit-image's. What tells blurs is fitted to
photographs in the folder `--probe`, or else to all but some of these in turn. The control is an untrained encoder.
"""

from pathlib import Path

import numpy as np
import pytest
from sklearn.neighbors import KNeighborsRegressor

from viewer.errors import Stop, UserError
from viewer.imaging.degradation import GRID, Degradation
from viewer.imaging.files import list_images, load_image
from viewer.imaging.patches import SIDE, WAYS, draw_patches, sample_photos
from viewer.models.catalogue import load_network
from viewer.training.probing import fitted_probe, held_out, share_explained, silhouette
from viewer.training.representations import represent, untrained

COUNT = 480
TRAINED, PICTURE = 64, 128  # pixels a side: of the patches that dasr-liif learnt from, of photographs of 512
FITTED = 2400  # patches of other photographs


@pytest.fixture(scope="module")
def photos(request):
    found = sample_photos()
    for folder in request.config.getoption("--data"):
        found |= photos_of(folder)
    return found


@pytest.fixture(scope="module")
def others(request):
    folder = request.config.getoption("--probe")
    return photos_of(folder) if folder else None


def photos_of(folder):
    return {str(path): load_image(path).rgb8() for path in list_images(Path(folder))}


def described(encoder, patches):
    """Representations, blurs and pictures of patches."""
    sigmas = np.array([patch.degradation.sigma for patch in patches])
    return represent(encoder, patches, Stop()), sigmas, [patch.picture for patch in patches]


@pytest.mark.parametrize("side", [SIDE, TRAINED, PICTURE])
@pytest.mark.parametrize("which", ["with contrast", "untrained"])
def test_blur_told_and_what_gathers(request, remark, photos, others, which, side):
    name = request.config.getoption("--blind")
    try:
        encoder = load_network(name).represent if which == "with contrast" else untrained()
    except UserError as error:
        pytest.skip(str(error))

    def nearest(codes, targets, _):
        return KNeighborsRegressor(1).fit(codes, targets)

    patches = draw_patches(photos, WAYS["round"], COUNT, side)
    codes, sigmas, pictures = described(encoder, patches)
    fits = fitted_probe, nearest
    if others:
        known = described(encoder, draw_patches(others, WAYS["round"], FITTED, side))
        probe, near = (fit(*known).predict(codes) for fit in fits)
    else:
        probe, near = (held_out(fit, codes, sigmas, pictures) for fit in fits)
    told = f"R² {share_explained(sigmas, probe):.3f} by a linear probe, {share_explained(sigmas, near):.3f} by the nearest"
    out = f"out by {np.abs(sigmas - probe).mean():.2f} and {np.abs(sigmas - near).mean():.2f} px"

    grid = draw_patches(photos, lambda rng: Degradation.isotropic(rng.choice(GRID)), COUNT, side)
    codes = represent(encoder, grid, Stop())
    by_blur = silhouette(codes, [f"{patch.degradation.sigma}" for patch in grid])
    by_picture = silhouette(codes, [patch.picture for patch in grid])
    what = f"{name}, {which}, {side} px of {len(set(pictures))} photographs"
    remark(f"{what}: σ of those held out {told}, {out}; silhouette by degradation {by_blur:.3f}, by picture {by_picture:.3f}")
