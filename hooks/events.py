"""What happens at each MkDocs event, in build order; the only module that imports mkdocs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files

from factsite.checking import check
from factsite.clock import day_of_build
from factsite.content import LANGUAGES
from factsite.problems import Problem, Severity, as_text
from factsite.publishing.files import publish
from factsite.publishing.harmless import JUDGE, HarmfulError
from factsite.publishing.search import Index, begin
from factsite.rendering.pages import PageRenderer
from factsite.rendering.site import Site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

log = get_plugin_logger("factsite")
_SERVING = "FACTSITE_SERVING"


@dataclass
class Run:
    """One build: the site, what is wrong with it, and the search index that is being made.

    Kept in ``config.extra``: hook modules live on between builds of one process, a configuration doesn't.
    """

    site: Site
    problems: list[str]
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
        return self.site.environment.get_template("problems.html").render(problems=self.problems)


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether this is the live site."""
    os.environ[_SERVING] = "1" if command == "serve" else ""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the content, once per build."""
    config.theme.static_templates.clear()
    if "factsite" in config.extra:
        # Of the theme's own files, ten thousand icons among them, only the first language takes the one it needs.
        config.theme.dirs[:] = [str(config.theme.custom_dir)]
        return config
    day = day_of_build()
    content, problems = check(Path(config.docs_dir), day)
    root = Path(config.config_file_path).parent
    texts = _texts(problems, root)
    if texts and not os.environ.get(_SERVING):
        raise PluginError("\n".join([*texts, f"{len(texts)} errors in the content; nothing was built."]))
    for problem in problems:
        if problem.severity is not Severity.ERROR:
            log.info(problem.head(root))
    base = (config.site_url or "http://127.0.0.1/").rstrip("/") + "/"
    edit_address = str(config.extra.get("edit_address") or "")
    site = Site(content, day, base, edit_address=edit_address, chart_cache=root / ".cache" / "charts")
    if not texts:
        site.draw_ahead()
    config.extra["factsite"] = Run(site, texts)
    return config


def _texts(problems: list[Problem], root: Path) -> list[str]:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return [as_text([problem], root) for problem in errors]


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ANN401
    """Watch the generator's own files too."""
    server.watch(str(Path(config.config_file_path).parent / "hooks"))
    return server


def _run(config: MkDocsConfig) -> Run:
    run: Run = config.extra["factsite"]
    return run


def _choose(files: Files, *, config: MkDocsConfig) -> Files:
    """Before static-i18n: the pages of the current language, placeholders for those it lacks, and shared files.

    The plugin would carry the pages of all languages through each build; their addresses and alternates are ours.
    """
    run, current = _run(config), _language(config)
    if run.broken:
        return Files([_placeholder(f"{current}/index.md", config)])
    kept = [file for file in files if _is_wanted(file, current, config.docs_dir)]
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


def _is_wanted(file: File, current: str, docs_dir: str) -> bool:
    """Pages of the language; with the first language shared files, of the theme the style sheet only.

    The theme's scripts store settings on the reader's device and fetch addresses that aren't there.
    """
    uri = file.src_uri
    if file.is_documentation_page():
        return uri.startswith(f"{current}/")
    if current != LANGUAGES[0]:
        return False
    if file.src_dir == docs_dir:
        return True
    if uri.startswith(("assets/javascripts/", "assets/images/", "sitemap.xml")):
        return False
    return not uri.startswith("assets/stylesheets/") or _is_style(file)


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
    document = PageRenderer(run.site, code, run.site.content.entries[rest.removesuffix(".md")]).document()
    page.content = page.markdown = None
    try:
        JUDGE.judge(page.file.dest_uri, document)
    except HarmfulError as error:
        return {"document": _refused(run, error)}
    return {"document": document}


def _refused(run: Run, error: HarmfulError) -> str:
    """A page that may not be published ends the build; the live site, which must answer, shows why instead."""
    if not os.environ.get(_SERVING):
        raise PluginError(str(error)) from error
    return run.site.environment.get_template("problems.html").render(problems=[str(error)])


def _begin_index(*, config: MkDocsConfig) -> None:
    """After the pages of a language, before static-i18n builds the next: begin its search index."""
    run = _run(config)
    if not run.broken:
        run.finish_index()
        run.index = begin(Path(config.site_dir) / _language(config))


def _publish(*, config: MkDocsConfig) -> None:
    """Once, after the last language: everything beside the pages."""
    run, folder = _run(config), Path(config.site_dir)
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    if run.broken:
        for name in ("index.html", "404.html"):
            (folder / name).write_text(run.problem_page(), encoding="utf-8")
        return
    try:
        publish(run.site, folder)
    except HarmfulError as error:
        (folder / "index.html").write_text(_refused(run, error), encoding="utf-8")
    run.finish_index()


# A hook has no “self”, which the event’s type expects.
on_post_build = CombinedEvent(event_priority(0)(_begin_index), event_priority(-200)(_publish))  # type: ignore[arg-type]
