"""A change of the generator’s own code: the live site starts again, if the code can be loaded."""

from __future__ import annotations

import os
import subprocess
import sys

_SECONDS = 60


class Restart(Exception):  # noqa: N818 - no error
    """The generator’s own code has changed, and can be loaded."""


def broken_code() -> str:
    """Why the generator’s own code can’t be loaded; empty if it can."""
    command = [
        sys.executable,
        "-c",
        "import factsite.cli, factsite.records.registry as r; r.kinds(); r.special_pages()",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        return str(error)
    return done.stderr.strip() or "it ends without a word" if done.returncode else ""


def start_again() -> None:
    """Put a new process with the same command in the place of this one; it doesn’t return."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - the command that was given
