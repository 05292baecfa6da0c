"""Bookmarks are kept for each picture, whatever becomes of their file."""

import json

import numpy as np
import pytest

from viewer.errors import UserError
from viewer.imaging.image import Image
from viewer.rendering import bookmarks
from viewer.rendering.bookmarks import (
    Bookmark,
    bookmarks_file,
    read_bookmarks,
    read_views,
    views_file,
    write_bookmarks,
    write_view,
)
from viewer.rendering.viewport import Viewport

HERE, THERE = Bookmark(12.5, 7.25, 33.0), Bookmark(0.1234567890123, 4.0, 1e7)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_each_picture_has_its_own_to_the_last_digit(tmp_path):
    assert read_bookmarks(tmp_path / "a.png") == []
    write_bookmarks(tmp_path / "a.png", [HERE, THERE])
    write_bookmarks(tmp_path / "b.png", [THERE])
    assert read_bookmarks(tmp_path / "a.png") == [HERE, THERE] and read_bookmarks(tmp_path / "b.png") == [THERE]
    write_bookmarks(tmp_path / "a.png", [])
    assert read_bookmarks(tmp_path / "a.png") == [] and read_bookmarks(tmp_path / "b.png") == [THERE]


def test_a_relative_path_is_that_of_the_same_picture(tmp_path, monkeypatch):
    write_bookmarks(tmp_path / "a.png", [HERE])
    monkeypatch.chdir(tmp_path)
    assert read_bookmarks(tmp_path.joinpath("a.png").relative_to(tmp_path)) == [HERE]


@pytest.mark.parametrize("broken", [b"{", b"[1, 2]", b"\xff\xfe\x00", b'"bookmarks"'])
def test_a_broken_file_is_set_aside_and_not_lost(tmp_path, broken):
    bookmarks_file().parent.mkdir(parents=True)
    bookmarks_file().write_bytes(broken)
    assert read_bookmarks(tmp_path / "a.png") == []
    write_bookmarks(tmp_path / "a.png", [HERE])
    assert read_bookmarks(tmp_path / "a.png") == [HERE]
    assert bookmarks_file().with_suffix(".broken.json").read_bytes() == broken


def test_a_broken_entry_is_passed_over(tmp_path):
    picture = tmp_path / "a.png"
    good = HERE._asdict()
    entries = [good, {"x": 1}, {**good, "zoom": 0}, {**good, "y": "7"}, 5, {**good, "x": float("nan")}]
    bookmarks_file().parent.mkdir(parents=True)
    bookmarks_file().write_text(json.dumps({str(picture): entries, "other": 5}))
    assert read_bookmarks(picture) == [HERE] and read_bookmarks(tmp_path / "other") == []


def test_a_full_disk_is_told_of_and_keeps_what_was_there(tmp_path, full_disk):
    write_bookmarks(tmp_path / "a.png", [HERE])
    with full_disk(), pytest.raises(UserError, match="Cannot write"):
        write_bookmarks(tmp_path / "b.png", [THERE] * 100)
    assert read_bookmarks(tmp_path / "a.png") == [HERE]


def test_how_pictures_were_left_is_kept_of_those_seen_last(tmp_path, monkeypatch):
    monkeypatch.setattr(bookmarks, "VIEWS", 3)
    for name in ("a", "b", "c", "a", "d"):
        write_view(tmp_path / name, HERE)
    assert list(read_views()) == [str(tmp_path / name) for name in ("c", "a", "d")]
    write_view(tmp_path / "a", THERE)
    write_view(tmp_path / "c", None)
    assert read_views() == {str(tmp_path / "d"): HERE, str(tmp_path / "a"): THERE}


@pytest.mark.parametrize("broken", [b"{", b"[1, 2]", b"\xff\xfe\x00", b'{"a": {"x": 1}, "b": 5}'])
def test_a_broken_file_of_views_is_begun_anew(tmp_path, broken):
    views_file().parent.mkdir(parents=True)
    views_file().write_bytes(broken)
    assert read_views() == {}
    write_view(tmp_path / "a.png", HERE)
    assert read_views() == {str(tmp_path / "a.png"): HERE}


def test_a_place_on_a_turned_picture_is_that_of_its_file():
    image = Image(np.zeros((30, 50, 3), np.uint8)).turned(1, False)
    view = Viewport((4.0, 9.0), 8.0, (200, 100))
    place = Bookmark.of(view, image)
    assert (place.x, place.y) == (9.0, 26.0)  # clockwise: the file's left bottom is at the top
    assert place.view(image, (200, 100)) == view
