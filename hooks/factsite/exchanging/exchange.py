"""An import of translations from beginning to end: what a file changes, tried out in a copy, then written whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from gettext import NullTranslations
from pathlib import Path

from factsite.bounded import read_bytes
from factsite.checking import apply_rules
from factsite.content import Content
from factsite.exchanging.filling import filled
from factsite.exchanging.handing import read_delivery
from factsite.exchanging.offering import Offered, offered, once
from factsite.exchanging.receiving import Receipt, receive, whole_pages
from factsite.importing.journal import ABSENT, write_all
from factsite.importing.writing import errors_after
from factsite.problems import Problem, did_you_mean
from factsite.telling import told
from factsite.translating.lock import MAX_LOCK, Lock, Locked
from factsite.translating.status import Freshness, statuses


@dataclass
class Exchange:
    """Content with its locks and what is wrong with it now, and the address of its site."""

    root: Path
    content: Content
    problems: list[Problem]
    locks: dict[str, Lock]
    address: str
    _known: dict[str, list[Offered]] = field(default_factory=dict, repr=False)

    def known(self, language: str) -> list[Offered]:
        """Every text of a language."""
        if language not in self._known:
            self._known[language] = offered(self.content, self.locks, language, self.address)
        return self._known[language]

    def handed_out(
        self, language: str, source: str, files: Iterable[str], *, every: bool, fill: bool = False
    ) -> list[Offered]:
        """The texts that an export hands out, those that are alike once.

        Args:
            language: that of the translations.
            source: only texts that are written first in this language.
            files: only those of these files (``fr/figures/x.md``); none: of all.
            every: also texts that are current.
            fill: put the source where no translation is.
        """
        wanted = set(files)
        chosen = [
            one
            for one in self.known(language)
            if one.source_language == source
            and (not wanted or one.file in wanted)
            and (every or one.state is not Freshness.CURRENT)
        ]
        return [replace(one, fill=fill) for one in once(self.known(language), chosen)]

    def receipt(self, path: Path, *, reviewed: bool) -> Receipt:
        """What a file brings that came back.

        Raises:
            UnreadableError: it can’t be used at all.
            OSError: it can’t be opened.
        """
        delivery = read_delivery(path)
        if not delivery.units:
            return Receipt()
        languages = [code for code in self.content.languages if _is_of(delivery.language, code)]
        if not languages:
            what = told("it is in “{language}”, which is no language of this site", language=delivery.language or "?")
            remedy = did_you_mean(delivery.language, self.content.languages.codes)
            return Receipt(problems=[Problem(path, 1, 1, "exchange", what, remedy, source="")])
        known = self.known(languages[0])
        receipt = receive(path, delivery, known, reviewed=reviewed)
        receipt.problems += whole_pages(path, receipt, known, self.content)
        return receipt

    def texts(self, receipts: Iterable[Receipt]) -> tuple[dict[Path, str], dict[Path, str]]:
        """The files that would be written with their texts, and what tells that nobody changed them meanwhile.

        Raises:
            RuleError: a translation has no place in its file.
        """
        several = list(receipts)
        changes = {key: value for one in several for key, value in _by_language(one.changed)}
        files = filled(self.content, changes)
        texts = {one.path: one.text for one in files}
        before = {one.path: one.before for one in files}
        for lock in self._accepted(several):
            old = lock.path.exists()
            raw = read_bytes(lock.path, MAX_LOCK) if old else b""
            if lock.written().encode() != raw:
                texts[lock.path] = lock.written()
                before[lock.path] = hashlib.sha256(raw).hexdigest() if old else ABSENT
        return texts, before

    def _accepted(self, receipts: list[Receipt]) -> list[Lock]:
        """The locks with the texts that came back as done: these are current from now on."""
        chosen = [one for receipt in receipts for one in receipt.accepted.values()]
        found = []
        for code in dict.fromkeys(one.language for one in chosen):
            there = {one.unit.id for one in statuses(self.content, {code: self.locks[code]})}
            entries = {name: one for name, one in self.locks[code].entries.items() if name in there}
            entries |= {one.id: Locked(one.digest, one.source) for one in chosen if one.language == code}
            found.append(Lock(self.locks[code].path, entries))
        return found

    def errors(self, texts: dict[Path, str], day: date, words: NullTranslations) -> str:
        """The errors that the content would have with these texts; empty if there are none."""
        if not any(path.is_relative_to(self.content.root) for path in texts):
            return ""  # only locks
        return errors_after(self.root, texts, day, lambda: apply_rules(self.content, self.problems, day), words)

    def write(self, texts: dict[Path, str], before: dict[Path, str]) -> None:
        """Write the texts, all or nothing.

        Raises:
            RuleError: the content changed since it was read; nothing was written.
            OSError: a file can’t be written; all are as they were.
        """
        write_all(self.root, texts, before)


def _by_language(changed: dict[str, tuple[Offered, str]]) -> Iterable[tuple[str, tuple[Offered, str]]]:
    return ((f"{one.language}:{name}", (one, text)) for name, (one, text) in changed.items())


def _is_of(given: str, code: str) -> bool:
    """Whether a file’s language is one of the site: “fr-BE” is “fr”."""
    return given.replace("_", "-").lower().partition("-")[0] == code.lower()
