"""No silent change: whatever was published is as it was, or an entry says what became of it; each with its message."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from factsite.changes.guarded import published_of
from factsite.changes.recording import as_yaml, recorded
from factsite.checking import check
from factsite.checking.ageing import entries_are_not_in_the_future
from factsite.checking.former import former_names_lead_on
from factsite.checking.silent import published_is_kept
from factsite.cli import main
from factsite.cli.diff import keep_published
from factsite.clock import beginning_of
from factsite.deriving.public import public_content
from factsite.problems import Problem, Severity, has_errors
from factsite.publishing.former import plan_former
from factsite.reading.content import read_content
from factsite.rendering.lists import glossary_terms
from factsite.rendering.site import Site
from factsite.rendering.view import View
from projects import ROOT, copy_rich, rich_content

# The days of this story are its own: the messages name them.
RELEASED, DAY = date(2026, 11, 20), date(2026, 11, 26)
YEARLY, APPLICANTS = "data/figures/yearly.yml", "data/figures/applicants.yml"
RECEPTION, ACT = "data/legislation/reception.yml", "data/legislation/act.yml"
DIRECTIVE, BILL = "data/legislation/reception-directive.yml", "data/legislation/return-bill.yml"
ANNULMENT, ADVICE = "data/decisions/annulment.yml", "data/decisions/advice.yml"
COSTLY, TAKEN_BACK = "data/fact-checks/costly.yml", "data/fact-checks/taken-back.yml"
RULING = "data/decisions/ruling.yml"
PROMISE, BRIDGE = "data/commitments/promise.yml", "data/bridges/two-surveys.yml"
CHANGED, NEW_DAY = "changed: 2026-02-01", "changed: 2026-11-26"
REVISED = (
    "revisions:\n  - {period: 2023, old: 35500, new: 35507, date: 2026-01-20, reason: correction, note: recounted}\n"
)
SOURCE = "sources/survey-2022 section"
TELL = "Else tell readers: add “- {date: 2026-11-26, note: corrected-"


def released(root: Path) -> None:
    """The rich content as it was published by a release."""
    content, _ = read_content(copy_rich(root))
    keep_published(root, content, public_content(content, beginning_of(RELEASED).moment).content, RELEASED)


@pytest.fixture
def content(once: Callable[[str, Callable[[Path], object]], Path], tmp_path: Path) -> Path:
    shutil.copytree(once("released", released), tmp_path, dirs_exist_ok=True)
    return tmp_path / "content"


def edit(content: Path, file: str, *changes: tuple[str, str]) -> None:
    path = content / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, (file, old)
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def found(content: Path) -> list[Problem]:
    read, _ = read_content(content)
    return [*published_is_kept(read, DAY), *entries_are_not_in_the_future(read, DAY)]


def heads(content: Path) -> list[str]:
    return [problem.head(content) for problem in found(content)]


@dataclass(frozen=True)
class Edit:
    """What was edited by hand, the line at which it is told, what is told, and how readers are to be told of it."""

    name: str
    file: str
    old: str
    new: str
    line: int
    message: str
    remedy: str


EDITS = (
    Edit(
        *("a number", YEARLY, "period: 2023, value: 35507", "period: 2023, value: 35570"),
        *(34, "the published number of 2023 changed from 35507 to 35570"),
        "add “- {period: 2023, old: 35507, new: 35570, date: 2026-11-26, reason: correction}” under “revisions:”",
    ),
    Edit(
        *("a number of a part", APPLICANTS, "value: 10871, sex: F", "value: 10817, sex: F"),
        *(23, "the published number of 2022, F changed from 10871 to 10817"),
        "{period: 2022, sex: F, old: 10871, new: 10817, date: 2026-11-26, reason: correction}",
    ),
    Edit(
        *("a number that is gone", YEARLY, "  - {period: 2019, value: 27742}\n", ""),
        *(25, "the published number of 2019 (27742) is gone"),
        "“- {date: 2026-11-26, note: corrected-number}",
    ),
    Edit(
        *("a number that is none", YEARLY, "2019, value: 27742", "2019, value: null, status: m"),
        *(30, "the published number of 2019 changed from 27742 to no number"),
        "“- {date: 2026-11-26, note: corrected-number}",
    ),
    Edit(
        *("a number of a CSV", "data/figures/residents.csv", "2019-01-01,6125,,STLS", "2019-01-01,6130,,STLS"),
        *(4, "the published number of 2019-01-01, STLS changed from 6125 to 6130"),
        '{period: "2019-01-01", citizenship: STLS, old: 6125, new: 6130, date: 2026-11-26, reason: correction}',
    ),
    Edit(
        *("the flags of a number", YEARLY, "value: 39615, status: p", "value: 39615"),
        *(35, "the flags of the published number of 2024 changed from “p” to “”"),
        "add “- {period: 2024, old: 39615, new: 39615, old_status: p, date: 2026-11-26, reason: scheduled}”",
    ),
    Edit(
        *("a number of the text", APPLICANTS, "waiting: {value: 4", "waiting: {value: 5"),
        *(12, "“numbers: waiting” was published as “4 months” and is “5 months” now"),
        TELL,
    ),
    Edit(
        *("what it counts", APPLICANTS, "unit: months", "unit: persons"),
        *(12, "“numbers: waiting” was published as “4 months” and is “4 persons” now"),
        TELL,
    ),
    Edit(
        *("a day of the text", APPLICANTS, "start: {date: 2022-03-01", "start: {date: 2022-03-11"),
        *(14, "“dates: start” was published as “2022-03-01” and is “2022-03-11” now"),
        TELL,
    ),
    Edit(
        *("another source’s number", YEARLY, "value: 23343", "value: 23433"),
        *(29, "“alternatives: 2018 sources/survey-2023” was published as “23343” and is “23433” now"),
        TELL,
    ),
    Edit(
        *("another source’s number, gone", APPLICANTS, ", alternatives: [{value: 36795, source: survey-2023}]", ""),
        *(22, "“alternatives: 2022 T sources/survey-2023” was published and is gone"),
        TELL,
    ),
    Edit(
        *("the unit", YEARLY, "unit: persons\nmeasures", "unit: reports\nmeasures"),
        *(4, "“unit” was published as “persons” and is “reports” now"),
        TELL,
    ),
    Edit(
        *("flow or stock", YEARLY, "measures: flow", "measures: stock"),
        *(5, "“measures” was published as “flow” and is “stock” now"),
        TELL,
    ),
    Edit(
        *("the frequency", YEARLY, "frequency: annual", "frequency: irregular"),
        *(6, "“frequency” was published as “annual” and is “irregular” now"),
        TELL,
    ),
    Edit(
        *("the publisher", YEARLY, "organisation: office", "organisation: court"),
        *(7, "“organisation” was published as “organisations/office” and is “organisations/court” now"),
        TELL,
    ),
    Edit(
        *("a break", YEARLY, "{period: 2016, note: persons}", "{period: 2017, note: persons}"),
        *(17, "“breaks: 2016” was published and is gone"),
        TELL,
    ),
    Edit(
        *("what is counted", "en/figures/applicants.md", "counted: What is counted.", "counted: Files."),
        *(6, "“counted: en” was published as “What is counted.” and is “Files.” now"),
        TELL,
    ),
    Edit(
        *("what isn’t counted", "en/figures/applicants.md", "not_counted: Not this.", "not_counted: Not that."),
        *(7, "“not_counted: en” was published as “Not this.” and is “Not that.” now"),
        TELL,
    ),
    Edit(
        "a revision, taken out",
        YEARLY,
        REVISED,
        "",
        1,
        "an entry under “revisions” was published and is gone: 2026-01-20 2023",
        "“- {period: 2023, old: 35500, new: 35507, date: 2026-01-20, reason: correction, note: recounted}”",
    ),
    Edit(
        *("a revision, altered", YEARLY, "old: 35500", "old: 35505"),
        20,
        "the entry of “revisions: 2026-01-20 2023” was published as “35500 > 35507, correction” and is "
        "“35505 > 35507, correction” now",
        "Make it “- {period: 2023, old: 35500, new: 35507, date: 2026-01-20, reason: correction}” again",
    ),
    Edit(
        *("the note of a revision", YEARLY, ", note: recounted}", "}"),
        *(20, "the entry of “revisions: 2026-01-20 2023” was published with a note, which is gone"),
        "Write “note: recounted” in it again.",
    ),
    Edit(
        *("the day of a revision", YEARLY, "date: 2026-01-20", "date: 2026-01-21"),
        *(20, "an entry of 2026-01-20 was published and is of 2026-01-21 now"),
        "Write “date: 2026-01-20” again",
    ),
    Edit(
        *("the reason of a revision", YEARLY, "reason: correction", "reason: scheduled"),
        20,
        "the entry of “revisions: 2026-01-20 2023” was published as “35500 > 35507, correction” and is "
        "“35500 > 35507, scheduled” now",
        "reason: correction}” again",
    ),
    Edit(
        *("the day of a step", RECEPTION, "in-force, date: 2007-06-01", "in-force, date: 2007-07-01"),
        *(11, "“steps: in-force” was published as “2007-06-01” and is “2007-07-01” now"),
        TELL,
    ),
    Edit(
        *("a step, taken out", RECEPTION, "  - {step: in-force, date: 2007-06-01, source: survey-2022}\n", ""),
        *(8, "“steps: in-force” was published and is gone"),
        TELL,
    ),
    Edit(
        *("the day of an act", RECEPTION, "date: 2007-01-12", "date: 2007-01-21"),
        *(6, "“date” was published as “2007-01-12” and is “2007-01-21” now"),
        TELL,
    ),
    Edit(
        *("what an act is", RECEPTION, "act: law", "act: decree"),
        *(4, "“act” was published as “law” and is “decree” now"),
        TELL,
    ),
    Edit(
        *("of which level it is", RECEPTION, "level: federal", "level: flanders"),
        *(5, "“level” was published as “federal” and is “flanders” now"),
        TELL,
    ),
    Edit(
        *("an identifier", DIRECTIVE, "celex: 32013L0033", "celex: 32013L0034"),
        *(7, "“identifiers: celex” was published as “32013L0033” and is “32013L0034” now"),
        TELL,
    ),
    Edit(
        *("what an act amends", "data/legislation/reception-reform.yml", "amends: [reception]\n", ""),
        *(1, "“amends: legislation/reception” was published and is gone"),
        TELL,
    ),
    Edit(
        *("when it stood in the gazette", ACT, "gazette: {date: 2017-04-19}", "gazette: {date: 2017-04-18}"),
        *(10, "“gazette: date” was published as “2017-04-19” and is “2017-04-18” now"),
        TELL,
    ),
    Edit(
        *("an ELI", ACT, "eli/wet/2017/02/24/2017011464/staatsblad", "eli/wet/2017/02/24/2017011464/justel"),
        *(
            9,
            "“eli: nl” was published as “eli/wet/2017/02/24/2017011464/staatsblad” and is "
            "“eli/wet/2017/02/24/2017011464/justel” now",
        ),
        TELL,
    ),
    Edit(
        *("an official title", "en/legislation/act.md", "Act of 24 February 2017", "Act of 25 February 2017"),
        *(5, "“official_title: en” was published as “Act of 24 February 2017” and is “Act of 25 February 2017” now"),
        TELL,
    ),
    Edit(
        *("the number of a decision", RULING, 'number: "244.190"', 'number: "244.191"'),
        *(7, "“number” was published as “244.190” and is “244.191” now"),
        TELL,
    ),
    Edit(
        *("an outcome", ANNULMENT, "outcome: partly-annulled", "outcome: annulled"),
        *(7, "“outcome” was published as “partly-annulled” and is “annulled” now"),
        TELL,
    ),
    Edit(
        *("an effect", ANNULMENT, "effect: partly-annulled", "effect: annulled"),
        *(9, "“acts: legislation/family-decree” was published as “partly-annulled” and is “annulled” now"),
        TELL,
    ),
    Edit(
        *("the day of a decision", ANNULMENT, "date: 2022-10-20", "date: 2022-10-21"),
        *(6, "“date” was published as “2022-10-20” and is “2022-10-21” now"),
        TELL,
    ),
    Edit(
        *("who decided", ANNULMENT, "body: bureau", "body: court"),
        *(4, "“body” was published as “organisations/bureau” and is “organisations/court” now"),
        TELL,
    ),
    Edit(
        *("what a decision is", ANNULMENT, "form: judgment", "form: advisory-opinion"),
        *(5, "“form” was published as “judgment” and is “advisory-opinion” now"),
        TELL,
    ),
    Edit(
        *("a verdict", COSTLY, "verdict: lacks-context", "verdict: supported"),
        *(8, "“verdict” was published as “lacks-context” and is “supported” now"),
        TELL,
    ),
    Edit(
        *("a claim", COSTLY, "Sending money is dear.", "Sending money is cheap."),
        *(5, "“claim” was published as “Sending money is dear.” and is “Sending money is cheap.” now"),
        TELL,
    ),
    Edit(
        *("who claimed", COSTLY, "claimant: office", "claimant: court"),
        *(4, "“claimant” was published as “organisations/office” and is “organisations/court” now"),
        TELL,
    ),
    Edit(
        *("where it was claimed", COSTLY, 'section: "1"', 'section: "2"'),
        *(
            6,
            f"“claimed_in” was published as “{SOURCE} 1” and is “{SOURCE} 2” now",
        ),
        TELL,
    ),
    Edit(
        *("when it was claimed", COSTLY, "claimed: 2024-03-21", "claimed: 2024-03-12"),
        *(7, "“claimed” was published as “2024-03-21” and is “2024-03-12” now"),
        TELL,
    ),
    Edit(
        *("evidence", COSTLY, "period: 2020-Q3", "period: 2020-Q4"),
        *(9, "“evidence: figures/costs 2020-Q3 MA” was published and is gone"),
        TELL,
    ),
    Edit(
        *("a withdrawal, taken back", TAKEN_BACK, "withdrawn: {date: 2026-01-30, note: mistaken}\n", ""),
        *(1, "“withdrawn” was published and is gone"),
        TELL,
    ),
    Edit(
        *("a state of play", PROMISE, "progress: under-way", "progress: done"),
        *(11, "“states: 2023-03 government sources/survey-2022” was published as “under-way” and is “done” now"),
        TELL,
    ),
    Edit(
        *("to what a commitment belongs", PROMISE, "pledge: plan-data", "pledge: plan-work"),
        *(4, "“pledge” was published as “plan-data” and is “plan-work” now"),
        TELL,
    ),
    Edit(
        *("where it was promised", PROMISE, 'survey-2022, section: "1"}', 'survey-2022, section: "2"}'),
        *(8, f"“promised_in” was published as “{SOURCE} 1” and is “{SOURCE} 2” now"),
        TELL,
    ),
    Edit(
        *("when it was promised", PROMISE, "promised: 2022", "promised: 2021"),
        *(7, "“promised” was published as “2022” and is “2021” now"),
        TELL,
    ),
    Edit(
        *("an amount of a bridge", BRIDGE, "{amount: 2}", "{amount: 3}"),
        *(10, "“comparisons: 1 steps 2 plus” was published as “not-explained 2” and is “not-explained 3” now"),
        TELL,
    ),
    Edit(
        *("an address", "fr/figures/applicants.md", "slug: demandeurs\n", "slug: les-demandeurs\n"),
        *(3, "the address “demandeurs” (fr) was published and leads nowhere now"),
        "Write “former_slugs: [demandeurs-old, demandeurs]”",
    ),
    Edit(
        *("a former address", "en/figures/applicants.md", "former_slugs: [applicants-old]\n", ""),
        *(3, "the address “applicants-old” (en) was published and leads nowhere now"),
        "Write “former_slugs: [applicants-old]”",
    ),
    Edit(
        *("the address of a term", "en/glossary.yml", "slug: applicant\n", "slug: the-applicant\n"),
        *(3, "the address “applicant” of a term (en) was published and leads nowhere now"),
        "Write “former_slugs: [applicant]” at “applicant”",
    ),
    Edit(
        *("the address of easy-to-read pages", "en/easy/index.md", "slug: ", "slug: new-"),
        *(3, "“easy-to-read” (en) stands in the address of each page of its section"),
        "Write “slug: easy-to-read” again",
    ),
    Edit(
        *("the address of a section", "en/figures/index.md", "slug: figures", "slug: numbers"),
        *(3, "“figures” (en) stands in the address of each page of its section"),
        "Write “slug: figures” again",
    ),
)


@pytest.mark.parametrize("case", EDITS, ids=lambda case: case.name)
def test_an_edit_by_hand_is_told_where_it_stands(content: Path, case: Edit) -> None:
    edit(content, case.file, (case.old, case.new))
    told = [problem for problem in found(content) if problem.rule == "silent-change"]
    assert [str(problem.message) for problem in told] == [case.message], [str(one.message) for one in told]
    assert told[0].path == content / case.file
    assert told[0].line == case.line
    assert case.remedy in str(told[0].help)


def test_the_message_names_the_days_too(content: Path) -> None:
    edit(content, YEARLY, ("2023, value: 35507", "2023, value: 35570"), ("  - {period: 2019, value: 27742}\n", ""))
    gone, changed = found(content)
    assert ".md, and write “changed: 2026-11-26” and “updated: 2026-11-26”." in gone.help
    assert "If it’s a slip, write 35507 again. Else tell readers" in changed.help
    assert changed.help.endswith("definition, source), and write “changed: 2026-11-26”.")


@pytest.mark.parametrize(
    ("new", "typed"), [("value: 5, unit: months", "4"), ("value: 4, unit: persons", "unit: months")]
)
def test_a_number_of_a_text_is_put_back_as_it_is_typed(content: Path, new: str, typed: str) -> None:
    edit(content, APPLICANTS, ("value: 4, unit: months", new))
    (silent,) = found(content)
    assert f"If it’s a slip, write “{typed}” again." in silent.help
    note, files = "corrected-waiting", ", ".join(f"{code}/figures/applicants.md" for code in ("en", "fr", "nl"))
    assert f"note: {note}}}” under “corrections:”, and “{note}: …” under “notes:” in {files}:" in silent.help


@pytest.mark.parametrize("name", ["data/codes.yml", "data/glossary.yml", "fr/glossary.yml", "fr/labels.yml"])
def test_a_list_of_the_site_that_is_missing_is_one_message(content: Path, name: str) -> None:
    (content / name).unlink()
    (told,) = errors(content)
    assert (told.rule, told.path) == ("missing-file", content / name)


def test_words_that_are_gone_are_got_back(content: Path) -> None:
    for code in ("en", "fr", "nl"):
        (content / f"{code}/figures/costs.md").unlink()
    told = next(one for one in errors(content) if one.rule == "facts-without-words")
    assert "git restore content" in told.help


def test_many_numbers_of_a_figure_are_told_in_two_messages(content: Path) -> None:
    path = content / "data/figures/residents.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("5,,", "0,,"), encoding="utf-8")
    told = [str(problem.message) for problem in found(content)]
    assert len(told) == 2
    assert "other published numbers of this figure changed or are gone" in told[1]


def test_what_is_spaced_or_quoted_otherwise_is_the_same_text(content: Path) -> None:
    edit(content, "en/figures/applicants.md", ("counted: What is counted.", "counted: '“What”  is counted'"))
    assert found(content) == []


OLDER = "  - {period: 2014, value: 1}\n"
CORRECTION = f"{NEW_DAY}\ncorrections:\n  - {{date: 2026-11-26, note: mistaken}}"
ASSENTED = "steps:\n  - {step: assented, date: 2026, source: survey-2022}\n"
WAITING = "{value: 4, unit: months, source: survey-2022}"
REVISION = "revisions:\n  - {period: 2023, old: 35507, new: 35570, date: 2026-11-26, reason: correction}\n"
WITH_NUMBERS = f"{NEW_DAY}\nupdated: 2026-11-26"
FLAGS = "revisions:\n  - {period: 2024, old: 39615, new: 39615, old_status: p, date: 2026-11-26, reason: scheduled}\n"
SAID = (
    (
        "flags, with a revision",
        *(YEARLY, ("value: 39615, status: p", "value: 39615"), (CHANGED, NEW_DAY), ("revisions:\n", FLAGS)),
    ),
    (
        "a number, with a revision",
        *(YEARLY, ("2023, value: 35507", "2023, value: 35570"), (CHANGED, NEW_DAY), ("revisions:\n", REVISION)),
    ),
    (
        "a number that is gone, with a correction",
        *(YEARLY, ("  - {period: 2019, value: 27742}\n", ""), (CHANGED, f"{CORRECTION}\nupdated: 2026-11-26")),
    ),
    ("a new number", YEARLY, ("  - {period: 2015", f"{OLDER}  - {{period: 2015"), (CHANGED, WITH_NUMBERS)),
    ("a number of the text", APPLICANTS, ("waiting: {value: 4", "waiting: {value: 5"), (CHANGED, CORRECTION)),
    ("the unit", YEARLY, ("unit: persons\nm", "unit: reports\nm"), (CHANGED, CORRECTION)),
    ("a step", RECEPTION, ("in-force, date: 2007-06", "in-force, date: 2007-07"), (CHANGED, CORRECTION)),
    ("a verdict", COSTLY, ("verdict: lacks-context", "verdict: supported"), (CHANGED, CORRECTION)),
    ("an outcome", ANNULMENT, ("outcome: partly-", "outcome: "), (CHANGED, CORRECTION)),
    ("a new step", BILL, ("steps:\n", ASSENTED), (CHANGED, NEW_DAY)),
    ("a day told more exactly", ADVICE, ("date: 2021-05", "date: 2021-05-12"), (CHANGED, NEW_DAY)),
    ("a step told more exactly", RECEPTION, ("tabled, date: 2006", "tabled, date: 2006-03"), (CHANGED, NEW_DAY)),
    (
        *("an address that leads on", "fr/figures/applicants.md"),
        *(("slug: demandeurs\n", "slug: a\n"), ("[demandeurs-old]", "[demandeurs-old, demandeurs]")),
    ),
)


@pytest.mark.parametrize("case", SAID, ids=lambda case: case[0])
def test_an_entry_that_tells_readers_is_enough(
    content: Path, case: tuple[str, str, tuple[str, str], tuple[str, str]]
) -> None:
    _, file, *changes = case
    edit(content, file, *changes)
    assert heads(content) == []


LATE = (
    ("a new number", YEARLY, "  - {period: 2015", f"{OLDER}  - {{period: 2015", True),
    ("a new step", BILL, "steps:\n", ASSENTED, False),
    ("a day told more exactly", ADVICE, "date: 2021-05", "date: 2021-05-12", False),
    ("a new number of the text", APPLICANTS, "numbers:\n", f"numbers:\n  new: {WAITING}\n", False),
    ("another theme", APPLICANTS, "themes: [asylum]", "themes: [asylum, return]", False),
    ("another source of a number", APPLICANTS, "months, source: survey-2022", "months, source: survey-2023", False),
    ("a new correction", COSTLY, "verdict:", "corrections: [{date: 2026-11-26, note: mistaken}]\nverdict:", False),
)


@pytest.mark.parametrize("case", LATE, ids=lambda case: case[0])
def test_a_change_without_a_new_day_names_the_day(content: Path, case: tuple[str, str, str, str, bool]) -> None:
    _, file, old, new, numbers = case
    edit(content, file, (old, new))
    (told,) = found(content)
    assert told.rule == "version-day"
    assert (told.path, told.line) == (content / file, 3)
    assert (
        told.message == "readers will see a change since 2026-11-20, and the day of the last change is still 2026-02-01"
    )
    lines = "Write “changed: 2026-11-26” and “updated: 2026-11-26”." if numbers else "Write “changed: 2026-11-26”."
    assert told.help == lines


def test_an_entry_older_than_what_was_published_tells_nobody(content: Path) -> None:
    revision = "revisions:\n  - {period: 2023, old: 35507, new: 35570, date: 2026-01-21, reason: correction}\n"
    edit(content, YEARLY, ("2023, value: 35507", "2023, value: 35570"), ("revisions:\n", revision), (CHANGED, NEW_DAY))
    assert [str(one.message) for one in found(content)] == ["the published number of 2023 changed from 35507 to 35570"]


def test_a_revision_of_before_excuses_no_way_back(content: Path) -> None:
    edit(content, YEARLY, ("2023, value: 35507", "2023, value: 35500"))
    assert [str(one.message) for one in found(content)] == ["the published number of 2023 changed from 35507 to 35500"]


def test_an_entry_of_tomorrow_is_refused(content: Path) -> None:
    revision = "revisions:\n  - {period: 2023, old: 35507, new: 35570, date: 2027-11-26, reason: correction}\n"
    edit(content, YEARLY, ("2023, value: 35507", "2023, value: 35570"), ("revisions:\n", revision), (CHANGED, NEW_DAY))
    told = [problem for problem in found(content) if problem.rule == "future-date"]
    assert [problem.head(content) for problem in told] == [
        f"{YEARLY}:20:50: error[future-date]: “date” lies in the future (2027-11-26)"
    ]
    assert told[0].help == "Write the day on which readers get it: 2026-11-26, or “publish_at” beside it."


def test_what_waits_is_no_change_yet(content: Path) -> None:
    waits = "publish_at: 2027-01-15T09:00 Europe/Brussels\nuntil_then: {verdict: lacks-context}\n"
    edit(content, COSTLY, ("verdict: lacks-context\n", f"verdict: supported\n{waits}"))
    assert heads(content) == []
    at = [str(one.message) for one in published_is_kept(read_content(content)[0], date(2027, 1, 16))]
    assert at == ["“verdict” was published as “lacks-context” and is “supported” now"]


def test_what_is_new_since_is_free(content: Path) -> None:
    for folder, ending in (("data", "yml"), *((code, "md") for code in ("en", "fr", "nl"))):
        old = (content / folder / f"figures/yearly.{ending}").read_text(encoding="utf-8")
        new = old.replace("slug: ", "slug: new-").replace("35507", "1")
        (content / folder / f"figures/another.{ending}").write_text(new, encoding="utf-8")
    assert heads(content) == []


def delete(content: Path, page: str) -> None:
    for path in [*content.glob(f"data/{page}.*"), *content.glob(f"*/{page}.md")]:
        path.unlink()


def test_a_record_deleted_by_hand(content: Path) -> None:
    delete(content, "figures/costs")
    (told,) = found(content)
    gone = "“figures/costs” was published and is gone: its addresses lead nowhere"
    assert told.head(content) == f"data/figures/costs.yml:1:1: error[silent-change]: {gone}"
    assert "“factsite remove figures/costs” takes it away" in told.help
    assert [one for one in check(content, DAY)[1] if one.rule == "history"] == []


def test_a_record_renamed_by_hand(content: Path) -> None:
    for path in [*content.glob("data/figures/costs.yml"), *content.glob("*/figures/costs.md")]:
        path.rename(path.with_stem("prices"))
    edit(content, COSTLY, ("figure: costs", "figure: prices"))
    told = next(one for one in found(content) if one.path.stem == "costs")
    assert told.message == "“figures/costs” was published and is gone: its addresses lead nowhere"
    assert "let “factsite rename figures/costs prices” do it" in told.help
    line = "figures/costs: {day: 2026-11-26, now: figures/prices}"
    (content / "data/former.yml").write_text(f"{line}\n", encoding="utf-8")
    (told,) = found(content)
    assert told.message == "there is no figure “costs” of which this is the history"
    (content / "data/history/costs.csv").rename(content / "data/history/prices.csv")
    assert heads(content) == []


def errors(content: Path) -> list[Problem]:
    return [one for one in check(content, DAY)[1] if one.severity is Severity.ERROR]


RENAMED = (
    *("figures/costs", "figures/applicants", "legislation/reception", "decisions/annulment", "fact-checks/costly"),
    *("commitments/promise", "bridges/two-surveys", "organisations/office", "explained/procedure"),
)


@pytest.mark.parametrize("page", RENAMED)
def test_any_record_renamed_by_hand_is_one_message(content: Path, page: str) -> None:
    """Whatever names it, its history and its easy-to-read page follow from that."""
    move(content, page, "data", "*")
    (told,) = errors(content)
    assert told.head(content).startswith(
        f"data/{page}.yml:1:1: error[silent-change]: “{page}” was published and is gone"
    )
    assert f"let “factsite rename {page} renamed” do it" in told.help


@pytest.mark.parametrize("folders", [("data",), ("en", "fr", "nl"), ("fr",)], ids=["facts", "words", "a language"])
@pytest.mark.parametrize("page", RENAMED)
def test_a_part_of_a_record_renamed_by_hand_is_one_message(content: Path, page: str, folders: tuple[str, ...]) -> None:
    move(content, page, *folders)
    (told,) = errors(content)
    assert told.path.stem == "renamed"
    assert told.message == f"“{page}” is named “renamed” in a part of its files"
    assert f"“factsite rename {page} renamed” does all of it" in told.help


def test_a_source_renamed_by_hand_is_one_message(content: Path) -> None:
    move(content, "sources/survey-2023", "data")
    (told,) = errors(content)
    assert told.head(content).startswith("data/sources/survey-2023.yml:1:1: error[silent-change]: ")
    assert "let “factsite rename sources/survey-2023 renamed” do it" in told.help


def test_a_command_mends_what_was_renamed_by_hand(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The remedy carried out: the old name again, then the command."""
    monkeypatch.chdir(content.parent)
    move(content, "figures/costs", "data", "*")
    for path in [*content.glob("data/figures/renamed.*"), *content.glob("*/figures/renamed.md")]:
        path.rename(path.with_stem("costs"))
    day = ("--day", DAY.isoformat())
    done = CliRunner().invoke(main, ["rename", "figures/costs", "renamed", *day], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert errors(content) == []


def move(content: Path, page: str, *folders: str) -> None:
    """Give the files of a page in some folders another name, as a file manager does."""
    for path in {path for folder in folders for path in content.glob(f"{folder}/{page}.*")}:
        path.rename(path.with_stem("renamed"))


def test_what_names_a_deleted_record_follows_from_it(content: Path) -> None:
    delete(content, "figures/costs")
    gone = "“figures/costs” was published and is gone: its addresses lead nowhere"
    assert [one.head(content) for one in errors(content)] == [
        f"data/figures/costs.yml:1:1: error[silent-change]: {gone}"
    ]


def test_facts_deleted_by_hand_come_back_from_git(content: Path) -> None:
    (content / "data/figures/costs.yml").unlink()
    (told,) = errors(content)
    assert told.head(content) == (
        "en/figures/costs.md:2:1: error[words-without-facts]: there is no data file “figures/costs.yml”"
    )
    assert told.help.startswith("It was published: get it back from git (git restore content/data/figures/costs.yml).")


def test_a_revision_that_ends_elsewhere_is_one_mistake(content: Path) -> None:
    revision = "revisions:\n  - {period: 2023, old: 35507, new: 35750, date: 2026-11-26, reason: correction}\n"
    edit(content, YEARLY, ("2023, value: 35507", "2023, value: 35570"), ("revisions:\n", revision))
    (told,) = errors(content)
    assert (told.rule, told.help) == ("revision", "Write “new: 35570”, or mend the observation.")


def test_a_code_that_is_none_is_told_with_the_published_one(content: Path) -> None:
    edit(content, COSTLY, ("verdict: lacks-context\n", "verdict: misleading\n"))
    (told,) = errors(content)
    assert (told.rule, told.help.partition(" Allowed:")[0]) == ("code", "Published was “lacks-context”.")
    edit(content, COSTLY, ("verdict: misleading\n", "verdict: lack-context\n"))
    (told,) = errors(content)
    assert told.help == "Did you mean “lacks-context”?"


def test_facts_whose_words_can_not_be_read_are_not_without_words(content: Path) -> None:
    for path in content.glob("*/figures/costs.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title:", 1), encoding="utf-8")
    assert {one.rule for one in errors(content)} == {"yaml"}


