"""Two hundred files, whole, odd and broken, one after another: each is a picture or a sentence, and the window never waits."""

import gc
import io
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import ExifTags, ImageCms
from PIL import Image as PILImage
from PySide6.QtCore import QTimer

sys.path.append(str(Path(__file__).parents[1] / "imaging"))
from encoded import is_short, png_claiming, profile_with_red_and_blue_swapped, srgb_profile
from test_deep_colour import png16

from viewer.gui import opening

COUNT = 200
BEAT = 5  # ms
BUSY = 0.1  # seconds the GUI thread may compute at a stretch, not counting what other programs take of the processor
AWAY = 5.0  # seconds it may be away at a stretch, on however busy a machine
SOON = 20_000  # ms
PICTURE, SENTENCE, EITHER = "picture", "sentence", "either"


class Maker:
    """Makes files whose pixels are four flat colours, with what should come of them."""

    def __init__(self, folder, seed):
        self.folder, self.rng = folder, np.random.default_rng(seed)

    def make(self, number, kind):
        """A path, what should come of it, and the colours of its quarters, (4, 3), if it is known."""
        self.colours = self.rng.integers(0, 256, (4, 3)).astype(np.uint8)
        self.size = [2 * int(n) for n in self.rng.integers(8, 40, 2)]
        path = self.folder / f"{number:03} {kind}"
        return getattr(self, kind.split()[0])(path)

    def pixels(self, dtype=np.uint8):
        """(h, w, 3)"""
        out = np.zeros((self.size[1], self.size[0], 3), dtype)
        middle = self.size[1] // 2, self.size[0] // 2
        for colour, (rows, cols) in zip(self.colours, np.ndindex(2, 2), strict=True):
            here = [slice(k * m, None if k else m) for k, m in zip((rows, cols), middle, strict=True)]
            out[tuple(here)] = colour
        return out

    def picture(self):
        return PILImage.fromarray(self.pixels())

    def write(self, path, data, what, colours=None):
        path.write_bytes(data)
        return path, what, colours

    def save(self, path, kind, picture=None, colours=None, **options):
        file = io.BytesIO()
        (picture or self.picture()).save(file, kind, **options)
        return self.write(path, file.getvalue(), PICTURE, self.colours if colours is None else colours)

    def greys(self):
        self.colours = np.repeat(self.colours[:, :1], 3, 1)
        return self.picture().getchannel(0)

    def any_format(self, **options):
        kind = str(self.rng.choice(["PNG", "TIFF", "BMP", "WEBP", "JPEG", "GIF", "AVIF"]))
        more = {"WEBP": {"lossless": True}, "JPEG": {"quality": 95, "subsampling": 0}, "AVIF": {"quality": 95}}.get(kind, {})
        file = io.BytesIO()
        self.picture().save(file, kind, **more, **options)
        return kind, file.getvalue()

    # Whole ones

    def plain(self, path):
        kind, data = self.any_format()
        return self.write(path.with_suffix(f".{kind.lower()}"), data, PICTURE, self.colours)

    def misnamed(self, path):
        _, data = self.any_format()
        return self.write(
            path.with_suffix(str(self.rng.choice([".jpg", ".png", ".tif", ".txt", ""]))), data, PICTURE, self.colours
        )

    def one_bit(self, path):
        self.colours = np.repeat(self.rng.integers(0, 2, (4, 1)) * 255, 3, 1).astype(np.uint8)
        return self.save(path.with_suffix(".png"), "PNG", self.picture().convert("1", dither=PILImage.Dither.NONE))

    def grey(self, path):
        return self.save(path.with_suffix(".png"), "PNG", self.greys())

    def grey_alpha(self, path):
        grey = self.greys()
        return self.save(path.with_suffix(".png"), "PNG", PILImage.merge("LA", (grey, PILImage.new("L", grey.size, 200))))

    def palette(self, path):
        return self.save(path.with_suffix(".png"), "PNG", self.picture().convert("P", palette=PILImage.Palette.ADAPTIVE))

    def palette_alpha(self, path):
        picture = self.picture().convert("P", palette=PILImage.Palette.ADAPTIVE)
        return self.save(path.with_suffix(".png"), "PNG", picture, transparency=bytes([255, 128, 255, 60]))

    def sixteen_grey(self, path):
        grey = np.asarray(self.greys()).astype(np.uint16) * 257
        return self.save(path.with_suffix(".png"), "PNG", PILImage.fromarray(grey))

    def thirty_two_grey(self, path):
        grey = np.asarray(self.greys()).astype(np.int32) * 257
        return self.save(path.with_suffix(".tif"), "TIFF", PILImage.fromarray(grey))

    def floating_grey(self, path):
        grey = np.asarray(self.greys()).astype(np.float32) / 255
        return self.save(path.with_suffix(".tif"), "TIFF", PILImage.fromarray(grey))

    def cmyk(self, path):
        return self.save(path.with_suffix(".tif"), "TIFF", self.picture().convert("CMYK"))

    def cmyk_jpeg_with_a_profile(self, path):  # one of RGB, which does not fit
        return self.save(path.with_suffix(".jpg"), "JPEG", self.picture().convert("CMYK"), quality=95, icc_profile=srgb_profile())

    def ycbcr(self, path):
        return self.save(path.with_suffix(".tif"), "TIFF", self.picture().convert("YCbCr"))

    def lab(self, path):
        to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
        return self.save(path.with_suffix(".tif"), "TIFF", ImageCms.applyTransform(self.picture(), to_lab))

    def permuted_jpeg(self, path):  # as XYB: colours mean nothing without the profile
        options = {"quality": 97, "subsampling": 0, "icc_profile": profile_with_red_and_blue_swapped()}
        return self.save(path.with_suffix(".jpg"), "JPEG", colours=self.colours[:, ::-1], **options)

    def sixteen_colour(self, path):
        values = self.pixels(np.uint16) * 257
        if self.rng.random() < 0.5:
            return self.write(path.with_suffix(".png"), png16(values), PICTURE, self.colours)
        tifffile.imwrite(path.with_suffix(".tif"), values, photometric="rgb")
        return path.with_suffix(".tif"), PICTURE, self.colours

    def animated(self, path):
        kind = str(self.rng.choice(["GIF", "PNG", "WEBP"]))
        more = [PILImage.new("RGB", tuple(self.size), "red") for _ in range(3)]
        lossless = {"lossless": True} if kind == "WEBP" else {}
        return self.save(path.with_suffix(f".{kind.lower()}"), kind, save_all=True, append_images=more, duration=40, **lossless)

    def turned(self, path):
        exif = PILImage.Exif()
        exif[ExifTags.Base.Orientation] = 3
        return self.save(path.with_suffix(".png"), "PNG", colours=self.colours[::-1], exif=exif)

    # Broken ones

    def truncated(self, path):
        kind, data = self.any_format()
        keep = int(len(data) * self.rng.uniform(0.02, 0.6))
        return self.write(path.with_suffix(f".{kind.lower()}"), data[:keep], SENTENCE)

    def flipped(self, path):
        kind, data = self.any_format()
        bits = bytearray(data)
        for place in self.rng.integers(0, len(bits), self.rng.integers(1, 12)):
            bits[place] ^= 1 << self.rng.integers(8)
        return self.write(path.with_suffix(f".{kind.lower()}"), bytes(bits), EITHER)

    def empty(self, path):
        return self.write(path.with_suffix(str(self.rng.choice([".png", ".tif", ".avif"]))), b"", SENTENCE)

    def folder_called(self, path):
        path.with_suffix(".png").mkdir()
        return path.with_suffix(".png"), SENTENCE, None

    def huge(self, path):
        width, height = (int(n) for n in self.rng.integers(30_000, 2**31 - 1, 2))
        return self.write(path.with_suffix(".png"), png_claiming(width, height), SENTENCE)

    def bomb(self, path):  # whose header is honest: it would take all memory
        data = b"GIF89a" + (65535).to_bytes(2, "little") * 2 + b"\x80\0\0" + bytes(6)
        frame = b"\x2c" + bytes(4) + (65535).to_bytes(2, "little") * 2 + b"\0\2\2\x4c\1\0\x3b"
        return self.write(path.with_suffix(".gif"), data + frame, SENTENCE)

    def text(self, path):
        return self.write(path.with_suffix(".jpg"), bytes(self.rng.integers(32, 127, 500).tolist()), SENTENCE)

    def missing(self, path):
        return path.with_suffix(".png"), SENTENCE, None


