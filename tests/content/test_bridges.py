"""The real bridges: their arithmetic comes out, and each kind of difference has one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from content.real import real_content
from factsite.deriving.reconciliation import lines, remainder
from factsite.records.bridge import Bridge

BRIDGES = list(real_content().of_kind("bridges"))


@pytest.mark.parametrize("entry", BRIDGES, ids=lambda entry: entry.id)
def test_every_real_bridge_comes_out(entry: object) -> None:
    bridge = entry.record  # type: ignore[attr-defined]
    content = real_content()
    assert isinstance(bridge, Bridge)
    for comparison in bridge.comparisons:
        found = lines(comparison, bridge, content)
        assert remainder(found) == 0
        assert found[0].sources
        assert found[-1].sources
        for line in found:
            assert line.sources or line.amount.amount is not None


def test_there_are_bridges_for_each_kind_of_difference() -> None:
    identifiers = {entry.id for entry in BRIDGES}
    assert {"files-and-persons-2015", "applicants-cgrs-and-eurostat", "resettled-three-sums"} <= identifiers


def test_a_sum_adds_up_every_year_of_its_span() -> None:
    content = real_content()
    bridge = content.get("bridges", "resettled-three-sums", Bridge)
    assert bridge is not None
    found = lines(bridge.comparisons[0], bridge, content)
    assert found[0].number == Decimal(34 + 276 + 453 + 1309 + 880 + 239)
    assert found[1].number == Decimal(-1)
    assert found[0].sources == ("unhcr-solutions",)
