"""The handbook's pages of messages: for each rule an example of what an editor is told, in each language.

``python tests/explaining.py`` writes them anew from the broken fixtures; a test holds that they are as they should be.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from factsite.checking import check
from factsite.localising.messages import message_languages, messages_in
from factsite.problems import Problem, relative
from factsite.telling import in_language
from projects import DAY, FIXTURES, ROOT, copy_valid, lay_over

_HEADS = {
    "en": ("Messages", "rule", "where", "what is wrong", "what to do"),
    "fr": ("Messages", "règle", "où", "ce qui ne va pas", "ce qu’il faut faire"),
    "nl": ("Meldingen", "regel", "waar", "wat er mis is", "wat te doen"),
}
_LEADS = {
    "en": "An example of each message of `factsite check`. [What each rule means](rules.md). Generated: don’t edit.",
    "fr": "Un exemple de chaque message de `factsite check`. [Le sens de chaque règle](rules.md), en anglais. "
    "Page générée : ne la modifiez pas.",
    "nl": "Een voorbeeld van elke melding van `factsite check`. [Wat elke regel betekent](rules.md), in het Engels. "
    "Gegenereerde pagina: wijzig ze niet.",
}
EXAMPLES = 3


def problems_of_fixtures(folder: Path) -> dict[str, list[tuple[str, Problem]]]:
    """What the check finds in each broken fixture: each problem with its place."""
    found = {}
    for case in sorted(path.name for path in (FIXTURES / "broken").iterdir() if path.is_dir()):
        (folder / case).mkdir()
        content = copy_valid(folder / case)
        lay_over(case, content)
        problems = check(content, DAY)[1]
        found[case] = [(f"{relative(problem.path, content)}:{problem.line}", problem) for problem in problems]
    return found


def page(language: str, found: dict[str, list[tuple[str, Problem]]]) -> str:
    """The page of a language."""
    words = messages_in(language)
    title, *heads = _HEADS[language]
    lines = [f"# {title}", "", _LEADS[language], "", f"| {' | '.join(heads)} |", "|---|---|---|---|"]
    for rule, problems in found.items():
        seen: set[str] = set()
        for place, problem in problems:
            if problem.rule == rule and problem.message.singular not in seen and len(seen) < EXAMPLES:
                seen.add(problem.message.singular)
                cells = (place, in_language(problem.message, words), in_language(problem.help, words))
                lines.append(f"| `{rule}` | {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join([*lines, ""])


def path_of(language: str) -> Path:
    """Where the page of a language stands."""
    return ROOT / "docs" / f"messages.{language}.md"


def write() -> None:
    """Write the pages anew."""
    with tempfile.TemporaryDirectory() as folder:
        found = problems_of_fixtures(Path(folder))
    for language in message_languages():
        path_of(language).write_text(page(language, found), encoding="utf-8")


if __name__ == "__main__":
    write()
