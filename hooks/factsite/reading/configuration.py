"""What mkdocs.yml says, for commands that run without MkDocs: the languages of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from factsite.languages import Languages, from_settings
from factsite.problems import RuleError

FILE = "mkdocs.yml"


def languages_beside(content: Path) -> Languages:
    """The languages that the mkdocs.yml beside a content folder lists.

    Raises:
        RuleError: it isn’t there, can’t be read, or lists none.
    """
    path = content.parent / FILE
    try:
        with path.open("rb") as file:
            configured = yaml_load(file)
    except (OSError, YAMLError) as error:
        raise RuleError("configuration", f"{FILE} can’t be read: {error}", f"Keep {FILE} beside content/.") from error
    return from_settings(_listed(configured.get("plugins")), content)


def _listed(plugins: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as YAML has it
    named = plugins.items() if isinstance(plugins, dict) else [_one(plugin) for plugin in plugins or ()]
    return next((facts.get("languages") or [] for name, facts in named if name == "i18n" and facts), [])


def _one(plugin: Any) -> tuple[str, Any]:  # noqa: ANN401 - as YAML has it
    return next(iter(plugin.items())) if isinstance(plugin, dict) else (str(plugin), None)
