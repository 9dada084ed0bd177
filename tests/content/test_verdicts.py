"""The scale of verdicts, as the list of fact checks tells it to readers."""

from __future__ import annotations

import re

import pytest

from factsite.documents.typography import typeset
from factsite.records.codes import Verdict
from projects import ROOT, language


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_the_scale_that_readers_are_told_is_that_of_the_verdicts(code: str) -> None:
    words = (ROOT / "content" / code / "fact-checks" / "index.md").read_text(encoding="utf-8")
    told = [typeset(name, code) for name in re.findall(r"^- \*\*(.+?)\*\*", words, re.MULTILINE)]
    scale = [verdict for verdict in Verdict if verdict is not Verdict.WITHDRAWN]
    assert told == [language(code).name(verdict) for verdict in scale]
