"""The site's own terms: what readers of its French and Dutch found is found again, and nothing else is."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from xml.etree import ElementTree

import pytest

from content.real import real_content
from factsite.checking.wording import Walk, words_are_right
from factsite.problems import Problem, RuleError
from factsite.publishing.termbase import tbx
from factsite.rendering.site import Site
from factsite.terminology.texts import OwnText, TextGroup
from projects import DAY, SITE_URL

# One of the readers' findings a line: the English, what stood in the translation, and what is agreed.
FRENCH = [
    ("A survey of the year.", "L’aperçu de l’année.", "Le bilan de l’année."),
    ("Data by gender are lacking.", "Les données par genre manquent.", "Les données par sexe manquent."),
    ("For newcomers.", "Pour les nouveaux arrivants.", "Pour les primo-arrivants."),
    ("A newcomer signs.", "Un nouvel arrivant signe.", "Un primo-arrivant signe."),
    ("Labour migration grows.", "La migration de travail croît.", "La migration économique croît."),
    ("Labour migration grows.", "La mobilité croît.", "La migration économique croît."),
    ("A right to legal assistance.", "Un droit à l’assistance juridique.", "Un droit à l’aide juridique."),
    ("The national action plan.", "Le plan fédéral.", "Le plan d’action national."),
    ("The national action plan.", "Le plan du gouvernement.", "Le plan d’action national."),
    (
        "The Global Compact for Migration.",
        "Le Pacte mondial pour les migrations.",
        "Le Pacte mondial sur les migrations.",
    ),
    ("An alternative exists.", "Une solution de rechange existe.", "Une alternative existe."),
    ("As a last resort.", "En dernier ressort.", "En dernier recours."),
    ("Several databases.", "Plusieurs banques de données.", "Plusieurs bases de données."),
    ("Student visas.", "Des visas d’étudiant.", "Des visas pour études."),
    ("The coaches help.", "Les coaches aident.", "Les coachs aident."),
    ("A subsequent application.", "Une demande répétée.", "Une demande ultérieure."),
    ("The Democratic Republic of the Congo.", "Le Congo-Kinshasa.", "La République démocratique du Congo."),
    ("The academic contribution.", "La contribution académique.", "La contribution universitaire."),
    (
        "People without a right of residence.",
        "Des personnes sans titre de séjour.",
        "Des personnes sans droit de séjour.",
    ),
    ("The Belgian statistical office.", "L’institut national de statistique.", "L’office belge de statistique."),
    ("The reference amount.", "Le montant indicatif.", "Le montant de référence."),
    ("The reference amount.", "Le revenu indicatif.", "Le montant de référence."),
    ("A work permit.", "Une autorisation d’occupation.", "Un permis de travail."),
    ("A forced return.", "Une expulsion.", "Un retour forcé."),
    ("Forced returns.", "Des rapatriements.", "Des retours forcés."),
    ("A first application.", "Une primo-demande.", "Une première demande."),
    ("A press page.", "Une page de presse.", "Un article de presse."),
    ("The stay.", "La présence illégale.", "Le séjour irrégulier."),
    ("The programme.", "Le trajet de participation.", "Le parcours de participation."),
    ("Per State.", "Par état membre.", "Par État membre."),
    ("The Council of State.", "Le Conseil d’Etat.", "Le Conseil d’État."),
    ("The Immigration Office.", "L’Office des Étrangers.", "L’Office des étrangers."),
    (
        "The CGRS.",
        "Le Commissariat général aux réfugiés et apatrides.",
        "Le Commissariat général aux réfugiés et aux apatrides.",
    ),
    ("The CGRS.", "Le CGVS décide.", "Le CGRA décide."),
    ("It rose.", "Le nombre a évolué de cinq.", "Le nombre a augmenté de cinq."),
    ("Slides.", "La diapositive le dit.", "La présentation le dit."),
    ("Our sources.", "Selon nos sources.", "Selon le plan."),
]
DUTCH = [
    ("The presentation.", "De slides.", "De presentatie."),
    ("The presentation.", "De dia’s.", "De presentatie."),
    ("The personal interview.", "Het gehoor.", "Het persoonlijk onderhoud."),
    ("Personal interviews.", "De gehoren.", "De persoonlijke onderhouden, elk een persoonlijk onderhoud."),
    ("The reference amount.", "Het richtbedrag.", "Het referentiebedrag."),
    ("The reference amount.", "Het richtinkomen.", "Het referentiebedrag."),
    ("Irregular stay.", "Irregulier verblijf.", "Onregelmatig verblijf."),
    ("Irregular migrants.", "Irreguliere migranten.", "Mensen in onregelmatig verblijf."),
    ("The Global Compact for Migration.", "Het pact inzake migratie.", "Het Wereldwijd pact voor migratie."),
    ("The Global Compact for Migration.", "Het mondiaal pact.", "Het Wereldwijd pact."),
    ("The caseload.", "De werkvoorraad.", "De werklast."),
    ("The largest contributor.", "De belangrijkste bijdrager.", "De grootste donor."),
    ("The Democratic Republic of the Congo.", "Congo-Kinshasa.", "De Democratische Republiek Congo."),
    (
        "The Coordination Unit.",
        "De interdepartementale coördinatiecel ter bestrijding van de mensensmokkel en mensenhandel.",
        "De Interdepartementale Coördinatiecel ter bestrijding van de mensensmokkel en de mensenhandel.",
    ),
    ("In the morning.", "Om acht uur 's ochtends.", "Om acht uur ’s ochtends."),
    ("It fell.", "Het aantal veranderde met vijf.", "Het aantal daalde met vijf."),
    ("This act.", "Deze akte geldt.", "Deze wet geldt."),
    ("A subsequent application.", "Een herhaald verzoek.", "Een volgend verzoek."),
    ("The CALL.", "De raad voor vreemdelingenbetwistingen.", "De Raad voor Vreemdelingenbetwistingen."),
    ("The CGRS.", "Het CGRA beslist.", "Het CGVS beslist."),
    ("It says so.", "Het zegt «ja».", "Het zegt “ja”."),
    ("Sudan.", "In Sudan.", "In Soedan."),
    ("Fact checks.", "De fact-checks.", "De feitenchecks."),
]


@cache
def walk() -> Walk:
    """The rules on words with the site's own terms."""
    return Walk(real_content())


