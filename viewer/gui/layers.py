"""The layers of the picture that is open, one for each field it has been seen through."""

from collections.abc import Callable

from viewer.gui.look import Look, Through
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

    def open(self, image: Image) -> None:
        """Another picture: its layers are all to be made."""
        self._image, self._layers = image, {}

    def of(self, look: Look) -> list[Layer]:
        """What is seen with a look, from left to right."""
        for through in look.fields:
            if through not in self._layers:
                self._layers[through] = self._make(through)
        return [self._layers[through] for through in look.fields]

    @property
    def ids(self) -> set[int]:
        """Those whose tiles may still be shown."""
        return {id for layer in self._layers.values() for id in (layer.id, layer.before) if id is not None}

    def forget(self, model: str) -> None:
        """The layers of a model, which is another now, are to be made anew."""
        self._layers = {through: layer for through, layer in self._layers.items() if through.model != model}

    def fail(self, layer: Layer) -> str | None:
        """Forget a layer whose field cannot be made; the model it was of, None if it was forgotten before."""
        failed = next((through for through, known in self._layers.items() if known is layer), None)
        if failed is None:
            return None
        del self._layers[failed]
        return failed.model

    def renew(self, models: set[str]) -> None:
        """Layers of models whose weights are new, which show the tiles of the old ones until they have their own."""
        for through in [through for through in self._layers if through.model in models]:
            self._layers[through] = self._make(through, before=self._layers[through].id)

    def _make(self, through: Through, before: int | None = None) -> Layer:
        image = self._image
        assert image is not None
        make_opacity = None if image.is_opaque else lambda: through.opacity(image)
        return Layer(image, lambda: through.field(image, self._tell), self._title_of(through), before, make_opacity)
