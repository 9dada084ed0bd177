"""An import from beginning to end: what a publisher's file would change in a figure, and what would be written."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from gettext import NullTranslations
from pathlib import Path

from factsite.checking import apply_rules
from factsite.checking.mappings import mappings_are_whole
from factsite.checking.vintages import checksum_of
from factsite.clock import Clock
from factsite.content import Content
from factsite.documents.series import MAX_ROWS, SeriesDocument, byte_order_mark
from factsite.documents.text import UnreadableError, has_byte_order_mark
from factsite.importing.comparing import SeriesComparison, compare
from factsite.importing.journal import digest, write_all
from factsite.importing.notation import read_update
from factsite.importing.observing import observe
from factsite.importing.opening import read_table
from factsite.importing.table import unreadable
from factsite.importing.writing import Occasion, errors_after, facts_text, series_text
from factsite.problems import Problem, RuleError, did_you_mean
from factsite.reading.content import read_content
from factsite.records.codes import FileFormat
from factsite.records.embargo import HELD_FIELDS
from factsite.records.figure import Figure
from factsite.records.mapping import Mapping
from factsite.telling import ENGLISH, Told, as_it_is, told


@dataclass
class Plan:
    """What an import would do. ``before`` are the problems that the content has now.

    ``texts_now`` are the checksums of the series and the YAML that were read. The content itself isn't kept, as a long
    series takes much room and is read once more when the result is tried out.
    """

    root: Path
    file: Path
    checksum: str
    comparison: SeriesComparison
    series: Path
    columns: list[str]
    dimensions: list[str]
    facts: Path
    facts_now: str
    vintages: frozenset[str]
    observations: int
    published: str | None
    before: Callable[[], list[Problem]]
    texts_now: dict[Path, str]
    warnings: list[Problem] = field(default_factory=list)
    remarks: list[Told] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether there is anything to write: other observations, or a file that wasn't imported before."""
        return self.comparison.differs or self.checksum not in self.vintages

    def texts(self, occasion: Occasion) -> dict[Path, str]:
        """The files that would be written, each with its text."""
        series = series_text(self.comparison.observations, self.dimensions, self.columns)
        vintage = {"file": self.file.name, "sha256": self.checksum, "accessed": occasion.accessed}
        if published := occasion.published or self.published:
            vintage["published"] = published
        vintage |= {"imported": occasion.day.isoformat(), "observations": str(self.observations)}
        vintage["series_sha256"] = checksum_of(series)
        return {self.series: series, self.facts: facts_text(self.facts_now, self.comparison, occasion, vintage)}

    def errors(self, texts: dict[Path, str], day: date, words: NullTranslations = ENGLISH) -> str:
        """The errors that the content would have with these texts, in a language; empty if there are none."""
        return errors_after(self.root, texts, day, self.before, words)

    def write(self, texts: dict[Path, str]) -> None:
        """Write the texts, all or nothing.

        Raises:
            RuleError: the content changed since it was read; nothing was written.
            OSError: a file can't be written; all are as they were.
        """
        write_all(self.root, texts, self.texts_now)