def test_words_deleted_by_hand_come_back_by_their_names(content: Path) -> None:
    names = sorted(path.relative_to(content).as_posix() for path in content.glob("??/figures/costs.md"))
    for name in names:
        (content / name).unlink()
    (told,) = errors(content)
    files = " ".join(f"content/{name}" for name in names)
    assert told.help.startswith(f"They were published: get them back from git (git restore {files}).")


def test_a_revision_of_a_number_that_stayed_is_told_both_ways_out(content: Path) -> None:
    revision = "revisions:\n  - {period: 2023, old: 35507, new: 35570, date: 2026-11-26, reason: correction}\n"
    edit(content, YEARLY, ("revisions:\n", revision))
    (told,) = errors(content)
    assert told.message == "the revision ends in 35570, the observation says 35507"
    assert told.help == (
        "If nothing changed, delete the revision. If 35570 is right, write it in the place of 35507 in yearly.yml, "
        "line 35, and today as “changed:”."
    )


@pytest.mark.parametrize(
    ("now", "remedy"), [(35570, "Write “old: 35507”."), (35507, "Nothing changed: delete the revision.")]
)
def test_a_revision_starts_from_what_was_published(content: Path, now: int, remedy: str) -> None:
    revision = f"revisions:\n  - {{period: 2023, old: 35000, new: {now}, date: 2026-11-26, reason: correction}}\n"
    edit(content, YEARLY, ("2023, value: 35507", f"2023, value: {now}"), ("revisions:\n", revision))
    (told,) = errors(content)
    assert told.message == "the revision says that 35000 was published; it was 35507"
    assert told.help.startswith(remedy)


