"""A new record: valid files with texts to be replaced, each field explained."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from factsite.content import Content
from factsite.kinds.sample import SOURCE, Sample
from factsite.languages import Setting
from factsite.localising.language import language
from factsite.problems import RuleError
from factsite.reading.content import read_content
from factsite.records.registry import kinds
from factsite.records.scalars import check_slug
from factsite.telling import told


def write_record(root: Path, kind: str, identifier: str, day: date) -> list[Path]:
    """Write the data file of a new record and, unless it is a source, its words in every language.

    Returns:
        The files written.

    Raises:
        RuleError: the identifier isn't one, is taken, or the content lacks what the record must refer to.
    """
    check_slug(identifier)
    content, _ = read_content(root)
    sample = SOURCE if kind == "sources" else kinds()[kind].part(Sample)
    if sample is None:
        raise RuleError(
            "identifier",
            told("there is no sample of a record of the kind “{kind}”", kind=kind),
            told("Copy another record."),
        )
    data = root / "data" / kind / f"{identifier}.yml"
    languages = content.languages if sample.has_words else ()
    paths = [data, *(root / code / kind / f"{identifier}.md" for code in languages)]
    if taken := next((path for path in paths if path.exists()), None):
        raise RuleError(
            "identifier", told("“{file}” exists", file=str(taken.relative_to(root))), told("Choose another identifier.")
        )
    _write(data, _facts(content, sample, day))
    for code, path in zip(languages, paths[1:], strict=True):
        first = code == content.languages.default
        _write(path, _words(sample, identifier, content.languages[code], first=first))
    return paths


def _facts(content: Content, sample: Sample, day: date) -> str:
    needed = {name: _first(content, name) if name in sample.needs else "" for name in ("organisations", "sources")}
    values = {
        "day": day.isoformat(),
        "year": str(day.year),
        "theme": next(iter(content.themes), "theme"),
        "organisation": needed["organisations"],
        "source": needed["sources"],
        "official": ", ".join(content.official_languages),
        **(sample.values(content) if sample.values else {}),
    }
    return sample.file.read_text(encoding="utf-8").format(**values)


def _first(content: Content, kind: str) -> str:
    known = sorted(content.identifiers(kind))
    if not known:
        raise RuleError(
            "dangling-reference",
            told("there are no {kind} yet to which the record could refer", kind=kind),
            told("Write one first: factsite new {kind} ID", kind=kind),
        )
    return known[0]


def _words(sample: Sample, identifier: str, setting: Setting, *, first: bool) -> str:
    say = language(setting).say
    fields = {
        "title": say("New page: %(id)s", id=identifier.replace("-", " ")),
        "summary": say("One or two sentences that a reader may repeat."),
    }
    own = sample.words if first else {**sample.words, **sample.translated}
    fields |= {name: say(text) for name, text in own.items()}
    lines = [f"{name}: {_quoted(text)}" for name, text in fields.items()]
    lines.insert(1, f"slug: {identifier}")
    return "\n".join(["---", *lines, "---", say("Write here what it means."), ""])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
