"""Flags of observations: no other module knows their letters, and every place says the same words for the same flag."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, nodes
from openpyxl import load_workbook

from documents import LANGUAGES
from factsite.checking import check
from factsite.importing.observed import Observed
from factsite.problems import RuleError
from factsite.records.figure import Observation
from factsite.records.observation_status import ABSENCES, NOTHING_SAID, Flag, Status, parse_status
from projects import DAY, FIXTURES, ROOT, build, language, make_project

PACKAGE = ROOT / "hooks" / "factsite"
LETTERS = {flag.value for flag in Flag}
# What kind of value a cell of a workbook holds, Office Open XML says by letters too; OpenDocument names paragraphs so.
OTHER_LETTERS = {"charting/overtime.py", "importing/sheet.py", "importing/styles.py", "importing/opendocument.py"}

# The words, as an official writer of each language has them.
WORDS = {
    "c": ("confidential", "confidentiel", "vertrouwelijk"),
    "m": ("not available", "non disponible", "niet beschikbaar"),
    "n": (
        "less than half the unit, or not significant",
        "moins d’une demi-unité, ou non significatif",
        "minder dan een halve eenheid, of niet significant",
    ),
    "z": ("not applicable", "sans objet", "niet van toepassing"),
}
# The flags of an observation without a number → the one that decides.
CASES = {"c": "c", "m": "m", "n": "n", "z": "z", "cm": "c", "mc": "c", "znc": "c", "mz": "z", "mn": "n", "bm": "m"}


# --- the type --------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(list(Flag)), unique=True))
def test_a_status_is_written_as_it_was_read(flags: list[Flag]) -> None:
    text = "".join(flag.value for flag in flags)
    status = parse_status(text)
    assert str(status) == text
    assert list(status) == flags
    assert status == Status(tuple(flags))
    assert hash(status) == hash(Status(tuple(flags)))
    assert str(status.joined(*status)) == text
    assert bool(status) is bool(text)


@given(st.lists(st.sampled_from(list(Flag)), unique=True))
def test_one_flag_decides_why_there_is_no_number(flags: list[Flag]) -> None:
    status = Status(tuple(flags))
    assert status.reason in ABSENCES
    assert status.says_why is (status.reason in status)
    assert [flag for flag in status.shown_with(None) if flag in ABSENCES] == [status.reason]
    assert not status.with_number().says_why
    assert status.with_reason().reason is status.reason


@pytest.mark.parametrize("text", ["x", "bb", "C", "b c", "é"])
def test_what_is_no_status(text: str) -> None:
    with pytest.raises(RuleError, match=r"is no observation status.*c \(confidential\)"):
        parse_status(text)


def test_nothing_said_is_not_available() -> None:
    assert NOTHING_SAID.reason is Flag.NOT_AVAILABLE
    assert str(NOTHING_SAID.with_reason()) == Flag.NOT_AVAILABLE
    assert [language(code).missing() for code in LANGUAGES] == list(WORDS["m"])


@pytest.mark.parametrize("flag", Flag)
def test_what_can_change_is_drawn_hollow(flag: Flag) -> None:
    assert Status((flag,)).unsettled is any(word in flag.label for word in ("provisional", "estimated", "forecast"))


def test_a_sum_with_a_part_that_is_kept_back_is_not_known() -> None:
    """What is confidential is no nought, even if its publisher also says that it is small."""
    found = Observed(None, parse_status("cn"), {}, 2, 1)
    found.add(Observation.model_validate({"period": "2022", "value": "5"}).value, NOTHING_SAID, {})
    assert (found.value, str(found.status)) == (None, "c")


# --- nobody else knows the letters -----------------------------------------------------------------------------------


def is_letter(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value in LETTERS


def letters_asked(tree: ast.AST) -> Iterator[ast.AST]:
    """Where a letter is compared, looked for, joined or taken away, or letters are listed."""
    methods = {"replace", "count", "find", "index", "startswith", "endswith", "strip", "lstrip", "rstrip", "discard"}
    methods |= {"remove", "add", "isdisjoint", "intersection", "union", "difference", "issubset", "issuperset"}
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.BinOp | ast.AugAssign):
            parts = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            parts = node.args
        elif isinstance(node, ast.MatchValue):
            parts = [node.value]
        elif isinstance(node, ast.Set | ast.Tuple | ast.List) and node.elts and all(map(is_letter, node.elts)):
            yield node
        if any(is_letter(part) for part in parts):
            yield node


@pytest.mark.parametrize(
    "text",
    [
        '"c" in point.status',
        '{"p", "e"} & set(point.status)',
        'status + "m"',
        'status.replace("m", "")',
        'status == "c"',
        'cells[flags] += "c"',
    ],
)
def test_a_letter_is_found(text: str) -> None:
    assert list(letters_asked(ast.parse(text)))


def test_no_other_module_knows_a_letter() -> None:
    found = [
        f"{name}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if (name := path.relative_to(PACKAGE).as_posix()) not in {"records/observation_status.py", *OTHER_LETTERS}
        for node in letters_asked(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_no_template_knows_a_letter() -> None:
    found = []
    for path in sorted((PACKAGE / "theme").rglob("*.html")):
        tree = Environment(extensions=["jinja2.ext.do"]).parse(path.read_text(encoding="utf-8"))  # noqa: S701 - no HTML is made
        found += [
            f"{path.name}:{node.lineno}"
            for node in tree.find_all((nodes.Compare, nodes.List, nodes.Tuple))
            for letter in node.find_all(nodes.Const)
            if letter.value in LETTERS
        ]
    assert found == []


def test_the_words_stand_once() -> None:
    """No other module says in words of its own what a flag says."""
    labels = {flag.label for flag in Flag}
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {node.value}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "observation_status.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in labels
    ]
    assert found == []


# --- every place says the same ---------------------------------------------------------------------------------------


def name_of(letters: str) -> str:
    return f"absent-{letters}"


def write_figure(content: Path, letters: str) -> None:
    """A figure of which one year has no number, pages that name it, and a fact check that rests on it."""
    name = name_of(letters)
    facts = (content / "data" / "figures" / "monthly.yml").read_text(encoding="utf-8")
    facts = facts.replace("frequency: monthly", "frequency: annual").replace("rounding: 5\n", "")
    facts = facts.replace("series: monthly.csv", f"series: {name}.csv")
    (content / "data" / "figures" / f"{name}.yml").write_text(facts, encoding="utf-8")
    rows = ["period,value,status", *(f"{year},{year - 2000}," for year in range(2014, 2020)), f"2020,,{letters}"]
    text = "\n".join([*rows, "2021,30,", ""])
    (content / "data" / "figures" / f"{name}.csv").write_text(text, encoding="utf-8")
    claim = (content / "data" / "fact-checks" / "claim.yml").read_text(encoding="utf-8")
    claim = claim.replace("{figure: applicants, period: 2022, sex: T}", f"{{figure: {name}, period: 2020}}")
    (content / "data" / "fact-checks" / f"{name}.yml").write_text(claim, encoding="utf-8")
    value = '{{ value("2020") }}'
    for code in LANGUAGES:
        words = (content / code / "figures" / "monthly.md").read_text(encoding="utf-8")
        words = re.sub(r"(?m)^title: .*$", f"title: Flag {letters}", words)
        words = re.sub(r"(?m)^slug: .*$", f"slug: {name}", words)
        words = re.sub(r"(?m)^summary: .*$", f"summary: '({value})'", words)
        (content / code / "figures" / f"{name}.md").write_text(f"{words}\n{value}\n", encoding="utf-8")
        words = (content / code / "fact-checks" / "claim.md").read_text(encoding="utf-8")
        words = re.sub(r"(?m)^slug: .*$", f"slug: {name}", words)
        (content / code / "fact-checks" / f"{name}.md").write_text(words, encoding="utf-8")


@pytest.fixture(scope="session")
def flagged(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The small site with a figure for each case."""

    def make(folder: Path) -> None:
        project = make_project(folder / "project", FIXTURES / "valid")
        for letters in CASES:
            write_figure(project / "content", letters)
        done = build(project, project / "site")
        assert done.returncode == 0, done.stdout + done.stderr

    return once("flagged", make) / "project" / "site"


