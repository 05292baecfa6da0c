"""The LIIF field, exact, against the float64 reference: official sizes, every switch, every shape; and by command line."""

from threading import Event, Lock, Thread

import numpy as np
import pytest
import torch
from nets import (
    CPU,
    OFFICIAL_MLP,
    apart,
    at_zoom,
    codes,
    exact,
    fast,
    network,
    official,
    photo,
    sample,
    small_args,
    small_liif,
    small_state,
    truth_at,
    whole,
)
from PIL import Image as PILImage
from reference import liif as reference

from viewer.cli import main
from viewer.errors import Stop, Stopped, UserError
from viewer.fields import decoder, encoded, kernels
from viewer.fields.catalogue import make_field
from viewer.fields.decoder import CHUNK, THREADS
from viewer.fields.field import Grid
from viewer.fields.interpolation import CLASSICAL, classical_field
from viewer.imaging.image import Image
from viewer.rendering.tiles import TILE, TileKey

SCALES = (2, 3.7, 8)
EXACT = 1e-5


def scaled(image, scale):
    return tuple(round(n * scale) for n in image.size)


def rendered(state, image, size, **options):
    return reference.render(state, codes(state, image), size, **options)


def assert_telling(picture):
    """Neither flat nor clamped, or it would agree with anything."""
    assert picture.std() > 0.01
    assert ((picture > 0) & (picture < 1)).mean() > 0.9


@pytest.fixture(scope="module", params=["edsr-baseline", "rdn"])
def official_network(request):
    """The arguments and the state dict of an official network, a photo, and its codes by the reference."""
    args, state = official(request.param)
    image = photo(6, 11) if request.param == "edsr-baseline" else photo(5, 7)
    return args, state, image, codes(state, image)


def test_official_networks_equal_the_reference(official_network):
    args, state, image, feat = official_network
    field = exact(network(args, state), image)
    for scale in SCALES:
        truth = reference.render(state, feat, scaled(image, scale))
        assert_telling(truth)
        assert apart(sample(field, whole(image, scaled(image, scale))), truth) < EXACT


def test_official_files_render_as_the_reference_by_command_line(official_network, tmp_path):
    args, state, image, feat = official_network
    checkpoint, picture, out = tmp_path / "net.pth", tmp_path / "photo.png", tmp_path / "out.npy"
    layers = {
        "name": "liif",
        "args": {"encoder_spec": args["encoder_spec"], "imnet_spec": OFFICIAL_MLP},
        "sd": state,
    }
    torch.save({"model": layers, "optimizer": {"name": "adam", "args": {"lr": 1e-4}, "sd": {}}, "epoch": 3}, checkpoint)
    PILImage.fromarray(image.pixels).save(picture)
    width, height = image.size
    command = ["render", str(picture), "-o", str(out), "--precision", "exact", "--model", str(checkpoint)]
    stretched = 4 * width, 2 * height + 1
    for how, size in ((["--scale", "3.7"], scaled(image, 3.7)), (["--size", "{}x{}".format(*stretched)], stretched)):
        assert main(command + how) == 0
        assert apart(np.load(out), reference.render(state, feat, size)) < EXACT


@pytest.mark.parametrize("cell_decode", [True, False])
@pytest.mark.parametrize("feat_unfold", [True, False])
@pytest.mark.parametrize("local_ensemble", [True, False])
def test_every_switch_equals_the_reference(local_ensemble, feat_unfold, cell_decode, tmp_path):
    switches = {"local_ensemble": local_ensemble, "feat_unfold": feat_unfold, "cell_decode": cell_decode}
    model, state = small_liif(**switches)
    image = photo(9, 13)
    for scale in SCALES:
        truth = rendered(state, image, scaled(image, scale), **switches)
        assert_telling(truth)
        assert apart(sample(exact(model, image), whole(image, scaled(image, scale))), truth) < EXACT
    file, picture, out = tmp_path / "net.pth", tmp_path / "photo.png", tmp_path / "out.npy"
    torch.save({"model": {"name": "liif", "args": small_args(**switches), "sd": state}}, file)
    PILImage.fromarray(image.pixels).save(picture)
    assert main(["render", str(picture), "-o", str(out), "--precision", "exact", "--scale", "8", "--model", str(file)]) == 0
    assert apart(np.load(out), truth) < EXACT


@pytest.mark.parametrize("hidden", [(), (16,), (24, 16, 8, 8)])
def test_any_depth_of_decoder_equals_the_reference(hidden):
    model, state = small_liif(hidden)
    image = photo(8, 9)
    assert apart(sample(exact(model, image), whole(image, (31, 30))), rendered(state, image, (31, 30))) < EXACT


