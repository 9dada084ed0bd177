"""The further parts of a long list: the page of the list at addresses of their own."""

from __future__ import annotations

from functools import cached_property

from factsite.content import Entry
from factsite.rendering.addresses import part_end
from factsite.rendering.pieces import Crumb
from factsite.rendering.site import Site
from factsite.rendering.view import View
from factsite.rendering.words import LangText


def part_title(view: View, title: str) -> LangText:
    """The title of a part: that of its list and, behind the first, its number."""
    if view.number > 1:
        title = view.language.say("%(title)s, page %(n)s", title=title, n=view.language.number_of(view.number))
    return view.words(title, view.shown.code)


class PartView(View):
    """A further part of a list: the same page at another address, the part of that number in other languages."""

    # The site's own search finds the rows themselves.
    searched = False

    def __init__(self, site: Site, code: str, entry: Entry, number: int) -> None:
        super().__init__(site, code, entry, site.addresses.of(entry.path, code) + part_end(site.speaker(code), number))
        self.number = number

    def suffix_in(self, code: str) -> str:
        """What the address of the part adds to that of its list, in a language."""
        return part_end(self.site.speaker(code), self.number)

    @cached_property
    def title(self) -> LangText:
        """The list and its part: “Figures, page 2”."""
        return part_title(self, self.title_of(self.page))

    @cached_property
    def way(self) -> list[Crumb]:
        """The pages above this one, of which the beginning of the list is the last."""
        return [*super().way, self._crumb(self.page.path, self.title_of(self.page))]
