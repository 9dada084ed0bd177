"""What each CSV holds, column by column, after CSV on the Web (https://www.w3.org/TR/tabular-metadata/).

A description stands beside its CSV under the name by which programs look for it, with the type of each column, its
titles in every language, what an empty cell means, and the key of a row.
"""

from __future__ import annotations

from typing import Any

from factsite.publishing.columns import CellType, Column
from factsite.publishing.dataset import Dataset
from factsite.publishing.delimited import office_separator
from factsite.rendering.formats import Download

_CONTEXT = "http://www.w3.org/ns/csvw"


def description(
    dataset: Dataset, described: Download, columns: list[Column], decimal: str | None = None
) -> dict[str, Any]:
    """The description of a CSV.

    Args:
        dataset: the figure of which it is.
        described: the CSV.
        columns: what it holds.
        decimal: what stands before decimals, in a file for offices.
    """
    own = described.language
    codes = [own] if own else dataset.languages
    found: dict[str, Any] = {
        "@context": [_CONTEXT, {"@language": own or dataset.default}],
        "url": described.address.rpartition("/")[2],
        "dc:title": [{"@value": dataset.text("title", code), "@language": code} for code in codes],
        "dc:description": [{"@value": dataset.text("counted", code), "@language": code} for code in codes],
        "dc:identifier": dataset.address,
        "dc:modified": {"@value": dataset.figure.changed.isoformat(), "@type": "xsd:date"},
    }
    if dataset.licence and dataset.licence.address:
        found["dc:license"] = {"@id": dataset.licence.address}
    if decimal:
        found["dialect"] = {"delimiter": office_separator(decimal), "encoding": "utf-8", "header": True}
    schema: dict[str, Any] = {"columns": [_column(column, own, decimal or ".") for column in columns]}
    if not own:
        schema["primaryKey"] = [column.name for column in columns if column.is_key]
    return found | ({"lang": own} if own else {}) | {"null": "", "tableSchema": schema}


def _column(column: Column, own: str, decimal: str) -> dict[str, Any]:
    """A column; where its head is a title, it has no other name, and that title stands first."""
    datatype: Any = column.kind.value
    if column.kind is CellType.NUMBER and decimal != ".":
        datatype = {"base": column.kind.value, "format": {"decimalChar": decimal, "groupChar": " "}}
    ordered = sorted(column.titles, key=lambda code: code != own)
    found: dict[str, Any] = {} if own else {"name": column.name}
    found["titles"] = {code: [column.titles[code]] for code in ordered}
    return found | {"datatype": datatype} | ({"required": True} if column.required else {})
