"""Two statements → what changed for readers, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from factsite.changes.facts import DATES, Fact, as_written
from factsite.changes.quoting import Quotes
from factsite.changes.renaming import renamed, under_new_names
from factsite.changes.statement import PageStatement, Statement
from factsite.changes.texts import TITLE, TextPair, changed_texts
from factsite.records.change import NO_NUMBER, TRANSLATION, ChangeKind, ReaderChange

# What is told of a page that has come, beside that it has: what a reader may repeat of it.
_OF_NEW = frozenset({ChangeKind.VERDICT})
_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}
# Texts of a page that are short: they are told as they were and are.
_SHORT = {ChangeKind.PAGE: ChangeKind.TITLE, ChangeKind.TERM: ChangeKind.TITLE, ChangeKind.SOURCE: ChangeKind.TITLE}
_LONG = {ChangeKind.PAGE: ChangeKind.TEXT, ChangeKind.TERM: ChangeKind.TERM, ChangeKind.DETAIL: ChangeKind.DETAIL}


@dataclass(frozen=True)
class ShownChange:
    """A change, and for reviewers the texts themselves: by language, or under “” what isn’t said in one."""

    change: ReaderChange
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)


def not_compared(before: Statement, now: Statement) -> list[str]:
    """The paths of what can’t be compared, or not wholly, as one of the two can’t be read."""
    return sorted(
        path
        for path in before.pages.keys() & now.pages.keys()
        if any(not page.whole or page.unread for page in (before.pages[path], now.pages[path]))
    )


@dataclass(frozen=True)
class PageChanges:
    """What changed of one page, term or source. ``titles`` are those of today; of what is gone, those it had."""

    path: str
    titles: dict[str, str]
    changes: list[ShownChange]


def compare(before: Statement, now: Statement) -> list[PageChanges]:
    """What readers see change from one state to another, in the order of the paths.

    A page whose facts can’t be read in one of the two is compared by its texts only.
    """
    names = renamed(before, now)
    former = {new: old for old, new in names.items()}
    old = under_new_names(before, names)
    quotes = (Quotes(now.state.content), Quotes(before.state.content))
    found = []
    for path in sorted({*old.pages, *now.pages}):
        one, other = old.pages.get(path), now.pages.get(path)
        changes = list(_changes(one, other, former.get(path), quotes))
        changes.sort(key=lambda shown: _ORDER[shown.change.what])
        shown = other or one
        if changes and shown:
            found.append(PageChanges(path, shown.titles, changes))
    return found


def _changes(
    one: PageStatement | None, other: PageStatement | None, former: str | None, quotes: tuple[Quotes, Quotes]
) -> Iterator[ShownChange]:
    if one is None or other is None:
        yield from _come_or_gone(one, other)
        return
    if not (one.known and other.known):
        return
    if former:
        yield ShownChange(ReaderChange(what=other.what, old=former, new=other.path))
    if one.whole and other.whole:
        yield from _facts(one, other, quotes)
    yield from _moved(one, other)
    yield from _texts(one, other)


def _come_or_gone(one: PageStatement | None, other: PageStatement | None) -> Iterator[ShownChange]:
    shown = other or one
    if shown is None or shown.what is ChangeKind.DETAIL or not shown.known:
        return
    yield ShownChange(ReaderChange(what=shown.what, old=one and one.path, new=other and other.path))
    for fact in other.facts.values() if other else ():
        if fact.what in _OF_NEW:
            yield ShownChange(_change(None, fact))


# --- facts -----------------------------------------------------------------------------------------------------------


def _facts(one: PageStatement, other: PageStatement, quotes: tuple[Quotes, Quotes]) -> Iterator[ShownChange]:
    keys = [*other.facts, *(key for key in one.facts if key not in other.facts)]
    pairs = [(one.facts.get(key), other.facts.get(key)) for key in keys]
    changed = [(a, b) for a, b in pairs if a is None or b is None or a.said != b.said]
    revisions = {(b.period, b.codes, b.value): b for a, b in changed if b and b.what is ChangeKind.REVISION and not a}
    explained = set()
    for a, b in changed:
        fact = b or a
        if fact is None or fact.what is ChangeKind.REVISION or _is_only_in_texts(fact, a, b):
            continue
        revision = revisions.get((fact.period, fact.codes, fact.value)) if fact.what is ChangeKind.VALUE else None
        if revision and not fact.field:
            explained.add(revision.key)
        pages = _quoted(other.path, fact, quotes[0 if b else 1])
        change = _change(a, b, revision, pages)
        detail = (as_written(a.value) if a else "", as_written(b.value) if b else "")
        texts = {"": detail} if fact.what is ChangeKind.DETAIL else {}
        yield ShownChange(change, texts)
    for a, b in changed:
        fact = b or a
        if fact and fact.what is ChangeKind.REVISION and fact.key not in explained:
            yield ShownChange(_revision(a, b))


def _is_only_in_texts(fact: Fact, a: Fact | None, b: Fact | None) -> bool:
    """Whether readers see it where a text names it and nowhere else, so that the text tells of it."""
    if fact.what is ChangeKind.NUMBER:
        # Its unit is a word of the text, or comes with the number.
        return a is None or b is None or a.value == b.value
    return fact.field.startswith(DATES)


def _quoted(path: str, fact: Fact, quotes: Quotes) -> list[str]:
    return quotes.of(path, fact.period, fact.codes) if fact.what is ChangeKind.VALUE and not fact.field else []


def _change(a: Fact | None, b: Fact | None, revision: Fact | None = None, pages: Iterable[str] = ()) -> ReaderChange:
    fact = b or a
    if fact is None:
        raise LookupError("a change is of something")
    same_number = a is not None and b is not None and a.value == b.value and fact.what is ChangeKind.VALUE
    # The values of a detail are long, and no words of any language: they are shown to reviewers only.
    told = fact.what is not ChangeKind.DETAIL
    return ReaderChange(
        what=ChangeKind.STATUS if same_number else fact.what,
        field=fact.field or None,
        period=fact.period or None,
        codes=dict(fact.codes),
        unit=fact.unit or None,
        old_unit=a.unit if a and b and a.unit != b.unit else None,
        old=_told(a) if told else None,
        new=_told(b) if told else None,
        old_status=(a.status or None) if a else None,
        status=(b.status or None) if b else None,
        old_day=(a.day or None) if a else None,
        day=(b.day or None) if b else None,
        reason=revision.reason if revision else None,
        pages=list(pages),
    )


def _told(fact: Fact | None) -> str | None:
    """The raw value; of a value that isn’t there, its status says why."""
    return (fact.value or NO_NUMBER) if fact else None


def _revision(a: Fact | None, b: Fact | None) -> ReaderChange:
    fact = b or a
    if fact is None:
        raise LookupError("a revision is of something")
    return ReaderChange(
        what=ChangeKind.REVISION,
        field=fact.field,
        period=fact.period,
        codes=dict(fact.codes),
        unit=fact.unit,
        old=fact.before if b else None,
        new=fact.value if b else None,
        reason=fact.reason,
    )


# --- texts -----------------------------------------------------------------------------------------------------------


def _moved(one: PageStatement, other: PageStatement) -> Iterator[ShownChange]:
    codes = [code for code, slug in other.slugs.items() if code in one.slugs and one.slugs[code] != slug]
    kept = [code for code in codes if one.slugs[code] in other.former.get(code, ())]
    for leads, these in ((True, kept), (False, [code for code in codes if code not in kept])):
        if these:
            was = {code: one.slugs[code] for code in these}
            now = {code: other.slugs[code] for code in these}
            way = "redirect" if leads else "no-redirect"
            yield ShownChange(ReaderChange(what=ChangeKind.MOVED, field=way, languages=these, was=was, now=now))


def _texts(one: PageStatement, other: PageStatement) -> Iterator[ShownChange]:
    """Changed texts: a text that changed in several languages is one change."""
    groups: dict[tuple[str, bool, bool], dict[str, TextPair]] = {}
    for old, new, codes in (
        (None, TRANSLATION, sorted(other.texts.keys() - one.texts.keys() - one.unread)),
        (TRANSLATION, None, sorted(one.texts.keys() - other.texts.keys() - other.unread)),
    ):
        if codes:
            yield ShownChange(ReaderChange(what=ChangeKind.TEXT, field=TRANSLATION, old=old, new=new, languages=codes))
    for code in (code for code in other.texts if code in one.texts):
        for pair in changed_texts(one.texts.get(code, []), other.texts.get(code, [])):
            if other.what is ChangeKind.DETAIL and not (pair.before and pair.now):
                continue  # a name of a code comes with what has the code
            groups.setdefault((pair.name, pair.now is None, pair.same_words), {})[code] = pair
    for (name, _, same_words), pairs in groups.items():
        kind = _SHORT.get(other.what) if name == TITLE else None
        if kind is None and same_words:
            kind = ChangeKind.SENTENCE
        yield _text(kind or _LONG.get(other.what, ChangeKind.TEXT), name, pairs)


def _text(kind: ChangeKind, name: str, pairs: dict[str, TextPair]) -> ShownChange:
    short = kind is ChangeKind.TITLE
    was = {code: pair.before.read for code, pair in pairs.items() if pair.before}
    now = {code: pair.now.read for code, pair in pairs.items() if pair.now}
    headings = {code: (pair.now or pair.before).heading for code, pair in pairs.items() if pair.now or pair.before}  # type: ignore[union-attr]
    change = ReaderChange(
        what=kind,
        field=None if short else name,
        old="text" if was else None,
        new="text" if now else None,
        languages=list(pairs),
        names={code: heading for code, heading in headings.items() if heading},
        was=was if short else {},
        now=now if short else {},
    )
    return ShownChange(change, {code: pair.shown for code, pair in pairs.items()})
