"""Bridges: arithmetic that comes out, what is refused, and how a page shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import LANGUAGES, read
from factsite.checking import check
from projects import DAY

HEAD = """\
themes: [asylum]
published: 2026-01-10
changed: 2026-02-01
numbers:
  resettled: {value: 78, unit: persons, source: survey-2022}
comparisons:
"""
VALID = HEAD + "  - {from: {figure: applicants, period: 2022}, steps: [%s], to: {figure: applicants, period: 2022}}\n"
COUNTED = "{type: resettled, plus: {number: resettled, note: counted}}"


def write(small: Path, text: str) -> list[str]:
    """Write the bridge of the small site anew and check it: rule and message of each problem."""
    (small / "data" / "bridges" / "two-surveys.yml").write_text(text, encoding="utf-8")
    return [f"{problem.rule}: {problem.message}" for problem in check(small, DAY)[1]]


def with_steps(small: Path, *steps: str) -> list[str]:
    return write(small, VALID % ", ".join([*steps, "{type: resettled, minus: {number: resettled, note: counted}}"]))


def test_steps_that_come_out_are_fine(small: Path) -> None:
    assert with_steps(small, COUNTED) == []


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ("{type: not-explained, plus: {amount: 77}}", "bridge: the steps lead to 36870, not to 36871"),
        ("{type: not-explained, plus: {number: resettled}}", "bridge: what isn’t explained is what is left"),
        ("{type: resettled, plus: {amount: 78}}", "bridge: the amount of a step “resettled” needs a source"),
        ("{type: not-explained, plus: {amount: -78}}", "bridge: an amount has no sign"),
        ("{type: rounding, plus: {amount: 78}}", "bridge: the rounding that these figures declare can explain at most"),
        ("{type: not-explained}", "bridge: a step has either “plus” or “minus”"),
        ("{type: other, plus: {number: resettled}}", "code: “other” is no code of “type”"),
        ("{type: resettled, plus: {number: resettled, figure: applicants, period: 2022}}", "bridge: an amount is one"),
        ("{type: resettled, plus: {figure: applicants}}", "bridge: a figure needs either the “period”"),
        ("{type: resettled, plus: {number: resettled, period: 2022}}", "bridge: “period”, “sum”, “codes” and"),
        (
            "{type: rounding, plus: {amount: 1}}, {type: not-explained, plus: {amount: 77}}",
            "bridge: two typed amounts can’t both be verified",
        ),
        (
            "{type: other-period, plus: {figure: applicants, period: 1999}}",
            "dangling-reference: “applicants” has no value for 1999",
        ),
        (
            "{type: other-source, plus: {figure: applicants, period: 2021, source: survey-2023}}",
            "dangling-reference: “applicants” has no value of “survey-2023” for 2021",
        ),
    ],
)
def test_steps_that_are_refused(small: Path, steps: str, message: str) -> None:
    assert any(found.startswith(message) for found in with_steps(small, steps)), with_steps(small, steps)


def test_ends_are_published_numbers(small: Path) -> None:
    steps = "steps: [{type: not-explained, plus: {amount: 0}}], to: {figure: applicants, period: 2022}}\n"
    assert "bridge: a comparison starts and ends with" in write(small, HEAD + "  - {from: {amount: 5}, " + steps)[0]
    assert (
        "bridge: nothing says what “resettled” is" in write(small, HEAD + "  - {from: {number: resettled}, " + steps)[0]
    )


def test_a_note_that_a_bridge_names_needs_words(small: Path) -> None:
    found = with_steps(small, COUNTED.replace("counted", "nowhere"))
    assert found == ["missing-note: the note “nowhere” has no text"] * len(LANGUAGES)


def test_an_interval_that_breaks_or_has_gaps_has_no_sum(small: Path) -> None:
    for span, words in (("2020/2022", "breaks at 2021"), ("2018/2020", "hasn’t one number for each period")):
        step = f"{{type: other-period, plus: {{figure: applicants, sum: {span}}}}}"
        assert any(words in message for message in with_steps(small, step))


def test_a_sum_takes_no_other_source(small: Path) -> None:
    step = "{type: other-source, plus: {figure: applicants, sum: 2021/2022, source: survey-2023}}"
    assert any("another source’s number is taken with “period”" in message for message in with_steps(small, step))


def test_the_page_shows_the_arithmetic_in_each_language(small_site: Path) -> None:
    numbers = {"en": ("36,871", "36,795"), "fr": ("36\u202f871", "36\u202f795"), "nl": ("36.871", "36.795")}
    places = {"en": "why/two-surveys", "fr": "pourquoi/deux-enquetes", "nl": "waarom/twee-enquetes"}
    for code in LANGUAGES:
        page = read(small_site / code / places[code] / "index.html")
        assert [found["value"] for found in page.all("data")] == ["36871", "-78", "2", "36795"]
        text = "".join(page.text)
        for number in (*numbers[code], "−78", "+2"):
            assert number in text
        table = page.all("table", **{"class": "figures bridge"})
        assert len(table) == 1
        assert len(page.all("th", scope="row")) == 4
        assert len(page.all("th", scope="col")) == 2
        assert page.all("caption")


def test_figures_and_bridges_lead_to_each_other_and_the_menu_to_neither(small_site: Path) -> None:
    figure = read(small_site / "en" / "figures" / "applicants" / "index.html")
    assert figure.all("a", href="../../../en/why/two-surveys/")
    bridge = read(small_site / "en" / "why" / "two-surveys" / "index.html")
    assert [link for link in bridge.all("a") if link["href"].startswith("../../../en/figures/applicants/#2022")]
    home = read(small_site / "en" / "index.html")
    assert not home.all("a", href="../en/why/")
    listed = read(small_site / "en" / "why" / "index.html")
    assert listed.all("a", href="../../en/why/two-surveys/")
