"""What was wrong on a page, and a fact check that no longer stands: said on the page, on the list and in the feed."""

from __future__ import annotations

from pathlib import Path

from factsite.checking import check
from factsite.problems import has_errors
from projects import DAY, build, make_project

LANGUAGES = ("en", "fr", "nl")


def add_note(small: Path, page: str, name: str) -> None:
    for code in LANGUAGES:
        path = small / code / f"{page}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("---\n", f"---\nnotes:\n  {name}: Note {name} {code}.\n", 1), encoding="utf-8")


def add_fact(small: Path, record: str, line: str) -> None:
    path = small / "data" / f"{record}.yml"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def test_a_correction_and_a_withdrawal_are_told_everywhere(small: Path, tmp_path: Path) -> None:
    add_note(small, "explained/procedure", "court")
    add_fact(small, "explained/procedure", "corrections: [{date: 2026-11-20, note: court}]")
    add_note(small, "fact-checks/claim", "redone")
    add_fact(small, "fact-checks/claim", "withdrawn: {date: 2026-11-21, note: redone}")
    assert not has_errors(check(small, DAY)[1])
    done = build(make_project(tmp_path / "project", small), tmp_path / "site")
    assert done.returncode == 0, done.stderr
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "site" / "en").glob("*/*/index.html")]
    corrected = next(text for text in pages if '<h2 id="corrected">' in text)
    assert "Note court en." in corrected
    withdrawn = next(text for text in pages if "verdict-withdrawn" in text and "ClaimReview" not in text)
    assert "Note redone en." in withdrawn
    assert "Supported by the evidence" not in withdrawn
    listed = (tmp_path / "site/en/fact-checks/index.html").read_text(encoding="utf-8")
    assert "badge verdict-withdrawn" in listed
    for name in ("en/corrections.atom", "en/about/corrections/index.html"):
        text = (tmp_path / "site" / name).read_text(encoding="utf-8")
        assert text.index("Note redone en.") < text.index("Note court en.")
        assert text.count("Note on the page itself:") == 2
    # A note says “this page” of the page it stands on: the list quotes it.
    listed = (tmp_path / "site/en/about/corrections/index.html").read_text(encoding="utf-8")
    assert "<blockquote><p>Note court en.</p></blockquote>" in listed


def test_a_note_without_words_is_missed(small: Path) -> None:
    add_fact(small, "explained/procedure", "corrections: [{date: 2026-11-20, note: court}]")
    assert [problem.rule for problem in check(small, DAY)[1]] == ["missing-note"] * len(LANGUAGES)


def test_days_to_come_are_refused(small: Path) -> None:
    add_note(small, "fact-checks/claim", "redone")
    add_fact(small, "fact-checks/claim", "withdrawn: {date: 2027-01-01, note: redone}")
    assert [problem.rule for problem in check(small, DAY)[1]] == ["future-date"]
