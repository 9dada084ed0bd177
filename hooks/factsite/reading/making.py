"""What is made of one file by itself, whatever else stands in the folder: a record, a source, the words of a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import BaseModel

from factsite.content import DimensionFacts, Translation
from factsite.documents.pages import PageFile
from factsite.documents.series import SeriesRows, with_series
from factsite.documents.text import UnreadableError
from factsite.documents.tree import Document
from factsite.documents.typography import typeset, typeset_fields, typeset_source
from factsite.documents.validating import validate
from factsite.problems import Problem
from factsite.records.common import Record
from factsite.records.dimension import DimensionCodes
from factsite.records.listed import CodeLists
from factsite.records.registry import EASY
from factsite.records.rows import RowReader
from factsite.records.source import Source
from factsite.records.words import Words
from factsite.telling import told

M = TypeVar("M", bound=BaseModel)
HOME = "index"
# The fields by which something is held back; and of how many rows each may be looked at for them.
HOLDING = ("publish_at", "draft", "until_then", "embargo")
MAX_HELD_ROWS = 200_000


@dataclass(frozen=True)
class Recorded:
    """What came of the file of a record: the document with its series, the record if it is one, its problems."""

    document: Document
    record: Record | None
    problems: list[Problem]


def recorded(model: type[Record], document: Document, series: SeriesRows | None, codes: CodeLists) -> Recorded:
    """A record of its file and, if it has one, its CSV.

    Raises:
        UnreadableError: some rows aren't public yet, and they are too many to be looked at one by one.
    """
    whole = with_series(document, series, _observations(model, document, series)) if series else document
    whole = replace(whole, data=model.prepared(whole.data))
    record, problems = validate(model, whole, codes)
    return Recorded(whole, record, problems)


def _observations(model: type[Record], document: Document, series: SeriesRows) -> list[Any]:
    """The rows of a CSV: as observations or, where some may be held back, as they were read."""
    if model.row is None or any(name in series.columns or name in document.text for name in HOLDING):
        if len(series.lines) > MAX_HELD_ROWS:
            what = told("the series has more than {limit} rows, and some are held back", limit=MAX_HELD_ROWS)
            raise UnreadableError(Problem(series.path, 1, 1, "too-large", what, told("Part the figure.")))
        return series.trees()
    dimensions = document.data.get("dimensions")
    return RowReader(model.row, series.columns, dimensions if isinstance(dimensions, dict) else {}).read(series)


def sourced(document: Document, codes: CodeLists) -> tuple[Source | None, list[Problem]]:
    """A source of its file."""
    source, problems = validate(Source, document, codes)
    return typeset_source(source) if source else None, problems


def translated(
    language: str, page: str, file: PageFile, model: type[Words]
) -> tuple[Translation | None, list[Problem]]:
    """The words of a page in a language; every page has a slug, but home and the easy-to-read ones below others."""
    words, problems = validate(model, file.document)
    bare = page == HOME or (page.startswith(f"{EASY}/") and page != f"{EASY}/{HOME}")
    if words and words.slug is None and not bare:
        remedy = told("Add “slug: words-of-the-title”.")
        return None, [*problems, file.document.problem("missing-field", told("the field “slug” is missing"), remedy)]
    if words is None:
        return None, problems
    typed = replace(file, body=typeset(file.body, language))
    return Translation(language, typeset_fields(words, language), typed), problems


def each(model: type[M], document: Document) -> tuple[dict[str, M], list[Problem]]:
    """What stands under each key of a file by itself."""
    found: dict[str, M] = {}
    wrong: list[Problem] = []
    for key in document.data:
        record, problems = validate(model, document.part(key))
        wrong += problems
        if record:
            found[key] = record
    return found, wrong


def dimension_facts(document: Document) -> tuple[dict[str, DimensionFacts], list[Problem]]:
    """The codes of each dimension."""
    found, problems = each(DimensionCodes, document)
    return {name: _facts(codes) for name, codes in found.items()}, problems


def _facts(codes: DimensionCodes) -> DimensionFacts:
    total = [codes.total] if codes.total and codes.total not in codes.codes else []
    return DimensionFacts(total + codes.codes, codes.countries, codes.aggregates, codes.ordered, codes.colours)
