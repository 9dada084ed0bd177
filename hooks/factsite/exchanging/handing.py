"""Texts handed out in a format, and the file that comes back recognised by what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from factsite.bounded import TooLargeError, read_bytes
from factsite.documents.text import UnreadableError, too_large, unreadable
from factsite.exchanging import po, xliff_1, xliff_2
from factsite.exchanging.offering import Offered
from factsite.exchanging.returned import MAX_FILE, Delivery
from factsite.exchanging.xml import parsed
from factsite.problems import Problem
from factsite.telling import told

# What writes each format: of some texts, their source’s language and that of their translations.
FORMATS: dict[str, Callable[[Iterable[Offered], str, str], str]] = {
    "xliff-1.2": xliff_1.written,
    "xliff-2.1": xliff_2.written,
    "po": po.written,
}
# A memory is of all languages, and nothing of it comes back.
MEMORY = "tmx"


def read_delivery(path: Path) -> Delivery:
    """The texts of a file that comes back.

    Raises:
        UnreadableError: it is too large, of no known format, or broken.
    """
    try:
        raw = read_bytes(path, MAX_FILE)
    except TooLargeError as error:
        raise UnreadableError(too_large(path, error.size, MAX_FILE)) from error
    except OSError as error:
        raise UnreadableError(unreadable(path, error)) from error
    if path.suffix.lower() in {".po", ".pot"}:
        return po.read(path, raw)
    root = parsed(path, raw)
    if root.name == "xliff" and root.attributes.get("version") in xliff_2.VERSIONS:
        return xliff_2.read(root)
    if root.name == "xliff" and root.attributes.get("version") in xliff_1.VERSIONS:
        return xliff_1.read(root)
    what = told("this is no XLIFF 1.2 or 2.1, and its name doesn’t end with “.po”")
    remedy = told("Save it in the format in which it was handed out.")
    raise UnreadableError(Problem(path, root.line, 1, "exchange", what, remedy, source=""))
