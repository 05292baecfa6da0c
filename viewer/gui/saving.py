"""Saving the field that the picture is seen through, where it is a picture of its own."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.errors import Stop
from viewer.fields.catalogue import part_of
from viewer.fields.placed import Part
from viewer.fields.rates import Rate, field_rates, jpeg_rates
from viewer.files import copy_file
from viewer.gui.asking import ask_where_to_save
from viewer.gui.background import Background
from viewer.imaging.files import save_image
from viewer.imaging.image import Image
from viewer.models.catalogue import find

ENDING = ".safetensors"


class FieldSaver(QObject):
    """Asks how and where a field is to be saved, and saves it. `failed` gives a sentence."""

    failed = Signal(str)

    def __init__(self, window: QWidget, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._background = background

    def ask(self, model: str, title: str, image: Image, paints: bool = False) -> None:
        """Save the SIREN of `model`, which `image` or a part of it is seen through, or the picture that was made of it.

        paints  whether `model` is a style network, which makes that picture now
        """
        if Path(model).suffix == ".png":
            self._save_picture(Path(model), title, image)
            return

        if paints:
            self._save_painted(model, title, image)
            return

        def look_up() -> tuple[Path, Part, int]:
            path = find(model)
            part = part_of(path, image.size) or (0, 0, *image.size)
            has_own = image.path is not None and part[2:] == image.size and image.path.suffix != ENDING
            return path, part, image.path.stat().st_size if has_own and image.path is not None else 0

        self._background.run(look_up, lambda found: self._ask(*found, title, image), lambda error: self.failed.emit(str(error)))

    def _ask(self, path: Path, part: Part, own: int, title: str, image: Image) -> None:
        from viewer.gui.save_dialog import SaveDialog

        x, y, width, height = part
        pixels = image.pixels[y : y + height, x : x + width, : 1 if image.is_grey else 3]

        def measure(stop: Stop) -> tuple[list[Rate], list[Rate]]:
            return field_rates(path, pixels, stop), jpeg_rates(pixels, stop)

        dialog = SaveDialog(title, width * height, own, measure, self._window)
        dialog.chosen.connect(lambda coding: self._save(path, coding, image))
        dialog.open()

    def _save_picture(self, path: Path, title: str, image: Image) -> None:
        wished = (image.path or Path("picture")).with_name(f"{title}.png")
        if (where := ask_where_to_save(self._window, self.tr("Save the picture"), str(wished), ".png")) is not None:
            self._background.run(lambda: copy_file(path, where), lambda _: None, lambda error: self.failed.emit(str(error)))

    def _save_painted(self, model: str, title: str, image: Image) -> None:
        wished = (image.path or Path("picture")).with_name(f"{Path(image.name).stem}, {title}.png")
        where = ask_where_to_save(self._window, self.tr("Save the picture"), str(wished), ".png")
        if where is None:
            return

        def save() -> None:
            from viewer.fields.styled import styled  # torch
            from viewer.models.catalogue import load_network
            from viewer.models.device import choose_device

            alpha = None if image.alpha is None else image.alpha / image.white
            save_image(styled(load_network(model), image, choose_device("auto")), where, alpha)

        self._background.run(save, lambda _: None, lambda error: self.failed.emit(str(error)))

    def _save(self, path: Path, coding: str, image: Image) -> None:
        wished = (image.path or Path("picture")).with_suffix(ENDING)
        where = ask_where_to_save(self._window, self.tr("Save the field"), str(wished), ENDING)
        if where is None:
            return

        def save() -> None:
            from viewer.models import checkpoint  # torch

            checkpoint.save(checkpoint.load(path), where, coding)

        self._background.run(save, lambda _: None, lambda error: self.failed.emit(str(error)))
