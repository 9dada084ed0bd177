"""Rules on the files in content/assets, which are published as they are: nothing in them runs or asks other sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from factsite.bounded import TooLargeError, read_bytes
from factsite.content import Content
from factsite.documents.pictures import is_picture, judge_picture
from factsite.problems import Problem, RuleError, refusal
from factsite.telling import Told, told

# No picture that a person put there is larger; it would be read whole.
MAX_PICTURE = 30_000_000
# The first bytes of each kind, from its own standard: a file is what its name says.
_STARTS: dict[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".avif": (b"\x00\x00\x00",),
    ".pdf": (b"%PDF-",),
    ".xlsx": (b"PK\x03\x04",),
    ".ods": (b"PK\x03\x04",),
}
_PLAIN = frozenset({".csv", ".txt", ".svg"})
# The generator's own files stand in the same folder of the site.
_OWN = frozenset(
    {
        *("icon.svg", "site.css", "dark.css", "explorer.css", "factsite-sans.woff2", "factsite-sans-more.woff2"),
        *("choose.js", "embed.js", "embed-height.js", "explorer.js", "figure.js", "finding.js", "list.js", "search.js"),
    }
)
_OWN_FOLDERS = ("stylesheets/", "javascripts/")

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_DRAWN = (
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath "
    "linearGradient radialGradient stop clipPath mask pattern marker switch style"
)
_ELEMENTS = frozenset(_DRAWN.split())
_OWN_PART = re.compile(r"#[\w.-]+")
# In a style: addresses but those of parts of the drawing itself, and what could spell one otherwise.
_STYLE = re.compile(r"@|\\|expression|behaviou?r|-moz-binding|image-set|src\s*:|url\((?!\s*[\"']?#)", re.IGNORECASE)


def assets_are_harmless(content: Content) -> Iterator[Problem]:
    """Only pictures, drawings, tables and documents; drawings without script and addresses."""
    for name in sorted(content.assets):
        path = content.root / "assets" / name
        try:
            _judge(name, path)
        except RuleError as error:
            yield Problem(path, 1, 1, error.rule, error.message, error.remedy)
        except OSError as error:
            yield Problem(
                path,
                1,
                1,
                "asset",
                told("the file can't be read ({reason})", reason=refusal(error)),
                told("Look at its rights."),
            )


def _judge(name: str, path: Path) -> None:
    """Hold a file against the rules.

    Raises:
        RuleError: it may not be published.
    """
    ending = path.suffix
    if name in _OWN or name.startswith(_OWN_FOLDERS):
        raise RuleError(
            "asset", told("“{name}” is a file of the generator's own", name=name), told("Give it another name.")
        )
    if ending not in _STARTS and ending not in _PLAIN:
        remedy = told("Allowed: {listed}.", listed=", ".join(sorted({*_STARTS, *_PLAIN})))
        raise RuleError("asset", told("files that end in “{ending}” aren't published", ending=ending), remedy)
    with path.open("rb") as file:
        start = file.read(32)
    if ending in _STARTS and not start.startswith(_STARTS[ending]):
        raise RuleError(
            "asset", told("the file isn't what “{ending}” says", ending=ending), told("Save it again in that format.")
        )
    if is_picture(name):
        try:
            data = read_bytes(path, MAX_PICTURE)
        except TooLargeError as error:
            what = told("the picture has more than {limit} bytes", limit=MAX_PICTURE)
            raise RuleError("asset", what, told("Save it smaller.")) from error
        if ending == ".svg":
            _judge_drawing(data)
        judge_picture(name, data)


def _judge_drawing(data: bytes) -> None:
    try:
        data.decode("utf-8")
        _parser().Parse(data, True)
    except UnicodeDecodeError as error:
        raise RuleError("asset", told("the drawing isn't UTF-8"), told("Save it as plain SVG.")) from error
    except expat.ExpatError as error:
        raise RuleError(
            "asset", told("the drawing is no XML ({error})", error=str(error)), told("Save it as plain SVG.")
        ) from error


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    styles: list[bool] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if space != _SVG or local not in _ELEMENTS:
            raise _drawing(told("the element “{local}”", local=local))
        for key, value in attributes.items():
            _judge_attribute(key, value)
        styles.append(local == "style")

    def text(value: str) -> None:
        if styles and styles[-1] and (found := _STYLE.search(value)):
            raise _drawing(told("“{found}” in its style", found=found[0]))

    def refuse(*_: object) -> None:
        raise _drawing(told("a document type, an entity or an instruction"))

    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    parser.EndElementHandler = lambda _: styles.pop() and None
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ProcessingInstructionHandler = refuse
    parser.buffer_text = True
    return parser


def _judge_attribute(key: str, value: str) -> None:
    space, _, name = key.rpartition(" ")
    if name.lower().startswith("on"):
        raise _drawing(told("the attribute “{name}”", name=name))
    if name.lower() in {"href", "src", "base"} or space == _XLINK:
        if not _OWN_PART.fullmatch(value) and not (space == _XLINK and name in {"type", "show", "actuate"}):
            raise _drawing(told("the address “{value}”", value=value[:100]))
    elif (found := _STYLE.search(value)) and name not in {"id", "class", "aria-label", "d"}:
        raise _drawing(told("“{found}” in “{name}”", found=found[0], name=name))


def _drawing(what: Told) -> RuleError:
    remedy = told("Save it as plain SVG, without scripts, links and pictures from elsewhere, or as .png.")
    return RuleError("asset", told("{what} may not stand in a drawing", what=what), remedy)
