"""A run given seconds instead of steps ends after them, its learning rate on the way down as if it had known its steps."""

import time

import pytest
from tiny_runs import tiny

from viewer.errors import Stop
from viewer.models import checkpoint
from viewer.training.liif import train
from viewer.training.schedule import expected_steps, learning_rate


def test_the_expected_length_follows_the_pace():
    assert expected_steps(100, 10.0, steps=1000, budget=0) == 1000
    assert expected_steps(0, 0.0, steps=1000, budget=60) == 1000
    assert expected_steps(100, 10.0, steps=1000, budget=60) == 600
    assert expected_steps(100, 10.0, steps=300, budget=60) == 300  # the steps may come first
    assert expected_steps(100, 59.9, steps=1000, budget=60) == 101  # not over yet
    assert expected_steps(100, 61.0, steps=1000, budget=60) == 100


@pytest.mark.parametrize("pace", [0.7, 1.0, 3.0])
def test_a_cosine_is_at_zero_when_the_time_is_over(pace):
    rates = [
        learning_rate(step, expected_steps(step, step / pace, 10**6, 200), 1.0, "cosine", 10) for step in range(int(200 * pace))
    ]
    assert max(rates) <= 1 and rates[20:] == sorted(rates[20:], reverse=True) and rates[-1] < 0.01


def test_a_run_ends_with_its_time_and_has_nothing_left_to_resume(photos, tmp_path):
    events, began = [], time.monotonic()
    options = tiny(photos, steps=1_000_000, seconds=1.0, val=[photos], val_every=100_000, save_every=100_000)
    assert train(options, tmp_path, events.append, Stop())
    assert time.monotonic() - began < 30
    (last,) = [event for event in events[-2:] if "loss" in event]
    assert last["lr"] < 0.2 * options.lr and last["step"] == events[-1]["step"] and "psnr" in events[-1]
    assert checkpoint.load(tmp_path / "last.safetensors").info["step"] == last["step"]
    again = []
    assert train(options, tmp_path, again.append, Stop(), resume=True)
    assert [event["step"] for event in again] == [last["step"]]
