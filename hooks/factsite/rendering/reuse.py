"""What the page of a figure offers to take along: files, reference, permanent address, code to embed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from factsite.records.figure import Figure
from factsite.rendering.addresses import download, figure_feed, permanent, value_key, versions_address
from factsite.rendering.citing import HeadTag, citation, head_tags
from factsite.rendering.environment import THEME
from factsite.rendering.formats import Download, Role, files_in, shelf
from factsite.rendering.view import View

# In a frame of this height the source is in sight at every width; who wants to see all at once takes the script.
HEIGHT = 640
_EMBED_CODE = Markup('<iframe src="%s" title="%s" width="100%%" height="%s" loading="lazy"></iframe>')
# The addresses of pages that are light or dark whatever the reader's system says.
LOOKS = ("light", "dark")
HEIGHT_SCRIPT = "assets/embed-height.js"


@dataclass(frozen=True)
class Take:
    """What can be taken along from the page of a figure in one language; addresses are those within the site.

    ``main`` are the files that most want, by what they are for, and ``more`` the others by what is in them.
    ``example`` is the key of the newest value: what can stand after ``#`` in the address to embed.
    """

    main: dict[Role, list[Download]]
    more: dict[str, list[Download]]
    permanent: str
    versions: str
    citation: str
    embed: str
    embed_code: str
    fitting_code: str
    fitting: str
    light: str
    dark: str
    oembed: str
    example: str
    feed: str
    tags: list[HeadTag]


def take_along(view: View, figure: Figure) -> Take:
    """Collect what a figure offers."""
    identifier, code = view.page.id, view.code
    newest = figure.latest() or figure.observations[0]
    offered = shelf(files_in(view.site, identifier, code) + files_in(view.site, identifier, ""))
    return Take(
        {role: [file for file in offered.main if file.format.role is role] for role in Role},
        offered.more,
        permanent(identifier),
        versions_address(identifier),
        citation(view, figure),
        embed_address(identifier, code),
        embed_code(view),
        fitting_code(),
        HEIGHT_SCRIPT,
        embed_address(identifier, code, "light"),
        embed_address(identifier, code, "dark"),
        oembed_address(identifier, code),
        value_key(figure, newest),
        figure_feed(identifier, code),
        head_tags(view, figure),
    )


def embed_address(identifier: str, code: str, look: str = "") -> str:
    """The address of the page of a figure that other sites embed, in a language; ``look`` is one of ``LOOKS``."""
    return download(identifier, f"{code}.{look}.html" if look else f"{code}.html")


def oembed_address(identifier: str, code: str) -> str:
    """The address of what tells other sites how to show a figure, in a language."""
    return download(identifier, f"{code}.oembed.json")


def values_address(identifier: str, code: str) -> str:
    """The address of the values that the page to embed fetches, as it doesn’t hold them itself."""
    return download(identifier, f"{code}.values.json")


def embed_code(view: View) -> str:
    """The HTML with which another site shows the figure."""
    return str(_EMBED_CODE % (view.site.base + embed_address(view.page.id, view.code), view.title, HEIGHT))


@lru_cache
def fitting_code() -> str:
    """The lines with which a page gives its frames the height of what they show."""
    return f"<script>\n{(THEME / HEIGHT_SCRIPT).read_text(encoding='utf-8')}</script>"