def test_a_second_revision_starts_from_the_first(content: Path) -> None:
    rows = ("old: 35507, new: 35540", "old: 35540, new: 35570")
    lines = "".join(f"  - {{period: 2023, {row}, date: 2026-11-26, reason: correction}}\n" for row in rows)
    edit(content, YEARLY, ("2023, value: 35507", "2023, value: 35570"), ("revisions:\n", f"revisions:\n{lines}"))
    edit(content, YEARLY, (CHANGED, NEW_DAY))
    assert heads(content) == []
    edit(content, YEARLY, ("old: 35540, new: 35570", "old: 35541, new: 35570"))
    assert heads(content) == [
        f"{YEARLY}:21:25: error[revision]: the revision says that 35541 was published; it was 35540"
    ]


def test_a_revision_of_tomorrow_is_one_mistake(content: Path) -> None:
    revision = "revisions:\n  - {period: 2023, old: 35507, new: 35570, date: 2027-11-26, reason: correction}\n"
    edit(content, YEARLY, ("2023, value: 35507", "2023, value: 35570"), ("revisions:\n", revision))
    assert [one.head(content) for one in errors(content)] == [
        f"{YEARLY}:20:50: error[future-date]: “date” lies in the future (2027-11-26)"
    ]


def test_what_is_computed_of_a_number_that_changed_silently_follows_from_it(content: Path) -> None:
    """Its total, and a bridge that ends at it: once it is explained they are told where they stand."""
    edit(content, APPLICANTS, ("{period: 2022, value: 36871, sex: T", "{period: 2022, value: 36971, sex: T"))
    (silent,) = errors(content)
    assert silent.rule == "silent-change"
    # The new number may be the wrong one: what no longer fits is told with it.
    assert "36971. With that, 2 things no longer fit: the steps" in silent.message
    assert " (two-surveys.yml); the total of 2022 is" in silent.message
    assert silent.help.endswith("What then changes elsewhere needs an entry of its own.")
    row = "{period: 2022, sex: T, old: 36871, new: 36971, date: 2026-11-26, reason: correction}"
    edit(content, APPLICANTS, ("observations:", f"revisions:\n  - {row}\nobservations:"), (CHANGED, NEW_DAY))
    assert [one.rule for one in errors(content)] == ["bridge", "total"]


