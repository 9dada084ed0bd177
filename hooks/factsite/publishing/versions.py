"""Each version of a figure at an address that never changes: its file, its checksum, and what it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from factsite.deriving.versions import FigureVersion, ObservationChange, versions
from factsite.publishing.data_pages import frame
from factsite.publishing.dataset import Dataset
from factsite.publishing.planned import Planned
from factsite.publishing.writing import json_parts
from factsite.records.history import Spoken
from factsite.rendering.addresses import permanent, version_address, versions_address
from factsite.rendering.view import View

# The files of a version bear no name that could become another one.
_FILE, _TOLD = "data.csv", "version.json"
# Changes that the page of a version lists; its JSON has them all.
MOST_LISTED = 200


@dataclass(frozen=True)
class ListedChange:
    """A change on the page of a version: what it is of, and what was said before and is said now, with codes."""

    period: str
    codes: list[str]
    before: str
    now: str


@dataclass(frozen=True)
class ListedVersion:
    """A version in the list of them all; the numbers count observations."""

    day: str
    address: str
    file: str
    size: int
    sha256: str
    observations: int
    added: int
    changed: int
    removed: int


def version_file(identifier: str, day: date) -> str:
    """The address of the file of a version, which never changes."""
    return f"{version_address(identifier, day)}{_FILE}"


def plan_versions(dataset: Dataset) -> Iterator[Planned]:
    """The versions of a figure: a list, and for each a page, a file, and what it changed for programs."""
    made = partial(_made, dataset)
    yield Planned(f"{versions_address(dataset.id)}index.html", lambda: _list_page(dataset, made()))
    for place, day in enumerate(dataset.site.version_days(dataset.figure, dataset.id)):
        address = version_address(dataset.id, day)
        yield Planned(f"{address}index.html", partial(_page, dataset, made, place))
        yield Planned(version_file(dataset.id, day), lambda place=place: made()[place].text)  # type: ignore[misc]
        yield Planned(f"{address}{_TOLD}", lambda place=place: json_parts(_described(dataset, made(), place)))  # type: ignore[misc]


@lru_cache(maxsize=1)
def _made(dataset: Dataset) -> list[FigureVersion]:
    """The versions of a figure: all files of them follow one another, and then they are forgotten."""
    return versions(dataset.figure, dataset.site.content.histories.get(dataset.id))


def _listed(dataset: Dataset, version: FigureVersion) -> ListedVersion:
    address = version_address(dataset.id, version.day)
    kinds = Counter((change.before is None, change.now is None) for change in version.changes())
    return ListedVersion(
        version.day.isoformat(),
        address,
        version_file(dataset.id, version.day),
        len(version.text.encode()),
        version.sha256,
        len(version.state),
        kinds[True, False],
        kinds[False, False],
        kinds[False, True],
    )


def _list_page(dataset: Dataset, found: list[FigureVersion]) -> str:
    address = versions_address(dataset.id)
    return dataset.site.environment.get_template("data-versions.html").render(
        **frame(dataset.site, address),
        identifier=dataset.id,
        title=dataset.views[dataset.default].title,
        permanent=permanent(dataset.id),
        versions=[_listed(dataset, version) for version in found],
    )


def _page(dataset: Dataset, made: Any, place: int) -> str:  # noqa: ANN401 - a cached function has no type of its own
    found: list[FigureVersion] = made()
    version, address = found[place], version_address(dataset.id, found[place].day)
    names = sorted({name for change in version.changes() for name, _ in change.key.codes})
    listed = _listed(dataset, version)
    number = listed.added + listed.changed + listed.removed
    views = {code: View(dataset.site, code, dataset.entry, address) for code in dataset.views}
    return dataset.site.environment.get_template("data-version.html").render(
        **frame(dataset.site, address),
        identifier=dataset.id,
        titled=list(views.values()),
        permanent=permanent(dataset.id),
        all=versions_address(dataset.id),
        version=listed,
        json=f"{address}{_TOLD}",
        newest=_listed(dataset, found[0]) if place else None,
        before=_listed(dataset, found[place + 1]) if place + 1 < len(found) else None,
        columns=["period", *names],
        changes=[_change(change, names) for change in islice(version.changes(), MOST_LISTED)],
        more=max(0, number - MOST_LISTED),
    )


def _change(change: ObservationChange, names: list[str]) -> ListedChange:
    codes = dict(change.key.codes)
    named = [codes.get(name, "") for name in names]
    return ListedChange(change.key.period, named, _written(change.before), _written(change.now))


def _written(said: Spoken | None) -> str:
    return f"{said.value} {said.status}".strip() if said else ""


def _described(dataset: Dataset, found: list[FigureVersion], place: int) -> dict[str, Any]:
    """A version for programs; nothing in it depends on what came after, nor on the name of the figure."""
    version = found[place]
    listed = _listed(dataset, version)
    return {
        "version": listed.day,
        "issued": listed.day,
        "previous": found[place + 1].day.isoformat() if place + 1 < len(found) else None,
        "file": _FILE,
        "bytes": listed.size,
        "sha256": listed.sha256,
        "observations": listed.observations,
        "changes": (
            {
                "period": change.key.period,
                "codes": dict(change.key.codes),
                "before": _for_programs(change.before),
                "now": _for_programs(change.now),
            }
            for change in version.changes()
        ),
    }


def _for_programs(said: Spoken | None) -> dict[str, str | None] | None:
    return {"value": said.value or None, "status": said.status} if said else None
