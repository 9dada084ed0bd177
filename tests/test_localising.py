"""Each language's own forms, and catalogues that are whole."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from factsite.localising.names import country_alpha_3
from factsite.records.codes import Effect, Outcome
from factsite.records.listed import Unit
from factsite.records.scalars import Span, parse_span
from projects import codes, language

UNITS, STEPS, ACTS = codes().units, codes().steps, codes().acts

LANGUAGES = ("en", "fr", "nl")


@pytest.mark.parametrize(
    ("code", "number", "percent", "money"),
    [
        ("en", "36,871", "43.5%", "US$1,234.40"),
        ("fr", "36\u202f871", "43,5\u00a0%", "1\u202f234,40\u00a0$US"),
        ("nl", "36.871", "43,5%", "US$\u00a01.234,40"),
    ],
)
def test_numbers(code: str, number: str, percent: str, money: str) -> None:
    speaker = language(code)
    assert speaker.number(Decimal(36871)) == number
    assert speaker.quantity(Decimal("43.5"), UNITS["percent"]) == percent
    assert speaker.quantity(Decimal("1234.4"), UNITS["us-dollar"]) == money


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2022-03-01", ("1 March 2022", "1er mars 2022", "1 maart 2022")),
        ("2022-03-21", ("21 March 2022", "21 mars 2022", "21 maart 2022")),
        ("2022-Q1", ("first quarter of 2022", "premier trimestre de 2022", "eerste kwartaal van 2022")),
        ("2021-06", ("June 2021", "juin 2021", "juni 2021")),
        ("2022", ("2022", "2022", "2022")),
        ("2025-03/2025-06", ("March to June 2025", "de mars à juin 2025", "maart tot juni 2025")),
        (
            "2024-10/2025-04",
            ("October 2024 to April 2025", "d’octobre 2024 à avril 2025", "oktober 2024 tot april 2025"),
        ),
        (
            "2022-05-01/2022-05-20",
            ("from 1 to 20 May 2022", "du 1er au 20 mai 2022", "van 1 tot 20 mei 2022"),
        ),
        (
            "2022-04-30/2022-06-01",
            ("from 30 April to 1 June 2022", "du 30 avril au 1er juin 2022", "van 30 april tot 1 juni 2022"),
        ),
        (
            "2013-12-31/2024-12-31",
            (
                "from 31 December 2013 to 31 December 2024",
                "du 31 décembre 2013 au 31 décembre 2024",
                "van 31 december 2013 tot 31 december 2024",
            ),
        ),
        (
            "2020-Q1/2020-Q4",
            (
                "from the first quarter of 2020 to the fourth quarter of 2020",
                "du premier trimestre de 2020 au quatrième trimestre de 2020",
                "van het eerste kwartaal van 2020 tot het vierde kwartaal van 2020",
            ),
        ),
        (
            "2022-08/2022-08-15",
            (
                "from August 2022 to 15 August 2022",
                "d’août 2022 au 15 août 2022",
                "van augustus 2022 tot 15 augustus 2022",
            ),
        ),
        ("2014/2020-09", ("2014 to September 2020", "de 2014 à septembre 2020", "2014 tot september 2020")),
    ],
)
def test_periods(text: str, shown: tuple[str, str, str]) -> None:
    assert tuple(language(code).span(parse_span(text)) for code in LANGUAGES) == shown


def test_changes_are_signed_and_worded() -> None:
    assert [language(code).signed(Decimal("-41.96"), UNITS["percent"]) for code in LANGUAGES] == [
        "−42%",
        "−42\u00a0%",
        "−42%",
    ]
    assert [language(code).change_in_words(Decimal("41.96"), UNITS["percent"]) for code in LANGUAGES] == [
        "an increase of 42%",
        "une hausse de 42\u00a0%",
        "een stijging van 42%",
    ]
    assert language("fr").signed(Decimal("2.5"), UNITS["percent"], points=True) == "+2,5\u00a0points de pourcentage"
    assert language("nl").change_in_words(Decimal("0"), UNITS["percent"]) == "geen verandering"


def test_a_small_change_is_never_called_none() -> None:
    assert language("nl").change_in_words(Decimal("0.0123"), UNITS["percent"]) == "een stijging van 0,01%"
    assert language("en").signed(Decimal("-0.044"), UNITS["percent"]) == "−0.04%"
    assert language("en").change_in_words(Decimal("0.04"), UNITS["euro"]) == "an increase of €0.04"


def test_cents_are_kept() -> None:
    shown = [language("fr").quantity(Decimal(text), UNITS["euro"]) for text in ("8.80", "9.4", "9", "9.00", "1234.567")]
    assert shown == ["8,80\u00a0€", "9,40\u00a0€", "9\u00a0€", "9,00\u00a0€", "1\u202f234,57\u00a0€"]


def test_large_sums_are_written_out_in_sentences() -> None:
    shown = [language(code).written(Decimal("13200000000"), UNITS["us-dollar"]) for code in LANGUAGES]
    assert [text.replace("\u00a0", " ") for text in shown] == [
        "13.2 billion dollars",
        "13,2 milliards de dollars",
        "13,2 miljard dollar",
    ]


def plain_spaces(texts: list[str]) -> list[str]:
    """The texts with plain spaces only."""
    return [re.sub(r"[\u00a0\u202f]", " ", text) for text in texts]


def test_large_sums_are_short_on_charts_only() -> None:
    """In each kind of sentence the sum stands in words; a table has its digits, a drawing the short form."""
    value, dollars = Decimal("13182345678"), UNITS["us-dollar"]
    speakers = [language(code) for code in LANGUAGES]
    assert plain_spaces([one.change_in_words(Decimal("2600000000"), dollars) for one in speakers]) == [
        "an increase of 2.6 billion dollars",
        "une hausse de 2,6 milliards de dollars",
        "een stijging van 2,6 miljard dollar",
    ]
    assert plain_spaces([one.signed(Decimal("-580808350"), dollars) for one in speakers]) == [
        "−580.8 million dollars",
        "−580,8 millions de dollars",
        "−580,8 miljoen dollar",
    ]
    assert plain_spaces([one.with_unit(value, dollars) for one in speakers]) == [
        "13.2 billion dollars",
        "13,2 milliards de dollars",
        "13,2 miljard dollar",
    ]
    assert plain_spaces([one.on_chart(value, dollars) for one in speakers]) == [
        "US$13.2bn",
        "13,2 Md $US",
        "US$ 13,2 mld.",
    ]
    assert language("en").quantity(value, dollars) == "US$13,182,345,678"
    # A number itself loses nothing in words; a description may round.
    assert language("en").written(Decimal("580808350"), dollars) == "US$580,808,350"
    assert language("en").written(Decimal("580808350"), dollars, rounded=True) == "580.8 million dollars"


def test_an_axis_of_millions_is_in_millions_throughout() -> None:
    persons, top = UNITS["persons"], Decimal(1_500_000)
    values = [Decimal(one) for one in (0, 250_000, 500_000, 1_000_000, 1_500_000)]
    shown = [plain_spaces([language(code).tick(one, persons, top) for one in values]) for code in LANGUAGES]
    assert shown == [
        ["0", "0.25M", "0.5M", "1M", "1.5M"],
        ["0", "0,25 M", "0,5 M", "1 M", "1,5 M"],
        ["0", "0,25 mln.", "0,5 mln.", "1 mln.", "1,5 mln."],
    ]
    assert language("en").tick(Decimal(500_000), persons, Decimal(800_000)) == "500,000"


@pytest.mark.parametrize(
    ("code", "title", "unit", "shown"),
    [
        ("nl", "Personen die in 2024 een eerste verzoek indienden", UNITS["persons"], ""),
        ("nl", "Opvangplaatsen", UNITS["places"], ""),
        ("nl", "Personenvervoer", UNITS["persons"], "personen"),
        ("fr", "Places d’accueil", UNITS["places"], ""),
        ("fr", "Remplaces", UNITS["places"], "places"),
        ("fr", "Premiers titres de séjour", UNITS["permits"], ""),
        ("en", "Reception places", UNITS["places"], ""),
        ("en", "Applicants for international protection", UNITS["persons"], "persons"),
    ],
)
def test_a_unit_stands_beside_a_title_that_does_not_name_it(code: str, title: str, unit: Unit, shown: str) -> None:
    assert language(code).unit_beside(title, unit) == shown


def test_a_word_agrees_with_the_noun_it_is_said_of() -> None:
    assert [language(code).say_of("title", "not known") for code in LANGUAGES] == ["not known", "inconnu", "onbekend"]
    assert [language(code).say_of("day", "not known") for code in LANGUAGES] == ["not known", "inconnue", "onbekend"]
    alone = [language(code).span(Span("unknown", "unknown")) for code in LANGUAGES]
    assert alone == ["day not known", "date inconnue", "dag onbekend"]


def test_what_decisions_do_is_a_noun_in_french() -> None:
    """It stands beside the act or the decision, of either gender: no verb without subject, no adjective."""
    names = [language("fr").name(code) for code in (*Effect, *Outcome)]
    assert [name for name in names if re.match(r"(?:l[ea’] ?|porte|concerne|annule|suspend|adoptée?$)", name)] == []


@pytest.mark.parametrize(
    ("text", "by", "shown"),
    [
        ("2022-12-31", "on", ("on 31 December 2022", "le 31 décembre 2022", "op 31 december 2022")),
        ("2022-03", "on", ("in March 2022", "en mars 2022", "in maart 2022")),
        (
            "2022-Q3",
            "on",
            ("in the third quarter of 2022", "au troisième trimestre de 2022", "in het derde kwartaal van 2022"),
        ),
        (
            "2022-Q2",
            "since",
            (
                "since the second quarter of 2022",
                "depuis le deuxième trimestre de 2022",
                "sinds het tweede kwartaal van 2022",
            ),
        ),
        (
            "2022-Q4",
            "compared",
            (
                "compared with the fourth quarter of 2022",
                "par rapport au quatrième trimestre de 2022",
                "vergeleken met het vierde kwartaal van 2022",
            ),
        ),
        ("2026-10", "for", ("for October 2026", "pour octobre 2026", "voor oktober 2026")),
        ("2026-10-01", "for", ("for 1 October 2026", "pour le 1er octobre 2026", "voor 1 oktober 2026")),
        ("2022", "since", ("since 2022", "depuis 2022", "sinds 2022")),
        ("1981-07-01", "since", ("since 1 July 1981", "depuis le 1er juillet 1981", "sinds 1 juli 1981")),
        (
            "2022-12-31",
            "compared",
            ("compared with 31 December 2022", "par rapport au 31 décembre 2022", "vergeleken met 31 december 2022"),
        ),
        ("2021", "compared", ("compared with 2021", "par rapport à 2021", "vergeleken met 2021")),
        ("2022-08", "of", ("of August 2022", "d’août 2022", "van augustus 2022")),
        ("2025-07-18", "of", ("of 18 July 2025", "du 18 juillet 2025", "van 18 juli 2025")),
    ],
)
def test_days_and_periods_take_their_preposition(text: str, by: str, shown: tuple[str, str, str]) -> None:
    assert tuple(language(code).placed(parse_span(text), by) for code in LANGUAGES) == shown


def test_a_status_agrees_with_the_kind_of_act() -> None:
    french = language("fr")
    assert french.name(STEPS["partly-annulled"], ACTS["law"]) == "annulée en partie"
    assert french.name(STEPS["partly-annulled"], ACTS["royal-decree"]) == "annulé en partie"
    assert language("nl").name(STEPS["annulled"], ACTS["law"]) == "vernietigd"
    assert language("en").name(STEPS["annulled"], ACTS["law"]) == "annulled"


def test_changes_as_verbs_agree_with_their_subject() -> None:
    up, down = Decimal("41.96"), Decimal("-1234")
    assert [language(code).change_as_verb(up, UNITS["percent"], many=True) for code in LANGUAGES] == [
        "rose by 42%",
        "ont augmenté de 42\u00a0%",
        "stegen met 42%",
    ]
    assert [language(code).change_as_verb(down, UNITS["persons"]) for code in LANGUAGES] == [
        "fell by 1,234",
        "a baissé de 1\u202f234",
        "daalde met 1.234",
    ]
    assert language("fr").change_as_verb(Decimal("0"), UNITS["percent"]) == "n’a pas changé"


def test_plurals_follow_the_language() -> None:
    """Nought is singular in French, plural in English and Dutch."""
    shown = [language(code).translations.ngettext("Used on %(n)s page", "Used on %(n)s pages", 0) for code in LANGUAGES]
    assert shown == ["Used on %(n)s pages", "Utilisée sur %(n)s page", "Gebruikt op %(n)s pagina’s"]


def test_the_first_of_a_month_in_french() -> None:
    assert language("fr").day(date(2022, 3, 1)) == "1er mars 2022"
    assert language("fr").day(date(2022, 3, 11)) == "11 mars 2022"


def test_a_country_has_the_code_of_three_letters_that_holds_today() -> None:
    """Where CLDR also gives that of a former state: Germany isn’t the German Democratic Republic."""
    today = {"DE": "DEU", "MM": "MMR", "YE": "YEM", "CD": "COD", "FR": "FRA", "TL": "TLS", "BE": "BEL"}
    assert {code: country_alpha_3(code) for code in today} == today
