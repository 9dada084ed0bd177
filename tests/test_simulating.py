"""What a large site would take is worked out from small ones by straight lines."""

from __future__ import annotations

import pytest

from simulation.__main__ import MACHINES, Cost, Sized, expected, report, rows
from simulation.fitting import fit


def site(size: int) -> Sized:
    """A site of which a page takes 0.1 s to make, 0.01 s to plan and to join, and 0.2 MB of memory."""
    planned = Cost(2 + size * 0.01, 100 + size * 0.2)
    return Sized(size, planned, Cost(planned.seconds + size * 0.1, planned.memory), planned, size * 20, size * 0.5)


def test_a_line_tells_what_is_to_be_expected() -> None:
    line = fit([100, 200, 400], [12, 22, 42])
    assert (line.start, line.slope, line.at(1_000)) == pytest.approx((2, 0.1, 102))
    assert 0.8 < line.power < 1
    assert fit([10, 20], [1, 4]).power == pytest.approx(2)
    # What begins below nothing isn’t taken off.
    assert fit([10, 20], [0, 10]).at(30) == 30


def test_more_machines_shorten_only_what_can_be_shared() -> None:
    _, pages = rows([site(100), site(300)], 1_000)
    _, facts = rows([site(100), site(100_100)], 1_000_000)
    table, whole = expected(pages, facts)
    assert whole["reading and planning, s"] == pytest.approx(2 + 2_000 + 1_000_000)
    found = [[float(cell.replace(",", "")) for cell in line.strip("| ").split(" | ")] for line in table[2:]]
    assert [int(row[0]) for row in found] == list(MACHINES)
    least = whole["reading and planning, s"] / 3600 / 2
    assert all(row[1] > least for row in found)
    assert sorted((row[1] for row in found), reverse=True) == [row[1] for row in found]
    assert "| 100 | 300 |" in report([site(100), site(300)], [site(100), site(100_100)])
