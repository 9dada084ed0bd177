"""Whatever a text says, each published format carries it whole and as text; `make audit` tries every payload."""

from __future__ import annotations

import pytest

from payloads import FORMATS, PAYLOADS, Bench


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("payloads"))


@pytest.mark.parametrize("name", ["entity", "formula =cmd", "TeX", "Turtle", "iCalendar", "control"])
def test_a_payload_is_carried_whole_or_refused(bench: Bench, name: str) -> None:
    result = bench.trial(PAYLOADS[name])
    assert result.failed == []
    if name == "control":
        assert len(result.refused) == len(bench.places)
    else:
        assert not result.refused
        assert result.held.keys() == {form.lstrip(".") for form in FORMATS}
