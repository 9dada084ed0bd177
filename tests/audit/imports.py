"""Imports: what is refused costs little, what is taken ends in time, and a kill leaves all old or all new."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from audit.table import Effort, Row
from bombs import TEXTS, WORKBOOKS
from projects import FIXTURES, make_project

SECONDS_REFUSED, MB_REFUSED = 5.0, 300.0
SECONDS_TAKEN, MB_TAKEN = 60.0, 1000.0
DAY = "2026-11-21"
_ROWS = 1_000_000
_COLUMNS = ("freq", "sex", "citizen", "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG")


@dataclass(frozen=True)
class _Run:
    """A command that has ended: its exit code, what it said, and the largest memory in MB.

    ``seconds`` are those of the processor, which don't depend on what else runs; ``wall`` those that went by.
    """

    code: int
    said: str
    seconds: float
    wall: float
    memory: float


def bombs_are_refused(effort: Effort) -> Iterator[Row]:
    """Each file made to overload, and each broken one, ends with its message, soon, and without much memory."""
    cases = {f"workbook: {name}": case for name, case in WORKBOOKS.items()}
    cases |= {f"text: {name}": case for name, case in TEXTS.items()}
    chosen = random.Random(0).sample(sorted(cases), effort.of(len(cases)))
    held, slowest, largest = 0, (0.0, ""), (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        project = _project(Path(folder))
        for name in chosen:
            form, make, expected = cases[name]
            _facts(project, f"import: {{format: {form}}}")
            path = make(Path(folder) / "got")
            done = _run(project, "import", "monthly", str(path), "--yes", "--day", DAY)
            path.unlink()
            slowest, largest = max(slowest, (done.seconds, name)), max(largest, (done.memory, name))
            good = done.code == 1 and expected in done.said and "Traceback" not in done.said
            if good and done.seconds <= SECONDS_REFUSED and done.memory <= MB_REFUSED:
                held += 1
            else:
                print(f"    {name}: {done.code}, {done.seconds:.1f} s, {done.memory:.0f} MB: {done.said[:300]}")
    measured = f"at most {slowest[0]:.1f} s of the processor ({slowest[1]}), {largest[0]:.0f} MB ({largest[1]})"
    yield Row("bombs and broken files refused in 5 s and 300 MB", len(chosen), held, measured)


def large_files_are_taken(effort: Effort) -> Iterator[Row]:
    """A million rows of each format, from the file to the written series, within a minute and 1 GB."""
    rows = effort.of(_ROWS)
    with tempfile.TemporaryDirectory() as folder:
        project = _project(Path(folder))
        for form, make in _LARGE.items():
            yield _taken(f"{rows:,} rows of {form}", project, make(Path(folder) / "got", rows), form)
        days = effort.of(190_000)
        path = _days(Path(folder) / "got", days)
        yield _taken(f"{days:,} observations of a CSV", project, path, "csv", "irregular")


def imports_survive_kills(effort: Effort) -> Iterator[Row]:
    """``import --yes`` killed at random moments: the next check finds all old or all new, and says which."""
    kills, held, new, completed = effort.of(200), 0, 0, 0
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        project = _project(Path(folder))
        _facts(project, "import: {format: csv}")
        path = Path(folder) / "got"
        path.write_text("TIME_PERIOD,OBS_VALUE\n2022-01,15\n2022-03,0\n", encoding="utf-8")
        command = ("import", "monthly", str(path), "--yes", "--reason", "correction", "--day", DAY)
        kept = {file: file.read_bytes() for file in _files(project)}
        begun = time.monotonic()
        assert _run(project, *command).code == 0
        whole = time.monotonic() - begun
        after = {file: file.read_bytes() for file in _files(project)}
        for _ in range(kills):
            for file, raw in kept.items():
                file.write_bytes(raw)
            _kill(project, command, whole, chance)
            done = _run(project, "check", "--format", "json", "--day", DAY)
            said = [problem["message"] for problem in json.loads(done.said) if problem["rule"] == "unfinished-import"]
            now = {file: file.read_bytes() for file in _files(project)}
            fits = now == after if any("completed" in what for what in said) else now in (kept, after)
            held += done.code == 0 and fits
            new += now == after
            completed += any("completed" in what for what in said)
    measured = f"{kills - new} all old, {new} all new, {completed} of them completed by the check"
    yield Row("kills of import --yes leave all old or all new", kills, held, measured)


def _kill(project: Path, command: tuple[str, ...], whole: float, chance: random.Random) -> None:
    """Kill an import: half of them at any moment, half as soon as its journal is there and a little later."""
    process = subprocess.Popen(_words(*command), cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if chance.random() < 0.5:
        time.sleep(chance.uniform(0, whole * 1.1))
    else:
        names = {".import-journal.json", ".import-journal.json.new", ".import-lock"}
        wanted, pause = chance.choice(sorted(names)), chance.uniform(0, 0.01)
        (project / ".import-lock").unlink(missing_ok=True)
        while process.poll() is None and not (project / wanted).exists():
            pass
        time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    process.wait()


def _taken(name: str, project: Path, path: Path, form: str, frequency: str = "monthly") -> Row:
    total = "true" if frequency == "monthly" else "false"
    _facts(project, f"import: {{format: {form}, sheet: Data, sum: {total}}}", frequency)
    if form != "xlsx":
        _facts(project, f"import: {{format: {form}, sum: {total}}}", frequency)
    done = _run(project, "import", "monthly", str(path), "--yes", "--reason", "correction", "--day", DAY)
    path.unlink()
    good = done.code == 0 and done.seconds <= SECONDS_TAKEN and done.memory <= MB_TAKEN
    if not good:
        print(f"    {name}: {done.code} {done.said[:500]}")
    measured = f"{done.seconds:.1f} s of the processor ({done.wall:.1f} s in all), {done.memory:.0f} MB"
    return Row(f"{name} imported in 60 s and 1 GB", 1, int(good), measured)


def _project(folder: Path) -> Path:
    return make_project(folder / "project", FIXTURES / "valid")


def _files(project: Path) -> list[Path]:
    figures = project / "content" / "data" / "figures"
    return [figures / "monthly.csv", figures / "monthly.yml"]


def _facts(project: Path, mapping: str, frequency: str = "monthly") -> None:
    """Put the figure “monthly” back to what it was, with an import and with room for large numbers."""
    for name in ("monthly.csv", "monthly.yml"):
        shutil.copy(FIXTURES / "valid" / "data" / "figures" / name, project / "content" / "data" / "figures" / name)
    path = project / "content" / "data" / "figures" / "monthly.yml"
    text = path.read_text(encoding="utf-8").replace("max: 1000", "max: 1000000000000").replace("rounding: 5\n", "")
    text = text.replace("frequency: monthly", f"frequency: {frequency}")
    path.write_text(text + mapping + "\n", encoding="utf-8")


def _words(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "factsite", *arguments]


# Waits for a command in a process of its own: the memory of a child counts from that of the process that starts it.
_MEASURE = """
import os, sys, time
begun = time.monotonic()
pid = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "w") as file:
    print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, file=file)
    print(time.monotonic() - begun, usage.ru_maxrss / 1024, file=file)
