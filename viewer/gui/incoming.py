"""What is in data that was dropped or pasted: files, a picture, or addresses of pictures on the web."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QUrl
from PySide6.QtGui import QImage

from viewer.models import catalogue

WEB = "http", "https"
ABSOLUTE = re.compile(r"/|~[/\\]|[A-Za-z]:[/\\]|\\\\")  # how a path begins that needs no folder to start from
MOST_TEXT = 100_000  # characters that are looked through


@dataclass(frozen=True)
class Incoming:
    """What can be opened of some data; at most one of the three is there.

    files      local files and folders
    has_picture whether the data are pixels
    addresses  where a picture may be on the web, the likeliest first
    """

    files: list[Path] = field(default_factory=list)
    has_picture: bool = False
    addresses: list[str] = field(default_factory=list)

    @property
    def is_anything(self) -> bool:
        """Whether there is something to open."""
        return bool(self.files or self.has_picture or self.addresses)

    @property
    def outlook(self) -> str:
        """What would become of it, in a few words."""
        say = QCoreApplication.translate
        if len(self.files) > 1:
            return say("Incoming", "Open {0} files").format(len(self.files))
        if self.files:
            words = "Load {0}" if self.files[0].suffix.lower() in catalogue.ENDINGS else "Open {0}"
            return say("Incoming", words).format(self.files[0].name or str(self.files[0]))
        if self.addresses:
            return say("Incoming", "Download from {0} and open").format(host_of(self.addresses[0]))
        return say("Incoming", "Open the picture")


def look_into(data: QMimeData) -> Incoming:
    """What there is to open: local files first, for file managers add icons and previews of them; then pixels, then the web.

    A browser that is dragged a picture from gives the page that it links to as well: what the picture is itself comes first.
    """
    urls = data.urls() or (_urls_in(data.text()) if data.hasText() else [])
    if files := [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]:
        return Incoming(files)
    if data.hasImage():
        return Incoming(has_picture=True)
    pictures = [QUrl(source) for source in _pictures_in(data.html())] if data.hasHtml() else []
    addresses = [url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in (*pictures, *urls) if url.scheme() in WEB]
    return Incoming(addresses=list(dict.fromkeys(addresses)))


def picture_in(data: QMimeData) -> QImage:
    """The pixels."""
    return QImage(data.imageData())


def host_of(address: str) -> str:
    """Whose server an address is at."""
    return QUrl(address).host()


def name_of(address: str) -> str:
    """What a picture at an address is called."""
    return QUrl(address).fileName() or host_of(address)


def _urls_in(text: str) -> list[QUrl]:
    """Absolute paths and addresses, one a line, as people and terminals write them; nothing unless all lines are such."""
    lines = [line.strip().strip("'\"") for line in text[:MOST_TEXT].splitlines() if line.strip()]
    urls = []
    for line in lines:
        if line.split(":")[0] in (*WEB, "file") and "://" in line:
            urls.append(QUrl(line))
        elif ABSOLUTE.match(line):
            urls.append(QUrl.fromLocalFile(str(Path(line).expanduser())))
        else:
            return []
    return urls


class _Pictures(HTMLParser):
    """Collects where pictures come from."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = dict(attrs).get("src")
        if tag == "img" and source:
            self.sources.append(source)


def _pictures_in(html: str) -> list[str]:
    parser = _Pictures()
    parser.feed(html[:MOST_TEXT])
    return parser.sources
