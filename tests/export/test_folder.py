"""A batch as one export: what it will come upon, what it will take, and how far it is."""

import time

import numpy as np
import pytest
from doubles import SlowField
from PIL import Image as PILImage

from viewer.cli import main
from viewer.errors import Stop, Stopped
from viewer.export import batch
from viewer.export.folder import export_all, price_of, survey
from viewer.export.recipe import Recipe
from viewer.export.sizes import Sizing
from viewer.fields.interpolation import classical_field

SIZES = {"a.png": (120, 80), "c.png": (60, 40), "d.png": (200, 150)}
RECIPE = Recipe("bicubic", Sizing("factor", 3.0))


def bicubic(image):
    return classical_field(image, "bicubic")


@pytest.fixture
def photos(tmp_path):
    """A folder of three pictures of different sizes and a broken one among them."""
    folder = tmp_path / "photos"
    folder.mkdir()
    random = np.random.default_rng(0)
    for name, (width, height) in SIZES.items():
        PILImage.fromarray(random.integers(0, 255, (height, width, 3), np.uint8)).save(folder / name)
    (folder / "b.png").write_bytes(b"no picture")
    return folder


@pytest.fixture
def items(photos, tmp_path):
    return batch.plan(batch.pictures_in([photos]), tmp_path / "out", ".png")


def made_all(items, found, make=bicubic, recipe=RECIPE, stop=None, tell=lambda _: None):
    *_, outcome = export_all(items, found, recipe, make, False, stop or Stop(), tell)
    return outcome


def test_a_survey_tells_what_a_batch_then_does(items, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "c.png").write_bytes(b"somebody's")
    found = survey(items, RECIPE, False, Stop())
    assert {item.source.name: pixels for item, pixels in found.pixels.items()} == {"a.png": 360 * 240, "d.png": 600 * 450}
    assert (found.count, found.finished, found.in_way, list(found.bad)) == (4, 0, 1, ["b.png"])
    outcome = made_all(items, found)
    assert outcome.made == ["a.png", "d.png"] and set(outcome.failed) == {"b.png", "c.png"}
    assert (out / "c.png").read_bytes() == b"somebody's"
    found = survey(items, RECIPE, True, Stop())
    assert ([item.source.name for item in found.pixels], found.finished, found.in_way) == (["c.png"], 2, 0)
    other = Recipe("bicubic", Sizing("factor", 2.0))
    assert survey(items, other, False, Stop()).in_way == 3


def test_a_survey_is_given_up_at_once(items):
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        survey(items, RECIPE, False, stop)


@pytest.mark.parametrize("encode", [0.0, 5e-6])
def test_the_price_is_what_all_of_it_then_takes(items, tmp_path, monkeypatch, encode):
    now, random = 0.0, np.random.default_rng(0)
    monkeypatch.setattr(time, "perf_counter", lambda: now)

    class Timed:
        """A field that takes a microsecond for each pixel, and longer to encode its picture."""

        def __init__(self, image):
            self.size = image.size
            self.encode_seconds, self.encoded_pixels = 0.0, 0

        def sample(self, grid, stop):
            nonlocal now
            if encode and not self.encoded_pixels:
                self.encoded_pixels = self.size[0] * self.size[1]
                self.encode_seconds = encode * self.encoded_pixels
                now += self.encode_seconds
            now += grid.rows * grid.cols * 1e-6
            return random.random((grid.rows, grid.cols, 3), np.float32)

    found = survey(items, RECIPE, False, Stop())
    price = price_of(found, RECIPE, Timed, Stop())
    assert not (tmp_path / "out").exists()
    began = now
    made_all(items, found, Timed)
    assert price.seconds == pytest.approx(now - began, rel=0.01) and now > began
    assert price.bytes == pytest.approx(sum(path.stat().st_size for path in (tmp_path / "out").glob("*.png")), rel=0.02)


def test_a_price_is_that_of_what_can_be_read_and_nothing_is_free(items, photos):
    found = survey(items, RECIPE, False, Stop())
    (photos / "a.png").write_bytes((photos / "a.png").read_bytes()[:500])  # its header is whole: the one in the middle is bad
    assert price_of(found, RECIPE, bicubic, Stop()).bytes > 100_000
    found.pixels.clear()
    assert price_of(found, RECIPE, bicubic, Stop()).seconds == 0


def test_progress_names_each_picture_and_counts_pixels_of_all(items):
    told = []
    made_all(items, survey(items, RECIPE, False, Stop()), tell=told.append)
    assert list(dict.fromkeys(progress.doing for progress in told)) == [
        "a.png, 1 / 4",
        "b.png, 2 / 4",
        "c.png, 3 / 4",
        "d.png, 4 / 4",
    ]
    parts = [progress.done for progress in told]
    assert (
        parts == sorted(parts) and parts[0] == 0 and parts[-1] == pytest.approx(1) and told[-1].left == pytest.approx(0, abs=1e-3)
    )
    first = next(progress for progress in told if progress.doing.startswith("c.png"))
    assert first.done == pytest.approx(120 * 80 / sum(width * height for width, height in SIZES.values()))


def test_given_up_it_leaves_no_part_of_a_file_and_goes_on_where_it_was(items, tmp_path):
    stop, fields = Stop(), []

    def make(image):
        fields.append(SlowField(image))
        if len(fields) == 1:
            fields[0].released.set()
        else:
            stop.set()
        return fields[-1]

    with pytest.raises(Stopped):
        made_all(items, survey(items, RECIPE, False, Stop()), make, stop=stop)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [batch.INDEX, "a.png"]
    found = survey(items, RECIPE, False, Stop())
    assert found.finished == 1
    outcome = made_all(items, found)
    assert (outcome.made, outcome.skipped, list(outcome.failed)) == (["c.png", "d.png"], ["a.png"], ["b.png"])


def test_a_folder_may_have_a_dot_in_its_name(photos, tmp_path):
    (photos / "b.png").unlink()
    out = tmp_path / "photos-x2.5"
    assert main(["render", str(photos), "-o", str(out), "--scale", "2.5", "--model", "nearest"]) == 0
    with PILImage.open(out / "a.png") as made:
        assert made.size == (300, 200)
