"""Texts as words and codes: joined they are the text, in every format, and only words are words."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factsite.documents.text import FORBIDDEN
from factsite.exchanging import po, xliff_1, xliff_2
from factsite.exchanging.codes import Half, InlineCode, Sort, blocks, codes, joined, numbered, pieces
from factsite.exchanging.offering import Candidate, Offered
from factsite.exchanging.returned import Delivery
from factsite.exchanging.xml import parsed
from factsite.translating.status import Freshness

PIECES = st.sampled_from(
    (
        *(
            "word",
            "A sentence.",
            "é",
            "«\u202fa\u202f»",
            "\U0001f600",
            " ",
            "  ",
            "\n",
            "\n\n",
            "  \n",
            "\t",
            "1",
            "2015",
        ),
        *("**", "*", "_", "__", "***", "`", "``", "[", "]", "![", "](", ")", "](a.md)", "](https://a.b/c_d_e)", "[^1]"),
        *("\\*", "\\", "&nbsp;", "&amp;", "&", "<", ">", "<https://a.b/>", '"', "'", "|", "\\|", "{", "}", "%", "#"),
        *("- ", "\n- ", "\n1. ", "\n    - ", "\n> ", "## ", "\n\n## ", "\n---\n", "\n===\n", "[a]: b\n", "]]>", "-->"),
        *("| a | b |\n|---|:-:|\n| c | d |", "\n| - |\n|-|\n", "{{", "}}", "{{ x }}", '{{ value("2022") }}', "{{ }}"),
        *('{{ term("a-b", "words") }}', "{{ link('figures/x', 'the \"words\"') }}", '{{ link("figures/x") }}'),
        *('{{ verbatim("65 days", reason="x") }}', '{{verbatim(reason="y", "65")}}', '{{ cite("s", page="3") }}'),
        *('{{ term("a", "") }}', '{{ change("1", "2", form="verb") }}', "{{ value('2022', source='s') }}"),
    )
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=14).map("".join)
# What can stand in content at all: the reader refuses the rest.
CONTENT = TEXTS.map(lambda text: FORBIDDEN.sub("", text).strip()).filter(bool)


@example('[r]: https://a.b/{{ value("2022") }} "x"')
@example('[a](https://a.b/{{ value("2022") }} "x") ![b](<{{ cite("s") }}>) `c {{ cite("s") }}` [d][{{ cite("s") }}]')
@example('<https://a.b/{{ value("2022") }}> [^{{ cite("s") }}] | {{ cite("s") }} |\n|---|\n| - | - |')
@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_pieces_are_the_text_and_pairs_are_pairs(text: str) -> None:
    found = pieces(text)
    assert joined(found) == text
    assert all(found)
    assert not any(isinstance(one, str) and isinstance(two, str) for one, two in pairwise(found))
    opened: list[int] = []
    for code in codes(text):
        if code.form is Half.OPEN:
            opened.append(code.pair)
        elif code.form is Half.CLOSE:
            assert opened.pop() == code.pair
    assert opened == []


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_numbers_are_apart_and_equal_codes_share_them(source: str, target: str) -> None:
    ours, theirs = numbered(source, target)
    for parts in (ours, theirs):
        starts = [one.number for one in parts if isinstance(one.piece, InlineCode) and one.piece.form is not Half.CLOSE]
        assert len(starts) == len(set(starts))
    known = {one.number: one.piece for one in ours if _starts(one.piece)}
    for one in theirs:
        if _starts(one.piece) and one.number in known:
            code, other = one.piece, known[one.number]
            assert isinstance(code, InlineCode)
            assert isinstance(other, InlineCode)
            assert (code.sort, code.form, code.meaning) == (other.sort, other.form, other.meaning)
    assert numbered(source, source)[1] == ours


def _starts(piece: object) -> bool:
    return isinstance(piece, InlineCode) and piece.form is not Half.CLOSE


def delivered(form: str, units: list[Offered]) -> Delivery:
    if form == "po":
        return po.read(Path("x.po"), po.written(units, "en", "fr").encode())
    if form == "xliff-1.2":
        return xliff_1.read(parsed(Path("x.xlf"), xliff_1.written(units, "en", "fr").encode()))
    return xliff_2.read(parsed(Path("x.xlf"), xliff_2.written(units, "en", "fr").encode()))


@pytest.mark.parametrize("form", ["xliff-1.2", "xliff-2.1", "po"])
@given(source=CONTENT, target=CONTENT, before=CONTENT)
@settings(max_examples=150, deadline=None)
def test_a_text_comes_back_as_it_was_handed_out(form: str, source: str, target: str, before: str) -> None:
    units = [
        Offered(
            "figures/x#summary", "fr/figures/x.md", "en/figures/x.md", "fr", "en", source, target, Freshness.CURRENT
        ),
        Offered(
            id="figures/x#notes.a",
            file="fr/figures/x.md",
            origin="en/figures/x.md",
            language="fr",
            source_language="en",
            source=source,
            target=target,
            state=Freshness.STALE,
            before=before,
            note=before,
            limit=9,
            also=("figures/y#notes.a",),
            candidates=(Candidate("figures/z#notes.a", source, before),),
        ),
        Offered("figures/y#title", "fr/figures/y.md", "en/figures/y.md", "fr", "en", source, None, Freshness.MISSING),
    ]
    found = delivered(form, units)
    assert found.language == "fr"
    assert [one.id for one in found.units] == [one.id for one in units]
    assert [one.fault for one in found.units] == ["", "", ""]
    assert [one.source for one in found.units] == [source] * 3
    assert [one.target for one in found.units] == [target, target, None]
    assert [one.done for one in found.units][:2] == [True, False]
    assert [one.base for one in found.units] == [one.target_digest for one in units]


def words(text: str) -> list[str]:
    return [one for one in pieces(text) if isinstance(one, str)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('In {{ value("2022") }} an {{ term("a", "applicant") }} came.', ["In ", " an ", "applicant", " came."]),
        ('{{ link("figures/x", "the words") }}', ["the words"]),
        ('See {{ link("figures/x") }}.', ["See ", "."]),
        ('{{ verbatim("65 days", reason="quotation") }}', ["65 days"]),
        ("a **bold** and *slanted* word", ["a ", "bold", " and ", "slanted", " word"]),
        ("**a *b* c**", ["a ", "b", " c"]),
        ("a * b * c", ["a * b * c"]),
        ("snake_case_name", ["snake_case_name"]),
        ("[the words](https://a.b/c_d) and <https://a.b/>", ["the words", " and "]),
        ("![what is seen](map.svg)", ["what is seen"]),
        ("[not a link] here", ["[not a link] here"]),
        ("use `code` here", ["use ", " here"]),
        ("## Head\n\nText\n\n- one\n- two\n    - three\n\n1. first", ["Head", "Text", "one", "two", "three", "first"]),
        ("> quoted\n> on", ["quoted", "on"]),
        ("| A | B |\n|---|---|\n| a | b\\|c |\n\nAfter", ["A", "B", "a", "b\\|c", "After"]),
        ("one line\nand the next", ["one line\nand the next"]),
        ("one line  \nand the next", ["one line", "and the next"]),
        ("a&nbsp;b[^1]", ["a", "b"]),
        ("Head\n====\n\nText\n\n---\n\nMore", ["Head", "Text", "More"]),
        ("**open and [shut](a.md) and open*", ["**open and ", "shut", " and open*"]),
        ('**{{ value("2022") }}**', []),
    ],
)
def test_only_words_are_words(text: str, left: list[str]) -> None:
    assert [one for one in words(text) if one.strip()] == left


def test_a_code_says_what_it_is() -> None:
    text = '{{ value("2022", source="s") }} {{ term("a", "b") }} **c**\n\n- d'
    assert [code.shown for code in codes(text)] == [
        *("value 2022 source=s", "term a", "term a", "**", "**", "¶-"),
    ]
    assert [len(block) for block in blocks(text)] == [5, 0]
    assert [code.sort for code in codes("`a` ![b](c) [d](e)")][:3] == [Sort.CODE, Sort.PICTURE, Sort.PICTURE]


@given(CONTENT)
@settings(max_examples=100, deadline=None)
def test_the_codes_of_a_text_are_found_again_where_words_change(text: str) -> None:
    """What the import rests on: other letters for letters leave every code as it is."""
    changed = "".join(
        one.native if isinstance(one, InlineCode) else one.replace("e", "o").replace("a", "u") for one in pieces(text)
    )
    assert [code.sort for code in codes(changed)] == [code.sort for code in codes(text)]
