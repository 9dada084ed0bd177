"""A sheet of an Excel workbook → a table, in one pass (ECMA-376: a package of XML parts that name each other).

openpyxl reads a workbook whole, or one of results and formulas as a stream, without bounds on either; calamine holds
the rectangle around all cells, however few they are. Here only what is written costs anything. What numbers mean (days,
formats of numbers) is asked of openpyxl.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from factsite.documents.text import UnreadableError
from factsite.importing.archive import Archive
from factsite.importing.markup import MAX_TEXT, Handler, branches, local, run
from factsite.importing.table import MAX_CELLS, MAX_COLUMNS, Row, Table, shown, table, unreadable
from factsite.problems import did_you_mean
from factsite.records.mapping import Mapping

MAX_PART = 8 * 1024 * 1024
MAX_STRINGS = 2_000_000
MAX_STRING_CHARACTERS = 64 * 1024 * 1024
MAX_STYLES = 70_000
MAX_SHEETS = 1_000
MAX_ROWS = 1_048_576
MAX_TAGS = 60_000_000
_REMEMBERED = 100_000
_SHORT = 16
_INTEGER = re.compile(r"-?\d{1,40}")
_SAVE = "Open the workbook in Excel or LibreOffice and save it."


@dataclass(frozen=True)
class _Link:
    """A relationship of a part: what kind it is (the last word of its type), and the part that it names."""

    kind: str
    target: str


@dataclass(frozen=True)
class _Numbers:
    """How the numbers of a workbook are meant: per style whether it is one of days (or of durations), and day 0."""

    days: frozenset[str]
    durations: frozenset[str]
    epoch: datetime.datetime

    def text(self, number: str, style: str | None) -> str:
        """A number as text: without an exponent; a day after ISO 8601."""
        if style in self.days:
            try:
                return _text(from_excel(float(number), self.epoch, style in self.durations))
            except (ValueError, OverflowError):
                return number
        if _INTEGER.fullmatch(number):
            return number
        if len(number) > MAX_TEXT:
            return shown(number)
        try:
            return format(Decimal(repr(float(number))), "f")
        except ValueError:
            return number


def read_workbook(path: Path, mapping: Mapping) -> Table:
    """Read a sheet (the first, if the mapping names none). A cell's line is its row, its column the letter's number.

    Raises:
        UnreadableError: it is no workbook, has no such sheet, or a cell holds a formula without its result; going
            through the rows raises it too.
    """
    chosen = _Chosen(path, mapping)
    rows = chosen.rows()
    head = next(rows, None)
    if head is None:
        raise unreadable(
            path, f"the sheet “{mapping.sheet or 'first of the workbook'}” is empty", "Get the file again."
        )
    used = len(head.cells) - next((n for n, cell in enumerate(reversed(head.cells)) if cell), 0)
    head.cells = head.cells[:used]
    made = table(path, head, _of_width(path, rows, used), lambda row, column: column + 1)
    made.count = lambda: chosen.count(used)
    return made


def _of_width(path: Path, rows: Iterator[Row], width: int) -> Iterator[Row]:
    for row in rows:
        if any(row.cells[width:]):
            beyond = next(number for number, cell in enumerate(row.cells) if number >= width and cell)
            raise unreadable(path, "this row has cells to the right of the head", "", row.line, beyond + 1)
        if len(row.cells) != width:
            row.cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        yield row


class _Chosen:
    """The sheet that a mapping names."""

    def __init__(self, path: Path, mapping: Mapping) -> None:
        self._path, self._mapping = path, mapping
        self._values = 0

    def rows(self) -> Iterator[Row]:
        """The rows from the head on that hold anything."""
        with Archive(self._path) as archive:
            book = _book(archive)
            part = _sheet_part(archive, book, self._mapping)
            self._values = _count_values(archive, part)
            strings = _strings(archive, book)
            sheet = _Sheet(self._path, strings, _numbers(archive, book))
            yield from sheet.rows(branches(self._path, archive.chunks(part), "sheetData"), self._mapping.header)

    def count(self, width: int) -> int:
        """How many rows there must be below the head for all values; each has ``width`` of them at most."""
        above = (self._mapping.header - 1) * MAX_COLUMNS
        return max(0, self._values - above - width) // width


def _text(value: object) -> str:
    """The text of a day, time or duration."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)


