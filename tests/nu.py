"""The Nu HTML checker, from the npm packages of tests/tools, with the system's Java."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from projects import ROOT

_JAR = ROOT / "tests" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_AT_ONCE = 500


def is_there() -> bool:
    """Whether the checker and Java are installed."""
    return shutil.which("java") is not None and _JAR.is_file()


def nu_version() -> str:
    """The version of the checker."""
    command = ["java", "-jar", str(_JAR), "--version"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def faults(pages: Iterable[Path]) -> list[str]:
    """The errors that the checker finds on pages, a line each: ``"page":place: error: words``."""
    paths, found = [str(page) for page in pages], []
    for start in range(0, len(paths), _AT_ONCE):
        command = ["java", "-jar", str(_JAR), "--errors-only", "--format", "gnu", *paths[start : start + _AT_ONCE]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found += done.stderr.splitlines() or (["the checker itself failed"] if done.returncode else [])
    return found
