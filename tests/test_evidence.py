"""Fact checks whose evidence moved: noticed, shown, and quiet again once an editor confirms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from documents import read
from factsite.checking import check
from factsite.deriving.evidence import Move, changes_since
from factsite.deriving.legal_status import Standings
from factsite.reading.content import read_content
from factsite.records.fact_check import FactCheck
from projects import DAY, FIXTURES, build, lay_over, make_project

REVISION = "revisions:\n  - {period: 2022, old: 36870, new: 36871, date: 2026-09-01, reason: correction, sex: T}\n"


def moves(content_folder: Path, day: date = DAY) -> list[tuple[Move, str]]:
    content = read_content(content_folder)[0]
    found = content.get("fact-checks", "claim", FactCheck)
    assert found is not None
    return [(change.move, change.entry.id) for change in changes_since(content, Standings(content), found, day)]


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def evidence(small: Path, line: str) -> None:
    path = small / "data" / "fact-checks" / "claim.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("evidence:\n", f"evidence:\n  - {line}\n"), encoding="utf-8"
    )


def test_nothing_moved(small: Path) -> None:
    assert moves(small) == []


def test_a_revised_number_is_noticed_until_confirmed(small: Path) -> None:
    add(small / "data" / "figures" / "applicants.yml", REVISION)
    assert moves(small) == [(Move.REVISION, "applicants")]
    assert moves(small, date(2026, 8, 31)) == []  # not before its day
    add(small / "data" / "fact-checks" / "claim.yml", "confirmed: 2026-10-01\n")
    assert moves(small) == []


def test_an_act_that_changes_is_noticed(small: Path) -> None:
    evidence(small, "{legislation: act}")
    add(small / "data" / "legislation" / "act.yml", "  - {step: suspended, date: 2026-06-01, source: survey-2022}\n")
    assert moves(small) == [(Move.ACT, "act")]


def test_an_amendment_in_force_is_noticed(small: Path) -> None:
    evidence(small, "{legislation: act}")
    path = small / "data" / "legislation" / "amending.yml"
    add(path, "  - {step: in-force, date: 2026-06-01, source: survey-2022}\n")
    assert moves(small) == [(Move.ACT, "amending")]


def test_a_later_decision_on_the_same_act_is_noticed(small: Path) -> None:
    evidence(small, "{decision: ruling}")
    later = (small / "data" / "decisions" / "ruling.yml").read_text(encoding="utf-8")
    later = later.replace("2019-04-04", "2026-05-05").replace('number: "244.190"', 'number: "1"')
    (small / "data" / "decisions" / "later.yml").write_text(later, encoding="utf-8")
    assert moves(small) == [(Move.DECISION, "later")]


def test_the_check_lists_it_and_the_page_says_so(tmp_path: Path) -> None:
    project = make_project(tmp_path, FIXTURES / "valid")
    page = project / "site" / "fr" / "verifications"
    for changed in (False, True):
        if changed:
            lay_over("evidence-changed", project / "content")
        done = build(project, project / "site")
        assert done.returncode == 0, done.stdout + done.stderr
        (document,) = [read(path) for path in page.glob("*/index.html")]
        assert bool(document.all("div", **{"class": "moved"})) is changed
    rules = [problem.rule for problem in check(project / "content", DAY)[1]]
    assert "evidence-changed" in rules


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_one_claim_review_per_page(site: Path, code: str) -> None:
    section = {"en": "fact-checks", "fr": "verifications", "nl": "feitenchecks"}[code]
    pages = list((site / code / section).glob("*/index.html"))
    assert pages
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert text.count('"ClaimReview"') == (0 if "verdict-withdrawn" in text else 1)
