"""``make audit``: run every proof (or those named), print its rows, keep them, and write docs/audit.md."""

from __future__ import annotations

import argparse
import math
import os
import platform
import sys
import time
from datetime import UTC, datetime

from audit import (
    builds,
    contents,
    edits,
    exchanges,
    found,
    hashes,
    imports,
    lighthouse,
    markdown,
    payloads,
    published,
    readers,
    swaps,
    viewed,
    weights,
)
from audit.record import Run, keep
from audit.table import Effort, Proof

PROOFS: dict[str, Proof] = {
    "markdown": markdown.nothing_alive,
    "payloads": payloads.formats_hold,
    "prose-hangs": markdown.no_text_hangs,
    "contents": contents.contents_hold,
    "places": contents.places_hold,
    "bombs": imports.bombs_are_refused,
    "large-files": imports.large_files_are_taken,
    "import-kills": imports.imports_survive_kills,
    "pairs": builds.pairs_of_builds,
    "kills": builds.builds_survive_kills,
    "disks": builds.builds_survive_full_disks,
    "swaps": swaps.swaps_lose_no_answer,
    "caches": hashes.caches_are_never_believed,
    "hashes": hashes.builds_are_the_same,
    "edits": edits.edits_are_shown_as_built,
    "accessibility": viewed.accessibility_holds,
    "charts": found.charts_are_read,
    "search": found.queries_are_answered,
    "weights": weights.pages_are_light,
    "lighthouse": lighthouse.phones_get_it_fast,
    "readers": readers.files_are_read,
    "exchange": exchanges.texts_come_back,
    "exchange-pages": exchanges.texts_change_alone,
    "sbom": published.the_bill_is_valid,
}


def main() -> int:
    """Run the proofs; the exit code is 1 if any try of any proof didn't hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"the proofs to run (default: all): {', '.join(PROOFS)}")
    parser.add_argument("--share", type=float, default=1, help="the share of the full number of tries (default: 1)")
    parser.add_argument("--minutes", type=float, default=math.inf, help="after these, the longest proof tries no more")
    parser.add_argument("--dry", action="store_true", help="print only; keep the table of the last audit")
    given = parser.parse_args()
    if unknown := sorted(set(given.names) - PROOFS.keys()):
        parser.error(f"there is no proof {', '.join(unknown)}; there are {', '.join(PROOFS)}")
    effort = Effort(given.share, time.monotonic() + 60 * given.minutes)
    held = True
    for name in given.names or PROOFS:
        rows = []
        for row in PROOFS[name](effort):
            rows.append(row)
            told = "held" if row.whole else "FAILED"
            print(f"{told}  {row.held}/{row.tried}  {row.proof}  {row.measured}", flush=True)
        if not given.dry:
            day = datetime.now(UTC).date()
            keep(name, Run(day, _machine(), given.share, tuple(rows)), PROOFS)
        held = held and all(row.whole for row in rows)
    return 0 if held else 1


def _machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


if __name__ == "__main__":
    sys.exit(main())
