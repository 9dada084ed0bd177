"""The slug of a page changes: the former one is kept, so that its address leads to the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from factsite.content import Entry, Translation
from factsite.problems import RuleError, did_you_mean
from factsite.records.texts import check_slug
from factsite.renaming.raw import Patch, Raw, RawFiles
from factsite.telling import told


def slug_patches(entry: Entry, slugs: Mapping[str, str], files: RawFiles) -> Iterator[Patch]:
    """What changes in the files of a page when it gets other slugs.

    Args:
        entry: the page.
        slugs: the new slug in each language that gets one.
        files: the files as they are on the disk.

    Raises:
        RuleError: the page isn't in that language, or the slug isn't one.
    """
    for code, slug in slugs.items():
        translation = entry.translations.get(code)
        if translation is None:
            what = told("“{page}” isn’t in “{code}”", page=entry.path, code=code)
            raise RuleError("identifier", what, did_you_mean(code, entry.translations))
        check_slug(slug)
        if slug != translation.words.slug:
            yield from _changed(translation, slug, files.of(translation.file.path))


def _changed(translation: Translation, slug: str, raw: Raw) -> Iterator[Patch]:
    words, document = translation.words, translation.file.document
    old = words.slug or ""
    place = document.place(("slug",))
    start = raw.text.index(old, raw.offset(place.line, place.column))
    yield Patch(raw.path, start, start + len(old), slug)
    # Going back to a slug that the page once had, it is the former one no more.
    kept = [one for one in words.former_slugs if one != slug]
    wanted = f"former_slugs: [{', '.join([*kept, old])}]"
    if not words.former_slugs:
        end = raw.text.index("\n", start)
        ending = "\r\n" if raw.text[end - 1] == "\r" else "\n"
        yield Patch(raw.path, end + 1, end + 1, wanted + ending)
        return
    key = document.key_place(("former_slugs",))
    begins = raw.offset(key.line, key.column)
    yield Patch(raw.path, begins, _end(document.text, raw, document.offset), wanted)


def _end(text: str, raw: Raw, offset: int) -> int:
    """Where the list of former slugs ends."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    node = next(value for key, value in pairs if key.value == "former_slugs")
    while isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        node = node.value[-1]
    return raw.offset(node.end_mark.line + 1 + offset, node.end_mark.column + 1)
