"""What the home page leads to: the key figures, and the records that its text lists."""

from __future__ import annotations

from factsite.content import Content
from factsite.deriving.passages import used_references

HOME = "index"


def led_to(content: Content) -> list[str]:
    """The paths of the records to which the home page leads, in its order: key figures, then those of its text."""
    found = [f"figures/{name}" for name, _ in content.key_figures]
    home = content.entries.get(HOME)
    if home and home.translations:
        words = home.in_language(content.languages.default)
        found += [one.arguments[0] for one in used_references(words) if one.name == "link"]
    known = (content.entries.get(path) for path in dict.fromkeys(found))
    return [entry.path for entry in known if entry is not None and entry.record is not None]
