"""One build: the site, its search index, and the one net for whatever drawing and writing can raise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from factsite.build_cache.workers import MakingError
from factsite.faults import blamed, fault
from factsite.localising.messages import editors_words
from factsite.problems import as_text
from factsite.publishing.harmless import HarmfulError
from factsite.publishing.search import Index, SearchError
from factsite.rendering.site import Site

T = TypeVar("T")
log = get_plugin_logger("factsite")
# What can keep a site from being built without a fault of the generator: each says itself what was wrong.
KNOWN_ENDS = (HarmfulError, MakingError, SearchError, OSError)


@dataclass
class Run:
    """One build: the site, and the search index that is being made."""

    site: Site
    root: Path
    index: Index | None = None

    def finish_index(self) -> None:
        """Wait for the search index that is being made, if any."""
        if self.index:
            self.index.finish()
        self.index = None

    def attempt(self, make: Callable[[], T], path: Path | None = None) -> T:
        """Draw or write something of the site: the one net for whatever that can raise.

        Args:
            make: what to do.
            path: the file of content that is drawn; without one, the exception tells.

        Raises:
            PluginError: it failed; says which file of content it came from.
        """
        try:
            return make()
        except Exception as error:
            log.debug("The generator failed", exc_info=error)
            raise PluginError(f"{failure(error, self.site, self.root, path)}\nNothing was published.") from error


def failure(error: Exception, site: Site, root: Path, path: Path | None = None) -> str:
    """What is said of an exception while the site is drawn: its cause, or the file of content it came from."""
    if isinstance(error, KNOWN_ENDS):
        return f"the site can’t be built: {error}"
    return as_text([fault(error, path or blamed(error, site.content.root))], root, editors_words())
