"""A new record: valid files with texts to be replaced, each field explained."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from factsite.content import LANGUAGES, Content
from factsite.problems import RuleError
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from factsite.records.scalars import check_slug

TEMPLATES = Path(__file__).parent / "templates"
_TITLES = {"en": "New page: {id}", "fr": "Nouvelle page : {id}", "nl": "Nieuwe pagina: {id}"}
_TEXTS = {
    "en": ("One or two sentences that a reader may repeat.", "Write here what it means."),
    "fr": ("Une ou deux phrases que le lecteur peut répéter.", "Écrivez ici ce que cela signifie."),
    "nl": ("Een of twee zinnen die de lezer mag herhalen.", "Schrijf hier wat het betekent."),
}
_COUNTED = {
    "en": ("What is counted.", "What isn’t counted."),
    "fr": ("Ce qui est compté.", "Ce qui n’est pas compté."),
    "nl": ("Wat wordt meegeteld.", "Wat niet wordt meegeteld."),
}
# Kinds whose records need refer to no organisation and no source.
_ALONE = frozenset({"organisations", "explained", "bridges"})
_CLAIM = {"fr": "La traduction de l’affirmation.", "nl": "De vertaling van de bewering."}


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
    paths = [data] if kind == "sources" else [data, *(root / code / kind / f"{identifier}.md" for code in LANGUAGES)]
    if taken := next((path for path in paths if path.exists()), None):
        raise RuleError("identifier", f"“{taken.relative_to(root)}” exists", "Choose another identifier.")
    _write(data, _facts(content, kind, day))
    for code, path in zip(LANGUAGES, paths[1:], strict=False):
        _write(path, _words(kind, identifier, code))
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


def _words(kind: str, identifier: str, code: str) -> str:
    summary, body = _TEXTS[code]
    lines = [
        "---",
        f"title: {_quoted(_TITLES[code].format(id=identifier.replace('-', ' ')))}",
        f"slug: {identifier}",
        f"summary: {_quoted(summary)}",
    ]
    if kind == "figures":
        lines += [f"counted: {_quoted(_COUNTED[code][0])}", f"not_counted: {_quoted(_COUNTED[code][1])}"]
    if kind == "fact-checks" and code in _CLAIM:
        lines.append(f"claim: {_quoted(_CLAIM[code])}")
    return "\n".join([*lines, "---", body, ""])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
