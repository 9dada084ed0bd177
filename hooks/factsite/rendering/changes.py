"""Changes in the words of a language: for the page and the feed of what changed, and for who looks before it is out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from factsite.content import Content
from factsite.localising.language import Language, language, upper_first
from factsite.problems import RuleError
from factsite.records.change import NO_NUMBER, TRANSLATION, ChangedPage, ChangeGroup, ChangeKind, ReaderChange
from factsite.records.codes import N_, Code, Effect, Outcome, Progress, Verdict
from factsite.records.listed import Unit
from factsite.records.observation_status import NOTHING_SAID, Status, parse_status
from factsite.records.scalars import Span, parse_span
from factsite.rendering.prose import plain

# Texts of a page by their names; a section has its heading.
_TEXTS = {
    "summary": N_("summary"),
    "counted": N_("what is counted"),
    "not_counted": N_("what isn’t counted"),
    "claim": N_("translation of the claim"),
    "official_title": N_("official title"),
    "nav_title": N_("name in the menu"),
    "abbreviation": N_("abbreviation"),
    "definition": N_("definition"),
    "also": N_("other names"),
    "notes": N_("notes"),
    "body": N_("text before the first heading"),
    TRANSLATION: N_("translation"),
}
# Fields of the data by their names; what isn’t here is told as a detail without a name.
_DETAILS = {
    "sources": N_("sources"),
    "numbers": N_("sources of numbers in the text"),
    "observations": N_("sources and notes of the values"),
    "related": N_("related pages"),
    "organisations": N_("competent bodies"),
    "themes": N_("themes"),
    "evidence": N_("evidence"),
    "identifiers": N_("identifiers"),
    "eli": N_("identifiers"),
    "breaks": N_("breaks in the series"),
    "events": N_("days marked on the chart"),
    "states": N_("states of play"),
    "dimensions": N_("breakdown"),
    "unit": N_("unit"),
    "date": N_("day"),
    "address": N_("address"),
    "addresses": N_("address"),
    "archived": N_("archived copy"),
    "accessed": N_("day of access"),
    "published": N_("day of publication"),
    "publisher": N_("publisher"),
    "licence": N_("licence"),
    "home": N_("key figures of the home page"),
    "contact": N_("contact"),
    "corrections": N_("address for corrections"),
    "editor": N_("editor"),
}
_CODES: dict[ChangeKind, type[Code]] = {
    ChangeKind.VERDICT: Verdict,
    ChangeKind.OUTCOME: Outcome,
    ChangeKind.EFFECT: Effect,
    ChangeKind.PROGRESS: Progress,
}
_BEFORE_NOW = N_("%(what)s: %(old)s before, now %(new)s")
_NEW = N_("%(what)s: %(new)s (new)")
_GONE = N_("%(what)s: %(old)s (no longer shown)")


@dataclass(frozen=True)
class GroupedChanges:
    """The changes of one group: its code, and each page with what is told of it."""

    group: ChangeGroup
    rows: list[ToldPage]

    @property
    def size(self) -> int:
        """How many changes there are."""
        return sum(len(row.told) + row.more for row in self.rows)


@dataclass(frozen=True)
class ToldPage:
    """A page and what is told of it: sentences without a full stop; ``more`` counts those that aren’t."""

    page: ChangedPage
    told: list[ToldChange]
    more: int = 0


@dataclass(frozen=True)
class ToldChange:
    """A change and its sentence."""

    change: ReaderChange
    text: str


class ChangeTeller:
    """Says changes to readers of a language, with the names that the content of today has for codes."""

    def __init__(self, content: Content, code: str, before: Content | None = None) -> None:
        self.code = code
        self.language: Language = language(content.languages[code])
        self._content = content
        self._contents = [content, *([before] if before else [])]

    def grouped(self, pages: Iterable[ChangedPage]) -> list[GroupedChanges]:
        """The changes that concern these readers, by group in its order, then by page."""
        groups: dict[ChangeGroup, list[ToldPage]] = {}
        for page in pages:
            mine: dict[ChangeGroup, list[ToldChange]] = {}
            for change in page.changes:
                if change.concerns(self.code):
                    mine.setdefault(change.group, []).append(ToldChange(change, self.in_words(change)))
            last = list(mine)[-1:]
            for group, told in mine.items():
                groups.setdefault(group, []).append(ToldPage(page, told, page.more if [group] == last else 0))
        return [GroupedChanges(group, self._sorted(groups[group])) for group in ChangeGroup if group in groups]

    def _sorted(self, rows: list[ToldPage]) -> list[ToldPage]:
        """The pages of a group by their titles; that is how a reader looks for one."""
        return sorted(rows, key=lambda row: (self.language.sort_key(self.title(row.page)), row.page.path))

    def title(self, page: ChangedPage) -> str:
        """The title of a page as it was when it changed."""
        known = page.titles
        if page.path == "site":
            return self.language.say("The whole site")
        return (
            known.get(self.code) or known.get(self._content.languages.default) or next(iter(known.values()), page.path)
        )

    def title_at(self, path: str) -> str:
        """The title of a page of today; of one that has gone, its path."""
        entry = self._content.entries.get(path)
        if entry is None or not entry.translations:
            return path
        own = language(self._content.languages[entry.language_for(self.code)])
        return plain(entry.in_language(self.code).words.title, entry, self._content, own)

    def in_words(self, change: ReaderChange) -> str:
        """A change as a sentence without a full stop."""
        say = self.language.say
        if change.what in (ChangeKind.PAGE, ChangeKind.TERM, ChangeKind.SOURCE) and change.field is None:
            return say(self._came(change))
        if change.what is ChangeKind.MOVED:
            return self._moved(change)
        if change.group is ChangeGroup.TEXTS or change.what is ChangeKind.TERM:
            return self._text(change, self._place(change))
        if change.what is ChangeKind.CORRECTION and change.new:
            return say("Corrected %(when)s", when=self._when(change.new))
        if change.what is ChangeKind.DETAIL:
            label = _DETAILS.get((change.field or "").partition("/")[0])
            return upper_first(say("changed: %(what)s", what=say(label) if label else say("other details")))
        return self._before_and_now(change)

    @staticmethod
    def _came(change: ReaderChange) -> str:
        if change.old is None:
            return {ChangeKind.TERM: N_("New term"), ChangeKind.SOURCE: N_("New source")}.get(
                change.what, N_("New page")
            )
        if change.new is None:
            names = {ChangeKind.TERM: N_("Term removed"), ChangeKind.SOURCE: N_("Source no longer used")}
            return names.get(change.what, N_("Page removed"))
        return N_("Known under another identifier; the contents are the same page")

    def _moved(self, change: ReaderChange) -> str:
        values = {"old": change.was.get(self.code, ""), "new": change.now.get(self.code, "")}
        if change.field == "redirect":
            return self.language.say("New address: “%(new)s” in place of “%(old)s”, which leads there", **values)
        return self.language.say(
            "New address: “%(new)s” in place of “%(old)s”, which no longer leads anywhere", **values
        )

    def brief(self, row: ToldPage) -> list[str]:
        """What is told of a page on a long list: its texts and details in one sentence for each kind of change."""
        found: dict[tuple[ChangeKind, str], list[ReaderChange]] = {}
        for one in row.told:
            found.setdefault((one.change.what, one.change.how), []).append(one.change)
        told: list[str] = []
        for (what, _), changes in found.items():
            if what in (ChangeKind.TEXT, ChangeKind.SENTENCE, ChangeKind.TERM) and changes[0].field:
                places = dict.fromkeys(self._place(change) for change in changes)
                told.append(self._text(changes[0], ", ".join(places)))
            else:
                told += dict.fromkeys(self.in_words(change) for change in changes)
        return told

    def _text(self, change: ReaderChange, where: str) -> str:
        say = self.language.say
        if change.what is ChangeKind.SENTENCE:
            return upper_first(say("numbers in the text: %(where)s", where=where))
        if change.old is None:
            return upper_first(say("new text: %(where)s", where=where))
        if change.new is None:
            return upper_first(say("text removed: %(where)s", where=where))
        return upper_first(say("text changed: %(where)s", where=where))

    def _place(self, change: ReaderChange) -> str:
        """Where a text stands on its page."""
        if heading := change.names.get(self.code):
            return self.language.say("“%(words)s”", words=heading)
        name = (change.field or "").partition(".")[0]
        return self.language.say(_TEXTS.get(name) or N_("text"))

    # --- what was and what is ------------------------------------------------------------------------------------

    def _before_and_now(self, change: ReaderChange) -> str:
        old, new = self._value(change, new=False), self._value(change, new=True)
        what = upper_first(self._what(change))
        if change.how == "new":
            return self.language.say(_NEW, what=what, new=new)
        if change.how == "gone":
            return self.language.say(_GONE, what=what, old=old)
        told = self.language.say(_BEFORE_NOW, what=what, old=old, new=new)
        return f"{told} ({self.language.name(change.reason)})" if change.reason else told

    def _what(self, change: ReaderChange) -> str:
        """What a change is of: the period and part of a value, the step of an act, the act that a decision touches."""
        say, field = self.language.say, change.field or ""
        if change.what in (ChangeKind.VALUE, ChangeKind.STATUS, ChangeKind.REVISION):
            parts = [self._span(change.period), *(self._code(name, code) for name, code in change.codes.items())]
            other = bool(field) and change.what is not ChangeKind.REVISION
            source = say("according to “%(source)s”", source=self._source(field)) if other else ""
            return ", ".join(filter(None, [*parts, source]))
        if change.what is ChangeKind.STEP:
            return self._listed("steps", field.partition(".")[0])
        if change.what is ChangeKind.BRIDGE:
            name = field.split(".")[1] if "." in field else field
            ends = {"from": N_("first number"), "to": N_("second number")}
            return say(ends[name]) if name in ends else self._listed("differences", name)
        if change.what is ChangeKind.EFFECT and field in self._content.entries:
            return self.title_at(field)
        return say(change.what.label)

    def _value(self, change: ReaderChange, *, new: bool) -> str:
        raw = change.new if new else change.old
        if change.what is ChangeKind.TITLE:
            words = (change.now if new else change.was).get(self.code, "")
            return self.language.say("“%(words)s”", words=words)
        if raw is None:
            return ""
        if change.what is ChangeKind.STATUS:
            return self._status(change, new=new)
        if change.unit:
            return self._number(raw, change, new=new)
        if change.what in _CODES:
            known = {code.value: code for code in _CODES[change.what]}
            return self.language.name(known[raw]) if raw in known else raw
        if change.what is ChangeKind.STANDING:
            day = change.day if new else change.old_day
            return f"{self._listed('steps', raw)} ({self._span(day)})" if day else self._listed("steps", raw)
        return self._span(raw)

    def _number(self, raw: str, change: ReaderChange, *, new: bool) -> str:
        flags = _flags(change.status if new else change.old_status)
        try:
            number, unit = Decimal(raw), self._unit((not new and change.old_unit) or change.unit or "")
        except InvalidOperation:
            return self.language.missing(flags) if raw == NO_NUMBER else raw
        text = self.language.with_unit(number, unit) if unit else self.language.number(number)
        named = ", ".join(self.language.say(flag.label) for flag in flags)
        return f"{text} ({named})" if named else text

    def _status(self, change: ReaderChange, *, new: bool) -> str:
        flags, before = _flags(change.status if new else change.old_status), _flags(change.old_status)
        return self.language.flags(flags, before if new else NOTHING_SAID)

    # --- names -----------------------------------------------------------------------------------------------------

    def _span(self, text: str | None) -> str:
        try:
            if text in ("not-announced", "ended", "unknown"):
                return self.language.span(Span(text, "unknown"))
            return self.language.span(parse_span(text)) if text else ""
        except (ValueError, RuleError):
            return text or ""

    def _when(self, text: str) -> str:
        try:
            return self.language.placed(parse_span(text), "on")
        except ValueError:
            return text

    def _code(self, dimension: str, code: str) -> str:
        for content in self._contents:
            if name := content.labels_in(self.code).codes.get(dimension, {}).get(code):
                return name
        return self.language.country(code) or code

    def _unit(self, code: str) -> Unit | None:
        return next((found for content in self._contents if (found := content.codes.units.get(code))), None)

    def _listed(self, name: str, code: str) -> str:
        for content in self._contents:
            if found := content.codes.lists()[name].get(code):
                return self.language.name(found)
        return code

    def _source(self, name: str) -> str:
        for content in self._contents:
            if source := content.sources.get(name):
                return source.title_for(self.code).text
        return name


def _flags(letters: str | None) -> Status:
    try:
        return parse_status(letters) if letters else NOTHING_SAID
    except RuleError:
        return NOTHING_SAID
