"""Scalars, status of an act on a day, the headline of a figure."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from factsite.checking import check
from factsite.deriving.legal_status import Standings
from factsite.problems import RuleError
from factsite.reading.content import read_content
from factsite.records.decision import Decision
from factsite.records.figure import Figure
from factsite.records.listed import Step
from factsite.records.scalars import parse_number, parse_span
from projects import DAY, codes

STEPS = codes().steps


@pytest.mark.parametrize("text", ["2022-13", "2022-02-30", "22", "2022-Q5", "2022/2020", "March 2022", "0000"])
def test_periods_that_are_none(text: str) -> None:
    with pytest.raises(RuleError):
        parse_span(text)


@pytest.mark.parametrize("text", ["36,871", "36 871", "1e5", "012", "+3", ".5", "NaN", "٣"])
def test_numbers_that_are_none(text: str) -> None:
    with pytest.raises(RuleError):
        parse_number(text)


def test_spans_have_first_and_last_days() -> None:
    span = parse_span("2014/2020-02")
    assert (span.start, span.end) == (date(2014, 1, 1), date(2020, 2, 29))
    assert parse_span("2022-Q4").end == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2017, 4, 1), None),
        (date(2017, 4, 19), STEPS["published"]),
        (date(2026, 11, 21), STEPS["in-force"]),
        (date(2030, 1, 1), STEPS["repealed"]),
    ],
)
def test_status_is_computed_for_a_day(small: Path, day: date, status: Step | None) -> None:
    found = Standings(read_content(small)[0]).status("act", day)
    assert (found.step if found else None) == status


def test_future_steps_are_planned(small: Path) -> None:
    planned = Standings(read_content(small)[0]).planned("act", date(2026, 11, 21))
    assert [stage.step for stage in planned] == [STEPS["repealed"]]


def test_an_annulment_by_a_linked_decision_changes_the_status_by_itself(small: Path) -> None:
    ruling = small / "data" / "decisions" / "ruling.yml"
    text = ruling.read_text(encoding="utf-8")
    content = read_content(small)[0]
    decision = content.entries["decisions/ruling"]
    assert isinstance(decision.record, Decision)
    act = decision.record.acts[0].act
    day = decision.record.date.start
    before = Standings(content).status(act, day)
    assert before is None or before.step != STEPS["annulled"]
    ruling.write_text(re.sub(r"effect: [a-z-]+", "effect: annulled", text), encoding="utf-8")
    after = Standings(read_content(small)[0]).status(act, day)
    assert after is not None
    assert after.step == STEPS["annulled"]
    assert after.by is not None
    assert after.by.id == "ruling"


def test_an_act_that_repeals_another_ends_it_on_its_own_day(small: Path) -> None:
    path = small / "data" / "legislation" / "amending.yml"
    text = path.read_text(encoding="utf-8").replace("amends: [act]", "repeals: [act]")
    path.write_text(text + "  - {step: in-force, date: 2018-08-11, source: survey-2022}\n", encoding="utf-8")
    act = small / "data" / "legislation" / "act.yml"
    act.write_text(re.sub(r"  - \{step: repealed.*\n", "", act.read_text(encoding="utf-8")), encoding="utf-8")
    stages = Standings(read_content(small)[0]).of("act")
    assert [stage.by.id for stage in stages if stage.step == STEPS["repealed"] and stage.by] == ["amending"]


def test_the_headline_is_the_newest_total(small: Path) -> None:
    content = read_content(small)[0]
    figure, monthly = content.get("figures", "applicants", Figure), content.get("figures", "monthly", Figure)
    assert figure is not None
    assert monthly is not None
    latest, zero = figure.latest(), monthly.latest()
    assert latest is not None
    assert zero is not None
    assert (latest.period.text, latest.value, latest.codes) == ("2022", Decimal(36871), {"sex": "T"})
    assert (zero.period.text, zero.value) == ("2022-03", Decimal(0))  # a real zero is a value


@pytest.mark.parametrize(
    ("elis", "message"),
    [
        ('{language: nl, address: "eli/wet/2017/02/24/2017011464/staatsblad"}', None),
        ('{language: nl, address: "eli/wet/2017/02/24/2017011464/justel"}', None),
        (
            '{language: nl, address: "http://www.ejustice.just.fgov.be/eli/wet/2017/02/24/2017011464/justel"}',
            "is no ELI (path of an ELI",
        ),
        ('{language: fr, address: "eli/loi/2017/02/24/2017011464/staatsblad"}', "isn’t the version in “fr”"),
        (
            '{language: fr, address: "eli/loi/2017/02/24/2017011464/justel"}, '
            '{language: nl, address: "eli/wet/2017/02/24/2017011464/staatsblad"}',
            "another the consolidated text",
        ),
    ],
)
def test_an_eli_has_one_form(small: Path, elis: str, message: str | None) -> None:
    path = small / "data" / "legislation" / "act.yml"
    text = re.sub(r"eli:\n  - .*\n", f"eli: [{elis}]\n", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    found = [problem for problem in check(small, DAY)[1] if problem.rule == "legal-identifier"]
    assert [message in problem.message for problem in found if message] == ([True] if message else [])
    assert bool(found) == bool(message)
