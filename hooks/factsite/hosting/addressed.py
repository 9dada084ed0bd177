"""Where a site stands, as the settings of a server have it: its host, the path below which it is, its folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from factsite.problems import RuleError
from factsite.telling import told

# What means something else to one of the servers can’t be written so that both take it: quotes, braces, variables.
_PATH = re.compile(r"/(?:[\w.~-]+/)*")
_FOLDER = re.compile(r"[^\x00-\x1f\x7f\"'`\\${};#*]+")


@dataclass(frozen=True)
class Whereabouts:
    """``host`` may be empty; ``path`` starts and ends with a slash; ``languages`` are the folders of the pages."""

    host: str
    path: str
    languages: tuple[str, ...]


def whereabouts(base: str, languages: Iterable[str]) -> Whereabouts:
    """The place of the site whose absolute address is ``base``.

    Raises:
        RuleError: its host or its path can’t be written in the settings of a server.
    """
    parts = urlsplit(base)
    try:
        host, path = (parts.hostname or "").encode("idna").decode(), unquote(parts.path) or "/"
    except UnicodeError:
        host, path = "", ""
    if not _PATH.fullmatch(path):
        raise RuleError(
            "configuration",
            told("“{address}” can’t be written in the settings of a server", address=base),
            told("Give the site an address of letters, digits, points and hyphens (“site_url” in mkdocs.yml)."),
        )
    return Whereabouts(host, path, tuple(languages))


def folder(given: str) -> str:
    """The folder of the built site, without a slash at its end.

    Raises:
        RuleError: its name can’t be written in the settings of a server.
    """
    if not _FOLDER.fullmatch(given):
        raise RuleError(
            "configuration",
            told("“{folder}” can’t be written in the settings of a server", folder=given),
            told("Serve a folder whose name has no quotes, braces or signs of variables."),
        )
    return given.rstrip("/")
