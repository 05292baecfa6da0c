"""Training on a GPU. Skipped where there is none."""

import numpy as np
import pytest
import torch
from tiny_runs import tiny, weights

from viewer.errors import Stop
from viewer.training.data import Sampler
from viewer.training.liif import LiifTrainer, train
from viewer.training.resident import ResidentSampler

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")


def on_a_gpu(photos, **changes):
    return tiny(photos, device="cuda", **changes)


@pytest.mark.parametrize("decoder", ["liif", "heat"])
@pytest.mark.parametrize("how", [{}, {"optimiser": "muon"}, {"compile": True}])
def test_a_recorded_step_is_the_step(photos, decoder, how):
    noise = [np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)]
    losses = []
    for is_recorded in (True, False):
        options = on_a_gpu(photos, decoder=decoder, steps=40, **how)
        trainer = LiifTrainer(options)
        if not is_recorded:
            trainer._descend = trainer.descend
        draw = ResidentSampler(Sampler.of(options, noise), trainer.device).draw
        losses.append([float(trainer.train_step(draw(step))) for step in range(20)])
    assert losses[0] == pytest.approx(losses[1], rel=1e-3)
    assert losses[0][-1] != losses[0][-2]


def test_a_resumed_run_ends_where_an_uninterrupted_one_does(photos, tmp_path):
    """But for what sums in another order differ by, as two that are alike do."""

    def nothing(event):
        pass

    train(on_a_gpu(photos, steps=30), tmp_path / "whole", nothing, Stop())
    train(on_a_gpu(photos, steps=30, save_every=12), tmp_path / "whole again", nothing, Stop())
    stop, seen = Stop(), []

    def stop_in_time(event):
        seen.append(event)
        if event.get("step") == 20:
            stop.set()

    assert not train(on_a_gpu(photos, steps=30), tmp_path / "broken", stop_in_time, stop)
    assert train(on_a_gpu(photos, steps=30), tmp_path / "broken", nothing, Stop(), resume=True)
    whole, again, broken = (
        torch.cat([value.float().flatten() for value in weights(tmp_path / name / "last.safetensors").values()])
        for name in ("whole", "whole again", "broken")
    )
    assert float((broken - whole).abs().max()) <= 10 * float((again - whole).abs().max()) + 1e-4
