"""What Lighthouse gives the pages of the real site on its profile of a phone."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from audit.table import Effort, Row
from audit.viewed import kinds_of_pages, real_site
from browsing import served
from projects import ROOT

_PROGRAM = ROOT / "tools" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST, MEDIAN = 98, 100
# On loopback there is no encrypted address; pages for hosts and programs are not to be found by search engines.
_NOT_ASKED = (
    "is-on-https",
    "redirects-http",
    "uses-text-compression",
    "uses-long-cache-ttl",
    "is-crawlable",
    "canonical",
)


def phones_get_it_fast(effort: Effort) -> Iterator[Row]:
    """Every kind of page: 100 in the median of each category, none below 98, no shift of what stands there."""
    if not _PROGRAM.exists():
        raise SystemExit("Lighthouse isn't there: npm ci --prefix tools/lighthouse --ignore-scripts")
    with real_site() as (folder, site), served(folder) as address:
        pages = kinds_of_pages(site)
        chosen = pages[:: max(1, len(pages) // effort.of(len(pages)))]
        results = {target: _measured(address + target) for target in chosen}
    for category in _CATEGORIES:
        scores = {target: round(100 * found["categories"][category]["score"]) for target, found in results.items()}
        worst = min(scores, key=lambda one: scores[one])
        middle = statistics.median(scores.values())
        held = sum(score >= LEAST for score in scores.values()) if middle >= MEDIAN else 0
        yield Row(f"Lighthouse, {category}", len(scores), held, f"median {middle:.0f}, least {scores[worst]} ({worst})")
    shifts = {target: found["audits"]["cumulative-layout-shift"]["numericValue"] for target, found in results.items()}
    most = max(shifts, key=lambda one: shifts[one])
    yield Row(
        "no layout shift",
        len(shifts),
        sum(value == 0 for value in shifts.values()),
        f"most {shifts[most]:.3f} ({most})",
    )


def _measured(address: str) -> dict[str, dict[str, dict[str, float]]]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "result.json"
        command = ["node", str(_PROGRAM), address, "--quiet", "--output=json", f"--output-path={target}"]
        command += [f"--only-categories={','.join(_CATEGORIES)}", f"--skip-audits={','.join(_NOT_ASKED)}"]
        command += ["--chrome-flags=--headless --no-sandbox --disable-gpu"]
        environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        found: dict[str, dict[str, dict[str, float]]] = json.loads(target.read_text(encoding="utf-8"))
    return found