# --- the parts and how they name each other ----------------------------------------------------------------------


class _Links(Handler):
    def __init__(self, path: Path, folder: str) -> None:
        super().__init__(path)
        self._folder = folder
        self.found: dict[str, _Link] = {}

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External" and len(self.found) < MAX_SHEETS:
            target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = _Link(kind, target.lstrip("/"))


class _Book(Handler):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.part = ""
        self.links: dict[str, _Link] = {}
        self.sheets: dict[str, str] = {}
        self.epoch = CALENDAR_WINDOWS_1900

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and len(self.sheets) < MAX_SHEETS:
            link = next((text for key, text in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self.sheets[attributes.get("name", "")] = link
        elif name == "workbookPr" and attributes.get("date1904") in {"1", "true", "on"}:
            self.epoch = CALENDAR_MAC_1904

    def part_of(self, kind: str) -> str | None:
        """The part that the workbook names once, such as its styles."""
        return next((link.target for link in self.links.values() if link.kind == kind), None)


def _links(archive: Archive, part: str) -> dict[str, _Link]:
    folder, name = posixpath.split(part)
    links = _Links(archive.path, folder)
    run(archive.chunks(posixpath.join(folder, "_rels", f"{name}.rels"), MAX_PART), links)
    return links.found


def _book(archive: Archive) -> _Book:
    """The workbook: the names of its sheets, and the parts that it names."""
    if "mimetype" in archive.names:
        what = "this is an OpenDocument file (.ods), no Excel workbook"
        raise unreadable(archive.path, what, "Open it in LibreOffice or Excel and save it as .xlsx.")
    named = _links(archive, "").values() if "_rels/.rels" in archive.names else ()
    part = next((link.target for link in named if link.kind == "officeDocument"), "xl/workbook.xml")
    if part.endswith(".bin"):
        what = "this is a binary workbook (.xlsb)"
        raise unreadable(archive.path, what, "Open it in Excel or LibreOffice and save it as .xlsx.")
    if part not in archive.names:
        what = "this is no Excel workbook: the archive holds none"
        remedy = "Get the file again; if it is an archive of other files, unpack it and import one of them."
        raise unreadable(archive.path, what, remedy)
    book = _Book(archive.path)
    run(archive.chunks(part, MAX_PART), book)
    book.links = _links(archive, part)
    return book


def _sheet_part(archive: Archive, book: _Book, mapping: Mapping) -> str:
    kinds = {name: book.links.get(link, _Link("", "")) for name, link in book.sheets.items()}
    tables = {name: link.target for name, link in kinds.items() if link.kind == "worksheet"}
    if mapping.sheet is None and tables:
        return next(iter(tables.values()))
    if mapping.sheet in tables:
        return tables[mapping.sheet]
    if mapping.sheet in kinds:
        what = f"the sheet “{shown(mapping.sheet)}” holds a chart, no cells"
        raise unreadable(archive.path, what, did_you_mean(mapping.sheet, tables) or "Get a file with the numbers.")
    if mapping.sheet and tables:
        what = f"the workbook has no sheet “{mapping.sheet}”"
        raise unreadable(archive.path, what, did_you_mean(mapping.sheet, map(shown, tables)))
    what = "the workbook has charts only, no sheet with cells" if kinds else "the workbook has no sheet"
    raise unreadable(archive.path, what, "Get a file with the numbers.")


def _count_values(archive: Archive, part: str) -> int:
    """Unpack a sheet once without taking it apart: that is fast, and tells whether it is whole and within bounds.

    Returns:
        How many values it holds, or a few less.
    """
    tags = values = 0
    for chunk in archive.chunks(part):
        tags += chunk.count(b"<")
        values += chunk.count(b"</v>") + chunk.count(b"</is>")
        if tags > MAX_TAGS:
            raise unreadable(archive.path, f"the sheet holds more than {MAX_CELLS} cells", "Get a part of it.")
    return values


# --- texts and styles that the sheets share ----------------------------------------------------------------------


class _Strings(Handler):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.found: list[str] = []
        self._characters = 0
        self._phonetic = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self.collecting = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        if name == "t":
            self.collecting = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.found.append(self.text.strip())
            self._characters += len(self.text)
            self.text = ""
            if len(self.found) > MAX_STRINGS or self._characters > MAX_STRING_CHARACTERS:
                what = f"the workbook has more than {MAX_STRINGS} texts, or {MAX_STRING_CHARACTERS} characters of them"
                raise unreadable(self.path, what, "Keep the sheet and the rows that are needed only.")


class _Styles(Handler):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.formats = dict(BUILTIN_FORMATS)
        self.used: list[int] = []
        self._cells = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "cellXfs":
            self._cells = True
        elif name == "numFmt" and len(self.formats) < MAX_STYLES and len(attributes.get("formatCode", "")) < 1_000:
            self.formats[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "xf" and self._cells:
            self.used.append(_number(attributes.get("numFmtId")))
            if len(self.used) > MAX_STYLES:
                what = f"the workbook has more than {MAX_STYLES} formats of cells, more than Excel takes"
                raise unreadable(self.path, what, "Copy the numbers into a new workbook.")

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._cells = False


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _strings(archive: Archive, book: _Book) -> list[str]:
    part = book.part_of("sharedStrings")
    strings = _Strings(archive.path)
    if part is not None:
        run(archive.chunks(part), strings)
    return strings.found


def _numbers(archive: Archive, book: _Book) -> _Numbers:
    styles = _Styles(archive.path)
    if part := book.part_of("styles"):
        run(archive.chunks(part, MAX_PART), styles)
    formats = {number: styles.formats.get(number, "") for number in set(styles.used)}
    days = {number for number, code in formats.items() if is_date_format(code)}
    durations = {number for number in days if is_timedelta_format(formats[number])}
    return _Numbers(
        frozenset(str(style) for style, number in enumerate(styles.used) if number in days),
        frozenset(str(style) for style, number in enumerate(styles.used) if number in durations),
        book.epoch,
    )


# --- the sheet -----------------------------------------------------------------------------------------------------


class _Sheet:
    """The rows of a sheet that hold something, from the head on."""

    def __init__(self, path: Path, strings: list[str], numbers: _Numbers) -> None:
        self._path = path
        self._strings, self._numbers = strings, numbers
        self._columns: dict[str, int] = {}
        self._known: dict[tuple[str, str | None], str] = {}
        self._line = self._column = self._count = 0
        self._stored = self._own = self._formula = ""

    def rows(self, elements: Iterable[Element], header: int) -> Iterator[Row]:
        """Read rows; one that stands above the line ``header`` isn't given on."""
        for element in elements:
            self._name(element.tag.removesuffix("row"))
            number = element.get("r")
            line = _number(number) if number else self._line + 1
            if not self._line < line <= MAX_ROWS:
                what = f"the row “{shown(number or '')}” is out of order or beyond the last one of a sheet"
                raise self._refused(what)
            self._line, self._column = line, 0
            cells = self._cells(element)
            self._count += len(cells)
            if self._count > MAX_CELLS:
                raise self._refused(f"the sheet holds more than {MAX_CELLS} cells", "Get a part of it.")
            if cells and line >= header:
                yield Row(line, cells)

    def _name(self, space: str) -> None:
        """Take on the namespace of a row, of which ECMA-376 has two."""
        if not self._stored.startswith(space or "v"):
            self._stored, self._own, self._formula = f"{space}v", f"{space}is", f"{space}f"

    def _cells(self, row: Element) -> list[str]:
        """The texts of a row's cells up to the last one that has a value."""
        cells: list[str] = []
        columns, stored, days = self._columns, self._stored, self._numbers.days
        for cell in row:
            reference = cell.get("r")
            column = self._column + 1
            if reference:
                letters = reference.rstrip("0123456789")
                column = columns.get(letters) or self._column_of(letters)
            if not self._column < column <= MAX_COLUMNS:
                raise self._refused(f"the cell “{shown(reference or '')}” is out of order or beyond the last column")
            self._column = column
            if not len(cell):
                continue
            # Nearly all cells hold a whole number, or nothing but one text; all others are looked at more closely.
            first = cell[0]
            text = first.text if first.tag == stored else self._own_text(first)
            if not text or not self._is_plain(cell, text, days):
                text = self._value(cell)
            if text is not None:
                if len(cells) < column - 1:
                    cells += [""] * (column - 1 - len(cells))
                cells.append(text)
        return cells

    def _own_text(self, element: Element) -> str | None:
        """The text that a cell holds itself, if it is written in one piece."""
        if element.tag == self._own and len(element) == 1 and not len(element[0]):
            return element[0].text
        return None

    @staticmethod
    def _is_plain(cell: Element, text: str, days: frozenset[str]) -> bool:
        """Whether a text is what the cell means, as it stands."""
        kind = cell.get("t")
        if kind is None or kind == "n":
            return len(text) < _SHORT and text.isdigit() and text.isascii() and cell.get("s") not in days
        return kind in {"inlineStr", "str"} and len(text) < MAX_TEXT and text == text.strip()

    def _column_of(self, letters: str) -> int:
        number = 0
        for letter in letters[:4]:
            number = number * 26 + ord(letter) - 64 if "A" <= letter <= "Z" else MAX_COLUMNS + 1
        if number <= MAX_COLUMNS:
            self._columns[letters] = number
        return number

    def _value(self, cell: Element) -> str | None:
        """The text of a cell; None if it has no value."""
        found = cell.findtext(self._stored)
        kind = cell.get("t", "n")
        if not found:
            own = cell[0]
            if own.tag == self._own:
                found = own[0].text or "" if len(own) == 1 and len(own[0]) == 0 else "".join(_texts(own))
            elif cell.find(self._formula) is not None and (found is None or kind != "str"):
                raise self._refused("this cell holds a formula whose result isn’t stored in the file")
        return None if found is None else self._read(kind, found, cell.get("s"))

    def _read(self, kind: str, text: str, style: str | None) -> str:
        """What a value means, of the kinds that ECMA-376 has (18.18.11)."""
        if kind == "n" and text:
            key = text, style
            if key not in self._known:
                if len(self._known) > _REMEMBERED:
                    self._known.clear()
                self._known[key] = self._numbers.text(text.strip(), style)
            return self._known[key]
        if kind == "s":
            place = _number(text)
            if not text.isdigit() or place >= len(self._strings):
                raise self._refused(f"this cell names a text “{shown(text)}” that the workbook doesn’t have")
            return self._strings[place]
        text = text.strip()
        if len(text) > MAX_TEXT:
            raise self._refused(f"this cell holds more than {MAX_TEXT} characters", "Get a part of it.")
        if kind == "b":
            return {"1": "True", "0": "False"}.get(text, text)
        if kind == "d":
            try:
                return _text(from_ISO8601(text))  # type: ignore[no-untyped-call]
            except ValueError:
                return text
        return text

    def _refused(self, what: str, remedy: str = _SAVE) -> UnreadableError:
        return unreadable(self._path, what, remedy, max(1, self._line), max(1, self._column))


def _texts(element: Element) -> Iterator[str]:
    """The texts in a cell of its own, plain or in runs of several formats, without how they are spoken (rPh)."""
    for part in element:
        name = local(part.tag)
        if name == "t":
            yield part.text or ""
        elif name == "r":
            yield from _texts(part)
