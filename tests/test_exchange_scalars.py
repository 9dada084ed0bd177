"""One text of a YAML file in the place of another: the style, the width and everything around it stay."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from factsite.documents.text import FORBIDDEN
from factsite.documents.tree import parse_document
from factsite.exchanging.scalars import entry, place_of, set_text

HEAD = """\
# What this is.
title: Applicants  # a comment
summary: >-
  Folded by hand at
  a small width
  for some reason.

long: >-
  One long line.
quoted: 'It’s ''quoted'''
double: "a: \\"b\\""
literal: |
  Two
  lines
notes:
  # of a note
  first: First.
  second: >
    Second.
flow: {name: loi, gender: feminine}
last: plain over
  two lines
"""


def read(text: str) -> dict[str, object]:
    return dict(parse_document(Path("x.yml"), text).data)


@pytest.mark.parametrize(
    ("keys", "value", "written"),
    [
        (("title",), "Persons", 'title: "Persons"  # a comment\n'),
        (("title",), "~", 'title: "~"  # a comment\n'),
        (("title",), "Two words", 'title: "Two words"  # a comment\n'),
        (("title",), "A: b", 'title: "A: b"  # a comment\n'),
        (("summary",), "Other words in three lines or more.", "  Other words in\n  three lines or\n  more.\n\nlong"),
        (("long",), "Another long line, longer.", "long: >-\n  Another long line, longer.\nquoted"),
        (("quoted",), "It isn't", "quoted: 'It isn''t'\n"),
        (("double",), 'c "d"', 'double: "c \\"d\\""\n'),
        (("literal",), "One\nor two", "literal: |\n  One\n  or two\nnotes"),
        (("notes", "first"), "Début : un", 'notes:\n  # of a note\n  first: "Début : un"\n'),
        (("notes", "second"), "Encore.", "  second: >\n    Encore.\nflow"),
        (("notes", "third"), "Third.", "    Second.\n  third: Third.\nflow"),
        (("flow", "name"), "a, b", 'flow: {name: "a, b", gender: feminine}\n'),
        (("flow", "more"), "x", 'gender: feminine, more: "x"}\n'),
        (("last",), "one line now and another", "last: one line\n  now and\n  another\n"),
        (("nav_title",), "New", "  two lines\nnav_title: New\n"),
        (("other", "deep"), "New", "  two lines\nother:\n  deep: New\n"),
    ],
)
def test_a_text_is_written_in_the_style_of_the_one_before(keys: tuple[str, ...], value: str, written: str) -> None:
    found = set_text(HEAD, keys, value)
    assert written in found
    kept = [line for line in HEAD.splitlines() if line in found.splitlines()]
    assert len(kept) >= len(HEAD.splitlines()) - 3
    assert all(line in found for line in ("# What this is.", "  # of a note"))


@given(
    st.sampled_from(
        [("title",), ("summary",), ("quoted",), ("literal",), ("notes", "first"), ("flow", "name"), ("new",)]
    ),
    st.text(max_size=60).map(lambda text: FORBIDDEN.sub("", text).strip()).filter(bool),
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_as_it_was_written_and_the_others_stay(keys: tuple[str, ...], value: str) -> None:
    before, after = read(HEAD), read(set_text(HEAD, keys, value))
    target: dict[str, object] = after
    for key in keys[:-1]:
        inner = target[key]
        assert isinstance(inner, dict)
        target = inner
    assert str(target[keys[-1]]).strip() == value
    wanted: dict[str, object] = before
    for key in keys[:-1]:
        inner = wanted[key]
        assert isinstance(inner, dict)
        wanted = inner
    wanted[keys[-1]] = target[keys[-1]]
    assert after == before
    assert list(after) == list(before)


def test_the_same_text_changes_nothing_and_an_empty_file_takes_its_first() -> None:
    assert set_text(HEAD, ("summary",), "Folded by hand at a small width for some reason.") == HEAD
    assert read(set_text("{}\n", ("applicant", "term"), "demandeur")) == {"applicant": {"term": "demandeur"}}
    assert read(set_text("# Only a comment.\n", ("a",), "b")) == {"a": "b"}
    with pytest.raises(ValueError, match="no way"):
        set_text(HEAD, ("title", "deeper"), "x")


def test_a_name_may_stand_deeper_beside_its_grammar() -> None:
    assert place_of(HEAD, ("flow",)) == ("flow", "name")
    assert place_of(HEAD, ("title",)) == ("title",)
    assert place_of(HEAD, ("missing",)) == ("missing",)


@pytest.mark.parametrize(
    "value", ["Short", "A: b", "- x", "no", "w " * 60 + "w", "# c", "a\nb", "{x}", "'", "a " * 80 + ": b", "“a”"]
)
def test_a_new_field_is_read_as_it_was_written(value: str) -> None:
    text = "\n".join(entry("field", value)) + "\n"
    assert yaml.safe_load(text) in ({"field": value}, {"field": False})
    assert read(text) == {"field": value}
