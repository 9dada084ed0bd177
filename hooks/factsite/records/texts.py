"""Texts of a record: identifiers, codes, addresses and words, and what each may hold."""

from __future__ import annotations

import re

from factsite.problems import RuleError, printable
from factsite.records.slugs import MAX_SLUG, slug_of
from factsite.telling import UNSAID, Told, told

# Bounds, so that whatever is made of a text is one too.
MAX_TEXT = 2_000
MAX_TITLE = 300
MAX_CODE = 40
_NO_BREAK = re.compile("[\u00a0\u202f]")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CODE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{MAX_CODE - 1}}}")
# After RFC 3986, letters of any script after the host; without the signs that no form of linked data takes.
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+(?::[0-9]{1,5})?(?:[/?#][^\s\"'<>\\^`{|}]*)?", re.IGNORECASE
)


def shown(value: object) -> str:
    """A value as a message names it: cut off where it is long, with codes for what can't be printed."""
    text = str(value)
    return printable(text if len(text) <= MAX_SLUG else text[:MAX_SLUG] + "…")


def unseen(name: str) -> Told:
    """What to do about a no-break space in a name, which looks like any other space or like none; else unsaid."""
    plain = " ".join(_NO_BREAK.sub(" ", name).split())
    if not _NO_BREAK.search(name):
        return UNSAID
    return told("A no-break space stands in it, which nobody sees: type “{plain}” anew.", plain=shown(plain))


def check_slug(value: str) -> str:
    """Let an identifier or slug through.

    Raises:
        RuleError: it is none, or too long for the name of a file.
    """
    if not SLUG.fullmatch(value):
        raise RuleError(
            "identifier",
            told("“{value}” must be lower-case letters without accents, digits and hyphens", value=shown(value)),
            unseen(value) or (told("Write “{slug}”.", slug=slug) if (slug := slug_of(value)) else UNSAID),
        )
    if len(value) > MAX_SLUG:
        what = told(
            "“{value}” has {number} characters; {limit} is the limit",
            value=shown(value),
            number=len(value),
            limit=MAX_SLUG,
        )
        raise RuleError("identifier", what, told("Shorten it: it becomes a name of a file."))
    return value


def check_code(value: str) -> str:
    """Let a code of a dimension through.

    Raises:
        RuleError: it can't stand in an address.
    """
    if not CODE.fullmatch(value):
        remedy = told("Write at most {limit} letters without accents, digits, hyphens and underscores.", limit=MAX_CODE)
        raise RuleError("identifier", told("“{value}” can’t be a code", value=shown(value)), remedy)
    return value


def check_series(value: str) -> str:
    """Let the name of a CSV through.

    Raises:
        RuleError: it leads elsewhere than beside the YAML, or is no name of a CSV.
    """
    stem = value.removesuffix(".csv")
    if stem == value or len(stem) > MAX_SLUG or not SLUG.fullmatch(stem):
        remedy = told("Write lower-case letters, digits and hyphens, then “.csv”: no folder, no path.")
        raise RuleError(
            "series", told("“{value}” names no CSV that stands beside the YAML", value=shown(value)), remedy
        )
    return value


def is_web_address(text: str) -> bool:
    """Tell whether a text is an http(s) address that every browser reads alike, with a name that has a dot.

    No quotes, angle brackets, braces, backslashes, spaces or invisible characters; nobody's name before the host.
    """
    return bool(_ADDRESS.fullmatch(text)) and text.isprintable()


def check_address(value: str) -> str:
    """Let an address through.

    Raises:
        RuleError: it isn’t one that every browser reads alike, or too long.
    """
    if not is_web_address(value):
        raise RuleError("address", told("“{value}” is no http(s) address", value=shown(value)))
    return _check_length(value, MAX_TEXT)


def check_email(value: str) -> str:
    """Tell an e-mail address from other text, roughly: whether it is read, only a letter can tell.

    Raises:
        RuleError: it is none.
    """
    if not re.fullmatch(r"[^\s@\"'<>]+@[^\s@\"'<>/]+\.[^\s@\"'<>/]+", value):
        raise RuleError("address", told("“{value}” is no e-mail address", value=value))
    return value


def check_text(value: str) -> str:
    """Let a text through.

    Raises:
        RuleError: it is empty or too long.
    """
    if not value.strip():
        raise RuleError("empty", told("the text is empty"))
    return _check_length(value, MAX_TEXT)


def check_title(value: str) -> str:
    """Let a short text through.

    Raises:
        RuleError: it is empty or too long.
    """
    return _check_length(check_text(value), MAX_TITLE)


def _check_length(value: str, limit: int) -> str:
    if len(value) > limit:
        raise RuleError(
            "too-large",
            told("this text has {number} characters; {limit} is the limit", number=len(value), limit=limit),
            told("Shorten it."),
        )
    return value
