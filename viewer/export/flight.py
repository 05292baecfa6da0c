"""The way from one view of a picture to another that looks smooth and is no longer than it has to be.

J. J. van Wijk, W. A. A. Nuij: Smooth and efficient zooming and panning. InfoVis 2003.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

RHO = math.sqrt(2)  # how far it zooms out in order to pan: what the paper's users liked best was 1.42
NEARBY = 1e-9  # views apart by so much of the smaller one are in the same place


class Sight(NamedTuple):
    """A view: its middle, and the width of what is seen, in source pixels."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Flight:
    """The path of the least length, where a step of zooming is as long as one of panning that looks as fast."""

    start: Sight
    end: Sight

    @property
    def length(self) -> float:
        """S (eq. 9): in units of what the eye sees pass."""
        _, w0, w1, distance = self._plane
        if distance == 0:
            return abs(math.log(w1 / w0)) / RHO
        first, last = self._ends
        return (last - first) / RHO

    def at(self, part: float) -> Sight:
        """The view at a part of the way, from 0 to 1.

        The second half is measured from the end: there a deep zoom needs more digits than are left of the distance.
        """
        if part > 0.5:
            return Flight(self.end, self.start)._at((1 - part) * self.length)
        return self._at(part * self.length)

    def _at(self, s: float) -> Sight:
        """The view after a length `s`: u(s) and w(s) of the paper."""
        (across, down), w0, w1, distance = self._plane
        if distance == 0:
            sign = 1 if w1 > w0 else -1
            return Sight(self.start.x, self.start.y, w0 * math.exp(sign * RHO * s))
        first, _ = self._ends
        scale = w0 / math.cosh(RHO * s + first)
        # w0 / rho^2 * (cosh r0 * tanh(rho s + r0) - sinh r0) of the paper, without the difference of two large numbers
        moved = scale * math.sinh(RHO * s) / RHO**2
        return Sight(self.start.x + across * moved, self.start.y + down * moved, scale * math.cosh(first))

    @property
    def _plane(self) -> tuple[tuple[float, float], float, float, float]:
        """The direction from start to end, both widths, and the distance: 0 of views in the same place."""
        dx, dy = self.end.x - self.start.x, self.end.y - self.start.y
        distance = math.hypot(dx, dy)
        if distance <= NEARBY * min(self.start.width, self.end.width):
            return (0.0, 0.0), self.start.width, self.end.width, 0.0
        return (dx / distance, dy / distance), self.start.width, self.end.width, distance

    @property
    def _ends(self) -> tuple[float, float]:
        """r0 and r1 (eq. 9)."""
        _, w0, w1, u1 = self._plane
        spread = w1 * w1 - w0 * w0
        b0 = (spread + RHO**4 * u1 * u1) / (2 * w0 * RHO**2 * u1)
        b1 = (spread - RHO**4 * u1 * u1) / (2 * w1 * RHO**2 * u1)
        return -math.asinh(b0), -math.asinh(b1)  # ln(-b + sqrt(b^2 + 1))


def eased(part: float, is_smooth: bool) -> float:
    """How much of the way is done after a part of the time: evenly, or slowly at both ends."""
    return part * part * (3 - 2 * part) if is_smooth else part
