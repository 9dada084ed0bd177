"""Observations as SDMX-CSV 2.0 (https://github.com/sdmx-twg/sdmx-csv, version 2.0.0): codes only, a row each.

What other sources say of the same isn’t there: it would be a second observation with the key of the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from factsite.publishing.columns import CellType, Column
from factsite.publishing.dataset import Dataset
from factsite.publishing.delimited import Cell, csv_parts, decimals
from factsite.publishing.sdmx import (
    CONFIDENTIAL,
    FIGURE,
    FREE,
    NOT_APPLICABLE,
    Flow,
    area,
    figure_code,
    frequency,
    status,
)
from factsite.records.figure import Observation
from factsite.records.observation_status import Flag
from factsite.records.scalars import Span

_MEASURE = "OBS_VALUE"
_HEAD = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
# “Information”: who reads it decides what to do with it.
_ACTION = "I"


def sdmx_csv(flow: Flow) -> Iterator[str]:
    """All observations of a flow."""
    names = _names(flow)
    return csv_parts(names, lambda: ([row[name] for name in names] for row in _rows(flow)))


def sdmx_columns(flow: Flow, value: dict[str, str], period: dict[str, str]) -> list[Column]:
    """The columns of the file, described: ``value`` and ``period`` are their titles."""
    fixed = [Column(name, dict.fromkeys(value, name), required=True) for name in _HEAD]
    return [
        *fixed,
        *(Column(one.id, dict(one.names), required=True, is_key=True) for one in flow.dimensions),
        Column("TIME_PERIOD", period, required=True, is_key=True),
        Column(_MEASURE, value, CellType.NUMBER),
        *(Column(one.id, dict(one.names), required=one.mandatory) for one in flow.attributes),
    ]


def sdmx_key(flow: Flow) -> list[str]:
    """The columns that name an observation."""
    return [*(one.id for one in flow.dimensions), "TIME_PERIOD"]


def _names(flow: Flow) -> list[str]:
    return [*_HEAD, *sdmx_key(flow), _MEASURE, *(one.id for one in flow.attributes)]


def _rows(flow: Flow) -> Iterator[dict[str, Cell]]:
    for dataset in flow.datasets:
        same: dict[str, Cell] = {
            "STRUCTURE": "dataflow",
            "STRUCTURE_ID": flow.urn,
            "ACTION": _ACTION,
            FIGURE: figure_code(dataset),
            "FREQ": frequency(dataset),
            "REF_AREA": area(dataset.site),
            "UNIT_MEASURE": dataset.figure.unit.in_sdmx,
            "UNIT_MULT": "0",
            **dict.fromkeys(flow.own.values(), NOT_APPLICABLE),
        }
        own = [flow.own[name] for name in dataset.figure.dimensions]
        for point in dataset.observations:
            yield same | dict(zip(own, dataset.codes(point), strict=True)) | _observed(dataset, point)


def _observed(dataset: Dataset, point: Observation) -> dict[str, Cell]:
    hidden = Flag.CONFIDENTIAL in point.status
    return {
        "TIME_PERIOD": time_period(point.period),
        _MEASURE: point.value,
        "OBS_STATUS": status(point),
        "CONF_STATUS": CONFIDENTIAL if hidden else FREE,
        "DECIMALS": str(decimals(point.value)),
        "OBS_FLAGS": str(point.status) or None,
        "DATA_SOURCE": dataset.figure.source_of(point),
        "COMMENT": dataset.note(point.note, dataset.default) or None,
    }


def time_period(period: Span) -> str:
    """A period as SDMX writes it: an interval as its first day and how long it lasts, in months where it can."""
    if period.precision != "interval":
        return period.text
    first, after = period.start, period.end.toordinal() + 1
    end = type(first).fromordinal(after)
    if first.day == end.day == 1:
        return f"{first.isoformat()}/P{(end.year - first.year) * 12 + end.month - first.month}M"
    return f"{first.isoformat()}/P{after - first.toordinal()}D"
