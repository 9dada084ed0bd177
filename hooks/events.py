"""What happens at each MkDocs event, in build order; the only module that imports mkdocs."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files

from factsite.caching.store import largest
from factsite.caching.workers import MakingError
from factsite.checking import check
from factsite.clock import day_of_build
from factsite.faults import blamed, fault
from factsite.importing.journal import finish_interrupted
from factsite.languages import from_settings
from factsite.localising.hearing import Heard, listening
from factsite.problems import Problem, RuleError, Severity, as_text
from factsite.publishing.files import publish
from factsite.publishing.harmless import JUDGE, HarmfulError
from factsite.publishing.search import Index, SearchError, begin
from factsite.publishing.writing import write
from factsite.releasing.child import end_with_the_parent
from factsite.releasing.releases import Releases
from factsite.releasing.switching import detach
from factsite.rendering.pages import PageRenderer
from factsite.rendering.site import Site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

T = TypeVar("T")
log = get_plugin_logger("factsite")
_SERVING = "FACTSITE_SERVING"
_RUN = "factsite_run"
# What can keep a site from being built without a fault of the generator: each says itself what was wrong.
_KNOWN_ENDS = (HarmfulError, MakingError, SearchError, OSError)


@dataclass
class Run:
    """One build: the site, what is wrong with it, and the search index that is being made.

    Kept with the configuration, which lasts for one build: hook modules live on, ``config.extra`` is each language's.
    """

    site: Site
    root: Path
    problems: list[str]
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
        return self.site.environment.get_template("problems.html").render(problems=found)

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
            text = f"the site can’t be built: {error}" if isinstance(error, _KNOWN_ENDS) else self._blame(error, path)
            log.debug("The generator failed", exc_info=error)
            if not os.environ.get(_SERVING):
                raise PluginError(f"{text}\nNothing was published.") from error
            log.warning(text)
            self.faults.append(text)
            return otherwise()

    def _blame(self, error: Exception, path: Path | None) -> str:
        problem = fault(error, path or blamed(error, self.site.content.root))
        return as_text([problem], self.root)


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether this is the live site; a build for ``factsite site`` doesn't outlive it."""
    os.environ[_SERVING] = "1" if command == "serve" else ""
    end_with_the_parent()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the content, once per build."""
    config.theme.static_templates.clear()
    if getattr(config, _RUN, None):
        # Of the theme's own files, ten thousand icons among them, only the first language takes the one it needs.
        config.theme.dirs[:] = [str(config.theme.custom_dir)]
        return config
    try:
        day = day_of_build()
    except RuleError as error:
        raise PluginError(f"{error}. {error.remedy}") from error
    root = Path(config.config_file_path).parent
    done = finish_interrupted(root)
    try:
        languages = from_settings(_listed(config), Path(config.docs_dir))
    except RuleError as error:
        raise PluginError(f"{error}. {error.remedy}") from error
    content, problems = check(Path(config.docs_dir), day, languages=languages)
    problems = sorted([*done, *problems])
    texts = _texts(problems, root)
    if texts and not os.environ.get(_SERVING):
        raise PluginError("\n".join([*texts, f"{len(texts)} errors in the content; nothing was built."]))
    for problem in problems:
        if problem.severity is not Severity.ERROR:
            log.info(problem.head(root))
    base = (config.site_url or "http://127.0.0.1/").rstrip("/") + "/"
    edit_address = str(config.extra.get("edit_address") or "")
    site = Site(content, day, base, edit_address=edit_address, chart_cache=root / ".cache" / "charts")
    run = Run(site, root, texts)
    setattr(config, _RUN, run)
    for code in languages:
        site.speaker(code).heard = Heard() if listening() else None
    if not texts:
        run.attempt(site.draw_ahead, lambda: None)
        run.problems += run.faults
    if not os.environ.get(_SERVING):
        # MkDocs empties the folder into which it builds: never a release.
        detach(Path(config.site_dir), Releases(Path(config.site_dir).parent).folder)
    return config


def _listed(config: MkDocsConfig) -> list[dict[str, Any]]:
    plugin = config.plugins.get("i18n")
    return [dict(one) for one in plugin.config.languages] if plugin else []


def _texts(problems: list[Problem], root: Path) -> list[str]:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return [as_text([problem], root) for problem in errors]


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ANN401
    """Watch the generator's own files too."""
    server.watch(str(Path(config.config_file_path).parent / "hooks"))
    return server


def _run(config: MkDocsConfig) -> Run:
    run: Run = getattr(config, _RUN)
    return run


