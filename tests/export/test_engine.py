"""An export is the field at every pixel asked for, in whatever strips and files; given up, it leaves nothing."""

import os
import xml.etree.ElementTree as XML
from dataclasses import replace

import numpy as np
import pytest
import tifffile
from doubles import FailingField, SlowField
from PIL import Image as PILImage

from viewer.errors import Stop, Stopped, UserError
from viewer.export import strips as in_strips
from viewer.export.deep_zoom import OVERLAP, TILE, halved
from viewer.export.engine import Request, export
from viewer.export.sizes import Sizing
from viewer.fields.field import Grid
from viewer.fields.interpolation import Interpolation, classical_field
from viewer.imaging.files import load_image, quantise
from viewer.imaging.image import Image
from viewer.imaging.samples import sample_path
from viewer.imaging.writers import Coding


@pytest.fixture
def image():
    """A photograph of 61 x 47 pixels, part of it transparent."""
    with PILImage.open(sample_path("astronaut")) as source:
        pixels = np.asarray(source.convert("RGB").crop((180, 60, 302, 154)).resize((61, 47)))
    y, x = np.mgrid[:47, :61]
    return Image(pixels, (255 * (np.hypot(x - 30, y - 20) < 22)).astype(np.uint8))


@pytest.fixture
def opaque(image):
    return Image(image.pixels)


def whole(image, region, size, dtype=np.uint8):
    """The field in memory, in one piece."""
    grid = Grid.over(region, size)
    values = classical_field(image, "bicubic").sample(grid, Stop())
    if image.alpha is not None:
        values = np.dstack((values, Interpolation(image.alpha, "bicubic").sample(grid, Stop())))
    return quantise(values, dtype)


