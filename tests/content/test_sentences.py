"""Each sentence of the interface with each kind of value that the real site puts into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import LANGUAGES
from test_sentences import (
    amending,
    headlines,
    heard,
    test_sentences_are_grammatical,
    test_sentences_are_whole,
    test_sentences_have_no_short_forms,
)

__all__ = [
    "heard",
    "test_sentences_are_grammatical",
    "test_sentences_are_whole",
    "test_sentences_have_no_short_forms",
]


@pytest.mark.parametrize("code", LANGUAGES)
def test_headlines_and_captions_are_in_words(site: Path, code: str) -> None:
    assert len(headlines(site, code)) > 100


def test_an_act_is_not_amended_by_itself(site: Path) -> None:
    assert len(amending(site)) > 5
