"""What an interruption costs: nothing when asked for, at most one checkpoint's interval when the worker is killed."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
import torch
from tiny_runs import tiny, weights

from viewer.errors import Stop, UserError
from viewer.jobs.history import History
from viewer.jobs.run_folder import RunFolder
from viewer.models import checkpoint
from viewer.training import files
from viewer.training.liif import LiifTrainer, train


def nothing(event):
    pass


def same(one, other):
    return all(torch.allclose(value, weights(other)[key], rtol=0, atol=1e-6) for key, value in weights(one).items())


def stopped_at(step, options, folder, report=nothing, resume=False):
    """Train and be asked to stop in the midst of `step`."""
    stop = Stop()

    def step_and_stop(train_step):
        def wrapped(self, batch):
            if self.step + 1 == step:
                stop.set()
            return train_step(self, batch)

        return wrapped

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LiifTrainer, "train_step", step_and_stop(LiifTrainer.train_step))
        assert not train(options, folder, report, stop, resume)


def test_a_resumed_run_tells_keeps_and_chooses_what_the_whole_one_does(photos, tmp_path):
    """Weights, losses averaged over the interruption, figures of validation, the best checkpoint."""
    options = tiny(photos, steps=50, val=[photos], val_every=20, save_every=1000)
    whole, broken = [], []
    train(options, tmp_path / "whole", whole.append, Stop())
    stopped_at(13, options, tmp_path / "broken", broken.append)
    stopped_at(33, options, tmp_path / "broken", broken.append, resume=True)
    assert train(options, tmp_path / "broken", broken.append, Stop(), resume=True)
    for name in ("last", "best"):
        assert same(*(tmp_path / run / f"{name}.safetensors" for run in ("whole", "broken")))
    assert [event["step"] for event in broken if "resumed" in event] == [13, 33]
    for key in ("loss", "lr", "psnr"):
        told = [[(event["step"], event[key]) for event in events if key in event] for events in (whole, broken)]
        assert [step for step, _ in told[0]] == [step for step, _ in told[1]]
        assert [value for _, value in told[0]] == pytest.approx([value for _, value in told[1]], rel=1e-5)


def test_a_worse_network_does_not_take_the_place_of_the_best_after_a_resume(photos, tmp_path):
    options = tiny(photos, steps=4, val=[photos], val_every=4)
    train(options, tmp_path, nothing, Stop())
    best = checkpoint.load(tmp_path / "best.safetensors")
    better = checkpoint.Checkpoint(best.kind, best.args, best.state, best.info | {"val_psnr": 99.0})
    checkpoint.save(better, tmp_path / "best.safetensors")
    train(options.model_copy(update={"steps": 8}), tmp_path, nothing, Stop(), resume=True)
    assert checkpoint.load(tmp_path / "best.safetensors").info["val_psnr"] == 99.0


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_worker_loses_at_most_one_interval(photos, tmp_path):
    options = tiny(photos, steps=200, save_every=30, val=[photos], val_every=100)
    train(options, tmp_path / "whole", nothing, Stop())

    run = RunFolder(tmp_path / "killed")
    run.create("liif", options)
    command = [sys.executable, "-m", "viewer.cli", "train", "liif", "--quiet", "--resume", str(run.path)]
    one_thread = os.environ | {"OMP_NUM_THREADS": "1"}
    history = History(run)
    worker = subprocess.Popen(command, env=one_thread, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while history.step < 60:
        assert worker.poll() is None and time.monotonic() < deadline
        history.update()
        time.sleep(0.005)
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    history.update()
    assert history.step < 200, "it was too quick to be killed"
    with run.events_file.open("a") as file:  # the line it was at
        file.write('{"step": 9')

    ended = subprocess.run(command, env=one_thread, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    resumed = [json.loads(line)["step"] for line in run.events_file.read_text().splitlines() if "resumed" in line]
    assert resumed[0] == 0 and history.step - 30 <= resumed[1] <= history.step + 20  # the last 20 are told together
    assert same(tmp_path / "whole" / "last.safetensors", run.path / "last.safetensors")
    assert same(tmp_path / "whole" / "best.safetensors", run.path / "best.safetensors")
    for told in (history, History(run)):  # one that looked on all the time, and one that looks only now
        told.update()
        assert [step for step, _ in told.loss] == list(range(20, 201, 20))
        assert [step for step, _ in told.psnr] == [100, 200]


def test_a_run_killed_before_its_first_checkpoint_begins_again(photos, tmp_path):
    options = tiny(photos)
    train(options, tmp_path / "whole", nothing, Stop())
    assert train(options, tmp_path / "again", nothing, Stop(), resume=True)
    assert same(tmp_path / "whole" / "last.safetensors", tmp_path / "again" / "last.safetensors")


def test_a_worker_killed_between_its_two_files_leaves_them_of_one_step_once_resumed(photos, tmp_path, monkeypatch):
    options = tiny(photos, save_every=3)
    stopped_at(3, options, tmp_path)
    (tmp_path / ".last-abc.safetensors").write_bytes(b"half")

    class Killed(BaseException):
        pass

    def kill(checkpoint, path, coding="float32", save=checkpoint.save):
        if path.name == "last.safetensors":
            raise Killed
        save(checkpoint, path, coding)

    with monkeypatch.context() as patch:
        patch.setattr(files.checkpoint, "save", kill)
        with pytest.raises(Killed):
            train(options, tmp_path, nothing, Stop(), resume=True)
    assert checkpoint.load(tmp_path / "last.safetensors").info["step"] == 3
    train(options, tmp_path, nothing, Stop(), resume=True)  # nothing is left to do
    assert checkpoint.load(tmp_path / "last.safetensors").info["step"] == 6
    assert not list(tmp_path.glob(".*"))
    train(options, tmp_path / "whole", nothing, Stop())
    assert same(tmp_path / "whole" / "last.safetensors", tmp_path / "last.safetensors")


def test_a_full_disk_keeps_the_last_checkpoint_and_says_so(photos, tmp_path, full_disk):
    options = tiny(photos, save_every=3)
    stopped_at(3, options, tmp_path)
    with full_disk(), pytest.raises(UserError, match=r"Cannot write .*: .*\. Free some space .* step 3 is kept"):
        train(options, tmp_path, nothing, Stop(), resume=True)
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"state.safetensors", "last.safetensors"}
    assert train(options, tmp_path, nothing, Stop(), resume=True)
    train(options, tmp_path / "whole", nothing, Stop())
    assert same(tmp_path / "whole" / "last.safetensors", tmp_path / "last.safetensors")
    with full_disk(), pytest.raises(UserError, match="there is no earlier checkpoint"):
        train(options, tmp_path / "new", nothing, Stop())


def test_a_state_that_does_not_fit_is_refused_in_one_sentence(photos, tmp_path):
    options = tiny(photos)
    stopped_at(3, options, tmp_path)
    for changed in ({"hidden": [16]}, {"hidden": [16, 8]}, {"encoder": "custom", "blocks": 2}):
        with pytest.raises(UserError, match="another network"):
            train(tiny(photos, **changed), tmp_path, nothing, Stop(), resume=True)
    state = tmp_path / "state.safetensors"
    for damaged in (state.read_bytes()[:5000], b"", b"\xff" * 100):
        state.write_bytes(damaged)
        with pytest.raises(UserError, match="is damaged"):
            train(options, tmp_path, nothing, Stop(), resume=True)
