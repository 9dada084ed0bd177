"""No content ends in a traceback, a crash or a hang: contents changed by the thousand, odd things on a disk."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random

from audit.table import Effort, Row
from factsite.checking import check
from factsite.documents.events import MAX_NODES
from factsite.problems import Severity, as_text
from mutations import Bench
from projects import DAY, copy_valid

CONTENTS, PLACES, SECONDS = 100_000, 2_000, 2.0
_BATCH = 250
_IN_MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - thousands of sites are written


@dataclass
class Tally:
    """What became of a batch of inputs; ``seeds`` names those that didn't hold, so that each can be tried again."""

    held: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0
    seeds: list[tuple[int, str]] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        self.held += other.held
        self.outcomes += other.outcomes
        self.slowest = max(self.slowest, other.slowest)
        self.seeds += other.seeds
        return self


class _OverTimeError(BaseException):
    """More processor time than an input may take; no net of the generator catches it."""


def _stop(*_: object) -> None:
    raise _OverTimeError


def contents_hold(effort: Effort) -> Iterator[Row]:
    """Changed contents are refused with problems, or the whole site is drawn and written: none takes over two seconds.

    Each has a number, from which it can be made again: ``Bench.changed(Random(number))``.
    """
    wanted, tried, total = effort.of(CONTENTS), 0, Tally()
    batches = [range(start, min(start + _BATCH, wanted)) for start in range(0, wanted, _BATCH)]
    with closing(_in_processes(batches)) as tallies:
        for batch, tally in zip(batches, tallies, strict=True):
            tried = batch.stop
            if tally is None:
                total.seeds.append((batch.start, "the process ended"))
            else:
                total += tally
            if effort.spent:
                break
            if not tried % (20 * _BATCH):
                print(f"    {total.held:,} of {tried:,} contents held, slowest {total.slowest:.2f} s", flush=True)
    told = ", ".join(f"{number:,} {name}" for name, number in sorted(total.outcomes.items()))
    failed = f"; not held: {total.seeds[:5]}" if total.seeds else ""
    measured = f"{told}; slowest {total.slowest:.2f} s of processor time{failed}"
    yield Row("changed contents", tried, total.held, measured, full=CONTENTS)


def _in_processes(batches: list[range]) -> Generator[Tally | None]:
    """The tallies in order; None where the process of a batch ended, after which a new one goes on."""
    pending = list(batches)
    while pending:
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            futures = [pool.submit(_batch, batch) for batch in pending]
            for number, future in enumerate(futures):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    yield _alone(pending[number])
                    pending = pending[number + 1 :]
                    break
                except GeneratorExit:
                    pool.shutdown(cancel_futures=True)
                    raise
            else:
                return


def _alone(batch: range) -> Tally | None:
    """A batch that was being tried while some process ended, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool, suppress(BrokenProcessPool):
        return pool.submit(_batch, batch).result()
    return None


def _batch(seeds: range) -> Tally:
    """Try the contents with these numbers, in this process."""
    signal.signal(signal.SIGPROF, _stop)
    tally = Tally()
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY) as folder:
        bench, charts = Bench(Path(folder)), Path(folder) / "charts"
        bench.outcome({}, charts)  # templates and catalogues are read once per process, whatever the input
        for seed in seeds:
            changes = bench.changed(Random(seed))
            started = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            try:
                outcome = bench.outcome(changes, charts)
            except _OverTimeError:
                outcome = "over time"
            except Exception as error:
                outcome = type(error).__name__
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            tally.slowest = max(tally.slowest, time.process_time() - started)
            tally.outcomes[outcome] += 1
            if outcome in {"refused", "published"}:
                tally.held += 1
            else:
                tally.seeds.append((seed, outcome))
    return tally


def places_hold(effort: Effort) -> Iterator[Row]:
    """Odd things in the place of files and folders: each is an error at its place, none is opened or waited for."""
    tried, held, slowest, failed = effort.of(PLACES), 0, 0.0, ""
    signal.signal(signal.SIGPROF, _stop)
    signal.signal(signal.SIGALRM, _stop)
    for seed in range(tried):
        random = Random(seed)
        with tempfile.TemporaryDirectory() as folder:
            content = copy_valid(Path(folder))
            place = random.choice(sorted(content.rglob("*")))
            name, put = random.choice(list(ODD.items()))
            put(place)
            started = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            signal.setitimer(signal.ITIMER_REAL, 60)
            try:
                good = _is_named(content, place)
            except (_OverTimeError, Exception) as error:
                good, name = False, f"{name}: {type(error).__name__}"
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
                signal.setitimer(signal.ITIMER_REAL, 0)
            slowest = max(slowest, time.process_time() - started)
            held += good
            failed = failed if good else f"; not held: {seed} ({name} at {place.relative_to(content)})"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield Row("odd places", tried, held, f"slowest {slowest:.2f} s of processor time, {memory} MB{failed}")


def _is_named(content: Path, place: Path) -> bool:
    """Whether the check ends, and names the place, without a fault of its own."""
    _, problems = check(content, DAY)
    as_text(problems, content)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return any(problem.path == place for problem in errors) and all(p.rule != "generator-fault" for p in errors)


def _away(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()


def _with(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def put(place: Path) -> None:
        _away(place)
        make(place)

    return put


def _socket(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one, tempfile.TemporaryDirectory() as folder:
        one.bind(f"{folder}/s")
        shutil.move(f"{folder}/s", place)


def _reverse(place: Path) -> None:
    folder = place.is_dir()
    _away(place)
    if folder:
        place.write_bytes(b"x")
    else:
        place.mkdir()


def _sparse(place: Path) -> None:
    if place.is_dir():
        _reverse(place)
    else:
        os.truncate(place, 3 * 1024**3)


def _deep(place: Path) -> None:
    if place.is_dir():
        _reverse(place)
    else:
        place.write_text("---\na: " + "[" * 90_000 if place.suffix == ".md" else "a: " + "- [{b: " * 90_000)


def _many(place: Path) -> None:
    if place.is_dir():
        _reverse(place)
    else:
        place.write_text("---\n" + "".join(f"a{number}: b\n" for number in range(MAX_NODES))[:90_000] + "---\n")


ODD: dict[str, Callable[[Path], None]] = {
    "link to nowhere": _with(lambda place: place.symlink_to("nowhere")),
    "link to itself": _with(lambda place: place.symlink_to(place.name)),
    "link to a file": _with(lambda place: place.symlink_to("/etc/passwd")),
    "link to a folder": _with(lambda place: place.symlink_to("/", target_is_directory=True)),
    "link upwards": _with(lambda place: place.symlink_to("..")),
    "link to a device": _with(lambda place: place.symlink_to("/dev/zero")),
    "pipe": _with(lambda place: os.mkfifo(place)),
    "socket": _with(_socket),
    "the reverse": _reverse,
    "sparse": _sparse,
    "deep": _deep,
    "many": _many,
}
