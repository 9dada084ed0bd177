"""The list of all figures for programs: what each has, and whether it changed, so that one file is asked for again.

What stood there in earlier years stands there still: of each figure its name, its title, its page, and the address of
each file by its ending, all within the site. What came later has whole addresses.
"""

from __future__ import annotations

from typing import Any

from factsite.deriving.coded import column_of
from factsite.publishing.dataset import Dataset
from factsite.publishing.planned import Scales, Weight
from factsite.publishing.versions import version_file
from factsite.rendering.addresses import CATALOGUE, permanent, version_address, versions_address

PATH = f"{CATALOGUE}index.json"


def data_index(datasets: list[Dataset], scales: Scales) -> dict[str, Any]:
    """The whole list; ``scales`` weigh the files."""
    newest = max((dataset.figure.changed for dataset in datasets), default=None)
    modified = {"modified": newest.isoformat()} if newest else {}
    return {**modified, "figures": [_figure(dataset, scales) for dataset in datasets]}


def _figure(dataset: Dataset, scales: Scales) -> dict[str, Any]:
    figure, base = dataset.figure, dataset.site.base
    kept = version_file(dataset.id, dataset.version)
    periods = [point.period for point in figure.observations]
    return {
        "id": dataset.id,
        "title": dataset.texts("title"),
        "page": permanent(dataset.id),
        **{file.ending: file.address for file in dataset.downloads},
        "permanentAddress": dataset.address,
        "published": figure.published.isoformat(),
        "modified": figure.changed.isoformat(),
        "version": {
            "day": dataset.version.isoformat(),
            "address": base + version_address(dataset.id, dataset.version),
            "file": base + kept,
            **_weight(scales.weigh(kept)),
        },
        "versions": base + versions_address(dataset.id),
        "unit": figure.unit.value,
        "measure": figure.measures.value,
        "frequency": figure.frequency.value,
        "dimensions": {name: _dimension(dataset, name) for name in figure.dimensions},
        "firstPeriod": min(periods, key=lambda period: (period.start, period.end)).text,
        "lastPeriod": max(periods, key=lambda period: (period.end, period.start)).text,
        "observations": len(figure.observations),
        "formats": {
            file.ending: {
                "address": base + file.address,
                "mediaType": file.format.media_type,
                **_weight(scales.weigh(file.address)),
            }
            for file in dataset.downloads
        },
    }


def _weight(weight: Weight) -> dict[str, Any]:
    return {"bytes": weight.size, "sha256": weight.sha256}


def _dimension(dataset: Dataset, name: str) -> dict[str, Any]:
    """A dimension with its codes as they stand in the tables for programs."""
    used = dict.fromkeys(point.codes.get(name, "") for point in dataset.figure.observations)
    total = dataset.figure.dimensions[name].total
    return {
        "column": column_of(name),
        "total": None if total is None else dataset.code(name, total),
        "codes": [dataset.code(name, code) for code in used],
    }
