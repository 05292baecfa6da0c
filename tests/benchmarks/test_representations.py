"""What representations of degradations tell: how much of the blur of held-out pictures, and whether they gather by it.

`--blind` names the network, `--data` folders of photographs beside scikit-image's. What tells blurs is fitted once to
patches of photographs in the folder `--probe`, of the sizes that dasr-liif learnt from, or else to all but some of these in turn.
It is asked about patches and about whole pictures. The control is an untrained encoder.
"""

from pathlib import Path

import numpy as np
import pytest
from sklearn.neighbors import KNeighborsRegressor

from viewer.errors import Stop, UserError
from viewer.imaging.degradation import GRID, Degradation
from viewer.imaging.files import list_images, load_image
from viewer.imaging.patches import SCALE, SIDE, WAYS, Patch, draw_patches, sample_photos
from viewer.models.catalogue import load_network
from viewer.training.probing import fitted_probe, held_out, share_explained, silhouette
from viewer.training.representations import represent, untrained

COUNT = 480
LEARNT = SIDE, 64  # pixels a side of the patches that dasr-liif learnt from
FITTED = 2400  # patches of other photographs of either size
EACH = 15  # blurs of a whole picture


@pytest.fixture(scope="module")
def photos(request):
    found = sample_photos()
    for folder in request.config.getoption("--data"):
        found |= photos_of(folder)
    return found


def photos_of(folder):
    return {str(path): load_image(path).rgb8() for path in list_images(Path(folder))}


def whole(photos, draw):
    """Each photograph as a whole, blurred `EACH` times as `draw` says and shrunk, as patches."""
    rng = np.random.default_rng(0)
    patches = []
    for name, pixels in photos.items():
        height, width = (n // SCALE for n in pixels.shape[:2])
        pixels = pixels[: height * SCALE, : width * SCALE]
        for degradation in (draw(rng) for _ in range(EACH)):
            small = degradation.scaled(SCALE).apply(pixels, (width, height), rng).astype(np.uint8)
            patches.append(Patch(small, name, (0, 0), degradation))
    return patches


def described(encoder, patches):
    """Representations, blurs and pictures of patches."""
    sigmas = np.array([patch.degradation.sigma for patch in patches])
    return represent(encoder, patches, Stop()), sigmas, [patch.picture for patch in patches]


@pytest.fixture(scope="module", params=["with contrast", "untrained"])
def which(request):
    return request.param


@pytest.fixture(scope="module")
def encoder(request, which):
    try:
        return load_network(request.config.getoption("--blind")).represent if which == "with contrast" else untrained()
    except UserError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def known(request, encoder):
    """What is told of patches of other photographs."""
    folder = request.config.getoption("--probe")
    if not folder:
        return None
    photos = photos_of(folder)
    return described(encoder, [patch for side in LEARNT for patch in draw_patches(photos, WAYS["round"], FITTED, side)])


def nearest(codes, targets, _):
    return KNeighborsRegressor(1).fit(codes, targets)


@pytest.mark.parametrize("side", [*LEARNT, 128, None])
def test_blur_told_and_what_gathers(request, remark, photos, which, encoder, known, side):
    def drawn(draw):
        return draw_patches(photos, draw, COUNT, side) if side else whole(photos, draw)

    patches = drawn(WAYS["round"])
    codes, sigmas, pictures = described(encoder, patches)
    fits = fitted_probe, nearest
    if known:
        probe, near = (fit(*known).predict(codes) for fit in fits)
    else:
        probe, near = (held_out(fit, codes, sigmas, pictures) for fit in fits)
    told = f"R² {share_explained(sigmas, probe):.3f} by a linear probe, {share_explained(sigmas, near):.3f} by the nearest"
    out = f"out by {np.abs(sigmas - probe).mean():.2f} and {np.abs(sigmas - near).mean():.2f} px"

    grid = drawn(lambda rng: Degradation.isotropic(rng.choice(GRID)))
    codes = represent(encoder, grid, Stop())
    by_blur = silhouette(codes, [f"{patch.degradation.sigma}" for patch in grid])
    by_picture = silhouette(codes, [patch.picture for patch in grid])
    what = f"{request.config.getoption('--blind')}, {which}, {f'{side} px' if side else 'the whole'} of"
    what += f" {len(set(pictures))} photographs"
    remark(f"{what}: σ of those held out {told}, {out}; silhouette by degradation {by_blur:.3f}, by picture {by_picture:.3f}")
