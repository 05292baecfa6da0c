"""Films: the path is the paper's, at any depth; each frame is the field at its pixels; a file is whole or not there."""

import math
import shlex

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as PILImage

from viewer.cli import main
from viewer.errors import Stop, Stopped, UserError
from viewer.export.film import BACKGROUND, Film, estimate, film, frame, sight_of
from viewer.export.flight import Flight, Sight, eased
from viewer.export.strips import Progress
from viewer.fields.field import Grid
from viewer.fields.interpolation import classical_field
from viewer.imaging.files import load_image, quantise
from viewer.imaging.image import Image
from viewer.imaging.metrics import psnr
from viewer.imaging.samples import sample_path

WHOLE, EYE = Sight(30, 45, 160.0), Sight(20.5, 31.25, 4.0)


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.png"
    with PILImage.open(sample_path("coffee")) as source:
        source.crop((150, 50, 330, 320)).resize((60, 90)).save(path)
    return path


def ignore(progress: Progress) -> None:
    pass


def of_paper(flight, s):
    """u(s) and w(s) as the paper writes them (section 4), rho = sqrt(2), along the way from u0 = 0."""
    w0, w1 = flight.start.width, flight.end.width
    u1 = math.dist(flight.start[:2], flight.end[:2])
    b0, b1 = ((w1**2 - w0**2 + sign * 4 * u1**2) / (4 * w * u1) for sign, w in ((1, w0), (-1, w1)))
    r0, r1 = (math.log(-b + math.sqrt(b * b + 1)) for b in (b0, b1))
    a = math.sqrt(2) * s + r0
    u = w0 / 2 * (math.cosh(r0) * math.tanh(a) - math.sinh(r0))
    return (r1 - r0) / math.sqrt(2), u, w0 * math.cosh(r0) / math.cosh(a)


@pytest.mark.parametrize("flight", [Flight(WHOLE, EYE), Flight(EYE, WHOLE), Flight(EYE, Sight(50, 80, 3.0))])
def test_the_path_is_that_of_the_paper(flight):
    length = of_paper(flight, 0)[0]
    assert flight.length == pytest.approx(length)
    for part in (0, 0.1, 0.45, 0.55, 0.9, 1):
        _, u, w = of_paper(flight, part * length)
        here = flight.at(part)
        assert math.dist(here[:2], flight.start[:2]) == pytest.approx(u, abs=1e-9)
        assert here.width == pytest.approx(w)


place = st.floats(0, 5000)
sights = st.builds(Sight, place, place, st.floats(1e-4, 1e4))


@given(sights, sights)
def test_a_flight_begins_and_ends_where_it_is_told_to_however_deep(start, end):
    flight = Flight(start, end)
    for part, wanted in ((0.0, start), (1.0, end)):
        here = flight.at(part)
        assert max(abs(here.x - wanted.x), abs(here.y - wanted.y)) <= 1e-6 * wanted.width + 1e-12
        assert here.width == pytest.approx(wanted.width, rel=1e-9)
    near, far = flight.at(0.5), flight.at(0.5 + 1e-12)  # where the halves meet
    assert math.dist(near[:2], far[:2]) < 1e-4 * near.width and far.width == pytest.approx(near.width, rel=1e-4)


def test_between_far_places_it_zooms_out_and_on_the_spot_it_only_zooms():
    flight = Flight(Sight(0, 0, 2), Sight(1000, 0, 2))
    assert flight.at(0.5).width > 500 and flight.at(0.5).x == pytest.approx(500)
    spot = Flight(Sight(5, 6, 100), Sight(5, 6, 1))
    assert spot.at(0.5) == pytest.approx((5, 6, 10))
    assert [eased(part, True) for part in (0, 0.5, 1)] == [0, 0.5, 1] and eased(0.1, True) < 0.1 == eased(0.1, False)


def test_a_frame_is_the_field_at_its_pixels_and_the_canvas_around_it(photo):
    image = load_image(photo)
    field = classical_field(image, "bicubic")
    wish = Film(photo.with_name("a.mp4"), Flight(WHOLE, EYE), (64, 36), 10, 1)
    last = frame(wish, wish.count - 1, image, field, Stop())
    step = EYE.width / 64
    expected = field.sample(Grid(EYE.y - 18 * step, EYE.x - 32 * step, step, step, 36, 64), Stop())
    np.testing.assert_array_equal(last, quantise(expected))
    first, pixel = frame(wish, 0, image, field, Stop()), 2.5
    xs, ys = WHOLE.x + (np.arange(64) - 31.5) * pixel, WHOLE.y + (np.arange(36) - 17.5) * pixel
    inside = ((ys >= 0) & (ys < 90))[:, None] & ((xs >= 0) & (xs < 60))
    assert (first[~inside] == BACKGROUND).all() and (~inside).any()
    assert np.abs(first[inside].astype(int).mean(0) - image.pixels.reshape(-1, 3).mean(0)).max() < 6


def test_all_that_was_seen_is_in_the_frame():
    assert sight_of((10, 20), 2.0, (160, 90), (800, 600)) == (10, 20, 300 * 160 / 90)
    assert sight_of((10, 20), 2.0, (100, 100), (800, 600)) == (10, 20, 400)


