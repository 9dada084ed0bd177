"""Rules between languages: the same numbers, links and structure; addresses that don't collide; fallbacks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import normpath

from pydantic import BaseModel

from factsite.content import Content, Entry, Translation
from factsite.deriving.passages import passages, used_references
from factsite.deriving.targets import find_target
from factsite.documents.tree import Document, Keys
from factsite.localising.language import language as set_language
from factsite.problems import Problem, RuleError, Severity
from factsite.prose.markdown import links_of
from factsite.prose.numbers import standing_numbers
from factsite.prose.references import Reference
from factsite.records.multilingual import InAll
from factsite.records.registry import special_pages
from factsite.rendering.addresses import is_part
from factsite.telling import Told, listed, quoted, told

_BETWEEN = re.compile(r"\n[ \t]*\n\s*")


def languages_agree(content: Content) -> Iterator[Problem]:
    """The files of a page have the same references, standing numbers, headings, links and fields."""
    for entry in content.entries.values():
        original = _original(entry)
        if original is None or len(entry.translations) < 2:
            continue
        others = [one for one in entry.translations.values() if one is not original]
        found = {one.language: list(_differences(content, entry, original, one)) for one in others}
        # What all others have alike is one mistake, of the language that differs from them.
        shared = [one for one in found[others[0].language] if all(one in every for every in found.values())]
        shared = shared if len(others) > 1 else []
        for difference in shared:
            yield difference.problem(original, original.language, list(found), entry.path)
        for other in others:
            for difference in found[other.language]:
                if difference not in shared:
                    yield difference.problem(other, original.language, [other.language], entry.path)


def _original(entry: Entry) -> Translation | None:
    return entry.in_language(entry.languages.default) if entry.translations else None


_SAME = told("Say the same in all languages.")
# What a reference says in every language, as text; empty where a language has none.
_Meaning = tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """What differs between a language and the first one of a page: of what sort, and which words to show.

    Of references and links it is the one that the first language has, the one that the other has in its place, or both.
    """

    sort: str
    shown: str = ""
    first: _Meaning = ()
    other: _Meaning = ()

    def problem(self, wrong: Translation, first: str, others: list[str], path: str) -> Problem:
        """The problem of a page of this path in one of the others, or in the first if it differs from them all."""
        if self.sort in {"references", "links"}:
            return self._of_one(wrong, first, others, path)
        languages = quoted([first]) if len(others) == 1 else quoted(others)
        if self.sort == "headings":
            what = told("the headings differ from those in {languages} (number or level)", languages=languages)
            remedy = told("Give all languages the same headings.")
            return wrong.file.document.problem("languages-differ", what, remedy)
        if self.sort == "pictures":
            what = told("there are more or fewer pictures than in {languages}", languages=languages)
            remedy = told("Give all languages the same pictures, each with words of its own.")
            return wrong.file.document.problem("languages-differ", what, remedy)
        what = told("the years differ from those in {languages}: {years}", languages=languages, years=self.shown)
        error = RuleError("languages-differ", what, _SAME)
        for shown in self.shown.split(", "):
            for passage in passages(wrong):
                if (start := passage.text.find(shown)) >= 0:
                    return passage.problem(start, len(shown), error)
        return wrong.file.document.problem(error.rule, error.message, error.remedy)

    def _of_one(self, wrong: Translation, first: str, others: list[str], path: str) -> Problem:
        sides = {first: (self.first, quoted([first])), others[0]: (self.other, quoted(others))}
        remedy = _SAME
        own, here = sides[wrong.language]
        there, elsewhere = next(side for language, side in sides.items() if language != wrong.language)
        if own and there:
            what = told(
                "{here} has {own} where {elsewhere} has {there}",
                here=here,
                own=self._shown(own),
                elsewhere=elsewhere,
                there=self._shown(there),
            )
        else:
            shown, sides_of = self._shown(own or there), (here, elsewhere) if own else (elsewhere, here)
            what = told(
                "{shown} is used in {here} but not in {there}", shown=shown, here=sides_of[0], there=sides_of[1]
            )
            has, lacks = ([first], others) if self.first else (others, [first])
            remedy = told(
                "Add it to {these} at the same place, or take it out of {those}.",
                these=listed(f"{code}/{path}.md" for code in lacks),
                those=listed(f"{code}/{path}.md" for code in has),
            )
        error = RuleError("languages-differ", what, remedy)
        for passage in passages(wrong):
            for one in passage.references:
                if isinstance(one, Reference) and one.meaning == own:
                    return passage.problem(one.start, one.end - one.start, error)
            if self.sort == "links" and own and (start := passage.text.find(own[0])) >= 0:
                return passage.problem(start, len(own[0]), error)
        return wrong.file.document.problem(error.rule, error.message, error.remedy)

    def _shown(self, meaning: _Meaning) -> str:
        """A reference as it is written, or the address of a link."""
        return meaning[0] if self.sort == "links" else f"{meaning[0]}({', '.join(meaning[1:])})"


def _differences(
    content: Content, entry: Entry, original: Translation, translation: Translation
) -> Iterator[Disagreement]:
    yield from _references(original, translation)
    numbers = [
        standing_numbers("\n".join(p.masked for p in passages(side) if p.keys[:1] != ("official_title",)))
        for side in (original, translation)
    ]
    if difference := sorted(set(numbers[0]) ^ set(numbers[1])):
        yield Disagreement("years", ", ".join(difference))
    bodies = [passages(side)[-1].parsed for side in (original, translation)]
    if not (bodies[0].whole and bodies[1].whole):
        return
    if bodies[0].levels != bodies[1].levels:
        yield Disagreement("headings")
    if len(bodies[0].pictures) != len(bodies[1].pictures):
        yield Disagreement("pictures")
    ways = [_ways(content, entry, side) for side in (original, translation)]
    links = [links_of(body) for body in bodies]
    if ways[0] is not None and ways[1] is not None:
        links = [one | way for one, way in zip(links, (ways[0], ways[1]), strict=True)]
    yield from _in_place(sorted(links[0] - links[1]), sorted(links[1] - links[0]))


def _in_place(missing: list[str], added: list[str]) -> Iterator[Disagreement]:
    """Links that one language has and the other hasn’t; a single one on both sides is one mistake."""
    if len(missing) == len(added) == 1:
        yield Disagreement("links", first=(missing[0],), other=(added[0],))
        return
    yield from (Disagreement("links", first=(link,)) for link in missing)
    yield from (Disagreement("links", other=(link,)) for link in added)


def _references(original: Translation, translation: Translation) -> Iterator[Disagreement]:
    meanings = [{reference.meaning for reference in used_references(side)} for side in (original, translation)]
    missing, added = sorted(meanings[0] - meanings[1]), sorted(meanings[1] - meanings[0])
    for first in missing:
        # What stands in the place of another is one mistake.
        other = next((one for one in added if one[0] == first[0]), ())
        added = [one for one in added if one != other]
        yield Disagreement("references", first=first, other=other)
    for other in added:
        yield Disagreement("references", other=other)


def _ways(content: Content, entry: Entry, translation: Translation) -> set[str] | None:
    """The ways to pages of the site in a text, without their headings, which are another in each language.

    Returns:
        The ways as they are written from this page, “#…” for one within it; None if one leads nowhere, which is told.
    """
    found = set[str]()
    for address in passages(translation)[-1].parsed.addresses:
        if address.scheme or address.picture:
            continue
        try:
            target = find_target(address, entry, translation.language, content)
            path, _, _ = address.parts()
        except RuleError:
            return None
        if target.entry is not None:
            found.add(normpath(path) if path else "#…")
    return found


def attributions_agree(content: Content) -> Iterator[Problem]:
    """Paragraph by paragraph, each language names the same sources in the same order: what one said stays its word."""
    for entry in content.entries.values():
        original = _original(entry)
        if original is None:
            continue
        wanted = _attributions(original)
        for translation in entry.translations.values():
            found = _attributions(translation)
            if _all_cited(found) != _all_cited(wanted):
                continue  # a source that one of them doesn't cite at all is a difference that the rule above names
            if len(found) != len(wanted) and _in_order(found) != _in_order(wanted):
                what = told(
                    "the sources stand in another order than in “{language}”, and the paragraphs differ",
                    language=original.language,
                )
                remedy = told("Part both texts alike by empty lines, and name the same sources in the same order.")
                yield translation.file.document.problem("attribution", what, remedy)
            if len(found) != len(wanted):
                continue
            for (start, cited), (_, original_cited) in zip(found, wanted, strict=True):
                if cited != original_cited:
                    body = passages(translation)[-1]
                    what = told(
                        "this paragraph cites {listed}; in “{language}” {other}",
                        listed=_listed(cited),
                        language=original.language,
                        other=_listed(original_cited),
                    )
                    yield body.problem(
                        start, 10, RuleError("attribution", what, told("Name the same sources in the same order."))
                    )


def _attributions(translation: Translation) -> list[tuple[int, list[tuple[str, ...]]]]:
    """Of each paragraph of the body where it starts, and what it cites."""
    body = passages(translation)[-1]
    cited = [one for one in body.references if isinstance(one, Reference) and one.name == "cite"]
    starts = [0, *(found.end() for found in _BETWEEN.finditer(body.text))]
    found: list[tuple[int, list[tuple[str, ...]]]] = [(start, []) for start in starts]
    for one in cited:
        found[bisect_right(starts, one.start) - 1][1].append(one.meaning[1:])
    return found


def _in_order(found: list[tuple[int, list[tuple[str, ...]]]]) -> list[tuple[str, ...]]:
    return [one for _, cited in found for one in cited]


def _all_cited(found: list[tuple[int, list[tuple[str, ...]]]]) -> set[tuple[str, ...]]:
    return set(_in_order(found))


def _listed(cited: list[tuple[str, ...]]) -> Told:
    return listed(" ".join(one) for one in cited) or told("nothing")


def _is_without_facts(content: Content, entry: Entry) -> bool:
    """Whether a record has no data file: it has no page, and that its facts are missing is said."""
    return entry.kind != "page" and f"data/{entry.path}.yml" not in content.there


def slugs_are_unique(content: Content) -> Iterator[Problem]:
    """Within a section and language no two pages have one address, former ones and those of fallbacks included."""
    for language in content.languages:
        seen: dict[tuple[str, str], str] = {}
        for path in sorted(content.entries):
            entry = content.entries[path]
            # A page that the language lacks stands there too, under the slug of the words that are shown.
            translation = entry.in_language(language) if entry.translations else None
            if translation is None or translation.words.slug is None or _is_without_facts(content, entry):
                continue
            former = translation.words.former_slugs if translation.language == language else []
            folder = entry.path.rpartition("/")[0] if entry.id != "index" else ""
            for slug in (translation.words.slug, *former):
                if folder and is_part(set_language(content.languages[language]), slug):
                    what = told("“{slug}” is the address of a further page of the list", slug=slug)
                    remedy = told("Choose other words for the slug.")
                    yield translation.file.document.problem("duplicate-slug", what, remedy, ("slug",))
                if (folder, slug) in seen:
                    what = told("“{seen}” has the same address", seen=seen[folder, slug])
                    yield translation.file.document.problem(
                        "duplicate-slug", what, told("Change one of the two."), ("slug",)
                    )
                seen[folder, slug] = path


def _is_needed(content: Content, entry: Entry, code: str) -> bool:
    """Whether every page of a language leads to this one: home, what begins a section, the search, the glossary."""
    if entry.full or content.languages[code].partial:
        return False
    return entry.id == "index" or entry.path in special_pages()


def _gone_everywhere(content: Content) -> Iterator[Problem]:
    """Home, or the first page of a section that has records, where no language has it: nothing would lead to them."""
    sections = {entry.kind for entry in content.entries.values() if entry.record is not None and entry.translations}
    glossary = ["glossary"] if content.glossary.facts else []
    for path in ("index", *glossary, *(f"{section}/index" for section in sorted(sections))):
        name = f"{content.languages.default}/{path}.md"
        entry = content.entries.get(path)
        if sections and (entry is None or not entry.translations) and name not in content.there:
            remedy = told(
                "Get it back from git (git restore content/{name}), or write it in each language: what belongs there "
                "is listed below its text.",
                name=name,
            )
            yield Problem(content.root / name, 1, 1, "missing-file", told("this file is missing"), remedy)


def fallbacks(content: Content) -> Iterator[Problem]:
    """Pages and terms that some language lacks: a notice, for the site shows them in another language.

    Of what every page of a whole language leads to – home, the beginning of a section, the search – it is an error.

    Nothing is said of a language that has no folder at all: that is one mistake, and has been said.
    """
    yield from _gone_everywhere(content)
    there = {name.partition("/")[0] for name in content.there}
    for entry in content.entries.values():
        missing = [code for code in content.languages if code in there and code not in entry.translations]
        for code in missing if entry.translations else ():
            path = content.root / code / f"{entry.path}.md"
            if f"{code}/{entry.path}.md" in content.there:
                continue  # it is there but can't be read, which has been said
            shown = entry.language_for(code)
            if _is_needed(content, entry, code):
                what = told(
                    "this file is missing: readers would get “{path}” in “{shown}”", path=entry.path, shown=shown
                )
                remedy = told(
                    "Get it back from git (git restore content/{code}/{path}.md), or translate that of “{shown}”.",
                    code=code,
                    path=entry.path,
                    shown=shown,
                )
                yield Problem(path, 1, 1, "missing-file", what, remedy)
                continue
            what = told(
                "“{path}” isn't in “{code}” yet; readers get it in “{shown}” under a notice",
                path=entry.path,
                code=code,
                shown=shown,
            )
            yield Problem(path, 1, 1, "fallback", what, told("Translate it when you can."), Severity.NOTICE)
    for term in content.glossary.facts:
        for code, document in content.glossary.documents.items():
            if term not in content.glossary.words[code]:
                what = told("the term “{term}” isn't in “{code}” yet", term=term, code=code)
                yield Problem(
                    document.path, 1, 1, "fallback", what, told("Translate it when you can."), Severity.NOTICE
                )


def texts_are_in_all_languages(content: Content) -> Iterator[Problem]:
    """What the facts say in words, they say in every language of the site but those that are partial."""
    codes = content.languages.whole
    for name, source in content.sources.items():
        document = content.source_documents[name]
        yield from _gaps(source, document, codes)
        if missing := source.unsaid(codes):
            what = told("a descriptive title is ours, but isn’t said in {languages}", languages=quoted(missing))
            remedy = told(
                "Add “in_language: {{{missing}: {{title: …}}}}”, or delete “descriptive” if it is the publisher’s.",
                missing=missing[0],
            )
            yield document.problem("source-language", what, remedy)
    if content.settings and content.settings_document:
        yield from _gaps(content.settings, content.settings_document, codes)


def _gaps(value: BaseModel, document: Document, codes: tuple[str, ...], keys: Keys = ()) -> Iterator[Problem]:
    """The texts within a record that some languages lack, and those in languages that the site hasn’t."""
    if isinstance(value, InAll):
        if missing := value.missing(codes):
            what = told("this isn’t said in {languages}", languages=quoted(missing))
            yield document.problem("missing-text", what, told("Add “{missing}: …”.", missing=missing[0]), keys)
        return
    for name, field in type(value).model_fields.items():
        found, place = getattr(value, name), (*keys, field.alias or name)
        listed = enumerate(found) if isinstance(found, list) else [(None, found)]
        for number, item in listed:
            if isinstance(item, BaseModel):
                yield from _gaps(item, document, codes, place if number is None else (*place, number))
