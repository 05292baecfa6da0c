"""How pictures become files: two files that the same picture becomes by the same recipe are alike, whoever asked for them."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from viewer.export.engine import Request
from viewer.export.remembered import describe, model_digest
from viewer.export.sizes import Region, Sizing, check_region, scaled_size
from viewer.fields.derivatives import COLOURS
from viewer.imaging.image import Size
from viewer.imaging.writers import DEEP, Coding


@dataclass(frozen=True)
class Recipe:
    """What is rendered of a picture, and how it is written.

    model         what the picture is seen through
    size          how large it becomes, or of which size the whole picture would be
    region        the part of it, in source pixels; None for the whole
    over, share   the model that is laid over it, and how much of that; empty and 0 where there is none
    against       the model that it is held against, if it is
    show, gain, crisp, precision, ensemble  as of `make_field` and `shown.show`; a gain of 0 is the usual one
    coding, keeps, dpi                      as of `Request`
    """

    model: str
    size: Sizing | Size
    region: Region | None = None
    over: str = ""
    share: float = 0.0
    against: str = ""
    show: str = COLOURS
    gain: float = 0.0
    crisp: bool = False
    precision: str = "fast"
    ensemble: bool = False
    coding: Coding = field(default_factory=Coding)
    keeps: bool = True
    dpi: float | None = None

    def what_counts(self) -> dict[str, Any]:
        """What makes a file differ from that of another recipe; models by their content. UserError if there is none."""
        models = [(model and model_digest(model)) or model for model in (self.model, self.over, self.against)]
        return asdict(self) | dict(zip(("model", "over", "against"), models, strict=True))

    def output_size(self, image: Size) -> Size:
        """Width and height that a picture becomes. UserError if it has no such part."""
        region = self._region(image)
        if isinstance(self.size, Sizing):
            return self.size.size(region)
        return scaled_size(region, (self.size[0] / image[0], self.size[1] / image[1]))

    def request(self, source: Path, output: Path, image: Size) -> Request:
        """The export of a picture of a size. UserError if it has no such part, or its file is gone."""
        region = self._region(image)
        text = ""
        if self.keeps and output.suffix.lower() in DEEP:
            precision = "averaged" if self.ensemble else self.precision
            how = {"crisp": self.crisp, "precision": precision, "show": self.show, "blend": self.share}
            text = describe(source, output, region, self.model, self.over or self.against, **how).text()
        return Request(output, region, self.output_size(image), self.coding, self.keeps, text, self.dpi)

    def _region(self, image: Size) -> Region:
        region = self.region or (0.0, 0.0, float(image[0]), float(image[1]))
        check_region(region, image)
        return region
