"""The site as it was built before of exactly the same: its files are written as they were kept."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils import CountHandler

from factsite.build_cache.packs import Packs
from factsite.build_cache.store import kept_in, largest
from factsite.building.settings import SiteSettings
from factsite.building.state import state_of
from factsite.clock import Clock
from factsite.durable import beside
from factsite.localising.hearing import listening
from factsite.releasing.child import is_preview

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


# How many times as much as other folders that of whole sites may hold: one of thousands of pages takes a gigabyte.
SITES = 4


@dataclass
class KeptSite:
    """What is kept of the sites that were built, and the ``key`` of the one that is to be built; empty: it isn’t kept.

    What was kept is unpacked beside the folder of the site before MkDocs empties that, and moved there after.
    """

    key: str
    packs: Packs
    _unpacked: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def of(cls, config: MkDocsConfig, settings: SiteSettings, clock: Clock) -> KeptSite:
        """What is kept for a build; of a preview, and where sentences are listened to, nothing."""
        key = "" if is_preview() or listening() else state_of(config, clock)
        return cls(key, Packs(kept_in(settings.root) / "sites"))

    @property
    def is_there(self) -> bool:
        """Whether the site was unpacked."""
        return self._unpacked is not None

    def unpack(self, target: Path) -> None:
        """Unpack the site beside the folder in which it is to stand, if it was kept and is what was kept."""
        if not self.key or not self.packs.has(self.key):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        unpacked = tempfile.TemporaryDirectory(prefix=beside(target), dir=target.parent)
        if self.packs.unpack(self.key, Path(unpacked.name)):
            self._unpacked = unpacked
        else:
            unpacked.cleanup()

    def place(self, target: Path) -> None:
        """Move what was unpacked into the folder of the site, once.

        Raises:
            OSError: something can’t be moved.
        """
        if self._unpacked is None:
            return
        target.mkdir(parents=True, exist_ok=True)
        for item in sorted(Path(self._unpacked.name).iterdir()):
            place = target / item.name
            # MkDocs leaves what begins with a dot when it empties a folder: .well-known of the build before.
            if place.is_dir():
                shutil.rmtree(place)
            os.replace(item, place)

    def end(self) -> None:
        """Leave nothing beside the folder of the site."""
        if self._unpacked is not None:
            self._unpacked.cleanup()

    def keep(self, source: Path) -> None:
        """Keep the site that was built, unless something was wrong with it that ends a strict build."""
        counters = [one for one in logging.getLogger("mkdocs").handlers if isinstance(one, CountHandler)]
        if self.key and not any(one.get_counts() for one in counters):
            self.packs.pack(self.key, source, SITES * largest())
