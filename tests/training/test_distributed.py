"""Two processes under `torchrun` take the steps that one takes on the whole batch."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from tiny_runs import tiny, weights

from viewer.errors import Stop, UserError
from viewer.jobs.run_folder import RunFolder
from viewer.training.distributed import Team
from viewer.training.liif import train

TWO = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "viewer.cli"]


def start(*words):
    command = [*TWO, "train", "liif", "--quiet", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def events(run):
    return [json.loads(line) for line in (run / "events.jsonl").read_text().splitlines()]


@pytest.mark.skipif(os.name == "nt", reason="gloo and signals of Linux and macOS")
def test_two_processes_end_where_one_does_even_if_interrupted(photos, tmp_path):
    """1e-5 apart at most; the first of them alone tells of it, every step once.

    Adam makes much of rounding where a gradient is almost zero: hence the low rate.
    """
    options = tiny(photos, steps=60, patch=24, batch=4, val=[photos], val_every=30, save_every=10_000, lr=2e-5)
    alone = []
    train(options, tmp_path / "one", alone.append, Stop())

    run = RunFolder(tmp_path / "two")
    run.create("liif", options)
    training = start("--resume", run.path)
    deadline = time.monotonic() + 60
    while not (run.events_file.exists() and '"loss"' in run.events_file.read_text()):
        assert training.poll() is None and time.monotonic() < deadline, training.communicate()[1]
        time.sleep(0.01)
    training.send_signal(signal.SIGINT)
    error = training.communicate(timeout=60)[1]
    assert run.state_file.exists(), error
    assert "srview: paused" in error and "viewer/" not in error.replace("viewer/cli", ""), error
    assert events(run.path)[-1]["ended"] == "paused" and events(run.path)[-1].get("step", 0) < 60

    training = start("--resume", run.path)
    output, error = training.communicate(timeout=60)
    assert training.returncode == 0 and output.count("best.safetensors") == 1, error
    one, two = (weights(tmp_path / name / "last.safetensors") for name in ("one", "two"))
    assert max(float((value - two[key]).abs().max()) for key, value in one.items()) < 1e-5
    losses = [[(event["step"], event["loss"]) for event in told if "loss" in event] for told in (alone, events(run.path))]
    assert losses[1] == [(step, pytest.approx(loss, rel=1e-5)) for step, loss in losses[0]]
    assert [event["step"] for event in events(run.path) if "psnr" in event] == [30, 60]


def test_a_batch_is_shared_equally_or_not_at_all():
    assert [[*Team(rank, 3).share(6)] for rank in range(3)] == [[0, 1], [2, 3], [4, 5]]
    with pytest.raises(UserError, match="16 cannot be shared equally by 3"):
        Team(0, 3).share(16)
