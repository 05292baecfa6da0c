"""Files that are written whole or not at all."""

import pytest

from viewer.errors import Stopped
from viewer.files import replacing


def test_what_is_given_up_leaves_neither_a_file_nor_the_folders_made_for_it(tmp_path):
    with pytest.raises(Stopped), replacing(tmp_path / "a" / "b" / "out.png") as temporary:
        assert temporary.parent.is_dir()
        raise Stopped
    assert not any(tmp_path.iterdir())


def test_folders_that_were_there_or_hold_something_else_stay(tmp_path):
    (tmp_path / "old").mkdir()
    for folder in ("old", "new"):
        with pytest.raises(Stopped), replacing(tmp_path / folder / "deep" / "out.png") as temporary:
            if folder == "new":
                (temporary.parent / "other.txt").touch()
            raise Stopped
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
        "new", "new/deep", "new/deep/other.txt", "old",
    ]  # fmt: skip


def test_what_is_written_has_its_folders(tmp_path):
    with replacing(tmp_path / "a" / "b" / "out.txt") as temporary:
        temporary.write_text("whole")
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["out.txt"]
