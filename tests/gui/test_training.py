"""Training from the window: its dialog, its runs, and the picture seen through a network that learns."""

import os
import re
import signal
from pathlib import Path

import numpy as np
import pytest
import torch
from hands import drop, mime, pixels_of
from PIL import Image as PILImage
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QMessageBox, QSpinBox, QTabWidget, QWidget

from viewer.gui.folder_list import FolderList
from viewer.gui.readout import describe_seconds
from viewer.gui.train_dialog import BlindDialog, FeaturesDialog, StyleNetworkDialog, TrainDialog
from viewer.imaging.samples import sample_path
from viewer.jobs.flags import make_options
from viewer.jobs.history import State
from viewer.jobs.run_folder import RunFolder, read_job, runs_folder
from viewer.models import checkpoint
from viewer.models.edsr import ResBlock
from viewer.models.liif import LIIF, make_encoder
from viewer.models.rdn import ResidualDenseBlock
from viewer.training.options.dasr import BLIND, DasrOptions
from viewer.training.options.liif import ENCODERS, HEAT, RECIPES, SIZES, LiifOptions, size_of

SOON = 60_000  # ms: a worker imports torch first, beside whatever else the machine does


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def photos(tmp_path):
    """A folder of six small photographs."""
    folder = tmp_path / "photos"
    folder.mkdir()
    with PILImage.open(sample_path("coffee")) as photo:
        for i in range(6):
            photo.crop((30 * i, 20 * i, 30 * i + 120, 20 * i + 100)).save(folder / f"{i}.png")
    return folder


@pytest.fixture
def dialog(qtbot):
    """A function that opens the dialog."""

    def opened(*args, kind=TrainDialog):
        dialog = kind(None, *args)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return opened


TINY = {
    "encoder": "compact", "hidden": [8], "init": None, "patch": 8, "batch": 1, "samples": 16, "steps": 1_000_000,
    "save_every": 20, "val_every": 20, "device": "cpu", "precision": "float32", "scale_max": 2.0,
}  # fmt: skip


def options(photos, **changes):
    return make_options(LiifOptions, {**TINY, "data": [photos], **changes})


def editor(dialog, name, kind):
    widget = dialog.findChild(QWidget, name)
    return widget if isinstance(widget, kind) else widget.findChild(kind)


def looked_into(qtbot, dialog, name="data"):
    folders = dialog.findChild(FolderList, name)
    qtbot.waitUntil(lambda: len(folders.contents) == len(folders.folders()), timeout=SOON)
    QApplication.processEvents()
    return folders


# The dialog


def test_every_option_has_a_named_field_with_help_and_comes_back_from_it(dialog, photos):
    values = {
        "data": [photos], "val": [photos, photos.parent], "init": photos / "a.safetensors", "encoder": "custom", "blocks": 3,
        "channels": 12, "hidden": [32, 16], "scale_min": 1.5, "scale_max": 3.25, "patch": 24, "batch": 3, "samples": 100,
        "steps": 1234, "loss": "l2", "lr": 0.00025, "schedule": "cosine", "warmup": 17, "clip": 0.5, "ema": 0.99,
        "precision": "float32", "save_every": 11, "val_every": 12, "seed": 5, "device": "cpu",
    }  # fmt: skip
    window = dialog("mine", values)
    chosen = window.options().model_dump()
    assert {name: chosen[name] for name in values} == values
    for name, info in LiifOptions.model_fields.items():
        field = window.findChild(QWidget, name)
        assert field.accessibleName() == info.title
        assert field.toolTip().lower() == info.description.lower()


def test_it_is_sensible_at_once_but_for_the_photographs(dialog, photos, qtbot):
    window = dialog()
    assert not window.start.isEnabled() and "folder of photographs" in window.findChild(QWidget, "problem").text()
    window.findChild(FolderList, "data").add([photos])
    looked_into(qtbot, window)
    assert window.start.isEnabled()
    chosen = window.options()
    assert str(chosen.init) == "liif-small" and chosen.hidden == RECIPES["compact"]["hidden"]
    assert window.name.text() == "photos, compact"
    assert "smaller than 192 px" in window.findChild(QWidget, "problem").text()


