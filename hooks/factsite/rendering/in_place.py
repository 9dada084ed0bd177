"""Terms in the short texts of a page, where no reference may stand: links to the glossary, found by the term base."""

from __future__ import annotations

from markupsafe import Markup, escape

from factsite.rendering.view import View
from factsite.rendering.words import LangText
from factsite.terminology.base import meant_in


def with_terms(view: View, text: LangText) -> Markup:
    """A text in which each term of the glossary leads there, the first time it stands.

    Words that often mean something else (``everyday``) are left alone.
    """
    content, code = view.site.content, view.shown.code
    base, known = view.site.term_base, content.glossary.words.get(code, {})
    lexicon, reader = base.lexicons[code], base.readers[code]
    parts, position, seen = [], 0, set(base.everyday)
    for start, end, found in meant_in(lexicon.found_in(reader.stems(text)), reader, text):
        term = found.expression.term
        if term in seen or term not in known or found.expression.deprecated is not None or start < position:
            continue
        seen.add(term)
        target = view.href("glossary", content.glossary.word(term, view.code).slug)
        link = Markup('<a class="term" href="{}">{}</a>').format(target, text[start:end])
        parts += [escape(text[position:start]), link]
        position = end
    return Markup().join([*parts, escape(text[position:])])
