"""Where a text names a record: in references, and in links to its file. The same word in a sentence is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import join, normpath
from urllib.parse import unquote

import yaml

from factsite.prose.parsing import Parsed, parse
from factsite.prose.references import Reference, named_ids, references
from factsite.renaming.things import Thing

Span = tuple[int, int]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TARGET = re.compile(
    r"(?:\]\(\s*<?|^[ ]{0,3}\[[^\]\n]+\]:\s*<?)(?P<way>[^\s()<>#?\"']+\.md)(?=[\s)>#?]|$)", re.MULTILINE
)
_PROBE = "factsite-probe.md"
# Up to a full stop with a space behind it; what stands in a reference is part of its sentence.
_SENTENCE = re.compile(r"(?:\{\{.*?\}\}|[^.!?]|[.!?](?!\s|$))+(?:[.!?]|$)")

# The source of the sentence before stands behind its full stop.
_CITED = re.compile(r"^(?:\{\{\s*cite\([^}]*\}\}\s*)+(?=\S|$)")


def in_references(text: str, thing: Thing) -> Iterator[Span]:
    """Where the references of a text hold the identifier of a thing."""
    if thing.id not in text:
        return
    for reference in references(text):
        if isinstance(reference, Reference):
            for named in named_ids(text, reference):
                if (named.kind, named.id) == (thing.kind, thing.id):
                    yield named.start, named.end


def in_links(text: str, folder: str, thing: Thing) -> Iterator[Span]:
    """Where the links of a text lead to the file of a record, at its name without the suffix.

    Args:
        text: the body of a page, or a section of it.
        folder: that of the page within its language: ``figures``; empty for pages at the top.
        thing: what they lead to.
    """
    if not thing.is_record or f"{thing.id}.md" not in text:
        return
    wanted = f"L/{thing.path}.md"
    for found in _TARGET.finditer(text):
        start, end = found.span("way")
        leads = normpath(join("L", folder, unquote(found["way"]))) == wanted and found["way"].endswith(f"{thing.id}.md")
        if leads and _is_link(text, start, end):
            yield end - len(f"{thing.id}.md"), end - len(".md")


def exchanged(text: str, span: Span, thing: Thing, other: Thing) -> tuple[int, int, str] | None:
    """What is to stand where a text names a thing, so that it names another; None where it can name none of its kind.

    Args:
        text: of the whole file.
        span: where the identifier stands.
        thing: what is named.
        other: what is to be named in its place.
    """
    start, end = span
    if thing.kind == other.kind:
        return start, end, other.id
    before = f"{thing.kind}/"
    return (start - len(before), end, other.path) if text[:start].endswith(before) else None


def sentence(text: str, offset: int) -> str:
    """The sentence of a text in which a place lies, as it is written there; the line where it is none."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    before = ""
    for part in _SENTENCE.finditer(line):
        own = part[0].strip()
        cited = _CITED.match(own)
        if part.start() <= offset - start < part.end():
            from_here = offset - start - part.start() - (len(part[0]) - len(part[0].lstrip()))
            if before and cited and from_here < cited.end():
                return f"{before} {cited[0].strip()}"
            return own[cited.end() :] if cited else own
        before = own[cited.end() :] if cited else own
    return line.strip()


def _is_link(text: str, start: int, end: int) -> bool:
    """Whether Markdown takes a place for the address of a link: what is shown as code only looks like one."""
    before, after = parse(text), parse(text[:start] + _PROBE + text[end:])
    return _addresses(before) != _addresses(after) or before.html == after.html


def _addresses(parsed: Parsed) -> list[str]:
    return [address.text for address in parsed.addresses]


def in_fields(text: str, thing: Thing) -> Iterator[Span]:
    """Where the references in the texts of a YAML hold the identifier of a thing; comments are left alone."""
    if thing.id not in text:
        return
    root = yaml.compose(text, Loader=_LOADER)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for node in _scalars(root):
        if "{{" in node.value and thing.id in node.value:
            first = starts[node.start_mark.line] + node.start_mark.column
            last = starts[node.end_mark.line] + node.end_mark.column if node.end_mark.line < len(starts) else len(text)
            piece, places = _unescaped(text[first:last], str(node.style or ""))
            for start, end in in_references(piece, thing):
                yield first + places[start], first + places[end]


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from (*_scalars(key), *_scalars(value))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _scalars(value)


def _unescaped(piece: str, style: str) -> tuple[str, list[int]]:
    """The piece of a file that is a scalar, with its quotes as they are meant, and the place of each sign in it."""
    escape = {'"': r"\\.", "'": "''"}.get(style)
    signs, places, position = [], [], 0
    for found in re.finditer(escape, piece, re.DOTALL) if escape else ():
        signs += [*piece[position : found.start()], found[0][-1]]
        places += [*range(position, found.start()), found.start()]
        position = found.end()
    return "".join([*signs, piece[position:]]), [*places, *range(position, len(piece) + 1)]
