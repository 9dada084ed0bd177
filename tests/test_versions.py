"""Versions of the data: what was published can be made again from the history, and an altered history is refused."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import read
from exchanges import change
from factsite.checking import check
from factsite.cli.diff import DiffOrder, record
from factsite.content import Content
from factsite.deriving.versions import State, as_text, continued, digest, faults, versions
from factsite.documents.history import read_history
from factsite.problems import Problem
from factsite.publishing.dataset import datasets
from factsite.publishing.versions import plan_versions
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from factsite.records.history import SeriesKey, Spoken
from factsite.rendering.site import Site
from projects import DAY, SITE_URL, copy_valid

FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 20)


def recorded(project: Path, before: Path, day: date) -> None:
    # What has to be said of a change is for test_silent: here nothing is held against what was published.
    (project / "content" / "data" / "published.csv").unlink(missing_ok=True)
    record(project, str(before), DiffOrder("text", "all", day, since=date(2026, 10, 1)))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small content with two versions: in the second, one number is another, one is new and one is gone."""
    before = tmp_path / "before"
    before.mkdir()
    copy_valid(before)
    made = tmp_path / "project"
    made.mkdir()
    content = copy_valid(made)
    path = content / "data" / "figures" / "applicants.yml"
    change(path, "changed: 2026-02-01", f"changed: {FIRST}")
    recorded(made, before, FIRST)
    change(path, "  - {period: 2020, value: 16910, sex: T}\n", "  - {period: 2019, value: 9000, sex: T}\n")
    change(path, "value: 25971, sex: T, note: resettled", "value: 25972, sex: T, note: resettled")
    change(path, f"changed: {FIRST}", f"changed: {SECOND}")
    recorded(made, before, SECOND)
    return made


def history_of(project: Path) -> Path:
    return project / "content" / "data" / "history" / "applicants.csv"


def problems_of(project: Path, *, release: bool = False) -> list[Problem]:
    found = check(project / "content", DAY, release=release)[1]
    return [problem for problem in found if problem.rule == "history"]


def test_a_record_continues_the_history(project: Path) -> None:
    rows = history_of(project).read_text(encoding="utf-8").splitlines()
    second = [row for row in rows if row.startswith(SECOND.isoformat())]
    assert [row.rsplit(",", 1)[0] for row in second] == [
        "2026-11-20,A,2019,T,9000,",
        "2026-11-20,D,2020,T,,",
        "2026-11-20,R,2021,T,25972,",
        "2026-11-20,V,,,5,",
    ]
    assert problems_of(project) == []


def test_a_record_of_the_same_day_is_made_anew(project: Path) -> None:
    before = history_of(project).read_bytes()
    recorded(project, project.parent / "before", SECOND)
    assert history_of(project).read_bytes() == before
    path = project / "content" / "data" / "figures" / "applicants.yml"
    change(path, "value: 25972,", "value: 25973,")
    recorded(project, project.parent / "before", SECOND)
    text = history_of(project).read_text(encoding="utf-8")
    assert "25973" in text
    assert "25972" not in text
    assert text.count(",V,") == 2


def test_a_version_is_of_the_day_that_the_figure_gives(project: Path) -> None:
    """So its address, its citation and its page name one day, whenever the record is made."""
    path = project / "content" / "data" / "figures" / "applicants.yml"
    change(path, "value: 25972,", "value: 25973,")
    change(path, f"changed: {SECOND}", "changed: 2026-11-22")
    content, _ = read_content(project / "content")
    (dataset,) = [one for one in datasets(Site(content, DAY, SITE_URL)) if one.id == "applicants"]
    recorded(project, project.parent / "before", date(2026, 11, 24))
    content, _ = read_content(project / "content")
    (kept,) = [one for one in datasets(Site(content, DAY, SITE_URL)) if one.id == "applicants"]
    assert dataset.version == kept.version == date(2026, 11, 22)
    change(path, "value: 25973,", "value: 25974,")
    change(path, "changed: 2026-11-22", "changed: 2026-11-23")
    recorded(project, project.parent / "before", date(2026, 11, 24))
    steps = read_history(history_of(project)).steps
    assert [step.version for step in steps] == [FIRST, SECOND, date(2026, 11, 23)]


def test_versions_are_made_again(project: Path) -> None:
    content, _ = read_content(project / "content")
    (dataset,) = [one for one in datasets(Site(content, DAY, SITE_URL)) if one.id == "applicants"]
    files = {one.address: one.text() for one in plan_versions(dataset)}
    folder = "data/figures/applicants/versions/"
    assert set(files) == {f"{folder}index.html"} | {
        f"{folder}{day}/{name}" for day in (FIRST, SECOND) for name in ("index.html", "data.csv", "version.json")
    }
    tables = [list(csv.DictReader(io.StringIO(files[f"{folder}{day}/data.csv"]))) for day in (FIRST, SECOND)]
    numbers = [{(row["period"], row["sex"]): row["value"] for row in rows} for rows in tables]
    assert numbers[0] == {
        ("2020", "T"): "16910", ("2021", "T"): "25971", ("2022", "F"): "10871", ("2022", "M"): "26000",
        ("2022", "T"): "36871",
    }  # fmt: skip
    gone = numbers[0].pop(("2020", "T"))
    assert gone == "16910"
    assert numbers[1] == numbers[0] | {("2019", "T"): "9000", ("2021", "T"): "25972"}
    told = json.loads(files[f"{folder}{SECOND}/version.json"])
    assert told["sha256"] == hashlib.sha256(files[f"{folder}{SECOND}/data.csv"].encode()).hexdigest()
    assert told["previous"] == FIRST.isoformat()
    assert [(one["period"], one["before"], one["now"]) for one in told["changes"]] == [
        ("2019", None, {"value": "9000", "status": ""}),
        ("2020", {"value": "16910", "status": ""}, None),
        ("2021", {"value": "25971", "status": ""}, {"value": "25972", "status": ""}),
    ]
    page = files[f"{folder}{FIRST}/index.html"]
    assert f"versions/{SECOND}/" in page
    assert "There is a newer version" in page
    assert "There is a newer version" not in files[f"{folder}{SECOND}/index.html"]


