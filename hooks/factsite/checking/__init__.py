"""Rules across records and languages → problems, all of them in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from factsite.checking import assets, languages, prose, records, sources, wording
from factsite.checking.responsible import placeholders
from factsite.checking.rules import DayRule, Rule, Rules
from factsite.content import Content
from factsite.faults import blamed, fault
from factsite.languages import Languages
from factsite.problems import Problem
from factsite.reading.content import read_content
from factsite.records.registry import kinds

# What holds for records of every kind; each kind brings its own.
RULES: tuple[Rule, ...] = (
    records.facts_have_words,
    records.references_lead_somewhere,
    records.home_names_figures,
    records.glossary_is_whole,
    sources.parts_have_names,
    prose.references_resolve,
    prose.numbers_are_references,
    prose.markdown_is_safe,
    prose.addresses_lead_somewhere,
    assets.assets_are_harmless,
    wording.words_are_allowed,
    languages.languages_agree,
    languages.attributions_agree,
    languages.slugs_are_unique,
    languages.fallbacks,
    languages.texts_are_in_all_languages,
    languages.locks_can_be_read,
)


def check(
    root: Path, day: date, *, release: bool = False, languages: Languages | None = None
) -> tuple[Content, list[Problem]]:
    """Read a content folder and apply every rule.

    Args:
        root: the content folder.
        day: the day for which the site is built.
        release: whether the site is to be published: then nothing that is still to be settled may be left.
        languages: those of the site; without them, those of the mkdocs.yml beside the folder.

    Returns:
        The content that could be read, and all problems, notices included, without repeats.
    """
    content, problems = read_content(root, languages)
    if any(problem.rule == "configuration" for problem in problems):
        return content, problems  # nothing was read
    return content, apply_rules(content, problems, day, release=release)


class Cancelled(Exception):  # noqa: N818 - no error
    """The answer is no longer wanted."""


def apply_rules(
    content: Content,
    problems: list[Problem],
    day: date,
    *,
    release: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Problem]:
    """Apply every rule to content that was read.

    Args:
        content: what could be read.
        problems: what reading found.
        day: the day for which the site is built.
        release: whether what is still to be settled is an error.
        cancelled: whether the answer is no longer wanted; asked before each rule.

    Returns:
        All problems, those of reading and notices included, without repeats.

    Raises:
        Cancelled: the answer is no longer wanted.
    """
    own = [rules for kind in kinds().values() if (rules := kind.part(Rules))]
    of_the_day = [records.days_are_not_in_the_future, *(rule for rules in own for rule in rules.of_the_day)]
    every: list[Rule] = [
        *RULES,
        *(rule for rules in own for rule in rules.rules),
        partial(placeholders, release=release),
    ]
    every += [partial(_on, rule, day) for rule in of_the_day]
    found = list(problems)
    for rule in every:
        if cancelled():
            raise Cancelled
        found.extend(_applied(rule, content))
    return sorted(set(found))


def _on(rule: DayRule, day: date, content: Content) -> Iterator[Problem]:
    return rule(content, day)


def _applied(rule: Rule, content: Content) -> Iterator[Problem]:
    """What a rule finds; where it fails itself, that is a problem of the file that it was looking at."""
    try:
        yield from rule(content)
    except Exception as error:
        yield fault(error, blamed(error, content.root))
