"""The locks of the translations of the real site: they can be read, and name texts that there are."""

from __future__ import annotations

import pytest

from content.real import real_content
from factsite.translating.lock import lock_path, read_lock
from factsite.translating.status import read_locks, statuses
from projects import ROOT


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_lock_of_a_language_can_be_read(code: str) -> None:
    lock = read_lock(lock_path(ROOT, code))
    assert lock.problems == ()
    assert len(lock.entries) > 2_000


def test_a_lock_holds_texts_that_there_are() -> None:
    locks = read_locks(ROOT, real_content().languages)
    there = {(one.language, one.unit.id) for one in statuses(real_content(), locks)}
    assert {(code, name) for code, lock in locks.items() for name in lock.entries} - there == set()
