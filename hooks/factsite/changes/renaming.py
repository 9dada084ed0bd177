"""Which page, term or source of today is one of before under another identifier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain

from factsite.changes.facts import Fact
from factsite.changes.statement import PageStatement, Statement
from factsite.changes.texts import ReadText
from factsite.records.change import ChangeKind

# So many facts alike by chance are no chance.
_ENOUGH = 3


def renamed(before: Statement, now: Statement) -> dict[str, str]:
    """The paths of before that stand under another today: by their addresses, their titles, or all their facts."""
    gone = [before.pages[path] for path in sorted(set(before.pages) - set(now.pages))]
    come = [now.pages[path] for path in sorted(set(now.pages) - set(before.pages))]
    found: dict[str, str] = {}
    for test in (_same_address, _same_titles, _same_facts):
        for old in (page for page in gone if page.path not in found):
            taken = set(found.values())
            alike = (one for one in come if one.path not in taken and _section(one) == _section(old))
            if new := next((one for one in alike if test(old, one)), None):
                found[old.path] = new.path
    return found


def under_new_names(before: Statement, names: Mapping[str, str]) -> Statement:
    """The same statement, with the identifiers of today wherever one is named that is another today."""
    if not names:
        return before
    tokens = dict(chain.from_iterable(_tokens(old, new) for old, new in names.items()))
    pages = {}
    for path, page in before.pages.items():
        facts = [_moved(fact, tokens) for fact in page.facts.values()]
        texts = {code: [_rewritten(one, tokens) for one in found] for code, found in page.texts.items()}
        own = names.get(path, path)
        pages[own] = replace(page, path=own, facts={fact.key: fact for fact in facts}, texts=texts)
    return Statement(before.state, pages)


def _section(page: PageStatement) -> tuple[str, str]:
    return page.what.value, page.path.partition("/")[0] if "/" in page.path else ""


def _same_address(old: PageStatement, new: PageStatement) -> bool:
    return any(slug and slug in (new.slugs.get(code), *new.former.get(code, ())) for code, slug in old.slugs.items())


def _same_titles(old: PageStatement, new: PageStatement) -> bool:
    return bool(old.titles) and old.titles == new.titles


def _same_facts(old: PageStatement, new: PageStatement) -> bool:
    return len(old.facts) >= _ENOUGH and old.facts == new.facts


def _tokens(old: str, new: str) -> Iterator[tuple[str, str]]:
    """How an identifier is written: with its folder, and alone."""
    yield old, new
    yield old.replace("#", "/").partition("/")[2], new.replace("#", "/").partition("/")[2]


def _moved(fact: Fact, tokens: Mapping[str, str]) -> Fact:
    # The field of a detail is a name of the model’s, the value of any other fact a code: neither is an identifier.
    if fact.what is ChangeKind.DETAIL:
        return replace(fact, value=tokens.get(fact.value) or _quoted(fact.value, tokens))
    return replace(fact, field=tokens.get(fact.field, fact.field))


def _rewritten(text: ReadText, tokens: Mapping[str, str]) -> ReadText:
    return replace(text, written=_quoted(text.written, tokens))


def _quoted(text: str, tokens: Mapping[str, str]) -> str:
    """A text with identifiers of today, where one stands in quotation marks and is no key, or is a file in a link."""
    for old, new in tokens.items():
        if old in text:
            text = re.sub(rf'"{re.escape(old)}"(?!:)|(?<=[/(]){re.escape(old)}(?=\.md\b)', partial(_as_now, new), text)
    return text


def _as_now(new: str, found: re.Match[str]) -> str:
    return f'"{new}"' if found[0].startswith('"') else new
