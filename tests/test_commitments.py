"""Commitments: all are on the overview and in the report; progress by the newest word that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import LANGUAGES, read
from factsite.records.codes import Progress
from factsite.records.commitment import Commitment
from factsite.rendering.commitments import shares
from factsite.rendering.site import Site
from factsite.rendering.view import View
from projects import codes


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
    assert Commitment.model_validate(fields, context=codes()).progress is progress


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_overview_and_the_report_hold_every_commitment(site: Path, model: Site, code: str) -> None:
    commitments = [entry.id for entry in model.content.of_kind("commitments")]
    overview, report = (site / model.addresses.of(path, code) for path in ("commitments/index", "report"))
    shown = read(overview / "index.html")
    assert len(shown.all("li", **{"class": "parted"})) == len(commitments)
    # The bar has a part for each state of play that there is; the list below it says the same in words.
    counted = shares(View(model, code, model.content.entries["commitments/index"], ""))
    assert sum(one.count for one in counted) == len(commitments)
    bar = [(rect["class"], rect["width"]) for rect in shown.all("rect") if "progress-" in rect.get("class", "")]
    assert bar == [(f"progress-{one.progress.value}", str(one.width)) for one in counted]
    words = "".join(shown.text)
    for one in counted:
        assert model.speaker(code).name(one.progress) in words.lower()
        assert one.address
        assert (site / one.address / "index.html").is_file()
    ids = {found.get("id") for _, found in read(report / "index.html").elements}
    assert commitments
    assert set(commitments) <= ids
