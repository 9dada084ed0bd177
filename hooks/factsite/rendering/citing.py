"""How a figure is cited: who made the numbers, who put them together, which version, when it was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from factsite.records.codes import SourceForm
from factsite.records.figure import Figure
from factsite.records.source import Source
from factsite.rendering.addresses import version_address
from factsite.rendering.figures import figure_sources
from factsite.rendering.lists import publisher_name
from factsite.rendering.view import View


@dataclass(frozen=True)
class Cited:
    """What a reference to a figure says in a language, whatever its form.

    ``producers`` made the numbers, ``compiler`` is the site, which stands for them where the press alone told of the
    numbers, ``publisher`` the body responsible for it. ``version`` is the day on which the numbers last changed,
    ``address`` that at which they stand for ever, ``accessed`` the day for which the site was built: what is cited
    stood there on that day.
    """

    key: str
    producers: list[str]
    compiler: str
    publisher: str
    title: str
    version: date
    accessed: date
    address: str
    language: str


def publishers(view: View, figure: Figure) -> list[str]:
    """The names of the bodies that publish the sources of a figure, once each, in the order of first use."""
    return _names(view, _sources(view, figure))


def producers(view: View, figure: Figure) -> list[str]:
    """Those of them that made the numbers, as far as is known: a newspaper passes on what others counted."""
    return _names(view, [source for source in _sources(view, figure) if source.form is not SourceForm.PRESS])


def _sources(view: View, figure: Figure) -> list[Source]:
    return [view.site.content.sources[cited.source] for cited in figure_sources(view.site.content, figure)]


def _names(view: View, sources: list[Source]) -> list[str]:
    return list(dict.fromkeys(publisher_name(view, source) for source in sources))


def version_of(view: View, figure: Figure) -> date:
    """The day of the newest version of a figure’s data."""
    return view.site.version_days(figure, view.page.id)[0]


def cited(view: View, figure: Figure) -> Cited:
    """What is cited of the page of a figure in one language: its newest version; the key tells the languages apart."""
    version = version_of(view, figure)
    return Cited(
        key=f"{view.page.id}-{view.code}",
        producers=producers(view, figure) or [view.site_name],
        compiler=view.site_name,
        publisher=view.publisher,
        title=view.title,
        version=version,
        accessed=view.site.day,
        address=view.site.base + version_address(view.page.id, version),
        language=str(view.shown.locale).replace("_", "-"),
    )


def citation(view: View, figure: Figure) -> str:
    """How to cite a figure, in a few words of running text."""
    one, language = cited(view, figure), view.language
    said = {
        "title": one.title,
        "site": one.compiler,
        "day": language.day(one.version),
        "accessed": language.day(one.accessed),
        "address": one.address,
    }
    if not producers(view, figure):
        return language.say(
            "“%(title)s”, compiled by %(site)s from the press, version of %(day)s, "
            "accessed on %(accessed)s, %(address)s",
            **said,
        )
    return language.say(
        "%(producers)s, “%(title)s”, compiled by %(site)s, version of %(day)s, accessed on %(accessed)s, %(address)s",
        producers=", ".join(one.producers),
        **said,
    )


@dataclass(frozen=True)
class HeadTag:
    """A name and its content in the head of a page."""

    name: str
    content: str


def head_tags(view: View, figure: Figure) -> list[HeadTag]:
    """The tags by which reference managers know a page: ``citation_*``, as Google Scholar and Zotero read them."""
    one = cited(view, figure)
    return [
        HeadTag("citation_title", one.title),
        *(HeadTag("citation_author", name) for name in one.producers),
        HeadTag("citation_publication_date", one.version.strftime("%Y/%m/%d")),
        HeadTag("citation_online_date", one.version.strftime("%Y/%m/%d")),
        HeadTag("citation_publisher", one.publisher),
        HeadTag("citation_technical_report_institution", one.compiler),
        HeadTag("citation_language", one.language),
        HeadTag("citation_public_url", one.address),
    ]
