"""One build: the site, its search index, and the one net for whatever drawing and writing can raise."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from factsite.build_cache.forked import MANY, Shared, shared
from factsite.build_cache.store import Notes
from factsite.build_cache.workers import MakingError
from factsite.collector import collector_at_rest
from factsite.faults import blamed, fault
from factsite.localising.hearing import listening
from factsite.localising.messages import editors_words
from factsite.problems import as_text
from factsite.publishing.files import Writing
from factsite.publishing.harmless import HarmfulError
from factsite.publishing.judged import judged
from factsite.publishing.search import Index, SearchError
from factsite.rendering.pages import page_of
from factsite.rendering.site import Site

T = TypeVar("T")
log = get_plugin_logger("factsite")
# What can keep a site from being built without a fault of the generator: each says itself what was wrong.
KNOWN_ENDS = (HarmfulError, MakingError, SearchError, OSError)


@dataclass(frozen=True)
class _Drawn:
    """A page as it was drawn, and what making files of it has to say of the store."""

    document: str
    notes: Notes


@dataclass
class Run:
    """One build: the site, and the search index that is being made.

    Its pages and most files beside them are drawn by several processes (``build_cache.forked``): this one goes on with
    MkDocs from page to page, the others draw the last pages first, and then the files.
    """

    site: Site
    root: Path
    index: Index | None = None
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _work: Shared[_Drawn | Notes] | None = None
    _writing: Writing | None = None
    _notes: list[Notes] = field(default_factory=list)
    _ends: ExitStack = field(default_factory=ExitStack)

    def begin(self, folder: Path) -> None:
        """Begin with everything, when the folder of the built site is empty; a second time does nothing."""
        if self._work:
            return
        with collector_at_rest():
            self._writing = Writing(self.site, folder)
        entries = [entry for entry in self.site.content.entries.values() if entry.translations]
        keys = [(code, entry.path) for code in self.site.content.languages for entry in entries]
        self._numbers = {key: number for number, key in enumerate(keys)}
        pages = [partial(self._drawn, *key) for key in keys]
        tasks: list[Callable[[], _Drawn | Notes]] = [*pages, *self._writing.tasks()]
        # What sentences are heard is kept by the process that says them.
        worth_it = len(keys) > MANY and not listening()
        # The search index waits for all pages of its language: that of the last one is made while files are.
        work = shared(tasks, self._writing.alone, urgent=len(pages), worth_it=worth_it)
        self._work = self._ends.enter_context(work)

    def document(self, code: str, path: str) -> str:
        """A page in a language, judged."""
        assert self._work is not None  # noqa: S101 - begun with the first files
        drawn = cast("_Drawn", self._work.result(self._numbers[code, path]))
        self._notes.append(drawn.notes)
        return drawn.document

    def publish(self) -> None:
        """Write everything beside the pages, when these are written."""
        assert self._work is not None and self._writing is not None  # noqa: S101, PT018 - begun with the first files
        numbers = range(len(self._numbers), len(self._work.tasks))
        self._writing.finish([*self._notes, *(cast("Notes", self._work.result(number)) for number in numbers)])
        self.end()

    def end(self) -> None:
        """Let the other processes go."""
        self._ends.close()

    def _drawn(self, code: str, path: str) -> _Drawn:
        assert self._writing is not None  # noqa: S101 - begun before the tasks
        entry = self.site.content.entries[path]
        document = judged(self.site, code, entry)
        return _Drawn(document, self._writing.with_page(page_of(self.site, code, entry), document))

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
            self.end()
            raise PluginError(f"{failure(error, self.site, self.root, path)}\nNothing was published.") from error


def failure(error: Exception, site: Site, root: Path, path: Path | None = None) -> str:
    """What is said of an exception while the site is drawn: its cause, or the file of content it came from."""
    if isinstance(error, KNOWN_ENDS):
        return f"the site can’t be built: {error}"
    return as_text([fault(error, path or blamed(error, site.content.root))], root, editors_words())
