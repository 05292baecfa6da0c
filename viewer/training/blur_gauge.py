"""How blurred a picture is, told from a blind network's representation of it, by a linear probe that is fitted to sample photos.

Imports scikit-learn: load it late.
"""

from weakref import WeakKeyDictionary

import numpy as np
from sklearn.model_selection import GridSearchCV

from viewer.errors import Stop, UserError
from viewer.imaging.patches import STRONGEST, WAYS, draw_patches, sample_photos
from viewer.models.adapting import Adapting
from viewer.training.probing import fitted_probe
from viewer.training.representations import represent

SIDE, SCALE, COUNT = 96, 2, 160  # of patches: a few seconds' work, as large as the photos allow
TELLING = 0.3  # R² on photos held out, from which on a probe is worth asking

_probes: WeakKeyDictionary[Adapting, GridSearchCV] = WeakKeyDictionary()


def blur_of(network: Adapting, representation: np.ndarray, stop: Stop) -> float:
    """About how blurred a picture is of that representation (256,): a standard deviation in its pixels, up to `STRONGEST`.

    The first time that a network is asked its probe is fitted, which takes seconds. UserError if its representations do not tell.
    """
    if network not in _probes:
        _probes[network] = _fit(network, stop)
    probe = _probes[network]
    if probe.best_score_ < TELLING:
        raise UserError("This network's representations do not tell how blurred a picture is.")
    return float(np.clip(probe.predict(representation[None])[0], 0, STRONGEST))


def _fit(network: Adapting, stop: Stop) -> GridSearchCV:
    patches = draw_patches(sample_photos(), WAYS["round"], COUNT, SIDE, SCALE)
    codes = represent(network.represent, patches, stop)
    return fitted_probe(codes, np.array([p.degradation.sigma for p in patches if p.degradation]), [p.picture for p in patches])
