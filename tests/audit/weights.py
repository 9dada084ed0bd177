"""What readers have to fetch: the first view of each kind of page, the next one, the largest page; compressed."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import brotli
from playwright.sync_api import Page, Request

from audit.table import Effort, Row
from audit.viewed import chromium, kinds_of_pages, real_site
from browsing import served

FIRST, NEXT, LARGEST = 60_000, 30_000, 60_000
_KEPT = (".css", ".js", ".woff2", ".svg", ".wasm")  # what a browser has by the next page


def pages_are_light(effort: Effort) -> Iterator[Row]:
    """The bytes of first and next views, as a server sends them that has all compressed before."""
    del effort
    with real_site() as (folder, site), served(folder) as address, chromium() as browser:
        first, later = {}, {}
        for target in kinds_of_pages(site):
            context = browser.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            asked = _asked_by(page)
            page.goto(address + target, wait_until="networkidle")
            context.close()
            sizes = {one: _sent(folder, urlsplit(one).path) for one in dict.fromkeys(request.url for request in asked)}
            first[target] = sum(sizes.values())
            later[target] = sum(size for one, size in sizes.items() if not one.endswith(_KEPT))
        documents = {str(path.relative_to(folder)): len(_pressed(path)) for path in folder.rglob("*.html")}
    for name, sizes, most in (
        ("first views of at most 60 kB", first, FIRST),
        ("next views of at most 30 kB", later, NEXT),
        ("pages of at most 60 kB", documents, LARGEST),
    ):
        heaviest = max(sizes, key=lambda one: sizes[one])
        middle, top = statistics.median(sizes.values()) / 1000, sizes[heaviest] / 1000
        measured = f"median {middle:.1f} kB, most {top:.1f} kB ({heaviest})"
        yield Row(name, len(sizes), sum(size <= most for size in sizes.values()), measured)


def _asked_by(page: Page) -> list[Request]:
    """What a page asks for, from now on."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    return asked


def _sent(folder: Path, address: str) -> int:
    path = folder / address.lstrip("/")
    return len(_pressed(path / "index.html" if path.is_dir() else path)) if path.exists() else 0


def _pressed(path: Path) -> bytes:
    data = path.read_bytes()
    return data if path.suffix in {".woff2", ".png", ".wasm"} else brotli.compress(data, quality=9)
