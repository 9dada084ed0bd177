"""The facts of a page that is still there: each is what was published, or an entry of the record says why not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from factsite.changes.guarded import (
    ADDRESS,
    ANCHORS,
    CHANGED,
    CORRECTIONS,
    FORMER,
    FREE,
    NOTED,
    REVISIONS,
    UPDATED,
    VERSION,
    Facts,
    GuardedFact,
    guarded,
)
from factsite.checking.notes import unused_notes
from factsite.checking.own_numbers import IN_TEXTS, line_again, naming
from factsite.checking.silent_addresses import addresses_kept
from factsite.checking.silent_entries import entries_gone, entry_altered, entry_moved, note_gone
from factsite.checking.silent_numbers import Entries, Series, numbers_changed
from factsite.content import Content, Entry
from factsite.documents.tree import Document
from factsite.localising.language import language
from factsite.problems import Problem, RuleError
from factsite.records.codes import Code, Effect, Outcome, Progress, Verdict
from factsite.records.figure import Figure, Revision
from factsite.records.published import FactKey
from factsite.records.registry import EASY
from factsite.records.scalars import parse_span
from factsite.telling import UNSAID, Told, told

# Facts that the words of a page say too, in ways that no rule reads.
_IN_WORDS = frozenset({"acts", "date", "outcome", "steps"})
# Codes that pages say in words.
_AS_READ: Mapping[str, type[Code]] = {"verdict": Verdict, "outcome": Outcome, "acts": Effect, "states": Progress}
# Days that may be told more exactly than before.
_DAYS = frozenset({"date", "dates", "steps", "gazette", "promised", "claimed"})
# Facts that follow from others, or are held against what was published in ways of their own.
_APART = frozenset({ADDRESS, ANCHORS, FORMER, CHANGED, NOTED, UPDATED, VERSION}) | FREE
# Kept for ever: what readers were told of a change.
_ENTRIES = frozenset({CORRECTIONS, REVISIONS})
# What stands at an observation, by its period and codes.
_AT_POINTS = frozenset({"alternatives", "numerator", "denominator"})
_NAMED = re.compile(r"[a-z-]+/[a-z0-9-]+")
_LETTERS = re.compile(r"\w+")
_SHOWN = 80
# So long may the name of a note become that is made of what was corrected.
_NAME = 48


def current_name(content: Content, name: str) -> str:
    """The name that a record, a source or another thing has today, by one that it had."""
    if name.startswith(f"{EASY}/"):
        return f"{EASY}/{current_name(content, name.removeprefix(f'{EASY}/'))}"
    seen = set()
    while (former := content.former.get(name)) and former.now and not former.removed and name not in seen:
        seen.add(name)
        name = former.now
    return name


@dataclass
class PageKept:
    """A page of today and what was published of it by the release of a day.

    ``content`` is the whole content, ``public`` and ``entry`` what readers would get on ``day``.
    """

    content: Content
    public: Content
    entry: Entry
    rows: Mapping[FactKey, str]
    released: date
    day: date
    now: Facts = field(init=False)
    then: dict[FactKey, str] = field(init=False)

    def __post_init__(self) -> None:
        self.now = guarded(self.public, self.entry)
        # Under the names that things have today.
        self.then = {(name, self._today(of)): self._today(value) for (name, of), value in self.rows.items()}

    def problems(self, series: Series | None, known: Set[str]) -> Iterator[Problem]:
        """All that was changed or taken out without an entry, or without the day on which it was.

        Args:
            series: of a figure, the observations that were published.
            known: the fields of which the release told: of others nobody knows whether they changed.
        """
        yield from addresses_kept(self.content, self.entry, self.rows)
        document, figure = self.entry.document, self.entry.of(Figure)
        if self.entry.record is None or document is None or (CHANGED, "") not in self.rows:
            return
        facts = [(key, old) for key, old in self.then.items() if key[0] not in _APART and self._differs(key, old)]
        own = series if figure and not figure.ratio else None
        revisions = self._revisions(figure) if figure else {}
        numbers = figure is not None and own is not None and (bool(revisions) or dict(own) != figure.said)
        late = self._late(numbers=numbers)
        found = [
            self._silent(key, old, late) for key, old in facts if key[0] not in _ENTRIES and not self._is_said(key, old)
        ]
        found += self._entries(document, figure, [(key, old) for key, old in facts if key[0] in _ENTRIES])
        if figure and own is not None and numbers:
            # The day of a revision is one on which the numbers were brought up to date.
            entries = Entries(
                revisions,
                self._is_corrected,
                self._is_imported(figure),
                self.day,
                document.path.name,
                self._correction(self._note_name("number")),
                with_revision=_also([fact for fact in late if fact.field == CHANGED], self.day),
                with_correction=_also(late, self.day),
                has_list=bool(figure.revisions),
            )
            found += numbers_changed(figure, document, own, entries)
        yield from found
        added = {name for name, _ in self.now.keys() - self.then.keys()} & ((known | _ENTRIES) - _APART)
        free = any(key[0] in FREE and key in self.now and self.now[key].value != old for key, old in self.then.items())
        if late and not found and (facts or added or numbers or free):
            yield self._is_older(document, late)

    def _differs(self, key: FactKey, old: str) -> bool:
        """Whether a fact isn’t what it was; a text where its words are others."""
        fact = self.now.get(key)
        if fact is None:
            # The words of a language in which the page is gone are gone with it.
            gone = key[1] in self.content.languages and key[1] not in self.entry.translations
            # Of these one may go unsaid: no text names it any more, and “What changed” tells what texts no longer say.
            return any(naming(self.content, self.entry, key[1])) if key[0] in IN_TEXTS else not gone
        if fact.language:
            return _LETTERS.findall(fact.value.casefold()) != _LETTERS.findall(old.casefold())
        return fact.value != old

    def _is_said(self, key: FactKey, old: str) -> bool:
        """Whether a difference is no contradiction, or an entry tells readers of it."""
        fact, name = self.now.get(key), key[0]
        if name in _DAYS and fact is not None and _is_more_exact(old, fact.value):
            return True
        figure = self.entry.of(Figure)
        revised = name in {"numerator", "denominator"} and figure is not None and bool(self._revisions(figure))
        return revised or self._is_corrected

    @property
    def _is_corrected(self) -> bool:
        """Whether the record has a correction that wasn’t published yet, and isn’t older than what was."""
        new = [of for name, of in self.now.keys() - self.then.keys() if name == CORRECTIONS]
        return any(self._is_new(date.fromisoformat(of[:10])) for of in new)

    def _revisions(self, figure: Figure) -> dict[int, Revision]:
        """The revisions that weren’t published yet, and aren’t older than what was, by their places in the list."""
        gone = {(key[1].partition(" ")[2], old) for key, old in self.then.items() if key not in self.now}
        new = [
            fact
            for key, fact in self.now.items()
            # One that was given another day is none that is new.
            if fact.field == REVISIONS and key not in self.then and (key[1].partition(" ")[2], fact.value) not in gone
        ]
        rows = {int(fact.keys[1]): figure.revisions[int(fact.keys[1])] for fact in new}
        return {place: row for place, row in rows.items() if self._is_new(row.date)}

    def _is_imported(self, figure: Figure) -> bool:
        """Whether a publisher’s file was brought in since the last release."""
        return any(one.imported >= self.released for one in figure.vintages)

    def _is_new(self, day: date) -> bool:
        """Whether a day can be that of a change after what was published."""
        return day.isoformat() >= self.rows[CHANGED, ""]

    def _silent(self, key: FactKey, old: str, late: list[GuardedFact]) -> Problem:
        fact, (name, of) = self.now.get(key), key
        words = next(iter(self.entry.translations.values()))
        document = self.entry.document or words.file.document
        if fact is not None and fact.language:
            document = self.entry.in_language(fact.language).file.document
        named, was = f"{name}: {of}" if of else name, _short(old)
        if fact is None and name in IN_TEXTS:
            return self._lost(document, name, of, old)
        if fact is None:
            what = told("“{what}” was published and is gone", what=named)
            remedy = self._entry_for(told("put “{old}” back", old=was), late, name, of)
        else:
            what = told(
                "“{what}” was published as “{old}” and is “{new}” now", what=named, old=was, new=_short(fact.value)
            )
            typed = _as_typed(was, fact.value) if name == "numbers" else was
            remedy = self._entry_for(told("write “{old}” again", old=typed), late, name, of)
        if name == "verdict":
            remedy = told(
                "{remedy} With another verdict goes the day of the new check (“checked: {day}”); read the title and "
                "the summary again, in each language.",
                remedy=remedy,
                day=self.day.isoformat(),
            )
        elif name in _IN_WORDS:
            remedy = told("{remedy} Read the title, the summary and the text again, in each language.", remedy=remedy)
        if fact is not None and name in _AS_READ:
            names = self._as_read(_AS_READ[name], old, fact.value)
            remedy = told("{remedy} Readers know the two as {names}.", remedy=remedy, names=names)
        return document.problem("silent-change", what, remedy, fact.keys if fact else self._place(name, of))

    def _as_read(self, codes: type[Code], old: str, new: str) -> str:
        """What the pages call two codes, in each language: the note of a correction tells of both."""
        said = []
        for code in self.entry.translations:
            speaker = language(self.content.languages[code])
            labels = [speaker.say(one.label) for value in (old, new) for one in codes if one.value == value]
            said.append(f"{code}: {', '.join(labels)}")
        return "; ".join(said)

    def _lost(self, document: Document, name: str, of: str, old: str) -> Problem:
        """A number or a day of the text that texts name, and that is gone or has another name."""
        new = (key for key, fact in self.now.items() if key[0] == name and key not in self.then and fact.value == old)
        if other := next(new, None):
            what = told(
                "“{lost}” was published, and is named “{new}” now, while texts name it as before", lost=of, new=other[1]
            )
            remedy = told("Write “{lost}:” again: no reader sees such a name.", lost=of)
            return document.problem("silent-change", what, remedy, (name, other[1]))
        what = told(
            "“{lost}” ({old}) was published under “{field}:” and is gone, while texts name it",
            lost=of,
            old=old,
            field=name,
        )
        remedy = told(
            "Put it back under “{field}:” – {line} –, or take it out of the texts: {places}.",
            field=name,
            line=line_again(name, of, self.then),
            places=", ".join(naming(self.content, self.entry, of)),
        )
        return document.problem("silent-change", what, remedy, (name,))

    def _entries(
        self, document: Document, figure: Figure | None, facts: Iterable[tuple[FactKey, str]]
    ) -> Iterator[Problem]:
        """What told readers of a change, and is altered or gone; of each list what is gone is said once."""
        gone: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for (name, of), old in facts:
            now = self.now.get((name, of))
            if now is not None:
                yield entry_altered(document, figure, of, old, now)
            elif other := self._of_another_day(name, of, old):
                yield entry_moved(document, of, other)
            else:
                gone[name].append((of, old))
        for name, entries in gone.items():
            noted = [(of, old, self.then.get((NOTED, f"{name} {of}"), "")) for of, old in entries]
            yield entries_gone(document, figure, name, noted, unused_notes(self.entry))
        for (name, of), note in self.then.items():
            field, _, which = of.partition(" ")
            entry = self.now.get((field, which))
            if name == NOTED and entry is not None and (name, of) not in self.now:
                yield note_gone(document, entry, note)

    def _of_another_day(self, name: str, of: str, value: str) -> GuardedFact | None:
        """The entry, not published, that says the same of the same thing as one that is gone: its day is another."""
        same = of.partition(" ")[2]
        new = (fact for key, fact in self.now.items() if key[0] == name and key not in self.then)
        return next((fact for fact in new if same and fact.of.partition(" ")[2] == same and fact.value == value), None)

    def _place(self, name: str, of: str) -> tuple[str | int, ...]:
        """Where a fact stood that is gone: the list of its field or, of what stood at an observation, that one."""
        figure = self.entry.of(Figure)
        for place, point in enumerate(figure.observations if figure and name in _AT_POINTS else ()):
            point_is = [point.period.text, *(code for _, code in sorted(point.codes.items()))]
            if of.split(" ")[: len(point_is)] == point_is:
                return "observations", place
        return (name,)

    def _entry_for(self, otherwise: Told, late: list[GuardedFact], name: str, of: str) -> Told:
        """The lines of a correction, ready to be written, or what else there is to do."""
        # The words of a language have one correction for all of them.
        name_of = of.rpartition("/")[2]
        what = of if name in IN_TEXTS else name if of in self.content.languages else f"{name} {name_of}"
        return told(
            "If it’s a slip, {otherwise}. Else tell readers: add {correction}: what was wrong and what is right"
            "{digits}{also}.",
            otherwise=otherwise,
            correction=self._correction(self._note_name(what)),
            digits=_digits(name, of, self.then[name, of]),
            also=_also(late, self.day),
        )

    def _correction(self, note: str) -> Told:
        """The lines of a correction, with the files in which they are to stand."""
        files = (one.file.path.relative_to(self.content.root).as_posix() for one in self.entry.translations.values())
        return told(
            "“- {{date: {day}, note: {note}}}” under “corrections:”, and “{note}: …” under “notes:” in {files}",
            day=self.day.isoformat(),
            note=note,
            files=", ".join(files),
        )

    def _note_name(self, what: str) -> str:
        """A name for the note of a correction that no other note of the page has."""
        words = re.sub(r"[^a-z0-9]+", "-", what.casefold()).strip("-")
        name = f"corrected-{words}"
        if len(name) > _NAME:
            name = name[: _NAME + 1].rpartition("-")[0]
        taken = {key for one in self.entry.translations.values() for key in one.words.notes}
        return next(one for one in (name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)

    def _late(self, *, numbers: bool) -> list[GuardedFact]:
        """The days of the last change that are still those of what was published."""
        late = []
        for name in (CHANGED, *([UPDATED] if numbers else [])):
            fact = self.now.get((name, ""))
            before = fact is not None and fact.value < self.released.isoformat()
            if fact is not None and before and fact.value <= self.rows.get((name, ""), ""):
                late.append(fact)
        return late

    def _is_older(self, document: Document, late: list[GuardedFact]) -> Problem:
        what = told(
            "readers will see a change since {day}, and the day of the last change is still {old}",
            day=self.released.isoformat(),
            old=late[0].value,
        )
        remedy = told("Write {days}.", days=_days(late, self.day))
        return document.problem("version-day", what, remedy, late[0].keys)

    def _today(self, text: str) -> str:
        """A text in which things have the names of today."""
        return _NAMED.sub(lambda found: current_name(self.content, found[0]), text) if self.content.former else text


def _days(late: list[GuardedFact], day: date) -> Told:
    """The days that are to be written, as they stand in the file."""
    if len(late) > 1:
        return told("“changed: {day}” and “updated: {day}”", day=day.isoformat())
    return told("“{field}: {day}”", field=late[0].field, day=day.isoformat())


def _digits(name: str, of: str, old: str) -> Told:
    """How a number stands in the note of a correction, where a text can’t hold one by itself."""
    if not any(character.isdigit() for character in old):
        return UNSAID
    was = f'{{{{ verbatim("{_short(old) if name == "numbers" else "…"}", reason="…") }}}}'
    if name not in IN_TEXTS:
        return told(" (each number within {was})", was=was)
    now = f'{{{{ {"value" if name == "numbers" else "date"}("{of}") }}}}'
    return told(" (the old one within {was}, the new one as {now})", was=was, now=now)


def _also(late: list[GuardedFact], day: date) -> Told:
    """The days that are to be written beside an entry."""
    return told(", and write {days}", days=_days(late, day)) if late else UNSAID


def _is_more_exact(old: str, new: str) -> bool:
    """Whether a day lies within what was told of it before."""
    try:
        before, now = parse_span(old), parse_span(new)
    except RuleError:
        return False
    return before.known and now.known and before.start <= now.start and now.end <= before.end


def _as_typed(was: str, now: str) -> str:
    """What to write for a number of the text, which was published with its unit: that of the two that differs."""
    value, _, unit = was.partition(" ")
    return f"unit: {unit}" if now.partition(" ")[0] == value else value


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
