"""Every number of the built pages, read back with Babel: equal in every language, table, chart, text and download."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from babel.numbers import parse_decimal
from openpyxl import load_workbook

from documents import LANGUAGES
from factsite.content import Content
from factsite.deriving.coded import code_in_files, column_of
from factsite.records.figure import Figure
from factsite.rendering.addresses import value_key
from factsite.rendering.site import Site

LOCALES = {"en": "en_GB", "fr": "fr_BE", "nl": "nl_BE"}
_NUMBERS = {
    "en": re.compile(r"[−-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[−-]?\d+(?:\.\d+)?"),
    "fr": re.compile(r"[−-]?\d{1,3}(?:[\u202f\u00a0]\d{3})+(?:,\d+)?|[−-]?\d+(?:,\d+)?"),
    "nl": re.compile(r"[−-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[−-]?\d+(?:,\d+)?"),
}
# Official titles, addresses, file names and checksums keep their own spelling in every language.
_OWN = frozenset({"cite", "code", "script", "style", "textarea", "pre"})
# Titles of sources keep their language; which pages come before and after depends on the alphabet.
_TITLES = frozenset({"sources", "cite", "neighbours"})


class Numbers(HTMLParser):
    """The numbers in the text of a page's main part, those of the tables by anchor, and those of chart points."""

    def __init__(self, language: str, *, marked_only: bool = False) -> None:
        super().__init__()
        self.language = language
        self._marked_only = marked_only
        self.text: Counter[Decimal] = Counter()
        self.cells: dict[str, Decimal] = {}
        self.points: list[Decimal] = []
        self.marked: list[tuple[Decimal, str]] = []
        self.structured = ""
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        for line in (dict(attrs).get("data-told") or "").split("\n"):
            if said := _NUMBERS[self.language].findall(line):
                self.points.append(number(said[-1], self.language))
        if tag not in {"meta", "link", "input", "br", "img", "hr"}:
            self._open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._parts.append(data)

    def _flush(self) -> None:
        text, self._parts = "".join(self._parts), []
        tags = [tag for tag, _ in self._open]
        if not text.strip() or not tags:
            return
        tag, attributes = self._open[-1]
        if self._marked_only and not (tag == "data" and attributes.get("value")):
            return
        if tag == "script" and attributes.get("type") == "application/ld+json" and '"Dataset"' in text:
            self.structured = text
        if (
            "main" not in tags
            # A drawing writes beside its points as many values as have room in a language; all are read to the reader.
            or "svg" in tags
            or _OWN & set(tags)
            or any(_TITLES & set((a.get("class") or "").split()) for _, a in self._open)
        ):
            return
        found = [number(text, self.language) for text in _NUMBERS[self.language].findall(text)]
        self.text.update(found)
        if tag == "td" and attributes.get("id"):
            self.cells[attributes["id"] or ""] = found[0] if found else Decimal("NaN")
        if tag == "data" and attributes.get("value"):
            self.marked.append((Decimal(attributes["value"] or "0"), text))


@cache
def number(text: str, language: str) -> Decimal:
    """Read a number as a reader of a language would."""
    sign = -1 if text[0] in "−-" else 1
    return sign * Decimal(parse_decimal(text.lstrip("−-").replace("\u00a0", "\u202f"), locale=LOCALES[language]))


def read_page(site: Path, address: str, language: str) -> Numbers:
    found = Numbers(language)
    found.feed((site / address / "index.html").read_text(encoding="utf-8"))
    return found


