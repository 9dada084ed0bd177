"""Any text as Markdown that shows it and does nothing else: no markup, no mention of anybody, no reference, no link."""

from __future__ import annotations

import re

from factsite.problems import printable

# What can begin markup, HTML or an entity anywhere in a line (CommonMark’s punctuation that means something).
_MARKUP = re.compile(r"[\\`*_{}\[\]<>()#|~&$^]")
# After these a name or number would become a link to a person, an issue, a merge request, a milestone, a label …
_REFERENCE = re.compile(r"([@#!%&~$^:])(?=[\w\"'/])")
_WORDED = re.compile(r"\b(gh)-(?=\d)|\b(www)(?=\.)", re.IGNORECASE)
# A word of hexadecimal digits would become a link to a commit.
_HASH = re.compile(r"\b[0-9a-f]{7,64}\b")
_SIX = re.compile(r"(.{6})(?=.)")
_START = re.compile(r"^(\s*)([-+=>]|\d+(?=[.)]))")
_BREAK = "\u2060"


def escaped(text: str) -> str:
    """A text as one line of Markdown, for GitHub and GitLab.

    A word joiner, which nobody sees, parts what would otherwise be taken together.
    """
    flat = printable(" ".join(text.split()))
    parted = _REFERENCE.sub(rf"\1{_BREAK}", flat)
    parted = _WORDED.sub(lambda found: f"{found[0]}{_BREAK}", parted)
    parted = _HASH.sub(lambda found: _SIX.sub(rf"\1{_BREAK}", found[0]), parted)
    marked = _MARKUP.sub(r"\\\g<0>", parted)
    return _START.sub(r"\1\\\2", marked) if not marked[:1].isdigit() else re.sub(r"^(\d+)([.)])", r"\1\\\2", marked)
