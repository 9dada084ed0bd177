"""Rules across records and languages → problems, all of them in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from factsite.checking import (
    assets,
    bridges,
    disclosure,
    fact_checks,
    figures,
    identifiers,
    languages,
    law,
    mappings,
    prose,
    records,
    sources,
    vintages,
    wording,
)
from factsite.checking.responsible import placeholders
from factsite.content import Content
from factsite.faults import blamed, fault
from factsite.languages import Languages
from factsite.problems import Problem
from factsite.reading.content import read_content

Rule = Callable[[Content], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    records.facts_have_words,
    records.references_lead_somewhere,
    records.home_names_figures,
    records.glossary_is_whole,
    sources.parts_have_names,
    figures.observations_are_unique,
    figures.codes_are_known,
    figures.values_are_within_bounds,
    figures.values_are_rounded,
    figures.counts_are_whole,
    figures.periods_fit_the_frequency,
    figures.totals_are_sums,
    figures.notes_have_words,
    figures.observations_have_sources,
    figures.revisions_match,
    figures.events_are_days,
    figures.rates_agree_with_their_parts,
    disclosure.small_counts_are_kept_back,
    mappings.mappings_are_whole,
    vintages.series_are_as_imported,
    law.steps_are_in_order,
    law.acts_have_official_titles,
    law.decisions_follow_acts,
    identifiers.identifiers_have_their_form,
    identifiers.identifiers_name_one_record,
    identifiers.elis_agree_with_the_act,
    identifiers.elis_fit_their_language,
    law.amendments_are_no_circle,
    fact_checks.evidence_exists,
    fact_checks.claims_are_translated,
    bridges.bridges_add_up,
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
    return content, apply_rules(content, problems, day, release=release)


def apply_rules(content: Content, problems: list[Problem], day: date, *, release: bool = False) -> list[Problem]:
    """Apply every rule to content that was read.

    Args:
        content: what could be read.
        problems: what reading found.
        day: the day for which the site is built.
        release: whether what is still to be settled is an error.

    Returns:
        All problems, those of reading and notices included, without repeats.
    """
    of_the_day: tuple[Rule, ...] = (
        partial(law.days_are_not_in_the_future, day=day),
        partial(fact_checks.evidence_still_stands, day=day),
        partial(placeholders, release=release),
    )
    found = list(problems)
    for rule in (*RULES, *of_the_day):
        found.extend(_applied(rule, content))
    return sorted(set(found))


def _applied(rule: Rule, content: Content) -> Iterator[Problem]:
    """What a rule finds; where it fails itself, that is a problem of the file that it was looking at."""
    try:
        yield from rule(content)
    except Exception as error:
        yield fault(error, blamed(error, content.root))
