"""The templates' environment: every text is escaped, undefined names are errors."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from factsite.localising.language import lower_first, upper_first

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "templates"


def make_environment() -> Environment:
    """Make an environment that escapes by default; JSON goes through ``tojson``."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=200,
    )
    environment.filters |= {"lower_first": lower_first, "upper_first": upper_first}
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False}
    return environment