@pytest.mark.parametrize(
    ("name", "text", "said"), [("lr", "fast", "Learning rate"), ("hidden", "12 x", "Decoder"), ("ema", "1.5", "Averaging")]
)
def test_what_is_wrong_is_said_by_the_name_of_its_field(dialog, photos, name, text, said):
    window = dialog("mine", {**TINY, "data": [photos]})
    assert window.start.isEnabled()
    editor(window, name, QLineEdit).setText(text)
    QApplication.processEvents()
    problem = window.findChild(QWidget, "problem").text()
    assert not window.start.isEnabled() and said in problem and "\n" not in problem
    editor(window, name, QLineEdit).setText("0.5" if name != "hidden" else "12")
    QApplication.processEvents()
    assert window.start.isEnabled()


def test_numbers_keep_to_their_ranges(dialog):
    window = dialog()
    box = editor(window, "patch", QSpinBox)
    assert (box.minimum(), box.maximum()) == (4, 1024) and box.suffix() == " px"


def test_an_encoder_brings_its_recipe(dialog, photos):
    window = dialog("mine", {**TINY, "data": [photos]})
    box = editor(window, "encoder", QComboBox)
    box.setCurrentIndex(box.findData("edsr-baseline"))
    QApplication.processEvents()
    recipe, chosen = RECIPES["edsr-baseline"], window.options().model_dump()
    assert {name: chosen[name] for name in recipe} == recipe and chosen["init"] is None
    assert not window.findChild(QWidget, "blocks").isEnabled()
    box.setCurrentIndex(box.findData("custom"))
    assert window.findChild(QWidget, "blocks").isEnabled()


@pytest.mark.parametrize("preset", SIZES)
def test_the_size_of_a_preset_is_told_though_it_cannot_be_edited(dialog, preset):
    window = dialog("mine", {**TINY, "encoder": preset, "blocks": 8, "channels": 48})  # as older runs have it
    blocks, channels = (window.findChild(QSpinBox, name) for name in ("blocks", "channels"))
    encoder = make_encoder(ENCODERS[preset])
    assert blocks.value() == sum(isinstance(part, ResBlock | ResidualDenseBlock) for part in encoder.modules())
    assert channels.value() == encoder.out_dim and not blocks.isEnabled() and not channels.isEnabled()


def test_a_kind_of_field_brings_its_recipe(dialog, photos):
    window = dialog("mine", {**TINY, "data": [photos], "patch": 48})
    assert not window.findChild(QWidget, "frequencies").isEnabled() and not window.findChild(QWidget, "tv").isEnabled()
    box = editor(window, "decoder", QComboBox)
    box.setCurrentIndex(box.findData("heat"))
    chosen = window.options().model_dump()
    assert {name: chosen[name] for name in HEAT} == HEAT and str(chosen["init"]) == "liif-fast"
    assert window.findChild(QWidget, "frequencies").isEnabled() and window.findChild(QWidget, "tv").isEnabled()


def test_that_of_a_blind_network_is_sensible_at_once_too(dialog, photos, qtbot):
    window = dialog(kind=BlindDialog)
    assert not window.start.isEnabled() and "folder of photographs" in window.findChild(QWidget, "problem").text()
    window.findChild(FolderList, "data").add([photos])
    looked_into(qtbot, window)
    assert window.start.isEnabled() and window.name.text() == "photos, blind"
    chosen = window.options().model_dump()
    assert {name: chosen[name] for name in BLIND} == BLIND
    assert "smaller than 192 px" in window.findChild(QWidget, "problem").text()
    for name, info in DasrOptions.model_fields.items():
        assert window.findChild(QWidget, name).accessibleName() == info.title
    editor(window, "steps", QSpinBox).setValue(chosen["alone"])
    QApplication.processEvents()
    assert "contrast alone" in window.findChild(QWidget, "problem").text()
    editor(window, "batch", QSpinBox).setValue(3)
    QApplication.processEvents()
    assert not window.start.isEnabled() and "multiple of batch" in window.findChild(QWidget, "problem").text()


def test_that_of_a_feature_network_is_too_and_says_what_it_is_for(dialog, photos, qtbot):
    window = dialog(kind=FeaturesDialog)
    problem = window.findChild(QWidget, "problem")
    assert not window.start.isEnabled() and "folder of photographs" in problem.text()
    window.findChild(FolderList, "data").add([photos])
    looked_into(qtbot, window)
    assert window.start.isEnabled() and window.name.text() == "photos, features"
    assert "feature network" in problem.text()
    chosen = window.options()
    assert chosen.queue == 8192 and chosen.data == [photos]
    editor(window, "patch", QSpinBox).setValue(200)
    QApplication.processEvents()
    assert "smaller than 200 px" in problem.text()
    editor(window, "batch", QSpinBox).setValue(3)
    QApplication.processEvents()
    assert not window.start.isEnabled() and "multiple of batch" in problem.text()


