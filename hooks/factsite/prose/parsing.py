"""The text of a page → its HTML, with marks where references and addresses go; parsed once for check and build.

This is the only place where Markdown is read, and says with which extensions. What may stand in the result is an
allow-list: elements, their attributes, the addresses in them. It is judged in the tree that the parser made, because
no second reading of the source agrees with the parser in every case.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from threading import Lock
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from factsite.problems import RuleError
from factsite.prose.addresses import Address, judge
from factsite.prose.no_html import NoHtml
from factsite.prose.places import Places
from factsite.prose.references import MARK, marked
from factsite.telling import Told, told, told_many

# Python-Markdown needs time that grows with the square of a block, of its lines and brackets. The longest text of this
# site has 8,000 characters and 100 brackets, its longest block 2,100 characters.
MAX_TEXT, MAX_BLOCK, MAX_LINES = 24_000, 4_000, 200
MAX_BRACKETS, MAX_BRACKETS_IN_BLOCK = 500, 150
MAX_MARKS = 20
# Elements within elements. The parser's own end, Python's recursion limit, depends on who calls it.
MAX_DEPTH = 40
_MARKS = re.compile(r"(?:[ \t]*+(?:>|[-+*](?=[ \t])|\d{1,9}\.(?=[ \t])))*+")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")

ADDRESS_MARK = re.compile("\ue002(\\d+)\ue003")
# The width or height of the picture at an address, which is known when the picture has been made.
SIZE_MARK = re.compile("\ue004(\\d+)(width|height)\ue005")
_PLAIN = (
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr"),
)
# As Markdown writes it, and the class that stands for it: the policy of the pages forbids styles in them.
_ALIGNED = {"style": re.compile(r"text-align: (?:left|right|center);")}
_CLASSES = {"text-align: right;": "right", "text-align: center;": "centre"}
_HEADING = {"id": re.compile(r"[a-z0-9_-]*")}
_ANY = re.compile(r"[^\ue000-\uf8ff\x00-\x08]*")
_ALLOWED: dict[str, dict[str, re.Pattern[str]]] = {
    **{name: {} for name in _PLAIN},
    **{f"h{level}": _HEADING for level in range(1, 7)},
    "th": _ALIGNED,
    "td": _ALIGNED,
    "a": {"href": _ANY, "title": _ANY},
    "img": {"src": _ANY, "title": _ANY, "alt": _ANY},
}


# The one parser reads one text at a time: the live site draws pages while it applies the rules.
_PARSING = Lock()


@dataclass
class Parsed:
    """What Markdown made of a text.

    ``html`` has the mark of ``factsite.prose.references`` for each reference, and one for each of ``addresses``.
    ``places`` are the offsets of the addresses in the text; ``levels`` those of the headings, ``headings`` the
    anchors and words of those that a list of contents shows; ``faults`` are offsets and reasons; ``pictures`` offsets
    and what is said of each to those who don’t see it. It isn't ``whole`` if
    the text is one that Markdown can't read in time: then nothing is known of it.
    """

    html: str = ""
    whole: bool = True
    addresses: list[Address] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    headings: list[tuple[str, str]] = field(default_factory=list)
    faults: list[tuple[int, RuleError]] = field(default_factory=list)
    pictures: list[tuple[int, str]] = field(default_factory=list)


@lru_cache(maxsize=2_048)  # rules and pages ask for the same texts, and a server reads them again after each edit
def parse(text: str) -> Parsed:
    """Parse a text with its references; what is wrong with it is in the result, which nobody changes."""
    if (tangle := _tangle(text)) is not None:
        return Parsed(whole=False, faults=[tangle])
    with _PARSING:
        try:
            return _reader().read(text)
        except RecursionError:
            _reader.cache_clear()
            tangled = _tangled(told("quotations, lists or emphasis are nested too deep here"))
            return Parsed(whole=False, faults=[(_deepest(text), tangled)])


def _tangled(what: Told) -> RuleError:
    return RuleError("tangled", what, told("Part it by empty lines or headings, or write it more plainly."))


def _tangle(text: str) -> tuple[int, RuleError] | None:
    """What would keep the parser busy for too long."""
    if len(text) > MAX_TEXT:
        return 0, _tangled(
            told("the text has {number} characters; {limit} is the limit", number=len(text), limit=MAX_TEXT)
        )
    if (count := text.count("[")) > MAX_BRACKETS:
        return 0, _tangled(
            told("the text opens {count} brackets; {limit} is the limit", count=count, limit=MAX_BRACKETS)
        )
    for start, block in _blocks(text):
        for count, limit, what in _measures(block):
            if count > limit:
                return start, _tangled(told("{what}; {limit} is the limit", what=what, limit=limit))
    return None


def _measures(block: str) -> Iterator[tuple[int, int, Told]]:
    """What makes a block slow to read: how much of it there is, how much there may be, and what to say."""
    n = len(block)
    many = told_many(
        "{n} character stands here without an empty line", "{n} characters stand here without an empty line", n
    )
    yield n, MAX_BLOCK, many
    n = block.count("\n")
    many = told_many("{n} line stands here without an empty one", "{n} lines stand here without an empty one", n)
    yield n, MAX_LINES, many
    n = block.count("[")
    many = told_many("{n} bracket opens here without an empty line", "{n} brackets open here without an empty line", n)
    yield n, MAX_BRACKETS_IN_BLOCK, many
    n = _marks(block)
    many = told_many(
        "{n} quotation or list stands within another here",
        "{n} quotations and lists stand within each other here",
        n,
    )
    yield n, MAX_MARKS, many


def _marks(block: str) -> int:
    """The most marks of quotations and items at the start of one line."""
    starts = (_MARKS.match(line) for line in block.split("\n"))
    return max((len(re.findall(r"[>*+.-]", found[0])) for found in starts if found), default=0)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """What stands between empty lines, with its offset."""
    start = 0
    for found in _BLANK.finditer(text):
        yield start, text[start : found.start()]
        start = found.end() + 1
    yield start, text[start:]


def _deepest(text: str) -> int:
    """Where the first block starts that alone can't be parsed; the start if it takes more than one."""
    for start, block in _blocks(text):
        try:
            _reader().read(block)
        except RecursionError:
            _reader.cache_clear()
            return start
    return 0


