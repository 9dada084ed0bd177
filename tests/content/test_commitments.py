"""Commitments: all of the plan and of the Compact are there, on the overview and in the report."""

from __future__ import annotations

import pytest

from content.real import real_content
from factsite.records.codes import Pledge
from factsite.records.commitment import Commitment
from test_commitments import test_the_overview_and_the_report_hold_every_commitment

__all__ = ["test_the_overview_and_the_report_hold_every_commitment"]
# The numbers of actions in sections 3.2.3, 3.3.3, 3.4.3, 3.5.3 and 3.6.3 of the plan, and of the Compact's objectives.
WHOLE = {
    Pledge.PLAN_DATA: 6,
    Pledge.PLAN_WORK: 8,
    Pledge.PLAN_SMUGGLING: 6,
    Pledge.PLAN_RETURN: 8,
    Pledge.PLAN_COOPERATION: 8,
    Pledge.GCM_OBJECTIVE: 23,
}


@pytest.mark.parametrize("pledge", WHOLE)
def test_no_commitment_is_left_out(pledge: Pledge) -> None:
    records = [entry.record for entry in real_content().of_kind("commitments")]
    found = sorted(one.number for one in records if isinstance(one, Commitment) and one.pledge is pledge)
    assert found == list(range(1, WHOLE[pledge] + 1))
