"""A real browser on built sites, served on loopback: fixtures of the tests here and of those in tests/content."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # only tests in a browser load it
    from playwright.sync_api import Browser, Page

    from factsite.rendering.site import Site

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    more: Mapping[str, str] = {}

    def end_headers(self) -> None:
        for name, value in self.more.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def served(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a folder on loopback, each answer with some headers."""
    handler = functools.partial(type("_Answering", (_Quiet,), {"more": headers or {}}), directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """What serves a folder on loopback."""
    return served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system; without it the tests are skipped, unless the environment asks for it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        if os.environ.get("FACTSITE_REQUIRE_BROWSER"):
            pytest.fail("Chromium is missing, and this run requires it")
        pytest.skip("Chromium isn't installed: the tests in the browser are skipped")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in a fresh context."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


# One page of each kind, in some language.
_KINDS = (
    ("index", "en"),
    ("index", "fr"),
    ("index", "nl"),
    ("figures/index", "en"),
    ("legislation/index", "fr"),
    ("decisions/index", "nl"),
    ("fact-checks/index", "en"),
    ("explained/index", "fr"),
    ("organisations/index", "nl"),
    ("commitments/index", "en"),
    ("bridges/index", "fr"),
    ("report", "nl"),
    ("calendar", "fr"),
    ("glossary", "en"),
    ("search", "en"),
    ("about/index", "fr"),
    ("about/sources", "fr"),
    ("about/corrections", "nl"),
)
_RECORDS = ("legislation", "decisions", "fact-checks", "organisations", "explained", "commitments", "bridges")


def one_of_each_kind(model: Site, figure: str) -> list[str]:
    """The addresses of one page of each kind: lists, records, what stands beside them; a figure in every language."""
    found = [model.addresses.of(path, code) for path, code in _KINDS]
    found += [model.addresses.of(f"figures/{figure}", code) for code in model.content.languages]
    found += [model.addresses.of(model.listed(kind, "en")[0].path, "en") for kind in _RECORDS]
    beside = ["", "en/404.html", "data/", f"data/figures/{figure}/", f"data/figures/{figure}.fr.html#2022"]
    return beside + found + [f"{model.addresses.of('figures/index', 'nl')}per/thema/asiel/"]
