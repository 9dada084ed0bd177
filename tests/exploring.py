"""Figures on which readers choose for themselves: their pages and files without the rest of a site, under its policy.

The tests of the fixtures and those of the real content ask the same of them.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from browsing import served
from factsite.publishing.downloads import plan_downloads
from factsite.publishing.judged import judged
from factsite.publishing.planned import Planned
from factsite.publishing.writing import write
from factsite.records.figure import Figure, Observation
from factsite.rendering.addresses import download
from factsite.rendering.choosing import chosen_dimension
from factsite.rendering.environment import THEME
from factsite.rendering.pages import page_of
from factsite.rendering.site import Site
from factsite.rendering.tables import value_text
from factsite.rendering.view import View

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MOST = 8


def served_strictly(folder: Path) -> AbstractContextManager[str]:
    """Serve a folder on loopback under the policy of the site."""
    return served(folder, {"Content-Security-Policy": POLICY})


def write_figure(model: Site, identifier: str, folder: Path) -> None:
    """Write the pages of one figure in every language, its files, and the style and scripts of the site."""
    entry = model.content.entries[f"figures/{identifier}"]
    for code in model.content.languages:
        write(folder / page_of(model, code, entry), judged(model, code, entry))
    for planned in plan_downloads(model):
        if isinstance(planned, Planned) and planned.address.startswith(download(identifier, "")):
            (folder / planned.address).parent.mkdir(parents=True, exist_ok=True)
            (folder / planned.address).write_bytes(planned.text().encode())
    # What keeps its name, the sign of the site among it, and what is named by its bytes.
    shutil.copytree(THEME / "assets", folder / "assets", dirs_exist_ok=True)
    for address, data in model.shipped.data.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(data)


class Explored:
    """A figure as a reader of a language chooses on it."""

    def __init__(self, model: Site, identifier: str, code: str, base: str) -> None:
        entry = model.content.entries[f"figures/{identifier}"]
        figure = model.content.get("figures", identifier, Figure)
        assert figure is not None
        self.figure, self.code, self.base = figure, code, base
        self.address = model.addresses.of(entry.path, code)
        self.view = View(model, code, entry, self.address)
        chosen = chosen_dimension(self.view, figure)
        assert chosen is not None
        self.dimension = chosen
        self.office = download(identifier, f"{code}.office.csv")

    @functools.cached_property
    def totals(self) -> dict[str, str]:
        return {name: str(part.total) for name, part in self.figure.dimensions.items()}

    @functools.cached_property
    def periods(self) -> list[str]:
        found = {point.period.text: point.period.start for point in self.figure.observations if self.is_shown(point)}
        return sorted(found, key=lambda text: found[text])

    def is_shown(self, point: Observation) -> bool:
        """Whether every other dimension is the whole."""
        return all(point.codes[name] == total for name, total in self.totals.items() if name != self.dimension)

    def text(self, period: str, code: str) -> str:
        """What the page says of a value; nothing where there is no observation."""
        point = self.figure.find(period, self.totals | {self.dimension: code})
        return "" if point is None else value_text(self.view, self.figure, point)

    def codes(self) -> list[str]:
        return list(dict.fromkeys(point.codes[self.dimension] for point in self.figure.observations))


@contextmanager
def watched(browser: Browser, **options: object) -> Iterator[Page]:
    """A page in a fresh context on which nothing may be said: no violation of the policy, no error, no warning."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []
    context.close()


def cells(page: Page) -> list[list[str]]:
    """The texts of the chosen table, without letters of flags and notes: a row for each period, the newest first."""
    found: list[list[str]] = page.locator(".chosen table").evaluate(
        """(table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => {
          const bare = cell.cloneNode(true);
          bare.querySelectorAll(".letters").forEach((one) => one.remove());
          return bare.textContent.trimEnd();
        }))"""
    )
    return found


def every_text_is_that_of_the_page(page: Page, explored: Explored, in_files: dict[str, str]) -> int:
    """Ask for all codes, some at a time, by the address: each cell says what the page says. Gives how many there were.

    Args:
        page: a page of a browser.
        explored: the figure.
        in_files: the codes as files and addresses have them.
    """
    count, codes = 0, explored.codes()
    names = [explored.view.language.span(point.period) for point in newest_first(explored)]
    for start in range(0, len(codes), MOST):
        some = codes[start : start + MOST]
        page.goto(f"{explored.base}{explored.address}?{explored.dimension}={'.'.join(in_files[one] for one in some)}")
        page.locator(".chosen table").wait_for()
        wanted = [
            [name, *(explored.text(period, code) for code in some)]
            for name, period in zip(names, reversed(explored.periods), strict=True)
        ]
        assert cells(page) == wanted
        count += sum(len(row) - 1 for row in wanted)
    return count


def newest_first(explored: Explored) -> list[Observation]:
    """An observation of each period."""
    found = {point.period.text: point for point in explored.figure.observations}
    return [found[period] for period in reversed(explored.periods)]


def lines_of(folder: Path, explored: Explored, columns: dict[int, set[str]]) -> bytes:
    """The lines of the figure’s own CSV for Excel whose cells are among those, under its head, as they stand there.

    Args:
        folder: of the site.
        explored: the figure.
        columns: by the number of a column the cells that are wanted.
    """
    head, *rows = (folder / explored.office).read_bytes().splitlines(keepends=True)
    separator = ";" if explored.view.language.decimal_sign == "," else ","
    found = [
        row
        for row in rows
        if all(row.decode().split(separator)[number] in wanted for number, wanted in columns.items())
    ]
    return head + b"".join(found)
