"""Pages that lead on to another at once."""

from __future__ import annotations

from factsite.content import Entry
from factsite.rendering.addresses import relative
from factsite.rendering.site import Site


def redirect(site: Site, code: str, old: str, new: str, entry: Entry) -> str:
    """A page that leads on to another at once: ``new`` is the address, ``entry`` that of whose title it shows."""
    template = site.environment.get_template("redirect.html")
    return template.render(code=code, title=site.title(entry, code), href=relative(new, old), canonical=site.base + new)
