"""Which functions of the generator are which stage, and what a call of them is about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from profiling.clocks import Clocks, Named

START, BETWEEN = "start and imports", "MkDocs, static-i18n and what is in no stage"


def _always(name: str) -> Named:
    return lambda _: name


def _rule(arguments: tuple[Any, ...]) -> str:
    """The rule that is applied, without what it was given beforehand."""
    rule = arguments[0]
    while isinstance(rule, partial):
        inner = [one for one in rule.args if callable(one)]
        rule = inner[0] if inner else rule.func
    module = rule.__module__.removeprefix("factsite.").removeprefix("checking.")
    return f"check: {module}.{rule.__name__}"


def _page(arguments: tuple[Any, ...]) -> str:
    return f"pages: {arguments[0].view.entry.kind}"


def _file(arguments: tuple[Any, ...]) -> str:
    """Files by their folder and ending: addresses of records would make a stage of each."""
    return f"files: {kind_of(str(arguments[0].address))}"


def kind_of(address: str) -> str:
    """What a file beside the pages is: its folder at the root, unless that is a language, and its endings."""
    path = PurePosixPath(address)
    first = path.parts[0] if len(path.parts) > 1 else ""
    folder = f"{first}/" if len(first) > 2 else ""
    _, *endings = path.name.split(".")
    # figures/x.fr.csv: what stands between is a language, or a digest.
    short = [one for one in endings if len(one) > 2 and not any(letter.isdigit() for letter in one)] or endings[-1:]
    return f"{folder}{'page' if path.name == 'index.html' else '.'.join(['*', *short])}"


def _recipe(arguments: tuple[Any, ...]) -> str:
    return f"made: {arguments[0].ending}"


WATCHED: tuple[tuple[str, str, Named], ...] = (
    ("factsite.reading.content", "read_content", _always("reading")),
    ("factsite.deriving.public", "public_content", _always("what is public")),
    ("factsite.checking", "_applied", _rule),
    ("factsite.checking.consequences", "without_consequences", _always("check: consequences")),
    ("factsite.rendering.pages", "PageRenderer.document", _page),
    ("factsite.publishing.harmless", "Judge.judge", _always("pages held against the list of what is harmless")),
    ("factsite.publishing.files", "Writing.__init__", _always("files: planning them all")),
    ("factsite.building.kept_site", "KeptSite.of", _always("kept site: is it that of now")),
    ("factsite.building.kept_site", "KeptSite.unpack", _always("kept site: unpacked")),
    ("factsite.building.kept_site", "KeptSite.place", _always("kept site: put into its place")),
    ("factsite.building.kept_site", "KeptSite.keep", _always("kept site: packed")),
    ("factsite.build_cache.recipes", "Recipe.key", _always("keys of what is kept")),
    ("factsite.build_cache.recipes", "Recipe.keep", _recipe),
    ("factsite.rendering.finding", "Finder.data", _always("search: what it knows of pages")),
    ("factsite.publishing.search", "_index", _always("search: pages to Pagefind and its index to files")),
    ("factsite.publishing.writing", "write_bytes", _always("writing")),
)
_PLANNED = "factsite.publishing.planned"


def watch(clocks: Clocks) -> None:
    """Let the clocks follow the generator.

    Raises:
        AttributeError: a function isn't where it was; ``WATCHED`` must follow.
    """
    import_module("factsite.plugin")
    for module, path, called in [*WATCHED, *_planned()]:
        owner: object = import_module(module)
        *owners, name = path.split(".")
        for one in owners:
            owner = getattr(owner, one)
        clocks.watch(owner, name, called)


def _planned() -> Iterator[tuple[str, str, Named]]:
    """How each kind of planned file is put into the folder of the site."""
    for name, found in vars(import_module(_PLANNED)).items():
        if isinstance(found, type) and found.__module__ == _PLANNED and hasattr(found, "put"):
            yield _PLANNED, f"{name}.put", _file
