"""The figure “arrivals” of the tests of the import: its facts, its files in every format, and how they are read."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from factsite.cli import main
from factsite.content import Content
from factsite.documents.tree import parse_document
from factsite.importing.observed import Key, Observed
from factsite.importing.observing import observe
from factsite.importing.opening import read_table
from factsite.importing.table import FileRow
from factsite.records.figure import Figure
from factsite.records.mapping import Mapping
from projects import FIXTURES, codes, make_project

IMPORTS = FIXTURES / "imports"
FACTS = """# Arrivals, by country of citizenship.
themes: [asylum]
published: 2026-01-10
changed: 2026-02-01  # by hand
unit: persons
measures: flow
frequency: annual
organisation: office
next_update: not-announced
bounds: {min: 0, max: 100000}
source: survey-2022
dimensions:
  sex: {total: T}
  citizenship: {}
series: arrivals.csv
"""
MAPPING = """import:
  format: sdmx-csv
  filter: {geo: BE}
  dimensions:
    sex: {column: sex}
    citizenship: {column: citizen, codes: {EL: GR}}
"""
SERIES = "period,sex,citizenship,value,status,note\n2020,T,SY,900,,persons\n2021,T,SY,1200,b,\n"
STANDARD: dict[str, Any] = {
    "dimensions": {"sex": {"column": "sex"}, "citizenship": {"column": "citizen", "codes": {"EL": "GR"}}},
    "filter": {"geo": "BE"},
}
TIDY: dict[str, Any] = {
    "header": "2",
    "period": "Year",
    "precision": "year",
    "value": "Persons",
    "flags": "Flag",
    "dimensions": {
        "sex": {"column": "Sex", "codes": {"Total": "T", "Women": "F"}},
        "citizenship": {"column": "Country", "names": "en", "ignore": ["Africa"]},
    },
}
ALL = {
    ("2021", "T", "GR"): ("40", ""),
    ("2021", "T", "SY"): ("1200", "b"),
    ("2022", "F", "SY"): ("300", ""),
    ("2022", "T", "GR"): (None, "c"),
    ("2022", "T", "SY"): ("1305", "bp"),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small published project with the figure “arrivals”, whose series is imported from an SDMX-CSV."""
    folder = make_project(tmp_path / "project", FIXTURES / "valid")
    figures = folder / "content" / "data" / "figures"
    (figures / "arrivals.yml").write_text(FACTS + MAPPING, encoding="utf-8")
    (figures / "arrivals.csv").write_text(SERIES, encoding="utf-8")
    for code in ("en", "fr", "nl"):
        words = (folder / "content" / code / "figures" / "monthly.md").read_text(encoding="utf-8")
        words = words.replace("slug: ", "slug: arrivals-").replace("title: ", "title: Arrivals ")
        words = words.replace("summary:", "notes: {persons: Note., corrected: Note.}\nsummary:")
        (folder / "content" / code / "figures" / "arrivals.md").write_text(words, encoding="utf-8")
    (figures / "arrivals.yml").write_text(
        FACTS + 'breaks:\n  - {period: "2021", note: corrected}\n' + MAPPING, encoding="utf-8"
    )
    monkeypatch.chdir(folder)
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], check=True)
    names = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *names, "commit", "-qm", "published"], check=True)
    return folder


def make_figure(**more: object) -> Figure:
    data = parse_document(Path("made-up.yml"), FACTS).data | {"observations": [{"period": "2021", "value": "0"}]}
    return Figure.model_validate(data | more, context=codes())


def read(path: Path, content: Content, figure: Figure | None = None, **facts: Any) -> dict[Key, Observed]:  # noqa: ANN401 - as YAML has them
    mapping = Mapping.model_validate(facts)
    return observe(read_table(path, mapping), figure or make_figure(), mapping, content)


def all_rows(path: Path, **facts: Any) -> list[FileRow]:  # noqa: ANN401 - as YAML has them
    """All rows of a file, which are read while one goes through them."""
    opened = read_table(path, Mapping.model_validate(facts))
    found = list(opened.rows)
    opened.problems.refuse()
    return found


def short(found: dict[Key, Observed]) -> dict[tuple[str, ...], tuple[str | None, str]]:
    """The values and flags by period, sex and country."""
    return {
        (period, *(code for _, code in reversed(codes))): (
            None if seen.value is None else str(seen.value),
            str(seen.status),
        )
        for (period, codes), seen in sorted(found.items())
    }


def workbook(path: Path, rows: list[list[object]], sheet: str = "Data") -> Path:
    book = Workbook()
    book.create_sheet(sheet)
    for row in rows:
        book[sheet].append(row)
    book.save(path)
    book.close()
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", "arrivals", *arguments, "--day", "2026-11-21"], catch_exceptions=False)


def state(project: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(project.rglob("*.*")) if ".git" not in path.parts}
