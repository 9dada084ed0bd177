"""What is published is what standards ask: the bill of materials is valid CycloneDX."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from audit.table import Effort, Row
from projects import ROOT


def the_bill_is_valid(effort: Effort) -> Iterator[Row]:
    """The bill of materials fits its schema, names the packages that readers get parts of, and is the same twice."""
    del effort
    with tempfile.TemporaryDirectory() as folder:
        texts = []
        for number in range(2):
            target = Path(folder) / f"{number}.json"
            command = [sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", str(ROOT / "pyproject.toml")]
            command += ["--output-reproducible", "--output-file", str(target), sys.executable]
            subprocess.run(command, check=True, capture_output=True)
            texts.append(target.read_text(encoding="utf-8"))
    components = json.loads(texts[0])["components"]
    names = {component["name"].lower().replace("_", "-") for component in components}
    held = [
        JsonStrictValidator(SchemaVersion.V1_6).validate_str(texts[0]) is None,
        {"mkdocs", "mkdocs-material", "pagefind-bin"} <= names,
        texts[0] == texts[1],
    ]
    yield Row("bill of materials (schema, packages, same bytes)", len(held), sum(held), f"{len(components)} components")
