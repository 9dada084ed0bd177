"""No text keeps a reader of prose busy without end: each takes long repetitions within a bound that ends a hang."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

import endless

# Each reader takes its share of the seeds here, all of them and longer mixtures in the audit (“prose-hangs”).
SHARE = 4
# Seconds of processor time for some 200 texts of 8 and 64 KB. Not a measure of speed: a pattern that goes back over
# 64 KB once for each sign takes minutes for one text.
BOUND = 60


@pytest.mark.parametrize(("number", "name"), list(enumerate(sorted(endless.READERS))))
def test_repetitions_end(number: int, name: str) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(endless.__file__)), name, str(number % SHARE), str(SHARE)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (BOUND, BOUND)),
    )
    assert done.returncode == 0, f"{name} was ended after {BOUND} s or failed: {done.stderr[-2000:]}"
