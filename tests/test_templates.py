"""Templates say, code decides: what they are handed has names, and no template judges what belongs to the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from jinja2.ext import extract_from_ast
from markupsafe import Markup

from factsite.deriving import release_state
from factsite.deriving.release_state import State
from factsite.records.figure import Figure
from factsite.records.scalars import parse_span
from factsite.rendering import calendar as rendered
from factsite.rendering import home
from factsite.rendering.environment import THEME, make_environment
from factsite.rendering.pages import PageRenderer
from factsite.rendering.site import Site
from factsite.rendering.words import LangText
from projects import DAY, rich_content

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
    assert template.render(words=LangText("Reçu & lu", "fr", "nl")) == (
        '<p lang="fr">Reçu &amp; lu</p><a hreflang="fr"></a>'
    )
    assert template.render(words=LangText("Reçu", "fr", "fr")) == "<p>Reçu</p><a></a>"


def test_words_are_escaped_like_any_text() -> None:
    hostile = LangText('<b onclick="x">', '"><script>', "en")
    assert not isinstance(hostile, Markup)
    assert ENVIRONMENT.from_string("<p{{ words.lang }}>{{ words }}</p>").render(words=hostile) == (
        '<p lang="&#34;&gt;&lt;script&gt;">&lt;b onclick=&#34;x&#34;&gt;</p>'
    )


# Sentences that hold a number of their own: names, one of a pair for scripts, and the arithmetic of a percentage.
OWN_NUMBERS = {
    "1 page found.": "scripts choose between this and its plural",
    "100 × numerator ÷ denominator, computed for each period; decimals: %(n)s": "what a percentage is",
    "Checksum (SHA-256):": "the name of a method",
}
NUMBER_WORDS = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|fifty|hundred|thousand)\b"
)


def test_no_sentence_of_a_template_repeats_a_number_that_the_code_decides() -> None:
    found = set()
    for path in TEMPLATES:
        tree = ENVIRONMENT.parse(path.read_text(encoding="utf-8"))
        for _, _, message in extract_from_ast(tree, gettext_functions=("_", "_n", "pgettext")):
            for words in (message,) if isinstance(message, str) else message or ():
                if words and NUMBER_WORDS.search(words.replace("%(", "(")):
                    found.add(words)
    assert found <= OWN_NUMBERS.keys()


@pytest.mark.parametrize("weeks", [1, 4, 6])
def test_the_weeks_that_sentences_name_are_those_that_the_calendar_counts(
    weeks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (release_state, rendered, home):
        monkeypatch.setattr(module, "SOON_WEEKS", weeks)
    site = Site(rich_content(), DAY, "https://example.org/")
    for code in site.content.languages:
        page = PageRenderer(site, code, site.content.entries["index"]).document()
        heading = page.split('<h2 id="coming">')[1].split("</h2>")[0]
        assert re.search(rf"\b{weeks}\b", heading)
    figure = site.content.get("figures", "applicants", Figure)
    assert figure is not None
    for days, state in ((7 * weeks, State.SOON), (7 * weeks + 1, State.ANNOUNCED)):
        due = parse_span((DAY + timedelta(days=days)).isoformat())
        assert release_state.state_on(figure.model_copy(update={"next_update": due}), DAY) is state


def test_no_two_landmarks_of_a_template_have_one_name() -> None:
    """A section and a table that scrolls in it are two landmarks: both named by one heading, neither is told apart."""
    for path in TEMPLATES:
        for macro in re.split(r"{%-? macro ", path.read_text(encoding="utf-8")):
            named = re.findall(r'aria-labelledby="([^"{]+)"', macro)
            assert len(named) == len(set(named)), path.name


@pytest.mark.parametrize("name", sorted(path.name for path in (THEME / "templates").glob("*.html")))
def test_what_parts_two_things_said_is_the_languages_own(name: str) -> None:
    """French keeps a narrow space before a semicolon and a colon; only a language knows (``view.language``)."""
    text = (THEME / "templates" / name).read_text(encoding="utf-8")
    shown = re.sub(r"\{#.*?#\}|&\w+;|<style.*?</style>|\b(?:style|content)=\"[^\"]*\"", "", text, flags=re.DOTALL)
    # Pages of files belong to all languages.
    shown = "" if name.startswith("data-") else shown
    assert re.findall(r"[%}]\}[;:] |\"[;:] ?\"", shown) == []
