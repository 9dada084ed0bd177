"""The form's server: on this machine only, for one page; the content goes out to it, and what is saved comes back."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Lock
from urllib.parse import unquote

from factsite.content import Content
from factsite.documents.text import UnreadableError
from factsite.form.configuration import configuration
from factsite.form.saving import NotTakenError, editable, save, version
from factsite.problems import as_text
from factsite.reading.content import read_content

HOST = "127.0.0.1"
# Where npm puts the one file of Sveltia CMS that is used, and its fonts, from the root of the project.
_PACKAGES = "tools/form/node_modules"
PROGRAM = f"{_PACKAGES}/@sveltia/cms/dist/sveltia-cms.js"
# Fonts that it would get from elsewhere: the part of the address that names one, and our file.
_FONTS = {
    "material-symbols-outlined": "@fontsource-variable/material-symbols-outlined/files/"
    "material-symbols-outlined-latin-wght-normal.woff2",
    "source-sans-3": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
    "noto-mono": "@fontsource/noto-mono/files/noto-mono-latin-400-normal.woff2",
}
_FONT_ADDRESS = re.compile(rb"https://cdn\.jsdelivr\.net/fontsource/fonts/([a-z0-9-]+)[:@][^`'\")\s]*\.woff2")
_MOST = 2 * 1024 * 1024
_TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}
# Nothing from elsewhere is loaded and nothing is sent there: no fonts, no colours for code, no pictures of stocks.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)


class FormServer(ThreadingHTTPServer):
    """Serves the form for one project."""

    daemon_threads = True

    def __init__(self, root: Path, port: int) -> None:
        self.root = root
        self.content = self.read()
        # One save after the other.
        self.saving = Lock()
        super().__init__((HOST, port), _Handler)

    def read(self) -> Content:
        """Read the content, as it stands now."""
        self.content, _ = read_content(self.root / "content")
        return self.content

    @property
    def address(self) -> str:
        """Where the form is."""
        return f"http://{HOST}:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    server: FormServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The page, its programs, its configuration, the files."""
        if not self._is_ours():
            return self._answer(HTTPStatus.FORBIDDEN, "text/plain", "not from here")
        name = self.path.partition("?")[0].lstrip("/") or "index.html"
        if name == "sveltia-cms.js":
            program = _FONT_ADDRESS.sub(rb"fonts/\1", (self.server.root / PROGRAM).read_bytes())
            return self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", program)
        if font := _FONTS.get(name.removeprefix("fonts/")):
            return self._send(HTTPStatus.OK, "font/woff2", (self.server.root / _PACKAGES / font).read_bytes())
        if name == "index.html":
            self.server.read()
        if name == "config.json":
            return self._answer(HTTPStatus.OK, "application/json", json.dumps(configuration(self.server.content)))
        if name == "files":
            texts = editable(self.server.content).items()
            told = {path: {"text": text, "version": version(text)} for path, text in texts}
            return self._answer(HTTPStatus.OK, "application/json", json.dumps(told))
        page = files("factsite.form").joinpath("page", name)
        if name not in {"index.html", "folder.js", "start.js"}:
            return self._answer(HTTPStatus.NOT_FOUND, "text/plain", "nothing is here")
        return self._answer(HTTPStatus.OK, _TYPES[Path(name).suffix], page.read_text(encoding="utf-8"))

    def do_PUT(self) -> None:
        """What the form saves in one file."""
        size = int(self.headers.get("Content-Length") or 0)
        if not self._is_ours() or not self.headers.get("X-Factsite-Form") or not 0 < size <= _MOST:
            self.close_connection = True
            return self._answer(HTTPStatus.FORBIDDEN, "text/plain", "not from here")
        given = self.rfile.read(size).decode("utf-8", errors="replace")
        name = unquote(self.path.removeprefix("/files/"))
        with self.server.saving:
            try:
                kept = save(self.server.content, name, given, self.headers.get("If-Match", ""))
                told = json.dumps({"text": kept, "version": version(kept)})
                return self._answer(HTTPStatus.OK, "application/json", told)
            except NotTakenError as error:
                told = str(error)
            except UnreadableError as error:
                told = as_text(error.problems, self.server.root)
        return self._answer(HTTPStatus.UNPROCESSABLE_ENTITY, "text/plain", told)

    def _is_ours(self) -> bool:
        """Whether a page of ours asks, under our own name: no other site, no name that was made to lead here."""
        own = self.server.address.removeprefix("http://").rstrip("/")
        names = {own, own.replace(HOST, "localhost")}
        origin = self.headers.get("Origin")
        return self.headers.get("Host") in names and (origin is None or origin.removeprefix("http://") in names)

    def _answer(self, status: HTTPStatus, kind: str, text: str) -> None:
        self._send(status, f"{kind}; charset=utf-8", text.encode())

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing of each request."""
