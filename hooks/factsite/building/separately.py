"""A site made in parts, each on a machine of its own, and joined: the same bytes as those of one build.

A part reads the whole content and makes what it was asked for: pages, what is made of them, files beside them. The
rules are applied where the parts are joined, once; there follows what tells of all others: search indexes, and what
weighs files. No MkDocs is asked: as on the live site, a page is what its template draws.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from factsite.build_cache.forked import MANY, shared
from factsite.build_cache.store import Notes, kept_in, largest
from factsite.building.run import failure
from factsite.building.settings import SiteSettings, configured, copied, copied_files, languages_of
from factsite.building.state import state_of
from factsite.checking import check
from factsite.clock import Clock
from factsite.content import Content, Entry
from factsite.deriving.public import public_content
from factsite.languages import Languages
from factsite.problems import Problem, has_errors
from factsite.publishing.files import Writing, planned
from factsite.publishing.judged import judged
from factsite.publishing.planned import AnyPlanned, PlannedLast, PlannedOfPage
from factsite.publishing.search import begin
from factsite.publishing.writing import write_bytes
from factsite.reading.content import read_content
from factsite.records.registry import kinds
from factsite.releasing.compressing import COMPANIONS, compress
from factsite.releasing.objects import Objects
from factsite.releasing.parts import OTHER, SHARED, Gathered, PartError, PartManifest, Place, Selection
from factsite.rendering.finding import Finder
from factsite.rendering.pages import pages_of
from factsite.rendering.site import Site
from factsite.telling import as_it_is, told

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# The folder of the pictures of all pages, by language and kind.
_CARDS = "cards"


class ContentError(Exception):
    """The content has errors; carries all problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("errors in the content")
        self.problems = problems


@dataclass(frozen=True)
class _Whole:
    """A site with everything that is written of it."""

    key: str
    site: Site
    copied: dict[str, Path]

    @cached_property
    def pages(self) -> dict[str, tuple[str, Entry]]:
        """The language and the entry of each page, by its address."""
        return pages_of(self.site)

    @cached_property
    def files(self) -> list[AnyPlanned]:
        """Everything beside the pages and what is copied."""
        return list(planned(self.site))

    @cached_property
    def early(self) -> list[AnyPlanned]:
        """What a part can make: all but what tells of other files."""
        return [file for file in self.files if not isinstance(file, PlannedLast)]

    def addresses(self) -> set[str]:
        """Everything that is made in parts."""
        return {*self.copied, *self.pages, *(file.address for file in self.early)}

    @cached_property
    def _sections(self) -> dict[str, str]:
        codes, paths = self.site.content.languages, self.site.content.entries
        return {
            self.site.addresses.of(f"{kind}/index", code).rstrip("/"): kind
            for code in codes
            for kind in kinds()
            if f"{kind}/index" in paths
        }

    def place(self, address: str) -> Place:
        """The language and the kind of a file, by its address."""
        first, second, third, *_ = [*address.split("/"), "", ""]
        if first in self.site.content.languages:
            return first, self._sections.get(f"{first}/{second}", OTHER)
        if first == _CARDS:
            return second, third if third in kinds() else OTHER
        return SHARED, second if second in kinds() else OTHER


def build_part(root: Path, name: str, clock: Clock, folder: Path) -> PartManifest:
    """Make a part of the site of a project.

    Args:
        root: the project.
        name: which part, as ``Selection`` reads it.
        clock: the moment for which the site is built.
        folder: where the part is left: its files by content, and their list.

    Raises:
        PartError: there is no such part, or it can't be made; says why.
        ContentError: the content can't be read.
        RuleError: the project can't be read.
        OSError: a file can't be written.
    """
    project = _Project.of(root, clock)
    chosen = Selection.named(name, project.languages, kinds())
    whole = project.unchecked()

    def has(address: str) -> bool:
        return chosen.has(address, whole.place(address))

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".part-", dir=folder) as place:
        made = Path(place)
        with _told(whole.site, root):
            _write(whole, made, has)
        compress(made, kept_in(root) / "compressed")
        names = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
        files, _ = Objects(folder).put_all(made, names)
    part = PartManifest(whole.key, chosen.name, files)
    part.write(folder)
    return part


