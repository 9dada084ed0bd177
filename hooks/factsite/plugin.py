"""The MkDocs plugin: what happens at each of its events, in build order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from factsite.build_cache.store import largest
from factsite.building.choosing import at_home, choose, current_language, only_home, set_addresses
from factsite.building.kept_site import KeptSite
from factsite.building.run import KNOWN_ENDS, Run, log
from factsite.building.settings import SiteSettings, languages_of, own_first, settings_of
from factsite.checking import check
from factsite.clock import Clock, clock_of_build
from factsite.importing.journal import finish_interrupted
from factsite.languages import Languages
from factsite.localising.hearing import Heard, listening
from factsite.localising.messages import editors_words
from factsite.problems import Problem, RuleError, Severity, error_texts
from factsite.publishing.search import begin
from factsite.publishing.writing import write
from factsite.records.registry import kinds
from factsite.releasing.child import end_with_the_parent, is_preview
from factsite.releasing.releases import Releases
from factsite.releasing.switching import detach
from factsite.rendering.finding import Finder
from factsite.rendering.site import Site
from factsite.telling import Told, in_language, told, told_many

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

_RUN, _KEPT = "factsite_run", "factsite_kept"


class FactsiteConfig(Config):  # type: ignore[no-untyped-call]
    """The settings of the plugin in mkdocs.yml.

    ``edit_address`` is where a page's file can be edited, with ``{path}`` for its place, or empty.
    """

    edit_address = config_options.Type(str, default="")


class FactsitePlugin(BasePlugin[FactsiteConfig]):  # type: ignore[no-untyped-call]
    """Facts in YAML and words in Markdown, joined at build; stands behind static-i18n in the list of plugins."""

    # The build of this moment, for its end: what ends a build tells no configuration.
    _begun: Run | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Refuse to be the live site, which needs no MkDocs; a build for ``factsite site`` doesn't outlive it.

        Raises:
            PluginError: this is ``mkdocs serve``.
        """
        del dirty
        if command == "serve":
            what = told("the live site is “make serve” (factsite serve), not “mkdocs serve”")
            raise PluginError(in_language(what, editors_words()))
        end_with_the_parent()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the content, once per build."""
        config.theme.static_templates.clear()
        config.theme.dirs[:] = own_first(config)
        if getattr(config, _KEPT, None):
            # Of the theme's own files, ten thousand icons among them, only the first language takes the one it needs.
            config.theme.dirs[:] = config.theme.dirs[: 2 if config.theme.custom_dir else 1]
            return config
        settings = settings_of(config, self.config.edit_address)
        try:
            kinds()
            clock, languages = clock_of_build(), languages_of(config)
        except RuleError as error:
            raise PluginError(in_language(error.whole, editors_words())) from error
        done = finish_interrupted(settings.root)
        kept = KeptSite.of(config, settings, clock)
        setattr(config, _KEPT, kept)
        if not done:
            kept.unpack(Path(config.site_dir))
        if not kept.is_there:
            self._begun = self._begin(settings, clock, languages, done)
            setattr(config, _RUN, self._begun)
        # MkDocs empties the folder into which it builds: never a release.
        detach(Path(config.site_dir), Releases(Path(config.site_dir).parent).folder)
        return config

    def _begin(self, settings: SiteSettings, clock: Clock, languages: Languages, done: list[Problem]) -> Run:
        content, problems = check(
            settings.content, clock.day, languages=languages, moment=clock.moment, preview=is_preview()
        )
        problems = sorted([*done, *problems])
        if texts := error_texts(problems, settings.root, editors_words()):
            raise PluginError("\n".join([*texts, in_language(_not_built(len(texts)), editors_words())]))
        for problem in problems:
            if problem.severity is not Severity.ERROR:
                log.info(problem.head(settings.root, editors_words()))
        site = Site(
            content,
            clock.day,
            settings.base,
            preview_at=clock.moment if is_preview() else None,
            edit_address=settings.edit_address,
            cache=settings.cache,
            overrides=settings.overrides,
        )
        for code in languages:
            site.speaker(code).heard = Heard() if listening() else None
        return Run(site, settings.root)

    @event_priority(0)
    def _choose(self, files: Files, *, config: MkDocsConfig) -> Files:
        # Only now has MkDocs emptied the folder.
        kept, folder = _kept(config), Path(config.site_dir)
        if kept.is_there:
            kept.place(folder)
            return only_home(config)
        run = _run(config)
        run.attempt(lambda: run.begin(folder))
        return choose(files, run, config)

    @event_priority(-200)
    def _set_addresses(self, files: Files, *, config: MkDocsConfig) -> Files:
        if _kept(config).is_there:
            for file in files:
                at_home(file, config)
            return files
        return set_addresses(files, _run(config), config)

    # Before static-i18n, and after it.
    on_files = CombinedEvent(_choose, _set_addresses)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Leave MkDocs nothing to read: the text was parsed for the check, and is drawn from what the check saw."""
        del markdown, config, files
        page.meta = {"title": page.file.src_uri}
        return ""

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Draw the whole document, all that our template shows."""
        del context, nav
        kept = _kept(config).is_there
        document = _written(page) if kept else self._document(page, _run(config))
        return cast("TemplateContext", {"document": document})

    @staticmethod
    def _document(page: Page, run: Run) -> str:
        code, _, rest = page.file.src_uri.partition("/")
        entry = run.site.content.entries[rest.removesuffix(".md")]
        page.content = page.markdown = None

        return run.attempt(lambda: run.document(code, entry.path), entry.in_language(code).file.path)

    @event_priority(0)
    def _begin_index(self, *, config: MkDocsConfig) -> None:
        """After the pages of a language, before static-i18n builds the next: begin its search index."""
        if _kept(config).is_there:
            return
        run = _run(config)
        run.attempt(run.finish_index)
        code = current_language(config)
        run.index = run.attempt(lambda: begin(Path(config.site_dir) / code, Finder(run.site, code).data()))

    @event_priority(-200)
    def _publish(self, *, config: MkDocsConfig) -> None:
        """Once, after the last language: everything beside the pages."""
        kept, run = _kept(config), getattr(config, _RUN, None)
        if config.plugins["i18n"].building:  # type: ignore[attr-defined]
            return
        if run is None:
            kept.end()
            return
        run.attempt(run.publish)
        run.attempt(run.finish_index)
        _tidy(run.site)
        kept.keep(Path(config.site_dir))
        if heard := listening():
            for code in run.site.content.languages:
                write(heard / f"{code}.txt", getattr(run.site.speaker(code).heard, "as_text", str)())

    on_post_build = CombinedEvent(_begin_index, _publish)

    def on_build_error(self, *, error: Exception) -> None:
        """What couldn't be made or written ends the build with its name, without the way there."""
        if self._begun:
            self._begun.end()
        if isinstance(error, KNOWN_ENDS):
            raise PluginError(f"the site can’t be built: {error}") from error


def _run(config: MkDocsConfig) -> Run:
    """What is known of this build; it stands with the configuration, which lasts for one build of all languages."""
    run: Run = getattr(config, _RUN)
    return run


def _kept(config: MkDocsConfig) -> KeptSite:
    """What was kept of the site that is being built."""
    kept: KeptSite = getattr(config, _KEPT)
    return kept


def _written(page: Page) -> str:
    """The page that was kept, as it stands already where MkDocs will write it."""
    return Path(page.file.abs_dest_path).read_bytes().decode()


def _not_built(n: int) -> Told:
    return told_many("{n} error in the content; nothing was built.", "{n} errors in the content; nothing was built.", n)


def _tidy(site: Site) -> None:
    """Bound what is kept for later builds, and say what was wrong with it; neither changes this build."""
    site.kept_downloads.prune(largest())
    for line in site.kept_downloads.said():
        log.info(line)
