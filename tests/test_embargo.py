"""Drafts and embargoes: nothing of them is in any byte of the public site before the moment, and all of it after."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arrivals import IMPORTS, project
from arrivals import run as run_import
from embargoed import DRAFTS, SECRETS, found_in, lay_secrets, secrets_in
from factsite.checking import check
from factsite.cli import main
from factsite.clock import Clock, clock_of_build
from factsite.content import Content
from factsite.problems import Problem, RuleError, Severity, has_errors
from factsite.records.embargo import parse_instant
from factsite.records.figure import Figure
from factsite.releasing.releases import Releases
from factsite.rendering.site import Site
from projects import ROOT, build, copy_valid, make_project
from releases import releases, run
from whole import write_site

__all__ = ["project", "releases"]

BEFORE = "2027-01-15T08:59:59 Europe/Brussels"
AT = "2027-01-15T09:00 Europe/Brussels"
SOURCE = str(IMPORTS / "arrivals.sdmx.csv")
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


def spots(folder: Path, place: str) -> dict[str, list[str]]:
    """Where in a site the words of a secret stand."""
    found = secrets_in(folder)
    return {word: found[word] for word in SECRETS[place] if word in found}


# --- every byte ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", SECRETS)
def test_nothing_is_there_a_second_before(sites: Path, place: str) -> None:
    assert spots(sites / "before", place) == {}


@pytest.mark.parametrize("place", SECRETS)
def test_it_is_there_at_the_moment(sites: Path, place: str) -> None:
    found = spots(sites / "at", place)
    assert bool(found) is (place not in DRAFTS | {"asset"}), found


@pytest.mark.parametrize("place", SECRETS)
def test_a_preview_has_it(sites: Path, place: str) -> None:
    assert spots(sites / "preview", place)


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


def test_a_rate_waits_for_its_parts(small: Path) -> None:
    """A public rate of which one part is under embargo for a period has no value there, and gets it with the part."""
    change(
        small / "data" / "figures" / "applicants.yml",
        "observations:\n",
        f"observations:\n  - {{period: 2021, value: 971, sex: F, publish_at: {AT}}}\n"
        f"  - {{period: 2021, value: 25000, sex: M, publish_at: {AT}}}\n",
    )
    (small / "data" / "figures" / "share.yml").write_text(
        "themes: [asylum]\npublished: 2026-01-10\nchanged: 2026-02-01\nunit: percent\nmeasures: rate\n"
        "frequency: annual\norganisation: office\nnext_update: not-announced\nbounds: {min: 0, max: 100}\n"
        "ratio: {numerator: {figure: applicants, codes: {sex: F}}, denominator: {figure: applicants}}\n"
    )
    for code in ("en", "fr", "nl"):
        words = "---\ntitle: Share\nslug: share\nsummary: Text.\ncounted: Text.\nnot_counted: Text.\nlimits: Text.\n"
        words += "---\nText.\n"
        (small / code / "figures" / "share.md").write_text(words)
    for moment, periods, changed in ((BEFORE, ["2022"], "2026-02-01"), (AT, ["2021", "2022"], "2027-01-15")):
        figure = checked(small, moment)[0].get("figures", "share", Figure)
        assert figure
        assert sorted(point.period.text for point in figure.observations) == periods
        assert figure.changed.isoformat() == changed


def test_a_title_that_waits_is_not_taken_for_stale(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The locks know the new texts; that the public still has the old ones tells readers nothing."""
    for code in ("en", "fr", "nl"):
        change(
            small / code / "explained" / "procedure.md",
            "summary: ",
            f"publish_at: {AT}\nuntil_then: {{summary: Old}}\nsummary: ",
        )
    monkeypatch.chdir(small.parent)
    assert CliRunner().invoke(main, ["translations", "accept", "--everything"], catch_exceptions=False).exit_code == 0
    for moment in (BEFORE, AT):
        content, problems = checked(small, moment)
        assert not has_errors(problems)
        assert Site(content, at(moment).day, "https://x.example/").stale == {}


def test_a_field_that_must_be_there_cannot_wait_alone(small: Path) -> None:
    change(small / "data" / "fact-checks" / "claim.yml", "claimed_in: {", f"claimed_in: {{publish_at: {AT}, ")
    found = [problem for problem in checked(small, BEFORE)[1] if problem.severity is Severity.ERROR]
    assert any("claimed_in" in problem.message and "on the public site" in problem.message for problem in found)


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