@pytest.mark.parametrize(("kind", "title"), [("features", "feature"), ("style", "style")])
def test_the_menu_asks_for_every_kind_of_training_and_a_run_is_asked_for_again(show, photo, photos, kind, title, qtbot):
    window = show(photo)
    (entry,) = [action for action in window.actions() if action.text().replace("&", "") == f"Train {title} network…"]
    entry.trigger()
    dialog = {"features": FeaturesDialog, "style": StyleNetworkDialog}[kind]
    (asked,) = [found for found in window.findChildren(dialog) if found.isVisible()]
    asked._set({"data": [photos], "steps": 7} | ({"style": "mosaic"} if kind == "style" else {}))
    run, options = RunFolder(runs_folder() / "mine"), asked.options()
    asked.reject()
    run.create(kind, options)
    window.training._duplicate(run)
    qtbot.waitUntil(lambda: any(found.isVisible() for found in window.findChildren(dialog)), timeout=SOON)
    (again,) = [found for found in window.findChildren(dialog) if found.isVisible()]
    assert again.options() == options and again.name.text() == "mine 2"
    again.reject()


def test_folders_say_what_they_hold_and_what_will_not_go_well(dialog, qtbot, tmp_path, photos):
    (tmp_path / "none").mkdir()
    few = tmp_path / "few"
    few.mkdir()
    (few / "broken.png").write_bytes(b"no picture")
    PILImage.new("RGB", (40, 30)).save(few / "small.png")
    window = dialog("mine", {**TINY, "data": [tmp_path / "none"]})
    folders = looked_into(qtbot, window)
    problem = window.findChild(QWidget, "problem")
    assert "no image" in folders._list.item(0).text() and "no image" in problem.text()
    folders.set_folders([few])
    looked_into(qtbot, window)
    assert "2 images, from 30 px, 1 cannot be read" in folders._list.item(0).text()
    assert "few images" in problem.text() and window.start.isEnabled()
    folders.set_folders([photos])
    editor(window, "patch", QSpinBox).setValue(64)
    looked_into(qtbot, window)
    assert "smaller than 128 px" in problem.text()


def test_folders_and_photos_can_be_dropped_on_it(dialog, qtbot, photos):
    window = dialog()
    folders = window.findChild(FolderList, "data")
    drop(folders, mime(photos / "0.png", photos / "1.png"))
    assert folders.folders() == [str(photos)]
    folders._list.selectAll()
    folders._remove.click()
    assert folders.folders() == []


def test_a_name_that_is_taken_is_refused(dialog, photos):
    RunFolder(runs_folder() / "mine").create("liif", options(photos))
    window = dialog("mine", {**TINY, "data": [photos]})
    assert not window.start.isEnabled() and "name already" in window.findChild(QWidget, "problem").text()


def test_it_tells_how_long_it_would_take(dialog, qtbot, photos):
    window = dialog("mine", {**TINY, "data": [photos], "steps": 5000})
    window.findChild(QWidget, "estimate").click()
    time_label = window.findChild(QWidget, "time")
    qtbot.waitUntil(lambda: "about" in time_label.text(), timeout=SOON)
    assert time_label.text().startswith("5,000 steps in about ")


def test_with_a_time_budget_it_tells_how_many_steps_that_is(dialog, qtbot, photos):
    window = dialog("mine", {**TINY, "data": [photos], "seconds": 60.0})
    window.findChild(QWidget, "estimate").click()
    time_label = window.findChild(QWidget, "time")
    qtbot.waitUntil(lambda: "about" in time_label.text(), timeout=SOON)
    steps, rate = re.fullmatch(r"([\d,]+) steps in about 60 s, (\S+) a second", time_label.text()).groups()
    assert float(steps.replace(",", "")) == pytest.approx(60 * float(rate), rel=0.01)


