"""A server on this machine that plays publishers' servers: Eurostat's, UNHCR's and Statbel's, well and ill."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from click.testing import CliRunner, Result

from factsite.cli import main
from factsite.fetching.asking import Asker, FetchBounds, World

EUROSTAT, UNHCR, STATBEL = "ec.europa.eu", "api.unhcr.org", "statbel.fgov.be"
HOSTS = (EUROSTAT, UNHCR, STATBEL, "moved.example.org")


@dataclass(frozen=True)
class Played:
    """An answer: ``length`` is what it says that the body has, if it hasn’t; ``drip`` is called before each byte."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    drip: Callable[[], None] | None = None


@dataclass
class Playing:
    """The server: what it answers to each path, in order (the last answer again and again), and what it was asked."""

    port: int
    answers: dict[str, list[Played]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    time: float = 0.0

    def plays(self, path: str, *answers: Played) -> None:
        self.answers[path] = list(answers)

    def asker(self, scheme: str = "http", **bounds: float) -> Asker:
        """Who asks the server for each of the hosts; nobody waits: the clock goes on by what was slept."""

        def sleep(seconds: float) -> None:
            self.slept.append(seconds)
            self.time += seconds

        played = dict.fromkeys(HOSTS, f"{scheme}://127.0.0.1:{self.port}")
        limits: dict[str, object] = {"connect": 5.0, "read": 5.0, **bounds}
        return Asker(FetchBounds(**limits), World(lambda: self.time, sleep, played))  # type: ignore[arg-type]


@contextmanager
def publishers(wrap: Callable[[ThreadingHTTPServer], None] = lambda _: None) -> Iterator[Playing]:
    """Play publishers on a free port of this machine; stopped afterwards."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            playing.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            path = self.path.partition("?")[0]
            answers = playing.answers.get(path, [Played(status=404, body=b"<html>nothing</html>")])
            played = answers.pop(0) if len(answers) > 1 else answers[0]
            self._answer(played)

        def _answer(self, played: Played) -> None:
            etag = played.headers.get("ETag")
            if played.status == 200 and etag and self.headers.get("If-None-Match") == etag:
                played = Played(status=304, headers={"ETag": etag})
            self.send_response_only(played.status)
            for name, value in played.headers.items():
                self.send_header(name, value)
            if played.status != 304 and "Content-Length" not in played.headers:
                self.send_header("Content-Length", str(len(played.body) if played.length is None else played.length))
            self.end_headers()
            try:
                for start in range(0, len(played.body), 1 if played.drip else max(1, len(played.body))):
                    if played.drip:
                        played.drip()
                    self.wfile.write(played.body[start : start + 1] if played.drip else played.body)
                    self.wfile.flush()
            except OSError:
                pass

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    wrap(server)
    playing = Playing(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield playing
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def fetch(playing: Playing, *arguments: str, day: str = "2026-11-21") -> Result:
    """Run the command against the server."""
    words = ["fetch", *arguments, "--day", day]
    return CliRunner().invoke(main, words, obj=playing.asker(), catch_exceptions=False)


def published(project: Path, figure: str, lines: str) -> None:
    """Say in a figure’s YAML where its file is published."""
    path = project / "content" / "data" / "figures" / f"{figure}.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("import:\n", f"import:\n{lines}"), encoding="utf-8", newline="\n")
