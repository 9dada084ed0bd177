"""Readers get every answer, and whole, while two releases take turns."""

from __future__ import annotations

import functools
import http.server
import random
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from audit.building import SEED, built_project, start_build
from audit.table import Effort, Row
from factsite.releasing.switching import switch

SWAPS, READERS = 1000, 4


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """A web server as simple as they come, that says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@dataclass
class _Reader(threading.Thread):
    """Asks for pages until it is stopped, and counts answers that aren't a page of one of two sites, whole."""

    port: int
    right: dict[str, set[bytes]]
    stop: threading.Event
    answers: int = 0
    wrong: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        """Read."""
        chance, names = random.Random(SEED), sorted(self.right)
        while not self.stop.is_set():
            name = chance.choice(names)
            self.answers += 1
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{name}", timeout=30) as answer:
                    self.wrong += answer.read() not in self.right[name]
            except OSError:
                self.wrong += 1


def swaps_lose_no_answer(effort: Effort) -> Iterator[Row]:
    """Two releases take turns while readers ask for pages that both have."""
    with built_project() as built:
        releases = built.releases
        words = releases.root / "content" / "fr" / "index.md"
        words.write_text(words.read_text(encoding="utf-8") + "\nUn mot de plus.\n" * 500, encoding="utf-8")
        if start_build(releases.root).wait():
            raise SystemExit("the small site can’t be built")
        older, newer = [release.folder for release in releases.all()][-2:]
        shared = sorted(built.right.files.keys() & releases.all()[-1].manifest.files.keys())
        right = {name: {(older / name).read_bytes(), (newer / name).read_bytes()} for name in shared}
        handler = functools.partial(_Quiet, directory=str(releases.link))
        stop, swaps = threading.Event(), effort.of(SWAPS)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            readers = [_Reader(server.server_port, right, stop) for _ in range(READERS)]
            for reader in readers:
                reader.start()
            for number in range(swaps):
                switch(releases.link, (older, newer)[number % 2])
                time.sleep(0.01)
            stop.set()
            for reader in readers:
                reader.join()
            server.shutdown()
    answers, wrong = sum(reader.answers for reader in readers), sum(reader.wrong for reader in readers)
    measured = f"{swaps:,} switches, {READERS} readers, {wrong} answers missing or mixed"
    yield Row("answers while two releases take turns", answers, answers - wrong, measured)
