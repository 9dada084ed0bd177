"""The texts of a page in a language as its readers read them, and which text of one state is which of the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from factsite.content import Content, Entry, Translation
from factsite.localising.language import Language
from factsite.rendering.prose import NOT_KNOWN, as_read
from factsite.translating.status import word_difference
from factsite.translating.units import units

BODY = "body"
TITLE = "title"
_PARAGRAPH = re.compile(r"\n\s*\n")
# Where a text leads: the address of a link, what a reference links to or cites.
_LEADS = re.compile(r"\]\(\s*<?([^)\s>]+)|\{\{\s*((?:link|cite)\([^)]*\))")
_HEADING = re.compile(r"#{2,6} +([^\n]+)")
# Too alike in name only, sections are another: the one went, the other came.
_NEAR = 0.5
# Words by words beyond which two texts aren’t laid side by side: the same few words over and over would take minutes.
_MOST_COMPARED = 4_000_000


@dataclass(frozen=True)
class ReadText:
    """A text: its name within the page, what stands in the file, what readers read.

    ``heading`` is that of a section, if it has one.
    """

    name: str
    written: str
    read: str
    heading: str = ""

    @property
    def leads(self) -> list[str]:
        """Where its links lead and what it cites, in its order."""
        return [address or reference for address, reference in _LEADS.findall(self.written)]


@dataclass(frozen=True)
class TextPair:
    """A text before and now; without one of them it has come or gone. ``name`` is that of today, where it has one."""

    name: str
    before: ReadText | None
    now: ReadText | None

    @property
    def shown(self) -> tuple[str, str]:
        """The text as it was and is read; where only its links lead elsewhere, with these."""
        before, now = (one.read if one else "" for one in (self.before, self.now))
        if self.before and self.now and before == now:
            before, now = (f"{one.read} → {', '.join(one.leads)}" for one in (self.before, self.now))
        return before, now

    @property
    def same_words(self) -> bool:
        """Whether the editor wrote the same: what readers read is another because a fact is."""
        return self.before is not None and self.now is not None and self.before.written == self.now.written


def read_texts(entry: Entry, translation: Translation, content: Content, language: Language) -> Iterator[ReadText]:
    """Every text of a page in a language, in the order of the file."""
    for unit in units(entry.path, translation):
        read = _flat(as_read(unit.text, entry, content, language))
        heading = _HEADING.match(unit.text) if unit.name.startswith(f"{BODY}.") else None
        told = _flat(as_read(heading[1], entry, content, language)) if heading else ""
        yield ReadText(unit.name, _flat(unit.text), read, told)


def _flat(text: str) -> str:
    """A text in one line: where it is broken says nothing, but for the end of a paragraph."""
    return " ".join(_PARAGRAPH.sub(" ¶ ", text.strip()).split())


def changed_texts(before: list[ReadText], now: list[ReadText]) -> Iterator[TextPair]:
    """The texts that readers read otherwise, those of today in their order, then those that are gone."""
    pairs = [*_fields(before, now), *_sections(before, now)]
    for one in (*(pair for pair in pairs if pair.now), *(pair for pair in pairs if not pair.now)):
        if one.before is None or one.now is None or _differ(one.before, one.now):
            yield one


def _differ(before: ReadText, now: ReadText) -> bool:
    """Whether readers read another text; where a fact that it names can’t be read, whether the editor wrote another."""
    if NOT_KNOWN in before.read + now.read:
        return before.written != now.written
    return before.read != now.read or before.leads != now.leads


def _fields(before: list[ReadText], now: list[ReadText]) -> Iterator[TextPair]:
    old = {one.name: one for one in before if not one.name.startswith(f"{BODY}.")}
    new = {one.name: one for one in now if not one.name.startswith(f"{BODY}.")}
    for name in (*new, *(name for name in old if name not in new)):
        yield TextPair(name, old.get(name), new.get(name))


def _sections(before: list[ReadText], now: list[ReadText]) -> Iterator[TextPair]:
    """Sections: a new one in between makes no other of those behind it."""
    old = [one for one in before if one.name.startswith(f"{BODY}.")]
    new = [one for one in now if one.name.startswith(f"{BODY}.")]
    found = SequenceMatcher(None, [one.written for one in old], [one.written for one in new], autojunk=False)
    gone, come = [], []
    for kind, i1, i2, j1, j2 in found.get_opcodes():
        if kind == "equal":
            yield from (TextPair(b.name, a, b) for a, b in zip(old[i1:i2], new[j1:j2], strict=True))
        else:
            gone += old[i1:i2]
            come += new[j1:j2]
    yield from _matched(gone, come)


def _matched(old: list[ReadText], new: list[ReadText]) -> Iterator[TextPair]:
    """Sections that stand elsewhere or say something else: the same by their words, heading or likeness."""
    left = list(old)
    for one in new:
        near = next((other for other in left if other.written == one.written), None)
        near = near or next((other for other in left if one.heading and other.heading == one.heading), None)
        near = near or max(left, key=lambda other: _likeness(other, one), default=None)
        if near and near.heading != one.heading and _likeness(near, one) < _NEAR:
            near = None
        if near:
            left.remove(near)
        yield TextPair(one.name, near, one)
    yield from (TextPair(one.name, one, None) for one in left)


def difference(before: str, now: str) -> str:
    """Two texts as one, word by word: [-before-] {+now+}; what both begin and end with is not compared again."""
    old, new = before.split(), now.split()
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    if len(middle_old) * len(middle_new) > _MOST_COMPARED:
        middle = " ".join([f"[-{' '.join(middle_old)}-]", f"{{+{' '.join(middle_new)}+}}"])
    else:
        middle = word_difference(" ".join(middle_old), " ".join(middle_new)) if middle_old or middle_new else ""
    return " ".join(
        filter(None, [" ".join(old[:start]), _tidy(middle), " ".join(old[len(old) - end :] if end else [])])
    )


def _tidy(middle: str) -> str:
    """Nothing before or after stands for nothing."""
    return middle.replace("[--]", "").replace("{++}", "").strip()


def _shared(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _likeness(one: ReadText, other: ReadText) -> float:
    """From 0 to 1, how much of the words two sections share: by counting, for it is asked of many pairs."""
    if not one.heading and not other.heading:
        return 1.0  # what stands before the first heading
    first, second = Counter(one.written.split()), Counter(other.written.split())
    return 2 * (first & second).total() / max(1, first.total() + second.total())
