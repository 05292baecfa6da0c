"""How values become what is seen: all channels or one, exposure, gamma. Applied to finished tiles, so that it takes a frame."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from viewer.caching import LruCache
from viewer.imaging.histogram import LUMA_WEIGHTS
from viewer.imaging.image import to_uint8
from viewer.rendering.tiles import TileCache, TileKey

ALL, RED, GREEN, BLUE, LUMA = CHANNELS = "all", "red", "green", "blue", "luma"
LARGEST_EXPOSURE = 10.0  # stops, either way
GAMMAS = 0.2, 5.0
SHOWN_BYTES = 96 << 20  # tiles as they are shown, where that is not as they are


@dataclass(frozen=True)
class Display:
    """What is done to values before they are seen.

    channel   all of them, or one of them or luma as grey
    exposure  stops: the light, of which sRGB is the code, is multiplied by 2 to this power
    gamma     the code is raised to the power of 1 / gamma after that: above 1 dark parts are lifted
    """

    channel: str = ALL
    exposure: float = 0.0
    gamma: float = 1.0

    @property
    def is_plain(self) -> bool:
        """Whether values are seen as they are."""
        return self == Display()

    def show(self, pixels: np.ndarray, is_bgr: bool = False) -> np.ndarray:
        """What is seen of (rows, cols, 3 or 4) uint8 or uint16: the same in 8 bits, alpha as it was.

        is_bgr  whether blue comes first, as in tiles
        """
        if self.is_plain:
            return to_uint8(pixels)
        table = _table(int(np.iinfo(pixels.dtype).max), self.exposure, self.gamma)
        out = np.empty(pixels.shape, np.uint8)
        if self.channel == ALL:
            np.take(table, pixels[..., :3], out=out[..., :3], mode="clip")
        else:
            out[..., :3] = table[self._grey(pixels, is_bgr)][..., None]
        out[..., 3:] = to_uint8(pixels[..., 3:])
        return out

    def _grey(self, pixels: np.ndarray, is_bgr: bool) -> np.ndarray:
        if self.channel != LUMA:
            place = (RED, GREEN, BLUE).index(self.channel)
            return pixels[..., 2 - place if is_bgr else place]
        weights = LUMA_WEIGHTS[::-1] if is_bgr else LUMA_WEIGHTS
        return (pixels[..., :3].astype(np.float32) @ weights + np.float32(0.5)).astype(pixels.dtype)


@lru_cache(8)
def _table(white: int, exposure: float, gamma: float) -> np.ndarray:
    """What each value from 0 to `white` is shown as, (white + 1,) uint8."""
    code = np.arange(white + 1) / white
    light = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    light = np.clip(light * 2.0**exposure, 0, 1)
    code = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.rint(255 * np.clip(code, 0, 1) ** (1 / gamma)).astype(np.uint8)


class ShownTiles:
    """The tiles of a cache as a display shows them, 8 bits deep; those that are shown otherwise than they are, are kept."""

    def __init__(self, cache: TileCache) -> None:
        self.cache = cache
        self._display = Display()
        self._shown: LruCache[TileKey, np.ndarray] = LruCache(SHOWN_BYTES)

    @property
    def display(self) -> Display:
        """How they are shown."""
        return self._display

    @display.setter
    def display(self, display: Display) -> None:
        if display != self._display:
            self._display = display
            self._shown.drop(lambda _: True)

    def get(self, key: TileKey) -> np.ndarray | None:
        """A tile as it is seen, (rows, cols, 4) uint8, or None where there is none."""
        tile = self.cache.get(key)
        if tile is None or (self._display.is_plain and tile.dtype == np.uint8):
            return tile
        shown = self._shown.get(key)
        if shown is None:
            shown = self._display.show(tile, is_bgr=True)
            self._shown.put(key, shown)
        return shown
