"""What has been computed is kept while there is room; what is not kept is given back."""

import ctypes
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Anything that knows its bytes: an array, a tensor."""

    @property
    def nbytes(self) -> int:
        """Bytes held."""


K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Sized)


class LruCache(Generic[K, V]):
    """Values of known size, the least recently used dropped beyond `limit` bytes; the last one put stays. Safe across threads."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = RLock()  # a collection of garbage in the midst of a call may drop values, on the same thread
        self._bytes = 0

    def get(self, key: K) -> V | None:
        """The value, now the most recently used, or None."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: K, value: V) -> None:
        """Keep a value."""
        nbytes = value.nbytes
        with self._lock:
            self._drop(key)
            self._values[key] = value
            self._bytes += nbytes
            self._added(key)
            while self._bytes > self.limit and len(self._values) > 1:
                self._drop(next(iter(self._values)))

    def __contains__(self, key: K) -> bool:
        return key in self._values

    def drop(self, unwanted: Callable[[K], bool]) -> None:
        """Forget the values of such keys."""
        with self._lock:
            for key in list(self._values):
                if unwanted(key):
                    self._drop(key)

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self._bytes

    def _drop(self, key: K) -> None:
        value = self._values.pop(key, None)
        if value is not None:
            self._bytes -= value.nbytes
            self._removed(key)

    def _added(self, key: K) -> None:
        """For an index over the keys, under the lock."""

    def _removed(self, key: K) -> None:
        """For an index over the keys, under the lock."""


def give_back_memory() -> None:
    """Hand what has been freed back to the system, after work that needed much: glibc would keep hundreds of megabytes."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other libraries have none, and need none
        if trim is not None:
            trim(0)
