"""XML as a stream of events, with bounds: no document types, hence no entities; no depth; no endless tag or text.

Readers that make one tree hold all of it; here small parts are answered event by event, sheets row by row.
(Python's documentation, XML vulnerabilities; OWASP, XML External Entity Prevention.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from factsite.documents.text import UnreadableError
from factsite.importing.table import shown, unreadable
from factsite.telling import told

MAX_DEPTH = 64
MAX_TAG = 256 * 1024
# A row of as many cells as a sheet has columns takes less.
MAX_BRANCH = 4 * 1024 * 1024
MAX_UNCLOSED = 50_000
# Excel's own bound of a cell is 32,767 characters.
MAX_TEXT = 100_000


class Handler:
    """What is made of a document: subclasses say what begins and ends (names without prefix), and collect texts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.depth = 0
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
                raise unreadable(
                    self.path,
                    told("a cell holds more than {limit} characters", limit=MAX_TEXT),
                    told("Get a part of it."),
                )


def run(chunks: Iterable[bytes], handler: Handler) -> None:
    """Run a document through a handler.

    Raises:
        UnreadableError: it is no XML, or holds what is beyond the bounds.
    """
    parser = _parser(handler.path)
    parser.StartElementHandler = _starting(handler)
    parser.EndElementHandler = _ending(handler)
    parser.CharacterDataHandler = handler.data
    fed = 0
    with _reading(handler.path):
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > MAX_TAG:
                raise _endless(handler.path, told("a tag"), MAX_TAG)
        parser.Parse(b"", True)


def branches(path: Path, chunks: Iterable[bytes], trunk: str) -> Iterator[Element]:
    """The elements inside the element ``trunk`` under the root, one by one, each as a small tree.

    The tree is made in C and cut as it grows, which takes half the time of an event per tag.

    Raises:
        UnreadableError: it is no XML, or holds what is beyond the bounds.
    """
    builder = TreeBuilder()
    parser = XMLParser(target=builder)  # noqa: S314 - what is dangerous in XML stands in the prologue, refused before
    prologue: Prologue | None = Prologue(path)
    inside: Element | None = None
    pending = unclosed = 0
    with _reading(path):
        for chunk in chunks:
            if prologue is not None and prologue.ends_in(chunk):
                prologue = None
            # Tags that are opened and not closed, roughly: enough to tell a row from a nest of a million levels.
            unclosed += chunk.count(b"<") - 2 * chunk.count(b"</") - chunk.count(b"/>")
            if unclosed > MAX_UNCLOSED:
                raise unreadable(path, told("the XML of the file is nested too deep"), told("Get the file again."))
            parser.feed(chunk)
            pending += len(chunk)
            if inside is None and prologue is None:
                inside = _child(builder.close(), trunk)
            if inside is not None and len(inside) > 1:
                pending = unclosed = 0
                yield from inside[:-1]
                del inside[:-1]
            if pending > MAX_BRANCH:
                raise _endless(path, told("a row"), MAX_BRANCH)
        parser.close()
    if inside is None:
        inside = _child(builder.close(), trunk)
    yield from () if inside is None else inside


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]


class Prologue:
    """Looks at a document up to its first element, before which a document type would stand."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parser = _parser(path)
        self._parser.StartElementHandler = self._begin
        self._ended = False
        self._room = MAX_TAG

    def ends_in(self, chunk: bytes) -> bool:
        """Look at the next piece; tell whether the first element begins in it."""
        self._room -= len(chunk)
        if self._room < 0:
            raise _endless(self._path, told("a prologue"), MAX_TAG)
        self._parser.Parse(chunk, False)
        return self._ended

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._ended = True


def _child(root: Element | None, name: str) -> Element | None:
    return next((part for part in root if local(part.tag) == name), None) if root is not None else None


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (ExpatError, ParseError, ValueError, LookupError) as error:
        what = told("the XML of the file can’t be read: {error}", error=shown(str(error)))
        raise unreadable(path, what, told("Get the file again.")) from error


def _endless(path: Path, part: str, limit: int) -> UnreadableError:
    return unreadable(
        path,
        told("the XML of the file holds {part} of more than {limit} bytes", part=part, limit=limit),
        told("Get the file again."),
    )


def _parser(path: Path) -> XMLParserType:
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refusing(path)
    return parser


def _starting(handler: Handler) -> Callable[[str, dict[str, str]], None]:
    def starting(name: str, attributes: dict[str, str]) -> None:
        handler.depth += 1
        if handler.depth > MAX_DEPTH:
            what = told("the XML of the file is nested more than {limit} levels deep", limit=MAX_DEPTH)
            raise unreadable(handler.path, what, told("Get the file again."))
        handler.begin(name.rpartition(":")[2] if ":" in name else name, attributes)

    return starting


def _ending(handler: Handler) -> Callable[[str], None]:
    def ending(name: str) -> None:
        handler.depth -= 1
        handler.end(name.rpartition(":")[2] if ":" in name else name)

    return ending


def _refusing(path: Path) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        what = told("the XML of the file holds a document type or entities, as no program writes them")
        raise unreadable(path, what, told("Get the file again."))

    return refuse
