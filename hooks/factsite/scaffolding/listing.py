"""New entries in files that list many: a term of the glossary, a theme."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from factsite.checking.waiting import WAITING
from factsite.content import Content
from factsite.documents.walking import DATA
from factsite.problems import RuleError, did_you_mean
from factsite.renaming.blocks import added_entry
from factsite.renaming.raw import RawFiles, patched
from factsite.scaffolding.fields import quoted
from factsite.telling import told

_TERM = ("term", "definition", "slug", "themes")


def term_texts(content: Content, identifier: str, code: str, given: Mapping[str, str]) -> dict[Path, str]:
    """The files of the glossary with a new term in one language: it is missing in the others.

    Raises:
        RuleError: something is given that a term doesn’t have.
    """
    _refuse_others(given, _TERM)
    words = {
        "term": given.get("term") or f"({WAITING}) {identifier.replace('-', ' ')}",
        "slug": given.get("slug") or identifier,
        "definition": given.get("definition") or f"({WAITING}) {identifier.replace('-', ' ')}",
    }
    entry = "".join(f"  {name}: {text if name == 'slug' else quoted(text)}\n" for name, text in words.items())
    themes = given.get("themes", "").strip("[]")
    mark = "" if themes else f"  # {WAITING}"
    facts = f"{identifier}:\n  themes: [{themes or next(iter(content.themes), '')}]{mark}\n"
    return {
        content.root / DATA / "glossary.yml": _with(content.root / DATA / "glossary.yml", facts),
        content.root / code / "glossary.yml": _with(content.root / code / "glossary.yml", f"{identifier}:\n{entry}"),
    }


def theme_texts(content: Content, identifier: str, given: Mapping[str, str]) -> dict[Path, str]:
    """The vocabulary with a new theme, and its names: every language that isn’t partial needs one.

    Raises:
        RuleError: a name is missing, or something else is given.
    """
    _refuse_others(given, tuple(content.languages))
    if missing := [code for code in content.languages.whole if not given.get(code)]:
        what = told("the theme needs its name in “{code}”", code=missing[0])
        raise RuleError("missing-label", what, told("Add --{code} NAME.", code=missing[0]))
    path = content.root / DATA / "themes.yml"
    texts = {path: _with(path, f"- {identifier}\n")}
    for code, name in given.items():
        labels = content.root / code / "labels.yml"
        raw = RawFiles().of(labels)
        texts[labels] = patched(raw.text, [added_entry(raw, "themes", f"{identifier}: {quoted(name)}")])
    return texts


def _with(path: Path, added: str) -> str:
    """A file with an entry behind its last one."""
    text = RawFiles().of(path).text if path.is_file() else ""
    return text + ("" if text.endswith("\n") or not text else "\n") + added


def _refuse_others(given: Mapping[str, str], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            what = told("there is no field “{field}”", field=name)
            raise RuleError("unknown-field", what, did_you_mean(name, known))
