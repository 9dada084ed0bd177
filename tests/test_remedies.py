"""Remedies name what is there: the period that was meant, a day or number as it is written here, a file’s name."""

from __future__ import annotations

from pathlib import Path

import pytest

from factsite.checking import check
from factsite.documents.walking import walk
from factsite.problems import Problem, RuleError, Severity
from factsite.records.habits import number_here, period_here
from factsite.records.scalars import parse_day, parse_number, parse_span
from projects import DAY

HEAD = "themes: [return]\npublished: 2026-01-10\nchanged: 2026-02-01\nunit: persons\nmeasures: stock\n"
REST = "organisation: office\nnext_update: 2026-12\nbounds: {min: 0, max: 1000}\nsource: survey-2022\n"


def remedy(small: Path, periods: list[str], wanted: str) -> str:
    """What a reference to a period of a series with other periods is told."""
    observations = "".join(f"  - {{period: {period}, value: 5}}\n" for period in periods)
    (small / "data/figures/monthly.csv").unlink()
    facts = f"{HEAD}frequency: irregular\n{REST}observations:\n{observations}"
    (small / "data/figures/monthly.yml").write_text(facts, encoding="utf-8")
    page = small / "en/explained/procedure.md"
    text = page.read_text(encoding="utf-8").replace("Short.", f'{{{{ value("monthly", "{wanted}") }}}}.')
    page.write_text(text, encoding="utf-8")
    found = [problem for problem in check(small, DAY)[1] if problem.rule == "dangling-reference"]
    assert len(found) == 1
    return str(found[0].help)


DAYS = ["2020-12-31", "2021-12-31", "2022-12-31"]
MONTHS = ["2022-01", "2022-02", "2022-03"]
YEARS = ["2018", "2019", "2022"]


@pytest.mark.parametrize(
    ("periods", "wanted", "told"),
    [
        (DAYS, "2022", "The periods of this series are days: write “2022-12-31”."),
        (DAYS, "2021-12", "The periods of this series are days: write “2021-12-31”."),
        (DAYS, "2020-Q4", "The periods of this series are days: write “2020-12-31”."),
        (MONTHS, "2022", "The periods of this series are months: write “2022-03”."),
        (YEARS, "2019-06-30", "The periods of this series are years: write “2019”."),
        (YEARS, "2019-Q2", "The periods of this series are years: write “2019”."),
        (YEARS, "2025", "The series goes from 2018 to 2022: the nearest period is “2022”."),
        (YEARS, "2010", "The series goes from 2018 to 2022: the nearest period is “2018”."),
        (YEARS, "2021", "The nearest period that the series has is “2022”."),
        (YEARS, "20222", "Did you mean “2022”?"),
        (YEARS, "last year", "Write a period as the series has it, such as “2022”."),
        (DAYS, "2022-12-30", "The nearest period that the series has is “2022-12-31”."),
    ],
)
def test_a_missing_period_is_answered_with_the_one_that_is_there(
    small: Path, periods: list[str], wanted: str, told: str
) -> None:
    assert remedy(small, periods, wanted) == told


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/12/2024", "2024-12-31"),
        ("31-12-2024", "2024-12-31"),
        ("31.12.2024", "2024-12-31"),
        ("1/2/2024", "2024-02-01"),
        ("12/31/2024", "2024-12-31"),
        ("2024/12/31", "2024-12-31"),
        ("2024-1-5", "2024-01-05"),
        ("12/2024", "2024-12"),
        ("3-2024", "2024-03"),
        ("2024/3", "2024-03"),
        ("2024Q3", "2024-Q3"),
        ("2024-T3", "2024-Q3"),
        ("K2 2024", "2024-Q2"),
        ("1T2024", "2024-Q1"),
    ],
)
def test_a_day_as_written_elsewhere_is_answered_with_how_it_is_written_here(written: str, meant: str) -> None:
    assert period_here(written) == f"Write “{meant}”."
    with pytest.raises(RuleError) as refused:
        parse_span(written)
    assert meant in refused.value.remedy
    assert parse_span(meant).text == meant


@pytest.mark.parametrize("written", ["32/12/2024", "31/13/2024", "yesterday", "2024-12-31T00:00", "0/2024", "1/2/3"])
def test_what_is_no_day_anywhere_gets_no_day(written: str) -> None:
    assert "20" not in period_here(written)
    with pytest.raises(RuleError):
        parse_day(written)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("1,5", "Write 1.5, with a point for the decimals."),
        ("-0,25", "Write -0.25, with a point for the decimals."),
        ("16,910", "Write 16910, or 16.910 if the comma is a decimal comma."),
        ("0,125", "Write 0.125, with a point for the decimals."),
        ("1.234.567", "Write 1234567, with nothing between the digits and no sign after them."),
        ("1.234,5", "Write 1234.5, with nothing between the digits and no sign after them."),
        ("16 910", "Write 16910, with nothing between the digits and no sign after them."),
        ("16\u202f910", "Write 16910, with nothing between the digits and no sign after them."),
        ("16'910", "Write 16910, with nothing between the digits and no sign after them."),
        ("43.5%", "Write 43.5; that it is a percentage says its unit (such as “unit: percent”)."),
        ("43,5 %", "Write 43.5, with a point for the decimals."),
        ("012", "Write 12, without zeros before it."),
        ("many", ""),
        ("1,2,3", ""),
    ],
)
def test_a_number_as_written_elsewhere_is_answered_with_how_it_is_written_here(written: str, told: str) -> None:
    assert number_here(written) == told
    with pytest.raises(RuleError):
        parse_number(written)


