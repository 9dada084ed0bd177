"""Pagefind over the built site, offline, the same bytes for the same pages."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from pagefind_bin import get_executable

# Interface scripts and styles of Pagefind that this site doesn't use: its own search page talks to pagefind.js.
_KEPT = ("pagefind.js", "pagefind-entry.json", "pagefind-worker.js")


class SearchError(Exception):
    """Pagefind couldn't index the site."""


def index(folder: Path) -> None:
    """Index the pages in the folder of one language that carry ``data-pagefind-body``.

    Each language has an index of its own: its search can't show pages of another, and Pagefind, which holds all
    pages in memory, never holds more than those of one.

    Raises:
        SearchError: Pagefind failed; carries what it said.
    """
    command = [str(get_executable()), "--site", str(folder), "--quiet", "--include-characters", "’"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed program, own folder
    if done.returncode:
        raise SearchError(done.stdout + done.stderr)
    _prune(folder / "pagefind")


def _prune(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_file() and path.suffix in {".js", ".css"} and path.name not in _KEPT:
            path.unlink()
    entry = folder / "pagefind-entry.json"
    if entry.is_file():
        # Pagefind writes the languages in an order that varies from run to run.
        data = json.loads(entry.read_text(encoding="utf-8"))
        entry.write_text(json.dumps(data, sort_keys=True, separators=(",", ":")), encoding="utf-8", newline="\n")
