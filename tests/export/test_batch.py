"""A folder of pictures: finished ones are skipped, nothing is overwritten unasked, bad ones do not stop the others."""

import json
import os

import numpy as np
import pytest
from PIL import Image as PILImage

from viewer.cli import main
from viewer.export import batch
from viewer.export.remembered import digest_of, find_source, parse
from viewer.imaging.metadata import read_text

PIXELS = np.random.default_rng(0).integers(0, 255, (12, 16, 3), np.uint8)


@pytest.fixture
def photos(tmp_path):
    """A folder of two pictures and a broken one between them."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("a.png", "c.bmp"):
        PILImage.fromarray(PIXELS).save(folder / name)
    (folder / "b.jpg").write_bytes(b"no picture")
    (folder / "notes.txt").write_text("not one either")
    return folder


def rendered(photos, out, *words, scale=2):
    """Render the folder; the exit code and what became of the pictures."""
    told = out.parent / "told.json"
    code = main(["render", str(photos), "-o", str(out), "--scale", str(scale), "--model", "nearest", "--json", str(told), *words])
    return code, json.loads(told.read_text())


def test_bad_pictures_are_listed_and_the_others_made_and_skipped_the_next_time(photos, tmp_path, capsys):
    out = tmp_path / "out"
    code, told = rendered(photos, out)
    assert code == 1 and told["made"] == ["a.png", "c.bmp"] and list(told["failed"]) == ["b.jpg"]
    error = capsys.readouterr().err
    assert "b.jpg is not an image" in error and "1 of 3" in error and "Traceback" not in error
    with PILImage.open(out / "c.png") as made:
        np.testing.assert_array_equal(np.asarray(made), PIXELS.repeat(2, 0).repeat(2, 1))
    times = {path.name: path.stat().st_mtime_ns for path in out.glob("*.png")}
    PILImage.fromarray(PIXELS[::-1]).save(photos / "b.jpg")
    code, told = rendered(photos, out)
    assert code == 0 and told == {"made": ["b.jpg"], "skipped": ["a.png", "c.bmp"], "failed": {}}
    assert all((out / name).stat().st_mtime_ns == time for name, time in times.items())


def test_nothing_is_overwritten_unasked(photos, tmp_path, capsys):
    (photos / "b.jpg").unlink()
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.png").write_bytes(b"somebody's")
    code, told = rendered(photos, out)
    assert code == 1 and told["made"] == ["c.bmp"] and "--overwrite" in told["failed"]["a.png"]
    assert (out / "a.png").read_bytes() == b"somebody's"
    # other options, a changed source and a changed result are other files, and no less somebody's
    old = (out / "c.png").read_bytes()
    assert rendered(photos, out, scale=3)[1]["failed"].keys() == {"a.png", "c.bmp"}
    assert rendered(photos, out, "--strip")[1]["failed"].keys() == {"a.png", "c.bmp"}
    assert (out / "c.png").read_bytes() == old
    code, told = rendered(photos, out, "--overwrite", scale=3)
    assert (code, told["made"]) == (0, ["a.png", "c.bmp"])
    with PILImage.open(out / "a.png") as made:
        assert made.size == (48, 36)
    (out / "c.png").write_bytes(b"touched up")
    assert rendered(photos, out, scale=3)[1] == {
        "made": [],
        "skipped": ["a.png"],
        "failed": {"c.bmp": f"{out / 'c.png'} exists already. Use --overwrite to replace it."},
    }


def test_the_pictures_themselves_are_never_overwritten(photos):
    before = {path: path.read_bytes() for path in photos.iterdir()}
    code, told = rendered(photos, photos, "--overwrite")
    assert code == 1 and "batch itself" in told["failed"]["a.png"] and told["made"] == ["c.bmp"]
    assert all(path.read_bytes() == data for path, data in before.items())


def test_interrupted_it_goes_on_where_it_was(photos, tmp_path, monkeypatch):
    out, made = tmp_path / "out", []
    items = batch.plan([photos / "a.png", photos / "c.bmp"], out, ".png")

    def make(item):
        if made:
            raise KeyboardInterrupt
        made.append(item.source.name)
        item.output.parent.mkdir(exist_ok=True)
        item.output.write_bytes(b"done")

    with pytest.raises(KeyboardInterrupt):
        list(batch.run(items, {}, make, False))
    (out / "c.png").unlink(missing_ok=True)
    made.clear()
    *_, outcome = batch.run(items, {}, make, False)
    assert outcome.skipped == ["a.png"] and made == outcome.made == ["c.bmp"]


def test_a_broken_index_is_no_obstacle(photos, tmp_path):
    (photos / "b.jpg").unlink()
    out = tmp_path / "out"
    rendered(photos, out)
    (out / batch.INDEX).write_text("{broken")
    code, told = rendered(photos, out)
    assert code == 1 and told["failed"].keys() == {"a.png", "c.bmp"}
    assert rendered(photos, out, "--overwrite")[0] == 0 and rendered(photos, out)[1]["skipped"] == ["a.png", "c.bmp"]


def test_pictures_of_one_name_get_files_of_their_own(tmp_path):
    paths = [tmp_path / name for name in ("a.png", "a.jpg", "b.png")]
    assert [item.output.name for item in batch.plan(paths, tmp_path, ".tif")] == ["a-png.tif", "a-jpg.tif", "b.tif"]


def test_a_folder_and_a_file_are_told_apart(photos, tmp_path, capsys):
    common = ["--scale", "2", "--model", "nearest"]
    assert main(["render", str(photos), "-o", str(tmp_path / "out.png"), *common]) == 2
    assert main(["render", str(photos / "a.png"), str(photos / "c.bmp"), "-o", str(tmp_path / "out.png"), *common]) == 2
    assert main(["render", str(photos), "-o", str(tmp_path / "out"), "--format", "doc", *common]) == 2
    assert main(["render", str(photos / "a.png"), "-o", str(tmp_path / "o.jpg"), "--depth", "16", *common]) == 2
    assert capsys.readouterr().err.count("\n") == 4
    assert os.listdir(tmp_path) == ["photos"]


def test_depth_quality_and_size_are_heeded(photos, tmp_path):
    common = ["--model", "bicubic", "--region", "2,3,8,6"]
    assert (
        main(["render", str(photos / "a.png"), "-o", str(tmp_path / "o.tif"), "--long-side", "40", "--depth", "16", *common]) == 0
    )
    assert main(["render", str(photos / "a.png"), "-o", str(tmp_path / "o.npy"), "--scale", "5", *common]) == 0
    import tifffile

    deep, exact = tifffile.imread(tmp_path / "o.tif"), np.load(tmp_path / "o.npy")
    assert deep.dtype == np.uint16 and exact.shape == (30, 40, 3)
    assert np.abs(deep / 65535 - exact).max() < 0.6 / 65535


def test_a_rendered_file_tells_what_it_is_a_view_of(photos, tmp_path):
    out = tmp_path / "deeper" / "o.png"
    assert (
        main(["render", str(photos / "a.png"), "-o", str(out), "--scale", "3", "--model", "nearest", "--region", "2,3,8,6"]) == 0
    )
    view = parse(read_text(out))
    assert view.region == (2, 3, 8, 6) and view.model == "nearest" and view.source == "../photos/a.png"
    assert view.digest == digest_of(photos / "a.png") and find_source(view, out) == photos / "a.png"
    (photos / "a.png").rename(out.parent / "a.png")
    assert find_source(view, out) == out.parent / "a.png"
    (out.parent / "a.png").write_bytes(b"another")
    assert find_source(view, out) is None
    assert main(["render", str(photos / "c.bmp"), "-o", str(out), "--scale", "3", "--model", "nearest", "--strip"]) == 0
    assert read_text(out) == ""


def told(region="[0,0,1,1]", digest="0" * 64, **more):
    """A view as a file may tell of it."""
    more = "".join(f',"{name}":{value}' for name, value in more.items())
    return f'{{"source":"a","model":"m","digest":"{digest}","region":{region}{more}}}'


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"source": 1}', told() + " " * 100_000, told("[0,0,-1,1]"), told("[0,0,1e999,1]"), told("[0,0,1]"),
     told('["0",0,1,1]'), told(digest="zz"), told(crisp='"yes"'), told(zoom="-1"), told(precision='"best"')],
)  # fmt: skip
def test_what_is_not_ours_is_ignored(text):
    assert parse(text) is None
    assert parse(told()) is not None