def test_what_rests_on_the_unit_of_a_figure_follows_from_it(content: Path) -> None:
    edit(content, APPLICANTS, ("unit: persons\nm", "unit: reports\nm"))
    assert [one.rule for one in errors(content)] == ["silent-change"]


def test_a_mark_of_a_merge_in_a_text_is_one_message(content: Path) -> None:
    edit(content, "en/explained/procedure.md", ("Short.", "<<<<<<< HEAD\nShort.\n=======\nShorter.\n>>>>>>> b"))
    assert [one.rule for one in errors(content)] == ["merge-mark"]


@pytest.mark.parametrize(("old", "new"), [("sex: F", "sex: W"), (", sex: F", "")], ids=["misspelt", "left out"])
def test_a_code_that_is_wrong_takes_no_number_away(content: Path, old: str, new: str) -> None:
    edit(content, APPLICANTS, (old, new))
    assert [one.rule for one in errors(content)] == ["code" if new else "missing-field"]


@pytest.mark.parametrize("page", ["index", "figures/index", "search"])
def test_a_page_to_which_all_lead_and_that_a_language_lost_is_one_message(content: Path, page: str) -> None:
    (content / f"fr/{page}.md").unlink()
    (told,) = errors(content)
    assert (told.rule, told.path) == ("missing-file", content / f"fr/{page}.md")
    assert f"git restore content/fr/{page}.md" in told.help


