"""A film of a flight over a picture: each frame the field at exactly its pixels, into MP4, WebP or GIF."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image as PILImage

from viewer.errors import Stop, UserError
from viewer.export.flight import Flight, Sight, eased
from viewer.export.strips import Progress, Tell, strips
from viewer.fields.field import Field, Grid
from viewer.files import replacing
from viewer.imaging.image import Image, Size

ENDINGS = (".mp4", ".webp", ".gif")
BACKGROUND = 0x2B  # around the picture, as on the canvas
LONGEST_SIDE = {".mp4": 8192, ".webp": 16_383, ".gif": 65_535}
MOST_FRAMES = 20_000
TRIED = 5  # frames, for an estimate
GIF_PIXELS = 500_000_000  # of all frames: they are held in memory
QUALITY = {".mp4": 18, ".webp": 85}  # as x264 and WebP count it


@dataclass(frozen=True)
class Film:
    """What is to be filmed.

    path     the file; its ending says the format
    flight   from where to where
    size     width and height of a frame
    fps      frames a second
    seconds  how long it is
    smooth   whether it is slow at both ends
    """

    path: Path
    flight: Flight
    size: Size
    fps: float = 30.0
    seconds: float = 6.0
    smooth: bool = True

    @property
    def count(self) -> int:
        """How many frames there are: the first and the last show exactly the views it goes between."""
        return max(round(self.fps * self.seconds), 2)

    def sight(self, number: int) -> Sight:
        """What a frame shows."""
        return self.flight.at(eased(number / (self.count - 1), self.smooth))

    def check(self) -> None:
        """UserError if it cannot be made, before anything is."""
        ending = self.path.suffix.lower()
        if ending not in ENDINGS:
            raise UserError(f"{self.path.name} does not end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.")
        width, height = self.size
        if min(width, height) < 16 or max(width, height) > LONGEST_SIDE[ending]:
            raise UserError(
                f"Frames of {width:,} x {height:,} pixels cannot be had.",
                f"{ending} takes 16 to {LONGEST_SIDE[ending]:,} a side.",
            )
        if ending == ".mp4" and (width % 2 or height % 2):
            raise UserError(f"MP4 needs even numbers of pixels, not {width:,} x {height:,}.", "Add one.")
        if self.count > MOST_FRAMES:
            raise UserError(f"{self.count:,} frames are too many.", "Make it shorter, or show fewer a second.")
        if ending == ".gif" and self.count * width * height > GIF_PIXELS:
            raise UserError(f"{self.count:,} frames of that size are too many for a GIF.", "Save it as MP4.")


def sight_of(centre: tuple[float, float], zoom: float, size: Size, seen_in: Size) -> Sight:
    """The view of a window of `seen_in` pixels at a zoom, in frames of `size`: all that was seen is in it."""
    width, height = (pixels / zoom for pixels in seen_in)
    return Sight(*centre, max(width, height * size[0] / size[1]))


def film(film: Film, image: Image, field: Field, stop: Stop, tell: Tell) -> float:
    """Write a film, and say how many seconds that took. The file appears when it is whole. UserError, Stopped."""
    started = time.perf_counter()
    film.check()

    def frames() -> Iterator[np.ndarray]:
        for number in range(film.count):
            pixels, done = frame(film, number, image, field, stop), (number + 1) / film.count
            tell(Progress(done, (time.perf_counter() - started) * (1 / done - 1)))
            yield pixels

    with replacing(film.path) as temporary:
        if film.path.suffix.lower() == ".mp4":
            _write_mp4(temporary, film, frames())
        else:
            _write_sequence(temporary, film, frames())
        stop.check()
    return time.perf_counter() - started


def frame(film: Film, number: int, image: Image, field: Field, stop: Stop) -> np.ndarray:
    """A frame, (h, w, 3) uint8: the field where the middle of a pixel lies on the picture, and what is around it."""
    x, y, seen = film.sight(number)
    width, height = film.size
    step = seen / width
    whole = Grid(y - step * height / 2, x - step * width / 2, step, step, height, width)
    out = np.full((height, width, 3), BACKGROUND, np.uint8)
    cols = _within(whole.xs(), image.size[0])
    rows = _within(whole.ys(), image.size[1])
    down, across = rows.stop - rows.start, cols.stop - cols.start
    if down > 0 and across > 0:
        part = Grid(whole.y0 + rows.start * step, whole.x0 + cols.start * step, step, step, down, across)
        pieces = strips(image, field, part, 3, np.dtype(np.uint8), stop, lambda _: None)
        out[rows, cols] = np.concatenate(list(pieces))
    return out


def estimate(wish: Film, image: Image, field: Field, stop: Stop) -> float:
    """How many seconds it will take, told from a film of a few frames of it in a temporary folder. UserError, Stopped.

    Each is made before: what that takes longer is encoding the picture, which is done once.
    """
    wish.check()
    count = min(wish.count, TRIED)
    with tempfile.TemporaryDirectory(prefix="srview-") as folder:
        short = replace(wish, path=Path(folder) / f"short{wish.path.suffix}", seconds=count / wish.fps)
        begun = time.perf_counter()
        for number in range(count):
            frame(short, number, image, field, stop)
        first, again = time.perf_counter() - begun, film(short, image, field, stop, lambda progress: None)
    return again / count * wish.count + max(first - again, 0.0)


def _within(places: np.ndarray, side: int) -> slice:
    """Those of the places, which grow, that lie on a picture so many pixels wide or high."""
    return slice(int(np.searchsorted(places, 0.0)), int(np.searchsorted(places, float(side), "left")))


def _write_mp4(path: Path, film: Film, frames: Iterator[np.ndarray]) -> None:
    from fractions import Fraction

    import av  # FFmpeg takes a while to load
    from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

    # FFmpeg turns RGB into BT.601 and does not say so, which players take for BT.709: green comes out 27 of 255 too dark
    matrix, limits = Colorspace.ITU709, ColorRange.MPEG
    with av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=Fraction(film.fps).limit_denominator(1001))
        stream.width, stream.height = film.size
        stream.pix_fmt = "yuv420p"  # what every player knows
        told = stream.codec_context
        told.colorspace, told.color_range = matrix, limits
        told.color_primaries, told.color_trc = ColorPrimaries.BT709, ColorTrc.IEC61966_2_1  # those of sRGB
        stream.options = {"crf": str(QUALITY[".mp4"]), "preset": "medium"}
        for pixels in frames:
            rgb = av.VideoFrame.from_ndarray(pixels, "rgb24")
            container.mux(stream.encode(rgb.reformat(format="yuv420p", dst_colorspace=matrix, dst_color_range=limits)))
        container.mux(stream.encode(None))


def _write_sequence(path: Path, film: Film, frames: Iterator[np.ndarray]) -> None:
    starts = np.round(np.arange(film.count + 1) * 1000 / film.fps).astype(int)  # so that rounding does not add up
    options = {"save_all": True, "loop": 0, "duration": np.diff(starts).tolist()}
    if path.suffix.lower() == ".webp":
        options |= {"quality": QUALITY[".webp"], "method": 3}
    _Sequence(frames, film.count).save(path, **options)


class _Sequence(PILImage.Image):
    """Frames as Pillow leafs through a picture of several: each is made when it is come to."""

    def __init__(self, frames: Iterator[np.ndarray], count: int) -> None:
        super().__init__()
        self._frames, self.n_frames, self._number = frames, count, -1
        self.seek(0)

    def seek(self, frame: int) -> None:
        """Come to a frame; there is no way back."""
        if frame >= self.n_frames:
            raise EOFError
        while self._number < frame:
            self._number += 1
            picture = PILImage.fromarray(next(self._frames))
            self.im, self._mode, self._size = picture.im, picture.mode, picture.size

    def tell(self) -> int:
        """The frame it has come to."""
        return max(self._number, 0)
