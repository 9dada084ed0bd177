"""Commitments: all of the plan and of the Compact are there, on the overview and in the report."""

from __future__ import annotations

import pytest

from content.real import real_content
from factsite.records.commitment import Commitment
from test_commitments import test_the_overview_and_the_report_hold_every_commitment

__all__ = ["test_the_overview_and_the_report_hold_every_commitment"]
# The numbers of actions in sections 3.2.3, 3.3.3, 3.4.3, 3.5.3 and 3.6.3 of the plan, and of the Compact's objectives.
WHOLE = {
    "plan-data": 6,
    "plan-work": 8,
    "plan-smuggling": 6,
    "plan-return": 8,
    "plan-cooperation": 8,
    "gcm-objective": 23,
}


@pytest.mark.parametrize("pledge", WHOLE)
def test_no_commitment_is_left_out(pledge: str) -> None:
    records = [entry.record for entry in real_content().of_kind("commitments")]
    found = sorted(one.number for one in records if isinstance(one, Commitment) and one.pledge.value == pledge)
    assert found == list(range(1, WHOLE[pledge] + 1))
