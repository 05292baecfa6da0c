"""Folders as people have them: pictures that are broken, tiny, grey, transparent or 16 bits deep, and very many of them."""

import os
import time
from pathlib import Path

import numpy as np
import platformdirs
import pytest
from PIL import Image as PILImage
from tiny_runs import tiny

from viewer.errors import Stop, Stopped, UserError
from viewer.training.data import Sampler
from viewer.training.liif import train
from viewer.training.store import ImageStore

NOISE = np.random.default_rng(0).integers(0, 256, (60, 50, 3), np.uint8)


def put(folder, name, pixels=NOISE):
    PILImage.fromarray(pixels).save(folder / name)


def test_broken_and_small_images_are_left_out_and_told_of(tmp_path):
    put(tmp_path, "good.png")
    put(tmp_path, "small.png", NOISE[:11])
    (tmp_path / "text.png").write_text("not a picture")
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "cut.png").write_bytes((tmp_path / "good.png").read_bytes()[:3000])
    for _ in range(2):  # decoded, and from the cache
        events = []
        assert train(tiny(tmp_path, steps=2), tmp_path / "run", events.append, Stop())
        (note,) = [event for event in events if "note" in event]
        left_out = {path.rpartition("/")[2]: reason for path, reason in note["left_out"].items()}
        assert set(left_out) == {"cut.png", "empty.jpg", "small.png", "text.png"}
        assert left_out["small.png"] == "small.png has 50 x 11 pixels, too few."
        assert note["note"].startswith("4 of 5 images are left out: cut.png is damaged")
        assert note["note"].endswith("And 1 more.")


def test_an_image_of_a_patch_times_the_smallest_scale_is_used(tmp_path):
    put(tmp_path, "just.png", NOISE[:12])
    images = ImageStore([tmp_path]).at_least(12)
    batch = Sampler(images, 12, 4, 100, (1, 4), 0).draw(0)
    assert not images.left_out and batch.cell.min() == pytest.approx(2 / 12)  # no scale beyond what it has


def test_a_folder_of_which_nothing_is_left_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "a.png").write_text("not a picture")
    with pytest.raises(UserError, match=r"None of the 1 images .* can be read: a\.png"):
        train(tiny(tmp_path), tmp_path / "run", lambda event: None, Stop())
    put(tmp_path, "b.png", NOISE[:11])
    with pytest.raises(UserError, match=r"No image in .* 12 x 12 pixels a patch needs"):
        train(tiny(tmp_path), tmp_path / "run", lambda event: None, Stop())


def test_decoded_images_nobody_asks_for_are_removed_after_a_month(tmp_path, photos):
    """When others are decoded. Those of a run that goes on stay readable."""
    others = tmp_path / "others"
    others.mkdir()
    PILImage.fromarray(NOISE).save(others / "a.png")

    def cached():
        return set((Path(platformdirs.user_cache_dir("srview")) / "images").glob("*"))

    before = cached()
    store = ImageStore([others])
    pixels = store[0].copy()
    kept = cached() - before
    assert len(kept) == 2
    long_ago = time.time() - 31 * 24 * 3600
    for file in kept:
        os.utime(file, (long_ago, long_ago))
    ImageStore([others])  # asked for again
    ImageStore([photos])
    assert kept < cached()
    for file in kept:
        os.utime(file, (long_ago, long_ago))
    PILImage.fromarray(NOISE[::-1]).save(photos / "another.png")
    ImageStore([photos])
    assert not kept & cached()
    assert np.array_equal(store[0], pixels)


def test_small_and_broken_validation_images_are_left_out_too(tmp_path, photos):
    held_out = tmp_path / "held out"
    held_out.mkdir()
    put(held_out, "good.png")
    put(held_out, "small.png", NOISE[:9])
    (held_out / "text.png").write_text("not a picture")
    events = []
    assert train(tiny(photos, val=[held_out], steps=2), tmp_path / "run", events.append, Stop())
    assert [len(event["left_out"]) for event in events if "note" in event] == [2]
    assert np.isfinite([event["psnr"] for event in events if "psnr" in event]).all()


def test_every_kind_of_picture_gives_its_colours_in_eight_bits(tmp_path):
    """Those of transparent pixels as the file has them, not darkened by what they would be laid over."""
    alpha = np.full((60, 50, 1), 7, np.uint8)
    put(tmp_path, "1 rgb.png")
    put(tmp_path, "2 alpha.png", np.concatenate((NOISE, alpha), 2))
    put(tmp_path, "3 grey.png", NOISE[..., 0])
    put(tmp_path, "4 grey alpha.png", np.concatenate((NOISE[..., :1], alpha), 2))
    put(tmp_path, "5 deep.png", NOISE[..., 0].astype(np.uint16) * 257)
    images = ImageStore([tmp_path])
    grey = np.repeat(NOISE[..., :1], 3, 2)
    assert not images.left_out and len(images) == 5
    for image, expected in zip(images, (NOISE, NOISE, grey, grey, grey), strict=True):
        np.testing.assert_array_equal(image, expected)


def test_decoding_tells_how_far_it_is_and_can_be_abandoned(tmp_path):
    for i in range(5):
        put(tmp_path, f"{i}.png")
    told, stop = [], Stop()

    def tell(done, of):
        told.append((done, of))
        if done == 2:
            stop.set()

    with pytest.raises(Stopped):
        ImageStore([tmp_path], tell, stop)
    assert told == [(0, 5), (1, 5), (2, 5)]
    assert len(ImageStore([tmp_path])) == 5  # nothing half made is taken for the whole


def test_a_run_interrupted_while_it_decodes_ends_at_once_and_can_be_resumed(tmp_path, monkeypatch):
    for i in range(5):
        put(tmp_path, f"{i}.png", NOISE[i:])
    monkeypatch.setattr("viewer.training.store.TELL_EVERY", 0)
    stop, events = Stop(), []

    def report(event):
        events.append(event)
        if event.get("decoded") == 3:
            stop.set()

    assert not train(tiny(tmp_path), tmp_path / "run", report, stop)
    assert events[-1] == {"decoded": 3, "of": 5}
    assert train(tiny(tmp_path), tmp_path / "run", lambda event: None, Stop(), resume=True)
