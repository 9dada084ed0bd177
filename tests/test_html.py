"""Every built page is valid HTML, says the Nu checker; it needs Java and the npm packages of tests/tools."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from projects import ROOT

JAR = ROOT / "tests" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_pages_are_valid_html(site: Path) -> None:
    java = shutil.which("java")
    if java is None or not JAR.is_file():
        if os.environ.get("FACTSITE_REQUIRE_BROWSER"):
            pytest.fail("Java or vnu-jar is missing, and this run requires them")
        pytest.skip("Java or vnu-jar isn't installed: the HTML isn't validated")
    command = [java, "-jar", str(JAR), "--skip-non-html", "--errors-only", "--format", "gnu", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines() == []
    assert done.returncode == 0