@pytest.mark.parametrize("local_ensemble", [True, False])
def test_without_a_decoder_the_first_three_codes_of_the_nearest_latent_are_shown(local_ensemble):
    model, state = small_liif(None, local_ensemble=local_ensemble)
    image = photo(7, 9)
    truth = rendered(state, image, (26, 21))
    assert truth.std() > 0.02
    for precision, tolerance in ((exact, EXACT), (fast, 0.02)):
        assert apart(sample(precision(model, image), whole(image, (26, 21))), truth) < tolerance
        for zoom in (100, 1e6):
            assert sample(precision(model, image), at_zoom(zoom, 3, 3, 5, 4)).shape == (4, 5, 3)


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (8, 1), (2, 2)])
@pytest.mark.parametrize("scale", [1, 4, 7.3])
def test_the_smallest_images_equal_the_reference(size, scale):
    model, state = small_liif()
    image = photo(*size)
    grid = whole(image, scaled(image, scale))
    truth = np.clip(truth_at(state, codes(state, image), grid), 0, 1)
    assert apart(sample(exact(model, image), grid), truth) < EXACT
    assert apart(sample(fast(model, image), grid), truth) < 0.02


def test_part_of_the_view_may_lie_beyond_the_image():
    model, state = small_liif()
    image = photo(6, 7)
    grid = Grid(-1.2, -0.9, 0.21, 0.33, 40, 30)
    truth = np.clip(truth_at(state, codes(state, image), grid), 0, 1)
    assert apart(sample(exact(model, image), grid), truth) < EXACT


def test_a_region_has_the_cell_of_its_own_scale():
    model, state = small_liif()
    image = photo(12, 14)
    grid = Grid.over((3.3, 2.1, 6.4, 5.2), (40, 21))
    truth = np.clip(truth_at(state, codes(state, image), grid), 0, 1)
    assert apart(sample(exact(model, image), grid), truth) < EXACT


@pytest.mark.parametrize("scale", [2, 4, 4.5, 10])
def test_beyond_the_largest_scale_its_cell_is_asked_for(scale):
    model, state = small_liif()
    image = photo(7, 9)
    width, height = image.size
    size = scaled(image, scale)
    asked = max(2 / size[1], 2 / (4 * height)), max(2 / size[0], 2 / (4 * width))
    clipped = sample(exact(model, image, max_scale=4.0), whole(image, size))
    assert apart(clipped, rendered(state, image, size, cell=asked)) < EXACT
    difference = apart(clipped, sample(exact(model, image), whole(image, size)))
    assert (difference > 1e-3) == (scale > 4)


def test_the_cell_is_limited_along_each_axis_by_itself():
    model, state = small_liif()
    image = photo(7, 9)
    size = 2 * 9, 8 * 7
    clipped = sample(exact(model, image, max_scale=4.0), whole(image, size))
    assert apart(clipped, rendered(state, image, size, cell=(2 / (4 * 7), 2 / size[0]))) < EXACT


def test_all_sixteen_bits_count():
    model, state = small_liif()
    high = photo(8, 9).pixels[..., :1].astype(np.uint16) * 257
    low = high ^ np.random.default_rng(0).integers(0, 256, high.shape, np.uint16)
    results = []
    for grey in (high, low):
        image = Image(np.repeat(grey, 3, 2), is_grey=True)
        results.append(sample(exact(model, image), whole(image, (30, 27))))
        assert apart(results[-1], rendered(state, image, (30, 27))) < EXACT
    assert apart(*results) > 50 * EXACT


@pytest.mark.parametrize("step", [1.01, 2, 3.3])
def test_zoomed_out_it_shows_source_pixels_and_encodes_nothing(step):
    image = photo(33, 41)
    grid = Grid(0, 0, step, step, int(33 / step), int(41 / step))
    for precision in (exact, fast):
        field = precision(small_liif()[0], image)
        np.testing.assert_array_equal(sample(field, grid), sample(classical_field(image, "bicubic"), grid))
        assert field.encode_seconds == 0


def test_from_one_to_one_inwards_the_network_speaks():
    model, state = small_liif()
    image = photo(6, 8)
    field = exact(model, image)
    grid = Grid(0, 0, 1 + 1e-12, 1, 6, 8)  # 1:1 as arithmetic may leave it
    assert apart(sample(field, grid), truth_at(state, codes(state, image), grid)) < EXACT
    assert field.encode_seconds > 0
    assert field.size == (8, 6)


