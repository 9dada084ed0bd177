"""The interface keeps to the site's list of words to avoid."""

from __future__ import annotations

import pytest

from content.real import real_content
from factsite.localising.catalogues import own_catalogue, parse_catalogue


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