def test_an_easy_page_deleted_by_hand(content: Path) -> None:
    delete(content, "easy/figures/applicants")
    (told,) = found(content)
    page = "easy/figures/applicants"
    assert told.head(content) == (
        f"en/{page}.md:1:1: error[silent-change]: “{page}” was published and is gone: its addresses lead nowhere"
    )
    line = f"{page}: {{day: 2026-11-26, now: figures/applicants, removed: true}}"
    assert f"“{line}”" in told.help
    (content / "data/former.yml").write_text(f"{line}\n", encoding="utf-8")
    assert found(content) == []
    read, _ = read_content(content)
    assert [one.rule for one in former_names_lead_on(read)] == []
    planned = {one.address for one in plan_former(Site(read, DAY, "https://x.example/"), [])}
    assert {"en/figures/applicants/easy-to-read/index.html"} <= planned


def test_the_easy_pages_of_a_removed_record_lead_on(content: Path) -> None:
    delete(content, "easy/figures/applicants")
    delete(content, "figures/applicants")
    line = "figures/applicants: {day: 2026-11-26, removed: true, slugs: {en: [applicants, applicants-old]}}\n"
    (content / "data/former.yml").write_text(line, encoding="utf-8")
    planned = {one.address for one in plan_former(Site(read_content(content)[0], DAY, "https://x.example/"), [])}
    wanted = {f"en/figures/{slug}/easy-to-read/index.html" for slug in ("applicants", "applicants-old")}
    assert wanted <= planned


