"""References in prose, such as ``{{ value("2022") }}``: a small fixed language, parsed and never executed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from factsite.problems import RuleError, did_you_mean
from factsite.records.common import LOCATORS
from factsite.telling import told

# A mark that Markdown leaves alone, put in the place of a reference while Markdown runs. Content can't hold one:
# private-use characters never come from an editor's keyboard, and the reader is told if they do.
MARK = re.compile("\ue000(\\d+)\ue001")
_PRIVATE = dict.fromkeys(range(0xE000, 0xE004))
_CALL = re.compile(r"\s*([a-z_]+)\s*\((.*)\)\s*", re.DOTALL)
_NO_BREAK = re.compile(r"[^\n]")
_ARGUMENT = re.compile(r"""\s*(?:([a-z][a-z_-]*)\s*=\s*)?(?:"([^"]*)"|'([^']*)')\s*(,|$)""")
# Quotation marks that programs put in for straight ones, with the spaces that French puts within them.
_TYPOGRAPHIC = re.compile("[“”„‟‘’‚»][ \u00a0\u202f]?|«[ \u00a0\u202f]?|[ \u00a0\u202f]»")


@dataclass(frozen=True)
class Form:
    """What a function of the language takes; ``names`` None means the dimensions of the figure as well."""

    least: int
    most: int
    names: frozenset[str] | None
    example: str


FORMS: dict[str, Form] = {
    "value": Form(1, 2, None, '{{ value("2022") }}'),
    "change": Form(2, 3, None, '{{ change("2021", "2022") }}'),
    "date": Form(1, 2, frozenset(), '{{ date("in-force") }}'),
    "link": Form(1, 2, frozenset(), '{{ link("decisions/cs-244190") }}'),
    "term": Form(1, 2, frozenset(), '{{ term("subsidiary-protection") }}'),
    "cite": Form(1, 1, frozenset(LOCATORS), '{{ cite("gcm-plan-2022", section="3.2.3") }}'),
    "verbatim": Form(1, 1, frozenset({"reason"}), '{{ verbatim("65 days", reason="quotation") }}'),
}


@dataclass(frozen=True)
class Reference:
    """One reference: its function, its arguments, and where it stands in the text (offsets)."""

    name: str
    arguments: tuple[str, ...]
    named: dict[str, str] = field(hash=False)
    start: int
    end: int

    @property
    def meaning(self) -> tuple[str, ...]:
        """What must be the same in every language: all but the words shown."""
        # The form of a change (a sign, a noun, a verb) follows the sentence, and that is another in each language.
        if self.name == "change":
            codes = {key: value for key, value in self.named.items() if key != "form"}
            return (self.name, *self.arguments, *(f"{key}={value}" for key, value in sorted(codes.items())))
        if self.name in {"link", "term"}:
            return (self.name, self.arguments[0])
        if self.name == "verbatim":
            return (self.name, *re.findall(r"\d+", self.arguments[0]))
        return (self.name, *self.arguments, *(f"{key}={value}" for key, value in sorted(self.named.items())))


@dataclass(frozen=True)
class Broken:
    """Text between double braces that is no reference, and why."""

    error: RuleError
    start: int
    end: int


def references(text: str) -> Iterator[Reference | Broken]:
    """Find every reference in a text, well formed or not, in order."""
    position = 0
    while (start := text.find("{{", position)) >= 0:
        end = text.find("}}", start + 2)
        if end < 0:
            yield Broken(
                RuleError("reference", told("“{{” is never closed"), told("Close the reference with “}}”.")),
                start,
                start + 2,
            )
            return
        position = end + 2
        try:
            yield _parse(text[start + 2 : end], start, position)
        except RuleError as error:
            yield Broken(error, start, position)


def _parse(inner: str, start: int, end: int) -> Reference:
    call = _CALL.fullmatch(inner)
    if call is None:
        example = FORMS["value"].example
        raise RuleError(
            "reference",
            told("“{inner}” is no reference", inner=inner.strip()),
            told("Write a function and its arguments, such as {example}.", example=example),
        )
    name = call[1]
    if name not in FORMS:
        raise RuleError("reference", told("there is no function “{name}”", name=name), did_you_mean(name, FORMS))
    form = FORMS[name]
    arguments, named = _arguments(call[2], form)
    if not form.least <= len(arguments) <= form.most:
        count = (
            str(form.least) if form.least == form.most else told("{least} to {most}", least=form.least, most=form.most)
        )
        raise RuleError(
            "reference",
            told("“{name}” takes {count} arguments, not {number}", name=name, count=count, number=len(arguments)),
            told("For example {example}.", example=form.example),
        )
    unknown = set(named) - form.names if form.names is not None else set()
    if unknown:
        word = sorted(unknown)[0]
        raise RuleError(
            "reference", told("“{name}” takes no “{word}”", name=name, word=word), did_you_mean(word, form.names or ())
        )
    if name == "verbatim" and not named.get("reason"):
        raise RuleError(
            "reference", told("“verbatim” needs a reason"), told("For example {example}.", example=form.example)
        )
    return Reference(name, arguments, named, start, end)


def _typographic(text: str, form: Form) -> RuleError:
    """The error of a reference with the quotation marks of a sentence, as word processors put them in."""
    name = form.example.removeprefix("{{ ").partition("(")[0]
    own = f"{{{{ {name}({_TYPOGRAPHIC.sub(chr(34), text).strip()}) }}}}"
    what = told("the quotation marks in this reference are typographic ones")
    return RuleError("smart-quotes", what, told("Write it with straight ones: {reference}", reference=own))


def _arguments(text: str, form: Form) -> tuple[tuple[str, ...], dict[str, str]]:
    arguments: list[str] = []
    named: dict[str, str] = {}
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _ARGUMENT.match(text, position)
        if found is None:
            if _TYPOGRAPHIC.search(text):
                raise _typographic(text, form)
            what = told("what stands in the brackets (“{text}”) can't be read", text=text.strip())
            raise RuleError(
                "reference", what, told("Put each in quotes, with commas between: {example}.", example=form.example)
            )
        value = found[2] if found[2] is not None else found[3]
        if found[1]:
            named[found[1]] = value
        else:
            arguments.append(value)
        position = found.end()
    return tuple(arguments), named


def masked(text: str) -> str:
    """The text with every reference replaced by spaces, so that offsets stay."""
    parts, position = [], 0
    for reference in references(text):
        if text.startswith("}}", reference.end - 2):
            parts += [text[position : reference.start], _NO_BREAK.sub(" ", text[reference.start : reference.end])]
            position = reference.end
    return "".join([*parts, text[position:]])


def marked(text: str) -> str:
    """The text with a mark in the place of each well-formed reference, numbered from 0; broken ones are left out."""
    parts, position, number = [], 0, 0
    for reference in references(text):
        parts.append(text[position : reference.start].translate(_PRIVATE))
        if isinstance(reference, Reference):
            parts.append(f"\ue000{number}\ue001")
            number += 1
        position = reference.end
    return "".join([*parts, text[position:].translate(_PRIVATE)])
