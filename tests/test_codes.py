"""The code lists of a site: what is wrong with them is said once, and nothing of them holds a reader up."""

from __future__ import annotations

from pathlib import Path

import pytest

from factsite.checking import check
from factsite.problems import Severity
from factsite.records.listed import MAX_IDENTIFIER, CodeLists
from factsite.records.organisation import Organisation
from projects import DAY


def errors(small: Path) -> list[str]:
    return [problem.head(small) for problem in check(small, DAY)[1] if problem.severity is Severity.ERROR]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("federal: {}", "federal: {foreign: perhaps}", "“foreign”"),
        ("federal: {}", "federal: {forein: true}", "unknown field “forein”"),
        ("levels:", "leveles:", "unknown field “leveles”"),
        ("role: publishes", "role: prints", "“prints” is no code of “role”"),
        ("{role: publishes}", "{}", "the field “role” is missing"),
        ("(19|20)[0-9]{8}", "(19|20", "is no regular expression"),
        ("(19|20)[0-9]{8}", "([0-9]+)+", "repeats a group"),
        ("(19|20)[0-9]{8}", "[0-9]*[0-9]*[0-9]*[0-9]*x", "repeats a group, or more than"),
        ("currency: EUR", "currency: euro", "“currency”"),
        ("levels:\n", "levels: [", "the bracket that opens here isn’t closed"),
    ],
)
def test_one_mistake_in_the_lists_gives_one_message(small: Path, old: str, new: str, told: str) -> None:
    change(small / "data" / "codes.yml", old, new)
    (found,) = errors(small)
    assert found.startswith("data/codes.yml:")
    assert told in found


def test_a_name_of_a_code_that_no_list_has_is_told(small: Path) -> None:
    change(small / "fr" / "labels.yml", "  federal: ", "  federaal: ")
    assert [line.partition("[")[2] for line in errors(small)] == [
        "missing-label]: “levels.federal” has no name in this language",
        "unknown-field]: no list in content/data/codes.yml has “federaal” here",
    ]


def test_every_step_has_a_form_for_each_gender_of_acts(small: Path) -> None:
    change(small / "fr" / "labels.yml", "annulled: {name: annulé, forms: {feminine: annulée}}", "annulled: annulé")
    (found,) = errors(small)
    assert "“steps.annulled.forms.feminine” has no name in this language" in found


def test_without_lists_the_file_is_told_and_with_empty_ones_every_code(small: Path) -> None:
    path = small / "data" / "codes.yml"
    path.unlink()
    assert errors(small) == ["data/codes.yml:1:1: error[missing-file]: this file is missing"]
    path.write_text("{}\n", encoding="utf-8")
    assert any("“federal” is no code of “level”" in head for head in errors(small))


@pytest.mark.parametrize("pattern", ["[0-9]*[0-9]*[0-9]*x", "(a?){0}b*c*d", "[a-z]{0,80}[a-z]{0,80}[a-z]{0,80}-"])
def test_no_pattern_that_is_taken_keeps_a_reader_busy(pattern: str) -> None:
    try:
        lists = CodeLists.model_validate({"identifiers": {"x": {"pattern": pattern, "form": "x"}}})
    except ValueError:
        return
    # What takes for ever never comes to the end of this.
    for text in ("0" * MAX_IDENTIFIER, "a" * MAX_IDENTIFIER, "a" * 10_000):
        assert not lists.identifiers["x"].matches(text)


def test_the_first_step_with_a_role_is_the_one_that_follows_from_other_records(small: Path) -> None:
    lists = check(small, DAY)[0].codes
    for role, step in (("annuls", "annulled"), ("repeals", "repealed"), ("suspends", "suspended")):
        found = lists.step_of(lists.steps[step].role)
        assert found is not None
        assert found.role.value == role


def test_an_objective_is_one_of_those_that_there_are(small: Path) -> None:
    change(small / "data" / "codes.yml", "objectives: 23", "objectives: 0")
    found = errors(small)
    assert found
    assert all("is no objective: there are 0" in line for line in found)


def test_a_code_is_told_by_its_field() -> None:
    facts = {"themes": ["a"], "published": "2026-01-01", "changed": "2026-01-01", "type": "x", "level": "y"}
    with pytest.raises(ValueError, match="“x” is no code of “type”"):
        Organisation.model_validate(facts)
