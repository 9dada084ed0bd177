"""One state of the files, and whatever page or file of the site is asked for, made of it then."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from markupsafe import escape

from factsite.bounded import TooLargeError
from factsite.building.run import failure
from factsite.building.settings import copied
from factsite.clock import Clock
from factsite.content import Content, Entry
from factsite.deriving.public import coming_moments
from factsite.localising.messages import editors_language, editors_words
from factsite.problems import Problem, error_texts
from factsite.publishing.files import planned
from factsite.publishing.judged import judged
from factsite.publishing.planned import AnyPlanned
from factsite.publishing.search import FOLDER, index
from factsite.rendering.finding import Finder
from factsite.rendering.pages import pages_of
from factsite.rendering.site import Site
from factsite.telling import in_language, told, told_many

# The templates share what they have drawn, and draw one page at a time; a search index is made of many.
_DRAWING, _INDEXING = threading.RLock(), threading.Lock()


class DrawingError(Exception):
    """A page or file can’t be made; says what is said of it."""


@dataclass
class LiveEdition:
    """The site at one moment.

    ``site`` is None where nothing could be read; ``whole`` is the content as it was read, for the rules, and
    ``clock`` the moment for which it is shown. ``copied`` are files that are published as they are, by address;
    ``notes`` is what can’t be said of a file: the generator’s own code can’t be loaded.
    """

    root: Path
    site: Site | None
    problems: list[Problem]
    whole: Content | None = None
    clock: Clock | None = None
    copied: Mapping[str, Path] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    checked: threading.Event = field(default_factory=threading.Event)
    _made: dict[str, bytes] = field(default_factory=dict)

    @property
    def errors(self) -> list[str]:
        """What is shown in place of the site, as far as it is known."""
        return [*self.notes, *error_texts(self.problems, self.root, editors_words())]

    @cached_property
    def pages(self) -> dict[str, tuple[str, Entry]]:
        """The language and the entry of each page, by its address."""
        return pages_of(self.site) if self.site else {}

    @cached_property
    def _planned(self) -> dict[str, AnyPlanned]:
        return {file.address: file for file in planned(self.site)} if self.site else {}

    def addresses(self) -> Iterable[str]:
        """Everything that a build of this state writes.

        Raises:
            DrawingError: a page can’t be drawn.
        """
        codes = self.site.content.languages if self.site else ()
        indexes = (f"{code}/{FOLDER}/{name}" for code in codes for name in self._index(code))
        return {*self.copied, *self.pages, *self._planned, *indexes}

    def has(self, address: str) -> bool:
        """Whether there is something at an address."""
        return address in self.pages or address in self.copied or address in self._planned

    def file(self, address: str) -> bytes | None:
        """The bytes at an address; None if there is nothing.

        Raises:
            DrawingError: they can’t be made.
        """
        if address not in self._made:
            with _INDEXING if f"/{FOLDER}/" in address else _DRAWING:
                data = self._fresh(address)
            if data is None:
                return None
            self._made[address] = data
        return self._made[address]

    def _fresh(self, address: str) -> bytes | None:
        site = self.site
        if site is None:
            return None
        code, entry = self.pages.get(address, ("", None))
        path = entry.in_language(code).file.path if entry else None
        try:
            if entry:
                return judged(site, code, entry).encode("utf-8", errors="xmlcharrefreplace")
            if address in self._planned:
                return self._planned[address].data(site.kept_downloads)
            if address in self.copied:
                return copied(site, self.copied[address])
            return self._indexed(address)
        except TooLargeError:
            return None
        except DrawingError:
            raise
        except Exception as error:  # the net of the live site
            raise DrawingError(failure(error, site, self.root, path)) from error

    # --- the search index ---------------------------------------------------------------------------------------

    def _indexed(self, address: str) -> bytes | None:
        code, _, rest = address.partition("/")
        folder, _, name = rest.partition("/")
        if self.site is None or folder != FOLDER or code not in self.site.content.languages:
            return None
        return self._index(code).get(name)

    def _index(self, code: str) -> dict[str, bytes]:
        """The search index of a language: of all its pages, which are drawn for it."""
        found = self._indexes.get(code)
        if found is None:
            start = f"{code}/"
            names = sorted(address for address in self.pages if address.startswith(start))
            pages = ((name.removeprefix(start), self.file(name) or b"") for name in names)
            if self.site is None:
                return {}
            with _DRAWING:
                findable = Finder(self.site, code).data()
            found = self._indexes[code] = dict(index(pages, findable))
        return found

    @cached_property
    def _indexes(self) -> dict[str, dict[str, bytes]]:
        return {}

    # --- until when it holds ------------------------------------------------------------------------------------

    @cached_property
    def _next(self) -> datetime | None:
        """When something becomes public next, which is then no longer marked."""
        if self.whole is None or self.clock is None:
            return None
        return next((one.at for one in coming_moments(self.whole, self.clock.moment)), None)

    def is_over(self, now: Clock) -> bool:
        """Whether the site of a moment is another than this one although no file has changed."""
        if self.clock is None:
            return False
        return self.clock.day != now.day or (self._next is not None and self._next <= now.moment)

    # --- what is wrong ------------------------------------------------------------------------------------------

    def problem_page(self, problems: list[str]) -> bytes:
        """The page that is shown in place of another while something is wrong."""
        try:
            if self.site is None:
                raise LookupError("no templates")
            title = told_many(
                "The site can’t be shown: {n} problem in the content",
                "The site can’t be shown: {n} problems in the content",
                len(problems),
            )
            again = told("This page gives way to the site when the problems are mended.")
            words = editors_words()
            page = self.site.environment.get_template("problems.html").render(
                problems=problems,
                lang=editors_language(os.environ),
                title=in_language(title, words),
                again=in_language(again, words),
            )
        except Exception:  # the templates themselves may be what is wrong
            listed = "".join(f"<pre>{escape(text)}</pre>" for text in problems)
            page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Problems</title><body>{listed}</body>'
        return page.encode("utf-8", errors="backslashreplace")

    @cached_property
    def looks(self) -> str:
        """What changes when a file changes that pages show without holding it: a style, a script, a picture."""
        digest = sha256()
        for address, path in sorted(self.copied.items()):
            try:
                found = path.stat()
                digest.update(f"{address} {found.st_mtime_ns} {found.st_size}\n".encode())
            except OSError:
                digest.update(f"{address}\n".encode())
        return digest.hexdigest()