@pytest.fixture
def low_strips(monkeypatch):
    """Strips of a single row of tiles."""
    monkeypatch.setattr(in_strips, "STRIP_BYTES", 1)


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("region", [(0, 0, 61, 47), (3.25, 7.5, 50.5, 31)])
def test_a_file_equals_the_field_in_memory(image, region, depth, tmp_path, low_strips):
    size = Sizing("factor", 11.3).size(region)
    request = Request(tmp_path / "a.tif", region, size, Coding(depth))
    told = []
    export(request, image, classical_field(image, "bicubic"), Stop(), told.append)
    expected = whole(image, region, size, np.uint16 if depth == 16 else np.uint8)
    read = tifffile.imread(tmp_path / "a.tif").astype(int)
    assert np.abs(read - expected).max() <= 1 and (read == expected).mean() > 0.999
    parts = [progress.done for progress in told]
    assert parts == sorted(parts) and parts[-1] == 1 and len(parts) == -(-size[0] // 256) * -(-size[1] // 256)
    assert told[-1].left == 0


def test_strips_are_as_high_as_what_is_encoded_for_them_and_fit_the_memory():
    rows = [in_strips.rows_of_strip(Grid.over((0, 0, 1733, 1155), (n, n * 2 // 3)), 3, np.dtype(np.uint8)) for n in (1733, 5199)]
    assert rows == [256, 768]
    large = Grid.over((0, 0, 1733, 1155), (30_000, 20_000))
    rows = in_strips.rows_of_strip(large, 3, np.dtype(np.uint8))
    assert rows % 256 == 0 and rows * 30_000 * 3 <= in_strips.STRIP_BYTES and rows > 512


def test_a_shrunk_picture_is_the_antialiased_one(opaque, tmp_path):
    export(Request(tmp_path / "a.png", (0, 0, 61, 47), (31, 24)), opaque, classical_field(opaque, "bicubic"), Stop())
    with PILImage.fromarray(opaque.pixels) as source:
        expected = np.asarray(source.resize((31, 24), PILImage.Resampling.BICUBIC)).astype(int)
    assert np.abs(load_image(tmp_path / "a.png").pixels - expected).max() <= 1


@pytest.mark.parametrize(
    ("by", "value", "size"),
    [("factor", 2.5, (100, 75)), ("width", 100, (100, 75)), ("height", 60, (80, 60)), ("long side", 80, (80, 60)),
     ("megapixels", 0.0192, (160, 120))],
)  # fmt: skip
def test_sizes_keep_the_shape(by, value, size):
    assert Sizing(by, value).size((5.0, 5.0, 40.0, 30.0)) == size


def test_absurd_sizes_are_refused():
    with pytest.raises(UserError, match="would have"):
        Sizing("factor", 1e6).size((0, 0, 4000.0, 3000.0))


def read_level(folder, level, size, ending):
    """A level of a pyramid, put together from its tiles without their overlap."""
    out = np.zeros((size[1], size[0], 4 if ending == "png" else 3), np.uint8)
    for row in range(-(-size[1] // TILE)):
        for col in range(-(-size[0] // TILE)):
            with PILImage.open(folder / str(level) / f"{col}_{row}.{ending}") as file:
                tile = np.asarray(file)
            inner = tile[OVERLAP * (row > 0) :, OVERLAP * (col > 0) :][:TILE, :TILE]
            out[row * TILE : row * TILE + len(inner), col * TILE : col * TILE + inner.shape[1]] = inner
            rows = min((row + 1) * TILE + OVERLAP, size[1]) - max(row * TILE - OVERLAP, 0)
            cols = min((col + 1) * TILE + OVERLAP, size[0]) - max(col * TILE - OVERLAP, 0)
            assert tile.shape[:2] == (rows, cols)
    return out


@pytest.mark.parametrize("size", [(509, 255), (1201, 508)])
def test_deep_zoom_holds_the_field_and_every_level_is_the_one_above_halved(image, size, tmp_path, low_strips):
    region = (0, 0, 61, 47)
    export(Request(tmp_path / "a.dzi", region, size), image, classical_field(image, "bicubic"), Stop())
    root = XML.parse(tmp_path / "a.dzi").getroot()
    name = "{http://schemas.microsoft.com/deepzoom/2008}"
    assert (root.tag, root.attrib) == (f"{name}Image", {"Format": "png", "Overlap": str(OVERLAP), "TileSize": str(TILE)})
    assert root.find(f"{name}Size").attrib == {"Width": str(size[0]), "Height": str(size[1])}
    folder = tmp_path / "a_files"
    assert sorted(map(int, os.listdir(folder))) == list(range((max(size) - 1).bit_length() + 1))
    level = (max(size) - 1).bit_length()
    above = read_level(folder, level, size, "png")
    difference = np.abs(above.astype(int) - whole(image, region, size))
    assert difference.max() <= 1 and (difference == 0).mean() > 0.999
    while level:
        level, size = level - 1, tuple(-(-n // 2) for n in size)
        below = read_level(folder, level, size, "png")
        np.testing.assert_array_equal(below, halved(above))
        above = below
    assert size == (1, 1)
    assert sorted(os.listdir(tmp_path)) == ["a.dzi", "a_files"]


def test_halving_averages_what_is_visible():
    rows = np.array([[[200, 0, 0, 255], [0, 0, 90, 0]], [[100, 0, 0, 255], [0, 0, 90, 0]]], np.uint8)
    np.testing.assert_array_equal(halved(rows), [[[150, 0, 0, 128]]])
    np.testing.assert_array_equal(halved(np.arange(9, dtype=np.uint8).reshape(1, 3, 3)), [[[2, 3, 4], [6, 7, 8]]])


def test_deep_zoom_of_an_opaque_picture_is_of_jpegs_and_replaces_the_old_one(opaque, tmp_path):
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "old").write_bytes(b"")
    field = classical_field(opaque, "bicubic")
    export(Request(tmp_path / "a.dzi", (0, 0, 61, 47), (300, 231)), opaque, field, Stop())
    read = read_level(tmp_path / "a_files", 9, (300, 231), "jpg")
    assert np.abs(read - whole(opaque, (0, 0, 61, 47), (300, 231)).astype(int)).mean() < 3
    assert not (tmp_path / "a_files" / "old").exists()
    with pytest.raises(UserError, match="16 bits"):
        export(Request(tmp_path / "b.dzi", (0, 0, 61, 47), (300, 231), Coding(16)), opaque, field, Stop())


@pytest.mark.parametrize("ending", [".png", ".tif", ".jpg", ".webp", ".npy", ".dzi"])
def test_given_up_or_failed_it_leaves_what_was_there_and_nothing_else(opaque, ending, tmp_path):
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"the old one")
    request = Request(path, (0, 0, 61, 47), (800, 600))
    slow, stop = SlowField(opaque), Stop()
    slow.released.set()

    def tell(progress):
        if progress.done > 0.5:
            slow.released.clear()
            stop.set()

    with pytest.raises(Stopped):
        export(request, opaque, slow, stop, tell)
    with pytest.raises(ZeroDivisionError):
        export(request, opaque, FailingField(opaque, ZeroDivisionError()), Stop())
    with pytest.raises(ZeroDivisionError):
        elsewhere = replace(request, path=tmp_path / "new" / "deep" / path.name)
        export(elsewhere, opaque, FailingField(opaque, ZeroDivisionError()), Stop())
    assert path.read_bytes() == b"the old one" and os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("ending", [".png", ".tif", ".dzi"])
def test_a_full_disk_leaves_nothing(opaque, ending, tmp_path, full_disk):
    noisy = Image(np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8))
    with full_disk(), pytest.raises(UserError):
        export(Request(tmp_path / f"a{ending}", (0, 0, 200, 200), (200, 200)), noisy, classical_field(noisy, "nearest"), Stop())
    assert os.listdir(tmp_path) == []


def test_a_region_beyond_the_picture_is_refused(opaque, tmp_path):
    with pytest.raises(UserError, match="beyond"):
        export(Request(tmp_path / "a.png", (50, 0, 20, 10), (20, 10)), opaque, classical_field(opaque, "nearest"), Stop())
