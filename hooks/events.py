"""The plugin as a hook of this repository: the site is built with the generator that stands here, installed or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factsite.plugin import FactsitePlugin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_PLUGIN = FactsitePlugin()
_PLUGIN.load_config({})

on_startup = _PLUGIN.on_startup
on_files = _PLUGIN.on_files
on_page_markdown = _PLUGIN.on_page_markdown
on_page_context = _PLUGIN.on_page_context
on_post_build = _PLUGIN.on_post_build
on_build_error = _PLUGIN.on_build_error


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """A hook has no settings of its own: they stand under ``extra: factsite:``."""
    _PLUGIN.load_config(dict(config.extra.get("factsite") or {}))
    return _PLUGIN.on_config(config)
