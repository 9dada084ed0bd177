"""The texts of the real site, to a translator’s program and back: every byte stays, whatever the format."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from content.real import real_content
from exchanges import FORMATS as ENDINGS
from exchanges import opened_elsewhere
from factsite.exchanging.codes import codes, joined, pieces
from factsite.exchanging.exchange import Exchange
from factsite.exchanging.handing import FORMATS, read_delivery
from factsite.exchanging.judging import refusals
from factsite.exchanging.tmx import written as memory
from factsite.translating.status import read_locks
from projects import ROOT, SITE_URL

LANGUAGES = ("fr", "nl")


@cache
def exchange() -> Exchange:
    return Exchange(ROOT, real_content(), [], read_locks(ROOT, real_content().languages), SITE_URL)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_texts_come_back_as_they_are_and_another_program_reads_as_many(
    form: str, language: str, tmp_path: Path
) -> None:
    units = exchange().handed_out(language, "en", (), every=True)
    pages = {one.file for one in units if one.file.endswith(".md")}
    assert len(pages) == sum(1 for entry in real_content().entries.values() if language in entry.translations)
    path = tmp_path / f"x.{ENDINGS[form]}"
    path.write_text(FORMATS[form](units, "en", language), encoding="utf-8", newline="\n")
    back = {one.id: one for one in read_delivery(path).units}
    assert {name: (one.source, one.target) for name, one in back.items()} == {
        one.id: (one.source, one.target) for one in units
    }
    receipt = exchange().receipt(path, reviewed=True)
    assert (receipt.problems, receipt.changed, receipt.accepted) == ([], {}, {})
    assert exchange().texts([receipt]) == ({}, {})
    assert len([one for one in opened_elsewhere(path, form).units if not one.isheader()]) == len(units)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_words_and_codes_and_no_translation_would_be_refused(language: str) -> None:
    known = exchange().known(language)
    assert all(joined(pieces(text)) == text for one in known for text in (one.source, one.target or ""))
    found = [(one.id, list(refusals(one, one.target))) for one in known if one.target is not None]
    assert [(name, wrong) for name, wrong in found if wrong] == []
    assert sum(len(codes(one.source)) for one in known) > 10_000


def test_the_memory_holds_each_text_of_all_languages() -> None:
    text = memory([exchange().known(code) for code in real_content().languages], "en")
    assert text.count("<tu ") > 2_000
    assert all(text.count(f'<tuv xml:lang="{code}">') > 2_000 for code in ("en", *LANGUAGES))


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_that_are_repeated_are_handed_out_once(language: str) -> None:
    units = exchange().handed_out(language, "en", (), every=True)
    assert len(units) + sum(len(one.also) for one in units) == len(exchange().known(language))
    assert any(len(one.also) > 3 for one in units)
