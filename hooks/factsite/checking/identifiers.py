"""Rules on what identifies acts and decisions: the form that its scheme asks for, and nothing that contradicts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factsite.content import Content, Entry
from factsite.deriving.identifiers import ELI, own_identifiers
from factsite.documents.tree import Document, Keys
from factsite.problems import Problem, did_you_mean
from factsite.records.legislation import EliIn, Legislation
from factsite.records.listed import IdentifierScheme
from factsite.telling import told

_UNCONFIRMED = told("Leave it out if it isn’t confirmed.")


def _own(content: Content) -> Iterator[tuple[Entry, Document, Mapping[str, str], list[EliIn]]]:
    for entry in content.entries.values():
        own, elis = own_identifiers(entry.record)
        if entry.document is not None and (own or elis):
            yield entry, entry.document, own, elis


def identifiers_have_their_form(content: Content) -> Iterator[Problem]:
    """An identifier belongs to a scheme of the site and has its form."""
    schemes = content.codes.identifiers
    for _, document, own, elis in _own(content):
        given: list[tuple[str, str, Keys]] = [(name, text, ("identifiers", name)) for name, text in own.items()]
        given += [(ELI, eli.address, (ELI, number, "address")) for number, eli in enumerate(elis)]
        for name, text, keys in given:
            scheme = schemes.get(name)
            if scheme is None and content.codes_are_known:
                remedy = did_you_mean(name, schemes) or told("Add it to “identifiers” in content/data/codes.yml.")
                yield document.problem("code", told("“{name}” is no scheme of identifiers", name=name), remedy, keys)
            elif scheme and not scheme.matches(text):
                what = told(
                    "“{text}” is no {name_in} ({form})",
                    text=text,
                    name_in=scheme.name_in(content.languages.default),
                    form=scheme.form,
                )
                yield document.problem("legal-identifier", what, _UNCONFIRMED, keys)


def identifiers_name_one_record(content: Content) -> Iterator[Problem]:
    """Two records can't have one identifier."""
    seen: dict[tuple[str, str], str] = {}
    for entry, document, own, _ in _own(content):
        for name, text in own.items():
            if (name, text) in seen:
                what = told("“{seen}” has the same identifier “{text}”", seen=seen[name, text], text=text)
                yield document.problem("duplicate-identifier", what, told("Check both."), ("identifiers", name))
            seen[name, text] = entry.id


def elis_agree_with_the_act(content: Content) -> Iterator[Problem]:
    """An ELI holds the act's own date and its identifiers in other schemes."""
    scheme = content.codes.identifiers.get(ELI)
    if scheme is None:
        return
    for entry, document, own, elis in _own(content):
        known = {name: text for name, text in own.items() if _has_form(content, name, text)}
        for number, eli in enumerate(elis):
            if wrong := _contradicted(scheme, eli, entry, known):
                what = told("the ELI names another {wrong} than the act", wrong=wrong)
                yield document.problem("legal-identifier", what, told("Check both."), (ELI, number, "address"))


def _has_form(content: Content, name: str, text: str) -> bool:
    scheme = content.codes.identifiers.get(name)
    return scheme is not None and scheme.matches(text)


def _contradicted(scheme: IdentifierScheme, eli: EliIn, entry: Entry, own: Mapping[str, str]) -> str | None:
    parts = scheme.parts(eli.address)
    act = entry.of(Legislation)
    day = "-".join(parts.get(name, "") for name in ("year", "month", "day"))
    dated = act.date if act and act.date and act.date.precision == "day" else None
    if dated and len(day) == len(dated.text) and dated.text != day:
        return "date"
    return next((name for name, text in own.items() if parts.get(name, text) != text), None)


def elis_fit_their_language(content: Content) -> Iterator[Problem]:
    """An ELI that names a version of one language stands there; those of one act are all of one kind."""
    scheme = content.codes.identifiers.get(ELI)
    if scheme is None:
        return
    known = scheme.versions
    for _, document, _, elis in _own(content):
        versions = [scheme.parts(eli.address).get("version", "") for eli in elis]
        for number, (eli, version) in enumerate(zip(elis, versions, strict=True)):
            if version in known and known[version] != eli.language:
                what = told("“{version}” isn’t the version in “{language}”", version=version, language=eli.language)
                remedy = told("It is that in “{known}”.", known=known[version])
                yield document.problem("legal-identifier", what, remedy, (ELI, number, "address"))
        if len({version in known for version in versions}) > 1:
            what = told("one ELI names the text in the gazette, another the consolidated text")
            yield document.problem("legal-identifier", what, told("Give the same kind in each language."), (ELI,))
