"""What changes with a number: rates computed of it, its flags, the sentences that name the newest one."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from consequent import SHARE, WORDS
from exchanges import change
from factsite.checking import check
from factsite.clock import clock_of_build
from factsite.content import Content
from factsite.problems import Problem, has_errors
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from factsite.rendering.lists import corrections
from factsite.rendering.site import Site
from factsite.rendering.view import View
from projects import DAY

BEFORE = "Each applicant is counted: [here](../figures/applicants.md)."
SAME = "{period: 2022, old: 36871, new: 36871, date: 2026-02-01, reason: correction}"


@pytest.fixture
def share(small: Path) -> Path:
    """The small content with a rate: women among applicants, 10,871 of 36,871, 29.5%."""
    (small / "data" / "figures" / "share.yml").write_text(SHARE, encoding="utf-8")
    for code in ("en", "fr", "nl"):
        (small / code / "figures" / "share.md").write_text(WORDS, encoding="utf-8")
    return small


def checked_at(small: Path, moment: str) -> tuple[Content, list[Problem]]:
    clock = clock_of_build(at=moment)
    return check(small, clock.day, moment=clock.moment)


def revise(small: Path, *revisions: str) -> None:
    """Write revisions of 2022 into the figure, whose version is of the last public day among them."""
    path = small / "data" / "figures" / "applicants.yml"
    rows = "".join(f"  - {{period: 2022, {row}, reason: correction}}\n" for row in revisions)
    days = [day for row in revisions if "publish_at" not in row for day in re.findall(r"date: (\S{10})", row)]
    change(path, "observations:\n", f"revisions:\n{rows}observations:\n")
    change(path, "changed: 2026-02-01", f"changed: {max(days, default='2026-02-01')}")


def rate(small: Path) -> tuple[Content, Figure]:
    content, problems = checked_at(small, "2026-11-26T09:00 Europe/Brussels")
    assert not has_errors(problems), problems
    figure = content.get("figures", "share", Figure)
    assert figure
    return content, figure


def test_a_rate_without_revised_parts_is_as_old_as_it_is_written(share: Path) -> None:
    _, figure = rate(share)
    assert (figure.changed, figure.revisions) == (date(2026, 2, 1), [])


@pytest.mark.parametrize(
    ("revisions", "expected"),
    [
        (["old: 9871, new: 10871, date: 2026-03-05, codes: {sex: F}"], [("26.8", "29.5", "2026-03-05")]),
        (["old: 30000, new: 36871, date: 2026-03-05, codes: {sex: T}"], [("36.2", "29.5", "2026-03-05")]),
        (
            [
                "old: 9871, new: 10871, date: 2026-03-05, codes: {sex: F}",
                "old: 30000, new: 36871, date: 2026-03-05, codes: {sex: T}",
            ],
            [("32.9", "29.5", "2026-03-05")],
        ),
        (
            [
                "old: 8871, new: 9871, date: 2026-03-05, codes: {sex: F}",
                "old: 9871, new: 10871, date: 2026-03-05, codes: {sex: F}",
                "old: 30000, new: 36871, date: 2026-04-05, codes: {sex: T}",
            ],
            [("29.6", "36.2", "2026-03-05"), ("36.2", "29.5", "2026-04-05")],
        ),
        (["old: 10870, new: 10871, date: 2026-03-05, codes: {sex: F}"], []),
        (["old: 26001, new: 26000, date: 2026-03-05, codes: {sex: M}"], []),
    ],
    ids=["numerator", "denominator", "both", "days", "too small to see", "no part of it"],
)
def test_a_revised_part_revises_the_rate(
    share: Path, revisions: list[str], expected: list[tuple[str, str, str]]
) -> None:
    revise(share, *revisions)
    _, figure = rate(share)
    found = [(str(one.old), str(one.new), one.date.isoformat()) for one in figure.revisions]
    assert found == expected
    assert figure.changed.isoformat() == (expected[-1][2] if expected else "2026-02-01")
    assert all(one.codes == {} and one.note is None for one in figure.revisions)


def test_readers_are_told_of_the_revised_rate(share: Path) -> None:
    revise(share, "old: 9871, new: 10871, date: 2026-03-05, codes: {sex: F}")
    content, figure = rate(share)
    site = Site(content, DAY, "https://x.example/")
    page = content.entries["about/corrections"]
    for code, number in (("en", "26.8%"), ("fr", "26,8\N{NARROW NO-BREAK SPACE}%"), ("nl", "26,8%")):
        rows = corrections(View(site, code, page, site.addresses.of(page.path, code)))
        (told,) = (row.told for row in rows if row.entry.path == "figures/share")
        assert number in told.replace("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}" if code == "fr" else " ")
    assert figure.find("2022", {}).value == Decimal("29.5")  # type: ignore[union-attr]


def test_a_newer_part_makes_the_rate_newer(share: Path) -> None:
    change(
        share / "data" / "figures" / "applicants.yml", "changed: 2026-02-01", "changed: 2026-04-01\nupdated: 2026-04-01"
    )
    _, figure = rate(share)
    assert (figure.changed, figure.last_update) == (date(2026, 4, 1), date(2026, 4, 1))


def test_a_revision_that_waits_keeps_the_rate_as_it_was(share: Path) -> None:
    at = "2027-01-15T09:00 Europe/Brussels"
    revise(share, f"old: 9871, new: 10871, date: 2027-01-15, codes: {{sex: F}}, publish_at: {at}")
    change(
        share / "data" / "figures" / "applicants.yml",
        "dimensions:\n  sex: {total: T, sums: true}",
        "dimensions:\n  sex: {total: T}",
    )
    for moment, value, revised, changed in (
        ("2027-01-14T09:00 Europe/Brussels", "26.8", [], "2026-02-01"),
        (at, "29.5", [("26.8", "29.5")], "2027-01-15"),
    ):
        content, problems = checked_at(share, moment)
        assert not has_errors(problems), problems
        figure = content.get("figures", "share", Figure)
        assert figure
        assert str(figure.find("2022", {}).value) == value  # type: ignore[union-attr]
        assert [(str(one.old), str(one.new)) for one in figure.revisions] == revised
        assert figure.changed.isoformat() == changed


def test_a_ratio_has_no_revisions_of_its_own(share: Path) -> None:
    path = share / "data" / "figures" / "share.yml"
    change(
        path,
        "unit: percent",
        "revisions: [{period: 2022, old: 1, new: 29.5, date: 2026-03-05, reason: correction}]\nunit: percent",
    )
    (problem,) = [one for one in read_content(share)[1] if one.path == path]
    assert problem.rule == "revision"
    assert "computed" in problem.message


FLAGGED = "old: 36871, new: 36871, old_status: p, date: 2026-03-05"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "2022: still 36,871; provisional before, now final (correction of an error)."),
        ("fr", "2022 : toujours 36 871 ; provisoire auparavant, désormais définitif (correction d’une erreur)."),
        ("nl", "2022: nog steeds 36.871; vroeger voorlopig, nu definitief (verbetering van een fout)."),
    ],
)
def test_a_change_of_flags_is_told_as_one(small: Path, code: str, said: str) -> None:
    revise(small, FLAGGED)
    path = small / "data" / "figures" / "applicants.yml"
    change(path, "sex: T, status: p, alternatives", "sex: T, alternatives")
    content, problems = checked_at(small, "2026-11-26T09:00 Europe/Brussels")
    assert not has_errors(problems), problems
    figure = content.get("figures", "applicants", Figure)
    assert figure
    view = View(Site(content, DAY, "https://x.example/"), code, content.entries["figures/applicants"], "")
    told = view.revision(figure, figure.revisions[0])
    assert " ".join(told.replace("\N{NARROW NO-BREAK SPACE}", " ").split()) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("old: 36871, new: 36871, date: 2026-03-05", "the same number"),
        ("old: 36871, new: 36871, old_status: p, date: 2026-03-05", "nor its flags"),
    ],
)
def test_a_revision_that_changes_nothing_is_refused(small: Path, row: str, said: str) -> None:
    revise(small, row)
    found = [one for one in checked_at(small, "2026-11-26T09:00 Europe/Brussels")[1] if one.rule == "revision"]
    assert [said in problem.message for problem in found] == [True]


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_the_newest_period_has_a_name(small: Path, code: str) -> None:
    """A summary that names it follows the series."""
    path = small / "data" / "figures" / "applicants.yml"
    for each in ("en", "fr", "nl"):
        page = small / each / "figures" / "applicants.md"
        lines = page.read_text(encoding="utf-8").split("\n")
        lines = [
            'summary: \'{{ value("latest") }} {{ date("latest") }} {{ change("previous", "latest", as="absolute") }}, '
            'after {{ date("previous") }}\''
            if line.startswith("summary")
            else line
            for line in lines
        ]
        page.write_text("\n".join(lines), encoding="utf-8")

    def summary() -> str:
        content, problems = read_content(small)
        assert not problems
        view = View(Site(content, DAY, "https://x.example/"), code, content.entries["figures/applicants"], "")
        return "".join(sign for sign in view.text("summary") if sign.isalnum() or sign in "+ ")

    before = summary()
    assert "36871" in before
    assert "2022" in before
    assert "+10900" in before
    assert before.endswith("after 2021")
    change(path, "observations:\n", "observations:\n  - {period: 2023, value: 40000, sex: T}\n")
    after = summary()
    assert "40000" in after
    assert after.endswith("after 2022")
    # A forecast is no newest number as long as one was counted.
    change(path, "{period: 2023, value: 40000, sex: T}", "{period: 2023, value: 40000, sex: T, status: f}")
    assert summary() == before
    assert "2023" in after
    assert "+3129" in after


def test_a_figure_that_cannot_be_read_is_the_only_mistake(share: Path) -> None:
    """What is computed of it, and what names that, wait."""
    page = share / "en" / "explained" / "procedure.md"
    change(page, "Short.", 'Short: {{ value("share", "2022") }}.')
    change(share / "data/figures/applicants.yml", "observations:\n", f"revisions:\n  - {SAME}\nobservations:\n")
    found = [problem for problem in check(share, DAY)[1] if has_errors([problem])]
    assert [(problem.rule, problem.path.name) for problem in found] == [("revision", "applicants.yml")]


def test_words_are_held_against_each_other_once_the_languages_have_the_same(small: Path) -> None:
    """A text before the first heading in one language puts each section beside another one of the others."""
    change(small / "en" / "explained" / "procedure.md", "Text.\n---\n", f"Text.\n---\n{BEFORE}\n\n")
    found = [problem.rule for problem in check(small, DAY)[1] if has_errors([problem])]
    assert found == ["languages-differ"]
