"""One deliberately broken fixture per rule: the whole report is as expected, place and remedy included."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factsite.checking import check
from factsite.problems import as_text
from projects import DAY, FIXTURES, ROOT, lay_over

CASES = sorted(path for path in (FIXTURES / "broken").iterdir() if path.is_dir())
# Rules on a file's size aren't worth ten megabytes in the repository; test_reading makes such a file.
# A publisher's file is no part of the content; test_importing has bad ones.
# What the system refuses can't be kept in a repository, and no content is known on which the generator fails:
# test_walking and test_faults make both. An import that was killed leaves its trace beside the content; test_journal
# makes such traces. A file with so many problems isn't worth its place; test_problems makes one.
# The configuration and the locks of translations stand beside the content: test_languages, test_translations.
# A record of a release is compared with the content only when a release is asked for: test_changes.
# What comes back from a translator’s program is no part of the content: test_exchange_refusals.
WITHOUT_FIXTURE = {
    "too-large",
    "import-file",
    "unreadable",
    "generator-fault",
    "unfinished-import",
    "more-problems",
    "configuration",
    "translation-lock",
    "translation-open",
    "change-unrecorded",
    "exchange",
    "fetch",
    "proposal",
}


def report(small: Path, case: Path) -> str:
    """Lay the broken files over the valid content and check it."""
    lay_over(case.name, small)
    _, problems = check(small, DAY)
    return as_text(problems, small)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_report(small: Path, case: Path) -> None:
    found = report(small, case)
    assert found.rstrip() == (case / "expected.txt").read_text(encoding="utf-8").rstrip()
    assert f"[{case.name}]" in found


def test_every_rule_has_a_fixture() -> None:
    named = re.compile(r"(?:\.problem|Problem|RuleError|_note)\(\s*(?:[^()\"]*?,\s*)?\"([a-z]+(?:-[a-z]+)*)\"")
    rules = set()
    for path in (ROOT / "hooks" / "factsite").rglob("*.py"):
        rules |= set(named.findall(path.read_text(encoding="utf-8")))
    assert rules - WITHOUT_FIXTURE == {case.name for case in CASES}
    listed = re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs" / "rules.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == sorted(rules)
