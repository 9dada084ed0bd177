"""Fetching: the command, from the publisher’s server to what readers would see, to files and to a branch."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from arrivals import IMPORTS, MAPPING, make_figure, project, state
from factsite.cli import main
from factsite.cli.fetched import PROPOSALS
from factsite.deriving.release_state import is_due
from factsite.reading.content import read_content
from factsite.rendering.pages import PageRenderer
from factsite.rendering.site import Site
from projects import DAY, SITE_URL
from publishers import EUROSTAT, STATBEL, UNHCR, Played, Playing, fetch, published, publishers

__all__ = ["project"]

PATH = "/eurostat/api/dissemination/sdmx/2.1/data/ARRIVALS/"
DATA = (IMPORTS / "arrivals.sdmx.csv").read_text(encoding="utf-8")
NEWER = DATA.replace(",1200,b", ",1210,b")
URL = f"  url: https://{EUROSTAT}{PATH}\n  params: {{format: SDMX-CSV}}\n"


def git(project: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=project, check=True, capture_output=True, text=True)
    return done.stdout


def committed(project: Path) -> None:
    for name, value in (("user.name", "An Editor"), ("user.email", "editor@example.org")):
        git(project, "config", name, value)
    git(project, "add", "-A")
    git(project, "commit", "-qm", "published")


@pytest.fixture
def server(project: Path) -> Iterator[Playing]:
    """A server that gives the file of “arrivals”, whose YAML says so, in a commit."""
    (project / ".gitignore").write_text(".cache/\n.import-*\n", encoding="utf-8")
    published(project, "arrivals", URL)
    committed(project)
    with publishers() as playing:
        playing.plays(PATH, Played(NEWER.encode(), headers={"ETag": '"1"'}))
        yield playing


def content(project: Path) -> dict[str, bytes]:
    return state(project / "content")


def facts(project: Path) -> str:
    return (project / "content" / "data" / "figures" / "arrivals.yml").read_text(encoding="utf-8")


def test_what_would_change_is_shown_and_nothing_written(project: Path, server: Playing) -> None:
    before = content(project)
    result = fetch(server, "arrivals")
    assert result.exit_code == 0, result.output
    assert "arrivals: would change" in result.output
    assert "2021, T, SY: 1200 → 1210" in result.output
    assert "== English ==" in result.output
    assert "== Français ==" in result.output
    assert "1,200" in result.output
    assert "1,210" in result.output
    assert content(project) == before
    assert git(project, "status", "--porcelain") == ""
    again = fetch(server, "--all")
    assert (again.exit_code, "arrivals: would change" in again.output) == (0, True)
    assert server.asked[-1][1]["if-none-match"] == '"1"'


def test_it_is_written_with_a_reason(project: Path, server: Playing) -> None:
    before = content(project)
    result = fetch(server, "arrivals", "--yes")
    assert result.exit_code == 1
    assert "published values of “arrivals” change, and nothing says why" in result.output
    assert content(project) == before
    result = fetch(server, "arrivals", "--yes", "--reason", "correction")
    assert (result.exit_code, "arrivals: written" in result.output) == (0, True)
    assert "old: 1200, new: 1210, date: 2026-11-21, reason: correction" in facts(project)
    assert "vintages:\n  - {file: ARRIVALS.csv, sha256: " in facts(project)
    assert "accessed: 2026-11-21" in facts(project)
    before = content(project)
    again = fetch(server, "arrivals", "--yes", day="2026-11-22")
    assert (again.exit_code, again.output.partition("\n")[0]) == (0, "arrivals: nothing new")
    server.plays(PATH, Played(NEWER.replace("27/03/25 23", "28/03/25 23").encode()))
    again = fetch(server, "arrivals", "--yes", day="2026-11-22")
    assert again.output.startswith(
        "arrivals: the file is new, but no number changes\n1 not in the file any more, kept:\n"
    )
    assert content(project) == before


def test_a_publisher_that_fails_stops_no_other(project: Path, server: Playing) -> None:
    """Two more figures: the server of one fails, and the file of the other has another layout."""
    figures = project / "content" / "data" / "figures"
    for name in ("broken", "other"):
        (figures / f"{name}.yml").write_text(
            facts(project).replace("ARRIVALS", name.upper()).replace("arrivals.csv", f"{name}.csv"), encoding="utf-8"
        )
        (figures / f"{name}.csv").write_bytes((figures / "arrivals.csv").read_bytes())
        for code in ("en", "fr", "nl"):
            words = (project / "content" / code / "figures" / "arrivals.md").read_text(encoding="utf-8")
            words = words.replace("slug: arrivals-", f"slug: {name}-").replace("title: Arrivals ", f"title: {name} ")
            (project / "content" / code / "figures" / f"{name}.md").write_text(words, encoding="utf-8")
    folder = PATH.removesuffix("ARRIVALS/")
    server.plays(f"{folder}BROKEN/", Played(status=500))
    server.plays(f"{folder}OTHER/", Played(DATA.replace("TIME_PERIOD", "Year").encode()))
    before = content(project)
    result = fetch(server, "--all")
    assert result.exit_code == 1
    assert "arrivals: would change" in result.output
    assert (
        "broken: failed\ncontent/data/figures/broken.yml:20:8: error[fetch]: ec.europa.eu has a fault of its own (500)"
    )
    assert "error[fetch]: ec.europa.eu has a fault of its own (500)" in result.output
    assert "the file has no column “TIME_PERIOD”" in result.output
    assert "error[fetch]: the file that was fetched can’t be imported as “import” says" in result.output
    assert "Traceback" not in result.output
    shown = fetch(server, "--all", "--format", "github").output
    assert "::error file=content/data/figures/broken.yml,line=" in shown
    rows = json.loads(fetch(server, "--all", "--format", "json").stdout)["figures"]
    assert {row["figure"]: row["outcome"] for row in rows} == {
        "arrivals": "changed",
        "broken": "failed",
        "other": "failed",
    }
    assert "1,210" in json.dumps(rows[0]["changes"], ensure_ascii=False)
    assert rows[1]["problems"][0]["path"] == "content/data/figures/broken.yml"
    assert content(project) == before


def test_an_update_is_proposed_on_a_branch_beside_all_that_an_editor_does(project: Path, server: Playing) -> None:
    (project / "content" / "draft.txt").write_text("mine", encoding="utf-8")
    (project / "content" / "data" / "home.yml").write_text("half: [", encoding="utf-8")
    git(project, "add", "content/data/home.yml")
    before, head, status = content(project), git(project, "rev-parse", "HEAD"), git(project, "status", "--porcelain")
    result = fetch(server, "--all", "--propose")
    assert result.exit_code == 0, result.output
    assert "arrivals: proposed on the branch update/arrivals" in result.output
    assert (content(project), git(project, "rev-parse", "HEAD")) == (before, head)
    assert git(project, "status", "--porcelain") == status
    assert git(project, "diff", "--name-only", "HEAD", "update/arrivals").split() == [
        "content/data/figures/arrivals.csv",
        "content/data/figures/arrivals.yml",
    ]
    assert git(project, "log", "-1", "--format=%an <%ae>", "update/arrivals") == "An Editor <editor@example.org>\n"
    proposed = git(project, "show", "update/arrivals:content/data/figures/arrivals.yml")
    assert "old: 1200, new: 1210, date: 2026-11-21, reason: scheduled" in proposed
    folder = project / PROPOSALS / "arrivals"
    assert (folder / "branch").read_text(encoding="utf-8") == "update/arrivals\n"
    assert (folder / "title").read_text(encoding="utf-8") == "Update arrivals: file of 2026-11-21\n"
    text = (folder / "text.md").read_text(encoding="utf-8")
    for words in ("### English", "### Français", "### Nederlands", "1,200", "1,210", "2021, T, SY: 1200 → 1210"):
        assert words in text
    assert f"<https://{EUROSTAT}{PATH}?format=SDMX-CSV>" in text
    assert "“scheduled”: see that it is the right one" in text
    message = git(project, "log", "-1", "--format=%B", "update/arrivals")
    assert message.startswith("Update arrivals: file of 2026-11-21\n\n")
    assert text.strip() in message


def test_what_is_proposed_already_is_told_and_renewed_when_it_changes(project: Path, server: Playing) -> None:
    def proposed(day: str) -> tuple[str, str]:
        result = fetch(server, "arrivals", "--propose", day=day)
        assert result.exit_code == 0, result.output
        return result.output.partition("\n")[0], git(project, "rev-parse", "update/arrivals")

    first = proposed("2026-11-21")[1]
    assert proposed("2026-11-22") == ("arrivals: proposed already, on the branch update/arrivals", first)
    assert not (project / PROPOSALS / "arrivals").exists()
    server.plays(PATH, Played(DATA.replace(",1200,b", ",1230,b").encode()))
    said, second = proposed("2026-11-23")
    assert (said, second != first) == ("arrivals: proposed on the branch update/arrivals", True)
    assert git(project, "rev-list", "--count", "HEAD..update/arrivals") == "1\n"
    git(project, "merge", "-q", "update/arrivals")
    result = fetch(server, "arrivals", "--propose", day="2026-11-24")
    assert (result.exit_code, result.output.partition("\n")[0]) == (0, "arrivals: nothing new")


def test_a_branch_of_somebody_is_left_alone(project: Path, server: Playing) -> None:
    fetch(server, "arrivals", "--propose")
    git(project, "switch", "-q", "update/arrivals")
    server.plays(PATH, Played(DATA.replace(",1200,b", ",1230,b").encode()))
    result = fetch(server, "arrivals", "--propose", "--base", "HEAD~1")
    assert (result.exit_code, "is checked out" in result.output) == (1, True)
    git(project, "commit", "-q", "--allow-empty", "-m", "mine")
    git(project, "switch", "-q", "-")
    tip = git(project, "rev-parse", "update/arrivals")
    result = fetch(server, "arrivals", "--propose")
    assert (result.exit_code, "has commits of somebody" in result.output) == (1, True)
    assert git(project, "rev-parse", "update/arrivals") == tip


def test_a_proposal_with_errors_makes_no_branch(project: Path, server: Playing) -> None:
    server.plays(PATH, Played(DATA.replace(",1200,b", ",900000,b").encode()))
    result = fetch(server, "arrivals", "--propose")
    assert result.exit_code == 1
    assert "arrivals: failed" in result.output
    assert git(project, "branch", "--list", "update/*") == ""


def test_without_git_or_its_repository_or_author_it_is_said(
    project: Path, server: Playing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git(project, "config", "--unset", "user.name")
    git(project, "config", "--unset", "user.email")
    assert "Tell it: “git config user.name NAME”" in fetch(server, "arrivals", "--propose").output
    assert "no commit, branch or tag “nowhere”" in fetch(server, "arrivals", "--propose", "--base", "nowhere").output
    (project / ".git").rename(project / "no-git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    result = fetch(server, "arrivals", "--propose")
    assert (result.exit_code, "is in no git repository" in result.output) == (2, True)
    monkeypatch.setenv("PATH", "")
    result = fetch(server, "arrivals", "--propose")
    assert (result.exit_code, "git isn’t installed here" in result.output) == (2, True)
    assert server.asked == []


def test_a_file_without_any_number_of_the_figure_is_no_file(project: Path, server: Playing) -> None:
    """Only a head, or another country: an API that was asked for what it no longer has."""
    for text in (DATA.partition("\n")[0] + "\n", DATA.replace(",BE,", ",LU,")):
        server.plays(PATH, Played(text.encode()))
        result = fetch(server, "arrivals")
        assert (result.exit_code, "arrivals: failed" in result.output) == (1, True), result.output


def test_only_what_is_due_is_fetched(project: Path, server: Playing) -> None:
    path = project / "content" / "data" / "figures" / "arrivals.yml"

    def asked(next_update: str, day: str) -> int:
        before = len(server.asked)
        path.write_text(facts(project).replace("next_update: not-announced", f"next_update: {next_update}"))
        assert fetch(server, "--due", day=day).exit_code == 0
        path.write_text(facts(project).replace(f"next_update: {next_update}", "next_update: not-announced"))
        return len(server.asked) - before

    assert asked("not-announced", "2026-11-21") == 1
    assert [asked("2026-12", day) for day in ("2026-11-30", "2026-12-01", "2027-03-01")] == [0, 1, 1]
    assert asked("ended", "2026-12-01") == 0


def test_without_an_announcement_it_is_due_when_a_further_period_is_over() -> None:
    def due(day: str, **facts: object) -> bool:
        return is_due(make_figure(**facts), date.fromisoformat(day))

    assert [due(day) for day in ("2022-12-31", "2023-01-01")] == [False, True]  # the newest period is 2021
    monthly = {"frequency": "monthly", "observations": [{"period": "2026-01", "value": "0"}]}
    assert [due(day, **monthly) for day in ("2026-02-28", "2026-03-01")] == [False, True]
    assert due("2022-01-01", frequency="irregular")
    assert not due("2030-01-01", next_update="ended")


def test_wrong_use(project: Path, server: Playing) -> None:
    def said(*arguments: str) -> str:
        result = fetch(server, *arguments)
        assert result.exit_code == 2
        return result.output

    assert "name figures, or ask for --all or for --due" in said()
    assert "name figures, or ask for --all or for --due" in said("arrivals", "--all")
    assert "one of the two" in said("arrivals", "--yes", "--propose")
    assert "Did you mean “arrivals”" in said("arivals")
    assert "doesn’t say where its file is published" in said("monthly")
    assert "“url” under “import”" in said("applicants")
    assert server.asked == []
    help_text = CliRunner().invoke(main, ["fetch", "--help"]).output
    assert "--propose" in help_text


UNHCR_IMPORT = f"""import:
  format: csv
  url: https://{UNHCR}/population/v1/asylum-applications/
  params: {{coa: BEL, coo_all: "true"}}
  member: asylum-applications.csv
  period: year
  filter: {{dec_level: FI}}
  wide: {{columns: {{total: T, f_total: F}}, dimension: sex}}
  dimensions:
    citizenship: {{column: coo_name, codes: {{Syrian Arab Rep.: SY, Greece: GR}}}}
