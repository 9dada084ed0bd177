"""What the sheets of a workbook share: their texts, and the formats that tell which numbers are days."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

from factsite.importing.archive import Archive
from factsite.importing.markup import MAX_TEXT, Handler, run
from factsite.importing.parts import MAX_PART, Book
from factsite.importing.table import shown, unreadable
from factsite.telling import told

MAX_STRINGS = 2_000_000
MAX_STRING_CHARACTERS = 64 * 1024 * 1024
MAX_STYLES = 70_000
_INTEGER = re.compile(r"-?\d{1,40}")


@dataclass(frozen=True)
class NumberStyles:
    """How the numbers of a workbook are meant: per style whether it is one of days (or of durations), and day 0."""

    days: frozenset[str]
    durations: frozenset[str]
    epoch: datetime.datetime

    def text(self, number: str, style: str | None) -> str:
        """A number as text: without an exponent; a day after ISO 8601."""
        if style in self.days:
            try:
                return text_of(from_excel(float(number), self.epoch, style in self.durations))
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
                what = told(
                    "the workbook has more than {limit} texts, or {other} characters of them",
                    limit=MAX_STRINGS,
                    other=MAX_STRING_CHARACTERS,
                )
                raise unreadable(self.path, what, told("Keep the sheet and the rows that are needed only."))


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
            self.formats[number_of(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "xf" and self._cells:
            self.used.append(number_of(attributes.get("numFmtId")))
            if len(self.used) > MAX_STYLES:
                what = told(
                    "the workbook has more than {limit} formats of cells, more than Excel takes", limit=MAX_STYLES
                )
                raise unreadable(self.path, what, told("Copy the numbers into a new workbook."))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._cells = False


def number_of(text: str | None) -> int:
    """A number of an attribute; nought for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def read_strings(archive: Archive, book: Book) -> list[str]:
    """The texts that cells name by their place."""
    part = book.part_of("sharedStrings")
    strings = _Strings(archive.path)
    if part is not None:
        run(archive.chunks(part), strings)
    return strings.found


def read_numbers(archive: Archive, book: Book) -> NumberStyles:
    """How the numbers of the workbook are meant."""
    styles = _Styles(archive.path)
    if part := book.part_of("styles"):
        run(archive.chunks(part, MAX_PART), styles)
    formats = {number: styles.formats.get(number, "") for number in set(styles.used)}
    days = {number for number, code in formats.items() if is_date_format(code)}
    durations = {number for number in days if is_timedelta_format(formats[number])}
    return NumberStyles(
        frozenset(str(style) for style, number in enumerate(styles.used) if number in days),
        frozenset(str(style) for style, number in enumerate(styles.used) if number in durations),
        book.epoch,
    )


def text_of(value: object) -> str:
    """The text of a day, time or duration."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)
