"""Lists by facet of the real site."""

from __future__ import annotations

from test_facets import (
    test_a_choice_is_found_wholly_or_not_at_all,
    test_choices_lead_to_the_same_choice_in_other_languages,
    test_each_choice_has_its_page_in_every_language,
    test_lists_name_every_choice_with_its_count,
)

__all__ = [
    "test_a_choice_is_found_wholly_or_not_at_all",
    "test_choices_lead_to_the_same_choice_in_other_languages",
    "test_each_choice_has_its_page_in_every_language",
    "test_lists_name_every_choice_with_its_count",
]
