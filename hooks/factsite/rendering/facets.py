"""Lists by facet: the records of a section that share a theme, a level, a year, a status, a body or a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from factsite.content import Entry
from factsite.records.codes import N_
from factsite.records.commitment import Commitment
from factsite.records.figure import Figure
from factsite.records.kinds import Decision, FactCheck, Legislation, Organisation
from factsite.rendering.addresses import relative
from factsite.rendering.view import Alternate, Crumb, View

MOST = 6  # records of a kind under a page; the rest stand on the list of the theme
Keys = Callable[[View, Entry], Iterator[tuple[str, str]]]


@dataclass(frozen=True)
class Choice:
    """One value of a facet: its code, its name, where its page stands, and the records that have it."""

    code: str
    title: str
    address: str
    entries: list[Entry]


@dataclass(frozen=True)
class Facet:
    """One way of choosing among the records of a section."""

    name: str
    title: str
    choices: list[Choice]


class FacetView(View):
    """The page of a choice: the list of its section at another address, the same choice in other languages."""

    suffix: str = ""
    # Search finds the records themselves.
    searched = False

    @cached_property
    def alternates(self) -> list[Alternate]:
        """The same choice in every language."""
        found = []
        for code in self.site.content.languages:
            address = self.site.addresses.of(self.page.path, code) + self.suffix
            here, there = relative(address, self.address), self.site.base + address
            found.append(
                Alternate(self.site.speaker(code), here, there, code == self.code, code not in self.page.translations)
            )
        return found

    @cached_property
    def way(self) -> list[Crumb]:
        """The pages above this one, of which the list of its section is the last."""
        return [*super().way, self._crumb(self.page.path, self.title)]

    @property
    def default_address(self) -> str:
        """The same choice for readers of other languages."""
        return (
            self.site.base
            + self.site.addresses.of(self.page.path, self.page.language_for(self.site.content.languages.default))
            + self.suffix
        )


def facets(view: View, kind: str) -> list[Facet]:
    """The facets of a section that part its records, each with its choices in their order."""
    found = []
    base = view.site.addresses.of(f"{kind}/index", view.code)
    for name, title, keys in _FACETS.get(kind, ()):
        choices: dict[str, Choice] = {}
        for entry in view.site.listed(kind, view.code):
            for code, label in keys(view, entry):
                choice = choices.setdefault(code, Choice(code, label, f"{base}{suffix(name, code)}", []))
                choice.entries.append(entry)
        if len(choices) > 1:
            ordered = sorted(choices.values(), key=lambda choice: view.language.sort_key(choice.title))
            found.append(Facet(name, view.language.say(title), ordered[::-1] if name == "year" else ordered))
    return found


@dataclass(frozen=True)
class Themed:
    """Some records of a kind that share a theme with a page, and where the whole list of the theme stands."""

    kind: str
    entries: list[Entry]
    address: str


def same_themes(view: View, page: Entry) -> list[Themed]:
    """What else the site has on the first theme of a page, by kind, without what the page refers to already."""
    theme = page.record.main_theme if page.record else ""
    found = []
    for kind in ("figures", "legislation", "decisions", "fact-checks", "commitments"):
        known = {entry.path for entry in view.related(kind)}
        others = [
            entry
            for entry in view.site.listed(kind, view.code)
            if entry.record and theme in entry.record.themes and entry.path not in known
        ]
        if others and view.has(f"{kind}/index"):
            base = view.site.addresses.of(f"{kind}/index", view.code)
            # Where all records have one theme there is nothing to choose, and the list itself is that of the theme.
            themes = {
                name for entry in view.site.listed(kind, view.code) if entry.record for name in entry.record.themes
            }
            found.append(Themed(kind, others[:MOST], base + suffix("theme", theme) if len(themes) > 1 else base))
    return found


def suffix(name: str, code: str) -> str:
    """What the address of a choice adds to that of its list: the same in every language."""
    return f"by/{name}/{code}/"


def _themes(view: View, entry: Entry) -> Iterator[tuple[str, str]]:
    for theme in entry.record.themes if entry.record else ():
        yield theme, view.theme(theme)


def _bodies(view: View, entry: Entry) -> Iterator[tuple[str, str]]:
    record = entry.record
    if isinstance(record, Figure):
        named = [record.organisation]
    elif isinstance(record, Decision):
        named = [record.body]
    else:
        named = record.organisations if record else []
    for body in named:
        if view.has(f"organisations/{body}"):
            yield body, view.title_of(view.entry_at(f"organisations/{body}"))


def _levels(view: View, entry: Entry) -> Iterator[tuple[str, str]]:
    if isinstance(entry.record, Legislation | Organisation):
        yield entry.record.level.value, view.language.name(entry.record.level)


def _years(view: View, entry: Entry) -> Iterator[tuple[str, str]]:
    record = entry.record
    day = record.checked if isinstance(record, FactCheck) else getattr(record, "date", None)
    if day and day.known:
        yield str(day.start.year), str(day.start.year)


def _states(view: View, entry: Entry) -> Iterator[tuple[str, str]]:
    record = entry.record
    if isinstance(record, Legislation):
        status = view.status_of(entry)
        yield (status.step.value, view.language.name(status.step)) if status else ("unknown", _unknown(view))
    elif isinstance(record, Commitment):
        yield record.progress.value, view.language.name(record.progress)
    elif isinstance(record, Decision):
        yield record.outcome.value, view.language.name(record.outcome)
    elif isinstance(record, FactCheck):
        yield record.standing.value, view.language.name(record.standing)


def _unknown(view: View) -> str:
    return view.language.say("status not known")


_THEME, _BODY, _LEVEL = ("theme", N_("Theme"), _themes), ("body", N_("Body"), _bodies), ("level", N_("Level"), _levels)
_YEAR, _STATUS = ("year", N_("Year"), _years), ("status", N_("Status"), _states)
_OUTCOME, _VERDICT = ("outcome", N_("Outcome"), _states), ("verdict", N_("Verdict"), _states)
_FACETS: dict[str, tuple[tuple[str, str, Keys], ...]] = {
    "figures": (_THEME, _BODY),
    "legislation": (_THEME, _LEVEL, _YEAR, _STATUS),
    "decisions": (_THEME, _BODY, _YEAR, _OUTCOME),
    "fact-checks": (_THEME, _VERDICT),
    "commitments": (_THEME, _BODY, ("progress", N_("State of play"), _states)),
}
FACETED = tuple(_FACETS)