def only(small: Path) -> Problem:
    (found,) = [one for one in check(small, DAY)[1] if one.severity is Severity.ERROR]
    return found


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "typed", "plain"),
    [
        ("en", "36,871", "36871"),
        ("fr", "36\u202f871", "36871"),
        ("nl", "36.871", "36871"),
        ("fr", "1,5", "1.5"),
        ("en", "17%", "17"),
        ("fr", "17\u00a0%", "17"),
    ],
)
def test_a_typed_number_is_told_where_it_goes_and_what_to_write(small: Path, code: str, typed: str, plain: str) -> None:
    page, facts = small / code / "explained/procedure.md", small / "data/explained/procedure.yml"
    before = page.read_text(encoding="utf-8")
    page.write_text(before.rstrip() + f" {typed}.\n", encoding="utf-8")
    found = only(small)
    unit = "percent" if "%" in typed else "persons"
    row = f"NAME: {{value: {plain}, unit: {unit}, source: SOURCE}}"
    assert found.rule == "bare-number"
    assert f"add “{row}” under “numbers:” in content/data/explained/procedure.yml" in found.help
    assert f'{{{{ verbatim("{typed}", reason="…") }}}}' in found.help
    # The remedy carried out, in each language.
    facts.write_text(
        facts.read_text(encoding="utf-8")
        + "numbers:\n  "
        + row.replace("NAME", "new").replace("SOURCE", "survey-2022")
        + "\n",
        encoding="utf-8",
    )
    page.write_text(before, encoding="utf-8")
    for each in ("en", "fr", "nl"):
        page = small / each / "explained/procedure.md"
        page.write_text(page.read_text(encoding="utf-8").rstrip() + ' {{ value("new") }}.\n', encoding="utf-8")
    assert [one.head(small) for one in check(small, DAY)[1] if one.severity is Severity.ERROR] == []


def test_a_page_without_facts_takes_a_number_from_a_figure(small: Path) -> None:
    page = small / "en/about/sources.md"
    page.write_text(page.read_text(encoding="utf-8").rstrip() + " 36,871.\n", encoding="utf-8")
    assert "this page has no facts of its own" in only(small).help


def test_the_number_of_a_long_summary_is_told_at_its_own_line(small: Path) -> None:
    page = small / "en/explained/procedure.md"
    edit(page, "summary: Text.", "summary: >-\n  One.\n  Some 512 waited.\n  Three.")
    found = only(small)
    assert (found.rule, found.line, found.column, found.width) == ("bare-number", 6, 8, 3)
    edit(page, "512", '{{ value("applicants", "2202") }}')
    found = only(small)
    assert (found.rule, found.line, found.column) == ("dangling-reference", 6, 8)


FIGURE = "data/figures/applicants.yml"


def test_a_total_that_rounding_explains_is_told_what_tolerance_is(small: Path) -> None:
    edit(small / FIGURE, "value: 10871, sex: F", "value: 10872, sex: F")
    found = only(small)
    assert "write “tolerance: 1” beside “sums: true” of “sex” under “dimensions:”" in found.help
    edit(small / FIGURE, "{total: T, sums: true}", "{total: T, sums: true, tolerance: 1}")
    assert "total" not in {one.rule for one in check(small, DAY)[1]}


def test_a_total_that_rounding_does_not_explain_is_wrong(small: Path) -> None:
    edit(small / FIGURE, "value: 10871, sex: F", "value: 11871, sex: F")
    assert "rounding (“tolerance”) doesn’t explain a difference of 1000" in only(small).help


@pytest.mark.parametrize(
    ("old", "new", "rule", "named"),
    [
        ("status: p", "status: x", "status", "“x” is no observation status; use one or more letters of: b (break"),
        ("status: p", "status: px", "status", "“px” is no observation status"),
        ("sex: F", "sex: W", "code", "“W” is no code of “sex”"),
        (", sex: F", "", "missing-field", "the dimension “sex” has no code here"),
    ],
)
def test_which_status_or_code_is_wrong_is_named_once(small: Path, old: str, new: str, rule: str, named: str) -> None:
    edit(small / FIGURE, old, new)
    found = only(small)
    assert found.rule == rule
    assert named in found.message