@pytest.mark.parametrize("precision", [exact, fast])
@pytest.mark.parametrize("zoom", [3.7, 70, 3000])
def test_tiles_adjoin_without_a_seam(precision, zoom):
    image = photo(40, 50)
    field = precision(small_liif()[0], image)
    col, row = int(21.4 * zoom / TILE), int(17.7 * zoom / TILE)
    keys = [TileKey(1, zoom, row, col), TileKey(1, zoom, row, col + 1)]
    if keys[1].grid(image.size).cols < 20:
        keys = [key._replace(col=key.col - 1) for key in keys]
    left, right = (sample(field, key.grid(image.size)) for key in keys)
    first = keys[0].grid(image.size)
    both = Grid(first.y0, first.x0 + (TILE - 8) * first.dx, first.dy, first.dx, first.rows, 16)
    seam = np.concatenate((left[:, -8:], right[:, :8]), 1)
    assert apart(seam, sample(field, both)) < (2e-6 if precision is exact else 1e-3)


@pytest.mark.parametrize("precision", [exact, fast])
def test_colours_do_not_depend_on_how_much_is_decoded_at_a_time(precision, monkeypatch):
    image, grid, pictures = photo(24, 31), at_zoom(2.7, 1, 1, 70, 50), []
    for size in (1 << 12, 1 << 20):
        monkeypatch.setitem(CHUNK, "cpu", size)
        pictures.append(sample(precision(small_liif()[0], image), grid))
    assert apart(*pictures) < (2e-6 if precision is exact else 1e-3)


@pytest.mark.parametrize("zoom", [1, 1.3, 2, 3.7, 8, 20])
def test_half_precision_adds_up_no_more_numbers_than_amx_does_at_once(zoom, monkeypatch):
    monkeypatch.setattr(encoded, "fast_dtype", lambda device: torch.bfloat16)
    decode_rows, added = kernels.decode_rows, []

    def looked_at(grids, *how):
        added.extend(grid.left.shape[1] for grid in grids)
        decode_rows(grids, *how)

    monkeypatch.setattr(kernels, "decode_rows", looked_at)
    sample(fast(small_liif()[0], photo(9, 300)), at_zoom(zoom, 0.3, 1, int(290 * zoom), 3))
    assert max(added) <= 32


@pytest.mark.parametrize("zoom", [2.3, 100, 5000])
@pytest.mark.parametrize("precision", [exact, fast])
def test_parts_of_a_grid_are_those_of_the_whole(precision, zoom):
    field = precision(small_liif()[0], photo(30, 34))
    grid = at_zoom(zoom, 3.2, 4.1, 45, 37)
    together = sample(field, grid)
    for rows, cols, part in grid.parts(11, 17):
        assert apart(sample(field, part), together[rows, cols]) < (2e-6 if precision is exact else 1e-3)


class StopAfter(Stop):
    """Asks to stop at the nth look at it, from any thread; counts the looks."""

    def __init__(self, n):
        super().__init__()
        self.last = n
        self.looks = 0
        self.lock = Lock()

    def check(self):
        with self.lock:
            self.looks += 1
            if self.looks == self.last:
                self.set()
        super().check()


