"""The site's content as the tests read it: once per process, and nobody changes it."""

from __future__ import annotations

from functools import cache

from factsite.content import Content
from factsite.reading.content import read_content
from projects import ROOT

CONTENT = ROOT / "content"
# The identifiers of the figures, known before anything is read: the tests of each figure are listed by them.
FIGURES = sorted(path.stem for path in (CONTENT / "data" / "figures").glob("*.yml"))


@cache
def real_content() -> Content:
    """The content, read once per process."""
    return read_content(CONTENT)[0]
