"""Rules on mappings: a figure says of each of its dimensions where a publisher's file has it."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.checking.figures import figures
from factsite.content import Content
from factsite.problems import Problem, did_you_mean
from factsite.telling import told


def mappings_are_whole(content: Content) -> Iterator[Problem]:
    """A mapping fills a CSV of its own and gives each dimension of the figure, and no other, a place in the file."""
    for _, figure, document in figures(content):
        mapping = figure.import_
        if mapping is None:
            continue
        if figure.series is None:
            remedy = told("Put the observations in a CSV beside the YAML and name it under “series”.")
            yield document.problem("import-mapping", told("an import needs a series to write to"), remedy, ("import",))
        for name in sorted(mapping.dimension_names(figure.dimensions) - figure.dimensions.keys()):
            remedy = did_you_mean(name, figure.dimensions) or told("Add it under “dimensions” of the figure.")
            keys = ("import", "dimensions", name)
            yield document.problem(
                "import-mapping", told("the figure has no dimension “{name}”", name=name), remedy, keys
            )
        for name in sorted(figure.dimensions.keys() - mapping.dimension_names(figure.dimensions)):
            remedy = told(
                "Add “{name}: {{column: …}}”, or “{{constant: …}}” if the file holds one code only.", name=name
            )
            what = told("the import doesn’t say where the dimension “{name}” stands in the file", name=name)
            yield document.problem("import-mapping", what, remedy, ("import", "dimensions"))
