"""Images are encoded in blocks, where they are looked at: the blocks equal the whole, and few are kept."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from nets import apart, at_zoom, codes, exact, fast, network, photo, sample, small_args, small_liif, small_state, truth_at, whole
from reference import liif as reference
from reference.state import imnet_shapes, random_state, rdn_shapes

from viewer.caching import LruCache
from viewer.errors import Remark, Stop, Stopped
from viewer.fields import latents as latents_module
from viewer.fields.latents import BEYOND, LatentMap
from viewer.fields.liif import LiifField
from viewer.imaging.image import Image
from viewer.models.liif import LIIF

BLOCK = 8  # pixels; the small network looks 7 far


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(latents_module, "BLOCK_LATENTS", BLOCK)


@pytest.fixture(scope="module")
def truth():
    """A network, a picture of 4 x 5 blocks and a bit, its folded latents in one piece and the reference's picture."""
    model, state = small_liif()
    image = photo(35, 42)
    pixels = torch.from_numpy(image.pixels.astype(np.float32) / 127.5 - 1).permute(2, 0, 1)[None]
    folded = model.fold(model.encode(pixels))[0].permute(1, 2, 0)[:, None]
    return model, state, image, folded, codes(state, image)


def test_blocks_together_equal_the_reference(small_blocks, truth):
    model, state, image, _, feat = truth
    for size in ((84, 70), (100, 77)):
        assert apart(sample(exact(model, image), whole(image, size)), reference.render(state, feat, size)) < 1e-5


@given(
    rows=st.tuples(st.integers(0, 34), st.integers(0, 34)).map(sorted),
    cols=st.tuples(st.integers(0, 41), st.integers(0, 41)).map(sorted),
)
def test_every_window_is_that_of_the_whole(truth, rows, cols):
    model, _, image, folded, _ = truth
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(latents_module, "BLOCK_LATENTS", BLOCK)
        latents = LatentMap(model, image, torch.float32)
    window = latents.window((rows[0], rows[1] + 1), (cols[0], cols[1] + 1), Stop())
    expected = folded[rows[0] : rows[1] + 1, :, cols[0] : cols[1] + 1]
    assert window.shape == expected.shape
    assert float((window - expected).abs().max()) < 1e-5


@pytest.mark.parametrize("zoom", [3.7, 100, 1e6])
def test_views_across_block_borders_equal_the_reference(small_blocks, truth, zoom):
    model, state, image, _, feat = truth
    for x, y in ((2 * BLOCK, 3 * BLOCK), (BLOCK + 0.5, 2 * BLOCK - 0.5), (5 * BLOCK, 4 * BLOCK)):  # the last blocks are narrow
        grid = at_zoom(zoom, x - 10.3 / zoom, y - 8.7 / zoom, 21, 17)
        if x == 5 * BLOCK and zoom < 10:
            grid = at_zoom(zoom, x - 10.3 / zoom, y - 8.7 / zoom, 12, 15)
        expected = truth_at(state, feat, grid)
        assert apart(sample(exact(model, image), grid), expected) < 1e-5
        assert apart(sample(fast(model, image), grid), expected) < 0.01


def test_a_network_that_looks_far_has_larger_blocks_that_equal_the_whole(monkeypatch):
    monkeypatch.setattr(latents_module, "BLOCK_LATENTS", 64)
    encoder = {"name": "rdn", "args": {"no_upsampling": True, "G0": 4, "RDNconfig": "A"}}
    decoder = {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [8]}}
    state = random_state(rdn_shapes(4, "A") | imnet_shapes(4, (8,)))
    model = network({"encoder_spec": encoder, "imnet_spec": decoder}, state)
    image = Image(photo(2, 300, corner=(100, 50)).pixels)
    latents = LatentMap(model, image, torch.float32)
    assert latents.block == 128
    grid = whole(image, (600, 4))
    assert apart(sample(exact(model, image), grid), reference.render(state, codes(state, image), (600, 4))) < 1e-5


