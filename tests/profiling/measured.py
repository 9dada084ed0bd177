"""A build or a check as a process of its own, which writes where its time went: with clocks, or under the profiler.

All is done by this one process, so that nothing is missed; only Pagefind is a program of its own.
"""

from __future__ import annotations

import concurrent.futures
import cProfile
import json
import os
import pstats
import runpy
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from profiling.clocks import Clocks
from profiling.stages import BETWEEN, START, watch

MOST = 20
SITE = "profiled"


class AtOnce:
    """Stands in for processes beside the build: what is submitted is done at once, here."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def submit(self, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Do it."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future

    def shutdown(self, **_: object) -> None:
        """Nothing waits."""


def main(kind: str, way: str, target: Path) -> None:
    """Do it in the working directory and write what was found as JSON."""
    concurrent.futures.ProcessPoolExecutor = AtOnce  # type: ignore[assignment, misc]
    os.environ["FACTSITE_PROCESSES"] = "1"
    found: dict[str, Any] = {}
    if way == "clocks":
        clocks = Clocks(START, BETWEEN)
        watch(clocks)
        code = _run(kind)
        found["stages"] = clocks.finish()
        found["times"] = clocks.times
    else:
        profile = cProfile.Profile()
        code = profile.runcall(_run, kind)
        found["functions"] = _own(pstats.Stats(profile))
    children = os.times()
    found["all"] = time.process_time()
    found["programs"] = children.children_user + children.children_system
    target.write_text(json.dumps(found), encoding="utf-8")
    sys.exit(code)


def _run(kind: str) -> int:
    """The build or the check; gives its exit code."""
    words = ["build", "--strict", "--quiet", "--site-dir", SITE] if kind == "build" else ["check"]
    sys.argv = ["factsite", *words]
    try:
        runpy.run_module("mkdocs" if kind == "build" else "factsite", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _own(stats: pstats.Stats) -> list[tuple[str, int, float]]:
    """The functions with the most time of their own: where they stand, how often they were called, seconds."""
    rows = stats.stats.items()  # type: ignore[attr-defined]
    most = sorted(rows, key=lambda row: -row[1][2])[:MOST]
    return [(_place(*where), int(numbers[1]), float(numbers[2])) for where, numbers in most]


def _place(file: str, line: int, name: str) -> str:
    if not line:
        return name
    parts = Path(file).parts
    start = next((at for at in range(len(parts)) if parts[at] in {"factsite", "site-packages"}), len(parts) - 2)
    return f"{'/'.join(parts[start + (parts[start] == 'site-packages') :])}:{line} {name}"


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
