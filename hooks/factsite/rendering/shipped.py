"""The generator’s styles, scripts and fonts as readers get them: each at an address that holds a digest of its bytes.

So a browser keeps them for a year and never asks, and never has an old one. What others have linked, or are told to,
keeps the name that it always had.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from posixpath import dirname, join, normpath, relpath

from factsite.rendering.environment import THEME
from factsite.rendering.style import style_sheets

ASSETS = "assets/"
# A folder of their own, so that a server knows them by it.
FOLDER = "static/"
_ENDINGS = (".css", ".js", ".woff2")
# Host pages of figures load this one from where it stands.
_STABLE = frozenset({"assets/embed-height.js"})
_DIGITS = 12
# A comment that has its lines for itself; no text of ours goes over several lines (test_light).
_REMARK = re.compile(rb"^[ \t]*(?://(?![^\n]*licen[cs]e)[^\n]*|/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*)\n", re.MULTILINE)
# Where a style or a script names another file: url(x.woff2), url("../x.css"), import("./x.js").
_NAMED = re.compile(rb"(?<=[\"'(])(?:\.{1,2}/)*[\w./-]+\.(?:css|js|woff2)(?=[\"')])")


@dataclass(frozen=True)
class Shipped:
    """``names`` are the published addresses by those in the theme, ``data`` the bytes by published address."""

    names: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, bytes] = field(default_factory=dict)

    def address(self, name: str) -> str:
        """Where a file of the theme is published; any other stands where its name says."""
        return self.names.get(name, name)


def is_shipped(name: str) -> bool:
    """Whether a file of the theme is published under a name made of its bytes."""
    return name.startswith(ASSETS) and name.endswith(_ENDINGS) and name not in _STABLE


def theme_files(overrides: Path | None = None) -> dict[str, Callable[[], bytes]]:
    """What reads each such file of the theme, by its name; the style sheet is joined of its parts.

    Args:
        overrides: the site’s own folder of the theme, whose files stand in place of ours of the same name.
    """
    folders = [folder for folder in (THEME, overrides) if folder]
    found = {
        path.relative_to(folder).as_posix(): partial(_script, path) if path.suffix == ".js" else path.read_bytes
        for folder in folders
        for path in (folder / ASSETS).rglob("*.*")
    }
    sheets = {name: text.encode for name, text in style_sheets(overrides).items()}
    return {name: read for name, read in found.items() if is_shipped(name)} | sheets


def _script(path: Path) -> bytes:
    """A script without the lines that only tell those who read it; what tells of a licence stays."""
    return _REMARK.sub(b"", path.read_bytes())


def ship(files: Mapping[str, Callable[[], bytes]]) -> Shipped:
    """Name files by their bytes, those that they name first: a style holds the published names of its fonts.

    Args:
        files: what reads each, by its name in the theme.

    Raises:
        ValueError: two name each other, so that neither can be named first.
        OSError: one can’t be read.
    """
    names: dict[str, str] = {}
    data: dict[str, bytes] = {}

    def publish(name: str, above: tuple[str, ...]) -> str:
        if name in above:
            raise ValueError(f"{name} and {above[-1]} name each other")
        if name not in names:

            def renamed(found: re.Match[bytes]) -> bytes:
                other = normpath(join(dirname(name), found[0].decode()))
                if other not in files:
                    return found[0]
                way = relpath(publish(other, (*above, name)), dirname(_published(name, b"")))
                return (way if way.startswith(".") else f"./{way}").encode()

            text = files[name]()
            made = text if name.endswith(".woff2") else _NAMED.sub(renamed, text)
            names[name] = _published(name, made)
            data[names[name]] = made
        return names[name]

    for name in sorted(files):
        publish(name, ())
    return Shipped(names, data)


def _published(name: str, data: bytes) -> str:
    """The published address of a file: ``assets/site.css`` → ``static/site.3f2a9c01b7de.css``."""
    stem, _, ending = name.removeprefix(ASSETS).rpartition(".")
    return f"{FOLDER}{stem}.{hashlib.sha256(data).hexdigest()[:_DIGITS]}.{ending}"
