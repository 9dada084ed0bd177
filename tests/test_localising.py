"""Each language's own forms, and catalogues that are whole."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from factsite.cli.catalogues import read_catalogue, sentences
from factsite.localising.language import language
from factsite.records.codes import Unit
from factsite.records.scalars import parse_span
from projects import ROOT

LANGUAGES = ("en", "fr", "nl")


@pytest.mark.parametrize(
    ("code", "number", "percent", "money"),
    [
        ("en", "36,871", "43.5%", "US$1,234"),
        ("fr", "36\u202f871", "43,5\u00a0%", "1\u202f234\u00a0$US"),
        ("nl", "36.871", "43,5%", "US$\u00a01.234"),
    ],
)
def test_numbers(code: str, number: str, percent: str, money: str) -> None:
    speaker = language(code)
    assert speaker.number(Decimal(36871)) == number
    assert speaker.quantity(Decimal("43.5"), Unit.PERCENT) == percent
    assert speaker.quantity(Decimal("1234.4"), Unit.US_DOLLAR) == money


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2022-03-01", ("1 March 2022", "1er mars 2022", "1 maart 2022")),
        ("2022-03-21", ("21 March 2022", "21 mars 2022", "21 maart 2022")),
        ("2022-Q1", ("Q1 2022", "T1 2022", "K1 2022")),
        ("2021-06", ("June 2021", "juin 2021", "juni 2021")),
        ("2022", ("2022", "2022", "2022")),
        ("2014/2020-09", ("2014 to September 2020", "de 2014 à septembre 2020", "2014 tot september 2020")),
    ],
)
def test_periods(text: str, shown: tuple[str, str, str]) -> None:
    assert tuple(language(code).span(parse_span(text)) for code in LANGUAGES) == shown


def test_changes_are_signed_and_worded() -> None:
    assert [language(code).signed(Decimal("-41.96"), Unit.PERCENT) for code in LANGUAGES] == [
        "−42%",
        "−42\u00a0%",
        "−42%",
    ]
    assert [language(code).change_in_words(Decimal("41.96"), Unit.PERCENT) for code in LANGUAGES] == [
        "an increase of 42%",
        "une hausse de 42\u00a0%",
        "een stijging van 42%",
    ]
    assert language("fr").signed(Decimal("2.5"), Unit.PERCENT, points=True) == "+2,5 points de pourcentage"
    assert language("nl").change_in_words(Decimal("0.01"), Unit.PERCENT) == "geen verandering"


def test_changes_as_verbs_agree_with_their_subject() -> None:
    up, down = Decimal("41.96"), Decimal("-1234")
    assert [language(code).change_as_verb(up, Unit.PERCENT, many=True) for code in LANGUAGES] == [
        "rose by 42%",
        "ont augmenté de 42\u00a0%",
        "stegen met 42%",
    ]
    assert [language(code).change_as_verb(down, Unit.PERSONS) for code in LANGUAGES] == [
        "fell by 1,234",
        "a baissé de 1\u202f234",
        "daalde met 1.234",
    ]
    assert language("fr").change_as_verb(Decimal("0.01"), Unit.PERCENT) == "n’a pas changé"


def test_plurals_follow_the_language() -> None:
    """Nought is singular in French, plural in English and Dutch."""
    shown = [language(code).translations.ngettext("Used on %(n)s page", "Used on %(n)s pages", 0) for code in LANGUAGES]
    assert shown == ["Used on %(n)s pages", "Utilisée sur %(n)s page", "Gebruikt op %(n)s pagina’s"]


def test_the_first_of_a_month_in_french() -> None:
    assert language("fr").day(date(2022, 3, 1)) == "1er mars 2022"
    assert language("fr").day(date(2022, 3, 11)) == "11 mars 2022"


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_catalogue_is_whole(code: str) -> None:
    catalogue, wanted = read_catalogue(ROOT / "hooks", code), sentences(ROOT / "hooks")
    ids = {message.id for message in wanted if message.id}
    assert {message.id for message in catalogue if message.id} == ids
    for message in catalogue:
        if not message.id:
            continue
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert all(strings), message.id
        assert not message.fuzzy
        for string in strings:
            places = re.compile(r"%\([a-z]+\)s|\{n\}")
            assert sorted(places.findall(string)) == sorted(places.findall(originals[-1])), message.id
