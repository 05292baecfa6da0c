"""How long a training or a fit would take: a few of its steps, timed on made-up pictures or on the one that is fitted."""

from collections.abc import Callable
from typing import Any

import numpy as np

from viewer.training.blind_data import BlindSampler
from viewer.training.dasr import DasrTrainer
from viewer.training.data import Sampler
from viewer.training.feature_data import ViewSampler
from viewer.training.features import FeaturesTrainer
from viewer.training.fit import target_of, trainer_of
from viewer.training.liif import LiifTrainer
from viewer.training.memory import keep_memory
from viewer.training.options.dasr import DasrOptions
from viewer.training.options.features import FeaturesOptions
from viewer.training.options.fit import FitOptions
from viewer.training.options.liif import LiifOptions
from viewer.training.options.style import StyleOptions
from viewer.training.options.training import FolderOptions
from viewer.training.pace import SECONDS, pace
from viewer.training.resident import drawing
from viewer.training.style_network import Crops, StyleTrainer
from viewer.training.trainer import Trainer

WARM_UP = 2  # steps, which take longer


def steps_per_second(options: FolderOptions | FitOptions, seconds: float = SECONDS) -> float:
    """The rate of steps within `seconds`, as `pace` tells it."""
    keep_memory()
    trainer, draw = _training(options)
    return pace(lambda step: trainer.train_step(draw(step).to(trainer.device)), seconds, WARM_UP)


def _training(options: FolderOptions | FitOptions) -> tuple[Trainer, Callable[[int], Any]]:
    """The training that is asked for, on noise; the fit itself."""
    if isinstance(options, FitOptions):
        target = target_of(options)
        fit = trainer_of(options, target)
        return fit, lambda step: target.draw(step, fit.model)
    if isinstance(options, FeaturesOptions):
        views = ViewSampler([_noise(4 * options.patch)], options.patch, options.batch, options.seed)
        return FeaturesTrainer(options, views.draw(0)), views.draw
    if isinstance(options, StyleOptions):
        return StyleTrainer(options), Crops([_noise(options.patch)], options.patch, options.batch, options.seed).draw
    assert isinstance(options, LiifOptions | DasrOptions)
    noise = _noise(2 * round(options.patch * options.scale_max))
    if isinstance(options, DasrOptions):
        without = options.model_copy(update={"alone": 0})  # by far the most of the steps
        return DasrTrainer(without), BlindSampler([noise], without).draw
    trainer = LiifTrainer(options)
    return trainer, drawing(Sampler.of(options, [noise]), trainer.device)


def _noise(side: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (side, side, 3), np.uint8)
