"""The parts of an Excel workbook and how they name each other (ECMA-376: a package of XML parts)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from factsite.importing.archive import Archive
from factsite.importing.markup import Handler, run
from factsite.importing.table import unreadable
from factsite.telling import told

MAX_PART = 8 * 1024 * 1024
MAX_SHEETS = 1_000


@dataclass(frozen=True)
class Relationship:
    """A relationship of a part: what kind it is (the last word of its type), and the part that it names."""

    kind: str
    target: str


class _Links(Handler):
    def __init__(self, path: Path, folder: str) -> None:
        super().__init__(path)
        self._folder = folder
        self.found: dict[str, Relationship] = {}

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External" and len(self.found) < MAX_SHEETS:
            target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = Relationship(kind, target.lstrip("/"))


class Book(Handler):
    """The part that lists the sheets: their names, and the other parts that it names."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.part = ""
        self.links: dict[str, Relationship] = {}
        self.sheets: dict[str, str] = {}
        self.epoch = CALENDAR_WINDOWS_1900

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take a sheet, or the setting of the days."""
        if name == "sheet" and len(self.sheets) < MAX_SHEETS:
            link = next((text for key, text in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self.sheets[attributes.get("name", "")] = link
        elif name == "workbookPr" and attributes.get("date1904") in {"1", "true", "on"}:
            self.epoch = CALENDAR_MAC_1904

    def part_of(self, kind: str) -> str | None:
        """The part that the workbook names once, such as its styles."""
        return next((link.target for link in self.links.values() if link.kind == kind), None)


def _links(archive: Archive, part: str) -> dict[str, Relationship]:
    folder, name = posixpath.split(part)
    links = _Links(archive.path, folder)
    run(archive.chunks(posixpath.join(folder, "_rels", f"{name}.rels"), MAX_PART), links)
    return links.found


def read_book(archive: Archive) -> Book:
    """The workbook: the names of its sheets, and the parts that it names."""
    named = _links(archive, "").values() if "_rels/.rels" in archive.names else ()
    part = next((link.target for link in named if link.kind == "officeDocument"), "xl/workbook.xml")
    if part not in archive.names:
        what = told("this is no Excel workbook: the archive holds none")
        remedy = told("Get the file again; if it is an archive of other files, unpack it and import one of them.")
        raise unreadable(archive.path, what, remedy)
    book = Book(archive.path)
    run(archive.chunks(part, MAX_PART), book)
    book.links = _links(archive, part)
    return book


def table_parts(book: Book) -> tuple[dict[str, str], list[str]]:
    """The sheets with cells, each with its part, and the names of those with charts or macros only."""
    kinds = {name: book.links.get(link, Relationship("", "")) for name, link in book.sheets.items()}
    tables = {name: link.target for name, link in kinds.items() if link.kind == "worksheet"}
    return tables, [name for name in kinds if name not in tables]
