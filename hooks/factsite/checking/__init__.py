"""Rules across records and languages → problems, all of them in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

from factsite.build_cache.forked import MANY, shared
from factsite.checking import (
    assets,
    former,
    interface,
    languages,
    plain,
    prose,
    records,
    searching,
    sources,
    translations,
    wording,
)
from factsite.checking.accessible import the_test_is_recent
from factsite.checking.consequences import without_consequences
from factsite.checking.derivable import numbers_stand_once
from factsite.checking.embargoes import public_problems
from factsite.checking.examples import examples_left
from factsite.checking.history import histories_are_as_recorded
from factsite.checking.recalling import with_published
from factsite.checking.recorded import booklets_are_kept, changes_are_recorded
from factsite.checking.responsible import placeholders
from factsite.checking.rules import Cancelled, DayRule, Rule, Rules
from factsite.checking.silent import published_is_kept
from factsite.checking.waiting import what_waits
from factsite.clock import beginning_of
from factsite.content import Content
from factsite.deriving.public import Public, public_content
from factsite.faults import blamed, fault
from factsite.languages import Languages
from factsite.problems import Problem, has_errors
from factsite.reading.content import read_content
from factsite.records.registry import kinds

# What holds for records of every kind; each kind brings its own.
RULES: tuple[Rule, ...] = (
    records.facts_have_words,
    records.references_lead_somewhere,
    records.lists_name_each_once,
    records.home_names_figures,
    records.glossary_is_whole,
    sources.parts_have_names,
    prose.references_resolve,
    prose.numbers_are_references,
    prose.markdown_is_safe,
    prose.addresses_lead_somewhere,
    prose.pictures_have_words,
    assets.assets_are_harmless,
    languages.languages_agree,
    languages.attributions_agree,
    languages.slugs_are_unique,
    languages.fallbacks,
    languages.texts_are_in_all_languages,
    former.former_names_lead_on,
    former.former_slugs_are_free,
    searching.queries_are_asked_once,
    translations.locks_can_be_read,
    histories_are_as_recorded,
    interface.catalogues_are_whole,
    plain.summaries_are_short,
    plain.easy_pages_are_easy,
    plain.easy_pages_belong,
    numbers_stand_once,
)


def check(
    root: Path,
    day: date,
    *,
    release: bool = False,
    languages: Languages | None = None,
    moment: datetime | None = None,
    preview: bool = False,
) -> tuple[Content, list[Problem]]:
    """Read a content folder and apply every rule.

    Args:
        root: the content folder.
        day: the day for which the site is built.
        release: whether the site is to be published: then nothing that is still to be settled may be left.
        languages: those of the site; without them, those of the mkdocs.yml beside the folder.
        moment: the moment for which the site is built; without one, the beginning of the day.
        preview: give the whole content, drafts and embargoes included, in place of what is public.

    Returns:
        What of the content is public at the moment, and all problems, notices included, without repeats: those of the
        whole content as editors have it and, where it has none that stop a build, those of what is public.
    """
    content, problems = read_content(root, languages)
    if any(problem.rule == "configuration" for problem in problems):
        return content, problems  # nothing was read
    moment = moment or beginning_of(day).moment
    found, public = judge(content, problems, day, moment, release=release)
    if public is None:
        return content, found
    shown = public_content(content, moment, preview=True) if preview else public
    return shown.content, found


def judge(
    content: Content,
    problems: list[Problem],
    day: date,
    moment: datetime,
    *,
    release: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[list[Problem], Public | None]:
    """Apply every rule to the whole content and, where nothing in it stops a build, to what of it is public.

    Args:
        content: the whole content, as it was read.
        problems: what reading found.
        day: the day for which the site is built.
        moment: the moment for which it is built.
        release: whether what is still to be settled is an error.
        cancelled: whether the answer is no longer wanted; asked before each rule.

    Returns:
        All problems, without repeats; and what is public, unless something in the whole stops a build.

    Raises:
        Cancelled: the answer is no longer wanted.
    """
    found = apply_rules(content, problems, day, release=release, cancelled=cancelled)
    if has_errors(found):
        return found, None
    known = frozenset(found)

    def again(public: Content, wrong: list[Problem], at: datetime) -> list[Problem]:
        every = apply_rules(public, wrong, at.date(), release=release, cancelled=cancelled)
        return [one for one in every if one not in known]

    public = public_content(content, moment)
    found += public_problems(content, public, moment, again)
    return sorted(set(found)), public


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
        partial(wording.words_are_right, cancelled=cancelled),
        partial(placeholders, release=release),
        partial(the_test_is_recent, day=day),
        partial(what_waits, release=release),
        partial(examples_left, release=release),
        partial(translations.nothing_waits, release=release),
    ]
    every += [partial(_on, rule, day) for rule in of_the_day]
    every.append(partial(published_is_kept, day=day))
    every.append(partial(changes_are_recorded, day=day, release=release))
    every.append(partial(booklets_are_kept, day=day, release=release))
    found = list(problems)
    with shared([partial(_found, rule, content) for rule in every], worth_it=len(content.entries) > MANY) as work:
        for one in work.all():
            if cancelled():
                raise Cancelled
            found.extend(one)
    return list(with_published(content, without_consequences(content, found)))


def _found(rule: Rule, content: Content) -> list[Problem]:
    return list(_applied(rule, content))


def _on(rule: DayRule, day: date, content: Content) -> Iterator[Problem]:
    return rule(content, day)


def _applied(rule: Rule, content: Content) -> Iterator[Problem]:
    """What a rule finds; where it fails itself, that is a problem of the file that it was looking at."""
    try:
        yield from rule(content)
    except Cancelled:
        raise
    except Exception as error:
        yield fault(error, blamed(error, content.root))