@pytest.mark.parametrize(
    ("seconds", "text"), [(3.2, "3 s"), (100, "2 min"), (3000, "50 min"), (9000, "2.5 h"), (90_000, "25 h"), (400_000, "5 days")]
)
def test_times_are_told_as_people_do(seconds, text):
    assert describe_seconds(seconds) == text


# Runs


def state_of(window, name):
    return next((history.state for history in window.training.monitor.runs if history.run.name == name), None)


def reach(qtbot, window, name, state, step=0):
    def reached():
        history = next((history for history in window.training.monitor.runs if history.run.name == name), None)
        if history is not None and history.state == State.FAILED != state:
            raise RuntimeError(history.error)
        return history is not None and history.state == state and history.step >= step

    qtbot.waitUntil(reached, timeout=SOON)
    QApplication.processEvents()


def train(window, photos, name="mine", **changes):
    window.training.ask("liif", name, {**TINY, "data": [photos], **changes})
    (dialog,) = [dialog for dialog in window.findChildren(TrainDialog) if dialog.isVisible()]
    QApplication.processEvents()
    dialog.start.click()


def test_a_user_trains_looks_pauses_resumes_and_uses_the_network(show, settle, qtbot, photo, photos, killed):
    window = show(photo)
    train(window, photos, val=[photos])
    reach(qtbot, window, "mine", State.RUNNING, 40)
    assert window.docks.runs.isVisible() and [h.run.name for h in window.training.panel.chosen] == ["mine"]
    run = RunFolder(runs_folder() / "mine")

    window.training.panel.buttons["watch"].click()
    qtbot.waitUntil(lambda: "mine" in window.panel.model.currentText(), timeout=SOON)
    qtbot.waitUntil(lambda: window.canvas.layer_at((1, 1)).before is not None, timeout=SOON)  # rendered anew, as it learns
    qtbot.waitUntil(
        lambda: window.training.panel.plots is not None and window.training.panel.plots.reading is not None, timeout=SOON
    )

    window.training.panel.buttons["pause"].click()
    reach(qtbot, window, "mine", State.PAUSED)
    assert run.state_file.exists() and not run.is_running
    paused_at = window.training.panel.chosen[0].step
    assert not window.training.panel.buttons["pause"].isEnabled() and window.training.panel.buttons["resume"].isEnabled()

    window.training.panel.buttons["resume"].click()
    reach(qtbot, window, "mine", State.RUNNING, paused_at + 20)
    window.training.panel.buttons["stop"].click()
    reach(qtbot, window, "mine", State.STOPPED)
    qtbot.waitUntil(lambda: window.panel.model.currentData() == str(run.weights), timeout=SOON)
    assert run.weights.name == "best.safetensors" and "steps" in window.panel.card.text()
    settle(window)


def test_two_runs_go_on_at_once_and_are_stopped_together(show, qtbot, photo, photos, killed):
    window = show(photo)
    for name in ("one", "two"):
        train(window, photos, name)
        reach(qtbot, window, name, State.RUNNING)
    for name in ("one", "two"):
        reach(qtbot, window, name, State.RUNNING, 20)
    window.training.panel.table.selectAll()
    qtbot.waitUntil(lambda: window.training.panel.plots is not None, timeout=SOON)
    window.training.panel.buttons["stop"].click()
    for name in ("one", "two"):
        reach(qtbot, window, name, State.STOPPED)
        assert RunFolder(runs_folder() / name).weights.name == "last.safetensors"


def test_a_worker_that_cannot_begin_says_why_in_the_list(show, qtbot, photo, tmp_path, killed):
    (tmp_path / "empty").mkdir()
    window = show(photo)
    train(window, tmp_path / "empty")
    reach(qtbot, window, "mine", State.FAILED)
    assert "No image" in window.training.panel.note.text() and window.training.panel.note.isVisible()


def test_a_killed_worker_leaves_the_window_as_it_is_and_can_be_resumed(show, qtbot, photo, photos, killed):
    window = show(photo)
    train(window, photos)
    reach(qtbot, window, "mine", State.RUNNING, 40)
    before = window.training.monitor.runs[0].step
    os.kill(worker_of(runs_folder() / "mine"), signal.SIGKILL)
    reach(qtbot, window, "mine", State.LOST)
    window.canvas.zoom_notches(2)
    window.training.panel.buttons["resume"].click()
    reach(qtbot, window, "mine", State.RUNNING, before)


