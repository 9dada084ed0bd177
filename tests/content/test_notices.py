"""What the real site publishes of others has a notice."""

from __future__ import annotations

from test_notices import (
    test_each_notice_holds_a_whole_licence,
    test_the_readers_find_them,
    test_what_is_published_of_others_has_a_notice,
)

__all__ = [
    "test_each_notice_holds_a_whole_licence",
    "test_the_readers_find_them",
    "test_what_is_published_of_others_has_a_notice",
]
