"""What readers saw change with a release: a file of content/data/changes for each day, written by a command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from factsite.records.codes import N_, Code, RevisionReason
from factsite.records.figure_parts import Sha256
from factsite.records.model import LanguageCode, Model
from factsite.records.scalars import Day, Slug, Text, Whole

FOLDER = "changes"
# In the place of a value that isn’t there; its status says why.
NO_NUMBER = "none"
# The field of a change that is a whole page in a language, which has come or gone.
TRANSLATION = "translation"


class ChangeGroup(Code):
    """Under which heading a change stands, in the order in which readers are told: what matters most to them first."""

    NUMBERS = "numbers", N_("Figures")
    VERDICTS = "verdicts", N_("Fact checks")
    LAW = "law", N_("Law and decisions")
    COMMITMENTS = "commitments", N_("Commitments")
    CORRECTIONS = "corrections", N_("Corrections")
    BRIDGES = "bridges", N_("Numbers compared")
    UPDATES = "updates", N_("Announced updates")
    PAGES = "pages", N_("New, moved and removed pages")
    TERMS = "terms", N_("Glossary")
    SOURCES = "sources", N_("Sources")
    TEXTS = "texts", N_("Texts")
    DETAILS = "details", N_("Other details")


class ChangeKind(Code):
    """What changed; ``label`` names it within a sentence where nothing more exact is known."""

    VALUE = "value", N_("value")
    STATUS = "status", N_("status of a value")
    NUMBER = "number", N_("number in the text")
    VERDICT = "verdict", N_("verdict")
    STANDING = "standing", N_("legal status")
    STEP = "step", N_("step")
    OUTCOME = "outcome", N_("outcome")
    EFFECT = "effect", N_("effect")
    PROGRESS = "progress", N_("progress")
    REVISION = "revision", N_("revised number")
    CORRECTION = "correction", N_("correction")
    BRIDGE = "bridge", N_("amount")
    UPDATE = "update", N_("next update")
    PAGE = "page", N_("page")
    MOVED = "moved", N_("address")
    TITLE = "title", N_("title")
    TERM = "term", N_("term")
    SOURCE = "source", N_("source")
    SENTENCE = "sentence", N_("numbers in the text")
    TEXT = "text", N_("text")
    DETAIL = "detail", N_("details")


_GROUPS = {
    ChangeGroup.NUMBERS: (ChangeKind.VALUE, ChangeKind.STATUS, ChangeKind.NUMBER),
    ChangeGroup.VERDICTS: (ChangeKind.VERDICT,),
    ChangeGroup.LAW: (ChangeKind.STANDING, ChangeKind.STEP, ChangeKind.OUTCOME, ChangeKind.EFFECT),
    ChangeGroup.COMMITMENTS: (ChangeKind.PROGRESS,),
    ChangeGroup.CORRECTIONS: (ChangeKind.REVISION, ChangeKind.CORRECTION),
    ChangeGroup.BRIDGES: (ChangeKind.BRIDGE,),
    ChangeGroup.UPDATES: (ChangeKind.UPDATE,),
    ChangeGroup.PAGES: (ChangeKind.PAGE, ChangeKind.MOVED, ChangeKind.TITLE),
    ChangeGroup.TERMS: (ChangeKind.TERM,),
    ChangeGroup.SOURCES: (ChangeKind.SOURCE,),
    ChangeGroup.TEXTS: (ChangeKind.TEXT, ChangeKind.SENTENCE),
    ChangeGroup.DETAILS: (ChangeKind.DETAIL,),
}
GROUP_OF = {kind: group for group, kinds in _GROUPS.items() for kind in kinds}


class ReaderChange(Model):
    """One change. Without ``old`` it has come, without ``new`` it has gone; both are as they stand in the data.

    ``field`` says which of several: the name of a number or a text, the code of a step, another source of a value.
    ``old_unit`` is said where it was another. ``old_status`` and ``status`` are the flags of a value, ``old_day`` and
    ``day`` belong to what has a day. ``was`` and ``now`` hold a short text in each language, ``names`` the heading of a
    section, ``languages`` those in which a text changed. ``pages`` are those that name the value.
    """

    what: ChangeKind
    """What changed"""
    field: Text | None = None
    """The field or section"""
    period: Text | None = None
    """The period of a value"""
    codes: dict[Slug, Text] = {}
    """The codes of a value"""
    unit: Text | None = None
    """The unit now"""
    old_unit: Text | None = None
    """The unit before"""
    old: Text | None = None
    """What stood there"""
    new: Text | None = None
    """What stands there now"""
    old_status: Text | None = None
    """The flags before"""
    status: Text | None = None
    """The flags now"""
    old_day: Text | None = None
    """The day before"""
    day: Text | None = None
    """The day now"""
    reason: RevisionReason | None = None
    """Why a number was revised"""
    languages: list[LanguageCode] = []
    """The languages in which a text changed"""
    names: dict[LanguageCode, Text] = {}
    """The heading of a section, or the name of a code, in each language"""
    was: dict[LanguageCode, Text] = {}
    """The words before, in each language"""
    now: dict[LanguageCode, Text] = {}
    """The words now, in each language"""
    pages: list[Text] = []
    """Pages that name the value"""

    @property
    def group(self) -> ChangeGroup:
        """Under which heading readers are told of it."""
        return GROUP_OF[self.what]

    @property
    def how(self) -> str:
        """Whether it has come (``new``), has gone (``gone``), or is another than before (``changed``)."""
        before, now = self.old is not None or self.was, self.new is not None or self.now
        return "changed" if bool(before) == bool(now) else "new" if now else "gone"

    def concerns(self, reader: str) -> bool:
        """Whether readers of a language see it."""
        return not self.languages or reader in self.languages


class ChangedPage(Model):
    """What changed on one page, or of one term or source: its path and its titles as they were on that day.

    ``path`` is that of a page (``figures/x``), ``glossary#term`` or ``sources/x``. ``more`` counts the changes that
    the file has no room for.
    """

    path: Text
    """The page"""
    titles: dict[LanguageCode, Text] = {}
    """Its title in each language, as it was"""
    changes: list[ReaderChange] = []
    """What changed on it"""
    more: Annotated[Whole, Field(ge=0)] = 0
    """How many more changes there are than are listed"""


class ReleaseChanges(Model):
    """What readers saw change on a day; the name of the file is the day.

    ``since`` is the day of the state with which it was compared. ``digest`` stands for all that readers see since: as
    long as it is that of the content, nothing has changed that isn’t told. ``more`` counts the pages beyond those
    listed.
    """

    since: Day | None = None
    """The day on which readers saw the state before"""
    digest: Sha256
    """A SHA-256 checksum of all that readers see since: as long as the content has the same, nothing has changed that
    isn’t told
    """
    pages: list[ChangedPage] = []
    """List of `{path, titles, changes, more}`: what changed on a page, or of a term (`glossary#term`), a source
    (`sources/ID`), or the whole site (`site`)
    """
    more: Annotated[Whole, Field(ge=0)] = 0
    """How many pages, and within a page how many changes, the file has no room for"""

    def every(self) -> Iterator[tuple[ChangedPage, ReaderChange]]:
        """Every change with its page."""
        for page in self.pages:
            for change in page.changes:
                yield page, change