class Counting(LIIF):
    """Keeps the sizes of what it encodes."""

    def encode(self, image):
        self.encoded.append(tuple(image.shape[-2:]))
        return super().encode(image)


@pytest.fixture
def counting():
    model = Counting(**small_args())
    model.load_state_dict(small_state())
    model.eval().requires_grad_(False).encoded = []
    return model


def test_only_what_is_looked_at_is_encoded_and_only_once(small_blocks, counting, truth):
    latents = LatentMap(counting, truth[2], torch.float32)
    for _ in range(2):
        latents.window((3, 5), (17, 20), Stop())
    assert counting.encoded == [(BLOCK + BEYOND + 7, 7 + BEYOND + BLOCK + BEYOND + 7)]
    latents.window((3, 11), (17, 27), Stop())
    assert len(counting.encoded) == 4
    assert latents.seconds > 0


def test_what_lies_between_two_blocks_needs_one_alone(small_blocks, counting, truth):
    """The corners of a quad, all that bicubic hears of, and a tile that ends where a block does."""
    for rows, cols in (((7, 9), (15, 17)), ((14, 18), (22, 26)), ((6, 18), (14, 26))):
        latents, before = LatentMap(counting, truth[2], torch.float32), len(counting.encoded)
        window = latents.window(rows, cols, Stop())
        assert len(counting.encoded) == before + 1
        assert float((window - truth[3][slice(*rows), :, slice(*cols)]).abs().max()) < 1e-5


def test_the_blocks_of_all_pictures_share_one_limit_and_end_with_them(small_blocks, monkeypatch, counting, truth):
    blocks = LruCache(4 * (BLOCK + 2 * BEYOND) ** 2 * 32 * 4)
    monkeypatch.setattr(latents_module, "BLOCKS", blocks)
    maps = [LatentMap(counting, truth[2], torch.float32) for _ in range(3)]
    for latents in maps:
        latents.window((0, 3), (0, 24), Stop())
        assert 0 < blocks.nbytes <= blocks.limit
    counting.encoded.clear()
    maps[2].window((0, 3), (0, 24), Stop())
    assert not counting.encoded
    maps[0].window((0, 3), (0, 3), Stop())
    assert counting.encoded
    del latents, maps
    assert blocks.nbytes == 0


def test_the_least_recently_used_blocks_beyond_the_limit_are_forgotten(small_blocks, monkeypatch, counting, truth):
    nbytes = (BLOCK + BEYOND) * (BLOCK + 2 * BEYOND) * 32 * 4  # of a block at the upper edge
    monkeypatch.setattr(latents_module, "BLOCKS", LruCache(3 * nbytes))
    _, _, image, folded, _ = truth
    latents = LatentMap(counting, image, torch.float32)

    def newly_encoded(bx):
        before = len(counting.encoded)
        window = latents.window((0, 4), (bx * BLOCK, bx * BLOCK + 3), Stop())
        assert float((window - folded[0:4, :, bx * BLOCK : bx * BLOCK + 3]).abs().max()) < 1e-5
        return len(counting.encoded) > before

    assert [newly_encoded(bx) for bx in (0, 1, 2)] == [True] * 3
    assert [newly_encoded(bx) for bx in (0, 1, 2)] == [False] * 3
    assert not newly_encoded(0)
    assert newly_encoded(3)  # forgets 1
    assert [newly_encoded(bx) for bx in (3, 2, 0)] == [False] * 3
    assert newly_encoded(1)  # forgets 3
    assert [newly_encoded(bx) for bx in (2, 0, 1)] == [False] * 3


def test_windows_larger_than_the_limit_are_whole(small_blocks, monkeypatch, counting, truth):
    monkeypatch.setattr(latents_module, "BLOCKS", LruCache(1))
    _, _, image, folded, _ = truth
    latents = LatentMap(counting, image, torch.float32)
    window = latents.window((0, 35), (0, 42), Stop())
    assert float((window - folded).abs().max()) < 1e-5
    before = len(counting.encoded)
    latents.window((34, 35), (41, 42), Stop())
    assert len(counting.encoded) == before  # the last one is always kept


