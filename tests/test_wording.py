"""The list of words to avoid: what it finds, what it leaves alone, and that the interface keeps to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from factsite.checking import check
from factsite.records.wording import Wording
from projects import DAY


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("our source", "Our source says", ["Our source"]),
        ("our source", "our sources", []),
        ("our source", "four source files", []),
        ("nos sources", "nos\u202fsources, nos\nsources", ["nos\u202fsources", "nos\nsources"]),
        ("l’extrait lu", "L'extrait lu et l’extrait lu", ["L'extrait lu", "l’extrait lu"]),
        ("richtbedrag*", "het richtbedrag en de richtbedragen", ["richtbedrag", "richtbedragen"]),
        ("(a+b)", "a+b (a+b)", ["(a+b)"]),
    ],
)
def test_words_are_found_whole(words: str, text: str, found: list[str]) -> None:
    assert [there for _, there in Wording(words=[words], instead="…").found_in(text)] == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Our sources say.", 1),
        ("It says “our sources are open”.", 0),
        ("> our sources are open", 0),
        ('{{ verbatim("our sources", reason="title") }}', 0),
        ('{{ term("applicant", "our source") }}', 1),
        ("A “word” and our sources, then a “word”.", 1),
    ],
)
def test_quotations_are_left_alone(small: Path, text: str, count: int) -> None:
    for language, words in (("en", text), ("fr", ""), ("nl", "")):
        page = small / language / "report.md"
        page.write_text(page.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")
    assert sum(problem.rule == "forbidden-word" for problem in check(small, DAY)[1]) == count


def test_official_titles_and_names_of_bodies_are_left_alone(small: Path) -> None:
    for path, old, new in (
        ("en/organisations/office.md", "title: ", "title: Our sources, "),
        ("en/legislation/act.md", "summary: ", "official_title: Act on our sources\nsummary: "),
    ):
        page = small / path
        text = "\n".join(line for line in page.read_text(encoding="utf-8").split("\n") if "official_title" not in line)
        page.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert "forbidden-word" not in {problem.rule for problem in check(small, DAY)[1]}
