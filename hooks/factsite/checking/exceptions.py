"""Places where a rule on words doesn't hold, each with its reason: which of them are still needed."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.content import Content
from factsite.problems import Problem, RuleError
from factsite.telling import Told, told
from factsite.terminology.texts import OwnText


def or_an_exception(remedy: str, text: OwnText, what: str) -> Told:
    """What to do, and how to say that a place is right as it is."""
    return told(
        "{remedy} If this place is right as it is, write why in content/data/term-exceptions.yml, under “{language}”: "
        "“{unit} {what}”.",
        remedy=remedy,
        language=text.language,
        unit=text.unit,
        what=what,
    )


class Exceptions:
    """The exceptions of a site; remembers which of them were asked for."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._used: set[tuple[str, str]] = set()

    def allow(self, text: OwnText, what: str) -> bool:
        """Whether a text may go against a term (its identifier), or hold some words (themselves)."""
        name = f"{text.unit} {what}"
        there = name in self._content.exceptions.root.get(text.language, {})
        if there:
            self._used.add((text.language, name))
        return there

    @property
    def used(self) -> frozenset[tuple[str, str]]:
        """Those that were asked for: each with its language."""
        return frozenset(self._used)

    def use(self, used: frozenset[tuple[str, str]]) -> None:
        """Note that some were asked for elsewhere."""
        self._used |= used

    def unused(self) -> Iterator[Problem]:
        """Exceptions that no rule asked for: what they excused has gone, or never was there."""
        document = self._content.exceptions_document
        for language, found in self._content.exceptions.root.items():
            for name in found:
                if (language, name) not in self._used and document is not None:
                    what = told("“{name}” excuses nothing", name=name)
                    remedy = told("Delete the line: the place is in order without it, or is named otherwise.")
                    error = RuleError("term-exception", what, remedy)
                    yield document.problem(error.rule, error.message, error.remedy, (language, name))
