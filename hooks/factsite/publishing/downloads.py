"""The data of each figure to take along: tidy CSV with codes, CSV in words per language, JSON with all metadata."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from factsite.content import LANGUAGES, Entry
from factsite.records.figure import Figure, Observation
from factsite.rendering.addresses import download
from factsite.rendering.figures import figure_sources
from factsite.rendering.site import Site
from factsite.rendering.view import View


def write_downloads(site: Site, folder: Path) -> None:
    """Write the downloads of all figures into the folder of the built site, and an index of them."""
    index = []
    for entry in site.content.of_kind("figures"):
        if not isinstance(entry.record, Figure) or not entry.translations:
            continue
        _write(folder / download(entry.id, "csv"), tidy(entry.id, entry.record))
        _write(folder / download(entry.id, "json"), _json(metadata(site, entry, entry.record)))
        for code in LANGUAGES:
            view = View(site, code, entry, site.addresses.of(entry.path, code))
            _write(folder / download(entry.id, f"{code}.csv"), labelled(view, entry.record))
        index.append({"id": entry.id, "csv": download(entry.id, "csv"), "json": download(entry.id, "json")})
    _write(folder / "data" / "index.json", _json({"figures": index}))


def tidy(identifier: str, figure: Figure) -> str:
    """One row per observation: codes, value, unit, status and source in columns (https://r4ds.hadley.nz/data-tidy)."""
    dimensions = list(figure.dimensions)
    head = ["figure", "period", *dimensions, "value", "unit", "status", "source", "alternative"]
    return _csv([head, *_rows(identifier, figure, dimensions)])


def _rows(identifier: str, figure: Figure, dimensions: list[str]) -> Iterable[list[str]]:
    for point in sorted(figure.observations, key=lambda found: found.period.start):
        codes = [point.codes.get(name, "") for name in dimensions]
        fixed = [identifier, point.period.text, *codes]
        yield [*fixed, _number(point.value), figure.unit.value, point.status, figure.source_of(point), ""]
        for other in point.alternatives:
            yield [*fixed, _number(other.value), figure.unit.value, "", other.source, "yes"]


def labelled(view: View, figure: Figure) -> str:
    """The same rows with names in the language of a view; numbers stay plain, so that programs can read them."""
    say, dimensions = view.language.say, list(figure.dimensions)
    names = [view.labels.dimensions.get(name) or name for name in dimensions]
    head = [say("Period"), *names, say("Value"), say("Unit"), say("Status"), say("Source"), say("Notes")]
    rows = [head]
    for point in sorted(figure.observations, key=lambda found: found.period.start):
        codes = [view.code_name(name, point.codes.get(name, "")) for name in dimensions]
        fixed = [view.language.span(point.period), *codes]
        unit, status = view.language.name(figure.unit), ", ".join(view.status(point.status))
        source = _source(view, figure.source_of(point))
        rows.append([*fixed, _number(point.value), unit, status, source, view.note(point.note)])
        rows += [
            [*fixed, _number(other.value), unit, "", _source(view, other.source), view.note(other.note)]
            for other in point.alternatives
        ]
    return _csv(rows)


def metadata(site: Site, entry: Entry, figure: Figure) -> dict[str, Any]:
    """A figure with all that is known of it, for programs: texts per language, codes, observations, sources."""
    views = {code: View(site, code, entry, site.addresses.of(entry.path, code)) for code in entry.translations}
    sources = sorted(citation.source for citation in figure_sources(figure))
    return {
        "id": entry.id,
        "address": {code: site.base + view.address for code, view in views.items()},
        "title": {code: view.title for code, view in views.items()},
        "summary": {code: view.text("summary") for code, view in views.items()},
        "counted": {code: view.text("counted") for code, view in views.items()},
        "notCounted": {code: view.text("not_counted") for code, view in views.items()},
        "notes": {code: {name: view.note(name) for name in figure.note_names()} for code, view in views.items()},
        "unit": figure.unit.value,
        "measures": figure.measures.value,
        "frequency": figure.frequency.value,
        "organisation": figure.organisation,
        "nextUpdate": figure.next_update.text,
        "changed": figure.changed.isoformat(),
        "themes": figure.themes,
        "breaks": [{"period": gap.period.text, "note": gap.note} for gap in figure.breaks],
        "revisions": [_revision(revision) for revision in figure.revisions],
        "sources": {name: _source_facts(site, name) for name in sources},
        "observations": [_observation(figure, point) for point in figure.observations],
    }


def _observation(figure: Figure, point: Observation) -> dict[str, Any]:
    found: dict[str, Any] = {"period": point.period.text, **point.codes, "value": _plain(point.value)}
    found |= {"status": point.status} if point.status else {}
    found |= {"source": figure.source_of(point)}
    found |= {"note": point.note} if point.note else {}
    if point.alternatives:
        found["alternatives"] = [{"value": _plain(o.value), "source": o.source} for o in point.alternatives]
    return found


def _revision(revision: Any) -> dict[str, Any]:  # noqa: ANN401 - its model has all types
    return {
        "period": revision.period.text,
        **revision.codes,
        "old": _plain(revision.old),
        "new": _plain(revision.new),
        "date": revision.date.isoformat(),
        "reason": revision.reason.value,
    }


def _source_facts(site: Site, name: str) -> dict[str, Any]:
    source = site.content.sources[name]
    found = {
        "publisher": source.publisher or source.publisher_name,
        "title": source.title.text,
        "language": source.title.language,
        "table": source.table,
        "published": source.published.text,
        "accessed": source.accessed.text,
        "address": source.address,
        "licence": source.licence.value,
    }
    return {key: value for key, value in found.items() if value is not None}


def _source(view: View, name: str) -> str:
    source = view.site.content.sources.get(name)
    return source.title.text if source else name


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral() else float(value)


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def safe(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula (https://owasp.org/www-community/attacks/CSV_Injection).

    Numbers, negative ones too, stay as they are.
    """
    if cell[:1] in "=+@\t\r" or (cell[:1] == "-" and not cell[1:].replace(".", "", 1).isdigit()):
        return f"'{cell}" if cell else cell
    return cell


def _csv(rows: Iterable[list[str]]) -> str:
    buffer = io.StringIO()
    write: Callable[[list[str]], Any] = csv.writer(buffer, lineterminator="\r\n").writerow  # RFC 4180
    for row in rows:
        write([safe(cell) for cell in row])
    return buffer.getvalue()


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
