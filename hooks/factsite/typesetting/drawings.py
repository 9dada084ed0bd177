"""A chart of a page → a drawing that Typst can place: colours of the light palette, letters of our font."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factsite.charting.lettering import FAMILY, drawable
from factsite.charting.picture import palette

_ROOT = re.compile(r'<svg\b[^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>')
# In attributes only: in a text quotes are escaped.
_VARIABLE = re.compile(r'="var\(--([\w-]+)\)"')


@dataclass(frozen=True)
class Drawn:
    """A drawing by itself, and its height as a part of its width."""

    svg: str
    ratio: float


def for_paper(svg: str) -> Drawn:
    """Make a drawing of its own from a chart in a language.

    Raises:
        ValueError: it has no viewBox that begins at 0 0.
    """
    root = _ROOT.search(svg)
    if root is None:
        raise ValueError("a chart has a viewBox that begins at 0 0")
    wide, high = float(root[1]), float(root[2])
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" viewBox="0 0 {wide:g} {high:g}" '
        f'font-family="{FAMILY}" color="var(--ink)" fill="var(--ink)">'
    )
    whole = start + svg[root.end() :]
    return Drawn(drawable(_VARIABLE.sub(lambda found: f'="{palette()[found[1]]}"', whole)), high / wide)
