"""The interface keeps to the site's list of words to avoid."""

from __future__ import annotations

import pytest

from content.real import real_content
from factsite.localising.catalogues import own_catalogue, parse_catalogue
from factsite.records.registry import EASY
from factsite.rendering.prose import plain
from projects import language as spoken


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_the_interface_keeps_to_the_list(language: str) -> None:
    content = real_content()
    assert content.wordings is not None
    code = "fr" if language == "en" else language
    messages = [message for message in parse_catalogue(own_catalogue(code), code) if message.id]
    texts = [message.id if language == "en" else message.string for message in messages]
    flat = [text for entry in texts for text in ([entry] if isinstance(entry, str) else entry or ())]
    assert len(flat) > 100
    assert [words for text in flat for one in content.wordings.of(language) for _, words in one.found_in(text)] == []


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_easy_pages_count_what_others_tell_in_per_cent(language: str) -> None:
    """Percentages are hard for many readers (European easy-to-read rules); a surcharge can't be said otherwise."""
    content = real_content()
    told = [
        (entry.path, sentence)
        for entry in content.entries.values()
        if entry.path.startswith(f"{EASY}/") and language in entry.translations
        for sentence in plain(entry.in_language(language).file.body, entry, content, spoken(language)).splitlines()
        if "%" in sentence
    ]
    assert [path for path, _ in told] == ["easy/explained/family-reunification"]