def at(code: str, offset: int, width: int, error: RuleError) -> Problem:
    return Problem(Path(code), 1, offset + 1, error.rule, error.message, error.remedy, width=width)


def found(code: str, english: str, text: str) -> list[str]:
    """The rules that a text breaks as the translation of an English one."""
    reader = walk().base.readers
    texts = {
        one: {"body.0": OwnText("explained/any#body.0", one, words, reader[one], partial(at, one))}
        for one, words in (("en", english), (code, text))
    }
    return [one.rule for one in walk().of_group(TextGroup("en", texts)) if one.path == Path(code)]


@pytest.mark.parametrize(("english", "wrong", "right"), FRENCH)
def test_what_readers_of_the_french_found_is_found_again(english: str, wrong: str, right: str) -> None:
    assert found("fr", english, wrong)
    assert found("fr", english, right) == []


@pytest.mark.parametrize(("english", "wrong", "right"), DUTCH)
def test_what_readers_of_the_dutch_found_is_found_again(english: str, wrong: str, right: str) -> None:
    assert found("nl", english, wrong)
    assert found("nl", english, right) == []


def test_nothing_is_found_in_the_content() -> None:
    assert [problem.head(real_content().root) for problem in words_are_right(real_content())] == []


def test_each_exception_has_a_reason_and_stands_in_order() -> None:
    for reasons in real_content().exceptions.root.values():
        assert list(reasons) == sorted(reasons)
        assert all(len(reason) > 20 for reason in reasons.values())


def test_the_term_base_is_the_same_bytes_and_holds_every_word() -> None:
    site = Site(real_content(), DAY, SITE_URL)
    text = tbx(site)
    assert tbx(site) == text
    words = [one.text for one in ElementTree.fromstring(text).iter("{urn:iso:std:iso:30042:ed-2}term")]  # noqa: S314
    for glossary in real_content().glossary.words.values():
        for term in glossary.values():
            assert {term.term, *term.also, *(one.word for one in term.deprecated)} <= set(words)