def test_encoding_stops_between_blocks(small_blocks, counting, truth):
    latents = LatentMap(counting, truth[2], torch.float32)

    class AfterTwo(Stop):
        def check(self):
            if len(counting.encoded) == 2:
                self.set()
            super().check()

    with pytest.raises(Stopped):
        latents.window((0, 35), (0, 42), AfterTwo())
    assert len(counting.encoded) == 2
    assert float((latents.window((0, 35), (0, 42), Stop()) - truth[3]).abs().max()) < 1e-5
    assert len(counting.encoded) == 5 * 6


def test_a_picture_as_large_as_blocks_are_is_encoded_like_a_small_one():
    """With blocks of their own size, by a network of one residual block."""
    encoder = {"name": "edsr-baseline", "args": {"no_upsampling": True, "n_resblocks": 1, "n_feats": 4}}
    decoder = {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [8]}}
    torch.manual_seed(0)
    model = LIIF(encoder, decoder).eval().requires_grad_(False)
    image = photo(12, 262, corner=(100, 60))
    state = model.state_dict()
    grid = at_zoom(5, 248, 2, 65, 30)
    assert apart(sample(exact(model, image), grid), truth_at(state, codes(state, image), grid)) < 1e-5


class Cramped(Counting):
    """Runs out of memory beyond some pixels at a time, or altogether for a number of times."""

    most, times = 10**9, 0

    def encode(self, image):
        if image.shape[-1] * image.shape[-2] > self.most or self.times > 0:
            self.times -= 1
            raise torch.OutOfMemoryError("out of memory")
        return super().encode(image)


@pytest.fixture
def cramped(monkeypatch):
    model = Cramped(**small_args())
    model.load_state_dict(small_state())
    model.eval().requires_grad_(False).encoded = []
    monkeypatch.setattr("viewer.fields.encoded.SMALLEST_BLOCK", 4)
    monkeypatch.setattr(latents_module, "BLOCK_LATENTS", 32)
    return model


def test_where_memory_is_short_blocks_become_smaller_and_it_is_said(cramped, truth):
    _, state, image, _, feat = truth
    cramped.most, told = (16 + 2 * BEYOND + 14) ** 2, []
    field = LiifField(cramped, image, torch.device("cpu"), "exact", tell=told.append)
    assert apart(sample(field, whole(image, (84, 70))), reference.render(state, feat, (84, 70))) < 1e-5
    assert told == [Remark("Little memory on cpu: blocks of 16 × 16 pixels.")]
    assert isinstance(told[0], Remark)
    assert cramped.encoded and max(h * w for h, w in cramped.encoded) <= cramped.most


def test_memory_too_short_for_the_smallest_block_is_a_memory_error(cramped, truth):
    cramped.most = 10
    with pytest.raises(MemoryError):
        sample(exact(cramped, truth[2]), whole(truth[2], (84, 70)))


def test_a_device_without_enough_memory_gives_way_to_the_cpu_and_says_so(cramped, truth, monkeypatch):
    """The device is a name here: what it is given is computed on the CPU, where it finds no room."""
    _, state, image, _, feat = truth
    told = []
    field = LiifField(cramped, image, torch.device("cpu"), "exact", tell=told.append)
    field.device = torch.device("cuda:3")
    cramped.times = 1 + 3  # once, and for each halving from 32 to 4
    assert apart(sample(field, whole(image, (84, 70))), reference.render(state, feat, (84, 70))) < 1e-5
    warnings = [sentence for sentence in told if not isinstance(sentence, Remark)]
    assert warnings == ["The memory of cuda:3 is too small for this network: the CPU computes instead."]
    assert field.device.type == "cpu"
    before = list(told)
    sample(field, whole(image, (60, 50)))
    assert told == before