@pytest.mark.parametrize("colour", [(30, 200, 60), (210, 40, 30), (40, 60, 220)])
def test_an_mp4_has_the_colours_that_players_take_it_to_have(tmp_path, colour):
    av = pytest.importorskip("av")
    PILImage.new("RGB", (32, 18), colour).save(tmp_path / "plain.png")
    image = load_image(tmp_path / "plain.png")
    wish = Film(tmp_path / "film.mp4", Flight(Sight(16, 9, 16), Sight(16, 9, 8)), (64, 36), 10, 0.2)
    film(wish, image, classical_field(image, "nearest"), Stop(), lambda progress: None)
    with av.open(str(wish.path)) as container:
        told = container.streams.video[0].codec_context
        assert (told.colorspace, told.color_primaries, told.color_trc, told.color_range) == (1, 1, 13, 1)  # as H.273 counts them
        planes = next(container.decode(video=0)).to_ndarray(format="yuv420p")
    luma, blue, red = (float(part.flat[0]) for part in (planes[10:, 20:], planes[36 + 4 :, 20:], planes[36 + 9 + 4 :, 20:]))
    y, b, r = (luma - 16) / 219, (blue - 128) / 224, (red - 128) / 224  # BT.709, in its limits
    seen = np.array([y + 1.5748 * r, y - 0.18732 * b - 0.46812 * r, y + 1.8556 * b]) * 255
    np.testing.assert_allclose(seen, colour, atol=5)


@pytest.mark.parametrize("ending", [".mp4", ".webp", ".gif"])
def test_files_hold_the_frames_at_their_times(photo, tmp_path, ending):
    image = load_image(photo)
    field = classical_field(image, "bicubic")
    wish = Film(tmp_path / f"film{ending}", Flight(WHOLE, EYE), (64, 36), 12, 0.75)
    parts = []
    assert film(wish, image, field, Stop(), lambda progress: parts.append(progress.done)) > 0
    assert parts == [pytest.approx((k + 1) / 9) for k in range(9)]
    if ending == ".mp4":
        av = pytest.importorskip("av")
        with av.open(str(wish.path)) as container:
            assert container.streams.video[0].average_rate == 12
            seen = [picture.to_ndarray(format="rgb24") for picture in container.decode(video=0)]
    else:
        seen, times = [], []
        with PILImage.open(wish.path) as opened:
            for number in range(opened.n_frames):
                opened.seek(number)
                opened.load()
                times.append(opened.info["duration"])
                seen.append(np.asarray(opened.convert("RGB")))
        assert sum(times) == pytest.approx(750, abs=50 if ending == ".gif" else 1)
    assert len(seen) == wish.count == 9
    for number in (0, 4, 8):
        assert psnr(seen[number] / 255, frame(wish, number, image, field, Stop()) / 255) > 24


def test_a_film_given_up_leaves_nothing(photo, tmp_path):
    image, stop = load_image(photo), Stop()
    for ending in (".mp4", ".webp", ".gif"):
        wish = Film(tmp_path / f"film{ending}", Flight(WHOLE, EYE), (64, 36), 10, 1)
        with pytest.raises(Stopped):
            film(wish, image, classical_field(image, "bicubic"), stop, lambda progress: stop.set())
    assert [path.name for path in tmp_path.iterdir()] == ["photo.png"]


def test_the_price_is_in_the_order_of_what_it_takes(photo, tmp_path):
    image = load_image(photo)
    wish = Film(tmp_path / "film.gif", Flight(WHOLE, EYE), (320, 180), 10, 2)
    price = estimate(wish, image, classical_field(image, "lanczos"), Stop())
    assert price == pytest.approx(film(wish, image, classical_field(image, "lanczos"), Stop(), ignore), rel=0.9)


def test_what_cannot_be_filmed_is_said_beforehand():
    flight = Flight(WHOLE, EYE)
    for name, size, more, word in (
        ("a.avi", (64, 36), {}, "end in"),
        ("a.mp4", (63, 36), {}, "even"),
        ("a.mp4", (10_000, 36), {}, "8,192"),
        ("a.webp", (64, 8), {}, "16"),
        ("a.gif", (4000, 4000), {}, "too many for a GIF"),
        ("a.mp4", (64, 36), {"seconds": 10_000.0}, "frames"),
    ):
        with pytest.raises(UserError, match=word):
            Film(photo_path(name), flight, size, **more).check()


def photo_path(name):
    from pathlib import Path

    return Path(name)


def test_the_command_films(photo, tmp_path, capsys):
    out = tmp_path / "film.webp"
    words = f"film {photo} -o {out} --model bicubic --size 64x36 --fps 5 --seconds 1 --even --to=20.5,31.25,16"
    assert main(shlex.split(words)) == 0
    assert "5 frames of 64 x 36" in capsys.readouterr().out
    image = load_image(photo)
    expected = Film(out, Flight(Sight(30, 45, 160), EYE), (64, 36), 5, 1, False)
    with PILImage.open(out) as opened:
        assert opened.n_frames == 5
        opened.seek(4)
        last = np.asarray(opened.convert("RGB"))
    assert psnr(last / 255, frame(expected, 4, image, classical_field(image, "bicubic"), Stop()) / 255) > 24
    assert main(shlex.split(words.replace("film.webp", "film.avi"))) == 2
    with pytest.raises(SystemExit):
        main(shlex.split(words.replace(",16", ",0")))


def test_transparent_pictures_are_filmed_in_their_colours(photo, tmp_path):
    pixels = load_image(photo).pixels
    image = Image(pixels, np.full(pixels.shape[:2], 128, np.uint8))
    wish = Film(tmp_path / "a.gif", Flight(WHOLE, EYE), (64, 36), 10, 1)
    assert frame(wish, 9, image, classical_field(image, "bicubic"), Stop()).shape == (36, 64, 3)