@cache
def _reader() -> _Reader:
    return _Reader()


class _Reader:
    """Python-Markdown as this site uses it, and the judge of its tree."""

    def __init__(self) -> None:
        self._markdown = Markdown(extensions=["tables", TocExtension(toc_depth="2-3", marker=""), NoHtml()])
        self._judge = _Judge(self._markdown)
        # After all others: addresses are as they would be written.
        self._markdown.treeprocessors.register(self._judge, "factsite", -100)

    def read(self, text: str) -> Parsed:
        """Parse a text that is neither too long nor too tangled."""
        self._judge.begin(text)
        parsed = self._judge.parsed
        parsed.html = self._markdown.reset().convert(marked(text))
        self._judge.definitions()
        tokens = getattr(self._markdown, "toc_tokens", []) if text.strip() else []
        parsed.headings = [(token["id"], token["name"]) for token in tokens]
        return parsed


class _Judge(Treeprocessor):
    """Hold the tree against the allow-list, and put marks in the place of its addresses."""

    parsed: Parsed

    def begin(self, text: str) -> None:
        """Make ready for a text."""
        self.parsed = Parsed()
        self._text = text
        self._places = Places(text)

    def run(self, root: Element) -> None:
        """Walk the tree once, in the order of the text."""
        coming = [(element, 1) for element in reversed(root)]
        while coming:
            element, depth = coming.pop()
            if depth > MAX_DEPTH:
                raise RecursionError
            self._element(element)
            coming += [(child, depth + 1) for child in reversed(element)]

    def definitions(self) -> None:
        """Judge the addresses that are defined, used or not."""
        for link, _ in self.md.references.values():
            self._judged(Address(_decoded(link)), self._places.address(link))

    def _element(self, element: Element) -> None:
        allowed = _ALLOWED.get(element.tag)
        if allowed is None:
            self._fault(
                0,
                RuleError(
                    "raw-html", told("the element “{tag}” isn't allowed", tag=element.tag), told("Use Markdown.")
                ),
            )
            return
        for name, value in element.items():
            pattern = allowed.get(name)
            if mark := MARK.search(value):
                remedy = told("Put the reference beside it: an address or the words of a picture are written out.")
                error = RuleError(
                    "reference", told("a reference stands within an address, a title or a picture"), remedy
                )
                self._fault(self._places.reference(int(mark[1])), error)
            elif name in {"href", "src"} and pattern is not None:
                self._address(element, name, value)
            elif pattern is None or not pattern.fullmatch(value):
                error = RuleError(
                    "raw-html",
                    told("the attribute “{name}” of “{tag}” isn't allowed", name=name, tag=element.tag),
                    told("Use Markdown."),
                )
                self._fault(self._places.address(value), error)
        if style := element.attrib.pop("style", ""):
            element.attrib.update({"class": found} if (found := _CLASSES.get(style)) else {})
        if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._heading(element)
        elif element.tag == "th" and not "".join(element.itertext()).strip():
            remedy = told("Write what stands in the column: screen readers say it with each cell.")
            error = RuleError("table-head", told("a column of this table has no name"), remedy)
            self._fault(self._places.nameless_column(), error)

    def _address(self, element: Element, name: str, value: str) -> None:
        text = _decoded(value)
        address = Address(text, picture=element.tag == "img", bare=_decoded(element.text or "") == text)
        place = self._places.address(value)
        self._judged(address, place)
        element.set(name, f"\ue002{len(self.parsed.addresses)}\ue003")
        if address.picture:
            for side in ("width", "height"):
                element.set(side, f"\ue004{len(self.parsed.addresses)}{side}\ue005")
            element.set("loading", "lazy")
            self.parsed.pictures.append((place, element.get("alt", "").strip()))
        self.parsed.addresses.append(address)
        self.parsed.places.append(place)

    def _judged(self, address: Address, place: int) -> None:
        try:
            judge(address)
        except RuleError as error:
            self._fault(place, error)

    def _heading(self, element: Element) -> None:
        level = int(element.tag[1])
        self.parsed.levels.append(level)
        self.parsed.anchors.add(element.get("id", ""))
        if level == 1:
            error = RuleError("heading", told("the title is the only first-level heading"), told("Start with “##”."))
            self._fault(self._places.first_level(), error)

    def _fault(self, place: int, error: RuleError) -> None:
        self.parsed.faults.append((place, error))


def _decoded(value: str) -> str:
    """An attribute as a browser reads it: the serialiser leaves entities as they are."""
    return html.unescape(value.replace(AMP_SUBSTITUTE, "&"))
