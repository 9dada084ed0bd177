"""Which figures are fetched: those that were named, all that say where they are published, or those that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from factsite.checking.figures import figures
from factsite.content import Content
from factsite.deriving.release_state import is_due
from factsite.documents.tree import Document
from factsite.problems import RuleError, did_you_mean
from factsite.records.figure import Figure
from factsite.records.mapping import Mapping
from factsite.telling import told


@dataclass(frozen=True)
class WantedFigure:
    """A figure that is to be fetched, and how its file is read."""

    identifier: str
    figure: Figure
    document: Document
    mapping: Mapping


def chosen(content: Content, identifiers: tuple[str, ...], due: date | None) -> list[WantedFigure]:
    """The figures to fetch, in the order in which they were named, else by their names.

    Args:
        content: with the figures.
        identifiers: those that were named; empty: all that say where they are published.
        due: only those whose publisher may have given more by this day.

    Raises:
        RuleError: there is no such figure, or it doesn’t say where it is published.
    """
    found = {entry.id: (entry, figure, document) for entry, figure, document in figures(content)}
    published = {
        name: WantedFigure(name, figure, document, figure.import_)
        for name, (_, figure, document) in sorted(found.items())
        if figure.import_ and figure.import_.url
    }
    for name in identifiers:
        if name not in found:
            what = told("there is no figure “{identifier}”", identifier=name)
            raise RuleError("dangling-reference", what, did_you_mean(name, content.identifiers("figures")))
        if name not in published:
            what = told("the figure “{identifier}” doesn’t say where its file is published", identifier=name)
            remedy = told("Write “url” under “import” in its YAML; docs/importing.md has an example.")
            raise RuleError("import-address", what, remedy)
    wanted = [published[name] for name in dict.fromkeys(identifiers)] if identifiers else list(published.values())
    return [one for one in wanted if due is None or is_due(one.figure, due)]
