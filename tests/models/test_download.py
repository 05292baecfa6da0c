"""Weights are fetched whole and checked, or not at all; what went wrong is one sentence that says what to do."""

import hashlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from viewer.cli import main
from viewer.errors import Stop, Stopped, UserError
from viewer.models import download as module
from viewer.models import feature_choice
from viewer.models.download import VGG16, Weights, download
from viewer.models.feature_choice import vgg_file

CONTENT = bytes(range(256)) * 9000  # more than two chunks
DIGEST = hashlib.sha256(CONTENT).hexdigest()[:8]


class Server(ThreadingHTTPServer):
    """Sends CONTENT, or the first `most` bytes of it although it promises all."""

    most = len(CONTENT)
    promised = len(CONTENT)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if "missing" in self.path:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(self.server.promised))
        self.end_headers()
        self.wfile.write(CONTENT[: self.server.most])

    def log_message(self, *words):
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def weights(server, name=f"net-{DIGEST}.pth"):
    return Weights("The net", f"http://127.0.0.1:{server.server_port}/models/{name}", 5)


def test_vgg_16_is_torchvisions_file():
    assert (VGG16.name, VGG16.digest) == ("vgg16-397923af.pth", "397923af")
    assert VGG16.url.startswith("https://")


def test_what_is_sent_whole_is_kept_and_told_of_on_its_way(server, tmp_path):
    told = []
    path = tmp_path / "hub" / "checkpoints" / "net.pth"
    download(weights(server), path, lambda done, of: told.append((done, of)))
    assert path.read_bytes() == CONTENT
    assert 0 < told[0][0] < len(CONTENT) and told == sorted(set(told)) and told[-1] == (len(CONTENT), len(CONTENT))
    assert {of for _, of in told} == {len(CONTENT)}


@pytest.mark.parametrize("wrong", ["checksum", "truncated", "missing", "refused", "nowhere"])
def test_what_is_not_is_not_kept_and_said_in_a_sentence(server, tmp_path, wrong):
    asked, expected = weights(server), ""
    match wrong:
        case "checksum":
            asked, expected = weights(server, "net-00000000.pth"), "not The net: its checksum is another"
        case "truncated":
            server.most, expected = 2_000_000, "broke off after 2,000,000 of 2,304,000 bytes"
        case "missing":
            asked, expected = weights(server, "missing-00000000.pth"), "the server answered 404"
        case "refused":
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            asked, expected = Weights("The net", f"http://127.0.0.1:{port}/net-1.pth", 5), "Connection refused"
        case "nowhere":
            asked, expected = Weights("The net", "http://nowhere.invalid/net-1.pth", 5), "could not be downloaded"
    (tmp_path / "net.pth").write_bytes(b"what was there")
    with pytest.raises(UserError, match=expected) as caught:
        download(asked, tmp_path / "net.pth")
    assert "\n" not in str(caught.value) and "--vgg FILE" in caught.value.hint and asked.url in caught.value.hint
    assert [file.name for file in tmp_path.iterdir()] == ["net.pth"]
    assert (tmp_path / "net.pth").read_bytes() == b"what was there"


def test_it_can_be_abandoned(server, tmp_path):
    stop = Stop()
    with pytest.raises(Stopped):
        download(weights(server), tmp_path / "net.pth", lambda done, of: stop.set(), stop)
    assert not list(tmp_path.iterdir())


def test_the_command_puts_it_where_torch_looks_for_it_once(server, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    monkeypatch.setattr(module, "VGG16", weights(server))
    monkeypatch.setattr(feature_choice, "VGG16", weights(server))
    assert main(["models", "download", "vgg16"]) == 0
    where = tmp_path / "hub" / "checkpoints" / f"net-{DIGEST}.pth"
    assert where == vgg_file() and where.read_bytes() == CONTENT
    assert capsys.readouterr().out.strip() == str(where)
    server.promised = server.most = 0  # it is not asked again
    assert main(["models", "download", "vgg16"]) == 0
    where.unlink()
    server.promised, server.most = len(CONTENT), 7
    assert main(["models", "download", "vgg16"]) == 2
    assert "broke off" in capsys.readouterr().err and not where.exists()
