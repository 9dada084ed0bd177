"""What mkdocs.yml says, for commands that run without MkDocs: the languages of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from factsite.languages import Languages, from_settings
from factsite.problems import RuleError

FILE = "mkdocs.yml"
_NO_ADDRESS = "http://127.0.0.1/"


def languages_beside(content: Path) -> Languages:
    """The languages that the mkdocs.yml beside a content folder lists.

    Raises:
        RuleError: it isn’t there, can’t be read, or lists none.
    """
    path = content.absolute().parent / FILE
    try:
        with path.open("rb") as file:
            configured = yaml_load(file)
    except (OSError, YAMLError, MkDocsException) as error:
        raise RuleError("configuration", f"{FILE} can’t be read: {error}", f"Keep {FILE} beside content/.") from error
    plugins = configured.get("plugins") if isinstance(configured, dict) else None
    return from_settings(_listed(plugins), content)


def published_at(root: Path) -> str:
    """The address under which the mkdocs.yml of a project publishes its site, with a slash at its end."""
    with (root / FILE).open("rb") as file:
        configured = yaml_load(file)
    address = configured.get("site_url") if isinstance(configured, dict) else None
    return (str(address) if address else _NO_ADDRESS).rstrip("/") + "/"


def _listed(plugins: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as YAML has it
    """The languages of static-i18n; MkDocs takes a list of names and settings, or a mapping."""
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        facts = plugin.get("i18n") if isinstance(plugin, dict) else None
        listed = facts.get("languages") if isinstance(facts, dict) else None
        if isinstance(listed, list):
            return [one for one in listed if isinstance(one, dict)]
    return []
