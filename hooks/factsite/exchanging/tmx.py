"""TMX 1.4b: how the site’s texts were translated, for the memory of a translator’s program; each text once.

(LISA OSCAR, TMX 1.4b Specification, 2005.)
"""

from __future__ import annotations

from collections.abc import Iterable

from factsite.exchanging.codes import Half, InlineCode, Numbered, numbered
from factsite.exchanging.offering import Offered
from factsite.exchanging.xml import HEAD, escaped, tag
from factsite.translating.status import Freshness


def written(by_language: Iterable[Iterable[Offered]], default: str) -> str:
    """The memory of all texts that are current: a unit for each text with what it is in each language.

    Args:
        by_language: the texts of each language.
        default: the first language of the site.
    """
    found: dict[str, dict[str, str]] = {}
    for texts in by_language:
        for one in texts:
            if one.target is not None and one.state is Freshness.CURRENT:
                found.setdefault(one.id, {one.source_language: one.source})[one.language] = one.target
    seen: set[tuple[tuple[str, str], ...]] = set()
    units = []
    for name, in_languages in found.items():
        key = tuple(in_languages.items())
        if key not in seen:
            seen.add(key)
            units.append(_unit(name, in_languages))
    header = {
        "creationtool": "factsite",
        "creationtoolversion": "1",
        "segtype": "block",
        "o-tmf": "factsite",
        "adminlang": "en",
        "srclang": default if all(default in one for one in found.values()) else "*all*",
        "datatype": "x-factsite",
    }
    body = tag("body", {}, "\n" + "".join(f"{unit}\n" for unit in units))
    return HEAD + tag("tmx", {"version": "1.4"}, f"\n{tag('header', header)}\n{body}\n") + "\n"


def _unit(name: str, in_languages: dict[str, str]) -> str:
    (first, source), *others = in_languages.items()
    parts = [_variant(first, numbered(source, None)[0])]
    parts += [_variant(code, numbered(source, text)[1]) for code, text in others]
    return tag("tu", {"tuid": name, "srclang": first}, "\n" + "\n".join(parts) + "\n")


def _variant(code: str, parts: list[Numbered]) -> str:
    inner = "".join(
        escaped(part.piece) if isinstance(part.piece, str) else _code(part.piece, part.number) for part in parts
    )
    return tag("tuv", {"xml:lang": code}, tag("seg", {}, inner))


def _code(code: InlineCode, number: int) -> str:
    name = {Half.ALONE: "ph", Half.OPEN: "bpt", Half.CLOSE: "ept"}[code.form]
    key = "x" if code.form is not Half.CLOSE else "i"
    attributes = {"i": str(number)} if code.form is not Half.ALONE else {}
    attributes |= {"x": str(number), "type": str(code.sort)} if key == "x" else {}
    return tag(name, attributes, escaped(code.native))
