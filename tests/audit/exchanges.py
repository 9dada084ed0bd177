"""Texts to a translator’s program and back: generated ones by the ten thousand, and every text of the real site."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import endless
import hostile
from audit.table import Effort, Row
from content.real import real_content
from factsite.documents.pages import read_page
from factsite.documents.text import FORBIDDEN
from factsite.exchanging import po, xliff_1, xliff_2
from factsite.exchanging.codes import joined, pieces
from factsite.exchanging.filling import filled
from factsite.exchanging.offering import Offered, offered
from factsite.exchanging.xml import parsed
from factsite.translating.status import Freshness, read_locks
from projects import ROOT

TRIES = 20_000
_BEGUN = Offered("figures/x#summary", "fr/figures/x.md", "en/figures/x.md", "fr", "en", "", "", Freshness.CURRENT)


def texts_come_back(effort: Effort) -> Iterator[Row]:
    """Texts of the hostile grammar and pieces of long repetitions: the same out of each format, sign for sign."""
    chance = random.Random(20261126)
    held, tries = 0, effort.of(TRIES)
    for _ in range(tries):
        source, target = _text(chance), _text(chance)
        one = replace(_BEGUN, source=source, target=target)
        back = [
            *xliff_1.read(parsed(Path("x"), xliff_1.written([one], "en", "fr").encode())).units,
            *xliff_2.read(parsed(Path("x"), xliff_2.written([one], "en", "fr").encode())).units,
            *po.read(Path("x"), po.written([one], "en", "fr").encode()).units,
        ]
        whole = joined(pieces(source)) == source and all((it.source, it.target) == (source, target) for it in back)
        held += whole and len(back) == 3
        if not whole:
            print(f"not whole: {source!r}, {target!r}")
    yield Row("texts come back out of XLIFF 1.2, 2.1 and PO", tries, held, "sources and targets, sign for sign")


def _text(chance: random.Random) -> str:
    made = hostile.body(chance.choice, chance.randint(1, 3)) + "".join(chance.choices(endless.SEEDS, k=8))
    return FORBIDDEN.sub("", made).strip() or "x"


def texts_change_alone(effort: Effort) -> Iterator[Row]:
    """Every text of every page with one more letter: all of them are written, and no other field changes."""
    del effort
    content = real_content()
    locks = read_locks(ROOT, content.languages)
    for code in locks:
        known = [
            one for one in offered(content, locks, code, "") if one.target is not None and one.file.endswith(".md")
        ]
        if not known:
            continue
        files = filled(content, {one.id: (one, f"{one.target} x") for one in known})
        held = sum(1 for one in files if _only_longer(one.path, one.text))
        yield Row(f"pages in “{code}” with every text changed", len(files), held, f"{len(known):,} texts")


def _only_longer(path: Path, text: str) -> bool:
    before = path.read_text(encoding="utf-8").split("\n")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_text(text, encoding="utf-8")
        read_page(copy)
    after = text.split("\n")
    return len(before) == len(after) and all(
        two in {one, f"{one} x", f"{one[:-1]} x{one[-1:]}"} for one, two in zip(before, after, strict=True)
    )
