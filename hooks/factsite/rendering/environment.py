"""The templates' environment: every text is escaped, undefined names are errors."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from factsite.localising.language import lower_first, upper_first
from factsite.rendering.compiled import Compiled

THEME = Path(__file__).resolve().parents[1] / "theme"
_TEMPLATES = "templates"
_FILTERS = {"lower_first": lower_first, "upper_first": upper_first}


def make_environment(overrides: Path | None = None, kinds: Iterable[Path] = ()) -> Environment:
    """Make an environment that escapes by default; JSON goes through ``tojson``.

    Args:
        overrides: a folder of the site, whose ``templates`` stand before ours.
        kinds: folders with templates of kinds that other packages bring; they stand behind ours.
    """
    folders = [*(folder / _TEMPLATES for folder in (overrides, THEME) if folder), *kinds]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=200,
        bytecode_cache=_COMPILED,
    )
    environment.filters |= _FILTERS
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False}
    return environment


_COMPILED = Compiled(THEME, (make_environment, *_FILTERS.values()))
