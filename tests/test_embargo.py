"""Drafts and embargoes: nothing of them is in any byte of the public site before the moment, and all of it after."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from embargoed import DRAFTS, SECRETS, found_in, lay_secrets
from factsite.checking import check
from factsite.clock import Clock, clock_of_build
from factsite.content import Content
from factsite.problems import Problem, RuleError, Severity, has_errors
from factsite.records.embargo import parse_instant
from factsite.records.figure import Figure
from projects import build, copy_valid, make_project
from whole import write_site

BEFORE = "2027-01-15T08:59:59 Europe/Brussels"
AT = "2027-01-15T09:00 Europe/Brussels"
Once = Callable[[str, Callable[[Path], object]], Path]


def at(moment: str) -> Clock:
    return clock_of_build(at=moment)


def checked(content: Path, moment: str, *, preview: bool = False) -> tuple[Content, list[Problem]]:
    clock = at(moment)
    return check(content, clock.day, moment=clock.moment, preview=preview)


def rules(problems: list[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


@pytest.fixture(scope="session")
def sites(once: Once) -> Path:
    """The site with secrets a second before their moment, at it, and in a preview; each in a folder of its name."""

    def make(folder: Path) -> None:
        content = copy_valid(folder)
        lay_secrets(content)
        for name, moment, preview in (("before", BEFORE, False), ("at", AT, False), ("preview", BEFORE, True)):
            found, problems = checked(content, moment, preview=preview)
            assert not has_errors(problems), problems
            clock = at(moment)
            write_site(found, folder / name, folder / "charts", clock.day, clock.moment if preview else None)

    return once("embargoed", make)


# --- every byte ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", SECRETS)
def test_nothing_is_there_a_second_before(sites: Path, place: str) -> None:
    assert found_in(sites / "before", SECRETS[place]) == {}


@pytest.mark.parametrize("place", SECRETS)
def test_it_is_there_at_the_moment(sites: Path, place: str) -> None:
    found = found_in(sites / "at", SECRETS[place])
    assert bool(found) is (place not in DRAFTS | {"asset"}), found


@pytest.mark.parametrize("place", SECRETS)
def test_a_preview_has_it(sites: Path, place: str) -> None:
    assert found_in(sites / "preview", SECRETS[place])


def test_a_correction_waits_with_the_old_number(sites: Path) -> None:
    old, new = ("16910",), ("16913",)
    assert found_in(sites / "before", old)
    assert not found_in(sites / "before", new)
    assert found_in(sites / "at", new)


def test_no_byte_depends_on_what_is_hidden(sites: Path, tmp_path: Path) -> None:
    """The site before the moment is that of a content which never had the secrets, but for empty fields of a CSV."""
    content, _ = checked(copy_valid(tmp_path), BEFORE)
    write_site(content, tmp_path / "site", tmp_path / "charts", at(BEFORE).day)
    plain = {path.relative_to(tmp_path / "site").as_posix(): path for path in (tmp_path / "site").rglob("*.*")}
    hidden = {path.relative_to(sites / "before").as_posix(): path for path in (sites / "before").rglob("*.*")}
    assert plain.keys() == hidden.keys()
    assert [
        name for name, path in plain.items() if path.is_file() and path.read_bytes() != hidden[name].read_bytes()
    ] == []


def test_the_whole_build_keeps_it_back(once: Once, monkeypatch: pytest.MonkeyPatch) -> None:
    """As ``factsite site`` builds it: search index, assets and all; nothing of a secret, nor its file."""
    monkeypatch.delenv("FACTSITE_MOMENT", raising=False)

    def make(folder: Path) -> None:
        project = make_project(folder, copy_valid(folder))
        lay_secrets(project / "content")
        done: subprocess.CompletedProcess[str] = build(project, folder / "site")  # FACTSITE_DAY: before the moment
        assert done.returncode == 0, done.stdout + done.stderr

    folder = once("embargoed-build", make) / "site"
    words = tuple(word for all_of in SECRETS.values() for word in all_of)
    assert found_in(folder, words) == {}


# --- moments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2027-01-15T09:00 Europe/Brussels", "2027-01-15T08:00"),
        ("2027-07-15T09:00 Europe/Brussels", "2027-07-15T07:00"),
        ("2027-01-15T09:00+01:00", "2027-01-15T08:00"),
        ("2027-01-15T09:00Z", "2027-01-15T09:00"),
        ("2028-02-29T00:00 Europe/Brussels", "2028-02-28T23:00"),
        ("2027-03-28T01:59 Europe/Brussels", "2027-03-28T00:59"),
        ("2027-03-28T03:00 Europe/Brussels", "2027-03-28T01:00"),
        ("2027-10-31T01:59 Europe/Brussels", "2027-10-30T23:59"),
        ("2027-10-31T03:00 Europe/Brussels", "2027-10-31T02:00"),
        ("2027-10-31T02:30+02:00", "2027-10-31T00:30"),
        ("2027-10-31T02:30+01:00", "2027-10-31T01:30"),
        ("2027-01-15T09:00 UTC", "2027-01-15T09:00"),
    ],
)
def test_a_moment_is_read_in_its_zone(text: str, utc: str) -> None:
    assert parse_instant(text).at.isoformat(timespec="minutes") == f"{utc}+00:00"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2027-01-15T09:00", "which zone"),
        ("2027-01-15 09:00 Europe/Brussels", "no moment"),
        ("2027-01-15", "no moment"),
        ("15/01/2027 09:00 Europe/Brussels", "no moment"),
        ("2027-01-15T24:00 Europe/Brussels", "no moment"),
        ("2027-01-15T09:60 Europe/Brussels", "no moment"),
        ("2027-01-15T09:00 Europe/Brusels", "no time zone"),
        ("2027-01-15T09:00 CET", "no time zone"),
        ("2027-01-15T09:00 localtime", "no time zone"),
        ("2027-01-15T09:00 ../etc/passwd", "no moment"),
        ("2027-02-29T09:00 Europe/Brussels", "no calendar"),
        ("2027-03-28T02:30 Europe/Brussels", "skip"),
        ("2027-10-31T02:30 Europe/Brussels", "twice"),
        ("2500-01-15T09:00 Europe/Brussels", "outside the years"),
    ],
)
def test_what_is_no_moment_is_refused_with_its_reason(text: str, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        parse_instant(text)


def test_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FACTSITE_MOMENT", "FACTSITE_DAY", "SOURCE_DATE_EPOCH", "FACTSITE_ZONE"):
        monkeypatch.delenv(name, raising=False)
    assert clock_of_build("2027-01-15").moment.isoformat() == "2027-01-15T00:00:00+01:00"
    assert clock_of_build(at="2027-01-14T23:30Z").day.isoformat() == "2027-01-15"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert clock_of_build().moment.isoformat() == "2027-01-15T09:00:00+01:00"
    monkeypatch.setenv("FACTSITE_DAY", "2027-07-01")
    assert clock_of_build().moment.isoformat() == "2027-07-01T00:00:00+02:00"
    monkeypatch.setenv("FACTSITE_MOMENT", AT)
    assert clock_of_build().moment.hour == 9
    assert clock_of_build("2027-01-16").moment.hour == 0
    with pytest.raises(RuleError, match="doesn’t lie on the day"):
        clock_of_build("2027-01-16", AT)


# --- what the public gets --------------------------------------------------------------------------------------------


def test_content_without_holds_is_not_derived_again(small: Path) -> None:
    whole, problems = checked(small, AT, preview=True)
    assert not has_errors(problems)
    public, _ = checked(small, AT)
    assert whole.entries.keys() == public.entries.keys()


def test_days_follow_the_moment(small: Path) -> None:
    lay_secrets(small)
    before, _ = checked(small, BEFORE)
    after, _ = checked(small, AT)
    record = before.get("figures", "applicants", Figure)
    assert record
    assert (record.changed.isoformat(), record.last_update.isoformat()) == ("2026-02-01", "2026-01-10")
    record = after.get("figures", "applicants", Figure)
    assert record
    assert (record.changed.isoformat(), record.last_update.isoformat()) == ("2027-01-15", "2027-01-15")
    record = after.get("figures", "zzharvest", Figure)
    assert record
    assert record.published.isoformat() == "2027-01-15"
    rate = after.get("figures", "zzrate", Figure)
    assert rate
    assert rate.observations


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_latest_number_is_the_latest_public_one(small: Path) -> None:
    lay_secrets(small)
    figure = checked(small, BEFORE)[0].get("figures", "applicants", Figure)
    assert figure
    assert (latest := figure.latest())
    assert latest.period.text == "2022"
    figure = checked(small, AT)[0].get("figures", "applicants", Figure)
    assert figure
    assert (latest := figure.latest())
    assert latest.period.text == "2023"


def test_the_next_update_is_that_after_the_embargoed_one(small: Path) -> None:
    path = small / "data" / "figures" / "applicants.yml"
    change(path, "next_update: not-announced", "next_update: 2027-01-15")
    change(
        path,
        "observations:\n",
        f"embargo: [{{from: 2022, publish_at: {AT}, next_update: 2028-01-15}}]\nobservations:\n",
    )
    # The fact check and the page itself need 2022: they wait too.
    for code in ("en", "fr", "nl"):
        change(small / code / "figures" / "applicants.md", "title:", f"publish_at: {AT}\ntitle:")
    found, _ = checked(small, AT)
    figure = found.get("figures", "applicants", Figure)
    assert figure
    assert figure.next_update.text == "2028-01-15"


@pytest.mark.parametrize(
    ("hold", "names"),
    [
        (f"publish_at: {AT}", "before 2027-01-15T09:00 Europe/Brussels"),
        ("draft: true", "as long as it is a draft"),
    ],
)
def test_what_is_public_and_names_what_is_not_is_an_error_that_names_both(small: Path, hold: str, names: str) -> None:
    path = small / "data" / "legislation" / "act.yml"
    change(path, "themes:", f"{hold}\nthemes:")
    _, problems = checked(small, BEFORE)
    found = [problem for problem in problems if problem.rule == "embargo"]
    assert {problem.path.name for problem in found} >= {"applicants.md"}
    assert all(names in problem.message and "legislation/act" in problem.message for problem in found)
    assert not [problem for problem in problems if problem.rule == "dangling-reference"]


def test_a_record_may_name_what_is_embargoed_no_longer_than_itself(small: Path) -> None:
    later = AT.replace("09:00", "10:00")
    change(small / "data" / "decisions" / "ruling.yml", "themes:", f"publish_at: {AT}\nthemes:")
    change(small / "data" / "legislation" / "amending.yml", "themes:", f"publish_at: {AT}\nthemes:")
    assert "embargo" not in rules(checked(small, BEFORE)[1])
    change(small / "data" / "legislation" / "amending.yml", AT, later)
    (problem,) = [one for one in checked(small, BEFORE)[1] if one.rule == "embargo"]
    assert problem.path.name == "ruling.yml"
    assert "2027-01-15T09:00+01:00" in problem.message


def test_a_text_that_needs_an_embargoed_value_is_refused(small: Path) -> None:
    change(
        small / "data" / "figures" / "applicants.yml",
        "period: 2022, value: 36871,",
        f"period: 2022, value: 36871, publish_at: {AT},",
    )
    found = [problem for problem in checked(small, BEFORE)[1] if problem.rule == "embargo"]
    assert any("figures/applicants 2022" in problem.message for problem in found)


def test_what_is_wrong_only_at_a_later_moment_is_found_today(small: Path) -> None:
    """A total without its parts is right today, and wrong on the day on which one part is public."""
    change(
        small / "data" / "figures" / "applicants.yml",
        "observations:\n",
        f"observations:\n  - {{period: 2023, value: 10, sex: T}}\n  - {{period: 2023, value: 6, sex: F}}\n"
        f"  - {{period: 2023, value: 4, sex: M, publish_at: {AT}}}\n",
    )
    found = [problem for problem in checked(small, BEFORE)[1] if problem.severity is Severity.ERROR]
    assert all("on the public site of" in problem.message for problem in found)


def test_a_hold_that_is_over_is_told_after_a_month(small: Path) -> None:
    change(small / "data" / "decisions" / "ruling.yml", "themes:", f"publish_at: {AT}\nthemes:")
    assert "embargo-over" not in rules(checked(small, "2027-02-01T09:00Z")[1])
    (problem,) = [one for one in checked(small, "2027-03-01T09:00Z")[1] if one.rule == "embargo-over"]
    assert (problem.severity, problem.line) == (Severity.NOTICE, 1)
    assert "2027-01-15" in problem.remedy


def test_a_day_of_an_embargoed_record_may_be_that_of_its_moment(small: Path) -> None:
    path = small / "data" / "decisions" / "ruling.yml"
    change(path, "changed: 2026-02-01", f"changed: 2027-01-15\npublish_at: {AT}")
    assert not has_errors(checked(small, "2026-11-26T09:00Z")[1])
    change(path, f"publish_at: {AT}\n", "")
    assert "future-date" in rules(checked(small, "2026-11-26T09:00Z")[1])


def test_a_page_in_one_language_can_wait(small: Path) -> None:
    change(small / "fr" / "explained" / "procedure.md", "title:", "draft: true\ntitle:")
    content, problems = checked(small, AT)
    assert not has_errors(problems)
    assert content.entries["explained/procedure"].translations.keys() == {"en", "nl"}
    assert "fr/explained/procedure.md" not in content.files