def join(root: Path, folders: Iterable[Path], clock: Clock, target: Path) -> Collection[str]:
    """Check the content of a project and write its site from parts.

    Args:
        root: the project.
        folders: where the parts stand.
        clock: the moment for which the site is built.
        target: the folder of the site.

    Returns:
        The names of the files that stand there compressed already, where that is worth it.

    Raises:
        PartError: the parts aren't this site; says what to do.
        ContentError: the content has errors.
        RuleError: the project can't be read.
        OSError: a file can't be written.
    """
    whole = _Project.of(root, clock).checked()
    found = Gathered.of(folders, whole.key)
    wanted = {address: whole.place(address) for address in whole.addresses()}
    found.refuse_other_than(wanted, COMPANIONS)
    found.place(target)
    with _told(whole.site, root):
        for code in whole.site.content.languages:
            begin(target / code, Finder(whole.site, code).data()).finish()
        last = [file for file in whole.files if isinstance(file, PlannedLast)]
        Writing(whole.site, target, last).finish([])
    return wanted.keys()


def _write(whole: _Whole, folder: Path, has: Callable[[str], bool]) -> None:
    site = whole.site
    # What is made of a page is made with it, wherever its own address would belong.
    files = [one for one in whole.early if has(one.page if isinstance(one, PlannedOfPage) else one.address)]
    writing = Writing(site, folder, files)
    tasks: list[Callable[[], Notes]] = [
        partial(_drawn, site, folder, writing, address, *page) for address, page in whole.pages.items() if has(address)
    ]
    tasks += writing.tasks()
    with shared(tasks, writing.alone, worth_it=len(tasks) > MANY) as work:
        notes = list(work.all())
    writing.finish(notes)
    for address, path in whole.copied.items():
        if has(address):
            write_bytes(folder / address, copied(site, path))
    site.kept_downloads.prune(largest())


def _drawn(site: Site, folder: Path, writing: Writing, address: str, code: str, entry: Entry) -> Notes:
    document = judged(site, code, entry)
    write_bytes(folder / address, document.encode("utf-8", errors="xmlcharrefreplace"))
    return writing.with_page(address, document)


@dataclass(frozen=True)
class _Project:
    """A project before its content is read: what mkdocs.yml says, and the key of all that a build is made of."""

    config: MkDocsConfig
    settings: SiteSettings
    languages: Languages
    clock: Clock
    key: str

    @classmethod
    def of(cls, root: Path, clock: Clock) -> _Project:
        config, settings = configured(root)
        key = state_of(config, clock)
        if not key:
            raise PartError(
                told("mkdocs.yml has a plugin beside i18n and factsite that may read other files; build the site whole")
            )
        return cls(config, settings, languages_of(config), clock, key)

    def unchecked(self) -> _Whole:
        """The site of what is public, as it is read: the rules are applied where the parts are joined."""
        content, problems = read_content(self.settings.content, self.languages)
        if has_errors(problems):
            raise ContentError(problems)
        return self._whole(public_content(content, self.clock.moment).content)

    def checked(self) -> _Whole:
        """The same, when all rules were applied."""
        moment = self.clock.moment
        content, problems = check(self.settings.content, self.clock.day, languages=self.languages, moment=moment)
        if has_errors(problems):
            raise ContentError(problems)
        return self._whole(content)

    def _whole(self, content: Content) -> _Whole:
        settings = self.settings
        site = Site(
            content,
            self.clock.day,
            settings.base,
            edit_address=settings.edit_address,
            cache=settings.cache,
            overrides=settings.overrides,
        )
        return _Whole(self.key, site, copied_files(self.config, content.files))


@contextmanager
def _told(site: Site, root: Path) -> Iterator[None]:
    """The one net for whatever drawing and writing can raise."""
    try:
        yield
    except Exception as error:
        raise PartError(as_it_is(failure(error, site, root))) from error
