"""What was changed on the site, as the list of corrections and its feed tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from factsite.content import Entry
from factsite.records.figure import Revision
from factsite.rendering.words import LangText


@dataclass(frozen=True)
class Correction:
    """What was changed, as it stands on the list of corrections.

    ``told`` says a changed number in words; ``name`` tells other changes of one page apart.
    """

    entry: Entry
    date: date
    told: str
    note: LangText
    revision: Revision | None = None
    name: str = ""
