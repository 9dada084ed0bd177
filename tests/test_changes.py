"""What readers see change: every kind of change, in three languages; text, JSON and a comment; recorded and shown."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from factsite.changes.comparing import PageChanges, compare, not_compared
from factsite.changes.markdown import escaped
from factsite.changes.recording import as_yaml, changed_pages, recorded
from factsite.changes.reporting import MOST_OF_COMMENT, shortened
from factsite.changes.statement import statement
from factsite.changes.texts import difference
from factsite.checking import check
from factsite.cli import main
from factsite.cli.diff import keep_published
from factsite.clock import beginning_of
from factsite.content import Content
from factsite.deriving.public import public_content
from factsite.problems import has_errors
from factsite.publishing.feeds import atom, changes_feed
from factsite.reading.content import read_content
from factsite.records.change import ChangeGroup, ChangeKind
from factsite.rendering.changes import ChangeTeller
from factsite.rendering.pages import PageRenderer
from factsite.rendering.site import Site
from projects import DAY, SITE_URL, copy_valid

CODES = ("en", "fr", "nl")
EN_FIGURE = "en/figures/applicants.md"
FIGURE, CHECK, ACT = "data/figures/applicants.yml", "data/fact-checks/claim.yml", "data/legislation/act.yml"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """The small content twice: as it was, and to be changed."""
    folders = tmp_path / "before", tmp_path / "now"
    for folder in folders:
        folder.mkdir()
    return copy_valid(folders[0]), copy_valid(folders[1])


def write(content: Path, name: str, old: str, new: str) -> None:
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert old in text, name
    path.write_text(text.replace(old, new), encoding="utf-8")


def differences(pair: tuple[Path, Path], day: date = DAY) -> list[PageChanges]:
    states = [statement(read_content(folder)[0], day) for folder in pair]
    return compare(*states)


def told(pair: tuple[Path, Path], what: ChangeKind) -> dict[str, list[str]]:
    """What is said of the changes of a kind, in each language."""
    contents = [read_content(folder)[0] for folder in pair]
    pages = changed_pages(compare(*(statement(content, DAY) for content in contents)))
    tellers = {code: ChangeTeller(contents[1], code, contents[0]) for code in CODES}
    return {
        code: [
            teller.in_words(one) for page in pages for one in page.changes if one.what is what and one.concerns(code)
        ]
        for code, teller in tellers.items()
    }


# --- each kind of change ---------------------------------------------------------------------------------------------

CASES: dict[str, tuple[ChangeKind, list[tuple[str, str, str]], dict[str, str]]] = {
    "a value": (
        ChangeKind.VALUE,
        [(FIGURE, "{period: 2021, value: 25971", "{period: 2021, value: 25972")],
        {
            "en": "2021: 25,971 persons before, now 25,972 persons",
            "fr": "2021\u202f: 25\u202f971 personnes auparavant, 25\u202f972 personnes désormais",
            "nl": "2021: vroeger 25.971 personen, nu 25.972 personen",
        },
    ),
    "a part of a value": (
        ChangeKind.VALUE,
        [(FIGURE, "  - {period: 2022, value: 10871, sex: F}\n", "")],
        {"en": "2022, Women: 10,871 persons (no longer shown)"},
    ),
    "another source’s value": (
        ChangeKind.VALUE,
        [(FIGURE, "value: 36795", "value: 36796")],
        {"en": "2022, according to “Survey of the year”: 36,795 persons before, now 36,796 persons"},
    ),
    "a status": (
        ChangeKind.STATUS,
        [(FIGURE, ", status: p", "")],
        {
            "en": "2022: provisional before, now final",
            "fr": "2022\u202f: provisoire auparavant, définitif désormais",
            "nl": "2022: vroeger voorlopig, nu definitief",
        },
    ),
    "a number of the text": (
        ChangeKind.NUMBER,
        [(FIGURE, "waiting: {value: 4,", "waiting: {value: 5,")],
        {"en": "Number in the text: 4 months before, now 5 months"},
    ),
    "a verdict": (
        ChangeKind.VERDICT,
        [(CHECK, "verdict: supported", "verdict: contradicted")],
        {
            "en": "Verdict: Supported by the evidence before, now Contradicted by the evidence",
            "nl": "Oordeel: vroeger Onderbouwd door de bronnen, nu Tegengesproken door de bronnen",
        },
    ),
    "a legal status": (
        ChangeKind.STANDING,
        [(ACT, "date: 2030-01-01", "date: 2026-01-01")],
        {"en": "Legal status: in force (29 April 2017) before, now repealed (1 January 2026)"},
    ),
    "a step": (
        ChangeKind.STEP,
        [(ACT, "date: 2030-01-01", "date: 2031-01-01")],
        {"en": "Repealed: 1 January 2030 before, now 1 January 2031"},
    ),
    "an outcome": (
        ChangeKind.OUTCOME,
        [("data/decisions/ruling.yml", "outcome: suspended", "outcome: annulled")],
        {"en": "Outcome: suspension before, now annulment"},
    ),
    "an effect": (
        ChangeKind.EFFECT,
        [("data/decisions/ruling.yml", "effect: suspended", "effect: annulled")],
        {},
    ),
    "progress": (
        ChangeKind.PROGRESS,
        [("data/commitments/promise.yml", "progress: under-way", "progress: done")],
        {"en": "Progress: under way before, now carried out"},
    ),
    "a revision": (
        ChangeKind.REVISION,
        [
            (
                FIGURE,
                "observations:",
                "revisions:\n  - {period: 2020, old: 1, new: 16910, date: 2026-02-01, reason: correction, sex: T}\n"
                "observations:",
            )
        ],
        {"en": "2020: 1 persons before, now 16,910 persons (correction of an error)"},
    ),
    "a bridge": (
        ChangeKind.BRIDGE,
        [("data/bridges/two-surveys.yml", "amount: 2}", "amount: 3}")],
        {},
    ),
    "an announced update": (
        ChangeKind.UPDATE,
        [(FIGURE, "next_update: not-announced", "next_update: 2027-03-01")],
        {
            "en": "Next update: not announced before, now 1 March 2027",
            "fr": "Prochaine mise à jour\u202f: non annoncée auparavant, 1er\u202fmars 2027 désormais",
        },
    ),
    "a title": (
        ChangeKind.TITLE,
        [("en/figures/applicants.md", "title: Applicants", "title: People who applied")],
        {"en": "Title: “Applicants” before, now “People who applied”"},
    ),
    "an address that leads on": (
        ChangeKind.MOVED,
        [
            (
                "en/figures/applicants.md",
                "slug: applicants\nformer_slugs: [",
                "slug: applied\nformer_slugs: [applicants, ",
            )
        ],
        {"en": "New address: “applied” in place of “applicants”, which leads there"},
    ),
    "an address that is lost": (
        ChangeKind.MOVED,
        [("en/figures/applicants.md", "slug: applicants\n", "slug: applied\n")],
        {"en": "New address: “applied” in place of “applicants”, which no longer leads anywhere"},
    ),
    "a text": (
        ChangeKind.TEXT,
        [("en/explained/procedure.md", "Short.", "Very short.")],
        {"en": "Text changed: “In short”"},
    ),
    "where a link leads": (
        ChangeKind.TEXT,
        [
            (
                "en/changes.md",
                'link("about/corrections", "Corrections")',
                'link("explained/procedure", "Corrections")',
            )
        ],
        {"en": "Text changed: text before the first heading"},
    ),
    "what is cited": (
        ChangeKind.TEXT,
        [("en/commitments/promise.md", 'section="1"', 'section="2"')],
        {},
    ),
    "a sentence": (
        ChangeKind.SENTENCE,
        [(FIGURE, "{period: 2022, value: 36871", "{period: 2022, value: 36872")],
        {
            "en": "Numbers in the text: summary",
            "fr": "Chiffres dans le texte\u202f: résumé",
            "nl": "Cijfers in de tekst: samenvatting",
        },
    ),
    "a definition": (
        ChangeKind.TERM,
        [("en/glossary.yml", "Who applies.", "Who has applied.")],
        {"en": "Text changed: definition"},
    ),
    "a source": (
        ChangeKind.DETAIL,
        [("data/sources/survey-2022.yml", "licence:", "table: t1\nlicence:")],
        {},
    ),
    "a detail": (
        ChangeKind.DETAIL,
        [(ACT, 'numac: "2017011464"', 'numac: "2017011465"')],
        {"en": "Changed: identifiers", "fr": "Changement\u202f: identifiants", "nl": "Gewijzigd: identificatiecodes"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_change_is_told_in_three_languages(pair: tuple[Path, Path], case: str) -> None:
    what, edits, wanted = CASES[case]
    for edit in edits:
        write(pair[1], *edit)
    found = told(pair, what)
    assert found[edits[0][0][:2] if edits[0][0][:2] in CODES else "fr"]
    for code, text in wanted.items():
        assert spaced(text) in map(spaced, found[code]), found[code]


def spaced(text: str) -> str:
    """A text with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_link_that_leads_elsewhere_is_shown_to_reviewers(pair: tuple[Path, Path]) -> None:
    write(pair[1], "en/changes.md", 'link("about/corrections", ', 'link("explained/procedure", ')
    (page,) = differences(pair)
    (shown,) = page.changes
    before, now = shown.texts["en"]
    assert before.partition(" → ")[0] == now.partition(" → ")[0]
    assert 'link("about/corrections", "Corrections")' in before
    assert 'link("explained/procedure", "Corrections")' in now