def only(pattern: str, path: Path) -> str:
    """What stands in the one place of a file that a pattern describes, without tags."""
    found = re.findall(pattern, path.read_text(encoding="utf-8"), re.DOTALL)
    assert len(found) == 1, (pattern, path, found)
    return unescape(re.sub(r"<[^>]*>", "", found[0])).strip()


SECTIONS = {"en": ("figures", "fact-checks"), "fr": ("chiffres", "verifications"), "nl": ("cijfers", "feitenchecks")}


def page(site: Path, letters: str, code: str) -> Path:
    return site / code / SECTIONS[code][0] / name_of(letters) / "index.html"


def in_table(site: Path, letters: str, code: str) -> str:
    return only(r'<td id="2020">(.*?)</td>', page(site, letters, code))


def in_text(site: Path, letters: str, code: str) -> str:
    return only(r'<p><data class="value">(.*?)</data></p>', page(site, letters, code))


def in_summary(site: Path, letters: str, code: str) -> str:
    return only(r'<meta name="description" content="\((.*?)\)">', page(site, letters, code))


def reason(sentence: str, code: str) -> str:
    """What a description of a chart gives as the reason."""
    before, after = language(code).say(UNDRAWN, reasons="|").split("|")
    return sentence.partition(before)[2].removesuffix(after)


UNDRAWN = "Some values are not drawn, because there is no number: %(reasons)s."


def in_chart(site: Path, letters: str, code: str) -> str:
    return reason(only(r'role="img" aria-label="([^"]*)"', page(site, letters, code)), code)


