"""No text keeps a reader of prose busy without end: each takes long repetitions within a bound that ends a hang."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

import endless

# Seconds of processor time for some 800 texts of 8 and 64 KB. Not a measure of speed: a pattern that goes back over
# 64 KB once for each sign takes minutes for one text.
BOUND = 60


@pytest.mark.parametrize("name", sorted(endless.READERS))
def test_repetitions_end(name: str) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(endless.__file__)), name],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (BOUND, BOUND)),
    )
    assert done.returncode == 0, f"{name} was ended after {BOUND} s or failed: {done.stderr[-2000:]}"
