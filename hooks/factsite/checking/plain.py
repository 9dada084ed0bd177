"""Rules on plain language: short summaries, what a figure doesn't tell, and the easy-to-read pages.

Easy-to-read pages follow “Information for all: European standards for making information easy to read and understand”
(Inclusion Europe): one idea a sentence, short sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factsite.content import Content, Entry
from factsite.deriving.leading import HOME, led_to
from factsite.deriving.passages import passages
from factsite.localising.language import Language, language
from factsite.problems import Problem, RuleError, Severity, did_you_mean
from factsite.prose.passage import Passage
from factsite.prose.sentences import Sentence, sentences, words_in
from factsite.records.figure import Figure
from factsite.records.words import FigureWords
from factsite.rendering.prose import as_read
from factsite.telling import told

MOST_SENTENCES = 3
MOST_WORDS = 15
MOST_WORDS_IN_SHORT = 40
# What is read before anything else, and must be short for that.
_SHORT = frozenset({"summary", "limits"})


def summaries_are_short(content: Content) -> Iterator[Problem]:
    """A summary, and what a figure doesn't tell, has at most three sentences, none of more than forty words."""
    for entry in content.entries.values():
        for code, translation in entry.translations.items():
            speaker = language(content.languages[code])
            for passage in passages(translation):
                if passage.keys and passage.keys[0] in _SHORT:
                    found = list(sentences(passage.own))
                    if len(found) > MOST_SENTENCES:
                        yield _too_many(len(found), passage)
                    for sentence in found if not entry.full else ():
                        number = _words(sentence, passage, entry, content, speaker)
                        if number > MOST_WORDS_IN_SHORT:
                            yield _too_long(number, MOST_WORDS_IN_SHORT, sentence, passage)


def _too_many(number: int, passage: Passage) -> Problem:
    what = told("this text has {number} sentences; {limit} is the most", number=number, limit=MOST_SENTENCES)
    remedy = told("Say the answer, and leave the rest to the text of the page.")
    return _warning(passage, 0, RuleError("sentence-count", what, remedy))


def figures_say_their_limits(content: Content) -> Iterator[Problem]:
    """Each figure says in every language that has it what its number doesn't tell."""
    for entry, _ in content.records(Figure):
        for translation in entry.translations.values():
            if isinstance(translation.words, FigureWords) and translation.words.limits is None:
                what = told("this figure doesn’t say what its number doesn’t tell")
                remedy = told("Add “limits: …”: in one to three plain sentences what a reader could wrongly conclude.")
                found = translation.file.document.problem("limits", what, remedy)
                yield replace(found, severity=Severity.WARNING)


def easy_pages_are_easy(content: Content) -> Iterator[Problem]:
    """No sentence of an easy-to-read page has more than fifteen words, as its readers get it."""
    for entry in content.entries.values():
        for code, translation in entry.translations.items() if entry.full else ():
            speaker = language(content.languages[code])
            for passage in passages(translation):
                for sentence in sentences(passage.own):
                    number = _words(sentence, passage, entry, content, speaker)
                    if number > MOST_WORDS:
                        yield _too_long(number, MOST_WORDS, sentence, passage)


def _words(sentence: Sentence, passage: Passage, entry: Entry, content: Content, speaker: Language) -> int:
    """How many words a sentence has as its readers get it."""
    return words_in(as_read(passage.text[sentence.start : sentence.end], entry, content, speaker))


def _too_long(number: int, limit: int, sentence: Sentence, passage: Passage) -> Problem:
    what = told("this sentence has {number} words; {limit} is the most here", number=number, limit=limit)
    error = RuleError("sentence-length", what, told("Make two sentences of it, with one idea each."))
    return _warning(passage, sentence.start, error, len(sentence.text))


def _warning(passage: Passage, offset: int, error: RuleError, width: int = 1) -> Problem:
    return replace(passage.problem(offset, width, error), severity=Severity.WARNING)


def easy_pages_belong(content: Content) -> Iterator[Problem]:
    """An easy-to-read page is that of a page; where there are any, home, what it lists and the key figures have one."""
    easy = [entry for entry in content.entries.values() if entry.full and entry.translations]
    for entry in easy:
        if entry.full not in content.entries:
            what = told("there is no page “{path}” of which this is the easy-to-read version", path=entry.full)
            remedy = did_you_mean(entry.full, content.entries) or told("Name the file as that of the full page.")
            first = next(iter(entry.translations.values()))
            yield first.file.document.problem("easy-page", what, remedy)
    home = content.entries.get(HOME)
    if not easy or home is None or not home.translations:
        return
    for path in (HOME, *led_to(content)):
        if content.easy(path) is None:
            what = told("“{path}” stands on the home page and has no easy-to-read version", path=path)
            remedy = told("Write content/{default}/easy/{path}.md.", default=content.languages.default, path=path)
            found = home.in_language(content.languages.default).file.document.problem("easy-page", what, remedy)
            yield replace(found, severity=Severity.WARNING)
