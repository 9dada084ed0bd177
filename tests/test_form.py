"""What the form saves: byte for byte what stood there where nothing changed, and nothing that the models refuse."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from factsite.content import Content
from factsite.documents.text import FORBIDDEN, UnreadableError
from factsite.documents.tree import parse_document
from factsite.form.configuration import configuration
from factsite.form.merging import merged
from factsite.form.saving import NotTakenError, editable, save, version
from factsite.form.server import FormServer
from factsite.reading.content import read_content
from projects import FIXTURES, ROOT, copy_valid

FILES = sorted([*(FIXTURES / "valid").glob("data/*/*.yml"), *(FIXTURES / "rich").glob("data/*/*.yml")])
# No sign that no file of the content may hold: some stand in no category of signs that can’t be seen.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8).filter(
    lambda text: not FORBIDDEN.search(text)
)
VALUES = st.recursive(
    WORDS | st.integers(0, 99_999).map(str),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(WORDS, inner, min_size=1, max_size=3),
    max_leaves=6,
)


def tree(text: str) -> dict[str, Any]:
    return parse_document(Path("x.yml"), text).data


def in_another_way(text: str) -> dict[str, Any]:
    """The same values as a program writes them: in the order of the alphabet, in its own quotation marks."""
    return tree(yaml.safe_dump(tree(text), allow_unicode=True, width=60))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_save_without_changes_keeps_every_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert merged(text, in_another_way(text)) == text


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_change_is_what_stands_there_afterwards(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(FILES)).read_text(encoding="utf-8")
    wanted = tree(text)
    place: Any = wanted
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not (isinstance(place[key], dict | list) and place[key]) or data.draw(st.booleans()):
            break
        place = place[key]
    what = data.draw(st.sampled_from(["another", "gone", "new"]))
    if what == "another":
        place[key] = data.draw(VALUES)
    elif what == "gone" and len(place) > 1:
        del place[key]
    elif isinstance(place, dict):
        place["a-new-field"] = data.draw(VALUES)
    else:
        place.append(data.draw(VALUES))
    assert tree(merged(text, wanted)) == wanted


def test_comments_and_layout_stay() -> None:
    old = '# of\nfirst: "2015"  # why\n\nlist:\n  - {period: "2015", value: 1}  # one\n  - {period: "2016", value: 2}\n'
    new: dict[str, Any] = {
        "first": "2016",
        "list": [{"period": "2015", "value": "1"}, {"period": "2016", "value": "3"}],
        "more": "x",
    }
    assert merged(old, new) == old.replace('"2015"  #', '"2016"  #').replace("value: 2", "value: 3") + "more: x\n"


def test_a_box_that_is_not_ticked_says_nothing() -> None:
    old = "list:\n  - {a: 1}\nsums: true\n"
    assert merged(old, {"list": [{"a": "1", "b": "false"}], "sums": "true", "more": "false"}) == old
    assert merged(old, {"list": [{"a": "1"}], "sums": "true", "import": {"unit": {"multiply": {}}}}) == old
    assert (
        merged(old, {"list": [{"a": "1", "b": "true"}], "sums": "true"}) == "list:\n  - {a: 1, b: true}\nsums: true\n"
    )


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return read_content(copy_valid(tmp_path))[0]


def test_a_page_keeps_its_text(content: Content) -> None:
    name = "en/figures/applicants.md"
    old = editable(content)[name]
    new = save(content, name, old.replace("title: Applicants", "title: All applicants"), version(old))
    assert new == old.replace("title: Applicants", "title: All applicants")
    assert (content.root / name).read_text(encoding="utf-8") == new
    text = "One sentence.\n"
    assert save(content, name, new[: new.rindex("---\n") + 4] + "\n" + text, version(new)).endswith("---\n" + text)


@pytest.mark.parametrize(
    "name", ["data/codes.yml", "../mkdocs.yml", "data/figures/../codes.yml", "data/figures/none.yml", "en/labels.yml"]
)
def test_no_other_file_is_written(content: Content, name: str) -> None:
    with pytest.raises(NotTakenError):
        save(content, name, "a: b\n", "")


def test_what_the_models_refuse_is_not_written(content: Content) -> None:
    name = "data/figures/applicants.yml"
    old = editable(content)[name]
    with pytest.raises(UnreadableError) as refused:
        save(content, name, old.replace("unit: persons", "unit: person"), version(old))
    assert [(problem.line, problem.rule) for problem in refused.value.problems] == [(4, "code")]
    assert (content.root / name).read_text(encoding="utf-8") == old


def test_what_was_changed_elsewhere_is_not_lost(content: Content) -> None:
    name = "data/figures/applicants.yml"
    old = editable(content)[name]
    (content.root / name).write_text(old + "# another's\n", encoding="utf-8")
    with pytest.raises(NotTakenError, match="changed elsewhere"):
        save(content, name, old.replace("16910", "16911"), version(old))


def test_every_kind_has_its_facts_and_its_words(content: Content) -> None:
    told = configuration(content)
    names = {one["name"] for one in told["collections"]}
    assert {"figures", "data-figures", "legislation", "data-legislation", "data-sources", "about"} <= names
    assert told["i18n"]["locales"] == ["en", "fr", "nl"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FormServer]:
    copy_valid(tmp_path)
    with FormServer(tmp_path, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def asked(address: str, **headers: str) -> tuple[int, str, str]:
    """Status, policy and body of an answer."""
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - loopback
            return answer.status, answer.headers["Content-Security-Policy"], answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Security-Policy"], error.read().decode()


def test_the_server_answers_its_own_page_only(server: FormServer) -> None:
    status, policy, _ = asked(server.address)
    assert status == 200
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert asked(server.address + "files", Host="elsewhere.example")[0] == 403
    assert asked(server.address + "files", Origin="http://elsewhere.example")[0] == 403
    assert asked(server.address + "../mkdocs.yml")[0] == 404
    found = json.loads(asked(server.address + "files")[2])
    assert "data/figures/applicants.yml" in found
    assert "data/codes.yml" not in found


def test_a_write_needs_the_page(server: FormServer) -> None:
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{server.address}files/data/figures/applicants.yml", data=b"a: b", method="PUT"
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)  # noqa: S310 - loopback
    with refused.value as error:
        assert error.code == 403


def test_the_form_is_no_part_of_the_site() -> None:
    """Nothing that makes the site knows of the form: none of its pages, programs or addresses can come into it."""
    package = ROOT / "hooks" / "factsite"
    files = [package / "plugin.py"]
    for name in ("rendering", "publishing", "building", "kinds", "releasing", "theme"):
        files += (package / name).rglob("*")
    texts = [path.read_text(encoding="utf-8") for path in files if path.suffix in {".py", ".html", ".js", ".css"}]
    assert [text[:80] for text in texts if "factsite.form" in text or "sveltia" in text.lower()] == []
