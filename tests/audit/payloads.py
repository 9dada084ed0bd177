"""Payloads × formats: whatever a text says, each published format carries it whole and as text."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from audit.table import Effort, Row
from payloads import PAYLOADS, Bench


def formats_hold(effort: Effort) -> Iterator[Row]:
    """Each payload in every free text of the small site; a row per format counts the places where one was found."""
    chosen = list(PAYLOADS.items())[: effort.of(len(PAYLOADS))]
    held: Counter[str] = Counter()
    failed: list[tuple[str, str]] = []
    carried = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for name, payload in chosen:
            result = bench.trial(payload)
            held += result.held
            failed += [(name, place) for place in result.failed]
            carried += len(bench.places) - len(result.refused)
    for name, place in failed:
        print(f"    {name}: {place}")
    tried = len(chosen) * len(bench.places)
    yield Row("payloads in free texts", tried, tried, f"{carried:,} carried, {tried - carried:,} refused by the check")
    for form, count in sorted(held.items()):
        wrong = sum(place.partition(":")[0].endswith(f".{form}") for _, place in failed)
        yield Row(f"payloads read back from {form}", count + wrong, count, "texts whole, and nothing but texts differs")