def test_the_same_numbers_everywhere(site: Path, model: Site, identifier: str) -> None:
    """Text, table, chart, CSV, XLSX and JSON of a figure, in three languages."""
    figure = model.content.get("figures", identifier, Figure)
    assert figure is not None
    read = {code: read_page(site, model.addresses.of(f"figures/{identifier}", code), code) for code in LANGUAGES}
    wanted = {value_key(figure, point): point.value for point in figure.observations if point.value is not None}
    plain = figure.unit.currency is None
    for code, page in read.items():
        more, less = page.text - read["en"].text, read["en"].text - page.text
        # A sentence may name a year once more than its translation; every other number stands as often in each.
        assert {value for value in more + less if not is_year(value)} == set(), code
        assert set(page.text) == set(read["en"].text), code
        assert page.points == read["en"].points, code
        shown = {key: value for key, value in page.cells.items() if not value.is_nan()}
        assert set(shown) <= set(wanted)
        if plain:
            assert shown == {key: wanted[key] for key in shown}, code
            assert set(page.points) <= set(wanted.values()) | others(page, figure), code
        assert json.loads(page.structured)["identifier"].endswith(f"/figures/{identifier}/")
    folder = site / "data" / "figures"
    assert tidy(folder / f"{identifier}.csv", figure, model.content) == wanted
    own = Counter(point.value for point in figure.observations if point.value is not None)
    # What other sources say stands in files and a sheet of its own, where no sum takes it.
    other = Counter(other.value for point in figure.observations for other in point.alternatives)
    for code in LANGUAGES:
        assert labelled(folder / f"{identifier}.{code}.csv", VALUE) == own, code
        assert workbook(folder / f"{identifier}.{code}.xlsx", VALUE) == own, code
        if other:
            assert labelled(folder / f"{identifier}.{code}.other-values.csv", OTHER) == other, code
            assert workbook(folder / f"{identifier}.{code}.xlsx", OTHER) == other, code


def is_year(value: Decimal) -> bool:
    """Whether a number can be a year in a sentence."""
    return value == int(value) and 1900 <= value <= 2100


def others(page: Numbers, figure: Figure) -> set[Decimal]:
    """“All others” on a chart: the total minus the parts shown."""
    total = figure.latest()
    if total is None or total.value is None or not figure.total_codes:
        return set()
    newest = {p.value for p in figure.observations if p.period == total.period and p.value is not None}
    return {point for point in page.points if point not in newest and 0 < point < total.value}


def tidy(path: Path, figure: Figure, content: Content) -> dict[str, Decimal]:
    """The values of a CSV with codes, by anchor."""
    keys = {}
    for point in figure.observations:
        codes = [code_in_files(content, name, point.codes[name]) for name in figure.dimensions]
        keys[point.period.text, *codes] = value_key(figure, point)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["value"]]
    columns = [column_of(name) for name in figure.dimensions]
    return {keys[row["period"], *(row[name] for name in columns)]: Decimal(row["value"]) for row in rows}


VALUE, OTHER = {"Value", "Valeur", "Waarde"}, {"Other value", "Autre valeur", "Andere waarde"}


def labelled(path: Path, heads: set[str]) -> Counter[Decimal]:
    """The numbers of a CSV in words in the column with one of some heads."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    place = next(number for number, name in enumerate(rows[0]) if name in heads)
    return Counter(Decimal(row[place]) for row in rows[1:] if row[place])


def workbook(path: Path, heads: set[str]) -> Counter[Decimal]:
    """The numbers of a workbook in the one column with one of some heads."""
    book = load_workbook(path, read_only=True)
    tables = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    book.close()
    (rows,) = (rows for rows in tables if heads & set(rows[0]))
    place = next(number for number, name in enumerate(rows[0]) if name in heads)
    return Counter(Decimal(str(row[place])).normalize() + 0 for row in rows[1:] if row[place] not in (None, ""))


# Sums in sentences, in words of each language.
_WRITTEN_OUT = {
    "billion": 10**9,
    "milliard": 10**9,
    "miljard": 10**9,
    "million": 10**6,
    "miljoen": 10**6,
}


def test_marked_numbers_say_what_they_mean(site: Path) -> None:
    assert marked_numbers(site) > 150


def marked_numbers(site: Path) -> int:
    """Each number that carries its machine-readable value shows that value, on every page; gives how many do."""
    compared = 0
    for code in LANGUAGES:
        for path in sorted((site / code).rglob("index.html")):
            page = Numbers(code, marked_only=True)
            page.feed(path.read_text(encoding="utf-8"))
            for value, text in page.marked:
                shown = [number(found, code) for found in _NUMBERS[code].findall(text)]
                if any(
                    mark in text for mark in ("B", "bn", "Md", "mld")
                ):  # money in thousands of millions, written short
                    shown = [round(value, -8)] if abs(shown[0] * 10**9 - value) <= 5 * 10**7 else shown
                    value = round(value, -8)
                for word, size in _WRITTEN_OUT.items():
                    if word in text:
                        shown = [round(shown[0] * size, -5)]
                        value = round(value, -8) if size > 10**6 else value
                assert shown == [value], f"{path}: {value} is shown as {text}"
                compared += 1
    return compared
