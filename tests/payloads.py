"""Texts that would be taken for something else by one format or another, and what each published format made of them.

Every free text of the small valid site gets the same payload with a token of its own; the site is written, and each
file is read back by a parser of its format that isn't the generator's. A format holds a text if it is there whole, as
text, and nothing but texts differs from the site with harmless ones.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import feedparser
import icalendar
import openpyxl
import yaml
from bibtexparser.entrypoint import parse_string
from rdflib import Graph, Literal

from factsite.checking import check
from factsite.problems import Problem, Severity
from projects import DAY, copy_valid
from whole import write_site

HARMLESS = "Plain words"
PAYLOADS: dict[str, str] = {
    "script": "<script>alert(1)</script>",
    "end of a script": "</script><script>alert(1)</script>",
    "image with a handler": '<img src=x onerror="alert(1)">',
    "end of an attribute": "\"'><b onmouseover=alert(1)>",
    "entity": "&lt;b&gt; &amp;amp; &copy &quot;",
    "end of CDATA": "]]> <![CDATA[ -->",
    "comment": "<!-- words -->",
    "template": "{% include 'x' %} {# y #} ${a*b} #{a*b}",
    "percent": "%s %(x)s %d %% {x}",
    "Markdown": "*a* _b_ **c** `d` # e | f | ~g~",
    "Markdown link": "[a](javascript:alert(1)) ![b](//x.example/y.png)",
    "address": "https://www.example.org/?a=x&b=<y> javascript:alert(1)",
    "formula =": "=SUM(A:B)",
    "formula = with a number": "=1+1",
    "formula =cmd": "=cmd|' /C calc'!A",
    "formula +": "+A+B",
    "formula -": "-A-B",
    "formula @": "@SUM(A)",
    "formula after a quote": '"=A+B',
    "separators": 'a,b;c\td"e""f',
    "TeX": r"\input{x} $x$ {a} ~b ^c _d #e %f & \ ",
    "iCalendar": r"a;b,c\n d\, BEGIN:VEVENT",
    "Turtle": 'a"""b\\"c\'\'\'d @en ^^x',
    "JSON": '{"a": [1, null], "b": "\\u0000"}',
    "XML": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>&b;',
    "SVG": "<svg onload=alert(1)><a xlink:href='x'>",
    "emoji": "😀 👩‍👩‍👧 🇧🇪 𝔘𝔫𝔦",
    "combining": "e\u0301 n\u0303 \u0915\u094d\u0937",
    "right to left": "العربية עברית",
    "bidirectional override": "a\u202eb\u202c c",
    "zero width": "a\u200bb\ufeffc",
    "line separators": "a\u2028b\u0085c",
    "line break": "a\nb\r\nc",
    "control": "a\x1b[31mb\x07",
    "nought": "a\x00b",
    "lone surrogate": "a\ud800b",
    "private use": "a\ue000b\ue002c0\ue003",
    "long": "word " * 60,
    "long word": "w" * 190,
    "quotation marks": "« a » “b” ‘c’ „d“ 'e' \"f\"",
    "no": "no",
    "null": "null ~ true .inf",
    "separator of documents": "--- # a: b",
    "spaces": "a  b\u00a0c\u202fd\u3000e",
}
_TOKEN = re.compile(r"q[0-9]+q")
_FREE = re.compile(r"(?=.*[^a-z0-9_./:-])(?!https?://)(?!.*\{\{)(?!\d)(?=.*[a-z])", re.DOTALL)
# Lists of words to avoid aren't published, nor is where a copy is kept; official identifiers have a form of their own,
# the names of the parts of a document are what citations name, and the form of an identifier is for editors.
_NOT_TRIED = frozenset({"words", "instead", "copy", "email", "dossier", "parts", "section", "pattern", "form"})
Keys = tuple[str | int, ...]
_CHOICE = re.compile(r"/(?:by|par|per)/")
_ADDRESS = re.compile(
    r"(?:0; url=)?(?:https?://[a-z0-9.-]+/|(?:\.\.?/)+)[a-z0-9/-]*(?:index\.(?:html|md))?(?:#[a-z-]*)?"
)


@dataclass(frozen=True)
class Place:
    """One free text of the content: its file and the way to it."""

    file: str
    keys: Keys


@dataclass
class Result:
    """What became of one payload: the tokens of texts that were refused, and for each format those held and not."""

    refused: set[str] = field(default_factory=set)
    held: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


