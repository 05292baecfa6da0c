"""A batch as one export: what it will come upon, what it will take, and how far it is. What a batch does is in `batch`."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from viewer.errors import Stop, UserError
from viewer.export.batch import InTheWay, Item, Outcome, Standing, run
from viewer.export.engine import export
from viewer.export.price import Price, estimate
from viewer.export.recipe import Recipe
from viewer.export.strips import Clock, Progress, Tell
from viewer.fields.field import Field, Grid
from viewer.fields.files import load_picture
from viewer.imaging.files import read_size
from viewer.imaging.image import Image

TRIED = 3  # pictures, until one of them can be read

Make = Callable[[Image], Field]  # the field of a picture


@dataclass
class Survey:
    """How the pictures of a batch stand.

    pixels    of the files that are to be made, by their items
    finished  how many are there already, made by this recipe
    in_way    how many have another file in their place
    bad       why others cannot be made, by their names, as far as can be told without decoding them
    """

    pixels: dict[Item, int] = field(default_factory=dict)
    finished: int = 0
    in_way: int = 0
    bad: dict[str, UserError] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many pictures there are in all."""
        return len(self.pixels) + self.finished + self.in_way + len(self.bad)


def survey(items: Sequence[Item], recipe: Recipe, overwrite: bool, stop: Stop) -> Survey:
    """Look at the files, and of pictures at the headers alone. UserError if there is no such model, Stopped."""
    found, standing = Survey(), Standing(items, recipe.what_counts(), overwrite)
    for item in items:
        stop.check()
        try:
            if standing.is_finished(item):
                found.finished += 1
                continue
            standing.check(item)
            width, height = recipe.output_size(read_size(item.source))
            found.pixels[item] = width * height
        except InTheWay:
            found.in_way += 1
        except UserError as error:
            found.bad[item.source.name] = error
    return found


def price_of(found: Survey, recipe: Recipe, make: Make, stop: Stop) -> Price:
    """What the files that are to be made will take, by the one in the middle of their sizes. UserError, Stopped.

    Reading the picture and making its field counts for each; encoding does, too.
    """
    items = sorted(found.pixels, key=lambda item: found.pixels[item])
    if not items:
        return Price(0.0, 0.0)
    middle = len(items) // 2
    for number, item in enumerate([*items[middle:], *items[:middle]], 1):
        try:
            return _price_by(item, found, recipe, make, stop)
        except UserError:
            if number in (TRIED, len(items)):
                raise
    raise AssertionError


def _price_by(item: Item, found: Survey, recipe: Recipe, make: Make, stop: Stop) -> Price:
    make(load_picture(item.source)).sample(Grid(0, 0, 1, 1, 1, 1), stop)  # the first time a network takes longer, and only then
    began = time.perf_counter()
    image = load_picture(item.source)
    field_of_picture = make(image)
    opening = time.perf_counter() - began
    request = recipe.request(item.source, item.output, image.size)
    price = estimate(request, image, field_of_picture, stop)
    encoding = getattr(field_of_picture, "encode_seconds", 0.0)  # of the pieces, which the price leaves out
    share = sum(found.pixels.values()) / (request.size[0] * request.size[1])
    return Price((opening + encoding + price.seconds) * share, price.bytes * share)


def export_all(
    items: Sequence[Item], found: Survey, recipe: Recipe, make: Make, overwrite: bool, stop: Stop, tell: Tell,
    expected: float | None = None,
) -> Iterator[Outcome]:  # fmt: skip
    """Export them as `batch.run` does; what has become of them so far, after each. Stopped: what is finished stays.

    `tell` is told which picture is being made, and how far all are together, by their pixels; `expected` is how many seconds they
    were estimated to take.
    """
    clock, total, done = Clock(expected), max(sum(found.pixels.values()), 1), 0
    numbers = {item: number for number, item in enumerate(items, 1)}

    def export_one(item: Item) -> None:
        stop.check()
        weight, doing = found.pixels.get(item, 0), f"{item.source.name}, {numbers[item]:,} / {len(items):,}"
        tell(clock.at(done / total, doing))
        image = load_picture(item.source)
        request = recipe.request(item.source, item.output, image.size)

        def tell_all(progress: Progress) -> None:
            tell(clock.at((done + progress.done * weight) / total, doing))

        export(request, image, make(image), stop, tell_all)

    for item, outcome in zip(items, run(items, recipe.what_counts(), export_one, overwrite), strict=True):
        done += found.pixels.get(item, 0)
        yield outcome
        stop.check()
