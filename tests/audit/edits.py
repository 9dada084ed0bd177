"""The live site: after a hundred edits at random, also broken and mended ones, it gives what a build writes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

from audit.table import Effort, Row
from projects import ROOT

EDITS, ROUNDS = 100, 5
_TEST = "tests/test_serving.py::test_edits_leave_what_a_fresh_build_writes"


def edits_are_shown_as_built(effort: Effort) -> Iterator[Row]:
    """Rounds of a hundred edits, each with a seed of its own; every page and file is compared on the way."""
    rounds = effort.of(ROUNDS)
    held = 0
    for seed in range(rounds):
        environment = os.environ | {"FACTSITE_EDITS": str(EDITS), "FACTSITE_SEED": str(seed)}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", _TEST]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"seed {seed}: {done.stdout[-1000:]}")
        held += not done.returncode
    yield Row("a hundred edits are shown as they are built", rounds, held, f"{EDITS} edits each, every byte compared")
