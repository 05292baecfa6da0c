"""Which layers the canvas shows, and where: one, two beside each other at a divider, or several in panes of their own."""

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRect

from viewer.imaging.image import Size
from viewer.rendering.renderer import Layer

GAP = 3  # device pixels between panes


class Side(NamedTuple):
    """A layer, the device pixels of a pane that show it, and how much of it lies over what was before."""

    layer: Layer
    area: QRect
    share: float = 1.0


@dataclass(frozen=True)
class Arrangement:
    """What the canvas shows.

    layers    from left to right: one, two at the divider or, `in_panes`, up to four, row by row
    other     what they are held against, which is seen in their place while a key is held
    in_panes  whether each has a pane of its own, which all show the same part of the picture
    blend     else how much of the second of two layers lies over the first; 0 for beside it
    has_lens  whether the other is seen through a lens under the cursor
    ahead     what is rendered, too, when there is time
    """

    layers: tuple[Layer, ...] = ()
    other: Layer | None = None
    in_panes: bool = False
    has_lens: bool = False
    ahead: tuple[Layer, ...] = ()
    blend: float = 0.0

    @property
    def is_split(self) -> bool:
        """Whether there is a divider."""
        return len(self.layers) == 2 and not self.in_panes and not self.blend

    def panes(self, size: Size) -> list[QRect]:
        """The panes of a canvas, in device pixels: of one size, so that each shows a place of the picture at the same of its own.

        Two or three stand beside each other, or one above the other if the canvas is higher than wide; four in a square.
        """
        count = len(self.layers) if self.in_panes else 1
        across, down = (2, 2) if count == 4 else (count, 1) if size[0] >= size[1] else (1, count)
        width, height = (max((n - GAP * (k - 1)) // k, 1) for n, k in zip(size, (across, down), strict=True))
        return [QRect(k % across * (width + GAP), k // across * (height + GAP), width, height) for k in range(count)]

    def sides(self, pane: int, size: Size, split: float) -> list[Side]:
        """What a pane of that size shows, from left to right or bottom to top, with the divider at a part of the width."""
        width, height = size
        layers = self.layers[pane : pane + 1] if self.in_panes else self.layers
        edge = round(split * width) if self.is_split else width
        left, right = QRect(0, 0, edge, height), QRect(edge, 0, width - edge, height)
        areas, shares = (left, right if self.is_split else left), (1.0, self.blend or 1.0)
        return [Side(*side) for side in zip(layers, areas, shares, strict=False)]