"""


def _run(project: Path, *arguments: str) -> _Run:
    measured = project.parent / "measured"
    command = [sys.executable, "-I", "-S", "-c", _MEASURE, str(measured), *_words(*arguments)]
    done = subprocess.run(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    code, seconds, wall, memory = measured.read_text(encoding="utf-8").split()
    return _Run(int(code), done.stdout.decode(errors="replace"), float(seconds), float(wall), float(memory))


# --- a million rows ------------------------------------------------------------------------------------------------


def _rows(number: int) -> Iterator[tuple[str, ...]]:
    for n in range(number):
        place = n % 240
        period = f"{2000 + place // 12}-{place % 12 + 1:02}"
        yield "A", "TFM"[n % 3], ("SY", "GR", "AF", "UA")[n % 4], "BE", period, str(n + 1), "p" if n % 7 else ""


def _csv(path: Path, number: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(_COLUMNS) + "\n")
        file.writelines(",".join(row) + "\n" for row in _rows(number))
    return path


def _tsv(path: Path, number: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write("freq,sex,citizen,geo\\TIME_PERIOD\t2021-01 \t2021-02 \n")
        file.writelines(f"{','.join(row[:4])}\t{row[5]} {row[6]}\t: \n" for row in _rows(number))
    return path


def _xlsx(path: Path, number: int) -> Path:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, _COLUMNS)
        for line, row in enumerate(_rows(number), 1):
            sheet.write_row(line, 0, [*row[:5], int(row[5]), row[6]])
    return path


def _json(path: Path, number: int) -> Path:
    periods = [f"{2000 + place // 12}-{place % 12 + 1:02}" for place in range(240)]
    groups = [f"g{count}" for count in range(number // 240 + 1)]
    size = len(periods) * len(groups)
    dimension = {"group": {"category": {"index": groups}}, "TIME_PERIOD": {"category": {"index": periods}}}
    facts = {"id": ["group", "TIME_PERIOD"], "size": [len(groups), len(periods)], "dimension": dimension}
    path.write_text(json.dumps(facts | {"value": list(range(size)), "status": {"5": "p"}}), encoding="utf-8")
    return path


def _days(path: Path, number: int) -> Path:
    last = date(2026, 1, 31)
    days = (last - timedelta(days=count) for count in range(number))
    with path.open("w", encoding="utf-8") as file:
        file.write("TIME_PERIOD,OBS_VALUE\n")
        file.writelines(f"{day.isoformat()},{count}\n" for count, day in enumerate(days))
    return path


_LARGE: dict[str, Callable[[Path, int], Path]] = {
    "csv": _csv,
    "tsv": _tsv,
    "xlsx": _xlsx,
    "json-stat": _json,
}