def test_a_list_is_shown_to_reviewers_as_editors_write_it(pair: tuple[Path, Path]) -> None:
    write(pair[1], CHECK, "themes: [asylum]", "themes: [asylum, return]")
    (page,) = differences(pair)
    (shown,) = page.changes
    assert shown.texts[""] == ("[asylum]", "[asylum, return]")


def test_words_of_the_interface_are_compared(pair: tuple[Path, Path]) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    for folder, words in zip(pair, ("Moniteur", "Moniteur belge"), strict=True):
        (folder / "fr" / "interface.po").write_text(f'{head}msgid "Official Gazette"\nmsgstr "{words}"\n')
    assert told(pair, ChangeKind.DETAIL)["fr"]


def test_pages_terms_and_sources_come_and_go(pair: tuple[Path, Path]) -> None:
    for name in ("data/explained/procedure.yml", *(f"{code}/explained/procedure.md" for code in CODES)):
        (pair[1] / name).unlink()
    assert told(pair, ChangeKind.PAGE) == {
        "en": ["Page removed"],
        "fr": ["Page supprimée"],
        "nl": ["Pagina verwijderd"],
    }
    assert told(pair[::-1], ChangeKind.PAGE)["nl"] == ["Nieuwe pagina"]
    (gone,) = differences(pair)
    assert gone.titles["en"] == "The procedure"


