"""The files → the next edition of the site: only what has changed is read again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment

from factsite.building.settings import SiteSettings, configured, copied_files, languages_of
from factsite.charting.picture import STYLE, palette
from factsite.clock import clock_of_build
from factsite.content import Content
from factsite.deriving.public import holds_something, public_content
from factsite.documents.memory import Memory
from factsite.faults import blamed, fault
from factsite.importing.journal import finish_interrupted
from factsite.localising.language import forget_languages
from factsite.localising.messages import forget_messages
from factsite.problems import Problem, RuleError, has_errors
from factsite.reading.configuration import FILE
from factsite.reading.content import read_content
from factsite.records.registry import kinds
from factsite.rendering.environment import make_environment
from factsite.rendering.presentation import presentation
from factsite.serving.edition import LiveEdition
from factsite.serving.live_site import LiveSite

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_TEMPLATES = (".html", ".xml")
_CATALOGUES = (".po", ".pot")


class EditionReader:
    """Makes the editions of a project one after the other, and remembers what stays the same between them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._memory = Memory()
        self._drawn = Memory()
        self._configured: tuple[MkDocsConfig, SiteSettings] | None = None
        self._templates: Environment | None = None
        self._theme: tuple[frozenset[str], dict[str, Path]] | None = None

    @property
    def settings(self) -> SiteSettings | None:
        """What mkdocs.yml said when it could last be read."""
        return self._configured[1] if self._configured else None

    def forget(self, changed: Iterable[str]) -> None:
        """Forget what was made of files that have changed; those of the content are known by themselves."""
        for path in map(Path, changed):
            if path == self.root / FILE:
                self._configured = self._templates = self._theme = None
            if path.suffix in _TEMPLATES or path.parent.name == "templates":
                self._forget_template(path)
            if path == STYLE:
                palette.cache_clear()
            if path.suffix in _CATALOGUES:
                forget_languages()
                forget_messages()
            if self.settings and not path.is_relative_to(self.settings.content):
                self._theme = None

    def _forget_template(self, path: Path) -> None:
        """Forget a template whose text has changed; one that came or went may stand before another: forget them all."""
        cache = self._templates.cache if self._templates else None
        known = [key for key, template in cache.items() if template.filename == str(path)] if cache else []
        if cache is None or not known or not path.is_file():
            self._templates = None
            return
        for key in known:
            del cache[key]

    def read(self) -> LiveEdition:
        """The edition of what stands in the files now; whatever is wrong with them stands in it."""
        try:
            return self._edition()
        except RuleError as error:
            problem = Problem(self.root / FILE, 1, 1, error.rule, error.message, error.remedy)
        except Exception as error:  # the net: the live site outlives whatever it reads
            problem = fault(error, blamed(error, self.root / FILE))
        return LiveEdition(self.root, None, [problem])

    def _edition(self) -> LiveEdition:
        kinds()
        if self._configured is None:
            self._configured = configured(self.root)
        config, settings = self._configured
        clock, languages = clock_of_build(), languages_of(config)
        done = finish_interrupted(self.root)
        whole, problems = read_content(settings.content, languages, self._memory)
        # What isn't public is shown, and marked; what couldn't be read isn't shown at all.
        content = whole if has_errors(problems) else public_content(whole, clock.moment, preview=True).content
        copied = self._copied(config, settings, content)
        site = LiveSite(
            content,
            clock.day,
            settings.base,
            # With nothing to mark it is the public site, to the byte.
            preview_at=clock.moment if holds_something(whole, clock.moment) else None,
            edit_address=settings.edit_address,
            cache=settings.cache,
            overrides=settings.overrides,
            memory=self._drawn,
            templates=self._environment(settings),
        )
        return LiveEdition(self.root, site, sorted([*done, *problems]), whole, clock, copied)

    def _environment(self, settings: SiteSettings) -> Environment:
        if self._templates is None:
            brought = [folder for kind in kinds() if (folder := presentation(kind).templates)]
            self._templates = make_environment(settings.overrides, brought)
        return self._templates

    def _copied(self, config: MkDocsConfig, settings: SiteSettings, content: Content) -> dict[str, Path]:
        """The files that are published as they are: MkDocs walks ten thousand icons to find those of the theme."""
        own = frozenset(name for name in content.files if not name.endswith(".md"))
        if self._theme is None or self._theme[0] != own:
            self._theme = (own, copied_files(config, own))
        return self._theme[1]
