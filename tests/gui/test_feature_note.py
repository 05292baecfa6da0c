"""The dialogs say which feature network is in use and what that means, and fetch VGG-16 where it is lacking."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from viewer.gui import feature_note
from viewer.gui.feature_note import FeatureNote
from viewer.gui.fit_dialog import FitDialog
from viewer.gui.restore_dialog import RestoreDialog
from viewer.gui.train_dialog import TrainDialog
from viewer.models import checkpoint, feature_choice
from viewer.models.download import Weights
from viewer.models.feature_net import FeatureNet

CONTENT = bytes(range(256)) * 8000
DIGEST = hashlib.sha256(CONTENT).hexdigest()[:8]
pytestmark = pytest.mark.usefixtures("home")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT[: self.server.most])

    def log_message(self, *words):
        pass


@pytest.fixture
def server(monkeypatch, tmp_path):
    """One that has something by the name of VGG-16."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.most = len(CONTENT)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        weights = Weights("VGG-16", f"http://127.0.0.1:{server.server_port}/vgg16-{DIGEST}.pth", len(CONTENT))
        for module in (feature_note, feature_choice):
            monkeypatch.setattr(module, "VGG16", weights)
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def note(qtbot, server):
    note = FeatureNote()
    qtbot.addWidget(note)
    note.show()
    yield note
    note.close_download()


def words_of(note):
    return note.findChild(QLabel, "featureNote").text()


def test_each_choice_is_explained(note):
    for choice, words in (("features", "learnt from photos|missing"), ("random:3", "learnt nothing"), ("vgg16", "not on this"),
                          ("nosuch", "no feature network")):  # fmt: skip
        note.show_choice(choice)
        assert any(part in words_of(note) for part in words.split("|"))


def test_vgg_16_is_fetched_at_the_push_of_a_button_and_is_then_in_use(qtbot, note):
    button = note.findChild(QPushButton, "fetchVgg")
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not button.isVisible(), timeout=5000)
    assert feature_choice.vgg_file().read_bytes() == CONTENT
    assert "thousand kinds of things" in words_of(note)


def test_a_download_that_breaks_off_is_told_and_can_be_tried_again(qtbot, note, server):
    button, server.most = note.findChild(QPushButton, "fetchVgg"), 1000
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "broke off after 1,000" in words_of(note), timeout=5000)
    assert button.isVisible() and not feature_choice.vgg_file().exists()
    server.most = len(CONTENT)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not button.isVisible(), timeout=5000)


def test_the_training_dialog_tells_of_the_network_once_features_count(qtbot, server, tmp_path):
    torch.manual_seed(0)
    own = tmp_path / "own.safetensors"
    checkpoint.save(checkpoint.describe("features", FeatureNet((4, 4, 4, 4))), own)
    dialog = TrainDialog()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    note, choice = dialog.findChild(FeatureNote), dialog.findChild(QWidget, "features").findChild(QComboBox)
    weight = dialog.findChild(QWidget, "feature_weight")
    weight = weight if isinstance(weight, QLineEdit) else weight.findChild(QLineEdit)
    assert note.isHidden() and not choice.isEnabled()
    weight.setText("0.1")
    assert not note.isHidden() and choice.isEnabled()
    choice.setCurrentText("random")
    assert "learnt nothing" in words_of(note)
    choice.setCurrentText(str(own))
    assert "srview's own features" in words_of(note)
    assert dialog.values()["features"] == str(own) and dialog.values()["feature_weight"] == "0.1"
    dialog.done(0)


@pytest.mark.parametrize("make", [FitDialog, RestoreDialog])
def test_fits_and_restorations_ask_what_compares_once_something_is_compared(qtbot, server, make):
    dialog = make({"image": "photo.png"} | ({"task": "upscale"} if make is RestoreDialog else {}))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    asked = [dialog.findChild(QWidget, name) for name in ("features", "feature_taps", "feature_metric")]
    assert not any(field.isEnabled() for field in asked)
    dialog.findChild(QLineEdit, "style_weight").setText("0.02")
    assert all(field.isEnabled() for field in asked) and dialog.options().style_weight == 0.02
    dialog.findChild(QLineEdit, "style_weight").setText("0")
    dialog.findChild(QLineEdit, "tv_weight").setText("3")
    assert not any(field.isEnabled() for field in asked)
    if make is FitDialog:
        assert dialog.findChild(QWidget, "patch").isEnabled()
        dialog.findChild(QLineEdit, "tv_weight").setText("")
        assert not dialog.findChild(QWidget, "patch").isEnabled()
    dialog.done(0)
