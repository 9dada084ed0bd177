"""The benchmark: the same made-up pages under factsite and under plain MkDocs, Material and static-i18n, in one run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.figures import change_one_value, charts_per_second, largest_figure_page
from bench.seen import copy_of_the_real_site, lines, made_up_edits, plain, real_edits, seen
from large import write_large
from made_up import LANGUAGES, PLAIN_CONFIG, Made, draw_charts, make, write_factsite, write_plain
from projects import ROOT, build, make_project
from watching_memory import watched

SIZES = (300, 1500)
# The small builds are measured three times in turn, and the fastest counts: they are over too soon to be steady.
ROUNDS = {300: 3, 1500: 1}
# What the project promises itself: the share of the plain stack's time, of a first build and of one without a change;
# how many seconds more than that a build takes after one changed value; and the growth of the time per page.
FIRST, AGAIN, CHANGED = {300: 0.6, 1500: 0.35}, {300: 0.3, 1500: 0.12}, 1.2
GROWTH, MEMORY, PAGE, FIGURE_PAGE = 1.15, 600, 40, 60
VAST = 200_000


@dataclass
class Measured:
    """One build: seconds, the most memory of the whole process tree in MB, pages and their size in KB."""

    seconds: float
    memory: float
    pages: int
    kilobytes: float
    largest: float

    @property
    def per_page(self) -> float:
        """Milliseconds a page."""
        return self.seconds * 1000 / self.pages


def measure(project: Path) -> Measured:
    """Build a project and watch it."""
    target = project / "site"
    shutil.rmtree(target, ignore_errors=True)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_DAY": "2026-11-21"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=project, env=environment)
    peak, watcher = watched(process.pid)
    if process.wait():
        raise SystemExit(f"the build of {project} failed")
    seconds = time.perf_counter() - start
    watcher.join()
    sizes = [path.stat().st_size / 1024 for code in LANGUAGES for path in (target / code).rglob("index.html")]
    if not (target / "fr").exists() or len(sizes) < 10:
        raise SystemExit("the build is incomplete")
    sizes += [
        path.stat().st_size / 1024
        for path in target.glob("*/**/index.html")
        if path.relative_to(target).parts[0] not in LANGUAGES
    ]
    return Measured(seconds, peak.megabytes, len(sizes), sum(sizes) / len(sizes), max(sizes))


@dataclass
class Builds:
    """The builds of a size: the first, one of which nothing changed, the plain one, and one after a changed value."""

    size: int
    cold: Measured
    ours: Measured
    plain: Measured
    changed: Measured

    def lines(self) -> Iterator[str]:
        """What was measured, and whether it is what the project promises itself."""
        for name, row in (("factsite, first", self.cold), ("factsite", self.ours), ("plain", self.plain)):
            yield (
                f"{self.size:>8} {name:16} {row.pages:>6} {row.seconds:>7.1f} {row.per_page:>8.1f} {row.memory:>6.0f} "
                f"{row.kilobytes:>8.1f} {row.largest:>8.1f}"
            )
        at, plain = f"at {self.size} records", self.plain.seconds
        yield _line(f"first build {at}, share of plain", self.cold.seconds / plain, FIRST[self.size])
        yield _line(f"built again {at}, share of plain", self.ours.seconds / plain, AGAIN[self.size])
        more = self.changed.seconds - self.ours.seconds
        yield _line(f"after one changed value {at}, seconds more", more, CHANGED)


def _sized(folder: Path, size: int) -> Builds:
    records = make(size)
    project, hand = folder / f"factsite-{size}", folder / f"plain-{size}"
    write_factsite(records, project / "content")
    make_project(project, project / "content")
    write_plain(records, hand / "docs", draw_charts(project / "content"))
    (hand / "mkdocs.yml").write_text(PLAIN_CONFIG, encoding="utf-8")
    cold = measure(project)
    rounds = [(measure(project), measure(hand)) for _ in range(ROUNDS[size])]
    ours = min((one for one, _ in rounds), key=lambda row: row.seconds)
    plain = min((one for _, one in rounds), key=lambda row: row.seconds)
    change_one_value(project / "content")
    return Builds(size, cold, ours, plain, measure(project))


def main() -> None:
    """Print what was measured, as soon as it is, and whether it is what the project promises itself."""
    say = partial(print, flush=True)
    say(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the beginning")
    say(f"{'records':>8} {'':16} {'pages':>6} {'s':>7} {'ms/page':>8} {'MB':>6} {'KB/page':>8} {'largest':>8}")
    say("“first” makes everything; after that a site of which nothing changed is written as it was kept.")
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for size in SIZES:
            found.append(_sized(Path(folder), size))
            say("\n".join(found[-1].lines()))
        small, large = (one.cold for one in found)
        rows = [row for one in found for row in (one.cold, one.ours)]
        say(_line("time per page, large against small", large.per_page / small.per_page, GROWTH))
        say(_line("peak memory, MB", max(row.memory for row in rows), MEMORY))
        say(_line("HTML per page, KB", max(row.kilobytes for row in rows), PAGE))
        for lines in _seen(Path(folder), Path(folder) / f"factsite-{SIZES[-1]}", make(SIZES[-1])):
            say("\n".join(lines))
        vast = _with_a_large_figure(Path(folder) / "vast")
    say(_line(f"peak memory with a figure of {VAST} observations, MB", vast.memory, MEMORY))
    say(f"that build: {vast.seconds:.1f} s; its largest page: {vast.largest:.0f} KB")
    _print_figures()


def _with_a_large_figure(project: Path) -> Measured:
    """The small site of the tests with one figure that no reader takes in."""
    write_large(project / "content", VAST)
    return measure(make_project(project, project / "content"))


def _seen(folder: Path, large: Path, records: list[Made]) -> Iterator[list[str]]:
    """How soon an edit is seen on the live site, of the real content and of the large made-up site."""
    charts = draw_charts(large / "content")
    real = copy_of_the_real_site(folder / "real")
    pages = sum(1 for code in LANGUAGES for _ in (real / "content" / code).rglob("*.md"))
    ours = seen(real, real_edits(real))
    yield lines("real", ours, plain(make(pages // len(LANGUAGES)), folder / "alone", charts))
    ours = seen(large, made_up_edits(large))
    yield lines("large", ours, plain(records, folder / "alone-large", charts))


def _print_figures() -> None:
    count, drawn = charts_per_second()
    print(f"{count} charts of the real site: {drawn:.0f} a second drawn for a phone and for a desk")
    with tempfile.TemporaryDirectory() as folder:
        done = build(ROOT, Path(folder) / "site")
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        page, size = largest_figure_page(Path(folder) / "site")
    print(_line(f"the largest page of a figure ({page}), KB compressed", size, FIGURE_PAGE))


def _line(what: str, value: float, goal: float) -> str:
    return f"{what}: {value:.2f} (goal: at most {goal}) {'reached' if value <= goal else 'MISSED'}"


if __name__ == "__main__":
    main()
