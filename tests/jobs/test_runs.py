"""Runs are told from their folders: who works on them, how far they are, what became of them."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from viewer.errors import UserError
from viewer.jobs.history import PATIENCE, History, State, last_words
from viewer.jobs.run_folder import PAUSE, STOP, RunFolder, list_runs, unused_name
from viewer.jobs.worker import work
from viewer.training.options.liif import LiifOptions


@pytest.fixture
def run(tmp_path):
    """A new run of 100 steps."""
    run = RunFolder(tmp_path / "run")
    run.create("liif", LiifOptions(data=["photos"], steps=100))
    return run


def told(run):
    history = History(run)
    history.update()
    return history


def test_a_lock_is_seen_from_other_processes_and_ends_with_its_process(run):
    script = f"import time; from viewer.jobs.run_folder import *; l = RunFolder(Path({str(run.path)!r})).lock().__enter__()"
    holder = subprocess.Popen(
        [sys.executable, "-c", script + "; print('held', flush=True); time.sleep(60)"], stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == b"held\n"
    assert run.is_running and told(run).state == State.RUNNING
    with pytest.raises(UserError, match="another process"), run.lock():
        pass
    with pytest.raises(UserError, match="Stop it first"):
        run.delete()
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert not run.is_running
    run.delete()
    assert not run.path.exists() and list_runs(run.path.parent) == []


def test_looking_whether_a_run_is_going_on_does_not_keep_a_worker_from_it(run):
    look = run.lock().__enter__()  # as `is_running` does, for longer
    threading.Timer(0.3, look.__exit__).start()
    with run.lock():
        assert run.is_running


def test_what_a_worker_reports_is_told_by_its_history(run):
    shown = []

    def train(report, stop):
        assert told(run).state == State.RUNNING
        report({"step": 20, "loss": 0.5, "it_s": 4.0})
        report({"step": 40, "loss": 0.25, "it_s": 4.0})
        report({"step": 40, "psnr": 30.5})
        assert told(run).seconds_left == 15
        return True

    assert work(run, train, shown.append) == State.FINISHED
    history = told(run)
    assert (history.state, history.step, history.steps) == (State.FINISHED, 40, 100)
    assert history.loss == [(20, 0.5), (40, 0.25)] and history.psnr == [(40, 30.5)]
    assert [event["step"] for event in shown] == [20, 40, 40]
    assert history.seconds_left is None


@pytest.mark.parametrize(("request_", "state"), [(PAUSE, State.PAUSED), (STOP, State.STOPPED)])
def test_a_worker_ends_when_its_folder_asks_it_to(run, request_, state):
    def train(report, stop):
        run.ask(request_)
        deadline = time.monotonic() + 10
        while not stop.is_set():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return False

    assert work(run, train, lambda event: None) == state
    assert told(run).state == state
    assert run.asked() == ""


def test_an_old_request_does_not_end_a_new_worker(run):
    run.ask(PAUSE)
    assert work(run, lambda report, stop: not stop.is_set(), lambda event: None) == State.FINISHED


def test_a_signal_ends_the_worker_as_a_pause(run):
    def train(report, stop):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)
        return not stop.is_set()

    before = signal.getsignal(signal.SIGINT)
    assert work(run, train, lambda event: None) == State.PAUSED
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("error", [UserError("The disk is full.", "Free some space."), RuntimeError("boom")])
def test_a_run_that_fails_says_why_and_can_be_gone_on_with(run, error):
    def train(report, stop):
        report({"step": 20, "loss": 0.5})
        raise error

    with pytest.raises(type(error)):
        work(run, train, lambda event: None)
    history = told(run)
    assert history.state == State.FAILED and str(error) in history.error and history.step == 20
    work(run, lambda report, stop: True, lambda event: None)
    history.update()
    assert (history.state, history.error) == (State.FINISHED, "")


def test_a_worker_that_died_without_a_word_leaves_an_interrupted_run(run):
    run.add_event({"began": True})
    run.add_event({"step": 20, "loss": 0.5, "it_s": 1})
    history = told(run)
    assert (history.state, history.step, history.seconds_left) == (State.LOST, 20, None)


def test_a_worker_that_could_not_begin_is_told_from_its_last_words(run):
    assert told(run).state == State.NEW
    history = told(run)
    history.started()
    history.update()
    assert history.state == State.STARTING
    run.output_file.write_text("some remark\nsrview: No image found in photos. Name a folder of photographs.\n")
    history.update()
    assert history.state == State.FAILED
    assert history.error == "No image found in photos. Name a folder of photographs."


def test_a_worker_that_never_shows_itself_is_not_waited_for(run, monkeypatch):
    history = told(run)
    history.started()
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + PATIENCE + 1)
    history.update()
    assert history.state == State.NEW


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("", ""),
        ("12%|██  | 20/100\r13%|██  | 40/100", ""),
        (
            "Traceback (most recent call last):\n  File x\nModuleNotFoundError: No module named 'torch'\n",
            "ModuleNotFoundError: No",
        ),
        ("srview: A is wrong.\n", "A is wrong."),
    ],
)
def test_last_words_are_complaints(tmp_path, output, words):
    (tmp_path / "output.log").write_text(output)
    assert last_words(tmp_path / "output.log").startswith(words)
    assert bool(last_words(tmp_path / "output.log")) == bool(words)


def test_a_line_cut_off_by_a_crash_costs_that_line_alone(run):
    run.add_event({"step": 20, "loss": 0.5})
    with run.events_file.open("a") as file:
        file.write('{"step": 40, "lo')
    history = told(run)
    assert history.step == 20
    run.add_event({"step": 60, "loss": 0.4})
    history.update()
    assert history.loss == [(20, 0.5), (60, 0.4)]


def test_what_came_after_the_checkpoint_a_run_went_on_from_is_forgotten(run):
    for step in (20, 40, 60, 80):
        run.add_event({"step": step, "loss": step / 100})
    history = told(run)
    run.add_event({"step": 20, "resumed": True})
    for step in (40, 60):
        run.add_event({"step": step, "loss": 1.0})
    history.update()
    assert history.loss == [(20, 0.2), (40, 1.0), (60, 1.0)]
    assert history.step == 60


def test_what_a_resumed_worker_says_it_goes_on_from_is_kept(run):
    for step in (20, 40, 60):
        run.add_event({"step": step, "loss": step / 100})
    history = told(run)
    run.add_event({"step": 40, "resumed": True})
    run.add_event({"step": 60, "loss": 1.0})
    history.update()
    assert history.loss == [(20, 0.2), (40, 0.4), (60, 1.0)]


def test_a_run_gone_on_with_under_other_options_is_told_by_those(run):
    history = told(run)
    assert history.steps == 100
    run.write_job("liif", LiifOptions(data=["photos"], steps=500))
    run.add_event({"began": True})
    history.update()
    assert history.steps == 500


def test_parts_of_a_loss_are_told_one_by_one_and_taken_back_by_a_resumption(run):
    history = told(run)
    for step in (60, 80):
        run.add_event({"step": step, "loss": 3.0, "accuracy": 0.5, "parts": {"colours": 1.0, "contrast": step}})
    history.update()
    assert history.parts == {"colours": [(60, 1.0), (80, 1.0)], "contrast": [(60, 60.0), (80, 80.0)]}
    run.add_event({"step": 60, "resumed": True})
    history.update()
    assert history.parts["contrast"] == [(60, 60.0)] and history.accuracy == [(60, 0.5)]


def test_a_run_of_several_parts_tells_how_many_steps_it_will_take(run):
    history = told(run)
    run.add_event({"began": True})
    run.add_event({"step": 0, "steps": 400})
    history.update()
    assert (history.steps, history.kind) == (400, "liif")


def test_images_being_read_before_the_first_step_are_told(run):
    run.add_event({"decoded": 120, "of": 5000})
    history = told(run)
    assert history.reading == (120, 5000)
    run.add_event({"step": 20, "loss": 0.5})
    history.update()
    assert history.reading is None


def test_a_run_of_limited_time_is_measured_by_it(tmp_path):
    run = RunFolder(tmp_path / "run")
    run.create("liif", LiifOptions(data=["photos"], steps=1_000_000, seconds=60))
    with run.lock():
        run.add_event({"step": 100, "loss": 0.5, "it_s": 5.0})
        history = told(run)
        assert history.seconds_left == 40 and abs(history.progress - 1 / 3) < 1e-9


def test_events_are_read_on_not_again(run):
    history = told(run)
    for step in range(1, 50):
        run.add_event({"step": step, "loss": 1 / step})
        history.update()
    assert history.loss == told(run).loss and len(history.loss) == 49


def test_runs_are_listed_the_newest_first_and_nothing_else_is(tmp_path):
    for i, name in enumerate(("old", "new")):
        run = RunFolder(tmp_path / name)
        run.create("liif", LiifOptions(data=["photos"]))
        os.utime(run.job_file, (i, i))
    (tmp_path / "empty").mkdir()
    (tmp_path / ".old.deleted").mkdir()
    (tmp_path / "file").write_text("")
    assert [run.name for run in list_runs(tmp_path)] == ["new", "old"]
    assert list_runs(tmp_path / "none") == []


@pytest.mark.parametrize(
    ("wish", "name"), [("Cells", "Cells"), ("a/b: c", "a-b- c"), ("  .. ", "run"), ("mine", "mine 3"), ("mine 2", "mine 3")]
)
def test_names_of_new_runs_are_unused_and_fit_for_folders(tmp_path, wish, name):
    for used in ("mine", "mine 2"):
        (tmp_path / used).mkdir()
    assert unused_name(tmp_path, wish) == name


def test_the_best_checkpoint_is_used_and_the_live_one_looked_on_with(run):
    assert run.weights is None and run.live_weights is None
    for name in ("live", "last", "best"):
        (run.path / f"{name}.safetensors").write_bytes(b"")
        assert run.weights == run.path / f"{name}.safetensors"
        assert run.live_weights == run.path / "live.safetensors"


def test_events_are_whole_lines_of_json_with_their_time(run):
    run.add_event({"step": 1})
    (line,) = run.events_file.read_text().splitlines()
    assert abs(json.loads(line)["time"] - time.time()) < 5
