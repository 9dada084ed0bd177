"""What search knows of the pages beside their texts, and that it knows nothing of what isn't public."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from factsite.checking import check
from factsite.deriving.public import public_content
from factsite.rendering.finding import Finder
from factsite.rendering.site import Site
from projects import DAY, SITE_URL, rich_content

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
SEARCH = """
words:
  en:
    - {words: [waiting room], terms: [applicant], pages: [explained/procedure, figures/applicants]}
queries:
  en:
    waiting: [explained/procedure]
    numbers: [explained/procedure, figures/applicants]
"""


def test_a_page_is_known_by_what_it_is_and_says() -> None:
    found = Finder(Site(rich_content(), DAY, SITE_URL), "en").data()
    (row,) = [one for one in found["rows"] if one[0] == "figures/applicants/"]
    assert row[1] == "Applicants"
    assert found["kinds"][row[2]] == ["Figure", 1.0]
    assert row[3] == ["36,871 persons", "2022"]
    assert found["terms"][row[5][0]][0] == ["applicant"]
    assert row[9][1] == 2022
    named = {found["kinds"][one[2]][0] for one in found["rows"]}
    assert {"Figure", "Explained", "Fact check", "Legislation", "Decision", "Commitment", "Term", "Page"} <= named


def test_everyday_words_lead_to_pages_and_terms() -> None:
    found = Finder(Site(rich_content(), DAY, SITE_URL), "en").data()
    names = [row[0] for row in found["rows"]]
    led = {words[0]: (terms, [names[page] for page in pages]) for words, terms, pages in found["everyday"]}
    assert led["shelter crisis"] == ([], ["explained/reception/"])
    assert led["newcomers"] == ([0], [])
    # How a body is called in short in any of the languages.
    assert led["HK"] == ([], ["organisations/the-office/"])


def test_search_knows_nothing_of_what_is_not_public(small: Path) -> None:
    page = small / "data" / "explained" / "procedure.yml"
    page.write_text(page.read_text(encoding="utf-8") + "draft: true\n", encoding="utf-8")
    (small / "data" / "search.yml").write_text(SEARCH, encoding="utf-8")
    whole = check(small, DAY)[0]
    assert whole.search is not None
    public = public_content(whole, NOON).content
    assert public.search is not None
    assert public.search.words["en"][0].pages == ["figures/applicants"]
    assert public.search.queries == {"en": {"numbers": ["figures/applicants"]}}
    assert "procedure" not in json.dumps(Finder(Site(public, DAY, SITE_URL), "en").data()["rows"])
