"""What the page of a figure offers to take along: files, reference, permanent address, code to embed."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from factsite.records.figure import Figure
from factsite.rendering.addresses import download, permanent, value_key
from factsite.rendering.formats import Download, Role, files_in, shelf
from factsite.rendering.view import View

_EMBED_CODE = Markup('<iframe src="%s" title="%s" width="100%%" height="640" loading="lazy"></iframe>')


@dataclass(frozen=True)
class Take:
    """What can be taken along from the page of a figure in one language; addresses are those within the site.

    ``main`` are the files that most want, by what they are for, and ``more`` the others by what is in them.
    ``example`` is the key of the newest value: what can stand after ``#`` in the address to embed.
    """

    main: dict[Role, list[Download]]
    more: dict[str, list[Download]]
    permanent: str
    citation: str
    embed: str
    embed_code: str
    example: str


def take_along(view: View, figure: Figure) -> Take:
    """Collect what a figure offers."""
    identifier, code = view.page.id, view.code
    newest = figure.latest() or figure.observations[0]
    offered = shelf(files_in(view.site, identifier, code) + files_in(view.site, identifier, ""))
    return Take(
        {role: [file for file in offered.main if file.format.role is role] for role in Role},
        offered.more,
        permanent(identifier),
        citation(view, figure),
        embed_address(identifier, code),
        embed_code(view),
        value_key(figure, newest),
    )


def citation(view: View, figure: Figure) -> str:
    """How to cite a figure, in one sentence: site, title, day of the last change, permanent address."""
    return view.language.say(
        "%(site)s, “%(title)s”, version of %(day)s, %(address)s",
        site=view.site_name,
        title=view.title,
        day=view.language.day(figure.changed),
        address=view.site.base + permanent(view.page.id),
    )


def embed_address(identifier: str, code: str) -> str:
    """The address of the page of a figure that other sites embed, in a language."""
    return download(identifier, f"{code}.html")


def embed_code(view: View) -> str:
    """The HTML with which another site shows the figure."""
    return str(_EMBED_CODE % (view.site.base + embed_address(view.page.id, view.code), view.title))
