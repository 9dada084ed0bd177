"""Rules on what isn’t public yet: what is public stands without it, now and at each moment that comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from factsite.content import Content, Entry
from factsite.deriving.passages import every_passage
from factsite.deriving.public import Public, coming_moments, every_hold, public_content
from factsite.deriving.references import record_references
from factsite.deriving.resolving import resolve
from factsite.deriving.targets import Target, find_target
from factsite.deriving.withholding import holds_of
from factsite.problems import Problem, RuleError, Severity
from factsite.prose.addresses import Address
from factsite.prose.passage import Passage
from factsite.prose.references import Reference
from factsite.records.embargo import Hold, Instant
from factsite.records.figure import Figure
from factsite.telling import Told, told

# At so many of the coming moments the whole check is made, and at all of them references are followed: each moment is
# the next one once, on the day before if not sooner.
MOST_CHECKED = 1
# Rules on files as they stand: what is left out for the public is still in them.
OF_FILES = frozenset({"series-changed"})
Check = Callable[[Content, list[Problem], datetime], list[Problem]]


def public_problems(whole: Content, now: Public, moment: datetime, check: Check) -> Iterator[Problem]:
    """What is wrong with the content as the public gets it: at the moment of the build, and at those that come.

    Args:
        whole: everything, with nothing wrong in it.
        now: what of it is public.
        moment: the moment of the build.
        check: applies the rules to a content, given what is wrong with it already, on the day of a moment.
    """
    if now.content is whole:
        return
    yield from holds_that_are_over(whole, moment)
    yield from announced_days_agree(whole, moment)
    seen: set[tuple[object, ...]] = set()
    moments: list[tuple[datetime, Public | None]] = [(moment, now)]
    moments += [(one.at.astimezone(moment.tzinfo), None) for one in coming_moments(whole, moment)]
    for number, (at, known) in enumerate(moments):
        public = known or public_content(whole, at)
        found = list(_needed(whole, public.content, at))
        if number <= MOST_CHECKED:
            placed = {(one.path, one.line) for one in found}
            more = check(public.content, public.problems, at)
            new = [one for one in more if one.rule not in OF_FILES and (one.path, one.line) not in placed]
            found += [_as_public(one, at) for one in new]
        for one in found:
            key = (one.path, one.line, one.column, one.rule)
            if key not in seen:
                seen.add(key)
                yield one


def _as_public(problem: Problem, at: datetime) -> Problem:
    when = at.isoformat(timespec="minutes")
    what = told(
        "{what} (on the public site of {when}, without what isn’t public then)", what=problem.message, when=when
    )
    return replace(problem, message=what)


def _needed(whole: Content, public: Content, at: datetime) -> Iterator[Problem]:
    """Where something public names what isn’t."""
    gone = whole.entries.keys() - public.entries.keys()
    for entry in public.entries.values():
        if entry.record is None or entry.document is None:
            continue
        for keys, kind, target in record_references(entry.record):
            path = target if kind == "*" else f"{kind}/{target}"
            lost = kind == "sources" and target not in public.source_documents
            if (path in gone or lost) and target in whole.identifiers(kind):
                what = told(
                    "this is public ({when}) and names “{target}”, which isn’t {hold}",
                    when=at.isoformat(timespec="minutes"), target=path, hold=_held(whole, path).named,
                )  # fmt: skip
                yield entry.document.problem("embargo", what, _remedy(whole, entry.path), keys)
    for entry, passage in every_passage(public):
        yield from _in_text(entry, passage, whole, public, at)


_REMEDY = told("Give this the same “publish_at” or a later one, or take the reference out until then.")
_PUBLISHED = told(
    "Take the reference out until then: this page is public already. “publish_at” with “until_then” can hold back "
    "a field of its data."
)


def _remedy(whole: Content, page: str) -> Told:
    """What was published can’t be kept back."""
    return _PUBLISHED if whole.published and page in whole.published.pages else _REMEDY


def _in_text(entry: Entry, passage: Passage, whole: Content, public: Content, at: datetime) -> Iterator[Problem]:
    if entry.path not in whole.entries:
        return
    before, remedy = whole.entries[entry.path], _remedy(whole, entry.path)
    for one in passage.references:
        if isinstance(one, Reference) and _is_lost(partial(resolve, one), (entry, public), (before, whole)):
            path, hold = _needs(one, before, whole)
            words = passage.text[one.start : one.end]
            yield passage.problem(one.start, one.end - one.start, _error(words, path, hold, at, remedy))
    if passage.keys:
        return
    for address, offset in zip(passage.parsed.addresses, passage.parsed.places, strict=True):
        ask = partial(_leads, address, passage.language)
        if address.scheme or not _is_lost(ask, (entry, public), (before, whole)):
            continue
        found = ask(before, whole)
        path = found.entry.path if found.entry else found.file
        yield passage.problem(offset, 10, _error(address.text, path, _held(whole, path), at, remedy))


def _leads(address: Address, language: str, entry: Entry, content: Content) -> Target:
    return find_target(address, entry, language, content)


def _is_lost(
    ask: Callable[[Entry, Content], object], public: tuple[Entry, Content], whole: tuple[Entry, Content]
) -> bool:
    """Whether a question that the public content can’t answer has an answer in the whole."""
    try:
        ask(*public)
    except RuleError:
        try:
            ask(*whole)
        except RuleError:
            return False  # the check has reported it
        return True
    return False


def _error(words: str, path: str, hold: Hold, at: datetime, remedy: Told) -> RuleError:
    what = told(
        "this text is public ({when}), and “{words}” needs “{path}”, which isn’t {hold}",
        when=at.isoformat(timespec="minutes"), words=words, path=path, hold=hold.named,
    )  # fmt: skip
    return RuleError("embargo", what, remedy)


def _needs(reference: Reference, entry: Entry, whole: Content) -> tuple[str, Hold]:
    """What a reference needs that isn’t public, and what keeps it back."""
    first = reference.arguments[0]
    if reference.name in {"value", "change"}:
        own = len(reference.arguments) < (2 if reference.name == "value" else 3)
        if own and entry.record and first in entry.record.numbers:
            return f"{entry.path}#numbers.{first}", entry.record.numbers[first].hold or Hold()
        path, periods = (entry.path, reference.arguments) if own else (f"figures/{first}", reference.arguments[1:])
        figure = whole.entries[path].of(Figure) if path in whole.entries else None
        holds = [p.hold for p in figure.observations if p.period.text in periods and p.hold] if figure else []
        return f"{path} {', '.join(periods)}", holds[0] if holds else _held(whole, path)
    if reference.name == "term":
        facts = whole.glossary.facts.get(first)
        return f"glossary/{first}", (facts.hold if facts else None) or Hold()
    path = f"sources/{first}" if reference.name == "cite" else first.partition("#")[0]
    return path, _held(whole, path)


def _held(whole: Content, path: str) -> Hold:
    """What keeps a page, a record or a source back: its facts, or the words of its languages."""
    kind, _, name = path.partition("/")
    if kind == "sources" and name in whole.sources:
        return whole.sources[name].hold or Hold()
    entry = whole.entries.get(path) or whole.entries.get(f"{path}/index")
    if entry is None:
        return Hold()
    holds = [one for one in (entry.record.hold if entry.record else None,) if one]
    holds += [one.words.hold for one in entry.translations.values() if one.words.hold]
    return holds[0] if holds else Hold()


def holds_that_are_over(whole: Content, moment: datetime) -> Iterator[Problem]:
    """What became public long ago needs no hold: the day stands in the fields of the record."""
    for name, hold in every_hold(whole):
        if hold.until is not None and hold.until.at + timedelta(days=30) < moment:
            what = told("“publish_at: {text}” is over: this is public", text=hold.until.text)
            day = hold.until.day_in(moment).isoformat()
            remedy = told(
                "Delete it; where “published”, “changed” or “updated” lies before {day}, write {day} there.", day=day
            )
            line = _line(whole, name, hold.until.text)
            yield Problem(whole.root / name, line, 1, "embargo-over", what, remedy, Severity.NOTICE)


def announced_days_agree(whole: Content, moment: datetime) -> Iterator[Problem]:
    """The day on which a new number becomes public is that for which readers were told to expect it."""
    for entry, figure in whole.records(Figure):
        document, announced = entry.document, figure.next_update
        if document is None or figure.hold or not announced.known:
            continue
        coming = [hold.until for hold in holds_of(document) if hold.until and hold.until.at > moment]
        first: Instant | None = min(coming, default=None)
        if first and not announced.start <= first.day_in(moment) <= announced.end:
            what = told(
                "readers are told to expect the next number {announced}, and it becomes public {moment}",
                announced=announced.text, moment=first.text,
            )  # fmt: skip
            problem = document.problem("embargo-announced", what, told("Change one of them."), ("next_update",))
            yield replace(problem, severity=Severity.WARNING)


def _line(whole: Content, name: str, text: str) -> int:
    """The line of a file on which a moment stands first."""
    try:
        lines = (whole.root / name).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return 1
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
