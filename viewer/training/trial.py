"""How long a training would take: a few of its steps, timed on made-up pictures."""

import time

import numpy as np

from viewer.training.data import Sampler
from viewer.training.liif import LiifTrainer
from viewer.training.memory import keep_memory
from viewer.training.options import LiifOptions

SECONDS = 3.0
WARM_UP = 2  # steps, which take longer


def steps_per_second(options: LiifOptions, seconds: float = SECONDS) -> float:
    """The rate of steps within `seconds`, or that of a single one that takes longer."""
    keep_memory()
    trainer = LiifTrainer(options)
    side = 2 * round(options.patch * options.scale_max)
    noise = np.random.default_rng(0).integers(0, 256, (side, side, 3), np.uint8)
    scales = options.scale_min, options.scale_max
    sampler = Sampler(
        [noise], options.patch, options.batch, options.samples, scales, options.seed, lattice=options.decoder == "heat"
    )
    begun = time.monotonic()
    for step in range(WARM_UP):
        trainer.train_step(sampler.draw(step))
    started, done = time.monotonic(), 0
    if started - begun > seconds:
        return WARM_UP / (started - begun)
    while (now := time.monotonic()) - started < seconds:
        float(trainer.train_step(sampler.draw(done)))
        done += 1
    return done / (now - started)
