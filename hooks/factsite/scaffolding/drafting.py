"""The files of a new record: what was given stands in them; what wasn’t is marked, and the check says that it waits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from factsite.checking.sample import BODY, SOURCE, SUMMARY, Sample, blocks, title_of
from factsite.checking.waiting import WAITING
from factsite.content import Content
from factsite.documents.walking import DATA
from factsite.languages import Setting
from factsite.localising.language import language
from factsite.problems import RuleError, did_you_mean
from factsite.records.registry import kinds
from factsite.records.slugs import slug_of
from factsite.records.source import Source
from factsite.scaffolding.explaining import explanation
from factsite.scaffolding.fields import Wanted, fields_of, quoted
from factsite.telling import told

# What the command sets by itself.
_DAYS = frozenset({"published", "changed"})
_APART = frozenset({"slug", "former_slugs", "notes"})
_WIDTH = 110


@dataclass(frozen=True)
class Draft:
    """A new record before it is written.

    ``code`` is the language in which it is written first: the others are missing until they are translated.
    """

    kind: str
    identifier: str
    code: str
    day: date

    @property
    def model(self) -> type[BaseModel]:
        """The model of its data."""
        return Source if self.kind == "sources" else kinds()[self.kind].record

    @property
    def sample(self) -> Sample:
        """What a new one looks like.

        Raises:
            RuleError: the kind doesn’t say it.
        """
        sample = SOURCE if self.kind == "sources" else kinds()[self.kind].part(Sample)
        if sample is None:
            what = told("there is no sample of a record of the kind “{kind}”", kind=self.kind)
            raise RuleError("identifier", what, told("Copy another record."))
        return sample

    def words_wanted(self, content: Content) -> list[Wanted]:
        """The texts at the top of its page; none for a source, which has no page."""
        if not self.sample.has_words:
            return []
        return [one for one in fields_of(kinds()[self.kind].words, content) if one.name not in _APART]

    def data_wanted(self, content: Content) -> list[Wanted]:
        """The fields of its data."""
        return [one for one in fields_of(self.model, content) if one.name not in {*self.set_alone, "source_language"}]

    @property
    def set_alone(self) -> frozenset[str]:
        """The days that the command sets by itself: those of a page of the site, not of what others published."""
        return _DAYS if self.sample.has_words else frozenset()

    def asked(self, content: Content) -> list[Wanted]:
        """What an editor is asked for: required texts, and facts of the sample that are codes or texts."""
        shown = set(re.findall(r"^([a-z_]+):", self.sample.text, re.MULTILINE))
        facts = [one for one in self.data_wanted(content) if one.required or one.name in shown]
        facts = [one for one in facts if one.choices is not None or one.text]
        return [*(one for one in self.words_wanted(content) if one.required), *facts]

    def known(self, content: Content) -> dict[str, Wanted]:
        """Everything that may be given, by name."""
        return {one.name: one for one in (*self.words_wanted(content), *self.data_wanted(content))}


def texts_of(draft: Draft, content: Content, given: Mapping[str, str]) -> dict[Path, str]:
    """The files of a new record.

    Args:
        draft: what is to be written.
        content: as it is now.
        given: values by the names of their fields.

    Raises:
        RuleError: a value can't be, or the content lacks what the record must refer to.
    """
    known = draft.known(content)
    for name, value in given.items():
        if name not in known:
            what = told("{kind} have no field “{field}”", kind=draft.kind, field=name)
            raise RuleError("unknown-field", what, did_you_mean(name, known))
        known[name].check(value)
    texts = {content.root / DATA / draft.kind / f"{draft.identifier}.yml": _facts(draft, content, given)}
    if draft.sample.has_words:
        path = content.root / draft.code / draft.kind / f"{draft.identifier}.md"
        texts[path] = _words(draft, content, given, content.languages[draft.code])
    return texts


def _facts(draft: Draft, content: Content, given: Mapping[str, str]) -> str:
    """The data file: the sample, with what was given in its place, and each field explained."""
    needed = {name: given.get(name[:-1]) or _first(draft, content, name) for name in ("organisations", "sources")}
    text = draft.sample.filled(
        content, draft.day, draft.code, organisation=needed["organisations"], source=needed["sources"]
    )
    wanted = {one.name: one for one in draft.data_wanted(content)}
    facts = {name: one.written(given[name], draft.code) for name, one in wanted.items() if name in given}
    if draft.code != content.languages.default and draft.sample.has_words:
        facts["source_language"] = draft.code
    lines = [line for line in text.splitlines() if line.startswith("#")][:1]
    for name, block in blocks(text):
        if draft.sample.instead.get(name) in facts:
            continue  # one of the two stands there
        comment = _comment(draft, name)
        lines += comment
        if comment:
            block = [re.sub(r"\s+#.*$", "", line) for line in block]
        if name in facts:
            # Nobody said in which language it is: that of the command may be another.
            mark = f"  # {WAITING}" if wanted[name].text and not draft.sample.has_words else ""
            lines.append(f"{name}: {facts.pop(name)}{mark}")
        else:
            lines += block if name in draft.set_alone else _marked(block)
    for name, value in facts.items():
        lines += [*_comment(draft, name), f"{name}: {value}"]
    return "\n".join(lines) + "\n"


def _comment(draft: Draft, name: str) -> list[str]:
    """What a field is, as comments before it."""
    told_of = explanation(draft.model, name)
    return [f"# {line}" for line in _wrapped(f"{name}: {told_of}")] if told_of else []


def _marked(block: list[str]) -> list[str]:
    """Lines whose values are examples: the last one says so."""
    last = next(number for number in reversed(range(len(block))) if not block[number].startswith("#"))
    return [*block[:last], f"{block[last]}  # {WAITING}", *block[last + 1 :]]


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > _WIDTH:
            lines.append(" ")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _first(draft: Draft, content: Content, kind: str) -> str:
    """The first of what the sample needs.

    Raises:
        RuleError: there is none.
    """
    known = sorted(content.identifiers(kind))
    if kind not in draft.sample.needs:
        return ""
    if not known:
        what = told("there are no {kind} yet to which the record could refer", kind=kind)
        raise RuleError("dangling-reference", what, told("Write one first: factsite new {kind} ID", kind=kind))
    return known[0]


def _words(draft: Draft, content: Content, given: Mapping[str, str], setting: Setting) -> str:
    say: Callable[[str], str] = language(setting).say
    examples = {
        "title": title_of(draft.identifier),
        "summary": say(SUMMARY),
    }
    examples |= {name: say(text) for name, text in draft.sample.words.items()}
    lines = ["---"]
    facts = {one.name for one in draft.data_wanted(content)}
    for one in draft.words_wanted(content):
        text = given.get(one.name) if one.name not in facts else None
        if one.name in facts and _is_foreign(given.get(one.name, ""), draft.code):
            examples |= {one.name: say(draft.sample.translated.get(one.name, one.name))}
        if text is None and (one.required or one.name in examples):
            text = f"({WAITING}) {examples.get(one.name, one.name)}"
        lines += [f"{one.name}: {quoted(text)}"] if text is not None else []
        if one.name == "title":
            lines.append(f"slug: {slug_for(given.get('title', ''), draft, content)}")
    body = say(BODY)
    return "\n".join([*lines, "---", f"({WAITING}) {body}", ""])


def _is_foreign(fact: str, code: str) -> bool:
    """Whether a text of the data is in another language than the words, which then need its translation."""
    found = re.search(r"language:\s*([a-z]+)", fact)
    return bool(found and found[1] != code)


def slug_for(title: str, draft: Draft, content: Content) -> str:
    """The words of a title as an address; the identifier where there are none, or another page has that address."""
    slug = slug_of(title)
    taken = {
        one
        for entry in content.entries.values()
        if entry.section == draft.kind
        for translation in entry.translations.values()
        for one in (translation.words.slug, *translation.words.former_slugs)
    }
    return slug if slug and slug not in taken else draft.identifier