def worker_of(folder):
    """The process that works on a run."""
    for process in os.listdir("/proc"):
        try:
            command = Path(f"/proc/{process}/cmdline").read_text() if process.isdigit() else ""
        except OSError:
            continue
        if str(folder) in command and "viewer.cli" in command:
            return int(process)
    raise AssertionError("there is no worker")


@pytest.mark.parametrize("answer", ["Keep training", "Pause", "Cancel"])
def test_closing_with_a_run_going_on_asks_what_becomes_of_it(show, qtbot, photo, photos, answer):
    window = show(photo)
    run = RunFolder(runs_folder() / "mine")
    run.create("liif", options(photos))
    asked = []

    def click():
        (box,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox) and widget.isVisible()]
        asked.append(box.text())
        next(button for button in box.findChildren(QAbstractButton) if button.text().replace("&", "") == answer).click()

    with run.lock():
        qtbot.waitUntil(lambda: state_of(window, "mine") == State.RUNNING, timeout=SOON)
        QTimer.singleShot(100, click)
        window.close()
    assert asked and "mine" in asked[0]
    assert window.isVisible() == (answer == "Cancel")
    assert run.asked() == ("pause" if answer == "Pause" else "")
    window.leave()


def test_a_window_finds_the_runs_of_the_one_before(show, qtbot, photo, photos):
    run = RunFolder(runs_folder() / "from yesterday")
    run.create("liif", options(photos, steps=100))
    run.add_event({"began": True})
    run.add_event({"step": 60, "loss": 0.5})
    window = show(photo)
    qtbot.waitUntil(lambda: state_of(window, "from yesterday") == State.LOST, timeout=SOON)
    window.docks.runs.show()
    assert window.training.panel.table.item(0, 0).text() == "from yesterday"
    assert window.training.panel.table.item(0, 1).text() == "interrupted"
    assert window.training.panel.table.cellWidget(0, 2).text() == "60 / 100"
    assert window.training.panel.table.cellWidget(0, 2).value() == 600


def test_duplicating_offers_the_options_of_a_run_under_a_new_name(show, qtbot, photo, photos):
    RunFolder(runs_folder() / "mine").create("liif", options(photos, lr=0.0007))
    window = show(photo)
    qtbot.waitUntil(lambda: state_of(window, "mine") == State.NEW, timeout=SOON)
    window.training.panel.actions_in_menu["copy"].trigger()
    qtbot.waitUntil(lambda: window.findChild(TrainDialog) is not None, timeout=SOON)
    dialog = window.findChild(TrainDialog)
    assert dialog.name.text() == "mine 2" and dialog.options() == options(photos, lr=0.0007, **size_of("compact"))
    dialog.reject()


def test_deleting_asks_and_removes(show, qtbot, photo, photos, monkeypatch):
    RunFolder(runs_folder() / "mine").create("liif", options(photos))
    window = show(photo)
    qtbot.waitUntil(lambda: state_of(window, "mine") == State.NEW, timeout=SOON)
    for answer, left in ((QMessageBox.StandardButton.No, 1), (QMessageBox.StandardButton.Yes, 0)):
        monkeypatch.setattr(QMessageBox, "question", lambda *args, answer=answer: answer)
        window.training.panel.actions_in_menu["delete"].trigger()
        qtbot.waitUntil(lambda left=left: len(window.training.monitor.runs) == left, timeout=SOON)
    assert not (runs_folder() / "mine").exists()


# The picture


def write_network(path, seed):
    torch.manual_seed(seed)
    encoder = {"name": "edsr-baseline", "args": {"n_resblocks": 1, "n_feats": 8, "no_upsampling": True}}
    decoder = {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [16, 16]}}
    checkpoint.save(checkpoint.describe("liif", LIIF(encoder, decoder)), path)