@pytest.mark.parametrize("zoom", [2, 100])
def test_a_sample_can_be_stopped_at_every_look_at_its_stop_and_the_next_one_works(zoom):
    model, _ = small_liif()
    image = photo(40, 40)
    grid = at_zoom(zoom, 1, 1, 70, 75)
    undisturbed = StopAfter(0)
    whole_picture = fast(model, image).sample(grid, undisturbed)
    assert undisturbed.looks >= 2 + (70 * 75 // CHUNK["cpu"] if zoom == 2 else 1)
    for n in range(1, undisturbed.looks + 1):
        field = fast(model, image)
        with pytest.raises(Stopped):
            field.sample(grid, StopAfter(n))
        np.testing.assert_array_equal(sample(field, grid), whole_picture)


@pytest.mark.parametrize("zoom", [0.5, 2, 100])
def test_unwanted_work_is_not_begun(zoom):
    field, stop = fast(small_liif()[0], photo(9, 9)), Stop()
    stop.set()
    with pytest.raises(Stopped):
        field.sample(at_zoom(zoom, 0, 0, 4, 4), stop)
    assert field.encode_seconds == 0


@pytest.mark.parametrize("zoom", [1, 4, 16])
def test_a_tile_asks_the_interpreter_once_a_thread(zoom, monkeypatch):
    """Each time it may have to wait for the window, which holds it while it paints."""
    decode_rows, calls = kernels.decode_rows, []

    def counted(grids, layers, work):
        calls.append(work)
        decode_rows(grids, layers, work)

    monkeypatch.setattr(kernels, "decode_rows", counted)
    sample(fast(small_liif()[0], photo(100, 100)), at_zoom(zoom, 3, 3, TILE, TILE))
    assert len(calls) == THREADS
    assert len({work.start for work in calls}) == THREADS  # each begins elsewhere


def test_a_thread_that_is_kept_waiting_is_helped_and_nothing_is_computed_twice(monkeypatch):
    decode_rows, finish, all_done, chunks = kernels._decode_rows, kernels._finish, Event(), []
    field, grid = exact(small_liif()[0], photo(100, 100)), at_zoom(3, 3, 3, 200, 200)
    whole_picture = sample(field, grid)

    def hindered(grids, layers, work):
        is_late = work.start > 0
        assert not is_late or all_done.wait(30) or THREADS == 1
        decode_rows(grids, layers, work)
        assert all(work.begun) and len(chunks) == len(work.chunks) > 3
        all_done.set()

    def counted(*args):
        chunks.append(None)
        return finish(*args)

    monkeypatch.setattr(decoder, "THREADS", 2)
    monkeypatch.setattr(kernels, "_finish", counted)
    monkeypatch.setattr(kernels, "decode_rows", hindered)
    np.testing.assert_array_equal(sample(field, grid), whole_picture)
    assert all_done.is_set()


def test_memory_is_asked_for_in_few_sizes_which_are_little_too_large():
    sizes = {n: kernels.room(n) for n in range(1, 20_000)}
    assert all(n <= size <= n + max(n / 4, 63) for n, size in sizes.items())
    assert len(set(sizes.values())) < 50


@pytest.mark.parametrize("zoom", [4, 60])
def test_work_under_way_ends_with_the_chunk_it_has_come_to(zoom, monkeypatch):
    finish, chunks, stop = kernels._finish, [], Stop()

    def finished(*args):
        chunks.append(None)
        if stops:
            stop.set()
        return finish(*args)

    for name in ("decode_rows", "decode_patches"):
        monkeypatch.setattr(kernels, name, getattr(kernels, f"_{name}"))
    monkeypatch.setattr(kernels, "_finish", finished)
    monkeypatch.setitem(CHUNK, "cpu", 1 << 14)
    field, grid, stops = exact(small_liif()[0], photo(100, 100)), at_zoom(zoom, 3, 3, 300, 300), False
    sample(field, grid)
    together, stops = len(chunks), True
    chunks.clear()
    with pytest.raises(Stopped):
        field.sample(grid, stop)
    assert len(chunks) <= THREADS < together / 4


def test_a_sample_is_stopped_from_another_thread():
    """Far more work than the test waits for: it ends only if it is stopped."""

    class Watched(Stop):
        def __init__(self):
            super().__init__()
            self.decoding = Event()
            self.looks = 0

        def check(self):
            self.looks += 1
            if self.looks == 4:
                self.decoding.set()
            super().check()

    model = network(small_args((256, 256, 256)), small_state((256, 256, 256)))
    field, stop, ended = exact(model, photo(32, 32)), Watched(), []

    def work():
        try:
            field.sample(at_zoom(600, 0, 0, 3000, 3000), stop)
        except Stopped:
            ended.append("stopped")

    thread = Thread(target=work)
    thread.start()
    assert stop.decoding.wait(20)
    stop.set()
    thread.join(20)
    assert not thread.is_alive() and ended == ["stopped"]
    assert sample(field, at_zoom(4, 3, 3, 20, 10)).shape == (10, 20, 3)


def test_a_field_leaves_its_network_as_it_was():
    model, state = small_liif()
    image = photo(6, 7)
    for precision in (fast, exact):
        sample(precision(model, image), whole(image, (14, 12)))
        assert all(torch.equal(value, state[key]) for key, value in model.state_dict().items())
        assert all(p.dtype == torch.float32 for p in model.parameters())


def test_fields_are_made_by_name(tmp_path):
    image = photo(9, 10)
    grid = whole(image, (80, 72))
    for kernel in CLASSICAL:
        np.testing.assert_array_equal(sample(make_field(kernel, image), grid), sample(classical_field(image, kernel), grid))
    model, state = small_liif()
    path = tmp_path / "net.pth"
    torch.save({"model": {"name": "liif", "args": small_args(), "sd": state}}, path)
    made = make_field(str(path), image, "cpu", "exact", max_scale=3.0)
    np.testing.assert_array_equal(sample(made, grid), sample(exact(model, image, max_scale=3.0), grid))
    assert (made.device, made.precision) == (CPU, "exact")
    for name, device in (("liif-smal", "cpu"), (str(tmp_path / "none.pth"), "cpu"), (str(path), "gpu")):
        with pytest.raises(UserError):
            make_field(name, image, device)
