"""Import: YAML is changed as text, and all else stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsite.documents.tree import parse_document
from factsite.importing.editing import append_items, set_field


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\n", "a: 1\nlist:\n  - {k: v}\n"),
        ("list: []  # none\na: 1\n", "list:  # none\n  - {k: v}\na: 1\n"),
        ("list:\na: 1\n", "list:\n  - {k: v}\na: 1\n"),
        ("list: [{k: u}]\n", "list: [{k: u}, {k: v}]\n"),
        ("list:\n- {k: u}  # first\n\n# next\na: 1\n", "list:\n- {k: u}  # first\n- {k: v}\n\n# next\na: 1\n"),
        (
            "list:\n    - k: u\n      l: |\n        x\na: 1\n",
            "list:\n    - k: u\n      l: |\n        x\n    - {k: v}\na: 1\n",
        ),
        ("a: 1", "a: 1\nlist:\n  - {k: v}\n"),
    ],
)
def test_entries_are_added_and_all_else_stays(before: str, after: str) -> None:
    assert append_items(before, "list", [{"k": "v"}]) == after


def test_fields_are_set_and_comments_stay() -> None:
    assert set_field("changed: 2026-01-01  # why\nb: 2\n", "changed", "2026-02-02") == (
        "changed: 2026-02-02  # why\nb: 2\n"
    )
    assert set_field("changed: 2026-01-01\nb: 2\n", "updated", "x") == "changed: 2026-01-01\nupdated: x\nb: 2\n"


@given(st.text(st.characters(blacklist_categories=["Cc", "Cs", "Co", "Cf", "Zl", "Zp"]), min_size=1))
def test_any_text_survives_as_an_entry(text: str) -> None:
    data = parse_document(Path("made-up.yml"), append_items("a: 1\n", "list", [{"k": text}])).data
    assert data["list"] == [{"k": text}]
