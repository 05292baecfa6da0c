"""Reading from the web, piece by piece; what goes wrong is a sentence."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from typing import IO

from viewer.errors import Sentence, UserError

CHUNK = 1 << 18  # bytes
PATIENCE = 30.0  # seconds without a byte
AGENT = "srview (image viewer)"  # some servers refuse urllib's own name


@dataclass(frozen=True)
class Answer:
    """What a server sends.

    kind    its media type, such as image/png
    size    in bytes, None if it does not say
    pieces  its bytes; UserError if the connection breaks
    """

    kind: str
    size: int | None
    pieces: Iterator[bytes]


@contextmanager
def ask_web(url: str, title: str, hint: str) -> Iterator[Answer]:
    """The answer to a request for `url`, which is called `title`. UserError, with the hint, if there is none."""
    try:
        reply = urllib.request.urlopen(urllib.request.Request(url, headers={"User-Agent": AGENT}), timeout=PATIENCE)
    except (OSError, HTTPException, ValueError) as error:
        raise _failed(error, title, hint) from error
    with reply:
        size = reply.headers.get("Content-Length", "")
        yield Answer(reply.headers.get_content_type(), int(size) if size.isdecimal() else None, _pieces(reply, title, hint))


def _pieces(reply: IO[bytes], title: str, hint: str) -> Iterator[bytes]:
    while True:
        try:
            piece = reply.read1(CHUNK)  # type: ignore[attr-defined]
        except (OSError, HTTPException) as error:  # here, for outside an OSError is one of the disk
            raise _failed(error, title, hint) from error
        if not piece:
            return
        yield piece


def _failed(error: Exception, title: str, hint: str) -> UserError:
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        reason: object = Sentence(f"the server answered {error.code}")
    else:
        cause = getattr(error, "reason", error)  # of a URLError
        reason = getattr(cause, "strerror", None) or cause
    return UserError(f"{title} could not be downloaded: {reason}.", hint)
