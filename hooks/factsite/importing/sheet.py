"""The rows of a sheet as a stream: each cell as text, whatever form it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from openpyxl.utils.datetime import from_ISO8601

from factsite.documents.text import UnreadableError
from factsite.importing.markup import MAX_TEXT, local
from factsite.importing.remarks import Remark, Remarks
from factsite.importing.styles import NumberStyles, number_of, text_of
from factsite.importing.table import MAX_CELLS, MAX_COLUMNS, FileRow, shown, unreadable
from factsite.telling import Told, told

MAX_ROWS = 1_048_576
_REMEMBERED = 100_000
_SHORT = 16
_AGAIN = told("Get the file again, or in another format (CSV, JSON-stat, SDMX) from the publisher.")


class SheetReader:
    """The rows of a sheet that hold something."""

    def __init__(self, path: Path, strings: list[str], numbers: NumberStyles, remarks: Remarks) -> None:
        self._path, self._remarks = path, remarks
        self._special = numbers.special
        self._strings, self._numbers = strings, numbers
        self._columns: dict[str, int] = {}
        self._known: dict[tuple[str, str | None], str] = {}
        self._line = self._column = self._count = 0
        self._stored = self._own = self._formula = ""

    def rows(self, elements: Iterable[Element]) -> Iterator[FileRow]:
        """Read rows."""
        for element in elements:
            self._name(element.tag.removesuffix("row"))
            number = element.get("r")
            line = number_of(number) if number else self._line + 1
            if not self._line < line <= MAX_ROWS:
                what = told(
                    "the row “{number}” is out of order or beyond the last one of a sheet", number=shown(number or "")
                )
                raise self._refused(what)
            self._line, self._column = line, 0
            cells = self._cells(element)
            self._count += len(cells)
            if self._count > MAX_CELLS:
                raise self._refused(
                    told("the sheet holds more than {limit} cells", limit=MAX_CELLS), told("Get a part of it.")
                )
            if any(cells):
                yield FileRow(line, cells)

    def _name(self, space: str) -> None:
        """Take on the namespace of a row, of which ECMA-376 has two."""
        if not self._stored.startswith(space or "v"):
            self._stored, self._own, self._formula = f"{space}v", f"{space}is", f"{space}f"

    def _cells(self, row: Element) -> list[str]:
        """The texts of a row's cells up to the last one that has a value."""
        cells: list[str] = []
        columns, stored, special = self._columns, self._stored, self._special
        for cell in row:
            reference = cell.get("r")
            column = self._column + 1
            if reference:
                letters = reference.rstrip("0123456789")
                column = columns.get(letters) or self._column_of(letters)
            if not self._column < column <= MAX_COLUMNS:
                raise self._refused(
                    told(
                        "the cell “{reference}” is out of order or beyond the last column",
                        reference=shown(reference or ""),
                    )
                )
            self._column = column
            if not len(cell):
                continue
            # Nearly all cells hold a whole number, or nothing but one text; all others are looked at more closely.
            first = cell[0]
            text = first.text if first.tag == stored else self._own_text(first)
            if not text or not self._is_plain(cell, text, special):
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
    def _is_plain(cell: Element, text: str, special: frozenset[str]) -> bool:
        """Whether a text is what the cell means, as it stands."""
        kind = cell.get("t")
        if kind is None or kind == "n":
            return len(text) < _SHORT and text.isdigit() and text.isascii() and cell.get("s") not in special
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
                raise self._refused(told("this cell holds a formula whose result isn’t stored in the file"))
        return None if found is None else self._read(kind, found, cell.get("s"))

    def _read(self, kind: str, text: str, style: str | None) -> str:
        """What a value means, of the kinds that ECMA-376 has (18.18.11)."""
        if kind == "n" and text:
            return self._number(text, style)
        if kind == "s":
            place = number_of(text)
            if not text.isdigit() or place >= len(self._strings):
                raise self._refused(
                    told("this cell names a text “{text}” that the workbook doesn’t have", text=shown(text))
                )
            return self._strings[place]
        text = text.strip()
        if len(text) > MAX_TEXT:
            raise self._refused(
                told("this cell holds more than {limit} characters", limit=MAX_TEXT), told("Get a part of it.")
            )
        if kind == "b":
            return {"1": "True", "0": "False"}.get(text, text)
        if kind == "d":
            try:
                return text_of(from_ISO8601(text))  # type: ignore[no-untyped-call]
            except ValueError:
                return text
        return text

    def _number(self, text: str, style: str | None) -> str:
        """What a number means by its style; each is made out once."""
        key = text, style
        if key not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[key] = self._numbers.text(text.strip(), style)
        if style in self._special:
            self._tell(text.strip(), style)
        return self._known[key]

    def _tell(self, number: str, style: str) -> None:
        """Count a number that is meant otherwise than it is stored, or may be."""
        numbers = self._numbers
        if numbers.is_year(number, style):
            self._remarks.add(Remark.YEARS, number)
        elif style in numbers.others:
            self._remarks.add(Remark.FORMATS, numbers.others[style])

    def _refused(self, what: Told, remedy: Told = _AGAIN) -> UnreadableError:
        return unreadable(self._path, what, remedy, max(1, self._line), max(1, self._column))


def _texts(element: Element) -> Iterator[str]:
    """The texts in a cell of its own, plain or in runs of several formats, without how they are spoken (rPh)."""
    for part in element:
        name = local(part.tag)
        if name == "t":
            yield part.text or ""
        elif name == "r":
            yield from _texts(part)