class Bench:
    """A copy of the valid content whose texts are replaced, and the shape of the site with harmless ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._content = copy_valid(folder)
        self._trees = dict(self._read())
        self.places = [place for name in sorted(self._trees) for place in _places(name, self._trees[name][0])]
        self._shape: dict[str, object] = {}
        first = self.trial(HARMLESS)
        assert not first.refused, first.refused
        assert not first.failed, first.failed

    def _read(self) -> Iterator[tuple[str, tuple[Any, str]]]:
        for path in sorted(self._content.rglob("*")):
            if path.suffix in {".yml", ".md"}:
                text, body = path.read_text(encoding="utf-8"), ""
                if path.suffix == ".md":
                    _, text, body = text.split("---\n", 2)
                yield path.relative_to(self._content).as_posix(), (yaml.safe_load(text), body)

    def trial(self, payload: str) -> Result:
        """Put a payload into every free text that may hold it, write the site, and read all of it back."""
        result, texts = Result(), {place: f"{payload} q{number}q" for number, place in enumerate(self.places)}
        for turn in range(12):
            self._write({place: text for place, text in texts.items() if _token(text) not in result.refused})
            content, problems = check(self._content, DAY)
            wrong = [problem for problem in problems if problem.severity is Severity.ERROR]
            if not wrong:
                break
            result.refused |= {token for problem in wrong for token in self._tokens(problem, whole_file=turn > 3)}
        assert not wrong, f"{payload!r}: {wrong[0].message}"
        if len(result.refused) == len(texts):
            return result
        target = self._folder / "site"
        write_site(content, target, self._folder / "charts")
        wanted = {_token(text): text for text in texts.values() if _token(text) not in result.refused}
        for path in sorted(target.rglob("*")):
            if path.is_file():
                self._look(path, path.relative_to(target).as_posix(), payload, wanted, result)
                path.unlink()
        return result

    @staticmethod
    def _tokens(problem: Problem, *, whole_file: bool) -> set[str]:
        """The tokens of the texts that a problem speaks of: those of its line, or of its file if that has none."""
        text = problem.path.read_text(encoding="utf-8", errors="replace")
        here = text.split("\n")[problem.line - 1 : problem.line]
        found = set(_TOKEN.findall(here[0])) if here and not whole_file else set()
        return found or set(_TOKEN.findall(text))

    def _write(self, texts: dict[Place, str]) -> None:
        for name, (tree, body) in self._trees.items():
            changed = tree
            for place, text in texts.items():
                if place.file == name:
                    changed = _replaced(changed, place.keys, text)
            written = yaml.dump(changed, allow_unicode=True, sort_keys=False, width=10_000)
            whole = f"---\n{written}---\n{body}" if name.endswith(".md") else written
            (self._content / name).write_bytes(whole.encode("utf-8", "surrogatepass"))

    def _look(self, path: Path, name: str, payload: str, wanted: dict[str, str], result: Result) -> None:
        form = next((form for form in FORMATS if name.endswith(form)), None)
        if form is None:
            return
        try:
            shape, texts = FORMATS[form](path)
        except Exception as error:  # whatever a reader of the format has to say
            result.failed.append(f"{name}: {type(error).__name__}: {str(error)[:200]}")
            return
        if payload == HARMLESS:
            self._shape[name] = shape
        # A list of those with a code stands at an address made of its name; a list under letters has as
        # many as its names begin with.
        elif result.refused or _CHOICE.search(name) or b'class="alphabet"' in path.read_bytes():
            pass
        elif shape != self._shape[name]:
            result.failed.append(f"{name}: not only its texts differ")
        kind = form.lstrip(".")
        for text in (unquote(one) if one.startswith("mailto:") else one for one in texts):
            if _ADDRESS.fullmatch(text):
                continue  # made of a name, of which it keeps letters and digits only
            for token in set(_TOKEN.findall(text)) & wanted.keys():
                held = _plain(wanted[token]) in _plain(unescape(text) if text.startswith("<iframe") else text)
                # Lines of a picture end within long texts: there its words are looked at together, without spaces.
                if held or (form == ".svg" and _close(wanted[token]) in _close(texts[0])):
                    result.held[kind] += 1
                else:
                    result.failed.append(f"{name}: {token}: {text[:200]!r}")


def _places(file: str, tree: Any, keys: Keys = ()) -> Iterator[Place]:  # noqa: ANN401 - as YAML has it
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key not in _NOT_TRIED:
                yield from _places(file, value, (*keys, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _places(file, value, (*keys, number))
    elif isinstance(tree, str) and _FREE.match(tree):
        yield Place(file, keys)


def _replaced(tree: Any, keys: Keys, text: str) -> Any:  # noqa: ANN401 - as YAML has it
    if not keys:
        return text
    if isinstance(tree, list):
        return [_replaced(item, keys[1:], text) if number == keys[0] else item for number, item in enumerate(tree)]
    return {key: _replaced(item, keys[1:], text) if key == keys[0] else item for key, item in tree.items()}


def _token(text: str) -> str:
    return text.rpartition(" ")[2]


def _plain(text: str) -> str:
    """A text without what typography may change: kinds of spaces, a capital at its beginning, compositions."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().casefold()


def _close(text: str) -> str:
    return _plain(text).replace(" ", "")


_DRAWN = frozenset({"g", "path", "line", "circle", "rect", "polyline", "text", "tspan"})


