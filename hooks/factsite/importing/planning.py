"""An import from beginning to end: what a publisher's file would change in a figure, and what would be written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from factsite.checking import check
from factsite.content import Content
from factsite.importing.comparing import Comparison, compare
from factsite.importing.notation import read_update
from factsite.importing.observing import observe
from factsite.importing.opening import read_table
from factsite.importing.writing import Occasion, errors_after, facts_text, series_text
from factsite.problems import Problem, RuleError, did_you_mean
from factsite.reading.series import SeriesDocument, byte_order_mark
from factsite.reading.text import has_byte_order_mark
from factsite.records.codes import FileFormat
from factsite.records.figure import Figure


@dataclass
class Plan:
    """What an import would do. ``before`` are the problems that the content has now."""

    root: Path
    file: Path
    figure: Figure
    document: SeriesDocument
    comparison: Comparison
    observations: int
    published: str | None
    before: list[Problem]
    warnings: list[Problem] = field(default_factory=list)

    @property
    def checksum(self) -> str:
        """The SHA-256 checksum of the publisher's file."""
        return hashlib.sha256(self.file.read_bytes()).hexdigest()

    @property
    def is_new(self) -> bool:
        """Whether there is anything to write: other observations, or a file that wasn't imported before."""
        return self.comparison.differs or self.checksum not in {vintage.sha256 for vintage in self.figure.vintages}

    def texts(self, occasion: Occasion) -> dict[Path, str]:
        """The files that would be written, each with its text."""
        vintage = {"file": self.file.name, "sha256": self.checksum, "accessed": occasion.accessed}
        if published := occasion.published or self.published:
            vintage["published"] = published
        vintage |= {"imported": occasion.day.isoformat(), "observations": str(self.observations)}
        series = series_text(self.comparison.observations, self.figure.dimensions, self.document.columns)
        facts = facts_text(self.document.text, self.comparison, occasion, vintage)
        return {self.document.csv_path: series, self.document.path: facts}

    def errors(self, occasion: Occasion) -> str:
        """The errors that the content would have afterwards, as text; empty if there are none."""
        return errors_after(self.root, self.texts(occasion), occasion.day, self.before)


def plan(root: Path, identifier: str, file: Path, day: date) -> Plan:
    """Read a publisher's file and compare it with a figure; nothing is written.

    Args:
        root: the project.
        identifier: of the figure.
        file: the publisher's file.
        day: the day for which the content is checked.

    Raises:
        RuleError: there is no such figure, it can't be read, or it doesn't say how it is imported.
        UnreadableError: the file can't be used; carries every problem found.
    """
    content, before = check(root / "content", day)
    figure, document = _figure(content, identifier)
    mapping = figure.import_
    if mapping is None:
        remedy = "Write “import:” into its YAML first; docs/importing.md has an example."
        raise RuleError("import-mapping", f"the figure “{identifier}” doesn’t say how a file is to be read", remedy)
    if broken := next((problem for problem in before if problem.rule == "import-mapping"), None):
        raise RuleError("import-mapping", broken.head(root), broken.help)
    if not isinstance(document, SeriesDocument):
        remedy = "Put them in a CSV beside the YAML, with “series: NAME.csv”, and check."
        raise RuleError("import-mapping", f"the observations of “{identifier}” stand in its YAML", remedy)
    table = read_table(file, mapping)
    found = observe(table, figure, mapping, content)
    text_file = mapping.format is not FileFormat.XLSX
    return Plan(
        root=root,
        file=file,
        figure=figure,
        document=document,
        comparison=compare(figure, mapping, found, content),
        observations=len(found),
        published=read_update(table.updated),
        before=before,
        warnings=[byte_order_mark(file)] if text_file and has_byte_order_mark(file) else [],
    )


def _figure(content: Content, identifier: str) -> tuple[Figure, object]:
    entry = content.entries.get(f"figures/{identifier}")
    if entry is None:
        remedy = did_you_mean(identifier, content.identifiers("figures"))
        raise RuleError("dangling-reference", f"there is no figure “{identifier}”", remedy)
    if not isinstance(entry.record, Figure):
        what = f"the figure “{identifier}” can’t be read"
        raise RuleError("dangling-reference", what, "Run “factsite check” and mend it.")
    return entry.record, entry.document
