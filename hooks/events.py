"""What happens at each MkDocs event, in build order; the only module that imports mkdocs."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files

from factsite.checking import check
from factsite.clock import day_of_build
from factsite.content import LANGUAGES, Entry
from factsite.problems import Problem, Severity, as_text, has_errors
from factsite.publishing.files import publish
from factsite.publishing.search import index
from factsite.rendering.pages import Heading, PageRenderer
from factsite.rendering.site import Site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import TableOfContents

log = get_plugin_logger("factsite")
_SERVING = "FACTSITE_SERVING"


@dataclass
class Run:
    """One build: the site, what is wrong with it, and the pages between their Markdown and their HTML.

    Kept in ``config.extra``: hook modules live on between builds of one process, a configuration doesn't.
    """

    site: Site
    problems: list[str]
    pages: dict[str, PageRenderer] = field(default_factory=dict)

    @property
    def broken(self) -> bool:
        """Whether the live site shows problems instead of pages."""
        return bool(self.problems)

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
        return config
    content, problems = check(Path(config.docs_dir), day_of_build())
    root = Path(config.config_file_path).parent
    texts = [] if os.environ.get("FS_FORCE") else _texts(problems, root)
    if texts and not os.environ.get(_SERVING):
        raise PluginError("\n".join([*texts, f"{len(texts)} errors in the content; nothing was built."]))
    for problem in problems:
        if problem.severity is not Severity.ERROR:
            log.info(problem.head(root))
    base = (config.site_url or "http://127.0.0.1/").rstrip("/") + "/"
    site = Site(content, day_of_build(), base, edit_address=str(config.extra.get("edit_address") or ""))
    config.extra["factsite"] = Run(site, texts)
    return config


def _texts(problems: list[Problem], root: Path) -> list[str]:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return [as_text([problem], root) for problem in errors] if has_errors(errors) else []


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ANN401
    """Watch the generator's own files too."""
    server.watch(str(Path(config.config_file_path).parent / "hooks"))
    return server


def _run(config: MkDocsConfig) -> Run:
    run: Run = config.extra["factsite"]
    return run


def _add_missing(files: Files, *, config: MkDocsConfig) -> Files:
    """Before the languages are parted: a placeholder for each page that a language lacks; no script of the theme."""
    run = _run(config)
    if run.broken:
        return Files(
            [File(f"{code}/index.md", config.docs_dir, config.site_dir, use_directory_urls=True) for code in LANGUAGES]
        )
    kept = [file for file in files if _is_wanted(file)]
    there = {file.src_uri for file in kept}
    for entry in _shown(run):
        for code in LANGUAGES:
            uri = f"{code}/{entry.path}.md"
            if uri not in there:
                kept.append(File(uri, config.docs_dir, config.site_dir, use_directory_urls=True))
    material = sorted(file.url for file in kept if file.url.startswith("assets/stylesheets/main."))
    run.site.stylesheets = [*material, "assets/site.css"]
    return Files(kept)


def _shown(run: Run) -> list[Entry]:
    return [entry for entry in run.site.content.entries.values() if entry.translations]


def _is_wanted(file: File) -> bool:
    """Pages and shared files; of the theme the style sheet only: its scripts store settings and fetch addresses."""
    uri = file.src_uri
    if uri.startswith("assets/stylesheets/"):
        return uri.startswith("assets/stylesheets/main.") and uri.endswith(".css")
    return not uri.startswith(("assets/javascripts/", "assets/images/"))


def _set_addresses(files: Files, *, config: MkDocsConfig) -> Files:
    """After the languages are parted: addresses in words, texts without their fields, shared files once."""
    run = _run(config)
    current: str = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    for file in list(files):
        code, _, rest = file.src_uri.partition("/")
        if code not in LANGUAGES or not file.is_documentation_page():
            _share(file, files, config, first=current == LANGUAGES[0])
            continue
        path = rest.removesuffix(".md")
        address = f"{code}/" if run.broken else run.site.addresses.of(path, code)
        for known in {id(other): other for other in (file, *file.alternates.values())}.values():  # type: ignore[attr-defined]
            own = known.src_uri.partition("/")[0]
            _move(known, f"{own}/" if run.broken else run.site.addresses.of(path, own), config)
        _move(file, address, config)
        file.content_string = "" if run.broken else run.site.content.entries[path].in_language(code).file.body
    return files


def _move(file: File, address: str, config: MkDocsConfig) -> None:
    file.url = address
    file.dest_uri = f"{address}index.html"
    file.abs_dest_path = str(Path(config.site_dir) / file.dest_uri)


def _share(file: File, files: Files, config: MkDocsConfig, *, first: bool) -> None:
    """Keep a file that all languages share at its own address, copied with the first language only."""
    if not first and not file.is_documentation_page():
        files.remove(file)
        return
    file.url = file.dest_uri = file.src_uri
    file.abs_dest_path = str(Path(config.site_dir) / file.dest_uri)


on_files = CombinedEvent(event_priority(0)(_add_missing), event_priority(-200)(_set_addresses))


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put marks in the place of references."""
    run = _run(config)
    code, _, rest = page.file.src_uri.partition("/")
    page.meta = {"title": page.file.src_uri}
    if run.broken:
        return ""
    entry = run.site.content.entries[rest.removesuffix(".md")]
    run.pages[page.file.src_uri] = renderer = PageRenderer(run.site, code, entry)
    return renderer.prepare()


def on_page_context(context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Draw the whole document; what is no longer needed is let go."""
    run = _run(config)
    if run.broken:
        return {"document": run.problem_page()}
    renderer = run.pages.pop(page.file.src_uri)
    document = renderer.finish(page.content or "", _headings(page.toc))
    page.content = page.markdown = None
    return {"document": document}


def _headings(toc: TableOfContents) -> list[Heading]:
    return [Heading(item.id, item.title) for item in toc]


@event_priority(-200)
def on_post_build(*, config: MkDocsConfig) -> None:
    """Once, after the last language: everything beside the pages, then the search index."""
    run, folder = _run(config), Path(config.site_dir)
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    if run.broken:
        for name in ("index.html", "404.html"):
            (folder / name).write_text(run.problem_page(), encoding="utf-8")
        return
    publish(run.site, folder)
    index(folder)
