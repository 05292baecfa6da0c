"""What representations of degradations tell, measured; and two numbers of each, to be drawn.

Imports scikit-learn: load it late.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import Ridge
from sklearn.manifold import TSNE
from sklearn.metrics import r2_score, silhouette_score
from sklearn.model_selection import GridSearchCV, GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDS, INNER_FOLDS = 8, 4  # at most, of pictures, each held out in turn: to measure, to choose a penalty
PENALTIES = 1.0, 1e2, 1e4, 1e6  # of a probe's weights
PERPLEXITY = 30.0  # neighbours that count in t-SNE

Fit = Callable[[np.ndarray, np.ndarray, Sequence[str]], Any]  # of something that can `predict`


def fitted_probe(codes: np.ndarray, targets: np.ndarray, pictures: Sequence[str]) -> GridSearchCV:
    """A linear probe: a ridge regression from standardised representations (n, d) to targets (n,).

    pictures  what each representation is of. The penalty is the one that tells those best that are left out in turn: left out
              one by one, patches would be known by others of their picture.
    """
    folds = GroupKFold(min(INNER_FOLDS, len(set(pictures))))
    probe = GridSearchCV(make_pipeline(StandardScaler(), Ridge()), {"ridge__alpha": PENALTIES}, cv=folds)
    return probe.fit(codes, targets, groups=pictures)


def held_out(fit: Fit, codes: np.ndarray, targets: np.ndarray, pictures: Sequence[str]) -> np.ndarray:
    """What is told of representations (n, d) of pictures by what was fitted to those of others, (n,). Of three pictures or more.

    fit  as `fitted_probe`
    """
    told, names = np.empty(len(codes)), np.array(pictures)
    for known, unknown in GroupKFold(min(FOLDS, len(set(pictures)))).split(codes, groups=names):
        told[unknown] = fit(codes[known], targets[known], names[known].tolist()).predict(codes[unknown])
    return told


def share_explained(targets: np.ndarray, told: np.ndarray) -> float:
    """R²: 1 if all is told, 0 if no more than the mean is."""
    return float(r2_score(targets, told))


def silhouette(codes: np.ndarray, labels: Sequence[str]) -> float:
    """How much nearer representations (n, d) are to those of their label than to those of the next one, in [-1, 1]."""
    return float(silhouette_score(codes, labels))


def mapped(codes: np.ndarray, how: str) -> np.ndarray:
    """Representations (n, d) in two dimensions, (n, 2), by "pca" or "t-sne"; the same each time."""
    if len(codes) < 4:
        return np.zeros((len(codes), 2))
    if how == "pca":
        return PCA(2, random_state=0).fit_transform(codes)
    return TSNE(2, perplexity=min(PERPLEXITY, (len(codes) - 1) / 3), init="pca", random_state=0).fit_transform(codes)
