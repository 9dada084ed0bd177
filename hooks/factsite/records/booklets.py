"""The booklets of years that are over: files of content/data/booklets, as they were published, one per language."""

from __future__ import annotations

FOLDER = "booklets"
# With what a PDF begins.
PDF_SIGN = b"%PDF-"


def booklet_name(year: int, language: str) -> str:
    """The name of the file of a year in a language."""
    return f"{year}-{language}.pdf"
