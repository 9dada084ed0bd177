"""The term base for other programs: TBX, as of 2019 (version 3) or as of 2008 (version 2), which most programs read.

Version 3 is ISO 30042:2019 in the dialect TBX-Basic, its data categories as elements (DCT); version 2 is the TBX-Basic
of ISO 30042:2008, its data categories as attributes. Both hold the same: of each term its themes, its sources, its
definition and page in each language, and each word with its administrative status.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent, register_namespace, tostring

from factsite.records.termbase import AgreedWords
from factsite.rendering.prose import glossary_term
from factsite.rendering.site import Site

VERSIONS = ("3", "2")
_CORE = "urn:iso:std:iso:30042:ed-2"
_MIN = "http://www.tbxinfo.net/ns/min"
_BASIC = "http://www.tbxinfo.net/ns/basic"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_PAGE = "glossary"


@dataclass(frozen=True)
class _Dialect:
    """What the two versions call the same things."""

    root: str
    header: str
    entry: str
    section: str
    term: str
    core: str

    def named(self, name: str) -> str:
        """An element of the core."""
        return f"{{{self.core}}}{name}" if self.core else name

    def category(self, parent: Element, carrier: str, module: str, name: str, text: str) -> Element:
        """A data category: an element of its own, or one that carries its name."""
        made = (
            SubElement(parent, f"{{{module}}}{name}")
            if self.core
            else SubElement(parent, self.named(carrier), {"type": name})
        )
        made.text = text
        return made


_DIALECTS = {
    "3": _Dialect("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec", _CORE),
    "2": _Dialect("martif", "martifHeader", "termEntry", "langSet", "tig", ""),
}


def tbx(site: Site, version: str = "3") -> str:
    """The term base as a TBX file: the same bytes for the same content.

    Args:
        site: the site: its content, and the addresses of its pages.
        version: of the format, one of ``VERSIONS``.
    """
    for prefix, module in (("", _CORE), ("min", _MIN), ("basic", _BASIC)):
        register_namespace(prefix, module)
    dialect, default = _DIALECTS[version], site.content.languages.default
    kinds = {"type": "TBX-Basic", "style": "dct"} if version == "3" else {"type": "TBX"}
    root = Element(dialect.named(dialect.root), {**kinds, f"{_XML}lang": default})
    described = SubElement(SubElement(root, dialect.named(dialect.header)), dialect.named("fileDesc"))
    origin = SubElement(SubElement(described, dialect.named("sourceDesc")), dialect.named("p"))
    origin.text = site.base
    body = SubElement(SubElement(root, dialect.named("text")), dialect.named("body"))
    for term in site.content.glossary.facts:
        _explained(site, dialect, body, term)
    for term, words in site.content.agreed.root.items():
        entry = SubElement(body, dialect.named(dialect.entry), {"id": f"agreed-{term}"})
        for code in site.content.languages:
            if code in words:
                section = SubElement(entry, dialect.named(dialect.section), {f"{_XML}lang": code})
                _terms(dialect, section, words[code])
    indent(ElementTree(root))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _explained(site: Site, dialect: _Dialect, body: Element, term: str) -> None:
    """A term of the glossary."""
    content, page = site.content, site.content.entries.get(_PAGE)
    entry = SubElement(body, dialect.named(dialect.entry), {"id": term})
    default = content.languages.default
    themes = [content.labels_in(default).themes.get(theme, theme) for theme in content.glossary.facts[term].themes]
    if themes:
        dialect.category(entry, "descrip", _MIN, "subjectField", "; ".join(themes))
    for code in content.languages:
        if term not in content.glossary.words.get(code, {}):
            continue
        words = content.glossary.words[code][term]
        section = SubElement(entry, dialect.named(dialect.section), {f"{_XML}lang": code})
        group = SubElement(section, dialect.named("descripGrp"))
        shown = glossary_term(term, page, content, site.speaker(code)).definition if page else words.definition
        dialect.category(group, "descrip", _BASIC, "definition", " ".join(str(shown).split()))
        for source in _sources(site, term, code):
            dialect.category(group, "admin", _BASIC, "source", source)
        if page and page.translations:
            address = f"{site.base}{site.addresses.of(_PAGE, code)}#{words.slug}"
            dialect.category(section, "xref", _MIN, "externalCrossReference", words.term).set("target", address)
        _terms(dialect, section, words)


def _sources(site: Site, term: str, code: str) -> Iterator[str]:
    """The titles of the sources of a term, each once."""
    cited = dict.fromkeys(citation.source for citation in site.content.glossary.facts[term].sources)
    yield from (site.content.sources[name].title_for(code).text for name in cited if name in site.content.sources)


def _terms(dialect: _Dialect, section: Element, words: AgreedWords) -> None:
    """Every word for a term, with its status; one that is right elsewhere says so."""
    statuses: list[tuple[str, str, str | None]] = [(words.term, "preferredTerm-admn-sts", None)]
    statuses += [(one, "admittedTerm-admn-sts", None) for one in words.also]
    statuses += [(one.word, "deprecatedTerm-admn-sts", one.instead or words.term) for one in words.deprecated]
    for word, status, instead in statuses:
        one = SubElement(section, dialect.named(dialect.term))
        SubElement(one, dialect.named("term")).text = word
        dialect.category(one, "termNote", _MIN, "administrativeStatus", status)
        if instead:
            SubElement(one, dialect.named("note")).text = f"→ {instead}"
