"""What is published is what standards ask: the bill of materials is valid CycloneDX."""

from __future__ import annotations

from collections.abc import Iterator

from audit.table import Effort, Row
from bill import bill, licences, not_valid


def the_bill_is_valid(effort: Effort) -> Iterator[Row]:
    """The bill of materials fits its schema, names the packages that readers get parts of, and is the same twice."""
    del effort
    made, again = bill(), bill()
    held = [
        not_valid(made) is None,
        {"mkdocs", "mkdocs-material", "pagefind_bin"} <= {one["name"] for one in made["components"]},
        all(licences(one) for one in made["components"]),
        made == again,
    ]
    what = f"{len(made['components'])} components"
    yield Row("bill of materials (schema, packages, licences, twice the same)", len(held), sum(held), what)
