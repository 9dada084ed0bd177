"""Problems that only follow from others: one mistake gives one message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache, reduce
from pathlib import Path

from factsite.changes.guarded import CORRECTIONS, REVISIONS
from factsite.content import Content
from factsite.deriving.passages import used_references
from factsite.deriving.references import record_references
from factsite.problems import Problem, Severity, has_errors
from factsite.records.figure import Figure
from factsite.records.registry import EASY
from factsite.telling import Told, as_it_is, told, told_many

# What compares the languages of a page says nothing of worth while one of them has mistakes of its own.
_COMPARED = frozenset({"languages-differ", "attribution", "term-translation"})
# What says nothing against the facts of a record themselves.
_LATE = frozenset({"dangling-reference", "history", "older-answer", "unknown-file", "version-day"})
# What makes an observation one of another place: the number of its own place seems gone then.
_UNLIKE = frozenset({"code", "missing-field", "unknown-field", "frequency", "period", "duplicate-observation"})
# What is computed of the facts of a record: it comes out again once what was published stands there, or is explained.
_COMPUTED = frozenset(
    {
        "agreement",
        "bridge",
        "change-refused",
        "effect-without-step",
        "evidence",
        "out-of-bounds",
        "outcome-effect",
        "ratio",
        "revision",
        "rounding",
        "step-order",
        "total",
    }
)
# Of these what is to be done is said too, if the change is meant: nobody guesses it.
_ANNOUNCED = frozenset({"effect-without-step"})
# What is held against the lists of the site, and says nothing while one of them isn’t there.
_OF_LISTS = frozenset({"facts-without-words", "words-without-facts"})
# What a release records of a content in which nothing is wrong.
_RECORDED = frozenset({"change-unrecorded"})
# What a message calls the thing that isn't there.
_NAMED = ("target", "first", "figure", "identifier")
# More places than anybody misspells one by one: what they name has gone, or has another name.
_MANY = 3
# So many things are named that no longer fit with a changed fact.
_NAMED_EACH = 5


def without_consequences(content: Content, problems: Iterable[Problem]) -> list[Problem]:
    """Leave out what will be gone when other problems are mended.

    Args:
        content: what was read.
        problems: all that was found.
    """
    found = sorted(set(problems))
    causes = _Causes(content, found)
    kept, computed = [], defaultdict(list)
    for problem in found:
        if (silent := causes.silent_behind(problem)) is not None:
            computed[silent].append(problem)
        elif not any(follows(causes, problem) for follows in _FOLLOW.get(problem.rule, ())):
            kept.append(problem)
    return _recorded_last(_gathered(_with_computed(kept, computed, causes)))


class _Causes:
    """What the problems of some content say is broken, missing or silently changed: others may follow from that."""

    def __init__(self, content: Content, found: Sequence[Problem]) -> None:
        self.content = content
        mistaken = {problem.path for problem in found if problem.severity is Severity.ERROR}
        self.faulty = {
            page
            for problem in found
            if problem.severity is Severity.ERROR and problem.rule not in _COMPARED
            for page in [_page(content, problem.path)]
            if page
        }
        self.unlisted = {name for name in ("themes", "dimensions") if content.root / "data" / f"{name}.yml" in mistaken}
        self.broken = _broken_facts(content, found)
        worded = {_facts(content, problem.path) for problem in found if problem.rule == "facts-without-words"}
        self.unread = worded | {
            page for page in self.broken if page not in content.entries or not content.entries[page].record
        }
        self.unread |= set(_computed_of(content, self.unread))
        # Where the languages differ, what stands in them is held against the wrong places.
        self.differing = {_page(content, problem.path) for problem in found if problem.rule == "languages-differ"}
        self.unlike = {_facts(content, problem.path) for problem in found if problem.rule in _UNLIKE}
        self.missing = {problem.path for problem in found if problem.rule == "missing-file"}
        # Lists of the whole site, and of a language, stand beside the folders of their records and pages.
        self.lacks_lists = any(
            len(path.relative_to(content.root).parts) == 2 and path.suffix == ".yml"
            for path in self.missing
            if path.is_relative_to(content.root)
        )
        silent = [problem for problem in found if problem.rule == "silent-change"]
        # The day of the last change is to be written once, whatever asks for it.
        self.dated: dict[Path, int] = {}
        for problem in found:
            if problem.rule == "version-day":
                self.dated.setdefault(problem.path, problem.line)
        self.silently = {(problem.path, problem.line) for problem in silent}
        self.silent = {_facts(content, problem.path) for problem in silent}
        # A number or a day of a text that has gone, or has another name: what names it follows.
        self.lost = {
            (_facts(content, one.path), str(one.message.values["lost"]))
            for one in silent
            if "lost" in one.message.values
        }
        # The remedy names the term: its message tells of an address.
        self.lost_terms = {f"terms/{one.remedy.values['lost']}" for one in silent if "lost" in one.remedy.values}
        # What was taken out of a list of changes may have had a note; it is to be put back with it.
        self.untold = {
            _facts(content, problem.path)
            for problem in silent
            if problem.message.values.get("field") in {CORRECTIONS, REVISIONS}
        }
        # A table may have a hundred thousand problems: what its figure rests on is found once.
        self._rests_on = cache(lambda page: tuple(_rests_on(content, page)))

    def facts_of(self, problem: Problem) -> str:
        """The record to which the file of a problem belongs."""
        return _facts(self.content, problem.path)

    def silent_behind(self, problem: Problem) -> str | None:
        """The silently changed record of whose numbers that is computed with which something is wrong."""
        if problem.rule not in _COMPUTED or not self.silent:
            return None
        return next((page for page in self._rests_on(self.facts_of(problem)) if page in self.silent), None)


def _waits_for_lists(causes: _Causes, problem: Problem) -> bool:
    """Whether a list is missing against which it was held."""
    del problem
    return causes.lacks_lists


def _is_of_faulty_page(causes: _Causes, problem: Problem) -> bool:
    """Whether its page has mistakes of its own, so that nothing can be said of its languages."""
    return _page(causes.content, problem.path) in causes.faulty


def _waits_for_facts(causes: _Causes, problem: Problem) -> bool:
    """Whether the facts themselves have errors: what is to be dated or told anew is asked for once they are right."""
    return causes.facts_of(problem) in causes.broken


# By its rule, when a problem follows from others.
_FOLLOW: dict[str, tuple[Callable[[_Causes, Problem], bool], ...]] = {
    **dict.fromkeys(_COMPARED, (_is_of_faulty_page,)),
    "older-answer": (_waits_for_facts,),
    "version-day": (_waits_for_facts, lambda causes, one: causes.dated[one.path] != one.line),
    **dict.fromkeys(_OF_LISTS, (_waits_for_lists,)),
    "term-exception": (
        _waits_for_lists,
        # What excuses a text of a record says nothing while that can’t be read.
        lambda causes, one: str(one.message.values.get("name", "")).partition("#")[0] in causes.unread,
    ),
    "term-translation": (
        _waits_for_lists,
        _is_of_faulty_page,
        lambda causes, one: _page(causes.content, one.path) in causes.differing,
    ),
    "ratio": (lambda causes, one: causes.facts_of(one) in causes.unread,),
    "dangling-reference": (
        _waits_for_lists,
        lambda causes, one: one.message.values.get("kind") in causes.unlisted,
        lambda causes, one: bool(_names(one) & (causes.unread | causes.lost_terms)),
        lambda causes, one: any(
            (causes.facts_of(one), str(said)) in causes.lost for said in one.message.values.values()
        ),
    ),
    "silent-change": (
        lambda causes, one: one.path in causes.missing,
        lambda causes, one: "where" in one.message.values and causes.facts_of(one) in causes.unlike,
    ),
    "easy-page": (lambda causes, one: causes.facts_of(one) in causes.unread,),
    "future-date": (lambda causes, one: (one.path, one.line) in causes.silently,),
    "unused-note": (lambda causes, one: causes.facts_of(one) in causes.untold,),
    "unknown-file": (lambda causes, one: causes.facts_of(one) in causes.unread,),
}


def _with_computed(
    kept: Iterable[Problem], computed: Mapping[str, Sequence[Problem]], causes: _Causes
) -> Iterator[Problem]:
    """At the first silent change of a record what no longer comes out with it: the new number may be the wrong one."""
    said = set()
    for problem in kept:
        page = causes.facts_of(problem)
        if problem.rule != "silent-change" or page in said or page not in computed:
            yield problem
            continue
        said.add(page)
        others = computed[page]
        what = told_many(
            "{what}. With that, something no longer fits: {all}",
            "{what}. With that, {n} things no longer fit: {all}",
            len(others),
            what=problem.message,
            all=_all_of(others, problem.path),
        )
        remedy = problem.remedy
        if any(causes.facts_of(one) != page for one in others):
            remedy = told("{remedy} What then changes elsewhere needs an entry of its own.", remedy=problem.remedy)
        elif any(one.rule == "outcome-effect" for one in others):
            remedy = told(
                "{remedy} If it is meant, mend the other of the two as well, with the same entry; an act that is "
                "annulled or suspended then needs a step that says so, and a new “changed”.",
                remedy=problem.remedy,
            )
        for one in (one for one in others if one.rule in _ANNOUNCED):
            remedy = told("{remedy} If it is meant, do this too. {other}", remedy=remedy, other=one.remedy)
        yield replace(problem, message=what, remedy=remedy)


def _all_of(problems: Sequence[Problem], here: Path) -> Told:
    """What each of some problems says, with its file unless that is known: the first few of many."""
    said = [
        one.message if one.path == here else told("{what} ({file})", file=one.path.name, what=one.message)
        for one in problems[:_NAMED_EACH]
    ]
    if len(problems) > len(said):
        said.append(as_it_is("…"))
    return reduce(lambda first, last: told("{first}; {last}", first=first, last=last), said)


def _broken_facts(content: Content, found: Iterable[Problem]) -> set[str]:
    """The records whose facts have errors that were told where they stand, or were published and are gone."""
    broken = set()
    for problem in found:
        if problem.rule == "silent-change":
            page = str(problem.message.values.get("page", ""))
            if page and f"data/{page}.yml" not in content.there:
                broken.add(page)
        elif problem.rule == "words-without-facts" or _is_of_facts(problem):
            # Of files that were given another name also those that have the old one.
            broken |= {_facts(content, problem.path), str(problem.message.values.get("before", ""))}
    return broken - {""}


def _computed_of(content: Content, unread: Set[str]) -> Iterator[str]:
    """The figures that are computed of others which can’t be read: they have no numbers then."""
    for entry, figure in content.records(Figure):
        ratio = figure.ratio
        if ratio and unread & {f"figures/{part.figure}" for part in (ratio.numerator, ratio.denominator)}:
            yield entry.path


def _is_of_facts(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR and problem.rule not in _LATE and problem.path.suffix != ".md"


def _facts(content: Content, path: Path) -> str:
    """The record to which a file belongs, be it of facts or of words; empty if it is no such file."""
    inside = path.relative_to(content.root) if path.is_relative_to(content.root) else Path()
    if inside.parts[1:2] == (EASY,):
        inside = Path(inside.parts[0], *inside.parts[2:])
    return inside.relative_to(inside.parts[0]).with_suffix("").as_posix() if len(inside.parts) > 2 else ""


def _rests_on(content: Content, page: str) -> Iterator[str]:
    """The records of which what is wrong on a page was computed: its own, and those that it names."""
    yield page
    entry = content.entries.get(page)
    if entry is not None and entry.record is not None:
        yield from (f"{kind}/{target}" for _, kind, target in record_references(entry.record))
    for translation in entry.translations.values() if entry else ():
        yield from (f"figures/{one.arguments[0]}" for one in used_references(translation) if one.arguments)


def _names(problem: Problem) -> set[str]:
    """The records that a reference may mean which leads nowhere: it names a page, or only an identifier."""
    values = problem.message.values
    named = {str(values[name]) for name in _NAMED if name in values}
    kinds = (values["kind"],) if "kind" in values else ("figures", "sources", "terms")
    return named | {f"{kind}/{name}" for kind in kinds for name in named}


def _page(content: Content, path: Path) -> str:
    """The page of which a file holds the words in a language; empty if it is no such file."""
    if path.suffix != ".md" or not path.is_relative_to(content.root):
        return ""
    language, _, rest = path.relative_to(content.root).as_posix().partition("/")
    return rest if language in content.languages else ""


def _gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Where many places name what isn't there, the first of them, with how many others there are."""
    kept: list[Problem] = []
    dangling: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.rule == "dangling-reference":
            values = problem.message.values
            named = next((str(values[name]) for name in _NAMED if name in values), str(problem.message))
            dangling[named, problem.remedy].append(problem)
        else:
            kept.append(problem)
    for places in dangling.values():
        if len(places) <= _MANY:
            kept += places
            continue
        what = told_many(
            "{what}, here and in {n} other place", "{what}, here and in {n} other places", len(places) - 1,
            what=places[0].message,
        )  # fmt: skip
        kept.append(replace(places[0], message=what))
    return sorted(kept)


def _recorded_last(problems: Sequence[Problem]) -> list[Problem]:
    """What a release records, it records of what is right: the rest is told first, and this says so."""
    last = [one for one in problems if one.rule in _RECORDED]
    first = [one for one in problems if one.rule not in _RECORDED]
    if not has_errors(first):
        return list(problems)
    return [*first, *(replace(one, remedy=told("Mend the rest first. {remedy}", remedy=one.remedy)) for one in last)]