def plan(root: Path, identifier: str, file: Path, clock: Clock) -> Plan:
    """Read a publisher's file and compare it with a figure; nothing is written.

    The file is read before the content is checked: what is refused is refused soon.

    Args:
        root: the project.
        identifier: of the figure.
        file: the publisher's file.
        clock: the moment of the import: what is under embargo then was never public.

    Raises:
        RuleError: there is no such figure, it can't be read, or it doesn't say how it is imported.
        UnreadableError: the file can't be used; carries every problem found.
    """
    stamps = _stamps(root / "content" / "data" / "figures")
    content, problems = read_content(root / "content")
    figure, document, mapping = _figure(root, content, identifier)
    seen = {path: digest(path) for path in (document.csv_path, document.path)}
    if _stamps(document.path.parent) != stamps:
        what, remedy = told("the content changed while it was read"), told("Run the import again.")
        raise UnreadableError(Problem(document.path, 1, 1, "unfinished-import", what, remedy, source=""))
    table = read_table(file, mapping)
    checksum = digest(file.resolve())
    found = observe(table, figure, mapping, content)
    if digest(file.resolve()) != checksum:
        raise unreadable(
            file, told("the file changed while it was read"), told("Wait until it is whole, and import it again.")
        )
    comparison = compare(figure, mapping, found, content, clock.moment)
    if len(comparison.observations) > MAX_ROWS:
        what = told(
            "the series would have {number} observations; {limit} is the limit",
            number=len(comparison.observations),
            limit=MAX_ROWS,
        )
        remedy = told("Take fewer with “filter” and “periods” of the import, or part the figure.")
        raise UnreadableError(Problem(file, 1, 1, "too-large", what, remedy, source=""))
    text_file = not mapping.format.is_workbook and mapping.format is not FileFormat.SDMX_ML
    return Plan(
        root=root,
        file=file,
        checksum=checksum,
        comparison=comparison,
        series=document.csv_path,
        columns=document.columns,
        dimensions=list(figure.dimensions),
        facts=document.path,
        facts_now=document.text,
        vintages=frozenset(vintage.sha256 for vintage in figure.vintages),
        observations=len(found),
        published=read_update(table.updated),
        before=partial(apply_rules, content, problems, clock.day),
        texts_now=seen,
        warnings=[byte_order_mark(file)] if text_file and has_byte_order_mark(file) else [],
        remarks=list(table.remarks.say()),
    )


def _stamps(folder: Path) -> dict[str, tuple[int, int, int]]:
    """What tells whether a file in a folder was written meanwhile."""
    with os.scandir(folder) if folder.is_dir() else nullcontext(()) as entries:
        states = {entry.name: entry.stat(follow_symlinks=False) for entry in entries}
    return {name: (state.st_mtime_ns, state.st_size, state.st_ino) for name, state in states.items()}


def _figure(root: Path, content: Content, identifier: str) -> tuple[Figure, SeriesDocument, Mapping]:
    """The figure with the document of its series and its mapping."""
    figure, document = _record(content, identifier)
    if figure.import_ is None:
        remedy = told("Write “import:” into its YAML first; docs/importing.md has an example.")
        raise RuleError(
            "import-mapping",
            told("the figure “{identifier}” doesn’t say how a file is to be read", identifier=identifier),
            remedy,
        )
    if broken := next(mappings_are_whole(content), None):
        raise RuleError("import-mapping", as_it_is(broken.head(root)), broken.help)
    marked = HELD_FIELDS & set(document.columns) if isinstance(document, SeriesDocument) else None
    if marked:
        what = told("an import would drop the column “{column}” of the series", column=min(marked))
        remedy = told("Write an “embargo” in the YAML, as docs/data-dictionary.md tells, and take the column out.")
        raise RuleError("import-mapping", what, remedy)
    if not isinstance(document, SeriesDocument):
        remedy = told("Put them in a CSV beside the YAML, with “series: NAME.csv”, and check.")
        raise RuleError(
            "import-mapping",
            told("the observations of “{identifier}” stand in its YAML", identifier=identifier),
            remedy,
        )
    return figure, document, figure.import_


def _record(content: Content, identifier: str) -> tuple[Figure, object]:
    entry = content.entries.get(f"figures/{identifier}")
    if entry is None:
        remedy = did_you_mean(identifier, content.identifiers("figures"))
        raise RuleError("dangling-reference", told("there is no figure “{identifier}”", identifier=identifier), remedy)
    if (figure := entry.of(Figure)) is None:
        what = told("the figure “{identifier}” can’t be read", identifier=identifier)
        raise RuleError("dangling-reference", what, told("Run “factsite check” and mend it."))
    return figure, entry.document
