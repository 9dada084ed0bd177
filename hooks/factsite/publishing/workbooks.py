"""Sheets of plain cells → an Excel workbook, the same bytes for the same cells.

Nothing here knows figures: the sheets are made in ``sheets``, this by another process.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from factsite.publishing.delimited import Rows

_WIDEST = 60
# Shown the same in every language; workbooks count days from the year 1900 on, wrongly before March of it.
_DAY, _FIRST_DAY = "yyyy-mm-dd", date(1900, 3, 1)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its rows, and whether its first row is a head that stays in sight and filters."""

    name: str
    rows: Rows
    head: bool


@dataclass(frozen=True)
class Contents:
    """A workbook before it is written; ``created`` stands in its properties in place of the clock."""

    title: str
    author: str
    created: date
    sheets: list[Sheet]


def write_workbook(contents: Contents) -> bytes:
    """Write a workbook. A text stays a text, whatever it begins with: none becomes a formula or a link.

    A day is a day; before 1900, of which no workbook knows, it stands as a text.
    """
    buffer = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, settings)
    created = datetime.combine(contents.created, datetime.min.time())
    book.set_properties({"title": contents.title, "author": contents.author, "created": created})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": _DAY, "align": "left", "valign": "top"})
    for sheet in contents.sheets:
        page = book.add_worksheet(sheet.name)
        for place, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                titled = place == 0 if sheet.head else column == 0
                style = bold if titled else None if sheet.head else wrapped
                if isinstance(cell, date):
                    cell = cell if cell >= _FIRST_DAY else cell.isoformat()
                if isinstance(cell, Decimal):
                    page.write_number(place, column, float(cell), style)
                elif isinstance(cell, date):
                    page.write_datetime(place, column, datetime.combine(cell, datetime.min.time()), day)
                elif cell:
                    page.write_string(place, column, cell, style)
        for column, width in enumerate(_widths(sheet)):
            page.set_column(column, column, width)
        if sheet.head:
            page.freeze_panes(1, 0)
            page.autofilter(0, 0, len(sheet.rows) - 1, len(sheet.rows[0]) - 1)
    book.close()
    return buffer.getvalue()


def _widths(sheet: Sheet) -> list[int]:
    columns = max((len(row) for row in sheet.rows), default=0)
    longest = [max(len(str(row[column] or "")) for row in sheet.rows if len(row) > column) for column in range(columns)]
    return [min(_WIDEST, width + 3) for width in longest]
