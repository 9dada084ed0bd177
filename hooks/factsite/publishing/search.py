"""Pagefind over the built site, offline, the same bytes for the same pages."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pagefind_bin import get_executable

# Interface scripts and styles of Pagefind that this site doesn't use: its own search page talks to pagefind.js.
_KEPT = ("pagefind.js", "pagefind-entry.json", "pagefind-worker.js")


class SearchError(Exception):
    """Pagefind couldn't index the site."""


@dataclass
class Index:
    """The index of one language in the making."""

    folder: Path
    process: subprocess.Popen[bytes]

    def finish(self) -> None:
        """Wait for the index, and take away what the site doesn't use.

        Raises:
            SearchError: Pagefind failed; carries what it said.
        """
        output, _ = self.process.communicate()
        if self.process.returncode:
            raise SearchError(f"the search index of {self.folder.name}: {output.decode(errors='replace').strip()}")
        _prune(self.folder / "pagefind")


def begin(folder: Path) -> Index:
    """Begin to index the pages in the folder of one language that carry ``data-pagefind-body``.

    Each language has an index of its own, made while the next language is built: its search can't show pages of
    another, and Pagefind, which holds all pages in memory, never holds more than those of one.
    """
    command = [str(get_executable()), "--site", str(folder), "--quiet", "--include-characters", _argument("’")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # noqa: S603
    return Index(folder, process)


def _argument(text: str) -> str | bytes:
    """A text for a program that takes UTF-8, in a locale that has no such letter too."""
    return text.encode() if os.name == "posix" else text


def _prune(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_file() and path.suffix in {".js", ".css"} and path.name not in _KEPT:
            path.unlink()
    entry = folder / "pagefind-entry.json"
    if entry.is_file():
        # Pagefind writes the languages in an order that varies from run to run.
        data = json.loads(entry.read_text(encoding="utf-8"))
        entry.write_text(json.dumps(data, sort_keys=True, separators=(",", ":")), encoding="utf-8", newline="\n")
