"""Windows that are closed again, pictures for them, and hands to move them with."""

import gc
import time
from dataclasses import replace

import numpy as np
import pytest
import torch
from doubles import SlowField
from hands import pixels_of
from PIL import Image as PILImage
from PySide6.QtWidgets import QApplication

from viewer.gui.app import Start
from viewer.gui.look import Look
from viewer.gui.main_window import MainWindow
from viewer.gui.settings import Settings
from viewer.gui.translating import install_translations
from viewer.imaging.samples import sample_path
from viewer.jobs.run_folder import RunFolder, runs_folder
from viewer.models import checkpoint
from viewer.models.liif import LIIF

SETTLED = 20_000  # ms


@pytest.fixture(scope="package", autouse=True)
def collected_by_its_own_thread():
    """Python collects garbage on whichever thread is busy, and Qt dies of a window that another thread destroys.

    What modules hold is not looked through after every test, which would take longer than many of them.
    """
    gc.disable()
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def collected(collected_by_its_own_thread):
    """What a test has left is collected here, where its windows were made."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def qapp_args():
    return ["srview"]


@pytest.fixture(autouse=True)
def settings_of_its_own(tmp_path_factory, monkeypatch):
    """What one test sets is not there in the next."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


@pytest.fixture
def korean(qapp):
    """A program that was started in Korean."""
    translators = install_translations(qapp, "ko")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)


@pytest.fixture
def photo(tmp_path):
    """The path of a photograph of 96 x 64 pixels."""
    path = tmp_path / "photo.png"
    with PILImage.open(sample_path("astronaut")) as source:
        source.crop((160, 60, 352, 188)).resize((96, 64)).save(path)
    return path


@pytest.fixture
def other_photo(tmp_path):
    """The path of another photograph, of 60 x 90 pixels."""
    path = tmp_path / "other.jpg"
    with PILImage.open(sample_path("coffee")) as source:
        source.crop((150, 50, 330, 320)).resize((60, 90)).save(path, quality=95)
    return path


@pytest.fixture
def network(tmp_path):
    """The path of a small LIIF with random weights."""
    torch.manual_seed(0)
    path = tmp_path / "tiny.safetensors"
    encoder = {"name": "edsr-baseline", "args": {"n_resblocks": 1, "n_feats": 8, "no_upsampling": True}}
    decoder = {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [16, 16]}}
    checkpoint.save(checkpoint.describe("liif", LIIF(encoder, decoder)), path)
    return path


@pytest.fixture
def show(qtbot):
    """A function that opens a window of 700 x 500 on some pictures and waits until all is drawn."""
    windows = []

    def shown(
        *images,
        model="bicubic",
        compare=None,
        settled=True,
        zoom=None,
        centre=None,
        minimap=False,
        glides=False,
        settings=None,
        **look,
    ):
        look = Look(str(model), compare or "bicubic", compare is not None, **look)
        settings = replace(settings or Settings(), glide="on" if glides else "off")
        window = MainWindow(Start(list(images), look, zoom, centre, size=(700, 500), settings=settings))
        window.seeing.minimap.switch(minimap)  # otherwise a corner shows it, where tests look at the picture
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        if settled:
            qtbot.waitUntil(lambda: window.is_settled, timeout=SETTLED)
        return window

    yield shown
    for window in windows:
        window.leave()
        window.deleteLater()


@pytest.fixture
def settle(qtbot):
    """A function that waits until a window shows all it was asked for."""

    def wait(window):
        QApplication.processEvents()
        qtbot.waitUntil(lambda: window.is_settled, timeout=SETTLED)
        QApplication.processEvents()

    return wait


@pytest.fixture
def complaint(qtbot):
    """A function that waits for a window's message and checks that it is a sentence about `name`."""

    def wait(window, name):
        qtbot.waitUntil(window.messages.isVisible, timeout=SETTLED)
        text = window.messages.text
        assert name in text
        assert "\n" not in text
        assert "Traceback" not in text
        assert 10 < len(text) < 300
        return text

    return wait


@pytest.fixture
def unchanged():
    """A context manager's worth of certainty: call before and after, the picture on the canvas must be the same."""

    def picture(window):
        assert window.canvas.has_picture
        return np.array(pixels_of(window.canvas))

    return picture


@pytest.fixture
def slow(monkeypatch):
    """Every field is one that answers when it is released; the list of those made."""
    made = []

    def make(model, image, device, precision, **others):
        made.append(SlowField(image))
        return made[-1]

    monkeypatch.setattr("viewer.gui.look.make_field", make)
    return made


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Runs and imported models of this test alone."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    return tmp_path


@pytest.fixture
def killed():
    """At the end no worker of this test is left."""
    yield
    for run in runs_folder().glob("*"):
        RunFolder(run).ask("stop")
    deadline = time.monotonic() + 30
    while any(RunFolder(run).is_running for run in runs_folder().glob("*")) and time.monotonic() < deadline:
        time.sleep(0.1)


@pytest.fixture
def blind(tmp_path, monkeypatch):
    """The path of a tiny blind LIIF; few patches are looked at, for its encoder is of the paper's size."""
    from viewer.models.blind import BlindLIIF
    from viewer.training import blur_gauge, representations

    monkeypatch.setattr(representations, "COUNT", 8)
    monkeypatch.setattr(blur_gauge, "COUNT", 8)
    monkeypatch.setattr(blur_gauge, "SIDE", 32)
    monkeypatch.setattr(blur_gauge, "TELLING", -1e9)  # it was never trained
    torch.manual_seed(0)
    trunk = {"name": "edsr-aware", "args": {"n_resblocks": 1, "n_feats": 8, "code": 8}}
    model = BlindLIIF(trunk, {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [16]}})
    with torch.no_grad():  # as if it had been trained: what it sees matters
        for name, parameter in model.named_parameters():
            if ".aware." in name or ".compress." in name:
                parameter.normal_(0, 1.5)
    path = tmp_path / "blind.safetensors"
    checkpoint.save(checkpoint.describe("dasr-liif", model), path)
    return path
