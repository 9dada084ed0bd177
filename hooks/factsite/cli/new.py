"""A new record: valid files with texts to be replaced, each field explained."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from factsite.content import Content
from factsite.languages import Setting
from factsite.localising.language import language
from factsite.problems import RuleError
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from factsite.records.scalars import check_slug

TEMPLATES = Path(__file__).parent / "templates"
# Kinds whose records need refer to no organisation and no source.
_ALONE = frozenset({"organisations", "explained", "bridges"})


def write_record(root: Path, kind: str, identifier: str, day: date) -> list[Path]:
    """Write the data file of a new record and, unless it is a source, its words in every language.

    Returns:
        The files written.

    Raises:
        RuleError: the identifier isn't one, is taken, or the content lacks what the record must refer to.
    """
    check_slug(identifier)
    content, _ = read_content(root)
    data = root / "data" / kind / f"{identifier}.yml"
    paths = (
        [data]
        if kind == "sources"
        else [data, *(root / code / kind / f"{identifier}.md" for code in content.languages)]
    )
    if taken := next((path for path in paths if path.exists()), None):
        raise RuleError("identifier", f"“{taken.relative_to(root)}” exists", "Choose another identifier.")
    _write(data, _facts(content, kind, day))
    for code, path in zip(content.languages, paths[1:], strict=False):
        first = code == content.languages.default
        _write(path, _words(kind, identifier, content.languages[code], first=first))
    return paths


def _facts(content: Content, kind: str, day: date) -> str:
    figure, period = _first_total(content) if kind == "bridges" else ("", "")
    return (
        (TEMPLATES / f"{kind}.yml")
        .read_text(encoding="utf-8")
        .format(
            day=day.isoformat(),
            year=day.year,
            theme=next(iter(content.themes), "theme"),
            organisation=_first(content, "organisations") if kind not in _ALONE else "",
            source=_first(content, "sources") if kind not in {*_ALONE, "sources"} else "",
            figure=figure,
            period=period,
        )
    )


def _first_total(content: Content) -> tuple[str, str]:
    """A figure and a period for which it has a number that stands for the whole."""
    for entry in content.of_kind("figures"):
        latest = entry.record.latest() if isinstance(entry.record, Figure) else None
        if latest and isinstance(entry.record, Figure) and latest.codes == entry.record.total_codes:
            return entry.id, latest.period.text
    what = "no figure has a number that a bridge could start from"
    raise RuleError("dangling-reference", what, "Write one first: factsite new figures ID")


def _first(content: Content, kind: str) -> str:
    known = sorted(content.identifiers(kind))
    if not known:
        raise RuleError(
            "dangling-reference",
            f"there are no {kind} yet to which the record could refer",
            f"Write one first: factsite new {kind} ID",
        )
    return known[0]


def _words(kind: str, identifier: str, setting: Setting, *, first: bool) -> str:
    say = language(setting).say
    fields = {
        "title": say("New page: %(id)s", id=identifier.replace("-", " ")),
        "summary": say("One or two sentences that a reader may repeat."),
    }
    if kind == "figures":
        fields |= {"counted": say("What is counted."), "not_counted": say("What isn’t counted.")}
    if kind == "fact-checks" and not first:
        fields["claim"] = say("The translation of the claim.")
    lines = [f"{name}: {_quoted(text)}" for name, text in fields.items()]
    lines.insert(1, f"slug: {identifier}")
    return "\n".join(["---", *lines, "---", say("Write here what it means."), ""])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
