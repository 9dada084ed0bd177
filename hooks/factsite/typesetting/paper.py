"""Data and a template → a PDF with tags (PDF/UA-1), the same bytes on every machine.

What a page says reaches Typst as JSON that its template reads: no text of the content is ever part of its markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from factsite.build_cache.recipes import Recipe
from factsite.build_cache.store import Store
from factsite.charting.lettering import FAMILY, FONTS, drawable
from factsite.charting.picture import palette

_TEMPLATES = Path(__file__).resolve().parent
# What stands before each template.
_SHARED = "shared"
# An object of a page; text in a PDF has no line of its own that begins so.
_PAGE = re.compile(rb"^<<\s*/Type\s*/Page\b(?!s)", re.MULTILINE)


@dataclass(frozen=True)
class Sheets:
    """What is set: the template, its data as JSON, the day of the document."""

    template: str
    data: str
    day: date


def sheets(template: str, data: Mapping[str, Any], day: date) -> Sheets:
    """What a document is made of.

    Args:
        template: the name of a template of this folder, without its ending.
        data: what the template reads; every letter that our font lacks is replaced by a sign.
        day: the day of the document.
    """
    whole = {**data, "style": {"font": FAMILY, "colours": palette()}}
    parts = [(_TEMPLATES / f"{name}.typ").read_text(encoding="utf-8") for name in (_SHARED, template)]
    return Sheets(
        "".join(parts),
        drawable(json.dumps(whole, ensure_ascii=False, sort_keys=True)),
        day,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def make_pdf(what: Sheets) -> bytes:
    """Set a document.

    Raises:
        TypstError: the template has a mistake, or the document would break PDF/UA-1.
    """
    day = datetime(what.day.year, what.day.month, what.day.day, tzinfo=UTC)
    # With the standard, Typst refuses what would break it, such as a picture without a description.
    return typst.compile(
        what.template.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": what.data},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=day,
    )


def _specimen() -> bytes:
    """A few letters on paper: another font makes another document."""
    text = f'#set document(title: "A")\n#set text(font: "{FAMILY}")\nAé19 *Bf*'
    return make_pdf(Sheets(text, "{}", date(2000, 1, 1)))


_PDF = Recipe("pdf", make_pdf, ("typst",), _specimen)


@dataclass(frozen=True)
class Paper:
    """A document: its bytes, and how many pages it has."""

    data: bytes
    pages: int


def paper(what: Sheets, store: Store) -> Paper:
    """A document, as it was kept or set here and now.

    Raises:
        TypstError: it can’t be set.
    """
    data = _PDF.made(what, store)
    return Paper(data, count_pages(data))


def count_pages(data: bytes) -> int:
    """How many pages a PDF of ours has."""
    return len(_PAGE.findall(data))