def test_an_easy_page_in_a_language_deleted_by_hand(content: Path) -> None:
    (content / "nl/easy/figures/applicants.md").unlink()
    assert heads(content) == [
        "nl/easy/figures/applicants.md:1:1: error[silent-change]: the page was published in “nl” and is gone there"
    ]


def test_the_address_of_a_term_that_was_renamed_leads_on(content: Path) -> None:
    edit(content, "en/glossary.yml", ("slug: applicant\n", "slug: the-applicant\n  former_slugs: [applicant]\n"))
    assert found(content) == []
    read, _ = read_content(content)
    page = read.entries["glossary"]
    view = View(Site(read, DAY, "https://x.example/"), "en", page, "en/glossary/")
    (term,) = [one for one in glossary_terms(view) if one.slug == "the-applicant"]
    assert term.former == ["applicant"]


def test_a_term_deleted_by_hand(content: Path) -> None:
    kept = {code: (content / code / "glossary.yml").read_text(encoding="utf-8") for code in ("en", "fr", "nl")}
    term = next(iter(read_content(content)[0].glossary.facts))
    for code in kept:
        path = content / code / "glossary.yml"
        path.write_text(without_entry(kept[code], term), encoding="utf-8")
    told = found(content)
    assert [one.path.parent.name for one in told] == ["en"], "one mistake, one message"
    assert all(f"({code})" in told[0].message for code in kept)
    assert f"“factsite remove terms/{term} --replace-by terms/OTHER”" in told[0].help
    assert "content/data/glossary.yml" not in told[0].help, "its facts are there still"


