"""XML as a stream of events, with bounds: no document types, hence no entities; no depth; no endless tag or text.

Expat itself is used, as readers that make a tree hold all of it, and openpyxl's own stream twice as much time.
(Python's documentation, XML vulnerabilities; OWASP, XML External Entity Prevention.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from xml.parsers.expat import ExpatError, ParserCreate

from factsite.importing.table import unreadable

T = TypeVar("T")
MAX_DEPTH = 64
MAX_TAG = 256 * 1024
# Excel's own bound of a cell is 32,767 characters.
MAX_TEXT = 100_000


class Handler:
    """What is made of a document: subclasses say what begins and ends (names without prefix), and collect texts.

    ``done`` ends the reading; ``found`` holds what is to be given on.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.depth = 0
        self.done = False
        self.collecting = False
        self.text = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Add text to what is being collected."""
        if self.collecting:
            self.text += text
            if len(self.text) > MAX_TEXT:
                raise unreadable(self.path, f"a cell holds more than {MAX_TEXT} characters", "Get a part of it.")


def parse(chunks: Iterable[bytes], handler: Handler, drain: Callable[[], Iterable[T]]) -> Iterator[T]:
    """Run a document through a handler and give on, after each piece, what ``drain`` takes from it.

    Raises:
        UnreadableError: it is no XML, or holds what no workbook has.
    """
    path = handler.path
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = _starting(handler)
    parser.EndElementHandler = _ending(handler)
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = _refusing(path)
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > MAX_TAG:
                raise unreadable(path, f"the workbook holds a tag of more than {MAX_TAG} bytes", "Get the file again.")
            yield from drain()
            if handler.done:
                return
        parser.Parse(b"", True)
    except (ExpatError, ValueError, LookupError) as error:
        what = f"the XML in the workbook can’t be read: {error}"
        raise unreadable(path, what, "Get the file again, or open it in Excel or LibreOffice and save it.") from error
    yield from drain()


def run(chunks: Iterable[bytes], handler: Handler) -> None:
    """Run a whole document through a handler."""
    for _ in parse(chunks, handler, list[object]):
        pass


def _starting(handler: Handler) -> Callable[[str, dict[str, str]], None]:
    def starting(name: str, attributes: dict[str, str]) -> None:
        handler.depth += 1
        if handler.depth > MAX_DEPTH:
            what = f"the XML in the workbook is nested more than {MAX_DEPTH} levels deep"
            raise unreadable(handler.path, what, "Get the file again.")
        handler.begin(name.rpartition(":")[2] if ":" in name else name, attributes)

    return starting


def _ending(handler: Handler) -> Callable[[str], None]:
    def ending(name: str) -> None:
        handler.depth -= 1
        handler.end(name.rpartition(":")[2] if ":" in name else name)

    return ending


def _refusing(path: Path) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        what = "the XML in the workbook holds a document type or entities, as no program writes them"
        raise unreadable(path, what, "Get the file again, or open it in Excel or LibreOffice and save it.")

    return refuse
