"""All tables with codes as a Data Package with full schemas (https://specs.frictionlessdata.io/tabular-data-package/)."""

from __future__ import annotations

from typing import Any

from factsite.deriving.coded import column_of
from factsite.publishing.columns import coded_columns
from factsite.publishing.dataset import Dataset
from factsite.publishing.planned import Scales
from factsite.records.listed import Licence
from factsite.records.observation_status import Flag
from factsite.rendering.addresses import CATALOGUE, download, version_address
from factsite.rendering.lists import publisher_name
from factsite.rendering.site import Site
from factsite.rendering.view import View

PATH = "datapackage.json"
# Longer lists of codes stand in the JSON of the figure.
_SHORT = 40
_PERIOD = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-Q[1-4]|-S[12]|-W[0-9]{2})?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-Q[1-4])?)?"
_PERIODS = "Day, week, month, year or interval (ISO 8601), quarter (2022-Q1) or half-year (2022-S1)"


def data_package(site: Site, datasets: list[Dataset], scales: Scales) -> dict[str, Any]:
    """The descriptor of the package; its texts are in the default language or, where a figure has none, in its own.

    ``scales`` weigh the tables. Beside the fields of the specification stand ``modified`` and, of each table, the
    ``version`` of its data with the address at which it stays.
    """
    changed = max((dataset.figure.changed for dataset in datasets), default=site.day)
    return {
        "profile": "tabular-data-package",
        "name": "figures",
        "id": site.base + PATH,
        "title": View(site, site.content.languages.default, site.content.entries.get("index"), "").title,
        "homepage": site.base + CATALOGUE,
        "version": changed.isoformat(),
        "created": f"{changed.isoformat()}T00:00:00Z",
        "modified": changed.isoformat(),
        "resources": [_resource(dataset, scales) for dataset in datasets],
    }


def _resource(dataset: Dataset, scales: Scales) -> dict[str, Any]:
    path = download(dataset.id, "csv")
    weight = scales.weigh(path)
    found: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": dataset.id,
        "path": path,
        "title": dataset.text("title", dataset.default),
        "description": f"{dataset.text('summary', dataset.default)} {dataset.text('counted', dataset.default)}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": weight.size,
        "hash": f"sha256:{weight.sha256}",
        "version": dataset.version.isoformat(),
        "versionAddress": dataset.site.base + version_address(dataset.id, dataset.version),
        "created": dataset.figure.published.isoformat(),
        "modified": dataset.figure.changed.isoformat(),
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(dataset),
        "sources": [_source(dataset, name) for name in dataset.sources],
    }
    if dataset.licence and dataset.licence.address:
        found["licenses"] = [_licence(dataset, dataset.licence)]
    return found


def _schema(dataset: Dataset) -> dict[str, Any]:
    known = _fields(dataset)
    return {
        "fields": [{"name": column.name, **known[column.name]} for column in coded_columns(dataset)],
        "missingValues": [""],
        "primaryKey": ["period", *dataset.columns, "alternative"],
    }


def _fields(dataset: Dataset) -> dict[str, dict[str, Any]]:
    figure, bounds = dataset.figure, dataset.figure.bounds
    limits = {"minimum": float(bounds.min), "maximum": float(bounds.max)}
    number = {"type": "number", "decimalChar": "."}
    letters = "".join(Flag)
    return {
        "figure": _text("Figure", "Identifier of the figure", enum=[dataset.id]),
        "period": _text("Period", _PERIODS, pattern=_PERIOD),
        **{column_of(name): _codes(dataset, name) for name in figure.dimensions},
        "alternative": {
            "type": "integer",
            "title": "Alternative",
            "description": "0: the value of this site; what other sources say of it stands in a table of its own",
            "constraints": {"required": True, "minimum": 0},
        },
        "value": {**number, "title": "Value", "constraints": limits},
        "numerator": {**number, "title": "Numerator"},
        "denominator": {**number, "title": "Denominator"},
        "unit": _text("Unit", "What is counted", enum=[figure.unit.value]),
        "status": {
            "type": "string",
            "title": "Status",
            "description": "Observation status (SDMX): "
            + ", ".join(f"{flag.value} {flag.label}" for flag in dataset.flags or Flag),
            "constraints": {"pattern": f"[{letters}]*"},
        },
        "source": _text("Source", "Identifier of the source", **_enum(list(dataset.sources))),
        "own": {"type": "string", "title": "Own code", "description": "The publisher’s own code"},
        "period_start": {"type": "date", "title": "First day of the period", "constraints": {"required": True}},
        "period_end": {"type": "date", "title": "Last day of the period", "constraints": {"required": True}},
        "value_key": _text("Key of the value", "The end of its permanent address, after /data/figures/", unique=True),
    }  # fmt: skip


def _codes(dataset: Dataset, name: str) -> dict[str, Any]:
    view = dataset.views[dataset.default]
    used = dict.fromkeys(point.codes.get(name, "") for point in dataset.figure.observations)
    codes = {dataset.code(name, one): view.code_name(name, one) for one in used}
    named = "; ".join(f"{code} {words}" for code, words in codes.items()) if len(codes) <= _SHORT else ""
    return _text(view.dimension(name), named, **_enum(list(codes)))


def _enum(values: list[str]) -> dict[str, Any]:
    return {"enum": values} if len(values) <= _SHORT else {}


def _text(title: str, description: str, **constraints: object) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "string", "title": title}
    return (
        found
        | ({"description": description} if description else {})
        | {"constraints": {"required": True, **constraints}}
    )


def _source(dataset: Dataset, name: str) -> dict[str, Any]:
    source = dataset.sources[name]
    title = f"{publisher_name(dataset.views[dataset.default], source)}: {source.title_for(dataset.default).text}"
    address = source.address_for(dataset.default)
    return {"title": title} | ({"path": address} if address else {})


def _licence(dataset: Dataset, licence: Licence) -> dict[str, Any]:
    """A licence by its address; the specification allows as ``name`` only what the Open Definition lists."""
    name = {"name": licence.open_definition} if licence.open_definition else {}
    return {**name, "title": licence.name_in(dataset.default), "path": licence.address}