def test_a_correction_is_told_with_its_day(pair: tuple[Path, Path]) -> None:
    path = pair[1] / "data/explained/procedure.yml"
    path.write_text(path.read_text() + "corrections: [{date: 2026-11-20, note: court}]\n")
    (text,) = told(pair, ChangeKind.CORRECTION)["nl"]
    assert spaced(text) == "Verbeterd op 20 november 2026"


def test_a_value_names_its_pages_and_its_reason(pair: tuple[Path, Path]) -> None:
    write(pair[1], FIGURE, "{period: 2021, value: 25971", "{period: 2021, value: 25972")
    revision = "revisions:\n  - {period: 2021, old: 25971, new: 25972, date: 2026-02-01, reason: correction, sex: T}\n"
    write(pair[1], FIGURE, "observations:", f"{revision}observations:")
    for folder in pair:
        for code in CODES:
            write(folder, f"{code}/explained/procedure.md", "\n\n## ", '\n\n{{ value("applicants", "2021") }}\n\n## ')
    changes = [one.change for page in differences(pair) for one in page.changes]
    (value,) = [one for one in changes if one.what is ChangeKind.VALUE]
    assert value.pages == ["explained/procedure"]
    assert value.reason is not None
    assert not [one for one in changes if one.what is ChangeKind.REVISION]


def test_a_sentence_says_what_it_says_now(pair: tuple[Path, Path]) -> None:
    write(pair[1], FIGURE, "{period: 2021, value: 25971", "{period: 2021, value: 30000")
    found = [one for page in differences(pair) for one in page.changes if one.change.what is ChangeKind.SENTENCE]
    (texts,) = [one.texts for one in found if one.change.field and one.change.field.startswith("body")]
    before, now = texts["en"]
    assert "The change is +42%" in before
    assert "The change is +22.9%, or an increase of 22.9%" in now


# --- nothing, order, names -------------------------------------------------------------------------------------------


def test_nothing_changes_by_comments_order_and_lines(pair: tuple[Path, Path]) -> None:
    text = (pair[1] / FIGURE).read_text(encoding="utf-8")
    head, rows = text.split("observations:\n")
    turned = "".join(reversed(rows.splitlines(keepends=True)))
    (pair[1] / FIGURE).write_text(f"# A comment.\nobservations:\n{turned}{head}", encoding="utf-8")
    write(pair[1], "en/figures/applicants.md", "The change is", "The change\nis")
    write(pair[1], "data/sources/survey-2022.yml", "licence:", "# again\nlicence:")
    assert differences(pair) == []
    digests = {statement(read_content(folder)[0], DAY).digest for folder in pair}
    assert len(digests) == 1


