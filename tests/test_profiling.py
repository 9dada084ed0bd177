"""The profile: each moment belongs to one stage, and every stage is where the profile looks for it."""

from __future__ import annotations

import threading
import time
from importlib import import_module
from operator import attrgetter
from types import SimpleNamespace

import pytest

from profiling.__main__ import groups, table
from profiling.clocks import Clocks
from profiling.stages import WATCHED, kind_of


def test_a_moment_belongs_to_the_innermost_stage() -> None:
    spent = 1.0
    clocks = Clocks("before", "between", lambda: spent, lambda: spent + 5.0)
    with clocks.stage("outer"):
        spent += 2.0
        with clocks.stage("inner"):
            spent += 3.0
        spent += 0.5
    spent += 4.0
    with clocks.stage("inner"):
        spent += 0.25
    found = clocks.finish()
    assert found == {"before": 1.0, "outer": 2.5, "inner": 3.25, "between": 4.0, "threads beside": 5.0}
    assert clocks.times == {"outer": 1, "inner": 2}


def test_each_thread_has_its_own_stages() -> None:
    clocks = Clocks("before", "between")

    def beside() -> None:
        with clocks.stage("beside"):
            time.sleep(0)

    with clocks.stage("here"):
        thread = threading.Thread(target=beside)
        thread.start()
        thread.join()
    assert clocks.times == {"here": 1, "beside": 1}
    assert set(clocks.finish()) == {"before", "here", "beside", "between", "threads beside"}


def test_a_function_is_followed_also_where_it_fails_or_yields_what_it_finds() -> None:
    def failing() -> None:
        raise LookupError

    def finding() -> object:
        yield from (1, 2)

    owner = SimpleNamespace(failing=failing, finding=finding)
    clocks = Clocks("before", "between")
    clocks.watch(owner, "failing", lambda _: "failed")
    clocks.watch(owner, "finding", lambda _: "found")
    with pytest.raises(LookupError):
        owner.failing()
    assert list(owner.finding()) == [1, 2]
    assert clocks.times == {"failed": 1, "found": 1}
    assert "between" in clocks.finish()


def test_every_stage_is_where_the_profile_looks_for_it() -> None:
    """A function that moves takes its place in the profile along; else its time would count as another's."""
    for module, path, _ in WATCHED:
        assert callable(attrgetter(path)(import_module(module))), f"{module}.{path}"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("fr/chiffres/x/index.html", "page"),
        ("fr/chiffres/x/index.md", "*.md"),
        ("data/figures/x.fr.excel.csv", "data/*.excel.csv"),
        ("data/figures/x.xlsx", "data/*.xlsx"),
        ("static/site.0123456789ab.css", "static/*.css"),
        ("sitemap.xml", "*.xml"),
        ("data/figures/x.fr.html", "data/*.html"),
    ],
)
def test_files_are_of_few_kinds(address: str, kind: str) -> None:
    assert kind_of(address) == kind


def test_the_table_tells_all_of_the_time() -> None:
    stages = {"reading": 3.0, "check: a.b": 1.0, "check: a.c": 0.5, "writing": 0.01}
    found = {"stages": stages, "times": {"reading": 1}, "all": 4.51, "programs": 0.49}
    lines = table(found)
    assert lines[1].split() == ["3.00", "60.0%", "1", "reading"]
    assert [line.split()[-1] for line in lines[-2:]] == ["others", "all"]
    assert sum(float(line.split()[0]) for line in lines[1:-1]) == pytest.approx(float(lines[-1].split()[0]), abs=0.02)
    assert groups(found) == ["   1.50 check"]
