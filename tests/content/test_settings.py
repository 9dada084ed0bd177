"""The site's own mkdocs.yml: its languages; in all that isn't the site's, the tests of the generator have the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from content.real import CONTENT
from factsite.reading.configuration import languages_beside
from projects import FIXTURES, ROOT


def test_the_site_names_its_locales() -> None:
    languages = languages_beside(CONTENT)
    assert [setting.locale for setting in languages.settings] == ["en_GB", "fr_BE", "nl_BE"]
    assert languages.default == "en"


def test_the_generator_is_tested_with_the_same_settings() -> None:
    """Name, address and languages are the site's; where the generator hangs in MkDocs isn't."""

    def common(path: Path) -> dict[str, Any]:
        found: dict[str, Any] = yaml_load(path.read_text(encoding="utf-8"))
        del found["site_name"], found["site_url"]
        for plugin in found["plugins"]:
            plugin.get("i18n", {}).pop("languages")
        return found

    assert common(ROOT / "mkdocs.yml") == common(FIXTURES / "mkdocs.yml")
