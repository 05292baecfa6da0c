"""The encoded blocks of all pictures that are kept. Its limit can be set before torch is there."""

from typing import TYPE_CHECKING

from viewer.caching import LruCache

if TYPE_CHECKING:
    from torch import Tensor

CACHE_BYTES = 384 << 20
BLOCKS: "LruCache[tuple[int, int, int], Tensor]" = LruCache(CACHE_BYTES)  # by the number of their map and place
