"""The handbook names what there is: modules, commands with their options, targets of make, other pages and headings."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from factsite.cli import main
from factsite.clock import DEFAULT_DAY, day_of_build
from factsite.records.registry import kinds
from factsite.records.words import TermWords
from projects import ROOT

PACKAGE = ROOT / "hooks" / "factsite"
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
_CODE = re.compile(r"`([^`\n]+)`")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# --- modules ---------------------------------------------------------------------------------------------------------

ARCHITECTURE = text_of(ROOT / "docs" / "architecture.md")
STAGES = dict(re.findall(r"^\| (`.*`) \| (.*) \|$", ARCHITECTURE, re.MULTILINE))


def in_code(text: str) -> list[str]:
    return _CODE.findall(text)


def test_every_package_and_module_at_the_root_is_in_the_architecture() -> None:
    named = set(in_code(ARCHITECTURE))
    packages = {f"{path.name}/" for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    modules = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}
    known = {name.rstrip("/") for name in named}
    assert {name for name in packages if name.rstrip("/") not in known} == set()
    assert modules - named == set()


def test_every_package_and_module_of_the_stages_exists() -> None:
    assert len(STAGES) > 10
    for names in STAGES:
        for name in in_code(names):
            path = PACKAGE / name
            assert path.is_dir() if name.endswith("/") else path.with_suffix(".py").is_file(), name


@pytest.mark.parametrize("stage", [names for names in STAGES if names.endswith("/`")])
def test_every_module_of_a_stage_exists(stage: str) -> None:
    """In a row of the table, a name in code is a module of that stage, of another, or a path."""
    (folder,) = in_code(stage)
    modules = {path.stem for path in PACKAGE.rglob("*.py")} | {path.name for path in PACKAGE.rglob("*/")} | {"factsite"}
    named = {part for code in in_code(STAGES[stage]) for part in re.split(r"[/ ]", code.rstrip("/")) if part}
    assert {name for name in named if re.fullmatch(r"[a-z_]+", name)} - modules == set(), folder


# --- commands --------------------------------------------------------------------------------------------------------

_COMMAND = re.compile(r"factsite (?P<name>[a-z]+(?:-[a-z]+)*)\b(?P<rest>[^`|\n]*(?:\\\|[^`|\n]*)*)")
NAMED = [
    (path.name, found["name"], found["rest"])
    for path in PAGES
    for code in [*in_code(text_of(path)), *re.findall(r"^    .*$", text_of(path), re.MULTILINE)]
    for found in _COMMAND.finditer(code)
]


def options(command: click.Command) -> set[str]:
    """The options of a command, or of those of a group."""
    own = {name for parameter in command.params for name in parameter.opts}
    if command.name == "new":  # every field of every kind is an option of it, and each language of a theme
        models = [model for kind in kinds().values() for model in (kind.record, kind.words)]
        own |= {f"--{name.replace('_', '-')}" for model in (*models, TermWords) for name in model.model_fields}
        own |= {"--en", "--fr", "--nl"}
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return own.union(*map(options, below))


def single(command: click.Command) -> list[click.Command]:
    """A command, or those of a group."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [one for found in below for one in single(found)] or [command]


def test_the_handbook_names_commands() -> None:
    assert len(NAMED) > 20


@pytest.mark.parametrize(("page", "name", "rest"), NAMED, ids=lambda part: str(part).strip()[:40])
def test_a_command_that_is_named_exists_with_its_options(page: str, name: str, rest: str) -> None:
    assert name in main.commands, page
    assert set(re.findall(r"--[a-z-]+", rest)) - options(main.commands[name]) == set(), page


def test_every_option_is_told_in_the_handbook() -> None:
    told = "\n".join(text_of(path) for path in PAGES)
    missing = {
        f"{name} {option}"
        for name, command in main.commands.items()
        for option in (options(command) if name != "new" else {opt for one in command.params for opt in one.opts})
        if option.startswith("--") and option not in told
    }
    assert missing == set()


def test_every_target_of_make_that_is_named_exists_and_each_is_named() -> None:
    (listed,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert set(listed.split()) == targets
    pages = "\n".join(text_of(path) for path in PAGES)
    named = {name for code in in_code(pages) for name in re.findall(r"\bmake ([a-z]+)", code)}
    named |= set(re.findall(r"^    make ([a-z]+)", pages, re.MULTILINE))
    assert named - targets == set()
    assert targets - named == {"clean"}


# --- the day ---------------------------------------------------------------------------------------------------------


def test_each_day_option_says_its_default() -> None:
    with_day = [command for command in single(main) if "--day" in options(command)]
    assert len(with_day) > 3
    for command in with_day:
        (day,) = [one for one in command.params if "--day" in one.opts]
        assert isinstance(day, click.Option)
        assert (day.help or "").endswith(f"(default: {DEFAULT_DAY})."), command.name


def test_the_default_is_what_the_clock_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each name in its turn decides, as long as those before it are not set."""
    *variables, last = DEFAULT_DAY.split(", else ")
    assert last == "today"
    values = {
        "FACTSITE_MOMENT": "2000-02-29T09:00 Europe/Brussels",
        "FACTSITE_DAY": "2001-01-01",
        "SOURCE_DATE_EPOCH": "1015000000",
    }
    assert set(variables) == set(values)
    for name in variables:
        monkeypatch.setenv(name, values[name])
    days = []
    for name in variables:
        days.append(day_of_build().isoformat())
        monkeypatch.delenv(name)
    assert days == ["2000-02-29", "2001-01-01", "2002-03-01"]
    (told,) = re.findall(r"The day is an input: `--day`, else(.*?);", text_of(README), re.DOTALL)
    assert re.findall(r"[A-Z_]{4,}|today", told) == [*variables, "today"]


# --- links and numbers -----------------------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as hosts of Git make them."""
    found = re.findall(r"^#+ (.*)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", title).lower()).replace(" ", "-") for title in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_of_the_handbook_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if "://" in target or target.startswith("mailto:") or target == "…":  # an example within a message
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if path.is_relative_to(ROOT / "docs") or path == README:
            assert path.exists(), target
            if anchor:
                assert anchor in anchors(path), target


def test_decisions_are_numbered_in_a_row_and_references_exist() -> None:
    decisions = text_of(ROOT / "docs" / "decisions.md")
    numbers = [int(number) for number in re.findall(r"^## (\d+)\. ", decisions, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    programs = [path for folder in (PACKAGE, ROOT / "tests") for path in folder.rglob("*.py")]
    for path in [*PAGES, *programs]:
        for number in re.findall(r"\b[Dd]ecision (\d{1,2})\b", text_of(path)):
            assert int(number) in numbers, path