def test_new_weights_take_the_place_of_the_old_without_a_gap(show, settle, qtbot, photo, photos):
    """No frame between shows anything but the old network's picture, the new one's, or a mixture of both."""
    run = RunFolder(runs_folder() / "mine")
    run.create("liif", options(photos))
    with run.lock():
        live = run.path / "live.safetensors"
        write_network(live, 1)
        window = show(photo)
        qtbot.waitUntil(lambda: state_of(window, "mine") == State.RUNNING, timeout=SOON)
        window.training.watch(run)
        settle(window)
        old = np.array(pixels_of(window.canvas)).astype(int)
        frames = []
        window.canvas.painted.connect(lambda: frames.append(None))
        write_network(live, 2)
        os.utime(live, (1, 1))
        seen = []

        def settled_anew():
            seen.append(np.array(pixels_of(window.canvas)).astype(int))
            return window.canvas.layer_at((1, 1)).before is not None and window.is_settled

        qtbot.waitUntil(settled_anew, timeout=SOON)
        new = np.array(pixels_of(window.canvas)).astype(int)
    assert np.abs(new - old).mean() > 2
    low, high = np.minimum(old, new) - 3, np.maximum(old, new) + 3
    assert all(((frame >= low) & (frame <= high)).all() for frame in seen)


def test_a_checkpoint_loaded_meanwhile_is_looked_through_when_the_run_ends(show, settle, qtbot, photo, photos, tmp_path):
    run = RunFolder(runs_folder() / "mine")
    run.create("liif", options(photos))
    run.add_event({"began": True})
    write_network(tmp_path / "mine too.safetensors", 2)
    with run.lock():
        write_network(run.path / "live.safetensors", 1)
        write_network(run.path / "last.safetensors", 1)
        window = show(photo)
        qtbot.waitUntil(lambda: state_of(window, "mine") == State.RUNNING, timeout=SOON)
        window.training.watch(run)
        window.document.load_checkpoint(tmp_path / "mine too.safetensors")
        qtbot.waitUntil(lambda: window.panel.model.currentData() == "mine too", timeout=SOON)
    qtbot.waitUntil(lambda: state_of(window, "mine") == State.LOST, timeout=SOON)
    settle(window)
    assert window.panel.model.currentData() == "mine too"


def test_the_tabs_hold_the_groups_of_the_options(dialog):
    window = dialog()
    tabs = window.findChild(QTabWidget)
    assert [tabs.tabText(i) for i in range(tabs.count())] == ["Network", "Patches", "Loss", "Schedule", "Machine"]


def test_a_copy_of_the_job_is_what_was_asked(photos):
    run = RunFolder(runs_folder() / "mine")
    run.create("liif", options(photos, lr=0.00012345))
    assert make_options(LiifOptions, read_job(run.job_file)) == options(photos, lr=0.00012345)


def test_a_blind_network_is_trained_and_its_run_duplicated_as_one(show, qtbot, photo, photos, killed):
    window = show(photo)
    window.menus.trainingRequested.emit("dasr")
    (dialog,) = window.findChildren(BlindDialog)
    dialog.reject()
    values = {"data": [photos], "blocks": 1, "channels": 8, "hidden": [8], "init": None, "patch": 8, "batch": 2, "samples": 16,
              "queue": 8, "alone": 1, "steps": 3, "scale_max": 2.0, "device": "cpu", "precision": "float32"}  # fmt: skip
    window.training.ask("dasr", "mine", values)
    (dialog,) = [dialog for dialog in window.findChildren(BlindDialog) if dialog.isVisible()]
    QApplication.processEvents()
    dialog.start.click()
    reach(qtbot, window, "mine", State.FINISHED)
    run = RunFolder(runs_folder() / "mine")
    assert run.kind == "dasr" and checkpoint.load(run.weights).kind == "dasr-liif"
    qtbot.waitUntil(lambda: window.panel.is_blind(str(run.weights)), timeout=SOON)
    assert window.panel._choices[str(run.weights)].card.startswith("Blind LIIF, trained for 3 steps")

    window.training.panel.duplicateRequested.emit(run)
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(BlindDialog)), timeout=SOON)
    (again,) = [dialog for dialog in window.findChildren(BlindDialog) if dialog.isVisible()]
    chosen = again.options().model_dump()
    assert {name: chosen[name] for name in values} == values and again.name.text() != "mine"
    assert not window.findChildren(TrainDialog)


def test_runs_open_high_enough_for_curves_above_the_strip_and_leave_most_to_the_picture(show, settle, photo):
    window = show(photo)
    window.resize(1400, 900)
    window.docks.filmstrip.show()
    settle(window)
    window.docks.runs.show()
    settle(window)
    runs, strip = window.docks.runs.geometry(), window.docks.filmstrip.geometry()
    assert 240 <= runs.height() <= 330 and runs.bottom() < strip.top()
    assert window.canvas.height() > 300
