"""A figure as JSON with all that is known of it: texts and names of codes per language, observations, sources."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from factsite.publishing.dataset import Dataset
from factsite.records.codes import Code
from factsite.records.figure import Observation, Revision
from factsite.records.figure_parts import FigurePart, Vintage
from factsite.records.listed import Licence, Listed
from factsite.records.source import Source
from factsite.rendering.addresses import value_key, versions_address
from factsite.rendering.lists import publisher_name


def metadata(dataset: Dataset) -> dict[str, Any]:
    """Everything about a figure, for programs; what the data don't say is left out."""
    site = dataset.site
    return {
        "id": dataset.id,
        "permanentAddress": dataset.address,
        "version": dataset.version.isoformat(),
        "versions": site.base + versions_address(dataset.id),
        "address": {code: site.base + dataset.views[code].address for code in dataset.languages},
        "downloads": {file.ending: site.base + file.address for file in dataset.downloads},
        **_words(dataset),
        **_facts(dataset),
        "dimensions": {name: _dimension(dataset, name) for name in dataset.figure.dimensions},
        "statusFlags": {flag.value: _in_all(dataset, flag.label) for flag in dataset.flags},
        "sources": {name: _source(dataset, source) for name, source in dataset.sources.items()},
        "breaks": [{"period": gap.period.text, "note": gap.note} for gap in dataset.figure.breaks],
        "revisions": [_revision(revision) for revision in dataset.figure.revisions],
        "observations": (_observation(dataset, point) for point in dataset.figure.observations),
    }


def _words(dataset: Dataset) -> dict[str, Any]:
    names = dataset.figure.note_names()
    return {
        "title": dataset.texts("title"),
        "summary": dataset.texts("summary"),
        "counted": dataset.texts("counted"),
        "notCounted": dataset.texts("not_counted"),
        "notes": {code: {name: dataset.views[code].note(name) for name in names} for code in dataset.languages},
    }


def _facts(dataset: Dataset) -> dict[str, Any]:
    figure = dataset.figure
    found: dict[str, Any] = {
        "unit": _code(dataset, figure.unit),
        "measure": _code(dataset, figure.measures),
        "frequency": _code(dataset, figure.frequency),
        "organisation": figure.organisation,
        "published": figure.published.isoformat(),
        "changed": figure.changed.isoformat(),
        "lastUpdate": figure.last_update.isoformat(),
        "nextUpdate": figure.next_update.text,
        "themes": {
            theme: {code: view.theme(theme) for code, view in dataset.views.items()} for theme in figure.themes
        },
        "rounding": figure.rounding,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "ratio": figure.ratio and {
            "numerator": _part(figure.ratio.numerator),
            "denominator": _part(figure.ratio.denominator),
            "decimals": figure.ratio.decimals,
        },
        "disclosureThreshold": figure.disclosure and figure.disclosure.threshold,
        "licence": dataset.licence and _licence(dataset, dataset.licence),
        "events": [event.model_dump(exclude_none=True) for event in figure.events],
        "vintages": [_vintage(vintage) for vintage in figure.vintages],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value not in (None, [])}


def _in_all(dataset: Dataset, name: str) -> dict[str, str]:
    return {code: view.language.say(name) for code, view in dataset.views.items()}


def _code(dataset: Dataset, code: Code | Listed) -> dict[str, Any]:
    return {"code": code.value, "name": {one: view.language.name(code) for one, view in dataset.views.items()}}


def _dimension(dataset: Dataset, name: str) -> dict[str, Any]:
    views, facts = dataset.views, dataset.figure.dimensions[name]
    used = dict.fromkeys(point.codes.get(name, "") for point in dataset.figure.observations)
    in_files = {one: code for one in used if (code := dataset.code(name, one)) != one}
    return {
        "name": {code: view.dimension(name) for code, view in views.items()},
        "total": facts.total,
        **({"codesInTables": in_files} if in_files else {}),
        "codes": {one: {code: view.code_name(name, one) for code, view in views.items()} for one in used},
    }


def _licence(dataset: Dataset, licence: Licence) -> dict[str, Any]:
    return _code(dataset, licence) | ({"address": licence.address} if licence.address else {})


def _part(part: FigurePart) -> dict[str, Any]:
    return {"figure": part.figure, "codes": part.codes}


def _vintage(vintage: Vintage) -> dict[str, Any]:
    found = {
        "file": vintage.file,
        "sha256": vintage.sha256,
        "accessed": vintage.accessed.text,
        "published": vintage.published and vintage.published.text,
        "imported": vintage.imported.isoformat(),
        "observations": vintage.observations,
    }
    return {key: value for key, value in found.items() if value is not None}


def _observation(dataset: Dataset, point: Observation) -> dict[str, Any]:
    figure = dataset.figure
    found: dict[str, Any] = {"key": value_key(figure, point), "period": point.period.text, **point.codes}
    found |= {"value": _plain(point.value), "source": figure.source_of(point)}
    parts = {"numerator": _plain(point.numerator), "denominator": _plain(point.denominator)}
    more: dict[str, Any] = {"status": str(point.status), **parts, "own": point.own, "note": point.note}
    found |= {name: value for name, value in more.items() if value not in (None, "")}
    if point.alternatives:
        found["alternatives"] = [
            {"value": _plain(other.value), "source": other.source} | ({"note": other.note} if other.note else {})
            for other in point.alternatives
        ]
    return found


def _revision(revision: Revision) -> dict[str, Any]:
    found = {
        "period": revision.period.text,
        **revision.codes,
        "old": _plain(revision.old),
        "new": _plain(revision.new),
        "date": revision.date.isoformat(),
        "reason": revision.reason.value,
        "note": revision.note,
    }
    return {name: value for name, value in found.items() if value is not None}


def _source(dataset: Dataset, source: Source) -> dict[str, Any]:
    titles = {code: source.title_for(code) for code in dataset.views}
    addresses = {code: address for code in dataset.views if (address := source.address_for(code))}
    found: dict[str, Any] = {
        "organisation": source.publisher,
        "publisher": {code: publisher_name(view, source) for code, view in dataset.views.items()},
        "via": source.via,
        "viaName": {code: source.via_name.read_in(code) for code in dataset.views} if source.via_name else None,
        "title": {code: title.text for code, title in titles.items()},
        "titleLanguage": {code: title.language for code, title in titles.items()},
        "descriptiveTitle": [code for code in dataset.views if source.described_for(code)] or None,
        "languages": source.languages,
        "table": source.table,
        "published": source.published.text if source.published.known else None,
        "accessed": source.accessed.text if source.accessed.known else None,
        "republished": source.republished or None,
        "address": addresses or None,
        "archived": source.archived,
        "licence": source.licence.value,
    }
    return {key: value for key, value in found.items() if value is not None}


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral() else float(value)
