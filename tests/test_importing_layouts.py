"""Import: each layout of docs/importing.md comes out as it says there, and so does every way of writing beside it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from arrivals import make_figure, read
from factsite.content import Content
from factsite.documents.tree import parse_document
from factsite.importing.observed import Key, Observed
from factsite.reading.content import read_content
from factsite.records.mapping import Mapping
from projects import FIXTURES, ROOT

DOCUMENT = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content(FIXTURES / "valid")[0]


def said(found: dict[Key, Observed]) -> list[str]:
    """Each observation as the handbook writes it: period, codes: value (status)."""
    lines = []
    for (period, codes), seen in found.items():
        of = dict(codes)
        where = ", ".join([period, *(of[name] for name in ("sex", "citizenship") if name in of)])
        value = "none" if seen.value is None else format(seen.value, "f")
        lines.append(f"{where}: {value}" + (f" ({seen.status})" if seen.status else ""))
    return sorted(lines)


def taken(path: Path, content: Content, facts: dict[str, Any], **more: Any) -> list[str]:  # noqa: ANN401 - as YAML has them
    mapping = Mapping.model_validate(facts)
    dimensions: dict[str, dict[str, str]] = {name: {} for name in mapping.dimension_names(())}
    return said(read(path, content, make_figure(dimensions=dimensions, **more), **facts))


# --- the handbook ----------------------------------------------------------------------------------------------------


def examples() -> Iterator[tuple[str, str, str, list[str]]]:
    """Each example: its heading, the file, the mapping and what comes out."""
    layouts = DOCUMENT.partition("\n## Layouts\n")[2].partition("\n## ")[0]
    for section in re.split(r"^### ", layouts, flags=re.MULTILINE)[1:]:
        title, _, text = section.partition("\n")
        code = "\n".join(line[4:] for line in text.splitlines() if not line or line.startswith("    "))
        file, _, rest = re.sub(r"\n{3,}", "\n\n", code).partition("\nimport:")
        mapping, _, results = rest.partition("\n\n")
        yield title, file.strip("\n"), f"import:{mapping}", results.split("\n\n")[0].splitlines()


EXAMPLES = list(examples())


def sheet(path: Path, text: str) -> Path:
    """A workbook of what the handbook draws: cells between bars, “as” a format; the cells of a gap are merged."""
    book = Workbook()
    page = book.active
    assert page is not None
    for number, line in enumerate(text.splitlines(), 1):
        for column, cell in enumerate(line.split("|"), 1):
            value, _, form = cell.strip().partition(" as ")
            plain = re.fullmatch(r"\d+(\.\d+)?", value)
            made = page.cell(number, column, (float(value) if "." in value else int(value)) if plain else value or None)
            if form:
                made.number_format = form
    for row in page.iter_rows(min_col=2):
        for left, right in itertools.pairwise(row):
            if " | |" in text and isinstance(left.value, str) and right.value is None:
                page.merge_cells(range_string=f"{left.coordinate}:{right.coordinate}")
    book.save(path)
    return path


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 15
    assert {re.search(r"format: (\S+)", mapping)[1] for _, _, mapping, _ in EXAMPLES} >= {"csv", "xlsx", "json-stat"}  # type: ignore[index]


@pytest.mark.parametrize(("title", "text", "mapping", "results"), EXAMPLES, ids=[one[0] for one in EXAMPLES])
def test_an_example_of_the_handbook(
    content: Content, tmp_path: Path, title: str, text: str, mapping: str, results: list[str]
) -> None:
    facts: Any = parse_document(Path("made-up.yml"), mapping + "\n").data["import"]
    path = tmp_path / "got"
    if facts["format"] == "xlsx":
        sheet(path, text)
    else:
        path.write_text(text + "\n", encoding="utf-8")
    more = {"unit": "percent"} if "in percent" in title else {}
    assert taken(path, content, facts, **more) == sorted(results)


# --- encodings, separators and line ends -----------------------------------------------------------------------------

WRITTEN = [["Année", "Pays", "Nombre"], ["2021", "Grèce", "40"], ["2022", "Côte d’Ivoire", "7"]]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    ends=st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=3, max_size=3),
    ended=st.booleans(),
    quoted=st.booleans(),
    trailing=st.integers(0, 3),
)
def test_a_file_says_the_same_however_it_is_written(
    content: Content,
    tmp_path: Path,
    encoding: str,
    separator: str,
    ends: list[str],
    ended: bool,
    quoted: bool,
    trailing: int,
) -> None:
    rows = [[f'"{cell}"' if quoted else cell for cell in row] + [""] * trailing for row in WRITTEN]
    text = "".join(separator.join(row) + end for row, end in zip(rows, ends, strict=True))
    path = tmp_path / "got.csv"
    path.write_bytes((text if ended else text.rstrip("\r\n")).encode(encoding))
    facts = {
        "format": "csv",
        "separator": separator,
        "period": "Année",
        "value": "Nombre",
        "dimensions": {"citizenship": {"column": "Pays", "names": "fr"}},
    }
    assert taken(path, content, facts) == ["2021, GR: 40", "2022, CI: 7"]


def test_an_encoding_that_must_be_named(content: Content, tmp_path: Path) -> None:
    path = tmp_path / "got.csv"
    path.write_bytes("Année,Persons\n2021,12\n".encode("cp850"))
    facts = {"format": "csv", "encoding": "cp850", "period": "Année", "value": "Persons"}
    assert taken(path, content, facts) == ["2021: 12"]
