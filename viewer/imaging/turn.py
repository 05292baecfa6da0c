"""How a picture is laid: mirrored or not, and turned by quarters."""

from dataclasses import dataclass

import numpy as np

Point = tuple[float, float]  # x, y


@dataclass(frozen=True)
class Turn:
    """First `mirrored` left to right, if so, then turned clockwise by `quarters`, 0 to 3."""

    quarters: int = 0
    mirrored: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything is laid otherwise."""
        return self != Turn()

    def of(self, values: np.ndarray) -> np.ndarray:
        """An array (h, w, ...) laid so, a copy."""
        return np.ascontiguousarray(np.rot90(values[:, ::-1] if self.mirrored else values, -self.quarters))

    def then(self, other: "Turn") -> "Turn":
        """The one that is this and then another: a mirror turns what was turned before it the other way."""
        before = -self.quarters if other.mirrored else self.quarters
        return Turn((before + other.quarters) % 4, self.mirrored != other.mirrored)

    @property
    def inverse(self) -> "Turn":
        """The one that undoes it."""
        return Turn(self.quarters if self.mirrored else -self.quarters % 4, self.mirrored)

    def point(self, at: Point, size: tuple[int, int]) -> Point:
        """Where a position of a picture of `size` (width, height) lies once it is laid so."""
        (x, y), (width, height) = at, size
        if self.mirrored:
            x = width - x
        for _ in range(self.quarters):
            x, y, width, height = height - y, x, height, width
        return x, y


AS_FILED = Turn()