def test_what_is_kept_never_changes(project: Path) -> None:
    """A third version leaves every byte of the files of the first two."""

    def kept() -> dict[str, str]:
        content, _ = read_content(project / "content")
        (dataset,) = [one for one in datasets(Site(content, DAY, SITE_URL)) if one.id == "applicants"]
        return {one.address: one.text() for one in plan_versions(dataset) if one.address.endswith((".csv", ".json"))}

    before = kept()
    change(project / "content" / "data" / "figures" / "applicants.yml", "value: 26000", "value: 26001")
    change(project / "content" / "data" / "figures" / "applicants.yml", f"changed: {SECOND}", "changed: 2026-11-25")
    recorded(project, project.parent / "before", date(2026, 11, 25))
    after = kept()
    assert len(after) == len(before) + 2
    assert {address: text for address, text in after.items() if address in before} == before


def test_a_number_that_nobody_recorded_is_a_version_of_its_own(project: Path) -> None:
    path = project / "content" / "data" / "figures" / "applicants.yml"
    change(path, "value: 26000", "value: 26001")
    change(path, f"changed: {SECOND}", "changed: 2026-11-25")
    content, _ = read_content(project / "content")
    figure = content.get("figures", "applicants", Figure)
    assert figure
    days = [one.day for one in versions(figure, content.histories["applicants"])]
    assert days == [date(2026, 11, 25), SECOND, FIRST]
    assert [problem.message for problem in problems_of(project)] == []
    assert any("are in no version" in problem.message for problem in problems_of(project, release=True))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2021,T,25971", "2021,T,25970", "the version of 2026-11-01 isn’t as it was recorded"),
        ("2026-11-20,R,2021,T,25972,,\n", "", "the version of 2026-11-20 isn’t as it was recorded"),
        ("2026-11-20,V", "2026-10-20,V", "in the order|no end"),
        ("version,action", "version,acts", "the first row isn’t that of a history"),
        ("2026-11-20,A,", "2026-11-20,X,", "this row isn’t that of a history"),
        ("2026-11-20,A,2019,T,9000,,", "2026-11-20,A,2019,T,9000,", "other columns"),
        ("2026-11-01,V,,,5,,", "2026-11-01,V,,,6,,", "the version of 2026-11-01 isn’t as it was recorded"),
        ("2026-11-01,V,,,5,,", "2026-11-01,V,,,x,,", "has no end"),
    ],
)
def test_an_altered_history_is_refused(project: Path, old: str, new: str, said: str) -> None:
    change(history_of(project), old, new)
    (problem,) = problems_of(project)
    assert re.search(said, problem.message), problem.message
    assert problem.path == history_of(project)
    assert "git" in problem.remedy


def test_a_history_without_its_figure_is_named(project: Path) -> None:
    history_of(project).rename(history_of(project).with_name("applicant.csv"))
    assert [problem.message for problem in problems_of(project)] == [
        "there is no figure “applicant” of which this is the history"
    ]


values = st.one_of(st.just(""), st.decimals(-9999, 9999, places=1).map(str))
keys = st.builds(
    SeriesKey, st.sampled_from(["2020", "2021", "2022-Q1"]), st.sampled_from([(("a", "x"),), (("a", "y"), ("b", "z"))])
)
wholes = st.dictionaries(keys, st.builds(Spoken, values, st.sampled_from(["", "p", "m"])), min_size=1)


@given(st.lists(wholes, min_size=1, max_size=5))
def test_any_sequence_of_versions_is_made_again(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[State]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    history, expected = None, []
    for place, state in enumerate(sequence):
        text = continued(history, state, date(2026, 1, 1 + place))
        if text is not None:
            path.write_text(text, encoding="utf-8", newline="")
            history = read_history(path)
            expected.append(state)
    assert history
    assert history.states == expected
    assert not list(faults(history))
    assert [step.sha256 for step in history.steps] == [digest(as_text(state)) for state in expected]


def test_pages_lead_to_versions(site: Path, content: Content) -> None:
    for entry, _ in content.records(Figure):
        page = read(site / "data" / "figures" / entry.id / "index.html")
        assert page.all("a", href=f"../../../data/figures/{entry.id}/versions/")
        assert (site / "data" / "figures" / entry.id / "versions" / "index.html").is_file()
