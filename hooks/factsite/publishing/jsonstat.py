"""Figures as JSON-stat 2.0 (https://json-stat.org/full/): a dataset each, and a collection of all, per language.

Codes are those of the table with codes. An observation without a number is null, with its status saying why; a
combination that the data don’t hold has neither.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from factsite.publishing.columns import labelled_columns
from factsite.publishing.dataset import Dataset
from factsite.publishing.delimited import decimals
from factsite.rendering.addresses import CATALOGUE, download, value_key
from factsite.rendering.citing import citation
from factsite.rendering.formats import JSON_STAT
from factsite.rendering.lists import publisher_name
from factsite.rendering.site import Site
from factsite.rendering.view import View

_VERSION = "2.0"
_TIME, _METRIC = "period", "unit"


def collection_address(code: str) -> str:
    """Where the collection of all datasets in a language stands."""
    return f"{CATALOGUE}figures.{code}.{JSON_STAT.ending}"


def collection(site: Site, datasets: list[Dataset], code: str) -> dict[str, Any]:
    """All datasets in a language: each by its address and title."""
    return {
        "version": _VERSION,
        "class": "collection",
        "label": View(site, code, site.content.entries.get("index"), "").title,
        "updated": max((dataset.figure.changed for dataset in datasets), default=site.day).isoformat(),
        "href": site.base + collection_address(code),
        "link": {
            "item": [
                {
                    "class": "dataset",
                    "href": _address(dataset, code),
                    "label": dataset.text("title", code),
                    "updated": dataset.figure.changed.isoformat(),
                }
                for dataset in datasets
            ]
        },
    }


def json_stat(dataset: Dataset, code: str) -> dict[str, Any]:
    """A figure as a dataset with names in a language."""
    view, figure = dataset.views[code], dataset.figure
    dimensions = _dimensions(dataset, code)
    sizes = [len(one["category"]["index"]) for one in dimensions.values()]
    values, status = _cells(dataset, dimensions, sizes)
    found: dict[str, Any] = {
        "version": _VERSION,
        "class": "dataset",
        "label": dataset.text("title", code),
        "source": ", ".join(dataset.publishers(code)),
        "updated": figure.changed.isoformat(),
        "href": _address(dataset, code),
        "id": list(dimensions),
        "size": sizes,
        "role": {"time": [_TIME], "metric": [_METRIC]},
        "dimension": dimensions,
        "value": values,
    }
    if status:
        found["status"] = status
    notes = [dataset.text("counted", code), dataset.text("not_counted", code)]
    return found | {"note": [note for note in notes if note], "extension": _extension(dataset, view)}


def _address(dataset: Dataset, code: str) -> str:
    return dataset.site.base + download(dataset.id, f"{code}.{JSON_STAT.ending}")


def _dimensions(dataset: Dataset, code: str) -> dict[str, dict[str, Any]]:
    view, figure = dataset.views[code], dataset.figure
    say = view.language.say
    periods = {point.period.text: view.language.span(point.period) for point in dataset.observations}
    found: dict[str, dict[str, Any]] = {_TIME: _dimension(say("Period"), periods)}
    for name, column in zip(figure.dimensions, dataset.columns, strict=True):
        used = dict.fromkeys(point.codes.get(name, "") for point in figure.observations)
        names = {dataset.code(name, one): str(view.code_name(name, one)) for one in used}
        found[column] = _dimension(str(view.dimension(name)), names)
    unit = _dimension(say("Unit"), {figure.unit.value: view.language.name(figure.unit)})
    places = max((decimals(point.value) for point in figure.observations), default=0)
    unit["category"]["unit"] = {figure.unit.value: {"label": view.language.name(figure.unit), "decimals": places}}
    return found | {_METRIC: unit}


def _dimension(label: str, names: dict[str, str]) -> dict[str, Any]:
    return {"label": label, "category": {"index": list(names), "label": names}}


def _cells(
    dataset: Dataset, dimensions: dict[str, dict[str, Any]], sizes: list[int]
) -> tuple[list[Any] | dict[str, Any], dict[str, str]]:
    """The values and their status by place, the last dimension running fastest.

    Where less than half of the places hold something, values are an object, as the standard allows.
    """
    steps = [math.prod(sizes[number + 1 :]) for number in range(len(sizes))]
    places = [{code: at for at, code in enumerate(one["category"]["index"])} for one in dimensions.values()]
    whole = math.prod(sizes)
    sparse = len(dataset.observations) * 2 < whole
    values: dict[int, Any] | list[Any] = {} if sparse else [None] * whole
    status: dict[str, str] = {}
    for point in dataset.observations:
        codes = [point.period.text, *dataset.codes(point), dataset.figure.unit.value]
        at = sum(where[code] * step for where, code, step in zip(places, codes, steps, strict=True))
        values[at] = _number(point.value)
        if point.status:
            status[str(at)] = str(point.status)
    if isinstance(values, dict):
        return {str(at): values[at] for at in sorted(values)}, status
    return values, status


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral() else float(value)


def _extension(dataset: Dataset, view: View) -> dict[str, Any]:
    """What JSON-stat has no field for: what the flags mean, notes, sources, terms, version, how to cite.

    Also which codes are totals and aggregates, and what stands in the columns of the tables with names.
    """
    figure, say = dataset.figure, view.language.say
    found: dict[str, Any] = {
        "status": {"label": {flag.value: say(flag.label) for flag in dataset.flags}},
        "notes": [
            {"key": value_key(figure, point), "note": str(view.note(point.note))}
            for point in dataset.observations
            if point.note
        ],
        "sources": [
            {
                "publisher": publisher_name(view, source),
                "label": source.title_for(view.code).text,
                "href": source.address_for(view.code),
            }
            for source in dataset.sources.values()
        ],
        "licence": dataset.licence and {"label": view.language.name(dataset.licence), "href": dataset.licence.address},
        "version": dataset.version.isoformat(),
        "citation": citation(view, figure),
        "breaks": [{"period": gap.period.text, "note": dataset.note(gap.note, view.code)} for gap in figure.breaks],
        "permanentAddress": dataset.address,
        "otherValues": _others(dataset, view),
        "totals": {column: dataset.code(name, total) for name, column, total in _totals(dataset)},
        "aggregates": {column: codes for column, codes in _aggregates(dataset) if codes},
        "table": [column.name for column in labelled_columns(dataset)],
    }
    return {name: value for name, value in found.items() if value not in (None, [], {}, {"label": {}})}


def _totals(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """The dimensions that have a code for the whole: name, column, that code."""
    for (name, dimension), column in zip(dataset.figure.dimensions.items(), dataset.columns, strict=True):
        if dimension.total:
            yield name, column, dimension.total


def _aggregates(dataset: Dataset) -> Iterator[tuple[str, list[str]]]:
    """Of each dimension the codes that stand for several others, as programs find them."""
    for name, column in zip(dataset.figure.dimensions, dataset.columns, strict=True):
        facts = dataset.site.content.dimensions.get(name)
        used = dict.fromkeys(point.codes.get(name, "") for point in dataset.figure.observations)
        known = set(facts.aggregates) if facts else set()
        yield column, [dataset.code(name, code) for code in used if code in known]


def _others(dataset: Dataset, view: View) -> list[dict[str, Any]]:
    """What other sources say of the same, apart from the values, so that no sum takes them."""
    return [
        {"period": point.period.text, **dict(zip(dataset.columns, dataset.codes(point), strict=True))}
        | {"value": _number(other.value), "source": dataset.source_title(other.source, view.code)}
        | ({"note": str(view.note(other.note))} if other.note else {})
        for point in dataset.observations
        for other in point.alternatives
    ]