# --- the next moment -------------------------------------------------------------------------------------------------


def next_release(root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(main, ["next-release", *arguments], catch_exceptions=False)


def test_the_next_moment_is_told_for_people_programs_and_timers(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(small / "data" / "decisions" / "ruling.yml", "themes:", f"publish_at: {AT}\nthemes:")
    later = "2027-07-01T09:00 Europe/Brussels"
    change(small / "nl" / "explained" / "procedure.md", "title:", f"publish_at: {later}\ntitle:")
    root = small.parent
    done = next_release(root, monkeypatch, "--at", BEFORE)
    assert (done.exit_code, done.stdout) == (0, "2027-01-15T09:00:00+01:00 data/decisions/ruling.yml\n")
    done = next_release(root, monkeypatch, "--at", AT)
    assert done.stdout == "2027-07-01T09:00:00+02:00 nl/explained/procedure.md\n"
    rows = json.loads(next_release(root, monkeypatch, "--at", BEFORE, "--format", "json").stdout)
    assert [(row["at"], row["files"]) for row in rows] == [
        ("2027-01-15T09:00:00+01:00", ["data/decisions/ruling.yml"]),
        ("2027-07-01T09:00:00+02:00", ["nl/explained/procedure.md"]),
    ]
    timer = next_release(root, monkeypatch, "--at", BEFORE, "--format", "timer").stdout
    assert timer == "OnCalendar=2027-01-15 08:00:00 UTC\nOnCalendar=2027-07-01 07:00:00 UTC\n"
    done = next_release(root, monkeypatch, "--at", later)
    assert (done.exit_code, done.stdout) == (4, "")
    assert next_release(root, monkeypatch, "--at", later, "--format", "json").stdout == "[]\n"
    change(small / "data" / "decisions" / "ruling.yml", AT, "2027-01-15")
    assert next_release(root, monkeypatch, "--at", BEFORE).exit_code == 1


def test_who_comes_each_hour_waits_for_the_minute(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(small / "data" / "decisions" / "ruling.yml", "themes:", f"publish_at: {AT}\nthemes:")
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)

    def at(moment: str) -> tuple[int, str, list[float]]:
        waited.clear()
        done = next_release(small.parent, monkeypatch, "--wait", "60", "--at", f"{moment} Europe/Brussels")
        return done.exit_code, done.stdout, list(waited)

    said = "2027-01-15T09:00:00+01:00\n"
    assert at("2027-01-15T07:59") == (4, "", [])
    assert at("2027-01-15T08:10") == (0, said, [3_000])
    assert at("2027-01-15T09:00") == (0, said, [0])
    assert at("2027-01-15T09:59") == (0, said, [0])
    assert at("2027-01-15T10:00") == (4, "", [])


def test_a_timer_can_be_read_by_systemd(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(small / "data" / "decisions" / "ruling.yml", "themes:", f"publish_at: {AT}\nthemes:")
    line = next_release(small.parent, monkeypatch, "--at", BEFORE, "--format", "timer").stdout.strip()
    when = line.removeprefix("OnCalendar=")
    assert datetime.strptime(when, "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC) == parse_instant(AT).at
    if program := shutil.which("systemd-analyze"):
        command = [program, "calendar", "--base-time=2026-12-01 00:00:00 UTC", when]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={"TZ": "UTC", "LC_ALL": "C"})
        assert done.returncode == 0, done.stderr
        assert "2027-01-15 08:00:00 UTC" in done.stdout


def test_the_handbook_s_timers_do_what_it_says(small: Path, tmp_path: Path) -> None:
    """The lines of docs/releasing.md are run, with programs of the system that only note what they are told."""
    change(small / "data" / "decisions" / "ruling.yml", "themes:", f"publish_at: {AT}\nthemes:")
    text = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
    section = text.partition("## When something becomes public")[2].partition("\n## ")[0]
    timer, at_once = (
        "\n".join(line.strip() for line in block.splitlines())
        for block in re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)[1:]
    )
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, does in (
        ("factsite", f'exec {sys.executable} -m factsite "$@"'),
        ("systemctl", f'echo "$@" >> {tmp_path}/told'),
        ("at", f'(echo "$@"; cat) > {tmp_path}/at'),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{does}\n")
        (programs / name).chmod(0o755)
    environment = os.environ | {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "FACTSITE_MOMENT": BEFORE,
        "TZ": "Europe/Brussels",
    }
    for lines in (timer.replace("/etc/systemd", str(tmp_path)), at_once):
        done = subprocess.run(
            ["sh", "-e", "-c", lines], cwd=small.parent, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
    written = (tmp_path / "system" / "factsite.timer.d" / "moments.conf").read_text()
    assert written == "[Timer]\nOnCalendar=2027-01-15 08:00:00 UTC\n"
    assert (tmp_path / "told").read_text() == "daemon-reload\nrestart factsite.timer\n"
    assert (tmp_path / "at").read_text() == f"-t 202701150900\ncd {small.parent} && factsite site\n"


def test_the_announcement_is_public_and_the_number_is_not(sites: Path) -> None:
    """The update of the embargoed series stands in the calendar before and after."""
    for name in ("before", "at"):
        calendar = (sites / name / "en" / "calendar.ics").read_text(encoding="utf-8")
        assert "20261201" in calendar


# --- a preview -------------------------------------------------------------------------------------------------------


VERSION = {
    "en": "This version isn’t public before 15 January 2027, 9:00",
    "fr": "Cette version n’est pas publique avant le 15 janvier 2027 à 9 h 00",
    "nl": "Deze versie is niet openbaar vóór 15 januari 2027 om 9.00 uur",
}


@pytest.mark.parametrize(
    ("code", "until", "draft"),
    [
        ("en", "Not public before 15 January 2027, 9:00", "Draft"),
        ("fr", "Non public avant le 15 janvier 2027 à 9 h 00", "Brouillon"),
        ("nl", "Niet openbaar vóór 15 januari 2027 om 9.00 uur", "Ontwerp"),
    ],
)
def test_a_preview_says_what_is_not_public(sites: Path, code: str, until: str, draft: str) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in (sites / "preview" / code).rglob("index.html")}
    records = [html for html in pages.values() if '<article class="record ' in html]
    (secret,) = (html for html in records if "<h1>Zzharvesttitle</h1>" in html)
    assert f'<p class="fallback" role="note"><strong class="held">{until}</strong></p>' in secret
    (written,) = (html for html in records if "<h1>Zzdrafttitle</h1>" in html)
    assert f'<strong class="held">{draft}</strong>' in written
    (figure,) = (html for html in records if '<p class="headline"' in html and '<data value="88842">' in html)
    assert figure.count(f'<strong class="held">{until}</strong>') >= 3  # headline, cell, revision
    assert VERSION[code] in figure  # its summary is another until then
    assert all('<meta name="robots" content="noindex">' in html for html in pages.values())
    assert (sites / "preview" / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"


def test_the_public_site_says_nothing_of_it(sites: Path) -> None:
    for name in ("before", "at"):
        assert (
            found_in(sites / name, ("Not public before", "Non public avant", "Niet openbaar", "This version isn")) == {}
        )


def test_a_preview_deletes_nothing_but_a_preview(releases: Releases, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "letter").write_text("x")
    assert run("site", "--preview", str(folder)).exit_code == 2
    assert (folder / "letter").exists()
    for _ in range(2):
        done = run("site", "--preview", str(tmp_path / "new"))
        assert done.exit_code == 0, done.output
    assert releases.all() == []


# --- imports ---------------------------------------------------------------------------------------------------------


def test_an_import_under_embargo_leaves_no_trace(project: Path) -> None:
    """No day, no revision of a number that nobody has seen; the file that it was taken from waits too."""
    path = project / "content" / "data" / "figures" / "arrivals.yml"
    change(path, "series:", "embargo: [{from: 2021, publish_at: 2027-01-15T09:00 Europe/Brussels}]\nseries:")
    done = run_import(SOURCE, "--yes")
    assert done.exit_code == 0, done.output
    text = path.read_text(encoding="utf-8")
    assert "updated:" not in text
    assert "changed: 2026-02-01" in text
    assert "revisions:" not in text
    content, problems = checked(project / "content", "2026-11-26T09:00Z")
    assert not has_errors(problems), problems
    figure = content.get("figures", "arrivals", Figure)
    assert figure
    assert [point.period.text for point in figure.observations] == ["2020"]
    assert figure.vintages == []


def test_an_import_never_drops_an_embargo(project: Path) -> None:
    path = project / "content" / "data" / "figures" / "arrivals.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0] + ",publish_at", *(line + "," for line in lines[1:])]) + "\n", encoding="utf-8")
    done = run_import(SOURCE, "--yes")
    assert done.exit_code == 2
    assert "publish_at" in done.output
