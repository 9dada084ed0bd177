"""What the sheets of a workbook share: their texts, and the formats that tell which numbers are days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

from factsite.importing.archive import Archive
from factsite.importing.markup import MAX_TEXT, Handler, run
from factsite.importing.parts import MAX_PART, Book
from factsite.importing.table import Numeral, shown, unreadable
from factsite.telling import told

MAX_STRINGS = 2_000_000
MAX_STRING_CHARACTERS = 64 * 1024 * 1024
MAX_STYLES = 70_000
_INTEGER = re.compile(r"-?\d{1,40}")
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d{2}(?:\.0+)?")
# In a format: what is shown as it stands, and what is an order, such as a colour, a currency or a language.
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_ORDERS = re.compile(r"\[[^\]]*\]")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")


@dataclass(frozen=True)
class NumberStyles:
    """How the numbers of a workbook are meant: per style whether it is one of days (or of durations), and day 0.

    ``percents`` are the styles of shares that are shown times a hundred; ``years`` and ``months`` those of days of
    which no more is shown; ``others`` those that show something else than is stored, each with its format.
    """

    days: frozenset[str]
    durations: frozenset[str]
    epoch: datetime.datetime
    percents: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def special(self) -> frozenset[str]:
        """The styles whose numbers aren't meant as they are stored."""
        return self.days | self.percents | frozenset(self.others)

    def text(self, number: str, style: str | None) -> str:
        """A number as text: without an exponent; a day after ISO 8601 as far as it is shown; a share with its %."""
        if style in self.days:
            if self.is_year(number, style):
                return number.partition(".")[0]
            try:
                return self._shown(from_excel(float(number), self.epoch, style in self.durations), style)
            except (ValueError, OverflowError):
                return number
        if _INTEGER.fullmatch(number) and style not in self.percents:
            return Numeral(number)
        if len(number) > MAX_TEXT:
            return shown(number)
        try:
            # Excel keeps fifteen digits; those beyond are what a computation left over.
            exact = Decimal(f"{float(number):.15g}")
        except ValueError:
            return number
        return Numeral(f"{exact.scaleb(2):f}%" if style in self.percents else format(exact, "f"))

    def is_year(self, number: str, style: str | None) -> bool:
        """Whether a number of a style of days is a year all the same: 2021 would be a day in July 1905."""
        return style in self.days and style not in self.durations and bool(_YEAR.fullmatch(number))

    def _shown(self, value: object, style: str | None) -> str:
        text = text_of(value)
        if isinstance(value, datetime.datetime) and style in self.years | self.months:
            return text[:4] if style in self.years else text[:7]
        return text


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
                raise unreadable(
                    self.path,
                    what,
                    told("Get a part of it, or another format (CSV, JSON-stat, SDMX) from the publisher."),
                )


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
                raise unreadable(self.path, what, told("Get another format (CSV, JSON-stat, SDMX) from the publisher."))

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
    plain = {
        number: _ORDERS.sub("", _QUOTED.sub("", code.split(";")[0])).casefold() for number, code in formats.items()
    }
    days = {number for number, code in formats.items() if is_date_format(code)}
    durations = {number for number in days if is_timedelta_format(formats[number])}

    def those(numbers: Iterable[int]) -> frozenset[str]:
        wanted = set(numbers)
        return frozenset(str(style) for style, number in enumerate(styles.used) if number in wanted)

    yearly = {number for number in days if "y" in plain[number] and not set("mdhs") & set(plain[number])}
    monthly = {
        number for number in days - yearly if {"y", "m"} <= set(plain[number]) and not set("dhs") & set(plain[number])
    }
    otherwise = {number for number in formats.keys() - days if _shows_otherwise(formats[number], plain[number])}
    return NumberStyles(
        those(days),
        those(durations),
        book.epoch,
        those(number for number in formats.keys() - days if "%" in plain[number]),
        those(yearly),
        those(monthly),
        {str(style): formats[number] for style, number in enumerate(styles.used) if number in otherwise},
    )


def _shows_otherwise(code: str, plain: str) -> bool:
    """Whether a format shows thousands or millions (#,##0,), or words beside the number."""
    return bool(_SCALED.search(plain)) or any(
        any(map(str.isalpha, text)) for text in _QUOTED.findall(code.split(";")[0])
    )


def text_of(value: object) -> str:
    """The text of a day, time or duration."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)
