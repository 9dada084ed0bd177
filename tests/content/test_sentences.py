"""Each sentence of the interface with each kind of value that the real site puts into it."""

from __future__ import annotations

from test_sentences import (
    heard,
    test_an_act_is_not_amended_by_itself,
    test_headlines_and_captions_are_in_words,
    test_sentences_are_grammatical,
    test_sentences_are_whole,
    test_sentences_have_no_short_forms,
)

__all__ = [
    "heard",
    "test_an_act_is_not_amended_by_itself",
    "test_headlines_and_captions_are_in_words",
    "test_sentences_are_grammatical",
    "test_sentences_are_whole",
    "test_sentences_have_no_short_forms",
]