def _choose(files: Files, *, config: MkDocsConfig) -> Files:
    """Before static-i18n: the pages of the current language, placeholders for those it lacks, and shared files.

    The plugin would carry the pages of all languages through each build; their addresses and alternates are ours.
    """
    run, current = _run(config), _language(config)
    if run.broken:
        return Files([_placeholder(f"{current}/index.md", config)])
    wanted_here = [file for file in files if _is_wanted(file, current, run, config.docs_dir)]
    kept = [file for file in wanted_here if _is_known(file, run, config)]
    there = {file.src_uri for file in kept}
    wanted = [f"{current}/{entry.path}.md" for entry in run.site.content.entries.values() if entry.translations]
    kept += [_placeholder(uri, config) for uri in wanted if uri not in there]
    # Pages of figures last: their charts are drawn meanwhile.
    kept.sort(key=lambda file: file.src_uri.startswith(f"{current}/figures/"))
    # With the first language only: the others don't see the theme's files, which it has brought.
    if not run.site.stylesheets:
        run.site.stylesheets = [*sorted(file.src_uri for file in files if _is_style(file)), "assets/site.css"]
    return Files(kept)


def _placeholder(uri: str, config: MkDocsConfig) -> File:
    return File(uri, config.docs_dir, config.site_dir, use_directory_urls=True)


def _language(config: MkDocsConfig) -> str:
    language: str = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    return language


def _is_wanted(file: File, current: str, run: Run, docs_dir: str) -> bool:
    """Pages of the language; with the first language shared files, of the theme the style sheet only.

    The theme's scripts store settings on the reader's device and fetch addresses that aren't there.
    """
    uri = file.src_uri
    if file.is_documentation_page():
        return uri.startswith(f"{current}/")
    if current != run.site.content.languages.codes[0]:
        return False
    if file.src_dir == docs_dir:
        return True
    if uri.startswith(("assets/javascripts/", "assets/images/", "sitemap.xml")):
        return False
    return not uri.startswith("assets/stylesheets/") or _is_style(file)


def _is_known(file: File, run: Run, config: MkDocsConfig) -> bool:
    """Whether the check has seen the file; the theme's own files aren't content.

    MkDocs walks the folder by itself: left-overs of editors, which the check passes over, end here, and what has come
    since is seen by the next build.
    """
    if file.src_dir != config.docs_dir or file.src_uri in run.site.content.files:
        return True
    excluded = file.inclusion.is_excluded()  # type: ignore[no-untyped-call]
    if file.src_uri not in run.site.content.there and not excluded:
        log.warning("%s isn't published: it has come since the check", file.src_uri)
    return False


def _is_style(file: File) -> bool:
    """The one style sheet of the theme that is used; its name holds a fingerprint of the version."""
    return file.src_uri.startswith("assets/stylesheets/main.") and file.src_uri.endswith(".css")


def _set_addresses(files: Files, *, config: MkDocsConfig) -> Files:
    """After static-i18n: addresses in words; the texts were read before, so MkDocs opens no file of words."""
    run, current = _run(config), _language(config)
    for file in files:
        if not file.is_documentation_page():
            _move(file, file.src_uri, config)
            continue
        path = file.src_uri.partition("/")[2].removesuffix(".md")
        address = f"{current}/" if run.broken else run.site.addresses.of(path, current)
        _move(file, f"{address}index.html", config)
        file.content_string = ""
    return files


def _move(file: File, uri: str, config: MkDocsConfig) -> None:
    file.url = uri.removesuffix("index.html")
    file.dest_uri = uri
    file.abs_dest_path = os.path.join(config.site_dir, uri)


on_files = CombinedEvent(event_priority(0)(_choose), event_priority(-200)(_set_addresses))


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Leave MkDocs nothing to read: the text was parsed for the check, and is drawn from what the check saw."""
    page.meta = {"title": page.file.src_uri}
    return ""


def on_page_context(context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Draw the whole document."""
    run = _run(config)
    if run.broken:
        return {"document": run.problem_page()}
    code, _, rest = page.file.src_uri.partition("/")
    entry = run.site.content.entries[rest.removesuffix(".md")]
    page.content = page.markdown = None

    def draw() -> str:
        document = PageRenderer(run.site, code, entry).document()
        JUDGE.judge(page.file.dest_uri, document)
        return document

    return {"document": run.attempt(draw, run.problem_page, entry.in_language(code).file.path)}


def _begin_index(*, config: MkDocsConfig) -> None:
    """After the pages of a language, before static-i18n builds the next: begin its search index."""
    run = _run(config)
    if not run.broken:
        run.attempt(run.finish_index, lambda: None)
        run.index = run.attempt(lambda: begin(Path(config.site_dir) / _language(config)), lambda: None)


def _publish(*, config: MkDocsConfig) -> None:
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


def _tidy(site: Site) -> None:
    """Bound what is kept for later builds, and say what was wrong with it; neither changes this build."""
    for store in (site.kept_charts, site.kept_downloads):
        store.prune(largest())
        for line in store.said():
            log.info(line)


def on_build_error(*, error: Exception) -> None:
    """What couldn't be made or written ends the build with its name, without the way there."""
    if isinstance(error, _KNOWN_ENDS):
        raise PluginError(f"the site can’t be built: {error}") from error


# A hook has no “self”, which the event’s type expects.
on_post_build = CombinedEvent(event_priority(0)(_begin_index), event_priority(-200)(_publish))  # type: ignore[arg-type]
