"""The languages of a site: static-i18n’s list in mkdocs.yml, which everything else asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from factsite.problems import RuleError
from factsite.telling import told

_HELP = told("List them in mkdocs.yml under “plugins: - i18n: languages:”, each with “locale” and “name”.")
# Where the words of the interface stand that a site brings itself, in the folder of the language.
INTERFACE = "interface.po"


@dataclass(frozen=True)
class Setting:
    """One language: its code in folders and addresses, its own name, its locale in CLDR, more words of the interface.

    ``interface`` is a gettext catalogue (.po) that adds to the generator’s own, or None. In a ``partial`` language
    much may be missing: readers get it in another, and the check only lists it.
    """

    code: str
    name: str
    locale: str
    interface: Path | None = None
    partial: bool = False


@dataclass(frozen=True)
class Languages:
    """All languages in their order, and the one in which readers get what their own hasn’t."""

    settings: tuple[Setting, ...]
    default: str
    _by_code: dict[str, Setting] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {setting.code: setting for setting in self.settings})

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Their codes in order."""
        return tuple(self._by_code)

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __getitem__(self, code: str) -> Setting:
        return self._by_code[code]

    @cached_property
    def whole(self) -> tuple[str, ...]:
        """The codes of those in which nothing may be missing."""
        return tuple(setting.code for setting in self.settings if not setting.partial)

    def preferred(self, reader: str, source: str | None = None) -> tuple[str, ...]:
        """The order in which a reader gets words: their own, that of the source, the default, then the others."""
        return tuple(dict.fromkeys(code for code in (reader, source or self.default, self.default, *self.codes)))


def from_settings(listed: Sequence[Mapping[str, Any]], content: Path) -> Languages:
    """The languages that static-i18n builds.

    Args:
        listed: its ``languages``, each with ``locale``, ``name``, and perhaps ``default``, ``build`` and ``extra``,
            of which ``extra: {cldr: en_GB}`` names the locale where it isn’t that of the code, and
            ``extra: {partial: true}`` lets much be missing.
        content: the content folder, in which a language may have words of the interface.

    Raises:
        RuleError: there is none, or CLDR doesn’t know one.
    """
    built = [one for one in listed if one.get("build", True) and one.get("locale") != "null"]
    if not built:
        raise RuleError("configuration", told("the site has no language"), _HELP)
    settings = tuple(_setting(one, content) for one in built)
    chosen = [str(one["locale"]) for one in built if one.get("default")]
    return Languages(settings, chosen[0] if chosen else settings[0].code)


def _setting(listed: Mapping[str, Any], content: Path) -> Setting:
    code = str(listed.get("locale") or "")
    extra = listed.get("extra") or {}
    locale = str(extra.get("cldr") or code)
    try:
        Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as error:
        what = told("CLDR doesn’t know the locale “{locale}”", locale=locale)
        raise RuleError("configuration", what, told("Write one such as “fr_BE” under “extra: {cldr: …}”.")) from error
    own = content / code / INTERFACE
    name, interface = str(listed.get("name") or code), own if own.is_file() else None
    return Setting(code, name, locale.replace("-", "_"), interface, bool(extra.get("partial")))
