"""How large an export is to be, in the ways people say it."""

import math
from dataclasses import dataclass
from typing import Literal

from viewer.errors import UserError
from viewer.imaging.image import Size

Region = tuple[float, float, float, float]  # x, y, width, height, in source pixels
Measure = Literal["factor", "width", "height", "long side", "megapixels"]
MOST = 100_000_000_000  # pixels


@dataclass(frozen=True)
class Sizing:
    """One number that says how large a region becomes; its shape stays.

    by     what the number is: output pixels for each source pixel, pixels of a side, or millions of pixels in all
    value  the number, above 0
    """

    by: Measure = "factor"
    value: float = 1.0

    def scale(self, region: Region) -> float:
        """Output pixels for each source pixel."""
        _, _, width, height = region
        match self.by:
            case "factor":
                return self.value
            case "width":
                return self.value / width
            case "height":
                return self.value / height
            case "long side":
                return self.value / max(width, height)
            case "megapixels":
                return math.sqrt(self.value * 1e6 / (width * height))

    def size(self, region: Region) -> Size:
        """Width and height in pixels, at least one each."""
        return scaled_size(region, (self.scale(region),) * 2)


def scaled_size(region: Region, scales: tuple[float, float]) -> Size:
    """Width and height in pixels of a region at so many pixels for each source pixel, across and down. UserError if absurd."""
    width, height = (max(round(side * scale), 1) for side, scale in zip(region[2:], scales, strict=True))
    if width * height > MOST:
        raise UserError(f"The output would have {width:,} x {height:,} pixels.", "Render a part, or a smaller scale.")
    return width, height


def check_region(region: Region, image: Size) -> None:
    """UserError unless a region lies within the picture."""
    x, y, width, height = region
    if x < 0 or y < 0 or x + width > image[0] or y + height > image[1]:
        raise UserError(f"The region reaches beyond the image of {image[0]} x {image[1]} pixels.")
    if width <= 0 or height <= 0:
        raise UserError("The region is empty.")