def below_chart(site: Path, letters: str, code: str) -> str:
    return reason(only(r'<p class="description" aria-hidden="true">(.*?)</p>', page(site, letters, code)), code)


def in_picture(site: Path, letters: str, code: str) -> str:
    return reason(only(r"<desc>(.*?)</desc>", data(site, letters, f"{code}.svg")), code)


def data(site: Path, letters: str, ending: str) -> Path:
    return site / "data" / "figures" / f"{name_of(letters)}.{ending}"


def decides(words: str, letters: str, code: str) -> str:
    """Of all that is said of the observation, what isn't a flag that may stand beside a number."""
    beside = [language(code).say(flag.label) for flag in parse_status(letters).with_number()]
    left = words
    for other in beside:
        left = left.replace(f"{other}, ", "")
    return left


def in_csv(site: Path, letters: str, code: str) -> str:
    with data(site, letters, f"{code}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    column = rows[0].index(language(code).say("Status"))
    return decides(next(row[column] for row in rows if row[0] == "2020"), letters, code)


def in_workbook(site: Path, letters: str, code: str) -> str:
    rows = list(load_workbook(data(site, letters, f"{code}.xlsx"))[language(code).say("Data")].values)
    column = rows[0].index(language(code).say("Status"))
    return decides(str(next(row[column] for row in rows if row[0] == 2020)), letters, code)


def in_notes(site: Path, letters: str, code: str) -> str:
    rows = list(load_workbook(data(site, letters, f"{code}.xlsx"))[language(code).say("Notes")].values)
    return next(str(row[1]) for row in rows if row[0] == CASES[letters])


def in_json(site: Path, letters: str, code: str) -> str:
    found = json.loads(data(site, letters, "json").read_text(encoding="utf-8"))
    assert next(point["status"] for point in found["observations"] if point["period"] == "2020") == letters
    return str(found["statusFlags"][CASES[letters]][code])


def on_data_page(site: Path, letters: str, code: str) -> str:
    path = site / "data" / "figures" / name_of(letters) / "index.html"
    return only(
        rf'<abbr>{CASES[letters]}</abbr>(?: <span lang="\w+">[^<]*</span>(?: ·)?)*? <span lang="{code}">([^<]*)<', path
    )


def when_embedded(site: Path, letters: str, code: str) -> str:
    return only(r'id="2020">\n<p class="headline"><span class="part">(.*?)</span>', data(site, letters, f"{code}.html"))


def in_fact_check(site: Path, letters: str, code: str) -> str:
    path = site / code / SECTIONS[code][1] / name_of(letters) / "index.html"
    line = only(r'<h2 id="evidence">.*?<li>(.*?)</li>', path)
    return line.rpartition(language(code).colon)[2]


PLACES = [
    in_table,
    in_text,
    in_summary,
    in_chart,
    below_chart,
    in_picture,
    in_csv,
    in_workbook,
    in_notes,
    in_json,
    on_data_page,
    when_embedded,
    in_fact_check,
]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("letters", CASES)
def test_every_place_says_the_same(
    flagged: Path, letters: str, place: Callable[[Path, str, str], str], code: str
) -> None:
    assert place(flagged, letters, code) == WORDS[CASES[letters]][LANGUAGES.index(code)]


def test_the_package_says_the_same(flagged: Path) -> None:
    package = json.loads((flagged / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        letters = resource["name"].removeprefix("absent-")
        if letters in CASES:
            field = next(one for one in resource["schema"]["fields"] if one["name"] == "status")
            said = f"{CASES[letters]} {WORDS[CASES[letters]][0]}"
            assert said in field["description"]


@pytest.mark.parametrize("letters", CASES)
def test_messages_say_the_same(small: Path, letters: str) -> None:
    """A change that can't be computed, and a bridge that rests on a number that isn't there."""
    write_figure(small, letters)
    name = name_of(letters)
    for code in LANGUAGES:
        path = small / code / "figures" / f"{name}.md"
        path.write_text(path.read_text(encoding="utf-8") + '{{ change("2020", "2021") }}\n', encoding="utf-8")
    bridge = small / "data" / "bridges" / "two-surveys.yml"
    text = re.sub(r"(?m)^  - from: .*$", f"  - from: {{figure: {name}, period: 2020}}", bridge.read_text(), count=1)
    bridge.write_text(text, encoding="utf-8")
    said = WORDS[CASES[letters]][0]
    found = {problem.rule: problem.message for problem in check(small, DAY)[1]}
    assert found["change-refused"] == f"there is no number for 2020: {said}"
    assert found["bridge"] == f"“{name}” has no number for 2020: {said}"


def test_a_status_that_does_not_say_why_is_refused_in_those_words(small: Path) -> None:
    path = small / "data" / "figures" / "monthly.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2022-02,,m", "2022-02,,b"), encoding="utf-8")
    (message,) = [problem.message for problem in check(small, DAY)[1] if problem.rule == "missing-value"]
    assert all(f"{letter} ({words[0]})" in message for letter, words in WORDS.items())
