"""Two publishers' numbers for what looks like the same thing: where nothing compares them, a warning asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from factsite.checking import check
from projects import DAY, copy_valid, lay_over


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The small site with a second publisher's figure beside its own."""
    found = copy_valid(tmp_path)
    lay_over("uncompared-pair", found)
    return found


def warned(content: Path) -> bool:
    """Whether the check asks for a comparison."""
    return any(problem.rule == "uncompared-pair" for problem in check(content, DAY)[1])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_two_that_nothing_compares_are_found(content: Path) -> None:
    assert warned(content)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("organisation: court", "organisation: office"),
        ("measures: flow", "measures: stock"),
        ("unit: persons", "unit: cases"),
        ("value: 16735", "value: 14735"),
        ("  - {period: 2020, value: 16735}\n", ""),
        ("source: survey-2022", "agrees_with: [{figure: applicants, tolerance: 1000}]\nsource: survey-2022"),
        ("source: survey-2022", "source: survey-2023"),  # the source of an alternative of the other
    ],
    ids=["publisher", "measure", "unit", "far", "few", "bound", "alternative"],
)
def test_others_are_not(content: Path, old: str, new: str) -> None:
    edit(content / "data/figures/other.yml", old, new)
    assert not warned(content)


def test_a_bridge_compares_them(content: Path) -> None:
    sample = content / "data/bridges/two-surveys.yml"
    head = sample.read_text(encoding="utf-8").partition("comparisons:")[0]
    comparison = (
        "comparisons:\n  - from: {figure: applicants, period: 2022}\n"
        "    steps: [{type: not-explained, minus: {amount: 76}}]\n    to: {figure: other, period: 2022}\n"
    )
    sample.write_text(head + comparison, encoding="utf-8")
    assert not warned(content)


def test_a_text_that_names_the_other_number_compares_them(content: Path) -> None:
    edit(content / "en/figures/other.md", "---\nText.", '---\nThe office has {{ value("applicants", "2022") }}.')
    assert not warned(content)


def test_a_link_alone_compares_nothing(content: Path) -> None:
    edit(content / "en/figures/other.md", "---\nText.", '---\nSee {{ link("figures/applicants", "the other") }}.')
    assert warned(content)
