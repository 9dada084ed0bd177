"""Rules across records and languages → problems, all of them in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from factsite.checking import assets, bridges, disclosure, figures, languages, law, mappings, prose, records
from factsite.content import Content
from factsite.problems import Problem
from factsite.reading.content import read_content

Rule = Callable[[Content], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    records.facts_have_words,
    records.references_lead_somewhere,
    records.home_names_figures,
    records.glossary_is_whole,
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
    law.steps_are_in_order,
    law.acts_have_official_titles,
    law.decisions_follow_acts,
    law.acts_have_own_identifiers,
    law.amendments_are_no_circle,
    law.evidence_exists,
    law.claims_are_translated,
    bridges.bridges_add_up,
    prose.references_resolve,
    prose.numbers_are_references,
    prose.markdown_is_safe,
    prose.addresses_lead_somewhere,
    assets.assets_are_harmless,
    languages.languages_agree,
    languages.slugs_are_unique,
)


def check(root: Path, day: date) -> tuple[Content, list[Problem]]:
    """Read a content folder and apply every rule.

    Args:
        root: the content folder.
        day: the day for which the site is built.

    Returns:
        The content that could be read, and all problems, notices included, without repeats.
    """
    content, problems = read_content(root)
    for rule in RULES:
        problems.extend(rule(content))
    problems.extend(law.days_are_not_in_the_future(content, day))
    problems.extend(law.evidence_still_stands(content, day))
    problems.extend(languages.fallbacks(content))
    return content, sorted(set(problems))