def test_a_section_in_between_makes_no_other_of_those_behind(pair: tuple[Path, Path]) -> None:
    for code in CODES:
        path = pair[1] / code / "explained" / "procedure.md"
        text = path.read_text(encoding="utf-8")
        place = text.index("## ", text.index("## ") + 3)
        path.write_text(f"{text[:place]}## Between\n\nNew words altogether.\n\n{text[place:]}", encoding="utf-8")
    (page,) = differences(pair)
    (one,) = page.changes
    assert (one.change.how, one.change.names["en"], one.change.languages) == ("new", "Between", list(CODES))


def test_a_renamed_identifier_is_one_change(pair: tuple[Path, Path]) -> None:
    content = pair[1]
    for path in sorted(content.rglob("*")):
        if path.is_file() and path.suffix in {".md", ".yml"}:
            text = path.read_text(encoding="utf-8")
            changed = re.sub(r"(?<=legislation/)act\b", "first-act", text)
            path.write_text(re.sub(r"(?<=\[)act(?=\])|(?<=legislation: )act\b", "first-act", changed), encoding="utf-8")
    for path in sorted(content.rglob("legislation/act.*")):
        path.rename(path.with_name(f"first-act{path.suffix}"))
    (page,) = differences(pair)
    (one,) = page.changes
    assert (one.change.what, one.change.old, one.change.new) == (
        ChangeKind.PAGE,
        "legislation/act",
        "legislation/first-act",
    )


def test_the_day_alone_changes_a_legal_status_and_not_the_digest(small: Path) -> None:
    content = read_content(small)[0]
    before, now = statement(content, DAY), statement(content, date(2030, 1, 2))
    found = [one.change.what for page in compare(before, now) for one in page.changes]
    assert ChangeKind.STANDING in found
    assert before.digest == now.digest


def test_what_cant_be_read_is_named_and_not_taken_for_gone(pair: tuple[Path, Path]) -> None:
    write(pair[0], FIGURE, "unit: persons", "unit: nobody")
    (pair[0] / "fr" / "explained" / "procedure.md").write_text("---\nx: [\n---\n")
    (pair[0] / "data/sources/survey-2023.yml").write_text("x: 1\n")
    states = [statement(read_content(folder)[0], DAY) for folder in pair]
    assert compare(*states) == []
    assert {"figures/applicants", "explained/procedure", "sources/survey-2023"} <= set(not_compared(*states))


# --- words -----------------------------------------------------------------------------------------------------------


def test_differences_are_short_and_bounded() -> None:
    assert difference("a b c", "a x c") == "a [-b-] {+x+} c"
    assert difference("", "a b") == "{+a b+}"
    words = " ".join(str(number) for number in range(100))
    assert (
        shortened(difference(words, words.replace("50 ", "x ")))
        == "… 42 43 44 45 46 47 48 49 [-50-] {+x+} 51 52 53 54 55 56 57 58 …"
    )
    assert len(difference("a b " * 20_000, "b a " * 20_000 + "c")) > 0


