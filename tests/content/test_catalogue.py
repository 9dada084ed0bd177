"""The real catalogues and formats, read by the programs for which they are meant."""

from __future__ import annotations

from test_catalogue import (
    dataset,
    every,
    test_a_workbook_holds_the_data,
    test_every_value_has_a_permanent_address,
    test_one_file_tells_a_program_what_changed,
    test_pages_to_embed_are_small_and_lead_to_the_figure,
    test_pictures_stand_by_themselves,
    test_references_are_read_by_bibliographies,
    test_revisions_breaks_and_flags_stand_in_the_workbook,
    test_the_catalogue_lists_every_file,
    test_the_data_package_is_valid_with_its_data,
    test_the_json_explains_its_codes,
)

__all__ = [
    "dataset",
    "every",
    "test_a_workbook_holds_the_data",
    "test_every_value_has_a_permanent_address",
    "test_one_file_tells_a_program_what_changed",
    "test_pages_to_embed_are_small_and_lead_to_the_figure",
    "test_pictures_stand_by_themselves",
    "test_references_are_read_by_bibliographies",
    "test_revisions_breaks_and_flags_stand_in_the_workbook",
    "test_the_catalogue_lists_every_file",
    "test_the_data_package_is_valid_with_its_data",
    "test_the_json_explains_its_codes",
]
