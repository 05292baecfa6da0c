"""Pictures come from the web, from browsers and as paths in text; a download can be watched, is bounded and can be given up."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from hands import drag_in, drop, mime, pixels_of
from PIL import Image as PILImage
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QProgressBar, QToolButton

from viewer.gui import receiving
from viewer.gui.incoming import look_into

SOON = 20_000  # ms
CONTROL = Qt.KeyboardModifier.ControlModifier


class Web:
    """A server on this machine. `/slow.png` goes on after its first half once it is `released`; `asked` holds paths."""

    def __init__(self, picture):
        self.asked, self.released = [], threading.Event()
        web = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                web.asked.append(self.path)
                body, kind = picture, "image/png"
                if self.path == "/page":
                    body, kind = b"<p>hello</p>", "text/html"
                elif self.path == "/noise.png":
                    body = b"no picture" * 30
                elif "png" not in self.path:
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("Content-Type", kind)
                if self.path != "/unmeasured.png":
                    self.send_header("Content-Length", str(10**12 if self.path == "/huge.png" else len(body)))
                self.end_headers()
                half = len(body) // 2
                self.wfile.write(body[:half])
                if self.path == "/slow.png":
                    self.wfile.flush()
                    web.released.wait(30)
                if self.path not in ("/broken.png", "/huge.png"):
                    self.wfile.write(body[half:])

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.root = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self):
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def web(other_photo, tmp_path, monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    with PILImage.open(other_photo) as source:
        source.save(tmp_path / "web.png")
    web = Web((tmp_path / "web.png").read_bytes())
    yield web
    web.close()


def size_of(window):
    return window.document.image.size if window.document.image else None


def arrived(qtbot, window, name):
    qtbot.waitUntil(lambda: window.windowTitle().startswith(name), timeout=SOON)
    assert size_of(window) == (60, 90) and not window.receiving.bar.isVisible()


def paste(qtbot, window, data):
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(window.canvas, Qt.Key.Key_V, CONTROL)


def text(words):
    data = QMimeData()
    data.setText(words)
    return data


def html(source, link=""):
    """What browsers give of a picture that is dragged, and of the link around it."""
    data = QMimeData()
    data.setHtml(f'<meta charset=utf-8><a href="{link}"><IMG class="x" src="{source}" alt="&amp;"></a>')
    data.setUrls([QUrl(link or source)])
    return data


def test_a_dropped_address_is_downloaded_and_opened(qtbot, show, photo, web):
    window = show(photo)
    drop(window.canvas, mime(urls=[f"{web.root}/some%20photo.png?w=60"]))
    arrived(qtbot, window, "some photo.png")
    assert web.asked == ["/some%20photo.png?w=60"]
    with PILImage.open(photo.parent / "web.png") as source:
        np.testing.assert_array_equal(window.document.image.pixels, np.asarray(source))


def test_a_pasted_address_is_downloaded_and_opened(qtbot, show, web):
    window = show()
    paste(qtbot, window, text(f"  {web.root}/unmeasured.png\n"))
    arrived(qtbot, window, "unmeasured.png")


def test_of_a_dragged_picture_within_a_link_the_picture_is_fetched(qtbot, show, web):
    window = show()
    drop(window.canvas, html(f"{web.root}/inner.png", f"{web.root}/page"))
    arrived(qtbot, window, "inner.png")
    assert web.asked == ["/inner.png"]


def test_where_the_picture_cannot_be_had_its_link_is_tried(qtbot, show, web):
    window = show()
    drop(window.canvas, html(f"{web.root}/gone", f"{web.root}/large.png"))
    arrived(qtbot, window, "large.png")


def test_pixels_in_the_data_need_no_download(qtbot, show, photo, other_photo, web):
    window = show(photo)
    data = html(f"{web.root}/inner.png")
    data.setUrls([])
    data.setImageData(QImage(str(other_photo)))
    drop(window.canvas, data)
    qtbot.waitUntil(lambda: size_of(window) == (60, 90), timeout=SOON)
    assert not web.asked


@pytest.mark.parametrize("form", ["{}", "'{}'", "file://{}", "{}\n"])
def test_a_pasted_path_is_opened(qtbot, show, other_photo, form):
    window = show()
    paste(qtbot, window, text(form.format(other_photo)))
    arrived(qtbot, window, "other.jpg")


def test_several_pasted_paths_are_leafed_through(qtbot, show, photo, other_photo):
    window = show()
    paste(qtbot, window, text(f"{other_photo}\n{photo}"))
    arrived(qtbot, window, "other.jpg")
    assert window.browsing.files == [other_photo, photo]


def test_a_download_is_watched_and_given_up_at_once(qtbot, show, photo, web):
    window = show(photo)
    drop(window.canvas, mime(urls=[f"{web.root}/slow.png"]))
    bar = window.receiving.bar
    progress = bar.findChild(QProgressBar)
    qtbot.waitUntil(lambda: progress.maximum() > 0 and progress.value() > 0, timeout=SOON)
    assert 0.4 < progress.value() / progress.maximum() < 0.6
    assert bar.findChild(QLabel, "downloadName").text() == "Downloading slow.png from 127.0.0.1" and bar.isVisible()
    assert " of " in bar.findChild(QLabel, "downloadSize").text()
    qtbot.mouseClick(bar.findChild(QToolButton, "cancelDownload"), Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    web.released.set()
    qtbot.wait(100)
    assert size_of(window) == (96, 64) and not window.messages.isVisible()


def test_what_is_opened_meanwhile_stays(qtbot, show, photo, web):
    window = show()
    drop(window.canvas, mime(urls=[f"{web.root}/slow.png"]))
    qtbot.waitUntil(lambda: web.asked == ["/slow.png"], timeout=SOON)
    drop(window.canvas, mime(photo))
    qtbot.waitUntil(lambda: size_of(window) == (96, 64), timeout=SOON)
    web.released.set()
    qtbot.wait(100)
    assert size_of(window) == (96, 64) and not window.receiving.bar.isVisible()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/gone.jpg", "the server answered 404"),
        ("/page", "is a page of 127.0.0.1, not a picture"),
        ("/noise.png", "not an image of a known kind"),
        ("/broken.png", "broke off after"),
        ("/huge.png", "more than 500 MB"),
    ],
)
def test_what_cannot_be_had_is_told_and_the_picture_stays(qtbot, show, photo, web, complaint, path, words):
    window = show(photo)
    drop(window.canvas, mime(urls=[web.root + path]))
    assert words in complaint(window, path[1:])
    assert size_of(window) == (96, 64) and not window.receiving.bar.isVisible()


def test_a_download_that_never_says_how_long_it_is_is_bounded(qtbot, show, web, complaint, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_BYTES", 2_000)
    window = show()
    drop(window.canvas, mime(urls=[f"{web.root}/unmeasured.png"]))
    complaint(window, "unmeasured.png has more than")


def test_offline_one_sentence_says_so(qtbot, show, photo, web, complaint):
    web.close()
    window = show(photo)
    drop(window.canvas, mime(urls=[f"{web.root}/photo.png"]))
    assert "Connection refused. Check the connection" in complaint(window, "photo.png could not be downloaded")


def test_closing_abandons_a_download(qtbot, show, web):
    window = show()
    drop(window.canvas, mime(urls=[f"{web.root}/slow.png"]))
    qtbot.waitUntil(lambda: web.asked == ["/slow.png"], timeout=SOON)
    window.close()
    web.released.set()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (mime("/photos/a.png"), "Open a.png"),
        (mime("/photos/a.png", "/photos/b.png"), "Open 2 files"),
        (mime("/photos/net.safetensors"), "Load net.safetensors"),
        (mime(urls=["https://example.org/a.png"]), "Download from example.org and open"),
        (text("https://example.org/a.png"), "Download from example.org and open"),
        (html("https://cdn.example.org/a.png", "https://example.org/page"), "Download from cdn.example.org and open"),
    ],
)
def test_what_would_become_of_it_is_said_over_the_canvas(show, photo, data, words):
    window = show(photo)
    before = pixels_of(window.canvas).astype(int)
    assert drag_in(window.canvas, data).isAccepted()
    assert window.canvas.dropping.outlook == words
    assert (np.abs(pixels_of(window.canvas) - before).max(-1) > 10).mean() > 0.5


@pytest.mark.parametrize("words", ["hello", "see https://example.org/a.png", "ftp://example.org/a.png", "relative/a.png", ""])
def test_other_text_is_nothing_to_open(words):
    assert not look_into(text(words)).is_anything
