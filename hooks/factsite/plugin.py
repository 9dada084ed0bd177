"""The MkDocs plugin: what happens at each of its events, in build order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from factsite.build_cache.store import largest
from factsite.building.choosing import choose, current_language, set_addresses
from factsite.building.run import KNOWN_ENDS, Run, log
from factsite.checking import check
from factsite.clock import clock_of_build
from factsite.importing.journal import finish_interrupted
from factsite.languages import Languages, from_settings
from factsite.localising.hearing import Heard, listening
from factsite.localising.messages import editors_words
from factsite.problems import Problem, RuleError, Severity, as_text
from factsite.publishing.files import publish
from factsite.publishing.harmless import JUDGE
from factsite.publishing.search import begin
from factsite.publishing.writing import write
from factsite.reading.configuration import NO_ADDRESS
from factsite.records.registry import kinds
from factsite.releasing.child import end_with_the_parent, is_preview
from factsite.releasing.releases import Releases
from factsite.releasing.switching import detach
from factsite.rendering.environment import THEME
from factsite.rendering.pages import PageRenderer
from factsite.rendering.site import Site
from factsite.telling import Told, in_language, told_many

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

_RUN = "factsite_run"


class FactsiteConfig(Config):  # type: ignore[no-untyped-call]
    """The settings of the plugin in mkdocs.yml.

    ``edit_address`` is where a page's file can be edited, with ``{path}`` for its place, or empty.
    """

    edit_address = config_options.Type(str, default="")


class FactsitePlugin(BasePlugin[FactsiteConfig]):  # type: ignore[no-untyped-call]
    """Facts in YAML and words in Markdown, joined at build; stands behind static-i18n in the list of plugins."""

    serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is the live site; a build for ``factsite site`` doesn't outlive it."""
        del dirty
        self.serving = command == "serve"
        end_with_the_parent()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the content, once per build."""
        config.theme.static_templates.clear()
        own = [str(folder) for folder in (config.theme.custom_dir, THEME) if folder]
        if getattr(config, _RUN, None):
            # Of the theme's own files, ten thousand icons among them, only the first language takes the one it needs.
            config.theme.dirs[:] = own
            return config
        config.theme.dirs[:] = [*own, *(folder for folder in config.theme.dirs if folder not in own)]
        run = self._begin(config)
        setattr(config, _RUN, run)
        if not run.problems:
            run.attempt(run.site.draw_ahead, lambda: None)
            run.problems += run.faults
        if not self.serving:
            # MkDocs empties the folder into which it builds: never a release.
            detach(Path(config.site_dir), Releases(Path(config.site_dir).parent).folder)
        return config

    def _begin(self, config: MkDocsConfig) -> Run:
        root = Path(config.config_file_path).parent
        try:
            kinds()
            clock, languages = clock_of_build(), _languages(config)
        except RuleError as error:
            raise PluginError(in_language(error.whole, editors_words())) from error
        done = finish_interrupted(root)
        preview = self.serving or is_preview()
        content, problems = check(
            Path(config.docs_dir), clock.day, languages=languages, moment=clock.moment, preview=preview
        )
        problems = sorted([*done, *problems])
        texts = _texts(problems, root)
        if texts and not self.serving:
            raise PluginError("\n".join([*texts, in_language(_not_built(len(texts)), editors_words())]))
        for problem in problems:
            if problem.severity is not Severity.ERROR:
                log.info(problem.head(root, editors_words()))
        base = (config.site_url or NO_ADDRESS).rstrip("/") + "/"
        theme = Path(config.theme.custom_dir) if config.theme.custom_dir else None
        site = Site(
            content,
            clock.day,
            base,
            preview_at=clock.moment if preview else None,
            edit_address=self.config.edit_address,
            chart_cache=root / ".cache" / "charts",
            overrides=theme,
        )
        for code in languages:
            site.speaker(code).heard = Heard() if listening() else None
        return Run(site, root, texts, serving=self.serving)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ANN401
        """Watch the generator's own files too."""
        del builder
        for folder in (Path(config.config_file_path).parent / "hooks", Path(config.theme.custom_dir or THEME)):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    @event_priority(0)
    def _choose(self, files: Files, *, config: MkDocsConfig) -> Files:
        return choose(files, _run(config), config)

    @event_priority(-200)
    def _set_addresses(self, files: Files, *, config: MkDocsConfig) -> Files:
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
        return cast("TemplateContext", {"document": self._document(page, _run(config))})

    @staticmethod
    def _document(page: Page, run: Run) -> str:
        if run.broken:
            return run.problem_page()
        code, _, rest = page.file.src_uri.partition("/")
        entry = run.site.content.entries[rest.removesuffix(".md")]
        page.content = page.markdown = None

        def draw() -> str:
            document = PageRenderer(run.site, code, entry).document()
            JUDGE.judge(page.file.dest_uri, document)
            return document

        return run.attempt(draw, run.problem_page, entry.in_language(code).file.path)

    @event_priority(0)
    def _begin_index(self, *, config: MkDocsConfig) -> None:
        """After the pages of a language, before static-i18n builds the next: begin its search index."""
        run = _run(config)
        if not run.broken:
            run.attempt(run.finish_index, lambda: None)
            run.index = run.attempt(lambda: begin(Path(config.site_dir) / current_language(config)), lambda: None)

    @event_priority(-200)
    def _publish(self, *, config: MkDocsConfig) -> None:
        """Once, after the last language: everything beside the pages."""
        run, folder = _run(config), Path(config.site_dir)
        if config.plugins["i18n"].building:  # type: ignore[attr-defined]
            return
        if not run.broken:
            run.attempt(lambda: publish(run.site, folder), lambda: None)
            run.attempt(run.finish_index, lambda: None)
        if run.broken or run.faults:
            for name in ("index.html", "404.html"):
                write(folder / name, run.problem_page())
            return
        _tidy(run.site)
        if heard := listening():
            for code in run.site.content.languages:
                write(heard / f"{code}.txt", getattr(run.site.speaker(code).heard, "as_text", str)())

    on_post_build = CombinedEvent(_begin_index, _publish)

    def on_build_error(self, *, error: Exception) -> None:
        """What couldn't be made or written ends the build with its name, without the way there."""
        if isinstance(error, KNOWN_ENDS):
            raise PluginError(f"the site can’t be built: {error}") from error


def _run(config: MkDocsConfig) -> Run:
    """What is known of this build; it stands with the configuration, which lasts for one build of all languages."""
    run: Run = getattr(config, _RUN)
    return run


def _languages(config: MkDocsConfig) -> Languages:
    plugin = config.plugins.get("i18n")
    listed = [dict(one) for one in plugin.config.languages] if plugin else []
    return from_settings(listed, Path(config.docs_dir))


def _not_built(n: int) -> Told:
    return told_many("{n} error in the content; nothing was built.", "{n} errors in the content; nothing was built.", n)


def _texts(problems: list[Problem], root: Path) -> list[str]:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return [as_text([problem], root, editors_words()) for problem in errors]


def _tidy(site: Site) -> None:
    """Bound what is kept for later builds, and say what was wrong with it; neither changes this build."""
    for store in (site.kept_charts, site.kept_downloads):
        store.prune(largest())
        for line in store.said():
            log.info(line)
