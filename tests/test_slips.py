"""Single slips, as people make them: each gives one problem, which names the right file and line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from factsite.checking import check
from factsite.documents.slips import slip as seen
from factsite.documents.text import UnreadableError
from factsite.documents.tree import parse_document
from factsite.problems import Severity, relative
from projects import DAY

PAGE, WORDS = "en/explained/procedure.md", "en/figures/applicants.md"
FACTS, MONTHLY, SERIES = "data/figures/applicants.yml", "data/figures/monthly.yml", "data/figures/monthly.csv"
ACT = "data/legislation/act.yml"


@dataclass(frozen=True)
class Renamed:
    to: str


@dataclass(frozen=True)
class Copied:
    of: str


GONE = None
Change = tuple[str, str] | Callable[[str], bytes] | Renamed | Copied | None


@dataclass(frozen=True)
class Slip:
    """A change of one file of the valid content, and where the only problem should be."""

    file: str
    change: Change
    named: str
    line: int
    rule: str

    def make(self, root: Path) -> None:
        path = root / self.file
        if self.change is None:
            path.unlink()
        elif isinstance(self.change, Renamed):
            path.rename(root / self.change.to)
        elif isinstance(self.change, Copied):
            path.write_bytes((root / self.change.of).read_bytes())
        elif isinstance(self.change, tuple):
            text = path.read_text(encoding="utf-8")
            assert self.change[0] in text
            path.write_text(text.replace(*self.change, 1), encoding="utf-8")
        else:
            path.write_bytes(self.change(path.read_text(encoding="utf-8")))


SLIPS = {
    "unit line deleted": Slip(FACTS, ("unit: persons\n", ""), FACTS, 1, "missing-field"),
    "source line deleted": Slip(FACTS, ("\nsource: survey-2022\n", "\n"), FACTS, 19, "missing-source"),
    "field misspelt": Slip(FACTS, ("frequency:", "frequensy:"), FACTS, 6, "unknown-field"),
    "unknown field": Slip(FACTS, ("unit: persons", "unit: persons\ncolour: red"), FACTS, 5, "unknown-field"),
    "code misspelt": Slip(FACTS, ("measures: flow", "measures: flew"), FACTS, 5, "code"),
    "unit misspelt": Slip(FACTS, ("unit: persons", "unit: person"), FACTS, 4, "code"),
    "theme misspelt": Slip(FACTS, ("[asylum]", "[asilum]"), FACTS, 1, "dangling-reference"),
    "organisation misspelt": Slip(
        FACTS, ("organisation: office", "organisation: ofice"), FACTS, 7, "dangling-reference"
    ),
    "source misspelt": Slip(FACTS, ("\nsource: survey-2022", "\nsource: survey-2O22"), FACTS, 10, "identifier"),
    "field twice": Slip(FACTS, ("unit: persons", "unit: persons\nunit: cases"), FACTS, 5, "duplicate-key"),
    "indented": Slip(FACTS, ("unit: persons", "  unit: persons"), FACTS, 4, "yaml"),
    "missing quote": Slip(FACTS, ('section: "2"', 'section: "2'), FACTS, 12, "yaml"),
    "missing quote at line": Slip(PAGE, ("title: The procedure", "title: 'The procedure"), PAGE, 2, "yaml"),
    "no space after colon": Slip(FACTS, ("unit: persons", "unit:persons"), FACTS, 4, "yaml"),
    "no space after the first colon": Slip(PAGE, ("title: ", "title:"), PAGE, 2, "yaml"),
    "no colon": Slip(FACTS, ("unit: persons", "unit persons"), FACTS, 4, "yaml"),
    "bracket open": Slip(FACTS, ("[asylum]", "[asylum"), FACTS, 1, "yaml"),
    "brace open": Slip(FACTS, ("{min: 0, max: 100000}", "{min: 0, max: 100000"), FACTS, 9, "yaml"),
    "tab": Slip(FACTS, ("  sex: {total", "\tsex: {total"), FACTS, 16, "yaml"),
    "no-break space between braces": Slip(FACTS, ("{min: 0", "{min:\u00a00"), FACTS, 9, "yaml"),
    "no-break space in an indent": Slip(FACTS, ("\nunit: ", "\n\u00a0unit: "), FACTS, 4, "yaml"),
    "day first": Slip(FACTS, ("published: 2026-01-10", "published: 10/01/2026"), FACTS, 2, "date"),
    "no such day": Slip(FACTS, ("published: 2026-01-10", "published: 2026-02-30"), FACTS, 2, "date"),
    "future": Slip(FACTS, ("changed: 2026-02-01", "changed: 2036-02-01"), FACTS, 3, "future-date"),
    "swapped days": Slip(FACTS, ("changed: 2026-02-01", "changed: 2025-02-01"), FACTS, 1, "changed-before-published"),
    "decimal comma": Slip(FACTS, ("value: 16910,", 'value: "16910,5",'), FACTS, 20, "number"),
    "decimal comma between braces": Slip(FACTS, ("value: 16910,", "value: 16910,5,"), FACTS, 20, "number"),
    "thousands": Slip(FACTS, ("value: 16910", "value: 16.910.000"), FACTS, 20, "number"),
    "value out of bounds": Slip(FACTS, ("value: 16910", "value: 169100"), FACTS, 20, "out-of-bounds"),
    "word as number": Slip(FACTS, ("value: 16910", "value: many"), FACTS, 20, "number"),
    "sum": Slip(FACTS, ("value: 10871", "value: 10872"), FACTS, 22, "total"),
    "period twice": Slip(
        FACTS,
        ("{period: 2020, value: 16910, sex: T}", "{period: 2021, value: 16910, sex: T}"),
        FACTS,
        21,
        "duplicate-observation",
    ),
    "sex code": Slip(FACTS, ("sex: F}", "sex: W}"), FACTS, 23, "code"),
    "status letter": Slip(FACTS, ("status: p", "status: x"), FACTS, 22, "status"),
    "note not in words": Slip(FACTS, ("note: resettled", "note: resetled"), FACTS, 21, "missing-note"),
    "bounds swapped": Slip(FACTS, ("min: 0, max: 100000", "min: 100000, max: 0"), FACTS, 9, "bounds"),
    "quarter in annual": Slip(FACTS, ("{period: 2020, value", "{period: 2020-Q1, value"), FACTS, 20, "frequency"),
    "csv decimal comma": Slip(SERIES, ("2022-01,10,", "2022-01,10,5,"), SERIES, 2, "series"),
    "csv semicolons": Slip(SERIES, lambda text: text.replace(",", ";").encode(), SERIES, 1, "separator"),
    "csv date": Slip(SERIES, ("2022-01", "01/2022"), SERIES, 2, "period"),
    "csv cell missing": Slip(SERIES, ("2022-03,0,", "2022-03,0"), SERIES, 4, "series"),
    "csv rounding": Slip(SERIES, ("2022-01,10,", "2022-01,11,"), SERIES, 2, "rounding"),
    "csv twice": Slip(SERIES, ("2022-03,0,", "2022-01,0,"), SERIES, 4, "duplicate-observation"),
    "csv head": Slip(SERIES, ("period,value", "Period,value"), SERIES, 1, "series"),
    "csv gone": Slip(SERIES, GONE, MONTHLY, 12, "series"),
    "csv renamed in yml": Slip(MONTHLY, ("monthly.csv", "montly.csv"), MONTHLY, 12, "series"),
    "reference period": Slip(
        WORDS, ('value("2022") }} persons', 'value("2202") }} persons'), WORDS, 5, "dangling-reference"
    ),
    "reference id": Slip(PAGE, ("Short.", '{{ value("aplicants", "2022") }}.'), PAGE, 8, "dangling-reference"),
    "reference not closed": Slip(PAGE, ("Short.", '{{ value("applicants", "2022") }.'), PAGE, 8, "reference"),
    "reference smart": Slip(PAGE, ("Short.", "{{ value(“applicants”, “2022”) }}."), PAGE, 8, "smart-quotes"),
    "reference function": Slip(PAGE, ("Short.", '{{ valeu("applicants", "2022") }}.'), PAGE, 8, "reference"),
    "term": Slip(PAGE, ("Short.", '{{ term("aplicant") }}.'), PAGE, 8, "dangling-reference"),
    "link": Slip(PAGE, ("Short.", '{{ link("legislation/acts") }}.'), PAGE, 8, "dangling-reference"),
    "typed number": Slip(PAGE, ("Short.", "Some 36871 persons."), PAGE, 8, "bare-number"),
    "typed number with a space": Slip(PAGE, ("Short.", "Some 36 871 persons."), PAGE, 8, "bare-number"),
    "html": Slip(PAGE, ("Short.", "<b>Short</b>."), PAGE, 8, "raw-html"),
    "first level": Slip(PAGE, ("## In short", "# In short"), PAGE, 6, "heading"),
    "heading level differs": Slip(PAGE, ("## In short", "### In short"), PAGE, 2, "languages-differ"),
    "heading deleted": Slip(PAGE, ("## In short\n", ""), PAGE, 2, "languages-differ"),
    "link in md": Slip(PAGE, ("Short.", "[here](../nowhere.md)."), PAGE, 8, "link-target"),
    "http": Slip(PAGE, ("Short.", "[here](ftp://example.org/)."), PAGE, 8, "link-scheme"),
    "title missing": Slip(PAGE, ("title: The procedure\n", ""), PAGE, 2, "missing-field"),
    "slug missing": Slip(PAGE, ("slug: the-procedure\n", ""), PAGE, 2, "missing-field"),
    "summary empty": Slip(PAGE, ("summary: Text.", "summary:"), PAGE, 4, "empty"),
    "slug capitals": Slip(PAGE, ("slug: the-procedure", "slug: The-Procedure"), PAGE, 3, "identifier"),
    "colon in title": Slip(PAGE, ("title: The procedure", "title: The procedure: how"), PAGE, 2, "yaml"),
    "hash": Slip(PAGE, ("summary: Text.", "summary: Text #more"), PAGE, 4, "cut-text"),
    "fence missing": Slip(PAGE, ("---\n## In", "## In"), PAGE, 1, "front-matter"),
    "fence first missing": Slip(PAGE, ("---\ntitle", "title"), PAGE, 1, "front-matter"),
    "link in en only": Slip(PAGE, ("Short.", "[here](../figures/applicants.md)."), PAGE, 8, "languages-differ"),
    "heading in en only": Slip(PAGE, ("Short.", "[here](#in-short)."), PAGE, 2, "languages-differ"),
    "fr heading missing": Slip(
        "fr/explained/procedure.md", ("## En bref\n", ""), "fr/explained/procedure.md", 2, "languages-differ"
    ),
    "en only gone of facts": Slip(FACTS, GONE, WORDS, 2, "words-without-facts"),
    "figure renamed": Slip(
        FACTS, Renamed("data/figures/aplicants.yml"), "data/figures/aplicants.yml", 1, "facts-without-words"
    ),
    "figure words renamed": Slip(
        WORDS, Renamed("en/figures/aplicants.md"), "en/figures/aplicants.md", 2, "words-without-facts"
    ),
    "capital name": Slip(PAGE, Renamed("en/explained/Procedure.md"), "en/explained/Procedure.md", 1, "identifier"),
    "act organisation": Slip(
        ACT, ("organisations: [office]", "organisations: [offfice]"), ACT, 11, "dangling-reference"
    ),
    "step": Slip(ACT, ("step: in-force", "step: in-forse"), ACT, 14, "code"),
    "numac": Slip(ACT, ('2017011464"', '201701146"'), ACT, 7, "legal-identifier"),
    "evidence period": Slip(
        "data/fact-checks/claim.yml",
        ("period: 2022, sex", "period: 2012, sex"),
        "data/fact-checks/claim.yml",
        10,
        "evidence",
    ),
    "verdict": Slip("data/fact-checks/claim.yml", ("supported", "suported"), "data/fact-checks/claim.yml", 8, "code"),
    "source publisher": Slip(
        "data/sources/survey-2022.yml",
        ("publisher: office", "publisher: ofice"),
        "data/sources/survey-2022.yml",
        1,
        "dangling-reference",
    ),
    "source gone": Slip("data/sources/survey-2022.yml", GONE, "data/bridges/two-surveys.yml", 5, "dangling-reference"),
    "source title missing": Slip(
        "data/sources/survey-2022.yml",
        ('title: {language: en, text: "Survey 2022"}\n', ""),
        "data/sources/survey-2022.yml",
        1,
        "missing-field",
    ),
    "home figure": Slip("data/home.yml", ("applicants", "aplicants"), "data/home.yml", 1, "dangling-reference"),
    "glossary term renamed": Slip(
        "data/glossary.yml", ("applicant:", "aplicant:"), "data/glossary.yml", 1, "facts-without-words"
    ),
    "label removed": Slip("en/labels.yml", ("return: Return", "retour: Return"), "en/labels.yml", 1, "missing-label"),
    "bridge number": Slip(
        "data/bridges/two-surveys.yml", ("value: 78", "value: 79"), "data/bridges/two-surveys.yml", 10, "bridge"
    ),
    "latin-1": Slip(PAGE, lambda text: text.replace("Short.", "café.").encode("cp1252"), PAGE, 8, "encoding"),
    "utf-16": Slip(PAGE, lambda text: text.encode("utf-16"), PAGE, 1, "encoding"),
    "utf-16 csv": Slip(SERIES, lambda text: text.encode("utf-16"), SERIES, 1, "encoding"),
    "copy": Slip(
        "en/explained/procedure (1).md",
        Copied("en/explained/procedure.md"),
        "en/explained/procedure (1).md",
        1,
        "left-over",
    ),
    "merge": Slip(
        FACTS,
        ("unit: persons\n", "<<<<<<< HEAD\nunit: persons\n=======\nunit: cases\n>>>>>>> b\n"),
        FACTS,
        4,
        "merge-mark",
    ),
    "merge note": Slip(WORDS, ("notes:", "=======\nnotes:"), WORDS, 9, "merge-mark"),
    "mso": Slip(PAGE, ("Short.", '<p class="MsoNormal">Short.</p>'), PAGE, 8, "pasted"),
    "bullet": Slip(PAGE, ("Short.", "•\tShort.\n•\tLong."), PAGE, 8, "pasted"),
}


TABS = {
    "below a field that opens": ("a:\n\tb: 1\n", "Write 2 spaces in its place, as the lines around it have."),
    "below a line of the same depth": (
        "a:\n    b: 1\n\tc: 2\n    d: 3\n",
        "Write 4 spaces in its place, as the lines around it have.",
    ),
    "between two depths": (
        "a:\n  b: 1\n\tc: 2\nd: 3\n",
        "Write 2 spaces in its place if the line goes on with the one above, 0 if it belongs to the one below.",
    ),
    "before a field that opens a text": (
        "notes:\n\tfirst: >-\n    Text.\n",
        "Write 2 spaces in its place, as the lines around it have.",
    ),
    "behind the text of the field above": (
        "notes:\n  first: >-\n    Text.\n\tsecond: >-\n    Text.\n",
        "Write 2 spaces in its place, as the lines around it have.",
    ),
    "at the top": ("a: 1\n\tb: 2\n", "Delete it: the line above begins at the start of the line."),
    "first of all": ("\ta: 1\n", "Delete it: nothing stands above to which this could belong."),
}


@pytest.mark.parametrize("name", TABS)
def test_a_tab_is_as_many_spaces_as_the_lines_around_have(name: str) -> None:
    text, remedy = TABS[name]
    line = next(number for number, one in enumerate(text.split("\n"), 1) if one.startswith("\t"))
    assert str(seen(text, line, 1, "cannot start any token", None).remedy) == remedy


BLANKS = {
    "among the spaces of a field": (
        "a:\n    b: 1\n  \u00a0 c: 2\n",
        "Let the line begin with 4 plain spaces, as the lines around it do.",
    ),
    "before an entry of a list": (
        "a:\n  - 1\n  \u00a0- 2\n",
        "Let the line begin with 2 plain spaces, as the lines around it do.",
    ),
    "between two depths": (
        "a:\n  b: 1\n \u202fc: 2\nd: 3\n",
        "Let the line begin with 2 plain spaces if it goes on with the one above, with 0 if it belongs to the one "
        "below.",
    ),
    "at the top": ("a: 1\n\u00a0b: 2\n", "Delete what stands before the first word of this line."),
    "behind a colon": ("a:\u00a01\n", "Delete it, and type a plain space."),
    "behind a colon in a list": ("a:\n  - b:\u00a01\n", "Delete it, and type a plain space."),
    "behind a colon between braces": ("a: {b:\u00a01}\n", "Delete it, and type a plain space."),
}


@pytest.mark.parametrize("name", BLANKS)
def test_a_line_with_a_no_break_space_begins_as_the_lines_around(name: str) -> None:
    text, remedy = BLANKS[name]
    with pytest.raises(UnreadableError) as refused:
        parse_document(Path("a.yml"), text)
    assert [str(problem.remedy) for problem in refused.value.problems] == [remedy]


@pytest.mark.parametrize(
    "text",
    [
        "title: Asile:\u00a0chiffres\n",
        "title: Asile\u202f:\u00a0chiffres\n",
        "names:\n  - Asile:\u00a0chiffres\n",
        "names: [Asile:\u00a0chiffres, b]\n",
        "title: Les chiffres de\n  Asile:\u00a0chiffres\n",
        "title: a:\u00a0b\n",
    ],
)
def test_a_text_may_hold_a_no_break_space(text: str) -> None:
    document = parse_document(Path("a.yml"), text)
    assert "\\xa0" in repr(document.data)


@pytest.mark.parametrize("name", SLIPS)
def test_one_slip_gives_one_problem_at_its_place(small: Path, name: str) -> None:
    slip = SLIPS[name]
    slip.make(small)
    found = [problem for problem in check(small, DAY)[1] if problem.severity is not Severity.NOTICE]
    places = [(relative(problem.path, small), problem.line, problem.rule) for problem in found]
    assert places == [(slip.named, slip.line, slip.rule)], [problem.head(small) for problem in found]
    assert found[0].help


@pytest.mark.parametrize(
    ("file", "old", "new", "remedy"),
    [
        (FACTS, "unit: persons\n", 'unit: “persons"\n', "Write persons without them, or between straight ones"),
        (FACTS, "{period: 2022, value: 36871,", "{period: 2022, value:36871,", "Write “value: 36871”, with a space"),
        (PAGE, "Short.", "Read [that](www.example.org/report).", "Write https://www.example.org/report if it is"),
        (PAGE, "Short.", "Read [that](example.be).", "Write https://example.be if it is"),
        (PAGE, "Short.", "Read [that](nope.md).", "Write the way from this file to another .md"),
    ],
)
def test_the_remedy_is_that_of_the_slip(small: Path, file: str, old: str, new: str, remedy: str) -> None:
    Slip(file, (old, new), file, 0, "").make(small)
    found = [problem for problem in check(small, DAY)[1] if problem.severity is Severity.ERROR]
    assert [problem.help.startswith(remedy) for problem in found] == [True], [problem.help for problem in found]
