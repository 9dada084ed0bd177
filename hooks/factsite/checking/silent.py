"""No silent change: what was published is as it was, or an entry that readers see says what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from factsite.changes.guarded import (
    ADDRESS,
    CHANGED,
    CORRECTIONS,
    REVISIONS,
    UPDATED,
    VERSION,
    Facts,
    guarded,
    published_of,
)
from factsite.checking.silent_numbers import numbers_changed
from factsite.clock import beginning_of
from factsite.content import Content, Entry
from factsite.deriving.public import public_content
from factsite.documents.history import REMEDY as FROM_GIT
from factsite.problems import Problem, RuleError
from factsite.records.figure import Figure
from factsite.records.history import FOLDER, SeriesKey, Spoken
from factsite.records.published import FactKey, Published
from factsite.records.scalars import parse_span
from factsite.telling import Told, told

Series = Mapping[SeriesKey, Spoken]
# Of these one may go unsaid: no text names it any more, and what texts no longer say “What changed” tells.
_IN_TEXTS = frozenset({"numbers", "dates"})
# Days that may be told more exactly than before.
_DAYS = frozenset({"date", "dates", "steps", "gazette", "promised", "claimed"})
# Facts that follow from others, or are held against what was published in ways of their own.
_APART = frozenset({ADDRESS, CHANGED, UPDATED, VERSION})
# Kept for ever: what readers were told of a change.
_ENTRIES = frozenset({CORRECTIONS, REVISIONS})
_NAMED = re.compile(r"[a-z-]+/[a-z0-9-]+")
_LETTERS = re.compile(r"\w+")


@dataclass(frozen=True)
class Baseline:
    """What readers see now: the facts of the last release, and the observations of its figures."""

    published: Published
    series: Mapping[str, Series] = field(default_factory=dict)


def baseline_of(content: Content, day: date) -> Baseline:
    """The last release that some content tells of; where it tells of none, the content itself, as on a day."""
    if content.published:
        series = {name: one.states[-1] for name, one in content.histories.items() if one.steps}
        return Baseline(content.published, series)
    public = public_content(content, beginning_of(day).moment).content
    return Baseline(published_of(public, day), {entry.id: figure.said for entry, figure in public.records(Figure)})


def published_is_kept(content: Content, day: date) -> Iterator[Problem]:
    """What the last release told readers is as it was, or an entry tells them what became of it."""
    if content.published:
        yield from histories_are_published(content, content.published)
        yield from silent_changes(baseline_of(content, day), content, day)


def histories_are_published(content: Content, published: Published) -> Iterator[Problem]:
    """The history of each figure ends in the version that was published."""
    for page, rows in published.pages.items():
        name = current_name(content, page).rpartition("/")[2]
        history = content.histories.get(name)
        path = content.root / "data" / FOLDER / f"{name}.csv"
        unread = history is None and path.relative_to(content.root).as_posix() in content.there
        if (VERSION, "") not in rows or unread or current_name(content, page) not in content.entries:
            continue  # one that can’t be read is reported as such
        if history is None or not history.steps or history.steps[-1].sha256 != rows[VERSION, ""]:
            what = told("the history of “{figure}” doesn’t end in the version that was published", figure=name)
            yield Problem(path, 1, 1, "history", what, FROM_GIT)


def silent_changes(before: Baseline, content: Content, day: date) -> Iterator[Problem]:
    """Find what was published and is changed or gone without an entry that says so.

    Args:
        before: what readers see now.
        content: the content, whole: what of it is public on the day is held against that.
        day: the day on which it would be published.
    """
    public = public_content(content, beginning_of(day).moment).content
    for page, rows in before.published.pages.items():
        path = current_name(content, page)
        entry = public.entries.get(path)
        if entry is None or not entry.translations:
            yield from _gone(content, page, rows, day)
        else:
            names = [one.rpartition("/")[2] for one in (page, path)]
            series = next((before.series[name] for name in names if name in before.series), None)
            yield from _Kept(before, content, public, entry, rows, day).problems(series)


def current_name(content: Content, name: str) -> str:
    """The name that a record, a source or another thing has today, by one that it had."""
    seen = set()
    while (former := content.former.get(name)) and former.now and not former.removed and name not in seen:
        seen.add(name)
        name = former.now
    return name


def _gone(content: Content, page: str, rows: Mapping[FactKey, str], day: date) -> Iterator[Problem]:
    """A page that isn’t there any more, and nothing says where its addresses lead."""
    former = content.former.get(page)
    if former is not None and not former.removed:
        page = current_name(content, page)
    elif former is not None:
        for (name, code), slug in rows.items():
            if name == ADDRESS and slug not in former.slugs.get(code, ()) and content.former_document:
                what = told("the address “{slug}” of “{page}” ({code}) leads nowhere", slug=slug, page=page, code=code)
                remedy = told("Add it here under “slugs”: {{{code}: [{slug}]}}.", code=code, slug=slug)
                yield content.former_document.problem("silent-change", what, remedy, (page, "slugs"))
        return
    entry, record = content.entries.get(page), (CHANGED, "") in rows
    names = [f"data/{page}.yml"] if record else [f"{code}/{page}.md" for code in content.languages]
    if entry is not None and (entry.record or not record) and entry.translations:
        document = entry.document or next(iter(entry.translations.values())).file.document
        what = told("“{page}” was published and isn’t public any more", page=page)
        remedy = told("Take “draft” or “publish_at” out; what readers know can’t be kept from them again.")
        yield document.problem("silent-change", what, remedy)
    elif not any(name in content.there for name in names) and not _is_told(content, page, rows):
        what = told("“{page}” was published and is gone: its addresses lead nowhere", page=page)
        yield Problem(content.root / names[0], 1, 1, "silent-change", what, _back(content, page, rows, day))


def _is_told(content: Content, page: str, rows: Mapping[FactKey, str]) -> bool:
    """Whether the addresses of a page of words lead to others of its section."""
    if (CHANGED, "") in rows:
        return False
    folder = page.rpartition("/")[0]
    former = {
        (code, slug)
        for path, entry in content.entries.items()
        for code, translation in entry.translations.items()
        for slug in translation.words.former_slugs
        if path.rpartition("/")[0] == folder
    }
    return all((code, slug) in former for (name, code), slug in rows.items() if name == ADDRESS)


def _back(content: Content, page: str, rows: Mapping[FactKey, str], day: date) -> Told:
    """What to do for a page that is gone."""
    if (CHANGED, "") not in rows:
        return told("Get its files back from git, or add its slugs to “former_slugs” of a page beside it.")
    kind, _, _ = page.partition("/")
    addresses = {key: slug for key, slug in rows.items() if key[0] == ADDRESS}
    for entry in content.of_kind(kind):
        is_new = content.published is None or entry.path not in content.published.pages
        here = guarded(content, entry) if is_new and entry.translations else {}
        if any(key in here and here[key].value == slug for key, slug in addresses.items()):
            return told(
                "If “{new}” is its new name, write into content/data/former.yml: "
                "{page}: {{day: {day}, now: {new}}}. Next time let “factsite rename” do it.",
                new=entry.path,
                page=page,
                day=day.isoformat(),
            )
    return told(
        "Get its files back from git; then “factsite remove {page}” takes it away, or “factsite rename” gives it "
        "another name, and its addresses lead on.",
        page=page,
    )


@dataclass
class _Kept:
    """A page that is still there: what it says is held against what was published."""

    before: Baseline
    content: Content
    public: Content
    entry: Entry
    rows: Mapping[FactKey, str]
    day: date
    now: Facts = field(init=False)
    then: dict[FactKey, str] = field(init=False)

    def __post_init__(self) -> None:
        self.now = guarded(self.public, self.entry)
        # Under the names that things have today.
        self.then = {(name, self._today(of)): self._today(value) for (name, of), value in self.rows.items()}

    def problems(self, series: Series | None) -> Iterator[Problem]:
        """All that was changed or taken out without an entry; and a day that lies before the change."""
        yield from self._addresses()
        record, document = self.entry.record, self.entry.document
        if record is None or document is None or (CHANGED, "") not in self.rows:
            return
        compared = [row for row in self.then.items() if row[0][0] not in _APART]
        differing = [(key, old) for key, old in compared if self._differs(key, old)]
        for key, old in differing:
            if not self._is_said(key, old):
                yield self._silent(key, old)
        figure = self.entry.of(Figure)
        own = series if figure and not figure.ratio else None
        changed = dict(own) != figure.said if own is not None and figure else False
        if own is not None and figure and changed:
            new = [
                revision
                for (name, of), fact in self.now.items()
                if name == REVISIONS and (name, of) not in self.then and isinstance(fact.keys[1], int)
                for revision in [figure.revisions[fact.keys[1]]]
                if self._is_new(revision.date)
            ]
            yield from numbers_changed(figure, document, own, new, self.day, said=self._is_corrected)
        known = self.before.published.fields
        added = any(key not in self.then and key[0] in known and key[0] not in _APART for key in self.now)
        if differing or added or changed:
            yield from self._day(numbers=changed)

    def _addresses(self) -> Iterator[Problem]:
        """Each address that the page had is its own, or leads to it."""
        for (name, code), slug in self.rows.items():
            if name != ADDRESS or code not in self.public.languages:
                continue
            translation = self.entry.in_language(code)
            words = translation.words
            if slug not in (words.slug or self.entry.id, *words.former_slugs):
                what = told("the address “{slug}” ({code}) was published and leads nowhere now", slug=slug, code=code)
                remedy = told(
                    "Add “former_slugs: [{all}]”, so that readers are led on, or write “slug: {slug}” again.",
                    all=", ".join([*words.former_slugs, slug]),
                    slug=slug,
                )
                yield translation.file.document.problem("silent-change", what, remedy, ("slug",))

    def _differs(self, key: FactKey, old: str) -> bool:
        """Whether a fact isn’t what it was; a text where its words are others."""
        fact = self.now.get(key)
        if fact is None:
            return key[0] not in _IN_TEXTS and not self._is_of_no_page(key)
        if fact.language:
            return _LETTERS.findall(fact.value.casefold()) != _LETTERS.findall(old.casefold())
        return fact.value != old

    def _is_of_no_page(self, key: FactKey) -> bool:
        """Whether a text is of a language in which the page isn’t there (any more)."""
        return key[1] in self.content.languages and key[1] not in self.entry.translations

    def _is_said(self, key: FactKey, old: str) -> bool:
        """Whether a difference is no contradiction, or an entry tells readers of it."""
        fact, name = self.now.get(key), key[0]
        if name in _ENTRIES:
            return False
        if name in _DAYS and fact is not None and _is_more_exact(old, fact.value):
            return True
        if name in {"numerator", "denominator"}:
            return self._is_corrected or any(one[0] == REVISIONS and one not in self.then for one in self.now)
        return self._is_corrected

    @property
    def _is_corrected(self) -> bool:
        """Whether the record has a correction that wasn’t published yet, and isn’t older than what was."""
        return any(
            key[0] == CORRECTIONS and key not in self.then and self._is_new(date.fromisoformat(key[1][:10]))
            for key in self.now
        )

    def _is_new(self, day: date) -> bool:
        """Whether a day can be that of a change after the release."""
        return day.isoformat() >= self.rows[CHANGED, ""]

    def _silent(self, key: FactKey, old: str) -> Problem:
        fact, (name, of) = self.now.get(key), key
        document = self.entry.document or next(iter(self.entry.translations.values())).file.document
        if fact is not None and fact.language:
            document = self.entry.in_language(fact.language).file.document
        named = f"{name}: {of}" if of else name
        if name in _ENTRIES:
            what = told("the entry of “{what}” was published and is gone or altered", what=named)
            remedy = told("Get it back from git: what readers were told of a change stays. A new entry tells of more.")
        elif fact is None:
            what = told("“{what}” ({old}) was published and is gone", what=named, old=_short(old))
            remedy = self._entry_for(told("put it back"))
        else:
            was, now = _short(old), _short(fact.value)
            what = told("“{what}” was published as {old} and is {new} now", what=named, old=was, new=now)
            remedy = self._entry_for(told("write {old} again", old=was))
        return document.problem("silent-change", what, remedy, fact.keys if fact else (name,))

    def _entry_for(self, otherwise: Told) -> Told:
        return told(
            "Tell readers: add “{{date: {day}, note: NAME}}” under “corrections:”, and under “notes:” in each "
            "language what was wrong and what is right; or {otherwise}.",
            day=self.day.isoformat(),
            otherwise=otherwise,
        )

    def _day(self, *, numbers: bool) -> Iterator[Problem]:
        """The days that the record gives for its last change are those of a change after the release."""
        document, late = self.entry.document, []
        for name in (CHANGED, *([UPDATED] if numbers else [])):
            fact, old = self.now.get((name, "")), self.rows.get((name, ""), "")
            if fact is not None and fact.value <= old and fact.value < self.before.published.day.isoformat():
                late.append(fact)
        if late and document is not None:
            what = told(
                "readers will see a change since {day}, and the day of the last change is still {old}",
                day=self.before.published.day.isoformat(),
                old=late[0].value,
            )
            lines = " / ".join(f"{fact.field}: {self.day.isoformat()}" for fact in late)
            remedy = told("Write “{lines}”.", lines=lines)
            yield document.problem("version-day", what, remedy, late[0].keys)

    def _today(self, text: str) -> str:
        """A text in which things have the names of today."""
        return _NAMED.sub(lambda found: current_name(self.content, found[0]), text) if self.content.former else text


def _is_more_exact(old: str, new: str) -> bool:
    """Whether a day lies within what was told of it before."""
    try:
        before, now = parse_span(old), parse_span(new)
    except RuleError:
        return False
    return before.known and now.known and before.start <= now.start and now.end <= before.end


def _short(text: str) -> str:
    return f"“{text if len(text) <= 80 else text[:79] + '…'}”"
