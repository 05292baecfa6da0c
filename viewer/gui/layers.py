"""The layers of the picture that is open, one for each field it has been seen through."""

from collections.abc import Callable
from weakref import WeakValueDictionary

from viewer.caching import LruCache
from viewer.fields.derivatives import COLOURS
from viewer.fields.field import Field
from viewer.fields.measured import KEPT, Measured, Numbers, Store
from viewer.gui.look import Through
from viewer.imaging.image import Image
from viewer.rendering.renderer import Layer


class Layers:
    """Makes layers as they are looked at, and keeps them, so that one can look back without computing anything.

    title_of  what people read for a field
    tell      is given sentences by the fields; may be called from any thread
    """

    def __init__(self, title_of: Callable[[Through], str], tell: Callable[[str], None]) -> None:
        self._title_of = title_of
        self._tell = tell
        self._image: Image | None = None
        self._layers: dict[Through, Layer] = {}
        self._fields: WeakValueDictionary[Through, Field] = WeakValueDictionary()  # those in use, which others are made of
        self._numbers: dict[Through, Numbers] = {}  # of what is measured, whatever the gain
        self._store: Store = LruCache(KEPT)

    def open(self, image: Image) -> None:
        """Another picture: its layers are all to be made."""
        self._image, self._layers, self._fields = image, {}, WeakValueDictionary()
        self._numbers, self._store = {}, LruCache(KEPT)

    def of(self, through: Through) -> Layer:
        """The picture as it is seen so."""
        if through not in self._layers:
            self._layers[through] = self._make(through)
        return self._layers[through]

    @property
    def ids(self) -> set[int]:
        """Those whose tiles may still be shown."""
        return {id for layer in self._layers.values() for id in (layer.id, layer.before) if id is not None}

    def forget(self, model: str) -> None:
        """The layers of a model, which is another now, are to be made anew."""
        self._layers = {through: layer for through, layer in self._layers.items() if not through.needs(model)}
        self._fields = WeakValueDictionary({through: made for through, made in self._fields.items() if not through.needs(model)})
        self._numbers = {through: known for through, known in self._numbers.items() if not through.needs(model)}

    def fail(self, layer: Layer) -> Through | None:
        """Forget a layer whose field cannot be made; how it was seen, None if it was forgotten before."""
        failed = next((through for through, known in self._layers.items() if known is layer), None)
        if failed is None:
            return None
        del self._layers[failed]
        return failed

    def renew(self, models: set[str]) -> None:
        """Layers of models whose weights are new, which show the tiles of the old ones until they have their own."""
        for model in models:
            self.replace(model, model)

    def replace(self, model: str, by: str, is_there: bool = True) -> None:
        """Layers of a model become those of another, which show the tiles of the former ones until they have their own.

        If those are not there, what they took the place of is shown on.
        """
        former = {through: layer for through, layer in self._layers.items() if through.needs(model)}
        self.forget(model)
        for through, layer in former.items():
            other = through.with_model(model, by)
            self._layers[other] = self._make(other, layer.id if is_there else layer.before)

    def _make(self, through: Through, before: int | None = None) -> Layer:
        image = self._image
        assert image is not None
        numbers = None
        if through.shown != COLOURS:
            numbers = self._numbers.setdefault(through.measured, Numbers(through.shown, self._store))
        make = self.maker()
        make_opacity = None if image.is_opaque else lambda: through.opacity(image)
        return Layer(image, lambda: make(through), self._title_of(through), before, make_opacity, numbers)

    def maker(self) -> Callable[[Through], Field]:
        """Gives fields of the picture that is open now: those in use, else new ones."""
        # of now: what is made for a layer that was forgotten is for no other
        image, fields, numbers = self._image, self._fields, self._numbers
        assert image is not None

        def make(through: Through) -> Field:
            known = fields.get(through.measured)
            if isinstance(known, Measured) and through.gain:
                made: Field = known.at_gain(through.gain)
            else:
                made = known or through.field(image, self._tell, make)
                if isinstance(made, Measured) and through.measured in numbers:
                    made = made.known_in(numbers[through.measured])
            fields[through.measured] = made
            return made

        return make
