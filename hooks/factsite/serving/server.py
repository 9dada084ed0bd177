"""The live site over HTTP, for browsers of this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from factsite.hosting.media import TYPES, media_type
from factsite.hosting.policy import CACHE, headers
from factsite.serving.preview import Preview

HOST = "127.0.0.1"
OWN = "/.factsite/"
_SCRIPT = Path(__file__).with_name("live.js")
# No file of the site has this name: what is asked for outside of its path.
_NOWHERE = "?"
# So often a browser that waits for news is written to, which also finds out that it has gone.
_BEAT = 5.0


class LiveServer(ThreadingHTTPServer):
    """Answers from a preview, under the path that the published site will have."""

    daemon_threads = True

    def __init__(self, port: int, preview: Preview) -> None:
        self.preview = preview
        super().__init__((HOST, port), _Handler)

    @property
    def mount(self) -> str:
        """The path of the home page: ``/``, or that of the published address."""
        site = self.preview.edition().site
        return urlsplit(site.base).path if site else "/"


class _Handler(BaseHTTPRequestHandler):
    server: LiveServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer a browser or a program."""
        path = urlsplit(self.path).path
        try:
            if path == f"{OWN}live.js":
                self._send(_SCRIPT.read_bytes(), TYPES["js"])
            elif path == f"{OWN}news":
                self._news()
            else:
                self._site(path)
        except (BrokenPipeError, ConnectionError):
            self.close_connection = True

    def do_HEAD(self) -> None:
        """Answer without the bytes."""
        self.do_GET()

    def _site(self, path: str) -> None:
        mount = self.server.mount
        if not path.startswith(mount):
            if path == "/" or path + "/" == mount:
                self._lead(mount)
                return
            address = _NOWHERE
        else:
            address = unquote(path.removeprefix(mount))
        address += "index.html" if not address or address.endswith("/") else ""
        preview = self.server.preview
        answer = preview.answer(address)
        if answer.status == HTTPStatus.NOT_FOUND and preview.has(f"{address}/index.html"):
            self._lead(f"{path}/")
            return
        kind = media_type(address) if answer.status == HTTPStatus.OK else TYPES["html"]
        # As real servers do, so that what they forbid is seen at once; what tells of problems is no page of the site.
        more = headers(address) if answer.status == HTTPStatus.OK else ()
        data = answer.data
        if kind.startswith("text/html") and "text/html" in self.headers.get("Accept", ""):
            data = _watching(data, address, answer.version)
        self._send(data, kind, answer.status, more)

    def _lead(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(path))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, data: bytes, kind: str, status: int = HTTPStatus.OK, more: Iterable[tuple[str, str]] = ()) -> None:
        self.send_response(status)
        for name, value in more:
            if name != CACHE:
                self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _news(self) -> None:
        """Tell a browser the version of its page, now and whenever it changes, as long as it listens."""
        address = parse_qs(urlsplit(self.path).query).get("page", [""])[0]
        preview = self.server.preview
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        with preview.looking_at(address):
            turn, said = -1, ""
            while True:
                turn = preview.news(turn, _BEAT)
                if preview.ended:
                    return
                version = preview.answer(address).version
                self.wfile.write(f"data: {version}\n\n".encode() if version != said else b": still here\n\n")
                self.wfile.flush()
                said = version

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the terminal tells of files, not of fetches."""


def _watching(page: bytes, address: str, version: str) -> bytes:
    """A page as browsers get it: with the script that waits for its next version."""
    script = (
        f'<script src="{OWN}live.js" data-news="{OWN}news?page={quote(address)}" data-version="{version}"></script>'
    ).encode()
    start, end, rest = page.rpartition(b"</body>")
    return start + script + end + rest if end else page + script


def serve(server: LiveServer, keep: Callable[[], None]) -> None:
    """Answer browsers in threads while ``keep`` runs in this one."""
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        keep()
    finally:
        server.preview.end()
        server.shutdown()
        server.server_close()
