"""One build: the site, what is wrong with it, and the one net for whatever drawing and writing can raise."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from factsite.build_cache.workers import MakingError
from factsite.faults import blamed, fault
from factsite.localising.messages import editors_language, editors_words
from factsite.problems import as_text
from factsite.publishing.harmless import HarmfulError
from factsite.publishing.search import Index, SearchError
from factsite.rendering.site import Site
from factsite.telling import in_language, told, told_many

T = TypeVar("T")
log = get_plugin_logger("factsite")
# What can keep a site from being built without a fault of the generator: each says itself what was wrong.
KNOWN_ENDS = (HarmfulError, MakingError, SearchError, OSError)


@dataclass
class Run:
    """One build: the site, what is wrong with it, and the search index that is being made.

    ``serving``: it is for the live site, which shows what is wrong instead of ending.
    """

    site: Site
    root: Path
    problems: list[str]
    serving: bool = False
    faults: list[str] = field(default_factory=list)
    index: Index | None = None

    @property
    def broken(self) -> bool:
        """Whether the live site shows problems instead of pages."""
        return bool(self.problems)

    def finish_index(self) -> None:
        """Wait for the search index that is being made, if any."""
        if self.index:
            self.index.finish()
        self.index = None

    def problem_page(self) -> str:
        """The page that the live site shows while something is wrong."""
        found = [*self.problems, *self.faults]
        words = editors_words()
        title = told_many(
            "The site can’t be shown: {n} problem in the content",
            "The site can’t be shown: {n} problems in the content",
            len(found),
        )
        again = told("This page looks again every two seconds and gives way to the site when the problems are mended.")
        return self.site.environment.get_template("problems.html").render(
            problems=found,
            lang=editors_language(os.environ),
            title=in_language(title, words),
            again=in_language(again, words),
        )

    def attempt(self, make: Callable[[], T], otherwise: Callable[[], T], path: Path | None = None) -> T:
        """Draw or write something of the site: the one net for whatever that can raise.

        Args:
            make: what to do.
            otherwise: what stands in its place on the live site when that fails.
            path: the file of content that is drawn; without one, the exception tells.

        Raises:
            PluginError: it failed in a build that isn't the live site's; says which file of content it came from.
        """
        try:
            return make()
        except Exception as error:
            text = f"the site can’t be built: {error}" if isinstance(error, KNOWN_ENDS) else self._blame(error, path)
            log.debug("The generator failed", exc_info=error)
            if not self.serving:
                raise PluginError(f"{text}\nNothing was published.") from error
            log.warning(text)
            self.faults.append(text)
            return otherwise()

    def _blame(self, error: Exception, path: Path | None) -> str:
        problem = fault(error, path or blamed(error, self.site.content.root))
        return as_text([problem], self.root, editors_words())
