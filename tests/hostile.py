"""Hostile Markdown: a grammar of links, pictures and definitions around addresses that no page may hold.

The grammar asks a chooser for every choice, so that Hypothesis and a random generator can both walk it. What a page
holds in the end is judged by the HTML standard's own algorithm (html5rdf), not by anything of the generator's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5rdf

from factsite.checking import prose
from factsite.checking.languages import languages_agree
from factsite.content import Content
from factsite.problems import Problem
from factsite.publishing.harmless import Judge
from factsite.reading.content import read_content
from factsite.rendering.pages import PageRenderer
from factsite.rendering.prose import Body
from factsite.rendering.site import Site
from factsite.rendering.view import View
from projects import DAY, language

Choose = Callable[[Sequence[str]], str]
BASE = "https://migration-facts.example/sub/path/"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)

ALIVE = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#115;cript:alert(1)",
    "java&amp;#115;cript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "java&Tab;script:alert(1)",
    "&NewLine;javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "javascript\\:alert(1)",
    "java\\script:alert(1)",
    "java`script`:alert(1)",
    "java*script*:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "javascript:alert&lpar;1&rpar;",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,%3Csvg onload=alert(1)%3E",
    "vbscript:msgbox(1)",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "blob:https://example.org/x",
    "file:///etc/passwd",
    "//evil.example/x.png",
    "/\\evil.example/x.png",
    "\\\\evil.example/x.png",
    "\\/\\/evil.example/x.png",
    "&sol;&sol;evil.example/x.png",
    "/\t/evil.example/x.png",
    "https:evil.example",
    "https:/\\evil.example",
    "https://user:word@evil.example/",
    "https://www.example.org/x.png",
    "../../../../../x",
    "..%2f..%2f..%2f..%2fx",
    'https://example.org/{{ value("applicants", "2022") }}',
    '{{ verbatim("javascript:alert(1)", reason="x") }}',
    '" onmouseover="alert(1)',
    'x" onerror="alert(1)',
    "' onclick='alert(1)",
)
PLAIN = (
    "https://www.example.org/x",
    "https://www.example.org/a_(b)?c=d&e=f#g",
    "HTTP://www.example.org/",
    "mailto:name@example.org",
    "../figures/applicants.md",
    "procedure.md#in-short",
    "#in-short",
    "../../assets/picture.png",
    "",
)
WORDS = (
    "a",
    "a [b] c",
    "a [b [c]] d",
    "a\\]b",
    "a\\[b",
    "`]`",
    "`[`",
    "`](`",
    "*a* **b**",
    "&#93;",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\"a\" 'b'",
    "<b>",
    "![a](b.png)",
    "![a](../../assets/picture.png)",
    "[a](https://www.example.org/x)",
    "",
    "]",
    "[",
    "a\nb",
    '{{ value("applicants", "2022") }}',
    '{{ verbatim("<img src=x onerror=alert(1)>", reason="x") }}',
    '{{ term("subsidiary-protection", "](javascript:alert(1))") }}',
)
# W: words, A: an address, R: a name for a definition.
FORMS = (
    "[W](A)",
    "[W](<A>)",
    "[W](< A >)",
    "[W]( A )",
    '[W](A "title")',
    "[W](A 'ti)t\"le')",
    '[W](A "A")',
    "[W](<A> 'A')",
    "[W]\n(A)",
    "[W] (A)",
    "![W](A)",
    '![W](<A> "W")',
    "[![W](A)](A)",
    "![[W](A)](A)",
    "[[W](A)](A)",
    "[W [W](A) W](A)",
    "<A>",
    "<A> [W](A)",
    "[W][R]\n\n[R]: A",
    "[W][R]\n\n[R]: <A>",
    "[W][R]\n\n[R]:\n   A",
    '[W][R]\n\n[R]: A "title"',
    "[W][R]\n\n[R]: A\n  'title'",
    "[R][]\n\n> [R]: A",
    "[R]\n\n- [R]: A",
    "[R]\n\n1. > - [R]: A",
    "![W][R]\n\n[R]: A",
    "![R]\n\n> [R]: A",
    "[W] [R]\n\n   [R]: A",
    "a [][] b\n\n[]: A",
    "**[W](A)**",
    "`[W](A)`",
    "*[W*](A)",
    "[W](A)[W](A)",
    "\\[W](A)",
    "[W](A",
    "[W]((A))",
    "[W]: A\n\n[W]",
    "W",
    "W\n===",
    '<a href="A">W</a>',
    "<img src=A onerror=alert(1)",
    "<!-- [W](A)",
    "```\n[W](A)\n```",
    "``` { onclick=alert(1) .W}\nA\n```",
)
PLACES = (
    "{}",
    "> {}",
    "- {}",
    "1. {}",
    "> - > {}",
    "    {}",
    "## {}",
    "| A | B |\n|:--|---|\n| {} | b |",
    "| {} | B |\n|---|--:|\n| a | b |",
    "*a {} b*",
    "a  \n{}",
    "[TOC]\n\n## A\n\n{}",
)


def body(choose: Choose, pieces: int) -> str:
    """Make a text of some pieces."""
    return "\n\n".join(_piece(choose) for _ in range(pieces))


def _piece(choose: Choose) -> str:
    form, place = choose(FORMS), choose(PLACES)
    name = choose(("r", "a b", "R"))
    # Of the addresses one in two is alive: a text is refused for one, and those that pass are what is looked at.
    parts = {"W": lambda: choose(WORDS), "A": lambda: choose(choose_from(choose)), "R": lambda: name}
    made = "".join(parts[sign]() if sign in parts else sign for sign in form)
    first, *rest = place.format("\0").split("\n")
    lines = made.split("\n")
    prefix = first.partition("\0")[0] if first.strip(" >-1.\0") == "" else ""
    text = f"\n{prefix}".join(lines)
    return "\n".join([first, *rest]).replace("\0", text)


def choose_from(choose: Choose) -> Sequence[str]:
    """Choose a set of addresses."""
    return ALIVE if choose(("alive", "plain")) == "alive" else PLAIN


class Trial:
    """One page whose text is replaced again and again, checked and rendered as a build would."""

    def __init__(self, root: Path) -> None:
        (root / "assets").mkdir(exist_ok=True)
        (root / "assets" / "picture.png").write_bytes(PNG)
        self._content: Content = read_content(root)[0]
        self._site = Site(self._content, DAY, BASE)
        self._entry = self._content.entries["explained/procedure"]
        self._judge = Judge()

    def problems(self, text: str) -> list[Problem]:
        """What the check says of a text in English."""
        translation = self._entry.translations["en"]
        translation.file.body = text
        translation.passages = []
        rules = (prose.markdown_is_safe, prose.addresses_lead_somewhere, prose.references_resolve, languages_agree)
        found = [problem for rule in rules for problem in rule(self._content)]
        return [problem for problem in found if problem.rule != "languages-differ"]

    def faults(self) -> Iterator[str]:
        """What lives in the page of the last text, as the HTML standard reads it."""
        address = self._site.addresses.of(self._entry.path, "en")
        view = View(self._site, "en", self._entry, address)
        made = Body(self._entry, self._content, language("en"), view, self._site.environment).html()
        yield from living(str(made), urljoin(BASE, address))

    def document(self) -> str:
        """The whole page of the last text, past its last judge."""
        document = PageRenderer(self._site, "en", self._entry).document()
        self._judge.judge(f"{self._site.addresses.of(self._entry.path, 'en')}index.html", document)
        return document


_ELEMENTS = frozenset(
    (
        *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img", "div", "data"),
        *("table", "thead", "tbody", "tr", "th", "td", "h2", "h3", "h4", "h5", "h6", "sup", "button", "dfn", "cite"),
        *("span", "time"),
    )
)
_FETCHING = frozenset(
    ("href", "src", "srcset", "action", "formaction", "data", "poster", "ping", "background", "xlink:href")
)


def living(fragment: str, page: str) -> Iterator[str]:
    """Find what lives in a fragment of HTML: elements, attributes and addresses that no text may have."""
    tree: Any = html5rdf.parseFragment(fragment, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        tag = str(element.tag)
        if tag not in _ELEMENTS:
            yield f"<{tag}>"
        for name, value in element.attrib.items():
            if str(name).startswith("on") or name in {"srcdoc", "formaction", "is", "target"}:
                yield f"{name}={value}"
            if name == "style":
                yield f"{name}={value}"
            if any("\ue000" <= sign <= "\uf8ff" for sign in value):
                yield f"a mark in {name}"
            if name in _FETCHING and (why := _leads(tag, str(name), value, page)):
                yield f"{tag} {name}={value!r}: {why}"


def _leads(tag: str, name: str, value: str, page: str) -> str:
    """Where a browser would go (https://url.spec.whatwg.org: it trims, drops tabs, turns backslashes)."""
    seen = value.strip("".join(map(chr, range(33)))).translate({9: None, 10: None, 13: None})
    if (tag, name) not in {("a", "href"), ("img", "src")}:
        return "no address may stand here"
    target = urljoin(page, seen if ":" in seen.split("/")[0] else seen.replace("\\", "/"))
    parts = urlsplit(target.replace("\\", "/"))
    if parts.scheme not in {"http", "https", "mailto"}:
        return f"the scheme “{parts.scheme}”"
    if target.startswith(BASE):
        return ""
    if parts.netloc == urlsplit(BASE).netloc or tag == "img":
        return "it leads out of the site"
    return "" if parts.scheme == "mailto" or ("." in parts.netloc and "@" not in parts.netloc) else "no host"
