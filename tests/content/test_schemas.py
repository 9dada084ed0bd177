"""The schemas of the real content: up to date, and true of every file."""

from __future__ import annotations

import json

from content.real import real_content
from factsite.describing.files import associations, drifted
from projects import ROOT
from schema_check import refused


def test_the_schemas_are_those_of_today() -> None:
    assert list(drifted(ROOT, real_content())) == [], "run “factsite schemas”"


def test_every_file_is_valid() -> None:
    assert refused(ROOT, real_content()) == {}


def test_the_settings_of_vs_code_name_every_schema() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == associations(real_content())
