"""Templates say, code decides: what they are handed has names, and no template judges what belongs to the code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from markupsafe import Markup

from factsite.rendering.environment import THEME, make_environment
from factsite.rendering.words import Words

ENVIRONMENT = make_environment()
TEMPLATES = sorted((THEME / "templates").iterdir())
# Where text is in another language than the reader's is asked of the words themselves, which answer with an attribute.
FALLBACK = {"is_fallback", "fallback", "lang", "hreflang", "words_lang", "interface_lang", "shown"}


def by_position(source: str, environment: Environment = ENVIRONMENT) -> Iterator[str]:
    """Every place of a template that reads something by its position in a tuple or list."""
    tree = environment.parse(source)
    for item in tree.find_all(nodes.Getitem):
        index = item.arg.node if isinstance(item.arg, nodes.Neg) else item.arg
        if not (isinstance(index, nodes.Const) and isinstance(index.value, str)) and not _by_key(index):
            yield f"line {item.lineno}: an item by its position"
    for loop in tree.find_all(nodes.For):
        if isinstance(loop.target, nodes.Tuple) and not _items(loop.iter):
            yield f"line {loop.lineno}: a tuple is taken apart"
    for assignment in tree.find_all(nodes.Assign):
        apart = isinstance(assignment.target, nodes.Tuple)
        if apart and not isinstance(assignment.node, nodes.Tuple):
            yield f"line {assignment.lineno}: a tuple is taken apart"


def _by_key(index: nodes.Node) -> bool:
    """Whether an item is looked up under the attribute of something: by a key, not by a number of Jinja's loop."""
    return isinstance(index, nodes.Getattr) and not (isinstance(index.node, nodes.Name) and index.node.name == "loop")


def _items(expression: nodes.Node) -> bool:
    """Whether a loop goes over ``something.items()``."""
    return (
        isinstance(expression, nodes.Call)
        and isinstance(expression.node, nodes.Getattr)
        and expression.node.attr == "items"
    )


def judged_languages(source: str, environment: Environment = ENVIRONMENT) -> Iterator[str]:
    """Every condition of a template that asks whether a text is in another language than the reader's."""
    tree = environment.parse(source)
    tests = [found.test for found in tree.find_all(nodes.If)] + [found.test for found in tree.find_all(nodes.CondExpr)]
    for test in tests + [found.test for found in tree.find_all(nodes.For) if found.test is not None]:
        names = {_named(node) for node in (test, *test.find_all(nodes.Node))}
        compared = isinstance(test, nodes.Compare) and names & {"language", "code"}
        if compared or names & FALLBACK:
            yield f"line {test.lineno}: a condition on {', '.join(sorted(names))}"


def _named(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.name if isinstance(node, nodes.Name) else ""


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_reads_nothing_by_position(template: Path) -> None:
    assert list(by_position(template.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_never_judges_in_which_language_a_text_is(template: Path) -> None:
    assert list(judged_languages(template.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ row[0] }}",
        "{{ title[-1] }}",
        "{{ keys[loop.index0] }}",
        "{{ keys[number] }}",
        "{% for name, value in rows %}{% endfor %}",
        '{% for name, value in (("a", 1), ("b", 2)) %}{% endfor %}',
        "{% for name, (first, last) in rows %}{% endfor %}",
        "{% set first, last = row %}",
    ],
)
def test_a_position_is_found(source: str) -> None:
    assert list(by_position(source))


@pytest.mark.parametrize(
    "source",
    [
        "{{ row.name }}",
        "{{ said[entry.id] }}",
        '{{ row["name"] }}',
        "{% for code, name in codes.items() %}{% endfor %}",
    ],
)
def test_names_are_no_positions(source: str) -> None:
    assert not list(by_position(source))


@pytest.mark.parametrize(
    "source",
    [
        '{% if view.is_fallback %} lang="{{ view.code }}"{% endif %}',
        '{% if lang %} lang="{{ lang }}"{% endif %}',
        '{{ "fr" if not view.is_fallback }}',
        "{% for alternate in view.alternates if not alternate.fallback %}{% endfor %}",
        "{% if title.language != view.code %}{% endif %}",
        "{% if view.shown.code != view.code %}{% endif %}",
    ],
)
def test_a_judgement_of_languages_is_found(source: str) -> None:
    assert list(judged_languages(source))


def test_words_mark_their_language_where_it_is_not_the_one_around() -> None:
    template = ENVIRONMENT.from_string("<p{{ words.lang }}>{{ words }}</p><a{{ words.hreflang }}></a>")
    assert template.render(words=Words("Reçu & lu", "fr", "nl")) == (
        '<p lang="fr">Reçu &amp; lu</p><a hreflang="fr"></a>'
    )
    assert template.render(words=Words("Reçu", "fr", "fr")) == "<p>Reçu</p><a></a>"


def test_words_are_escaped_like_any_text() -> None:
    hostile = Words('<b onclick="x">', '"><script>', "en")
    assert not isinstance(hostile, Markup)
    assert ENVIRONMENT.from_string("<p{{ words.lang }}>{{ words }}</p>").render(words=hostile) == (
        '<p lang="&#34;&gt;&lt;script&gt;">&lt;b onclick=&#34;x&#34;&gt;</p>'
    )
