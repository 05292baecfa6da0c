"""A fit is stopped where what it makes moves least."""

import numpy as np
import torch

from viewer.training.early_stopping import PIXELS, MovingVariance


def pictures(count, shape=(1, 3, 8, 9)):
    """Noise that becomes less until step 30, and more again."""
    generator = torch.Generator().manual_seed(0)
    return [torch.rand(shape, generator=generator) * (abs(k - 30) + 1) / 40 for k in range(count)]


def naive_variance(seen):
    values = np.stack([picture.numpy().ravel() for picture in seen]).astype(float)
    return ((values - values.mean(0)) ** 2).mean()


def test_the_variance_is_that_of_the_last_outputs_and_the_lowest_is_remembered():
    watch, seen, lowest = MovingVariance(window=8, patience=20, guard=0), pictures(70), []
    for step, picture in enumerate(seen, 1):
        is_best = watch.see(picture, step)
        if step < 8:
            assert watch.variance is None and not is_best
            continue
        expected = naive_variance(seen[step - 8 : step])
        assert np.isclose(watch.variance, expected, rtol=1e-5)
        assert is_best == (expected < min(lowest, default=np.inf))
        lowest.append(expected)
        assert watch.step == 8 + int(np.argmin(lowest))
        assert watch.is_past(step) == (step - watch.step >= 20)
    assert 30 <= watch.step <= 40


def test_an_early_dip_does_not_count():
    watch = MovingVariance(window=4, patience=5, guard=20)
    for step in range(1, 40):
        watch.see(torch.zeros(1, 3, 4, 4) if step < 10 else torch.rand(1, 3, 4, 4), step)
        assert watch.step == 0 or watch.step >= 20


def test_it_goes_on_from_its_state():
    seen = pictures(60)
    whole, first = MovingVariance(8, 20, 0), MovingVariance(8, 20, 0)
    for step, picture in enumerate(seen, 1):
        whole.see(picture, step)
        if step <= 25:
            first.see(picture, step)
    second = MovingVariance(8, 20, 0)
    second.load({key: value.clone() for key, value in first.state().items()})
    for step, picture in enumerate(seen[25:], 26):
        second.see(picture, step)
    assert (second.step, second.lowest, second.variance) == (whole.step, whole.lowest, whole.variance)


def test_of_a_large_picture_some_pixels_are_watched():
    watch = MovingVariance(window=3, patience=5, guard=0)
    seen = pictures(3, (1, 3, 120, 130))
    for step, picture in enumerate(seen, 1):
        watch.see(picture, step)
    assert watch.state()["seen"].shape == (3, PIXELS)
    assert np.isclose(watch.variance, naive_variance(seen), rtol=0.05)