def test_which_reference_differs_is_told_once_and_where(small: Path) -> None:
    page = small / "fr/figures/applicants.md"
    edit(page, 'value("2022") }}', 'value("2021") }}')
    found = only(small)
    assert found.message == "“fr” has value(2021) where “en” has value(2022)"
    assert page.read_text(encoding="utf-8").splitlines()[found.line - 1].count('value("2021")')


@pytest.mark.parametrize(
    ("name", "rule", "told"),
    [
        ("Études 2024.md", "identifier", "Rename it to “etudes-2024.md”."),
        ("PROCEDURES.md", "identifier", "Rename it to “procedures.md”."),
        ("my_page.md", "identifier", "Rename it to “my-page.md”."),
        ("Procedure.md", "identifier", "Rename it to “procedure.md”."),
        ("Copie de page.md", "left-over", "Delete it, or give"),
        ("page - Copy (2).md", "left-over", "Delete it, or give"),
        ("page (1).md", "left-over", "Delete it, or give"),
        ("page.md.orig", "left-over", "Delete it, or give"),
        ("page_BACKUP_1234.md", "left-over", "Delete it, or give"),
    ],
)
def test_a_file_of_another_name_is_told_a_name(tmp_path: Path, name: str, rule: str, told: str) -> None:
    (tmp_path / "en" / "explained").mkdir(parents=True)
    (tmp_path / "en" / "explained" / name).write_text("x", encoding="utf-8")
    problem = walk(tmp_path, ("en",)).problems[0]
    assert (problem.rule, problem.remedy.startswith(told)) == (rule, True), problem


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", ".DS_Store", "page.md~", "~$page.csv", ".page.md.swp"])
def test_what_systems_leave_is_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / "en" / "explained").mkdir(parents=True)
    (tmp_path / "en" / "explained" / name).write_text("x", encoding="utf-8")
    found = walk(tmp_path, ("en",))
    assert (found.problems, found.files) == ([], {})


@pytest.mark.parametrize("name", ["a-copy.md", "copy-of-a-permit.md", "kopie.md", "q1.md"])
def test_a_page_on_copies_is_a_page(tmp_path: Path, name: str) -> None:
    (tmp_path / "en" / "explained").mkdir(parents=True)
    (tmp_path / "en" / "explained" / name).write_text("x", encoding="utf-8")
    assert walk(tmp_path, ("en",)).problems == []


@pytest.mark.parametrize(
    "mistake", ["\tfrequency: monthly\n", "frequency: monthly\nfrequency: monthly\n", "unit persons\n"]
)
def test_the_table_of_a_figure_that_cant_be_read_waits_for_it(small: Path, mistake: str) -> None:
    """Whose CSV it is isn’t known before; told as used by nothing, somebody would delete it."""
    facts = small / "data/figures/monthly.yml"
    facts.write_text(mistake + facts.read_text(encoding="utf-8"), encoding="utf-8")
    found = [problem for problem in check(small, DAY)[1] if problem.severity is Severity.ERROR]
    assert {problem.path.name for problem in found} == {"monthly.yml"}


def test_a_table_that_no_figure_names_is_told(small: Path) -> None:
    (small / "data/figures/weekly.csv").write_text("period,value\n2022,1\n", encoding="utf-8")
    found = [problem for problem in check(small, DAY)[1] if problem.severity is Severity.ERROR]
    assert [(problem.path.name, problem.rule) for problem in found] == [("weekly.csv", "unknown-file")]


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        ('{{ value("latest") }} persons applied in 2021.', ["the number is of 2022, and the text beside it says 2021"]),
        ('{{ value("latest") }} persons applied in {{ date("latest") }}, the most since 2016.', []),
        ('{{ value("latest") }} persons applied in 2022, not as in 2016.', []),
    ],
)
def test_a_typed_year_beside_the_latest_number_is_told(small: Path, summary: str, told: list[str]) -> None:
    page = small / "en/figures/applicants.md"
    lines = page.read_text(encoding="utf-8").splitlines()
    written = [f"summary: '{summary}'" if line.startswith("summary:") else line for line in lines]
    page.write_text("\n".join(written) + "\n", encoding="utf-8")
    found = [problem for problem in check(small, DAY)[1] if problem.rule == "older-answer"]
    assert [str(problem.message) for problem in found] == told


def test_a_no_break_space_in_a_name_is_named(small: Path) -> None:
    facts = small / "data/figures/monthly.yml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("unit:", "unit\u00a0:"), encoding="utf-8")
    found = [problem for problem in check(small, DAY)[1] if problem.rule == "unknown-field"]
    assert [str(problem.help) for problem in found] == [
        "A no-break space stands in it, which nobody sees: type “unit” anew."
    ]
