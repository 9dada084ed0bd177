"""``make audit``: run every proof (or those named), print its rows and, after all of them, write docs/audit.md."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from audit import builds, contents, imports, markdown
from audit.table import Proof, Row, as_markdown

ROOT = Path(__file__).parents[2]
PROOFS: dict[str, Proof] = {
    "markdown": markdown.nothing_alive,
    "prose-hangs": markdown.no_text_hangs,
    "contents": contents.contents_hold,
    "places": contents.places_hold,
    "bombs": imports.bombs_are_refused,
    "large-files": imports.large_files_are_taken,
    "import-kills": imports.imports_survive_kills,
    "pairs": builds.pairs_of_builds,
    "kills": builds.builds_survive_kills,
    "disks": builds.builds_survive_full_disks,
    "swaps": builds.swaps_lose_no_answer,
    "caches": builds.caches_are_never_believed,
    "hashes": builds.builds_are_the_same,
}


def main() -> int:
    """Run the proofs; the exit code is 1 if any try of any proof didn't hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"the proofs to run (default: all): {', '.join(PROOFS)}")
    parser.add_argument("--share", type=float, default=1, help="the share of the full number of tries (default: 1)")
    given = parser.parse_args()
    if unknown := sorted(set(given.names) - PROOFS.keys()):
        parser.error(f"there is no proof {', '.join(unknown)}; there are {', '.join(PROOFS)}")
    rows: list[Row] = []
    for name in given.names or PROOFS:
        for row in PROOFS[name](given.share):
            rows.append(row)
            print(
                f"{'held' if row.whole else 'FAILED'}  {row.held}/{row.tried}  {row.proof}  {row.measured}", flush=True
            )
    if not given.names:
        (ROOT / "docs" / "audit.md").write_text(_report(rows, given.share), encoding="utf-8")
    return 0 if all(row.whole for row in rows) else 1


def _report(rows: list[Row], share: float) -> str:
    day = datetime.now(UTC).date().isoformat()
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    size = "in full" if share == 1 else f"at {share:g} of the full number of tries"
    return f"# The last audit\n\nWritten by `make audit` on {day}, {size} ({machine}).\n\n{as_markdown(rows)}"


if __name__ == "__main__":
    sys.exit(main())
