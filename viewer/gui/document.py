"""The document: the picture that is open, how it is looked at, and the models it can be seen through."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.errors import Remark, UserError
from viewer.fields.catalogue import picture_over
from viewer.fields.derivatives import COLOURS
from viewer.fields.field import Field
from viewer.fields.files import is_field
from viewer.fields.interpolation import CLASSICAL
from viewer.fields.shown import DISAGREEMENT, SIGNED
from viewer.gui.arrangement import Arrangement
from viewer.gui.background import Background
from viewer.gui.layers import Layers
from viewer.gui.look import Look, Through
from viewer.gui.models import known_choices, list_choices, picture_choice
from viewer.gui.panel import Choice
from viewer.imaging.image import WHOLE, Image
from viewer.models import catalogue
from viewer.rendering.placeholder import Pyramid
from viewer.rendering.renderer import Layer

RENEW_EVERY = 100  # ms between looks whether what is shown is finished


class Document(QObject):
    """Owns the picture, its layers and the look; what the window, its panels and its dialogs ask of them.

    image, pyramid  the picture that is open, if one is
    look            how it is looked at
    choices         the models there are
    own_field       the model of this picture alone, if it has one
    """

    opened = Signal(bool)  # another picture; whether it has the size of the one before
    looked = Signal()  # another look, or other layers of the same
    blended = Signal(float)  # more or less of the other field over the field
    offered = Signal()  # other models
    fieldChosen = Signal()  # somebody chose what to see the picture through
    pictureFound = Signal(object)  # the Path of a checkpoint that is a picture, to be opened as one
    told = Signal(str)  # a sentence on what went wrong; may come from any thread
    remarked = Signal(str)  # a sentence on what went well; from any thread, too

    def __init__(
        self,
        look: Look,
        background: Background,
        title_of: Callable[[str], str],
        is_settled: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """`title_of` is what people read for what is shown of a field, `is_settled` whether all that is wanted is on screen."""
        super().__init__(parent)
        self.image: Image | None = None
        self.pyramid: Pyramid | None = None
        self.look = look
        self.choices: list[Choice] = []
        self.own_field = ""
        self._held_against: list[Choice] = []  # pictures' files that this one is compared with
        self._usual = look.model  # the model of pictures that have no field of their own
        self._titles: dict[str, str] = {}  # of models
        self._listing = 0  # requests for the models there are, under way
        self._renewals: set[str] = set()  # models whose checkpoints have been written anew
        self._background, self._title_of_shown, self._is_settled = background, title_of, is_settled
        self._layers = Layers(self._title_of_layer, self._tell)
        self._set_choices(known_choices((look.model, look.compare)))

    # The picture

    def open(self, image: Image, pyramid: Pyramid) -> None:
        """Look at another picture. A field file is seen through itself, others as pictures are."""
        is_alike = self.image is not None and self.image.size == image.size
        self.image, self.pyramid = image, pyramid
        self.look = replace(self.look, frame=WHOLE)  # one of another picture means nothing
        self._layers.open(image)
        own = str(image.path) if image.path is not None and image.path.suffix.lower() in catalogue.ENDINGS else ""
        for other in self._pictures & {self.look.compare, *self.look.more}:
            self.look = self.look.without_other(other)
        if own or self.look.model in self._pictures:
            self.fieldChosen.emit()
            self.look = replace(self.look, model=own or self._usual)
            if own:
                self._titles.setdefault(own, self.tr("The file itself"))
            self.offer_models()
        self.own_field = own
        self._held_against = []
        self.opened.emit(is_alike)
        self.offered.emit()

    @property
    def folder(self) -> str:
        """Where the picture's file is, if it has one."""
        return str(self.image.path.parent) if self.image and self.image.path else ""

    # The models

    @property
    def is_listing(self) -> bool:
        """Whether the models there are are being listed."""
        return self._listing > 0

    @property
    def offers(self) -> list[Choice]:
        """The models this picture can be seen through: all but those of other pictures alone."""
        size, seen = self.image.size if self.image else None, self.look.models
        offers = [choice for choice in self.choices if choice.of in (None, size) or choice.model in seen]
        if self.look.model not in {choice.model for choice in offers}:  # a snapshot of a run
            card = self.tr("What the run had made on its way.")
            card += " " + self.tr("File > Save field… keeps it.") if self.has_own_field else ""
            offers.append(Choice(self.look.model, self.title_of(self.look.model), card))
        return offers

    @property
    def _pictures(self) -> set[str]:
        """The models that are pictures themselves, and for one picture alone."""
        return {choice.model for choice in self.choices if choice.of is not None} | ({self.own_field} - {""})

    @property
    def has_own_field(self) -> bool:
        """Whether it is looked at through a field of this picture alone, which can be saved."""
        return self.image is not None and self.look.model in self._pictures

    @property
    def is_painted(self) -> bool:
        """Whether it is looked at as a style network paints it, which can be saved, too."""
        return self.image is not None and any(choice.paints for choice in self.choices if choice.model == self.look.model)

    def offer_models(self) -> None:
        """List the models. What checkpoints say of themselves is read from their files in the background."""

        def done(choices: list[Choice]) -> None:
            self._listing -= 1
            self._set_choices(choices)

        self._listing += 1
        asked = self.look.models
        self._background.run(lambda: list_choices(asked), done, lambda error: self.told.emit(str(error)))

    def compare_with(self, path: Path) -> None:
        """Hold the picture against another one's file; what is shown stays if it cannot be read, or has another shape."""
        image = self.image
        if image is None:
            return

        def done(_: object) -> None:
            if self.image is image:
                choice = picture_choice(path, image.size)
                self.hold_against([choice])
                self.see(compare=choice.model, split=self.look.split or not self.look.is_comparing)

        size = image.size
        self._background.run(lambda: picture_over(path, size) and None, done, lambda error: self.told.emit(str(error)))

    def hold_against(self, choices: list[Choice]) -> None:
        """Offer pictures' files to hold this picture against. Those of a file that is offered already are new ones."""
        models = {choice.model for choice in choices}
        for model in models & {choice.model for choice in self._held_against}:
            self._layers.forget(model)
        self._held_against = [*choices, *(other for other in self._held_against if other.model not in models)]
        self._set_choices(self.choices)

    def _set_choices(self, choices: list[Choice]) -> None:
        held = {choice.model for choice in self._held_against}
        self.choices = [choice for choice in choices if choice.model not in held] + self._held_against
        self._titles |= {choice.model: choice.title for choice in self.choices}
        self.offered.emit()

    def title_of(self, model: str) -> str:
        """What people read for a model."""
        return self._titles.get(model, Path(model).name)

    def load_checkpoint(self, path: Path) -> None:
        """Import a checkpoint and look through it, or open it if it is a picture; what is shown stays if it cannot be read."""

        def import_or_open() -> str | None:
            return None if is_field(path) else catalogue.import_checkpoint(path)

        def done(name: str | None) -> None:
            if name is None:
                self.pictureFound.emit(path)
                return
            self._layers.forget(name)
            self.offer_models()
            self.choose_model(name)

        self._background.run(import_or_open, done, lambda error: self.told.emit(str(error)))

    # The look

    @property
    def arrangement(self) -> Arrangement:
        """What is seen."""
        seen = tuple(self._layers.of(through) for through in self.look.fields)
        other = self._layers.of(self.look.other)
        ahead = (other, *(self.compared or ()))
        ahead = ahead if self.look.is_comparing else ()
        return Arrangement(seen, other, self.look.panes > 1, self.look.lens, ahead, self.look.over)

    @property
    def compared(self) -> tuple[Layer, Layer] | None:
        """The field and what it is held against, in their colours, if it is."""
        if self.image is None or not self.look.is_comparing:
            return None
        return self._layers.of(self.look.fields[0].colours), self._layers.of(self.look.other.colours)

    @property
    def layer_ids(self) -> set[int]:
        """Those whose tiles may still be shown."""
        return self._layers.ids

    @property
    def find_field(self) -> Callable[[Through], Field]:
        """Gives fields of the picture, those that are in use if they are. Networks may be loaded: not for the window's thread."""
        return self._layers.maker()

    def see(self, **changes: object) -> None:
        """Look at the picture in another way: what is given of `Look` changes. Another model goes by the whole picture."""
        whole = {"frame": WHOLE} if "model" in changes else {}
        self.look = replace(self.look, **(whole | changes))  # type: ignore[arg-type]
        if self.look.model not in self._pictures:
            self._usual = self.look.model
        self.looked.emit()

    def blend(self, share: float) -> None:
        """Lay so much of the field compared with over the field. Once both are looked at, nothing is made anew."""
        if bool(share) != bool(self.look.blend):
            self.see(blend=share)
        else:
            self.look = replace(self.look, blend=share)
            self.blended.emit(share)

    def choose_model(self, model: str) -> None:
        """See the picture through another field."""
        self.fieldChosen.emit()
        self.see(model=model)

    def see_snapshot(self, model: str, title: str, is_own: bool) -> None:
        """See the picture through what a run had made at another step: its tiles take the place of those there are.

        What is left is not kept: it is made again as quickly. `is_own` is whether it is a field of this picture alone.
        """
        left = self.look.model
        if is_own:
            self.own_field = model
        self._titles[model] = title
        self._layers.replace(left, model, self._is_settled())
        self.look = replace(self.look, model=model)
        self.offered.emit()
        self.looked.emit()

    def see_through(self, model: str, title: str, is_fit: bool) -> None:
        """See the picture through the checkpoint of a run, which may be a fit of this picture alone."""
        if is_fit:
            self.own_field = model
        self._titles[model] = title
        self.look = replace(self.look, model=model, frame=WHOLE)
        self.offer_models()
        self.looked.emit()

    def _title_of_layer(self, through: Through) -> str:
        if self.look.pixels and through == self.look.fields[0]:
            return self.tr("True pixels")
        title = self.title_of(through.model) + (self.tr(", crisp") if through.crisp else "")
        if through.against:
            apart = f"{title} − {self.title_of(through.against)}"
            return apart if through.shown == SIGNED else f"|{apart}|"
        return title if through.shown == COLOURS else f"{title}, {self._title_of_shown(through.shown).lower()}"

    def _tell(self, sentence: str) -> None:
        """What fields say; from any thread."""
        (self.remarked if isinstance(sentence, Remark) else self.told).emit(sentence)

    # What becomes of layers

    def give_up(self, layer: Layer, error: UserError) -> None:
        """A field that cannot be made gives way to bicubic, with a sentence; the picture stays."""
        failed = self._layers.fail(layer)
        if failed is None:
            return
        self.told.emit(str(error))
        if failed.against or failed.shown == DISAGREEMENT:  # its fields may be all right, and say so themselves if they are not
            self.look = replace(self.look, shown=COLOURS)
            self.looked.emit()
        elif failed.model not in CLASSICAL:
            self.look = self.look.without(failed.model)
            self.looked.emit()

    def renew(self, model: str) -> None:
        """A checkpoint was written anew: if the picture is seen through it, it is rendered anew."""
        if model in self.look.models:
            self._renewals.add(model)
            self._renew()

    def _renew(self) -> None:
        """Replace the layers of renewed checkpoints once what is there has been rendered, lest nothing ever is."""
        if self.image is None or not self._renewals:
            return
        if not self._is_settled():
            QTimer.singleShot(RENEW_EVERY, self._renew)
            return
        self._layers.renew(self._renewals)
        self._renewals.clear()
        self.looked.emit()
