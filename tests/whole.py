"""A whole site in this process, without MkDocs: every page, and everything beside them, written into a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from unittest.mock import patch

from jinja2 import Environment

from factsite.build_cache.recipes import Recipe
from factsite.build_cache.store import Store
from factsite.content import Content
from factsite.publishing import files
from factsite.publishing.files import Writing
from factsite.publishing.judged import judged
from factsite.publishing.writing import write, write_bytes
from factsite.rendering.environment import make_environment
from factsite.rendering.pages import page_of
from factsite.rendering.site import Site
from projects import DAY, SITE_URL


@dataclass
class _PlainSite(Site):
    """A site with templates that many sites share."""

    @cached_property
    def environment(self) -> Environment:
        return _environment()


@cache
def _environment() -> Environment:
    return make_environment()


class _Here:
    """What is slow is made here, not by processes beside the build, and once for all sites of this process."""

    _made: dict[bytes, bytes] = {}  # noqa: RUF012 - shared on purpose

    def __init__(self, store: Store) -> None:
        self.store = store

    def put(self, path: Path, recipe: Recipe, material: object) -> None:
        write_bytes(path, self._once(recipe, material))

    def all(self, what: str, recipe: Recipe, materials: Sequence[object]) -> list[bytes]:
        del what
        return [self._once(recipe, material) for material in materials]

    def _once(self, recipe: Recipe, material: object) -> bytes:
        key = hashlib.sha256(f"{recipe.ending} {material!r}".encode()).digest()
        if key not in self._made:
            if len(self._made) > 5_000:
                self._made.clear()
            self._made[key] = recipe.make(material)
        return self._made[key]

    def wait(self) -> None:
        pass

    def finish(self) -> None:
        pass


def write_site(
    content: Content, folder: Path, charts: Path, day: date = DAY, preview_at: datetime | None = None
) -> None:
    """Draw every page in every language and write it, then publish everything beside them.

    Args:
        content: as checked, without errors.
        folder: where the site is written.
        charts: where drawings are kept between sites.
        day: that of the build.
        preview_at: the moment of a preview.
    """
    site = _PlainSite(content, day, SITE_URL, cache=charts, preview_at=preview_at)
    with patch.object(files, "Kept", _Here):
        writing = Writing(site, folder)
    for code in content.languages:
        for entry in content.entries.values():
            if entry.translations:
                page, document = page_of(site, code, entry), judged(site, code, entry)
                write(folder / page, document)
                writing.with_page(page, document)
    writing.finish([task() for task in writing.tasks()])
