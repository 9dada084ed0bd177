"""Which files MkDocs gets: the pages of one language at a time, under addresses in words, and what all share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files

from factsite.building.run import Run, log
from factsite.rendering.shipped import is_shipped
from factsite.rendering.style import PARTS

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_NOT_COPIED = ("assets/javascripts/", "assets/images/", "assets/stylesheets/", f"{PARTS}/", "sitemap.xml")


def choose(files: Files, run: Run, config: MkDocsConfig) -> Files:
    """Before static-i18n: the pages of the current language, placeholders for those it lacks, and shared files.

    The plugin would carry the pages of all languages through each build; their addresses and alternates are ours.
    """
    current = current_language(config)
    wanted_here = [file for file in files if _is_wanted(file, current, run, config.docs_dir)]
    kept = [file for file in wanted_here if _is_known(file, run, config)]
    there = {file.src_uri for file in kept}
    wanted = [f"{current}/{entry.path}.md" for entry in run.site.content.entries.values() if entry.translations]
    kept += [_placeholder(uri, config) for uri in wanted if uri not in there]
    return Files(kept)


def _placeholder(uri: str, config: MkDocsConfig) -> File:
    return File(uri, config.docs_dir, config.site_dir, use_directory_urls=True)


def current_language(config: MkDocsConfig) -> str:
    """The language that static-i18n builds at the moment."""
    language: str = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    return language


def _is_wanted(file: File, current: str, run: Run, docs_dir: str) -> bool:
    """Pages of the language; with the first language shared files."""
    if file.is_documentation_page():
        return file.src_uri.startswith(f"{current}/")
    return current == run.site.content.languages.codes[0] and is_copied(file, docs_dir)


def is_copied(file: File, docs_dir: str) -> bool:
    """Whether a file that is no page is published: those of the content, and of the themes ours only.

    Material's scripts store settings on the reader's device and fetch addresses that aren't there; of its sheet hardly
    a rule would match. Our own styles, scripts and fonts are published by ``rendering.shipped``.
    """
    return file.src_dir == docs_dir or not (file.src_uri.startswith(_NOT_COPIED) or is_shipped(file.src_uri))


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


def only_home(config: MkDocsConfig) -> Files:
    """The home page of a language alone, where the whole site is there already: static-i18n asks for that page."""
    there = os.path.exists(os.path.join(config.site_dir, _home(config)))
    return Files([_placeholder(f"{current_language(config)}/index.md", config)] if there else [])


def at_home(file: File, config: MkDocsConfig) -> None:
    """Give a home page the address that it has on every site, and nothing to read."""
    _move(file, _home(config), config)
    file.content_string = ""


def _home(config: MkDocsConfig) -> str:
    return f"{current_language(config)}/index.html"


def set_addresses(files: Files, run: Run, config: MkDocsConfig) -> Files:
    """After static-i18n: addresses in words; the texts were read before, so MkDocs opens no file of words."""
    current = current_language(config)
    for file in files:
        if not file.is_documentation_page():
            _move(file, file.src_uri, config)
            own = file.src_dir == config.docs_dir
            if own and (picture := run.site.assets.picture(file.src_uri.removeprefix("assets/"))):
                file.content_bytes = picture.data
            continue
        path = file.src_uri.partition("/")[2].removesuffix(".md")
        _move(file, f"{run.site.addresses.of(path, current)}index.html", config)
        file.content_string = ""
    return files


def _move(file: File, uri: str, config: MkDocsConfig) -> None:
    file.url = uri.removesuffix("index.html")
    file.dest_uri = uri
    file.abs_dest_path = os.path.join(config.site_dir, uri)
