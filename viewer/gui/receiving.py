"""What is dropped on the canvas or pasted is opened; pictures on the web are fetched first."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from viewer.errors import Sentence, Stop, Stopped, UserError
from viewer.gui.background import Background
from viewer.gui.browsing import Browsing
from viewer.gui.canvas import Canvas
from viewer.gui.document import Document
from viewer.gui.download_bar import DownloadBar
from viewer.gui.incoming import host_of, look_into, name_of, picture_in
from viewer.gui.opening import Opener
from viewer.imaging.files import decode_image
from viewer.models import catalogue

MOST_BYTES = 500_000_000  # of a download: more is hardly a picture


class Receiving(QObject):
    """Takes data that is dropped or pasted. A download ends with its line under the messages, or if something else is opened.

    bar  how a download is doing
    """

    failed = Signal(str)
    _told = Signal(object, object, object)  # Stop of the download, bytes that are there, of how many or None

    def __init__(self, canvas: Canvas, document: Document, browsing: Browsing, opener: Opener, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._browsing, self._opener = document, browsing, opener
        self._background = Background(self)
        self._stop: Stop | None = None  # of the download under way
        self.bar = DownloadBar()
        self.bar.cancelled.connect(self.cancel)
        canvas.dropping.dropped.connect(self.take)
        opener.began.connect(self.cancel)
        self._told.connect(self._show_progress)

    def take(self, data: QMimeData, nothing: str = "") -> None:
        """Open what was dropped or pasted; what cannot be is told, and where there is nothing at all, `nothing`."""
        incoming = look_into(data)
        if incoming.files and incoming.files[0].suffix.lower() in catalogue.ENDINGS:
            self._document.load_checkpoint(incoming.files[0])
        elif incoming.files:
            self._browsing.open(incoming.files)
        elif incoming.has_picture and not (picture := picture_in(data)).isNull():
            self._opener.open_picture(picture)
        elif incoming.addresses:
            self.download(incoming.addresses)
        else:
            self.failed.emit(nothing or self.tr("What was dropped has no picture, no file and no address of one."))

    def paste(self) -> None:
        """Open what is on the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData(), self.tr("The clipboard has no picture, no file and no address of one."))

    def download(self, addresses: list[str]) -> None:
        """Fetch and open the first of these that is a picture, in the background."""
        self.cancel()
        self._stop = stop = Stop()
        self.bar.show_download(name_of(addresses[0]), host_of(addresses[0]))

        def tell(done: int, size: int | None) -> None:
            self._told.emit(stop, done, size)

        def end() -> bool:
            is_last = stop is self._stop
            if is_last:
                self._stop = None
                self.bar.hide()
            return is_last

        def done(found: tuple[str, bytes] | None) -> None:
            if end() and found is not None:
                name, data = found
                self._opener.open_made(lambda: decode_image(data, called=name))

        def failed(error: UserError) -> None:
            if end():
                self.failed.emit(str(error))

        self._background.run(lambda: _fetch_first(addresses, tell, stop), done, failed)

    def cancel(self) -> None:
        """Download no more; what is shown stays."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None
            self.bar.hide()

    def close(self) -> None:
        """Abandon what is under way."""
        self.cancel()
        self._background.close()

    def _show_progress(self, stop: Stop, done: int, size: int | None) -> None:
        if stop is self._stop:
            self.bar.show_progress(done, size)


def _fetch_first(addresses: list[str], tell: Callable[[int, int | None], None], stop: Stop) -> tuple[str, bytes] | None:
    """The name and the bytes of the first address whose server sends a picture; None if it was stopped. UserError."""
    error = UserError("")
    for address in addresses:
        try:
            return name_of(address), _fetch(address, tell, stop)
        except Stopped:
            return None
        except UserError as found:
            error = error if str(error) else found
    raise error


def _fetch(address: str, tell: Callable[[int, int | None], None], stop: Stop) -> bytes:
    from viewer.fetching import ask_web  # urllib

    name = name_of(address)
    hint = Sentence("Check the connection, or save it with the browser and open the file.")
    data = bytearray()
    with ask_web(address, name, hint) as answer:
        if answer.kind.partition("/")[0] == "text":
            raise UserError(
                f"{name} is a page of {host_of(address)}, not a picture.", "Drag the picture itself, or copy its address."
            )
        for piece in answer.pieces:
            stop.check()
            data += piece
            if max(len(data), answer.size or 0) > MOST_BYTES:
                raise UserError(
                    f"{name} has more than {MOST_BYTES // 10**6:,} MB.", "Save it with the browser, and open the file."
                )
            tell(len(data), answer.size)
    if answer.size is not None and len(data) < answer.size:
        raise UserError(f"{name} broke off after {len(data):,} of {answer.size:,} bytes.", hint)
    return bytes(data)
