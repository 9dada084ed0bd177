"""What the last audit of each proof found: kept beside the proofs, told in docs/audit.md."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from audit.table import Row

ROOT = Path(__file__).parents[2]
KEPT, TOLD = Path(__file__).with_name("last.json"), ROOT / "docs" / "audit.md"


@dataclass(frozen=True)
class Run:
    """One run of one proof: its day, the machine in words, the share of its full size, and its rows."""

    day: date
    machine: str
    share: float
    rows: tuple[Row, ...]


def keep(name: str, run: Run, order: Iterable[str], *, kept: Path = KEPT, told: Path = TOLD) -> None:
    """Put a run in the place of the proof's former one, and tell all of them in the order of the proofs."""
    runs = read(kept) | {name: run}
    runs = {one: runs[one] for one in order if one in runs}
    written = {one: asdict(found) | {"day": found.day.isoformat()} for one, found in runs.items()}
    kept.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    told.write_text(as_markdown(runs.values()), encoding="utf-8")


def read(kept: Path = KEPT) -> dict[str, Run]:
    """The kept runs by the names of their proofs."""
    if not kept.exists():
        return {}
    return {
        name: Run(
            date.fromisoformat(facts["day"]),
            facts["machine"],
            facts["share"],
            tuple(Row(**row) for row in facts["rows"]),
        )
        for name, facts in json.loads(kept.read_text(encoding="utf-8")).items()
    }


def as_markdown(runs: Iterable[Run]) -> str:
    """Write the runs as a page with one table."""
    runs = list(runs)
    lines = [
        "# The last audit",
        "",
        f"Written by `make audit` ({', '.join(dict.fromkeys(run.machine for run in runs))}). "
        "“Size” is the share of a whole audit’s tries.",
        "",
        "| proof | size | tried | held | measured | day |",
        "|---|---:|---:|---:|---|---|",
    ]
    lines += [
        f"| {row.proof} | {_size(row, run)} | {row.tried:,} | {row.held:,} | {row.measured} | {run.day} |"
        for run in runs
        for row in run.rows
    ]
    return "\n".join(lines) + "\n"


def _size(row: Row, run: Run) -> str:
    share = row.tried / row.full if row.full else run.share
    return f"{share:.0%}"
