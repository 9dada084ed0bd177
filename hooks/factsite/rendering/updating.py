"""Sections of a text whose source has changed since they were translated: readers are told at the section itself."""

from __future__ import annotations

import re
from collections.abc import Set

from markupsafe import Markup

BODY = "body."
# As ``translating.units`` parts a text: each heading from the second level on begins a section.
_HEADING = re.compile(r"<h[2-6][ >].*?</h[2-6]>", re.DOTALL)


def tell_in_body(html: Markup, stale: Set[str], notice: Markup) -> Markup:
    """Put a notice under the heading of each stale section; under none, if the text begins with it.

    Args:
        html: the text of a page.
        stale: the names of its stale texts, of which those of the body count: ``body.0`` is what stands first.
        notice: what readers are told, escaped.
    """
    numbers = {int(name.removeprefix(BODY)) for name in stale if name.startswith(BODY)}
    if not numbers:
        return html
    headings = [found.end() for found in _HEADING.finditer(html)]
    # What stands before the first heading is a section too, where there is something.
    ends = headings if _HEADING.match(html.lstrip()) else [0, *headings]
    parts, last = [], 0
    for number, end in enumerate(ends):
        if number in numbers:
            parts += [html[last:end], notice]
            last = end
    return Markup().join([*parts, html[last:]])
