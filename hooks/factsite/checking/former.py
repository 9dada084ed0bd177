"""Rules on former names: what was published under them leads somewhere, and to one thing."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.content import Content
from factsite.problems import Problem, did_you_mean
from factsite.records.registry import EASY, kinds
from factsite.telling import told

_OTHERS = ("sources", "terms", "themes")


def former_names_lead_on(content: Content) -> Iterator[Problem]:
    """A former name is that of nothing else now, and names what its addresses lead to."""
    document = content.former_document
    if document is None:
        return
    known = [*kinds(), *_OTHERS]
    for name, former in content.former.items():
        kind, _, identifier = name.partition("/")
        if kind == EASY:
            if content.easy(identifier):
                what = told("“{name}” is the name of something now", name=name)
                yield document.problem("former-name", what, told("Delete this line."), (name,))
        elif kind not in known or not identifier:
            what = told("“{name}” doesn’t say of which kind it was", name=name)
            remedy = did_you_mean(kind, known) or told("Write KIND/ID, for example figures/applicants.")
            yield document.problem("former-name", what, remedy, (name,))
        elif identifier in content.identifiers(kind):
            what = told("“{name}” is the name of something now", name=name)
            remedy = told("Delete this line, or give the new one another name: “factsite rename”.")
            yield document.problem("former-name", what, remedy, (name,))
        if former.now is not None:
            kind, _, identifier = former.now.partition("/")
            if kind not in known or identifier not in content.identifiers(kind):
                choices = content.identifiers("*") | {
                    f"{one}/{id_}" for one in _OTHERS for id_ in content.identifiers(one)
                }
                what = told("there is no “{name}” to which the addresses could lead", name=former.now)
                yield document.problem("dangling-reference", what, did_you_mean(former.now, choices), (name, "now"))


def former_slugs_are_free(content: Content) -> Iterator[Problem]:
    """No page has the address of one that was removed."""
    document = content.former_document
    taken = {
        (entry.path.rpartition("/")[0], code, slug): path
        for path, entry in content.entries.items()
        for code in (content.languages if entry.translations else ())
        for slug in (entry.in_language(code).words.slug, *entry.in_language(code).words.former_slugs)
    }
    for name, former in content.former.items():
        for code, slugs in former.slugs.items():
            for number, slug in enumerate(slugs):
                path = taken.get((name.rpartition("/")[0], code, slug))
                if path and document is not None:
                    what = told("“{path}” has the address of a page that was removed, “{name}”", path=path, name=name)
                    remedy = told("Give the page another slug, or delete this one here.")
                    yield document.problem("duplicate-slug", what, remedy, (name, "slugs", code, number))
