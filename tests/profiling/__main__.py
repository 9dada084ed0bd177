"""Prints where a cold build, a warm build and a check spend processor time: by stage, and by function.

The real site, or the project that is named; a copy of it, so that nothing of its own is touched.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from profiling.measured import SITE
from projects import DAY, ROOT

_LEAST = 0.005
_RUNS = (("a cold build", "build"), ("a warm build", "build"), ("a check", "check"))


def copied(project: Path, folder: Path) -> Path:
    """A copy of a project, free to be built in."""
    for name in ("content", "translations"):
        if (project / name).is_dir():
            shutil.copytree(project / name, folder / name)
    shutil.copy(project / "mkdocs.yml", folder)
    # The package itself is that of this folder.
    (folder / "hooks").mkdir()
    shutil.copy(ROOT / "hooks" / "events.py", folder / "hooks")
    return folder


def measured(project: Path, kind: str, way: str) -> dict[str, Any]:
    """One build or check of a project, in a process of its own.

    Raises:
        SystemExit: it failed.
    """
    target = project / "profile.json"
    shutil.rmtree(project / SITE, ignore_errors=True)
    path = os.pathsep.join([str(ROOT / "tests"), str(ROOT / "hooks")])
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_DAY": DAY.isoformat(), "PYTHONPATH": path}
    command = [sys.executable, "-m", "profiling.measured", kind, way, str(target)]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the {kind} failed:\n{done.stdout}{done.stderr}")
    return dict(json.loads(target.read_text(encoding="utf-8")))


def table(found: dict[str, Any]) -> list[str]:
    """The stages, the longest first; those below a two-hundredth together."""
    whole = float(found["all"]) + float(found["programs"])
    stages = {**found["stages"], "programs beside (Pagefind)": found["programs"]}
    shown = {name: spent for name, spent in stages.items() if spent >= whole * _LEAST}
    rows = sorted(shown.items(), key=lambda row: -row[1])
    rows.append((f"{len(stages) - len(shown)} others", sum(stages.values()) - sum(shown.values())))
    lines = [f"{'s':>7} {'share':>6} {'times':>7}  stage"]
    lines += [
        f"{spent:>7.2f} {spent / whole:>6.1%} {found['times'].get(name, ''):>7}  {name}"
        for name, spent in rows
        if spent > 0
    ]
    return [*lines, f"{whole:>7.2f} {'':>14}  in all"]


def groups(found: dict[str, Any]) -> list[str]:
    """The sums of stages that are of one kind: all rules, all pages, all files."""
    sums: dict[str, float] = {}
    for name, spent in found["stages"].items():
        kind, _, rest = name.partition(": ")
        if rest:
            sums[kind] = sums.get(kind, 0.0) + float(spent)
    return [f"{spent:>7.2f} {kind}" for kind, spent in sorted(sums.items(), key=lambda row: -row[1])]


def functions(found: dict[str, Any]) -> list[str]:
    """The functions with the most time of their own, as the profiler sees it, which makes short ones longer."""
    lines = [f"{'s':>7} {'calls':>10}  function"]
    return [*lines, *(f"{spent:>7.2f} {calls:>10}  {place}" for place, calls, spent in found["functions"])]


def main(project: Path) -> None:
    """Print all of it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(project, Path(folder))
        for what, kind in _RUNS:
            clocks = measured(copy, kind, "clocks")
            print(f"\n{what}: processor time by stage, all in one process\n", *table(clocks), sep="\n")
            print("\nof these together", *groups(clocks), sep="\n")
        for what, kind in _RUNS:
            if what == "a cold build":
                shutil.rmtree(copy / ".cache", ignore_errors=True)
            under = measured(copy, kind, "profiler")
            print(f"\n{what}: the functions with the most time of their own\n", *functions(under), sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
