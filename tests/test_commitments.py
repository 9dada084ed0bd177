"""Commitments: all of the plan, the statement and the Compact; progress by the newest word that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import LANGUAGES, read
from factsite.records.codes import Progress
from factsite.records.commitment import Commitment
from projects import real_content

CONTENT = real_content()
COMMITMENTS = [(e.id, e.record) for e in CONTENT.of_kind("commitments") if isinstance(e.record, Commitment)]
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
    found = sorted(record.number for _, record in COMMITMENTS if record.pledge.value == pledge)
    assert found == list(range(1, WHOLE[pledge] + 1))


def state(date: str, voice: str, progress: str) -> dict[str, str]:
    return {"date": date, "voice": voice, "progress": progress, "source": "x", "note": "n"}


@pytest.mark.parametrize(
    ("states", "progress"),
    [
        ([], Progress.NOT_KNOWN),
        ([state("2022", "government", "under-way"), state("2023", "government", "done")], Progress.DONE),
        ([state("2022", "government", "under-way"), state("2023", "government", "not-known")], Progress.UNDER_WAY),
        ([state("2022", "government", "announced"), state("2024", "academics", "stalled")], Progress.ANNOUNCED),
        ([state("2024", "academics", "stalled")], Progress.STALLED),
    ],
)
def test_progress_is_the_newest_word_that_says_so(states: list[dict[str, str]], progress: Progress) -> None:
    fields = {
        "themes": ["asylum"], "published": "2026-01-01", "changed": "2026-01-01", "pledge": "imrf", "number": 1,
        "objectives": [9], "promised": "2022", "promised_in": {"source": "x"}, "states": states,
    }  # fmt: skip
    assert Commitment.model_validate(fields, context=CONTENT.codes).progress is progress


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_overview_and_the_report_hold_every_commitment(site: Path, code: str) -> None:
    overview = {"en": "commitments", "fr": "engagements", "nl": "verbintenissen"}[code]
    report = {"en": "progress-report", "fr": "rapport-d-avancement", "nl": "voortgangsrapport"}[code]
    assert len(read(site / code / overview / "index.html").all("th", scope="row")) == len(COMMITMENTS)
    ids = {found.get("id") for _, found in read(site / code / report / "index.html").elements}
    assert {identifier for identifier, _ in COMMITMENTS} <= ids
