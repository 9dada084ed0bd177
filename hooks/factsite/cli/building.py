"""The strict build: made elsewhere, swapped into place only when all of it succeeded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def build_site(root: Path) -> int:
    """Build ``site/`` under the project's root.

    Returns:
        0 and a new ``site/``; else the exit code of the build and ``site/`` as it was.
    """
    fresh, final, old = root / "site.next", root / "site", root / "site.old"
    _remove(fresh)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(fresh)]
    done = subprocess.run(command, cwd=root, env=environment, check=False)  # noqa: S603 - fixed program
    if done.returncode:
        _remove(fresh)
        return done.returncode
    _remove(old)
    if final.exists():
        final.rename(old)
    fresh.rename(final)
    _remove(old)
    return 0


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
