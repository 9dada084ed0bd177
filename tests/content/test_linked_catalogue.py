"""The real catalogue of DCAT-AP: what it says, how the European portal judges it (MQA), and what CKAN keeps of it.

A figure whose publishers state no licence can’t have the points of it: the test names it when it has others, or more.
"""

from __future__ import annotations

from test_linked_catalogue import (
    every,
    graph,
    reports,
    test_ckan_loses_nothing,
    test_each_distribution_tells_one_file,
    test_each_figure_has_every_point_that_its_publishers_allow,
    test_every_figure_stands_in_the_catalogue,
    test_pages_and_contact_are_told_as_such,
    test_the_catalogue_follows_dcat_ap,
    test_turtle_and_json_ld_say_the_same,
)

__all__ = [
    "every",
    "graph",
    "reports",
    "test_ckan_loses_nothing",
    "test_each_distribution_tells_one_file",
    "test_each_figure_has_every_point_that_its_publishers_allow",
    "test_every_figure_stands_in_the_catalogue",
    "test_pages_and_contact_are_told_as_such",
    "test_the_catalogue_follows_dcat_ap",
    "test_turtle_and_json_ld_say_the_same",
]
