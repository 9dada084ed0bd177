"""What Lighthouse gives the pages of the real site on its profile of a phone, sent as a real host sends them."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from audit.hosted import HostedSite, hosted_site
from audit.kinds import FIGURE, HOME, SEARCH, kinds_of_pages
from audit.table import Effort, Row
from browsing import FLAGS
from factsite.content import Entry
from factsite.rendering.site import Site
from projects import ROOT

_PROGRAM = ROOT / "tools" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_TRIES = 3
LEAST, MEDIAN = 98, 100
# A page is measured so often, and twice more where the first don't agree: whatever else the machine does slows it.
RUNS, MORE = 3, 2
# Kinds that are measured in every language; the others in one, in turn.
_EVERYWHERE = (HOME, FIGURE, SEARCH)
_ANSWERED = f"{SEARCH}, with an answer"
# What says that search engines are to leave a page alone; then it isn't asked whether they may take it up.
_UNLISTED = b'<meta name="robots" content="noindex"'


@dataclass(frozen=True)
class Measured:
    """A page: the medians of its runs by category, the most that moved, what cost it points, how often it was run.

    ``speeds`` is what Lighthouse found of the machine before each run: with other work beside it, half and less.
    """

    scores: Mapping[str, int]
    shift: float
    costs: tuple[str, ...]
    speeds: tuple[float, ...]


def phones_get_it_fast(effort: Effort) -> Iterator[Row]:
    """Every kind of page: 100 in the median of each category, none below 98, no shift of what stands there."""
    with hosted_site() as hosted:
        yield from measured(hosted, effort)


def measured(hosted: HostedSite, effort: Effort) -> Iterator[Row]:
    """The rows of a site that is being served.

    Raises:
        SystemExit: Lighthouse isn't there.
    """
    if not _PROGRAM.exists():
        raise SystemExit("Lighthouse isn't there: npm ci --prefix tools/lighthouse --ignore-scripts")
    pages = measured_pages(hosted.site)
    found: dict[str, Measured] = {}
    for target in list(pages)[: effort.of(len(pages))]:
        if found and effort.spent:
            break
        found[target] = _page(hosted, target)
    for kind in dict.fromkeys(pages[target] for target in found):
        yield _of_kind(kind, {target: one for target, one in found.items() if pages[target] == kind})
    for category in _CATEGORIES:
        scores = {target: one.scores[category] for target, one in found.items()}
        worst = min(scores, key=lambda one: scores[one])
        middle = statistics.median(scores.values())
        held = sum(score >= LEAST for score in scores.values()) if middle >= MEDIAN else 0
        told = f"median {middle:.0f}, least {scores[worst]} ({worst})"
        yield Row(f"Lighthouse, {category}", len(scores), held, told, len(pages))
    most = max(found, key=lambda one: found[one].shift)
    still = sum(one.shift == 0 for one in found.values())
    yield Row("no layout shift", len(found), still, f"most {found[most].shift:.4f} ({most})", len(pages))


def measured_pages(site: Site) -> dict[str, str]:
    """What is measured, the most important first: a page of each kind in some language, each language in turn.

    Of some kinds one in every language; and the search with an answer, as a link to it opens it.
    """
    kinds, languages = kinds_of_pages(site), tuple(site.content.languages)
    found: dict[str, str] = {}
    for kind in _EVERYWHERE:
        for code in languages:
            found[next(one for one in kinds if kinds[one] == kind and one.startswith(f"{code}/"))] = kind
    word = {code: str(site.title(_key_figure(site), code)).split()[0] for code in languages}
    found |= {f"{site.addresses.of('search', code)}?q={quote(word[code])}": _ANSWERED for code in languages}
    for number, kind in enumerate(one for one in dict.fromkeys(kinds.values()) if one not in _EVERYWHERE):
        targets = [target for target, one in kinds.items() if one == kind]
        code = languages[number % len(languages)]
        found[next((one for one in targets if one.startswith(f"{code}/")), targets[-1])] = kind
    return found


def _key_figure(site: Site) -> Entry:
    return site.content.entries[f"figures/{site.content.key_figures[0][0]}"]


def _of_kind(kind: str, found: Mapping[str, Measured]) -> Row:
    """The row of a kind: the least of its pages in each category, what cost it points."""
    least = [min(one.scores[category] for one in found.values()) for category in _CATEGORIES]
    held = sum(min(one.scores.values()) >= LEAST and one.shift == 0 for one in found.values())
    costs = dict.fromkeys(cost for one in found.values() for cost in one.costs)
    speeds = [speed for one in found.values() for speed in one.speeds]
    told = f"{' / '.join(map(str, least))}, {len(speeds)} runs, machine {min(speeds):.0f}–{max(speeds):.0f}"
    told += f"; {'; '.join(costs)}" if costs else ""
    return Row(f"Lighthouse: {kind}", len(found), held, told)


def _page(hosted: HostedSite, target: str) -> Measured:
    runs = [_run(hosted, target) for _ in range(RUNS)]
    if len({_score(run, "performance") for run in runs}) > 1:
        runs += [_run(hosted, target) for _ in range(MORE)]
    scores = {category: round(statistics.median(_score(run, category) for run in runs)) for category in _CATEGORIES}
    shift = max(run["audits"]["cumulative-layout-shift"]["numericValue"] for run in runs)
    speeds = tuple(run["environment"]["benchmarkIndex"] for run in runs)
    return Measured(scores, shift, tuple(_costs(runs[0])), speeds)


def _score(run: dict[str, Any], category: str) -> int:
    score: float = run["categories"][category]["score"]
    return round(100 * score)


def _costs(run: dict[str, Any]) -> Iterator[str]:
    """What isn't right of what a category counts, but for performance, whose parts are times."""
    for category in _CATEGORIES[1:]:
        for part in run["categories"][category]["auditRefs"]:
            score = run["audits"][part["id"]]["score"]
            if part["weight"] and score is not None and score < 1:
                yield part["id"]


def _run(hosted: HostedSite, target: str) -> dict[str, Any]:
    """One run; of a hundred one or two end by themselves, so that each has three tries.

    Raises:
        SystemExit: the third ended too; says what Lighthouse said.
    """
    for _ in range(_TRIES - 1):
        with suppress(subprocess.CalledProcessError):
            return _tried(hosted, target)
    try:
        return _tried(hosted, target)
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"Lighthouse ends on {target}: {error.stderr.decode(errors='replace')[-400:]}") from error


def _tried(hosted: HostedSite, target: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        command = ["node", str(_PROGRAM), hosted.address + target, "--quiet", "--output=json"]
        command += [f"--output-path={result}", f"--only-categories={','.join(_CATEGORIES)}"]
        command += ["--skip-audits=is-crawlable"] if _unlisted(hosted.folder, target) else []
        command += [f"--chrome-flags={' '.join(map(_quoted, ('--headless', *FLAGS, *hosted.flags)))}"]
        environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        found: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return found


def _unlisted(folder: Path, target: str) -> bool:
    path = folder / target.partition("?")[0]
    return _UNLISTED in (path / "index.html" if path.is_dir() else path).read_bytes()


def _quoted(flag: str) -> str:
    """A flag as Lighthouse reads it out of a text with all of them."""
    name, given, value = flag.partition("=")
    return f"{name}='{value}'" if given else name
