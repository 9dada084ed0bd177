"""What changed, for who looks before readers do: as text, as JSON, as a comment on a merge request."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from factsite.changes.comparing import PageChanges
from factsite.changes.markdown import escaped
from factsite.changes.recording import changed_pages
from factsite.changes.texts import difference
from factsite.content import Content
from factsite.problems import printable
from factsite.records.change import ChangedPage, ChangeGroup, ChangeKind, ReaderChange
from factsite.rendering.changes import ChangeTeller, GroupedChanges, ToldPage

# What GitHub and GitLab take as one comment is 65,536 characters; some room is left for what closes it.
MOST_OF_COMMENT = 65_000
# A list of more rows is folded in a comment.
_OPEN_ROWS = 8
_CONTEXT = 8
_MARKS = re.compile(r"(\[-.*?-\]|\{\+.*?\+\})", re.DOTALL)
# Not within the brackets of a source that is named.
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+(?![^\[\]]*\])|\s¶\s")
VERSION = 1


@dataclass(frozen=True)
class Report:
    """What changed between two states of a content, and all that its words need.

    ``reference`` names the earlier state; ``left`` are the paths that couldn’t be compared, or not wholly.
    """

    reference: str
    day: date
    content: Content
    before: Content
    found: Sequence[PageChanges]
    left: Sequence[str]
    codes: Sequence[str]

    def texts_of(self, change: ReaderChange, code: str) -> tuple[str, str] | None:
        """The text before and now of a change, as readers of a language read it."""
        shown = self._texts.get(id(change), {})
        return shown.get(code) or shown.get("")

    @cached_property
    def _texts(self) -> dict[int, dict[str, tuple[str, str]]]:
        return {id(one.change): one.texts for page in self.found for one in page.changes}

    def teller(self, code: str) -> ChangeTeller:
        """Who says the changes in a language."""
        return ChangeTeller(self.content, code, self.before)


# --- text ------------------------------------------------------------------------------------------------------------


def as_text(report: Report) -> str:
    """For a terminal: each language after the other, every change with the words that differ."""
    return "\n\n".join("\n".join(_lines(report, code)) for code in report.codes)


def _lines(report: Report, code: str) -> Iterator[str]:
    teller = report.teller(code)
    groups = teller.grouped(changed_pages(report.found))
    yield f"== {teller.language.own_name} =="
    yield headline(report, teller, groups)
    yield from _left(report, teller)
    for group in groups:
        yield f"\n{teller.language.name(group.group)} ({teller.language.number_of(group.size)})"
        for row in group.rows:
            yield f"  {teller.title(row.page)} [{row.page.path}]"
            for one in row.told:
                yield f"    - {one.text}"
                yield from (f"        {line}" for line in reviewed(report, teller, one.change))


def headline(report: Report, teller: ChangeTeller, groups: Sequence[GroupedChanges]) -> str:
    """How many changes there are, and of what."""
    say = teller.language.say
    if not groups:
        return say("Nothing changes for readers.")
    counts = ", ".join(f"{teller.language.name(one.group)}{teller.language.colon}{one.size}" for one in groups)
    total = sum(group.size for group in groups)
    translations = teller.language.translations
    told = translations.ngettext("%(n)s change for readers", "%(n)s changes for readers", total)
    return f"{told % {'n': teller.language.number_of(total)}}{teller.language.colon}{counts}"


def _left(report: Report, teller: ChangeTeller) -> Iterator[str]:
    if report.left:
        paths = ", ".join(report.left)
        yield teller.language.say(
            "Not compared, or only in part, as it can’t be read in one of the two states: %(what)s", what=paths
        )


def reviewed(report: Report, teller: ChangeTeller, change: ReaderChange) -> Iterator[str]:
    """What a reviewer wants to see of a change beside what readers are told."""
    say = teller.language.say
    if change.pages:
        named = [teller.title_at(path) for path in change.pages]
        yield say("Also named on: %(pages)s", pages=", ".join(named))
    texts = report.texts_of(change, teller.code)
    if not texts or change.what is ChangeKind.TITLE:
        return
    if change.what is ChangeKind.SENTENCE:
        before, now = (_SENTENCE.split(text) for text in texts)
        for sentence in (one for one in now if one not in before):
            yield say("This sentence now says: %(sentence)s", sentence=sentence)
        return
    yield shortened(difference(*texts))


def shortened(text: str) -> str:
    """A difference with some words around each change, and “…” in the place of the rest."""
    parts = _MARKS.split(text)
    for place in range(0, len(parts), 2):
        words = parts[place].split()
        first = 0 if place == 0 else _CONTEXT
        last = 0 if place == len(parts) - 1 else _CONTEXT
        if len(words) > first + last + 1:
            kept = [*words[:first], "…", *(words[-last:] if last else [])]
            parts[place] = f" {' '.join(kept)} "
    return " ".join("".join(parts).split())


# --- JSON ------------------------------------------------------------------------------------------------------------


def as_json(report: Report) -> str:
    """For programs: every change with its raw values, and what is said of it in each language."""
    tellers = {code: report.teller(code) for code in report.codes}
    order = list(ChangeGroup)
    every = [(page, change) for page in changed_pages(report.found) for change in page.changes]
    every.sort(key=lambda pair: (order.index(pair[1].group), pair[0].path))
    counts = Counter(change.group for _, change in every)
    document = {
        "version": VERSION,
        "reference": report.reference,
        "day": report.day.isoformat(),
        "counts": {group.value: counts[group] for group in order if counts[group]},
        "notCompared": list(report.left),
        "changes": [_row(report, tellers, page, change) for page, change in every],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _row(
    report: Report, tellers: dict[str, ChangeTeller], page: ChangedPage, change: ReaderChange
) -> dict[str, object]:
    texts = {code: report.texts_of(change, code) for code in tellers if change.concerns(code)}
    return {
        "group": change.group.value,
        "what": change.what.value,
        "how": change.how,
        "path": page.path,
        "titles": page.titles,
        "field": change.field,
        "period": change.period,
        "codes": change.codes,
        "unit": change.unit,
        "oldUnit": change.old_unit or change.unit,
        "old": change.old,
        "new": change.new,
        "oldStatus": change.old_status,
        "status": change.status,
        "oldDay": change.old_day,
        "day": change.day,
        "reason": change.reason.value if change.reason else None,
        "languages": change.languages,
        "was": change.was,
        "now": change.now,
        "pages": change.pages,
        "texts": {
            code: {"before": pair[0], "now": pair[1], "difference": difference(*pair)}
            for code, pair in texts.items()
            if pair
        },
        "told": {code: teller.in_words(change) for code, teller in tellers.items() if change.concerns(code)},
    }


# --- a comment -------------------------------------------------------------------------------------------------------


def as_comment(report: Report, most: int = MOST_OF_COMMENT) -> str:
    """For a merge request: Markdown in which the content can say nothing but words, within ``most`` characters."""
    room = most // max(1, len(report.codes))
    return "\n".join(_in_language(report, code, room) for code in report.codes)


def _in_language(report: Report, code: str, room: int) -> str:
    teller = report.teller(code)
    groups = teller.grouped(changed_pages(report.found))
    name = escaped(teller.language.own_name)
    head = [f"### {name}", "", f"**{escaped(headline(report, teller, groups))}**", ""]
    head += [f"{escaped(line)[:2_000]}\n" for line in _left(report, teller)]
    page = _Comment(room - 400)
    page.add(head)
    for group in groups:
        page.group(teller, group, lambda row: _rows(report, teller, row))
    return page.text(
        teller.language.translations.ngettext(
            "%(n)s page with changes is left out: the comment would be too long.",
            "%(n)s pages with changes are left out: the comment would be too long.",
            page.left,
        )
        % {"n": page.left}
    )


def _rows(report: Report, teller: ChangeTeller, row: ToldPage) -> list[str]:
    lines = [f"- {escaped(teller.title(row.page))} (`{_code(row.page.path)}`)"]
    for one in row.told:
        lines.append(f"  - {escaped(one.text)}")
        lines += [f"    - {escaped(line)}" for line in reviewed(report, teller, one.change)]
    return lines


def _code(path: str) -> str:
    """A path between backticks, which it holds none of, nor ends of lines."""
    return printable(path).replace("`", "'")


class _Comment:
    """Lines within a bound; what no longer fits is counted."""

    def __init__(self, room: int) -> None:
        self._lines: list[str] = []
        self._room = room
        self.left = 0

    def add(self, lines: Sequence[str]) -> bool:
        """Take lines if all of them fit."""
        size = sum(len(line) + 1 for line in lines)
        if size > self._room:
            return False
        self._room -= size
        self._lines += lines
        return True

    def group(self, teller: ChangeTeller, group: GroupedChanges, rows: Callable[[ToldPage], list[str]]) -> None:
        """Take a group: folded where it is long, row by row as long as they fit."""
        name = f"{escaped(teller.language.name(group.group))} ({group.size})"
        folded = group.size > _OPEN_ROWS
        head = [f"<details><summary>{name}</summary>", ""] if folded else [f"#### {name}", ""]
        if not self.add([*head, "", "</details>", ""]):
            self.left += len(group.rows)
            return
        self._lines = self._lines[:-3]
        for row in group.rows:
            if self.left or not self.add(rows(row)):
                self.left += 1
        self._lines += ["", "</details>", ""] if folded else ["", ""]

    def text(self, left: str) -> str:
        """The whole, with what is left out."""
        return "\n".join([*self._lines, *([f"*{escaped(left)}*", ""] if self.left else [])])