class _Page(HTMLParser):
    """The elements and attributes of a page, and every text and value in it."""

    def __init__(self) -> None:
        super().__init__()
        self.shape: list[object] = []
        self.texts: list[str] = []
        self._script = self._line = self._first = self._drawing = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            self._drawing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A drawing has as many marks and words as there is room for; all that it says stands beside it in an attribute.
        if self._drawing and tag in _DRAWN:
            return
        self._drawing = tag == "svg"
        self._line = tag == "tspan"  # a long name in a chart stands over several lines, parted at its spaces
        if self._line:
            self._first = (dict(attrs).get("dy") or "").startswith("-")
            return
        self.shape.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.texts += [value or "" for _, value in attrs]
        self._script = tag == "script"

    def handle_data(self, data: str) -> None:
        if self._drawing:
            return
        if self._line and not self._first and data:
            self.texts[-1] += f" {data}"
        elif not self._script:
            self.texts.append(data)
        self._first = self._line = False


def _html(path: Path) -> tuple[object, list[str]]:
    page = _Page()
    text = path.read_text(encoding="utf-8")
    page.feed(text)
    page.close()
    return page.shape, [*page.texts, *_linked(text)]


def _linked(text: str) -> Iterator[str]:
    for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
        yield from _strings(json.loads(found))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from (key, *_strings(item))
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _json_shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _json_shape(item) for key, item in value.items()}
    return [_json_shape(item) for item in value] if isinstance(value, list) else type(value).__name__


def _json(path: Path) -> tuple[object, list[str]]:
    value = json.loads(path.read_text(encoding="utf-8"))
    return _json_shape(value), list(_strings(value))


def _office_csv(path: Path) -> tuple[object, list[str]]:
    return _csv(path, "," if path.name.endswith(".en.office.csv") else ";")


def _csv(path: Path, delimiter: str = ",") -> tuple[object, list[str]]:
    text = io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")
    rows = list(csv.reader(text, delimiter=delimiter, strict=True))
    risky = [cell for row in rows for cell in row if cell[:1] in {"=", "+", "@", "\t", "\r"} or cell.startswith("-A")]
    # The sign that keeps a spreadsheet from computing isn't part of the text.
    return [len(row) for row in rows] + risky, [cell.removeprefix("'") for row in rows for cell in row]


def _xlsx(path: Path) -> tuple[object, list[str]]:
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts = [str(cell.value) for cell in cells if cell.data_type == "s"]
    return [(cell.coordinate, cell.data_type, bool(cell.hyperlink)) for cell in cells], [*texts, *book.sheetnames]


def _xml(path: Path) -> tuple[list[tuple[str, tuple[str, ...]]], list[str]]:
    elements = list(ET.fromstring(path.read_bytes()).iter())  # noqa: S314 - made by ourselves
    shape = [(element.tag, tuple(sorted(element.attrib))) for element in elements]
    return shape, [text for element in elements for text in (element.text or "", *element.attrib.values())]


def _svg(path: Path) -> tuple[object, list[str]]:
    """Long texts are broken into lines: the picture is compared as one text, and by the kinds of its elements."""
    shape, texts = _xml(path)
    parts = [element.text or "" for element in ET.fromstring(path.read_bytes()).iter()]  # noqa: S314 - ours
    lines = ("dy", "x")  # a long name stands over several lines of one text
    return sorted({one for one in shape if tuple(sorted(one[1])) != lines}), ["".join(parts), " ".join(parts), *texts]


def _atom(path: Path) -> tuple[object, list[str]]:
    feed = feedparser.parse(path.read_bytes(), sanitize_html=False)
    shape, texts = _xml(path)
    assert not feed.bozo, feed.bozo_exception
    return (shape, len(feed.entries)), texts


def _ics(path: Path) -> tuple[object, list[str]]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    parts = list(calendar.walk())
    texts = [str(value) for part in parts for _, value in part.property_items(recursive=False)]
    return [(part.name, sorted(part.keys())) for part in parts], texts


_FROM_TEX = (
    (r"\textasciitilde{}", "~"), (r"\textasciicircum{}", "^"),
    (r"\{", "{"), (r"\}", "}"), (r"\$", "$"), (r"\&", "&"), (r"\#", "#"), (r"\%", "%"), (r"\_", "_"),
    (r"\textbackslash{}", "\\"),
)  # fmt: skip


def _bib(path: Path) -> tuple[object, list[str]]:
    library = parse_string(path.read_text(encoding="utf-8"))
    assert not library.failed_blocks, library.failed_blocks
    texts = [str(field.value) for entry in library.entries for field in entry.fields]
    for tex, sign in _FROM_TEX:
        texts = [text.replace(tex, sign) for text in texts]
    return [[field.key for field in entry.fields] for entry in library.entries], texts


def _graph(path: Path) -> tuple[object, list[str]]:
    graph = Graph().parse(path)
    return len(graph), [str(node) for triple in graph for node in triple if isinstance(node, Literal)]


# By the end of a file's name, the longer ends first: how it is read back.
FORMATS: dict[str, Callable[[Path], tuple[object, list[str]]]] = {
    ".csl.json": _json, ".jsonld": _json, ".json": _json, ".html": _html,
    ".office.csv": _office_csv, ".csv": _csv, ".xlsx": _xlsx, ".svg": _svg,
    ".atom": _atom, ".xml": _xml, ".ics": _ics, ".bib": _bib, ".ttl": _graph,
}  # fmt: skip
