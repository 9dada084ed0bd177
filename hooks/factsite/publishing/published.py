"""What a kind of record has published beside its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from factsite.rendering.site import Site


@dataclass(frozen=True)
class Published:
    """Files of a kind in each language, written where the site has the list of the kind: address → text."""

    files: Callable[[Site, str], Mapping[str, str]]