def test_a_term_removed_by_the_command_leaves_its_anchor(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content.parent)
    read, _ = read_content(content)
    arguments = ["remove", "terms/applicant", "--replace-by", "terms/other", "--day", DAY.isoformat()]
    for folder in ("data", "en", "fr", "nl"):
        path = content / folder / "glossary.yml"
        row = "other: {}\n" if folder == "data" else "other: {term: zebra, slug: other, definition: Else.}\n"
        path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert [one for one in heads(content) if "of a term" in one] == []
    after, _ = read_content(content)
    assert after.replaced_slugs("terms/other", "en") == [read.glossary.words["en"]["applicant"].slug]


def test_flags_that_an_import_brought_need_no_revision(content: Path) -> None:
    vintage = (
        "vintages:\n  - {file: a.csv, sha256: " + "0" * 64 + ", accessed: 2026-11-26, imported: 2026-11-26, rows: 1}\n"
    )
    edit(
        *(content, YEARLY, ("value: 39615, status: p", "value: 39615"), ("revisions:\n", f"{vintage}revisions:\n")),
        (CHANGED, WITH_NUMBERS),
    )
    assert heads(content) == []


def without_entry(text: str, name: str) -> str:
    """A YAML file without one of its entries."""
    lines, kept, inside = text.splitlines(keepends=True), [], False
    for line in lines:
        if not line.startswith(" "):
            inside = line.startswith(f"{name}:")
        if not inside:
            kept.append(line)
    return "".join(kept)


def test_a_source_deleted_by_hand(content: Path) -> None:
    delete(content, "sources/survey-2023")
    gone = "“sources/survey-2023” was published and is gone: its addresses lead nowhere"
    assert f"data/sources/survey-2023.yml:1:1: error[silent-change]: {gone}" in heads(content)


def test_a_page_of_words_deleted_by_hand(content: Path) -> None:
    delete(content, "about/sources")
    (told,) = found(content)
    assert told.head(content).startswith("en/about/sources.md:1:1: error[silent-change]: “about/sources” was published")
    assert "“former_slugs” of another page of the section" in told.help
    slugs = {"en": "sources", "fr": "sources", "nl": "bronnen"}
    for code, slug in slugs.items():
        edit(content, f"{code}/about/corrections.md", ("slug: ", f"former_slugs: [{slug}]\nslug: "))
    assert heads(content) == []


def test_a_language_deleted_by_hand(content: Path) -> None:
    (content / "nl/figures/applicants.md").unlink()
    assert heads(content) == [
        "nl/figures/applicants.md:1:1: error[silent-change]: the page was published in “nl” and is gone there"
    ]


def test_what_was_published_can_be_no_draft(content: Path) -> None:
    edit(content, COSTLY, ("verdict:", "draft: true\nverdict:"))
    edit(content, "nl/fact-checks/doubled.md", ("slug:", "draft: true\nslug:"))
    told = found(content)
    assert [str(one.message) for one in told] == [
        "“fact-checks/costly” was published and isn’t public any more",
        "the page was published in “nl” and is gone there",
    ]
    assert {one.help for one in told} == {
        "Take “draft” or “publish_at” out: what was published can’t be kept back again."
    }


def test_a_removed_record_keeps_its_addresses(content: Path) -> None:
    delete(content, "figures/costs")
    line = "figures/costs: {day: 2026-11-26, removed: true, slugs: {en: [costs], fr: [couts]}}\n"
    (content / "data/former.yml").write_text(line, encoding="utf-8")
    (told,) = found(content)
    assert told.head(content).startswith("data/former.yml:1:")
    assert "of “figures/costs” (nl) leads nowhere" in told.message
    assert "“slugs: {nl: [" in told.help


def test_a_history_that_is_gone_or_of_before(content: Path) -> None:
    (content / "data/history/costs.csv").unlink()
    assert heads(content) == [
        "data/history/costs.csv:1:1: error[history]: "
        "the history of “costs” doesn’t end in the version that was published"
    ]


def test_an_emptied_history(content: Path) -> None:
    path = content / "data/history/costs.csv"
    path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    assert heads(content) == [
        "data/history/costs.csv:1:1: error[history]: "
        "the history of “costs” doesn’t end in the version that was published"
    ]


def test_what_was_published_is_altered_by_nobody(content: Path) -> None:
    path = content / "data/published.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("lacks-context", "supported"), encoding="utf-8")
    _, problems = read_content(content)
    assert [problem.head(content) for problem in problems if has_errors([problem])] == [
        "data/published.csv:1:1: error[published]: this isn’t what the last release wrote of itself"
    ]


def test_a_site_without_release_is_free(content: Path) -> None:
    (content / "data/published.csv").unlink()
    edit(content, COSTLY, ("verdict: lacks-context", "verdict: supported"))
    assert heads(content) == []


COMMANDS = (
    ("rename", "figures/reports", "notices"),
    ("rename", "sources/survey-2023", "another-survey"),
    ("rename", "figures/applicants", "asylum", "--slug", "en=asylum"),
    ("remove", "decisions/advice"),
)


def test_every_check_asks_and_commands_pass(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content.parent)
    day = ("--day", DAY.isoformat())
    for arguments in COMMANDS:
        done = CliRunner().invoke(main, [*arguments, *day], catch_exceptions=False)
        assert done.exit_code == 0, done.output
    _, problems = check(content, DAY)
    assert [one.head(content) for one in problems if has_errors([one])] == []
    edit(content, COSTLY, ("verdict: lacks-context", "verdict: supported"))
    _, problems = check(content, DAY)
    assert [one.rule for one in problems if has_errors([one])] == ["silent-change"]


def test_what_an_act_then_needs_is_said_with_the_effect_that_was_changed(content: Path) -> None:
    edit(content, ANNULMENT, ("effect: partly-annulled", "effect: annulled"))
    (told,) = errors(content)
    assert told.message.startswith("“acts: legislation/family-decree” was published as “partly-annulled” and is")
    assert "With that, something no longer fits: “family-decree” has no step for this" in told.message
    assert told.help.startswith("If it’s a slip, write “partly-annulled” again.")
    assert "If it is meant, do this too. Add “- {step: annulled, date: 2022-10-20, source: …}”" in told.help


def test_a_number_that_texts_name_keeps_its_name(content: Path) -> None:
    edit(content, APPLICANTS, ("  waiting: ", "  waitings: "))
    (told,) = errors(content)
    assert told.message == "“waiting” was published, and is named “waitings” now, while texts name it as before"
    assert (told.rule, told.help) == ("silent-change", "Write “waiting:” again: no reader sees such a name.")


