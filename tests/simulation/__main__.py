"""Builds made-up sites in parts, measures what grows with them, and writes into docs/growth.md what a large one takes.

Each stage is measured as it is run on a machine of its own: processor time and memory of the whole process tree.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from large import write_large
from made_up import make, write_factsite
from projects import DAY, ROOT, make_project
from simulation.fitting import Line, fit
from watching_memory import watched

# Records, and observations of one figure beside the small site of the tests; others may be given: 40,120 5000,20000.
RECORDS, OBSERVATIONS = (150, 450, 900), (10_000, 50_000)
# What is asked for.
PAGES, FACTS = 200_000, 100_000_000
MACHINES, CORES = (1, 10, 40, 100), 2
DOCS = ROOT / "docs" / "growth.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
# A share so small that next to nothing is drawn: what is left is reading and planning.
_NOTHING = "9999-of-9999"


@dataclass(frozen=True)
class Cost:
    """Seconds of processor, and the peak of memory in MB."""

    seconds: float
    memory: float


@dataclass(frozen=True)
class Sized:
    """What a site of a size takes: to read and plan it, to make all of it as one part, to join it."""

    size: int
    planned: Cost
    made: Cost
    joined: Cost
    files: int
    megabytes: float


def cost(project: Path, *words: str) -> Cost:
    """Run a command of factsite in a project.

    Raises:
        SystemExit: it failed.
    """
    # The generator is the project’s own copy: whoever changes it meanwhile changes nothing here.
    environment = os.environ | {"PYTHONPATH": str(project / "hooks")}
    environment |= {"FACTSITE_CACHE": str(project / ".cache"), "FACTSITE_CACHE_MB": "100000"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "factsite", *words, "--day", DAY.isoformat()]
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as run:
        peak, _ = watched(run.pid)
        said, _ = run.communicate()
    if run.returncode:
        raise SystemExit(said.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(spent, peak.megabytes)


def sized(project: Path, size: int) -> Sized:
    """Measure a project, nothing of which was made before; ``size`` 0 stands for the number of its pages."""
    parts = project.parent / f"{project.name}-parts"
    planned = cost(project, "site", "--part", _NOTHING, str(parts / "nothing"))
    made = cost(project, "site", "--part", "1-of-1", str(parts / "all"))
    joined = cost(project, "site", "--join", str(parts / "all"))
    files = json.loads((parts / "all" / "parts" / "1-of-1.json").read_bytes())["files"]
    pages = sum(1 for name in files if name.endswith("index.html"))
    kept = sum(path.stat().st_size for path in (parts / "all" / "objects").rglob("*") if path.is_file())
    shutil.rmtree(parts)
    print(f"{size or pages:>10}: plan {planned}, make {made}, join {joined}", flush=True)
    return Sized(size or pages, planned, made, joined, len(files), kept / 1e6)


def measured(folder: Path, sizes: Sequence[int], facts: Sequence[int]) -> tuple[list[Sized], list[Sized]]:
    """Sites of more and more records, and sites of more and more observations in one figure."""
    by_pages, by_facts = [], []
    for records in sizes:
        project = folder / f"pages-{records}"
        write_factsite(make(records), project / "content")
        by_pages.append(sized(make_project(project, project / "content"), 0))
    for observations in facts:
        project = folder / f"facts-{observations}"
        write_large(project / "content", observations, ages=5)
        by_facts.append(sized(make_project(project, project / "content"), observations))
    return by_pages, by_facts


STAGES: dict[str, Callable[[Sized], float]] = {
    "reading and planning, s": lambda one: one.planned.seconds,
    "making, s": lambda one: one.made.seconds - one.planned.seconds,
    "checking and joining, s": lambda one: one.joined.seconds,
    "memory of a part that is read and planned, MB": lambda one: one.planned.memory,
    "memory of the join, MB": lambda one: one.joined.memory,
    "files, compressed ones too": lambda one: float(one.files),
    "MB by content": lambda one: one.megabytes,
}


def rows(sites: Sequence[Sized], unit: int) -> tuple[list[str], dict[str, Line]]:
    """A table of what was measured, with what each of so many costs; and the lines that were laid through it."""
    sizes = [float(one.size) for one in sites]
    lines = {name: fit(sizes, [of(one) for one in sites]) for name, of in STAGES.items()}
    table = [
        f"| | {' | '.join(f'{one.size:,}' for one in sites)} | for each {unit:,} more | grows as n^ |",
        f"|---|{'---:|' * (len(sites) + 2)}",
    ]
    for name, of in STAGES.items():
        found = " | ".join(f"{of(one):,.1f}" for one in sites)
        table.append(f"| {name} | {found} | {lines[name].slope * unit:,.2f} | {lines[name].power:.2f} |")
    return table, lines


def expected(pages: dict[str, Line], facts: dict[str, Line]) -> tuple[list[str], dict[str, float]]:
    """What the large site takes, and on so many machines."""
    whole = {name: pages[name].at(PAGES) + max(0.0, facts[name].slope) * FACTS for name in STAGES}
    plan, make_, join = (whole[name] / 3600 for name in list(STAGES)[:3])
    table = ["| machines | parts ready after, h | joined after, h | machine hours |", "|---:|---:|---:|---:|"]
    for number in MACHINES:
        part = (plan + make_ / number) / CORES
        total = part * number + join / CORES
        table.append(f"| {number} | {part:,.1f} | {part + join / CORES:,.1f} | {total:,.0f} |")
    return table, whole


def report(by_pages: list[Sized], by_facts: list[Sized]) -> str:
    """What is written into the handbook."""
    page_table, page_lines = rows(by_pages, 1_000)
    fact_table, fact_lines = rows(by_facts, 1_000_000)
    machines, whole = expected(page_lines, fact_lines)
    load = os.getloadavg()[0]
    alone = [
        "| what | in all | of it for pages |",
        "|---|---:|---:|",
        *(f"| {name} | {value:,.0f} | {page_lines[name].at(PAGES):,.0f} |" for name, value in whole.items()),
    ]
    return "\n".join(
        [
            f"Measured for {DAY.isoformat()} on {os.cpu_count()} cores, with a load of {load:.1f} at the end: "
            "processor time counts, not the clock.",
            "",
            "More and more pages (records of all kinds, figures of 24 values):",
            "",
            *page_table,
            "",
            "More and more observations in one figure of the small site of the tests:",
            "",
            *fact_table,
            "",
            f"By these lines, {PAGES:,} pages and {FACTS:,} observations take:",
            "",
            *alone,
            "",
            f"On machines of {CORES} cores, each of which makes one part, with nothing kept from before:",
            "",
            *machines,
            "",
        ]
    )


def main() -> None:
    """Measure, and write it into the handbook."""
    given = [[int(size) for size in word.split(",")] for word in sys.argv[1:]]
    records, observations = given or (RECORDS, OBSERVATIONS)
    with tempfile.TemporaryDirectory() as folder:
        text = report(*measured(Path(folder), records, observations))
    print(text)
    told = DOCS.read_text(encoding="utf-8")
    before, _, rest = told.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCS.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
