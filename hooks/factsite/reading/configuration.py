"""What mkdocs.yml says, for commands that run without MkDocs: the languages of the site, and its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from factsite.languages import Languages, from_settings
from factsite.problems import RuleError
from factsite.telling import told

FILE = "mkdocs.yml"
NO_ADDRESS = "http://127.0.0.1/"


def languages_beside(content: Path) -> Languages:
    """The languages that the mkdocs.yml beside a content folder lists.

    Raises:
        RuleError: it isn’t there, can’t be read, or lists none.
    """
    configured = _configured(content)
    plugins = configured.get("plugins")
    return from_settings(_listed(plugins), content)


def site_address_beside(content: Path) -> str:
    """The address of the site that the mkdocs.yml beside a content folder gives, with a slash at its end; or nothing.

    Raises:
        RuleError: it isn’t there or can’t be read.
    """
    address = _configured(content).get("site_url")
    return f"{address.rstrip('/')}/" if isinstance(address, str) and address else ""


def _configured(content: Path) -> dict[str, Any]:
    path = content.absolute().parent / FILE
    try:
        with path.open("rb") as file:
            configured = yaml_load(file)
    except (OSError, YAMLError, MkDocsException) as error:
        raise RuleError(
            "configuration",
            told("{file} can’t be read: {error}", file=FILE, error=str(error)),
            told("Keep {file} beside content/.", file=FILE),
        ) from error
    return configured if isinstance(configured, dict) else {}


def _listed(plugins: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as YAML has it
    """The languages of static-i18n; MkDocs takes a list of names and settings, or a mapping."""
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        facts = plugin.get("i18n") if isinstance(plugin, dict) else None
        listed = facts.get("languages") if isinstance(facts, dict) else None
        if isinstance(listed, list):
            return [one for one in listed if isinstance(one, dict)]
    return []