"""
STATBEL_IMPORT = f"""import:
  format: csv
  separator: "|"
  url: https://{STATBEL}/open-data/population.zip
  period: CD_YEAR
  value: MS_POPULATION
  filter: {{CD_NATLTY: ETR}}
  sum: true
  dimensions:
    sex: {{constant: T}}
    citizenship: {{constant: SY}}
"""


def zipped(**files: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, source in files.items():
            archive.write(IMPORTS / source, name.replace("_", "-").replace("--", "."))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("written", "path", "answer", "told"),
    [
        (
            f"import:\n{URL}{MAPPING.removeprefix('import:')[1:]}",
            PATH,
            Played(
                gzip.compress(NEWER.encode()),
                headers={
                    "Content-Encoding": "gzip",
                    "Content-Type": "application/vnd.sdmx.data+csv;version=1.0.0;charset=utf-8",
                },
            ),
            ("1,200 persons", "1,210 persons"),
        ),
        (
            UNHCR_IMPORT,
            "/population/v1/asylum-applications/",
            Played(
                zipped(asylum_applications__csv="unhcr.csv", footnotes__csv="arrivals.csv"),
                headers={"Content-Disposition": 'attachment; filename="query_data.zip"'},
            ),
            ("1,200 persons", "1,100 persons"),
        ),
        (
            STATBEL_IMPORT,
            "/open-data/population.zip",
            Played(zipped(TF_SOC_POP_STRUCT_2022__txt="statbel.txt"), headers={"Last-Modified": "x"}),
            ("1,200 persons", "1,225 persons"),
        ),
    ],
    ids=["eurostat", "unhcr", "statbel"],
)
def test_answers_of_publishers_become_sentences_for_readers(
    project: Path, server: Playing, written: str, path: str, answer: Played, told: tuple[str, str]
) -> None:
    yaml = project / "content" / "data" / "figures" / "arrivals.yml"
    yaml.write_text(facts(project).partition("import:")[0] + written, encoding="utf-8")
    server.plays(path, answer)
    result = fetch(server, "arrivals", "--format", "json", "--reason", "scheduled")
    (row,) = json.loads(result.stdout)["figures"]
    assert (result.exit_code, row["outcome"], row["problems"]) == (0, "changed", []), result.output
    (change,) = [one for one in row["changes"]["changes"] if one["period"] == "2021" and one["old"] == "1200"]
    assert all(words in change["told"]["en"] for words in told)
    assert "auparavant" in change["told"]["fr"]
    assert "vroeger" in change["told"]["nl"]
    fetch(server, "arrivals")
    assert server.asked[-1][1].get("if-modified-since") == answer.headers.get("Last-Modified")


def test_a_file_that_cannot_be_read_tells_what_the_publisher_sent(project: Path, server: Playing) -> None:
    """A picture or a list of errors that calls itself CSV; a renamed column was tried above."""
    for body in (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b'{"error": [{"status": 100, "label": "No results found"}]}',
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    ):
        server.plays(PATH, Played(body, headers={"Content-Type": "text/csv"}))
        result = fetch(server, "arrivals")
        assert result.exit_code == 1
        assert re.search(r"^\.cache/fetched/.*:\d+:\d+: error\[", result.output, re.MULTILINE)
        assert "can’t be imported as “import” says" in result.output
        assert "Traceback" not in result.output
        assert "generator-fault" not in result.output


def test_from_the_publisher_to_the_page(project: Path, server: Playing) -> None:
    """Fetched, changed, proposed, merged, drawn: the number on the page before and after, and its revision."""

    def page() -> str:
        site = Site(read_content(project / "content")[0], DAY, SITE_URL)
        drawn = PageRenderer(site, "en", site.content.entries["figures/arrivals"]).document()
        return " ".join(re.sub(r"<[^>]+>", " ", drawn).split())

    before = page()
    assert ("1,200" in before, "1,210" in before) == (True, False)
    assert fetch(server, "--due", "--propose", day=DAY.isoformat()).exit_code == 0
    git(project, "merge", "-q", "--no-ff", "-m", "Merged", "update/arrivals")
    after = page()
    assert "1,210" in after
    assert re.search(r"2021.{0,80}1,200.{0,80}1,210.{0,200}scheduled revision", after)
    against = CliRunner().invoke(main, ["check", "--day", DAY.isoformat(), "--against", "HEAD~1"])
    assert against.exit_code == 0, against.output
