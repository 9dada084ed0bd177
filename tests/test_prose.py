"""References, bare numbers, and what Markdown may hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsite.content import Content
from factsite.deriving.resolving import compute_change, resolve
from factsite.problems import RuleError
from factsite.prose.markdown import faults, heading_levels, links
from factsite.prose.numbers import bare_numbers, standing_numbers
from factsite.prose.references import Broken, Reference, masked, references
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from factsite.rendering.prose import Body, plain
from factsite.rendering.site import Site
from factsite.rendering.view import View
from projects import DAY, SITE_URL, copy_valid, language


@pytest.fixture
def content(small: Path) -> Content:
    return read_content(small)[0]


def one(text: str) -> Reference:
    found = list(references(text))
    assert len(found) == 1
    assert isinstance(found[0], Reference)
    return found[0]


def test_a_reference_has_literal_arguments() -> None:
    found = one('x {{ value(\'a-b\', "2022", sex="F") }} y')
    assert (found.name, found.arguments, found.named) == ("value", ("a-b", "2022"), {"sex": "F"})


def test_display_words_are_no_meaning() -> None:
    assert one('{{ term("a", "b") }}').meaning == one('{{ term("a") }}').meaning
    assert one('{{ value("2021") }}').meaning != one('{{ value("2022") }}').meaning


@given(st.text())
def test_no_text_crashes_the_parser(text: str) -> None:
    for found in references("{{" + text + "}}"):
        assert isinstance(found, Reference | Broken)


@pytest.mark.parametrize(
    "text",
    [
        "In 2022 and from 2014 to 2020.",
        "Under article 9bis, articles 3 and 13, art. 74/9, artikel 10, l’article 9ter and § 2.",
        "Judgment no. 126/2018, arrêt n° 244.190, arrest nr. 248.424, nos. 6749 and 6755.",
        "COVID-19, case C-578/08, Directive 2011/98/EU.",
        "See https://www.example.org/2022/36871 and [here](https://www.example.org/1).",
        "1. First\n2. Second",
        masked('{{ value("2022") }} persons'),
    ],
)
def test_numbers_that_may_stand(text: str) -> None:
    assert list(bare_numbers(text)) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("There were 36,871 persons.", "36,871"),
        ("Il y avait 36 871 personnes.", "36\u00a0871"),
        ("In 2022 871 persons.", "871"),
        ("Het waren er 36.871.", "36.871"),
        ("About 5% of them.", "5%"),
        ("On 1 March.", "1"),
        ("A fine of €200.", "€200"),
        ("Children under 12.", "12"),
        ("Between 65+ and more", "65+"),
    ],
)
def test_numbers_that_may_not(text: str, number: str) -> None:
    assert number in {found for _, found in bare_numbers(text)}


def test_years_are_compared_between_languages() -> None:
    assert standing_numbers(masked("In 2022, not 1999. {{ value('2020') }}")) == {"2022", "1999"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("<script>x</script>", "raw-html"),
        ("<img src=x onerror=y>", "raw-html"),
        ("<!-- hidden -->", "raw-html"),
        ("[a](javascript:x)", "link-scheme"),
        ("[a](JaVaScRiPt:x)", "link-scheme"),
        ("[a](java&#115;cript:x)", "link-scheme"),
        ("[a](data:text/html,x)", "link-scheme"),
        ("[a]: vbscript:x", "link-scheme"),
        ("![a](https://www.example.org/a.png)", "remote-image"),
        ("# Title", "heading"),
    ],
)
def test_what_markdown_may_not_hold(text: str, rule: str) -> None:
    assert rule in {error.rule for _, error in faults(text)}


def test_what_markdown_may_hold() -> None:
    text = "## A\n\n[b](https://www.example.org) <https://www.example.org/x> 3 < 4, a > b\n\n### C"
    assert list(faults(text)) == []
    assert heading_levels(text) == (2, 3)
    assert links(text) == {"https://www.example.org"}


def test_references_resolve_in_each_language(content: Content) -> None:
    entry = content.entries["figures/applicants"]
    text = '{{ value("2022") }}, {{ change("2021", "2022") }}, {{ date("start") }}, {{ value("waiting") }}'
    assert plain(text, entry, content, language("en")) == "36,871, +42%, 1 March 2022, 4"
    assert plain(text, entry, content, language("fr")) == "36\u202f871, +42\u00a0%, 1er mars 2022, 4"
    assert plain(text, entry, content, language("nl")) == "36.871, +42%, 1 maart 2022, 4"


def test_a_change_in_its_size_has_no_sign_whichever_way_it_went(content: Content) -> None:
    entry = content.entries["figures/applicants"]
    sizes = '{{ change("2021", "2022", as="absolute", form="size") }}, {{ change("2022", "2021", form="size") }}'
    assert plain(sizes, entry, content, language("en")) == "10,900, 29.6%"


def test_a_percentage_is_said_of_every_hundred(tmp_path: Path) -> None:
    copy_valid(tmp_path)
    facts = tmp_path / "content" / "data" / "figures" / "applicants.yml"
    changed = facts.read_text(encoding="utf-8").replace(
        "waiting: {value: 4, unit: months", "waiting: {value: 94.5, unit: percent"
    )
    facts.write_text(changed, encoding="utf-8")
    content = read_content(tmp_path / "content")[0]
    entry, text = content.entries["figures/applicants"], '{{ value("waiting") }}, {{ value("waiting", form="of-100") }}'
    assert plain(text, entry, content, language("en")) == "94.5%, 94.5"
    assert plain(text, entry, content, language("fr")) == "94,5\u00a0%, 94,5"


@pytest.mark.parametrize("text", ['{{ value("2022", form="of-100") }}', '{{ value("2022", form="words") }}'])
def test_other_forms_of_a_value_are_refused(content: Content, text: str) -> None:
    with pytest.raises(RuleError, match="of-100, for percentages"):
        resolve(one(text), content.entries["figures/applicants"], content)


def test_a_change_across_a_break_is_refused(content: Content) -> None:
    entry = content.entries["figures/applicants"]
    with pytest.raises(RuleError, match="breaks at 2021"):
        resolve(one('{{ change("2020", "2021") }}'), entry, content)


def test_a_change_from_nothing_is_refused(content: Content) -> None:
    figure = content.get("figures", "monthly", Figure)
    assert figure is not None
    january, february, march = figure.observations
    with pytest.raises(RuleError, match="not available"):
        compute_change(figure, "monthly", january, february)
    with pytest.raises(RuleError, match="zero"):
        compute_change(figure, "monthly", march, january)
    assert compute_change(figure, "monthly", march, january, "absolute").amount == 10


def test_a_citation_that_is_a_paragraph_by_itself_says_that_it_is_a_source(small: Path) -> None:
    page = small / "nl" / "explained" / "procedure.md"
    beside, alone = 'Kort. {{ cite("survey-2022") }}', '{{ cite("survey-2023") }} {{ cite("survey-2022") }}'
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("\n---\n", f"\n---\n{beside}\n\n{alone}\n\n", 1), encoding="utf-8")
    content = read_content(small)[0]
    entry, site = content.entries["explained/procedure"], Site(content, DAY, SITE_URL)
    body = Body(entry, content, language("nl"), View(site, "nl", entry, ""), site.environment)
    first, second = str(body.html()).splitlines()[:2]
    assert first.startswith('<p>Kort. <a class="cite" href="#source-1"><span class="unseen">Bron </span>1<')
    assert second.startswith('<p><a class="cite" href="#source-2"><span>Bron </span>2<')
    assert ' <a class="cite" href="#source-1"><span>Bron </span>1<' in second
    assert [citation.source for citation in body.citations] == ["survey-2022", "survey-2023"]
