"""Published addresses: each is that of a page, leads on to one, or tells that its page was withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from factsite.changes.guarded import ADDRESS, ANCHORS, CHANGED, FORMER, SOURCE
from factsite.checking.moved import new_name, new_source
from factsite.content import Content, Entry
from factsite.deriving.passages import used_references
from factsite.problems import Problem
from factsite.records.published import FactKey
from factsite.records.registry import EASY, GLOSSARY
from factsite.telling import Told, told, told_many

Rows = Mapping[FactKey, str]


def published_files(page: str, rows: Rows, *, words_only: bool = False) -> str:
    """The files of a page that was published, as git takes them: its facts first, then its words.

    Whoever lost some gets these back, and keeps what else was changed since.
    """
    facts = ["data"] if not words_only and ((CHANGED, "") in rows or (SOURCE, "") in rows) else []
    words = sorted({code for code, _ in slugs_of(rows)})
    return " ".join(f"content/{of}/{page}.{'yml' if of == 'data' else 'md'}" for of in (*facts, *words))


def slugs_of(rows: Rows) -> Iterator[tuple[str, str]]:
    """Every address that a page had: the language and the slug."""
    for (name, of), slug in rows.items():
        if name in {ADDRESS, FORMER}:
            yield of.partition(" ")[0], slug


def addresses_kept(content: Content, entry: Entry, rows: Rows) -> Iterator[Problem]:
    """Each address that a page had is its own, or leads to it.

    Args:
        content: the content, whole.
        entry: the page, as the public sees it.
        rows: what was published of it.
    """
    gone = {code for code, _ in slugs_of(rows)} - entry.translations.keys()
    for code in sorted(gone & {*content.languages}):
        name = f"{code}/{entry.path}.md"
        whole = content.entries[entry.path].translations.get(code)
        if whole is None and name in content.there:
            continue  # it can’t be read, which has been reported
        if whole is None and _is_elsewhere(content, entry, code, rows):
            continue  # it has another name, which is said there
        what = told("the page was published in “{code}” and is gone there", code=code)
        if whole is None:
            yield Problem(
                content.root / name,
                1,
                1,
                "silent-change",
                what,
                told("Get its file back from git (git restore content/{name}).", name=name),
            )
        else:
            yield whole.file.document.problem("silent-change", what, _NOT_BACK)
    if entry.path == GLOSSARY:
        yield from _anchors_kept(content, rows)
    if entry.full and entry.id != "index":
        return  # it has the address of its full page
    for code, slug in slugs_of(rows):
        if code in entry.translations:
            yield from _kept(entry, code, slug)


def _anchors_kept(content: Content, rows: Rows) -> Iterator[Problem]:
    """Each anchor of the glossary is that of a term, or one that a term had."""
    glossary = content.glossary
    removed = {
        (code, slug)
        for name, former in content.former.items()
        if name.startswith("terms/")
        for code, slugs in former.slugs.items()
        for slug in slugs
    }
    kept = removed | {
        (code, slug)
        for code, words in glossary.words.items()
        for one in words.values()
        for slug in (one.slug, *one.former_slugs)
    }
    lost: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (name, of), value in rows.items():
        code, _, slug = of.partition(" ")
        document = glossary.documents.get(code)
        if name != ANCHORS or document is None or (code, slug) in kept:
            continue
        words, term = glossary.words[code], value.partition("/")[2]
        if term not in words:
            lost[term].append((code, slug))
            continue
        what = told("the address “{slug}” of a term ({code}) was published and leads nowhere now", slug=slug, code=code)
        remedy = told(
            "Write “former_slugs: [{all}]” at “{term}”, or keep the slug as it was.",
            all=", ".join([*words[term].former_slugs, slug]),
            term=term,
        )
        yield document.problem("silent-change", what, remedy, (term, "slug"))
    yield from (_term_gone(content, term, anchors) for term, anchors in lost.items())


def _term_gone(content: Content, term: str, anchors: Sequence[tuple[str, str]]) -> Problem:
    """A term that is gone, in one language or in several: said once, with every address that it had there."""
    codes = dict.fromkeys(code for code, _ in anchors)
    folders = ("data", *codes) if term not in content.glossary.facts else tuple(codes)
    files = " ".join(f"content/{folder}/glossary.yml" for folder in folders)
    named = sum(
        one.name == "term" and one.arguments[0] == term
        for entry in content.entries.values()
        for translation in entry.translations.values()
        for one in used_references(translation)
    )
    what = told(
        "the term “{term}” was published and is gone, and its addresses lead nowhere: {anchors}",
        term=term,
        anchors=", ".join(f"#{slug} ({code})" for code, slug in anchors),
    )
    if named:
        remedy = told_many(
            "A text names it still. Get “{lost}” back from git (git restore {files}). If it is to go: “factsite remove "
            "terms/{lost} --replace-by terms/OTHER” then names another in its place; “factsite rename terms/{lost} "
            "NEW” gives it another name.",
            "{n} places in texts name it still. Get “{lost}” back from git (git restore {files}). If it is to go: "
            "“factsite remove terms/{lost} --replace-by terms/OTHER” then names another in their place; “factsite "
            "rename terms/{lost} NEW” gives it another name.",
            named,
            lost=term,
            files=files,
        )
    else:
        remedy = told(
            "Get “{lost}” back from git (git restore {files}): “factsite rename terms/{lost} NEW” gives it another "
            "name, “factsite remove terms/{lost}” takes it away. Or add the slug to “former_slugs” of the term that "
            "stands in its place.",
            lost=term,
            files=files,
        )
    return Problem(content.glossary.documents[next(iter(codes))].path, 1, 1, "silent-change", what, remedy)


def _is_elsewhere(content: Content, entry: Entry, code: str, rows: Rows) -> bool:
    """Whether the words of a language stand in a file of another name, without facts."""
    others = (one for one in content.entries.values() if one.kind == entry.kind and one.document is None)
    words = (one.translations[code].words for one in others if code in one.translations)
    return any(one.slug == rows.get((ADDRESS, code)) for one in words)


_NOT_BACK = told("Take “draft” or “publish_at” out: what was published can’t be kept back again.")


def _kept(entry: Entry, code: str, slug: str) -> Iterator[Problem]:
    translation = entry.translations[code]
    words, document = translation.words, translation.file.document
    own = words.slug or entry.id
    if slug == own or (slug in words.former_slugs and not entry.path.endswith("/index")):
        return
    if entry.path.endswith("/index"):
        what = told("“{slug}” ({code}) stands in the address of each page of its section", slug=slug, code=code)
        remedy = told("Write “slug: {slug}” again: nothing would lead on from those addresses.", slug=slug)
    else:
        what = told("the address “{slug}” ({code}) was published and leads nowhere now", slug=slug, code=code)
        remedy = told(
            "Write “former_slugs: [{all}]”, so that readers are led on, or keep the slug as it was.",
            all=", ".join([*words.former_slugs, slug]),
        )
    yield document.problem("silent-change", what, remedy, ("slug",))


def page_gone(content: Content, page: str, rows: Rows, day: date) -> Iterator[Problem]:
    """A page that isn’t public any more: where do its addresses lead?

    Args:
        content: the content, whole.
        page: its path.
        rows: what was published of it.
        day: the day of the check.
    """
    former = content.former.get(page)
    if page.startswith(f"{EASY}/"):
        if former is None:
            yield from _easy_gone(content, page, rows, day)
        return
    if former is not None and former.removed:
        for code, slug in slugs_of(rows):
            if slug not in former.slugs.get(code, ()) and content.former_document:
                what = told("the address “{slug}” of “{page}” ({code}) leads nowhere", slug=slug, page=page, code=code)
                slugs = f"{{{code}: [{slug}]}}"
                remedy = told("Add it here: “slugs: {slugs}”.", slugs=slugs)
                yield content.former_document.problem("silent-change", what, remedy, (page, "slugs"))
        return
    path = former.now if former is not None and former.now else page
    entry, is_record = content.entries.get(path), (CHANGED, "") in rows
    names = [f"data/{path}.yml"] if is_record else [f"{code}/{path}.md" for code in content.languages]
    if entry is not None and entry.translations and (entry.record or not is_record):
        document = entry.document or next(iter(entry.translations.values())).file.document
        what = told("“{page}” was published and isn’t public any more", page=page)
        yield document.problem("silent-change", what, _NOT_BACK)
    elif not any(name in content.there for name in names) and not _leads_on(content, page, rows):
        what = told("“{page}” was published and is gone: its addresses lead nowhere", page=page)
        yield Problem(content.root / names[0], 1, 1, "silent-change", what, _back(content, page, rows))


def _easy_gone(content: Content, page: str, rows: Rows, day: date) -> Iterator[Problem]:
    """An easy-to-read page that is gone while its full one is there; what became of a full one is that of both."""
    full = page.removeprefix(f"{EASY}/")
    name = f"{content.languages.default}/{page}.md"
    if content.has_words(page) or (full not in content.entries and full != "index"):
        return
    what = told("“{page}” was published and is gone: its addresses lead nowhere", page=page)
    files = published_files(page, rows)
    remedy = told(
        "Get its files back from git (git restore {files}): nothing would lead on from those addresses.", files=files
    )
    if full != "index":
        remedy = told(
            "Get its files back from git (git restore {files}); or write “{page}: {{day: {day}, now: {full}, "
            "removed: true}}” into content/data/former.yml, so that its addresses lead to the full page.",
            files=files,
            page=page,
            day=day.isoformat(),
            full=full,
        )
    yield Problem(content.root / name, 1, 1, "silent-change", what, remedy)


def source_gone(content: Content, page: str, path: str) -> Iterator[Problem]:
    """A source that is on the list no more, and nothing says what became of it.

    Args:
        content: the content, whole.
        page: the source under the name that was published.
        path: the same under the name of today.
    """
    former, name = content.former.get(page), path.rpartition("/")[2]
    # One whose file can't be read is there; that is told where it stands.
    is_there = name in content.source_documents or f"data/{path}.yml" in content.there
    if not is_there and (former is None or not former.removed):
        what = told("“{page}” was published and is gone: its addresses lead nowhere", page=page)
        remedy = _by_command(page, {(SOURCE, ""): page})
        if new := new_source(content, page):
            remedy = told(
                "If “{new}” is its new name: name the file “{old}.yml” again, and let “factsite rename {page} {new}” "
                "do it. Else get it back from git; “factsite remove {page}” takes it away.",
                new=new,
                old=page.rpartition("/")[2],
                page=page,
            )
        yield Problem(content.root / "data" / f"{page}.yml", 1, 1, "silent-change", what, remedy)


def _leads_on(content: Content, page: str, rows: Rows) -> bool:
    """Whether all addresses of a page of words lead to others of its section."""
    folder = page.rpartition("/")[0]
    former = {
        (code, slug)
        for path, entry in content.entries.items()
        if path.rpartition("/")[0] == folder
        for code, translation in entry.translations.items()
        for slug in translation.words.former_slugs
    }
    return (CHANGED, "") not in rows and all(one in former for one in slugs_of(rows))


def _back(content: Content, page: str, rows: Rows) -> Told:
    """What to do for a page that is gone."""
    if (CHANGED, "") not in rows:
        return told(
            "Get its files back from git (git restore {files}), or add its slugs to “former_slugs” of another page of "
            "the section.",
            files=published_files(page, rows),
        )
    new = new_name(content, page)
    if new is None:
        return _by_command(page, rows)
    return told(
        "If “{new}” is its new name: give its files the old name again, and let “factsite rename {page} {id}” do it. "
        "It carries along all that names it.",
        new=new.path,
        page=page,
        id=new.id,
    )


def _by_command(page: str, rows: Rows) -> Told:
    if page.startswith("fact-checks/"):
        return told(
            "Get its files back from git (git restore {files}). Who quotes a fact check looks for its verdict: rather "
            "than removed it is withdrawn (“withdrawn: {{date: …, note: …}}”).",
            files=published_files(page, rows),
        )
    return told(
        "Get its files back from git (git restore {files}). Then “factsite remove {page}” takes it away, once nothing "
        "names it any more (it says what does; with “--replace-by KIND/ID” another is named in its place); or "
        "“factsite rename” gives it another name, and its addresses lead on.",
        files=published_files(page, rows),
        page=page,
    )
