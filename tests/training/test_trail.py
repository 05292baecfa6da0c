"""The trail of a run: few snapshots at steps in equal ratios, of what had been made by then, and none of a void future."""

import math

import numpy as np
import pytest
import torch
from tiny_runs import tiny, weights

from viewer.errors import Stop
from viewer.files import SNAPSHOTS
from viewer.models import checkpoint
from viewer.training import files, trail
from viewer.training.liif import train
from viewer.training.trail import FEWEST, GROWTH, MOST, Trail, most_dispensable


def kept(run):
    return Trail(run, ".safetensors").steps


@pytest.fixture
def unhurried(monkeypatch):
    """Snapshots may take all the time."""
    monkeypatch.setattr(files, "SNAPSHOT_PART", math.inf)


@pytest.fixture
def walked(tmp_path):
    """A function that leaves snapshots of so many bytes on the way to a step, as a run does; the steps that are kept."""

    def walk(last, size=10):
        way, step = Trail(tmp_path, ".safetensors"), 0
        while (step := max(step + 1, way.due)) <= last:
            way.add(step, lambda file: (file.parent.mkdir(exist_ok=True), file.write_bytes(bytes(size))))
        return way.steps

    return walk


def test_however_long_a_run_is_few_snapshots_stay_and_they_stand_in_equal_ratios(walked):
    steps = walked(1_000_000)
    assert len(steps) == MOST and steps[0] == 1 and steps[-1] * GROWTH > 1_000_000 - 1
    ratios = np.divide(steps[1:], steps[:-1])
    assert ratios[np.array(steps[:-1]) > 20].max() < 2.6  # a step or two after one another at first


def test_large_networks_leave_fewer(walked, monkeypatch):
    monkeypatch.setattr(trail, "MOST_BYTES", 1000)
    assert len(walked(1000, 120)) == 8


def test_a_few_stay_however_large_they_are(walked, monkeypatch):
    monkeypatch.setattr(trail, "MOST_BYTES", 1)
    steps = walked(1000)
    assert len(steps) == FEWEST and steps[0] == 1


def test_what_is_dispensed_with_has_the_nearest_neighbours():
    assert most_dispensable([1, 2, 4, 8, 9, 16]) == 9
    assert most_dispensable([1, 10, 12, 100]) == 12
    assert most_dispensable([0, 5, 6]) == 5


def test_a_snapshot_is_the_network_of_its_step_in_half_the_bits(photos, tmp_path, unhurried):
    options = tiny(photos, steps=4, save_every=2)
    train(options, tmp_path / "whole", lambda event: None, Stop())
    assert kept(tmp_path / "whole") == [1, 2, 3, 4]
    snapshot, last = tmp_path / "whole" / SNAPSHOTS / "000004.safetensors", tmp_path / "whole" / "last.safetensors"
    for key, value in weights(last).items():
        torch.testing.assert_close(weights(snapshot)[key], value.half().float(), rtol=0, atol=0)
    assert snapshot.stat().st_size < 0.6 * last.stat().st_size
    assert checkpoint.load(tmp_path / "whole" / SNAPSHOTS / "000002.safetensors").info["step"] == 2


def test_a_resumed_run_forgets_what_came_after_and_goes_on(photos, tmp_path, unhurried):
    train(tiny(photos, steps=3), tmp_path, lambda event: None, Stop())
    for void in (5, 4000):
        (tmp_path / SNAPSHOTS / f"{void:06d}.safetensors").write_bytes(b"void")
    (tmp_path / SNAPSHOTS / ".000004-x.safetensors").write_bytes(b"half")
    assert train(tiny(photos, steps=6), tmp_path, lambda event: None, Stop(), resume=True)
    assert kept(tmp_path) == [1, 2, 3, 4, 5, 6]
    assert checkpoint.load(tmp_path / SNAPSHOTS / "000005.safetensors").info["step"] == 5
    assert not list((tmp_path / SNAPSHOTS).glob(".*"))


def test_snapshots_take_a_small_part_of_the_time(photos, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "SNAPSHOT_PART", 1e-9)
    train(tiny(photos, steps=6), tmp_path, lambda event: None, Stop())
    assert kept(tmp_path) == [1]


def test_a_full_disk_ends_no_run_for_the_sake_of_a_snapshot(photos, tmp_path, unhurried, monkeypatch):
    def fail(self, step, write):
        raise files.UserError("Cannot write.")

    monkeypatch.setattr(Trail, "add", fail)
    assert train(tiny(photos, steps=3), tmp_path, lambda event: None, Stop())
