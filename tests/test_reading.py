"""Reading: what the narrow door lets through, and what it says to the rest."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factsite.checking import check
from factsite.documents.cells import cell_starts, other_separator
from factsite.documents.pages import read_page
from factsite.documents.series import MAX_ROWS, read_series
from factsite.documents.text import MAX_BYTES, UnreadableError, read_text
from factsite.documents.tree import parse_document
from factsite.documents.typography import typeset
from factsite.problems import as_text
from factsite.reading.content import read_content
from projects import DAY

HERE = Path("made-up.yml")


def test_scalars_stay_text() -> None:
    """PyYAML would make False, 10, 750 and a date of these."""
    data = parse_document(HERE, "a: no\nb: 012\nc: 12:30\nd: 2022-03-01\ne: 1e3\nf:\ng: ''\n").data
    assert data == {"a": "no", "b": "012", "c": "12:30", "d": "2022-03-01", "e": "1e3", "f": None, "g": ""}


def test_places_are_found_again() -> None:
    document = parse_document(HERE, "a:\n  - {b: one}\n  - {b: two}\n", offset=1)
    assert (document.place(("a", 1, "b")).line, document.place(("a", 1, "b")).column) == (4, 9)
    assert document.place(("a", 1, "missing")).line == 4


def test_alias_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(UnreadableError) as caught:
        parse_document(HERE, bomb)
    assert {problem.rule for problem in caught.value.problems} == {"yaml-alias"}


def test_large_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.yml"
    path.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(UnreadableError) as caught:
        read_text(path)
    assert caught.value.problems[0].rule == "too-large"


@pytest.mark.parametrize("more", [0, 1])
def test_a_series_holds_as_many_rows_below_its_head_as_it_may(tmp_path: Path, more: int) -> None:
    path = tmp_path / "series.csv"
    path.write_text("period,value\n\n" + "2022,1\n" * (MAX_ROWS + more), encoding="utf-8")
    if not more:
        assert len(read_series(path).lines) == MAX_ROWS
        return
    with pytest.raises(UnreadableError) as caught:
        read_series(path)
    assert [(problem.rule, problem.line) for problem in caught.value.problems] == [("too-large", MAX_ROWS + 3)]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_files_of_any_editor(tmp_path: Path, ends: str, start: str) -> None:
    path = tmp_path / "page.md"
    path.write_bytes((start + "---\ntitle: Été\n---\n\nText.\n").replace("\n", ends).encode())
    page = read_page(path)
    assert page.document.data == {"title": "Été"}
    assert (page.body, page.body_line) == ("Text.\n", 5)


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_no_yaml_text_crashes(text: str) -> None:
    with suppress(UnreadableError):
        parse_document(HERE, text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary())
def test_no_bytes_crash_a_page(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"---\n" + raw)
    with suppress(UnreadableError):
        read_page(path)


def test_small_content_reads(small: Path) -> None:
    content, problems = read_content(small)
    assert problems == []
    assert len(list(content.of_kind("figures"))) == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Voici : « un mot » ; et ? Non !", "Voici\u202f: «\u202fun mot\u202f» ; et ? Non !".replace(" ;", "\u202f;")
         .replace(" ?", "\u202f?").replace(" !", "\u202f!")),
        ("12:30 et https://a.example/b:c", "12:30 et https://a.example/b:c"),
        ("(voir ici :)", "(voir ici\u202f:)"),
        ("l’arrêt n° 221303 (N° 2), bon° 3", "l’arrêt n°\u202f221303 (N° 2), bon° 3"),
        ("de 100 000 à 1 500 000, en 2023 816", "de 100\u202f000 à 1\u202f500\u202f000, en 2023 816"),
    ],
)  # fmt: skip
def test_french_never_breaks_before_a_colon(text: str, wanted: str) -> None:
    assert typeset(text, "fr") == wanted
    assert typeset(text, "nl") == text
    assert len(wanted) == len(text)


def test_cells_are_found_in_quoted_rows() -> None:
    assert cell_starts('a,"b,c",d') == [1, 3, 9]
    assert cell_starts("a;b,c", ";") == [1, 3]


@pytest.mark.parametrize(("head", "column"), [("a;b,c", None), ("a;b", 2), ("a\tb;c", 2), ("a", None), ("a,b", None)])
def test_another_separator_is_found(head: str, column: int | None) -> None:
    assert other_separator(head) == column


def test_a_problem_in_a_cell_of_two_lines_has_a_place(small: Path) -> None:
    path = small / "data" / "figures" / "monthly.csv"
    path.write_text('period,note,value,status\n2022-01,"two\nlines",7000,\n', encoding="utf-8")
    assert "monthly.csv:3:" in as_text(check(small, DAY)[1], small)