KINDS = [name for name in vars(Maker) if name not in ("make", "pixels", "picture", "write", "save", "greys", "any_format")]
KINDS = [name for name in KINDS if not name.startswith("_")]
OFTEN = ["plain", "truncated", "flipped", "misnamed"]


class Heartbeat:
    """How long the GUI thread is busy, and away, at a stretch; told while it beats."""

    def __init__(self):
        self.busiest = self.longest = 0.0
        self.rest()
        self._timer = QTimer(interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def rest(self):
        """What the test itself does does not count."""
        self._last = time.thread_time(), time.monotonic()

    def _beat(self):
        busy, wall = time.thread_time() - self._last[0], time.monotonic() - self._last[1]
        self.busiest, self.longest = max(self.busiest, busy), max(self.longest, wall)
        self.rest()


@pytest.fixture(autouse=True)
def what_other_tests_left():
    """It is not gone through for garbage while the window is timed."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def readers(monkeypatch):
    """The threads on which files are read."""
    threads = set()

    def noticing(work):
        def call(*given):
            threads.add(threading.current_thread())
            return work(*given)

        return call

    for name in ("load_picture", "Pyramid"):
        monkeypatch.setattr(opening, name, noticing(getattr(opening, name)))
    return threads


def quarters_of(image):
    height, width = image.rgb8().shape[:2]
    places = [(height * (1 + 2 * r) // 4, width * (1 + 2 * c) // 4) for r, c in np.ndindex(2, 2)]
    return np.array([image.rgb8()[place] for place in places]).astype(int)


def test_two_hundred_files_are_each_a_picture_or_a_sentence_and_the_window_never_waits(qtbot, show, photo, tmp_path, readers):
    files = tmp_path / "files"
    files.mkdir()
    maker = Maker(files, seed=9)
    kinds = [*KINDS * 3, *OFTEN * COUNT][:COUNT]
    made = [maker.make(number, kind) for number, kind in enumerate(kinds)]
    window = show(photo, model="nearest")
    qtbot.waitUntil(lambda: "torch" in sys.modules, timeout=SOON)
    heart, came_of = Heartbeat(), Counter()
    for path, what, colours in made:
        window.messages.clear()
        before = window.document.image
        heart.rest()
        window.open(path)
        qtbot.waitUntil(lambda: not window.opener.is_pending, timeout=SOON)
        image, is_told = window.document.image, window.messages.isVisible()
        heart.rest()
        assert is_told == (image is before), path.name
        came_of[what, is_told] += 1
        if what != EITHER:
            assert is_told == (what == SENTENCE), (path.name, window.messages.text)
        if is_told:
            assert is_short(window.messages.text, path.name), window.messages.text
        else:
            assert image.path == path and window.windowTitle().startswith(path.name)
        if colours is not None:
            assert np.abs(quarters_of(image) - colours).max() <= 12, path.name  # lossy formats, and CMYK and Lab in 8 bits
    assert came_of[PICTURE, False] > 80 and came_of[SENTENCE, True] > 50 and came_of[EITHER, True] > 5
    assert threading.main_thread() not in readers and readers
    assert heart.busiest < BUSY, f"the GUI thread computed for {1000 * heart.busiest:.0f} ms"
    assert heart.longest < AWAY