@pytest.mark.parametrize(
    "payload",
    [
        "@everyone look at #12 and !34",
        "</details><script>alert(1)</script>",
        "[x](https://evil.example) ![y](z)",
        "```\n# heading",
        "1. list",
        "- list",
        "GH-12 and 0123456789abcdef0123456789abcdef01234567",
        "www.example.org http://x.example &lt; ~label %milestone",
        "`code` **bold** _it_ $x$ | cell |",
    ],
)
def test_a_text_cant_break_out_of_the_comment(payload: str) -> None:
    from markdown import markdown

    made = escaped(payload)
    assert "\n" not in made
    html = markdown(f"- {made}", extensions=["fenced_code", "tables", "sane_lists"])
    assert set(re.findall(r"<(\w+)", html)) <= {"ul", "li"}
    assert not re.search(r"[@#!~%$]\w|(?<![\w])gh-\d|www\.|://|[0-9a-f]{8}", re.sub(r"\\", "", made), re.IGNORECASE)


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose content is committed."""
    copy_valid(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTSITE_DAY", DAY.isoformat())
    git("init", "-q")
    commit("published")
    return tmp_path


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


def commit(message: str) -> None:
    git("add", "-A")
    git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", message)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["diff", *words], catch_exceptions=False)


def test_text_tells_each_language(project: Path) -> None:
    assert "Nothing changes for readers." in run("HEAD").output
    write(project / "content", FIGURE, "{period: 2021, value: 25971", "{period: 2021, value: 25972")
    found = run("HEAD")
    assert found.exit_code == 0
    for part in (
        "== English ==",
        "25,971 persons before",
        "== Nederlands ==",
        "vroeger 25.971 personen",
        "== Français ==",
    ):
        assert part in found.output
    assert "Nederlands" not in run("HEAD", "--language", "en").output
    assert run("HEAD", "--language", "xx").exit_code == 2
    git("stash")
    assert "Nothing changes" in run("HEAD").output
    assert subprocess.run(["git", "status", "--porcelain"], capture_output=True, check=True).stdout == b""


KEYS = {
    *("group", "what", "how", "path", "titles", "field", "period", "codes", "unit", "oldUnit", "old", "new"),
    *("oldStatus", "status", "oldDay", "day", "reason", "languages", "was", "now", "pages", "texts", "told"),
}


def test_json_has_stable_keys(project: Path) -> None:
    for _, edits, _ in CASES.values():
        for edit in edits:
            if edit[1] in (project / "content" / edit[0]).read_text(encoding="utf-8"):
                write(project / "content", *edit)
    document: dict[str, Any] = json.loads(run("HEAD", "--format", "json").stdout)
    assert list(document) == ["version", "reference", "day", "counts", "notCompared", "changes"]
    assert (document["version"], document["reference"], document["day"]) == (1, "HEAD", DAY.isoformat())
    order = [group.value for group in ChangeGroup]
    assert document["changes"]
    for row in document["changes"]:
        assert set(row) == KEYS
        assert row["group"] in order
        assert row["what"] in {kind.value for kind in ChangeKind}
        assert row["how"] in {"new", "gone", "changed"}
        assert row["told"]
        for text in row["texts"].values():
            assert set(text) == {"before", "now", "difference"}
    groups = [order.index(row["group"]) for row in document["changes"]]
    assert groups == sorted(groups)
    assert sum(document["counts"].values()) == len(groups)
    assert run("HEAD", "--format", "json").stdout == run("HEAD", "--format", "json").stdout


def test_a_comment_fits_and_says_what_it_leaves_out(project: Path) -> None:
    words = " ".join(f"@user{number} <b>#{number}" for number in range(3_000))
    for code in CODES:
        for path in sorted((project / "content" / code).glob("*/*.md")):
            path.write_text(path.read_text(encoding="utf-8") + f"\n\n## New\n\n{words[:30_000]}\n", encoding="utf-8")
    comment = run("HEAD", "--format", "comment").stdout
    assert len(comment) <= MOST_OF_COMMENT + 500 <= 65_536
    assert "left out" in comment
    assert comment.count("<details>") == comment.count("</details>")
    assert not re.search(r"@\w", comment)


def test_a_folder_stands_for_a_reference(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    shutil.copytree(project / "content", folder / "content")
    write(project / "content", CHECK, "verdict: supported", "verdict: contradicted")
    for name in ("release", "release/content"):
        assert "Contradicted by the evidence" in run(name, "--language", "en").output
    (tmp_path / "empty").mkdir()
    assert "holds no content" in run("empty").output


def test_what_is_no_state_is_said(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = run("nothing-of-this-name")
    assert unknown.exit_code == 2
    assert "knows no such commit" in unknown.output
    assert run("--", "--output=x").exit_code == 2
    (project / "content" / "data" / "themes.yml").write_text("x: [\n")
    commit("broken")
    git("checkout", "-q", "HEAD~1")
    broken = run("master" if (project / ".git/refs/heads/master").exists() else "main", "--language", "en")
    assert "has a problem of its own" in broken.output
    git("clone", "-q", "--depth", "1", f"file://{project}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    shallow = run("0123456789abcdef0123456789abcdef01234567")
    assert "this clone is shallow" in shallow.output
    monkeypatch.chdir(copy_valid(tmp_path_of(tmp_path)).parent)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert "in no git repository" in run("HEAD").output


def tmp_path_of(folder: Path) -> Path:
    alone = folder / "alone"
    alone.mkdir()
    return alone


# --- the record, the page, the feed ----------------------------------------------------------------------------------


def rules(content: Path, day: date, *, release: bool = False) -> set[str]:
    return {problem.rule for problem in check(content, day, release=release)[1]}


def test_a_release_is_recorded_and_checked(project: Path) -> None:
    assert run("--record").exit_code == 2
    assert run("--check").exit_code == 1
    write(project / "content", FIGURE, "{period: 2021, value: 25971", "{period: 2021, value: 25972")
    assert run("HEAD", "--check", "--language", "en").exit_code == 1
    made = run("HEAD", "--record")
    assert made.output.strip() == f"content/data/changes/{DAY}.yml"
    path = project / made.output.strip()
    text = path.read_text(encoding="utf-8")
    assert 'what: "value", period: "2021", unit: "persons", old: "25971", new: "25972"' in text
    run("HEAD", "--record")
    assert path.read_text(encoding="utf-8") == text
    assert run("--check").exit_code == 0
    assert not has_errors(check(project / "content", DAY)[1])
    commit("release")
    write(project / "content", CHECK, "verdict: supported", "verdict: contradicted")
    assert run("--check").exit_code == 1
    assert "change-unrecorded" not in rules(project / "content", DAY)
    released = check(project / "content", DAY, release=True)[1]
    # The verdict comes first: nothing is recorded of what isn’t right.
    (last,) = [one.help for one in released if one.rule == "change-unrecorded"]
    assert last == "Mend the rest first. Write the record with “factsite diff --record”."
    refused = run("--record", "--day", "2026-12-01")
    assert refused.exit_code == 1
    assert "“verdict” was published as “supported” and is “contradicted” now" in refused.output
    assert not (project / "content/data/changes/2026-12-01.yml").exists()
    corrected = "changed: 2026-12-01\ncorrections: [{date: 2026-12-01, note: mistaken}]"
    write(project / "content", CHECK, "changed: 2026-02-01", corrected)
    assert run("--record", "--day", "2026-12-01").exit_code == 0
    assert "change-unrecorded" not in rules(project / "content", DAY, release=True)
    later = (project / "content/data/changes/2026-12-01.yml").read_text(encoding="utf-8")
    assert f"since: {DAY}" in later
    assert "verdict" in later
    assert '"25972"' not in later


def with_record(pair: tuple[Path, Path]) -> Content:
    """The content of now, with the record of what changed since before."""
    contents = [read_content(folder)[0] for folder in pair]
    states = [statement(content, DAY) for content in contents]
    made = recorded(compare(*states), states[1].digest, date(2026, 11, 20))
    (pair[1] / "data" / "changes").mkdir()
    (pair[1] / "data" / "changes" / f"{DAY}.yml").write_text(as_yaml(made), encoding="utf-8")
    public = public_content(contents[1], beginning_of(DAY).moment).content
    keep_published(pair[1].parent, contents[1], public, DAY)
    content, problems = check(pair[1], DAY)
    assert not has_errors(problems)
    assert content.changes[DAY] == made
    return content


def test_the_page_and_the_feed_tell_a_release(pair: tuple[Path, Path]) -> None:
    write(pair[1], FIGURE, "{period: 2021, value: 25971", "{period: 2021, value: 25972")
    for name in ("data/explained/procedure.yml", *(f"{code}/explained/procedure.md" for code in CODES)):
        (pair[1] / name).unlink()
    site = Site(with_record(pair), DAY, SITE_URL)
    words = {"en": "25,971 persons before", "fr": "auparavant", "nl": "vroeger 25.971 personen"}
    for code in CODES:
        page = PageRenderer(site, code, site.content.entries["changes"]).document()
        feed = atom(site, changes_feed(site, code))
        for text in (page, feed):
            assert words[code] in text
        assert f'id="day-{DAY}"' in page
        assert f"{code}/changes.atom" in page
        assert f"#day-{DAY}" in feed
    page = PageRenderer(site, "en", site.content.entries["changes"]).document()
    assert "<span>The procedure</span>" in page  # it is gone, and keeps the title that it had
    assert 'figures/applicants/">Applicants</a>' in page


def test_without_a_release_the_page_says_so(small: Path) -> None:
    site = Site(read_content(small)[0], DAY, SITE_URL)
    for code, words in {"en": "first release of the site", "fr": "première version", "nl": "eerste versie"}.items():
        assert words in PageRenderer(site, code, site.content.entries["changes"]).document()
        assert "<entry>" not in atom(site, changes_feed(site, code))