def test_a_number_that_texts_name_may_not_go(content: Path) -> None:
    text = (content / APPLICANTS).read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("  waiting: "))
    edit(content, APPLICANTS, (f"numbers:\n{row}\n", ""))
    (told,) = errors(content)
    assert told.message == "“waiting” (4 months) was published under “numbers:” and is gone, while texts name it"
    places = ", ".join(f"{language}/figures/applicants.md:13" for language in ("en", "fr", "nl"))
    assert told.help == (
        'Put it back under “numbers:” – waiting: {value: 4, unit: months, source: survey-2022, section: "2"} –, or '
        f"take it out of the texts: {places}."
    )


def test_emptied_themes_are_told_as_they_are_typed(content: Path) -> None:
    edit(content, APPLICANTS, ("themes: [asylum]", "themes:"))
    (told,) = [one for one in errors(content) if one.rule == "empty"]
    assert told.help.startswith("Published was “asylum”. Write it again")


def test_an_emptied_field_is_told_what_was_published_there(content: Path) -> None:
    text = (content / APPLICANTS).read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("  waiting: "))
    edit(content, APPLICANTS, (f"numbers:\n{row}\n", "numbers:\n"))
    (told,) = [one for one in errors(content) if one.rule == "empty"]
    assert told.help == (
        'Published was “waiting: {value: 4, unit: months, source: survey-2022, section: "2"}”. Write it again, or get '
        "the file back from git (git restore content/data/figures/applicants.yml), as it was before all that you "
        "changed in it."
    )


def test_an_emptied_list_of_revisions_is_told_what_stood_there(content: Path) -> None:
    edit(content, YEARLY, (REVISED, "revisions:\n"))
    (told,) = errors(content)
    row = "- {period: 2023, old: 35500, new: 35507, date: 2026-01-20, reason: correction, note: recounted}"
    assert (told.rule, told.help) == ("empty", f"What readers were told of a change stays: put back “{row}”.")


def test_a_revision_without_its_code_is_told_the_code(content: Path) -> None:
    revision = "revisions:\n  - {period: 2022, old: 26000, new: 26001, date: 2026-11-26, reason: correction}\n"
    edit(content, APPLICANTS, ("value: 26000, sex: M", "value: 26001, sex: M"), ("numbers:\n", f"{revision}numbers:\n"))
    told = [one for one in errors(content) if one.rule == "revision"]
    assert [(one.message, one.help) for one in told] == [
        ("the revision names no “sex”, so it is of the total", "Write “sex: M” in it.")
    ]


def test_a_deleted_csv_comes_back_from_git(content: Path) -> None:
    (content / "data/figures/monthly.csv").unlink()
    (told,) = errors(content)
    assert told.help == "It was published: get it back from git (git restore content/data/figures/monthly.csv)."


def test_an_address_as_a_browser_shows_it_becomes_a_link(content: Path) -> None:
    page = content / "en/explained/procedure.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[There](/en/figures/applicants/).\n", encoding="utf-8")
    found = [one.help for one in errors(content) if one.rule == "link-target"]
    assert found == ['Write {{ link("figures/applicants", "…") }}, in each language of the page.']


def test_a_term_deleted_everywhere_is_no_lost_word_of_texts(content: Path) -> None:
    for path in (content / "data/glossary.yml", *content.glob("??/glossary.yml")):
        terms = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert terms.pop("applicant")
        path.write_text(yaml.safe_dump(terms, allow_unicode=True), encoding="utf-8")
    found = errors(content)
    assert {one.rule for one in found} == {"silent-change"}
    assert all("git restore content/data/glossary.yml" in one.help for one in found)


def test_a_published_fact_check_is_not_removed(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content.parent)
    for more in ([], ["--replace-by", "fact-checks/costly"], ["--dry-run"]):
        done = CliRunner().invoke(main, ["remove", "fact-checks/doubled", "--day", DAY.isoformat(), *more])
        assert (done.exit_code, (content / "data/fact-checks/doubled.yml").exists()) == (2, True)
        assert "Withdraw it: “withdrawn: {date: 2026-11-26, note: why}” in data/fact-checks/doubled.yml" in done.output


def test_what_the_guard_rests_on_may_not_go(content: Path) -> None:
    folder = content / "data/changes"
    folder.mkdir()
    (folder / "2026-11-20.yml").write_text(as_yaml(recorded([], "0" * 64, None)), encoding="utf-8")
    (content / "data/published.csv").unlink()
    found = [one for one in check(content, DAY)[1] if one.rule == "missing-file"]
    assert [one.path.name for one in found] == ["published.csv"]
    assert "git restore content/data/published.csv" in found[0].help


def test_the_handbook_lists_all_that_is_guarded_with_its_test() -> None:
    table = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8").partition("## What `silent-change` guards")[2]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")][1:]
    assert {what for what, test in rows if test == "an edit"} == {case.name for case in EDITS}
    named = {name for _, test in rows for name in re.findall(r"`(test_[a-z_]+)`", test)}
    assert named
    assert {name for name in named if not callable(globals().get(name))} == set()
    edited = {
        key for case in EDITS for key in [re.search(r"“([a-z_]+)(?::[^”]*)?” was published", case.message)] if key
    }
    guarded_fields = set(read_published_fields())
    assert guarded_fields - {found[1] for found in edited} - NOT_FIELDS == set()


# What is told in words of its own, or follows from what stands beside it.
NOT_FIELDS = {
    "slug",
    "former_slugs",
    "anchors",
    "version",
    "changed",
    "updated",
    "source",
    "corrections",
    "revisions",
    "noted",
    "cited",
    "themes",
}


def read_published_fields() -> frozenset[str]:
    """The fields of which a release of the rich content tells."""
    content = rich_content()
    return published_of(public_content(content, beginning_of(RELEASED).moment).content, RELEASED).fields


def test_a_source_whose_file_cannot_be_read_is_not_gone(content: Path) -> None:
    edit(content, "data/sources/survey-2022.yml", ("publisher: ", "publisher:"))
    errors = [problem for problem in check(content, DAY)[1] if problem.severity is Severity.ERROR]
    assert [(problem.path.name, problem.rule) for problem in errors] == [("survey-2022.yml", "yaml")]


def test_what_names_only_an_entry_that_is_gone_waits_for_it(content: Path) -> None:
    """The texts of its note stand there unused, in each language."""
    edit(content, YEARLY, (REVISED, ""))
    assert [problem.rule for problem in check(content, DAY)[1] if problem.severity is Severity.ERROR] == [
        "silent-change"
    ]


def test_an_entry_with_a_day_to_come_is_told_once(content: Path) -> None:
    edit(content, YEARLY, ("date: 2026-01-20", "date: 2027-01-20"))
    errors = [problem for problem in check(content, DAY)[1] if problem.severity is Severity.ERROR]
    assert [str(problem.message) for problem in errors] == [
        "an entry of 2026-01-20 was published and is of 2027-01-20 now"
    ]
