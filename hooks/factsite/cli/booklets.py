"""``factsite booklets``: the booklets of key figures, kept with the content for when their year is over."""

from __future__ import annotations

from pathlib import Path

import click

from factsite.clock import Clock
from factsite.content import Content
from factsite.deriving.public import public_content
from factsite.documents.walking import DATA
from factsite.durable import write_whole
from factsite.problems import as_text, has_errors
from factsite.reading.configuration import NO_ADDRESS, site_address_beside
from factsite.reading.content import read_content
from factsite.records.booklets import FOLDER, booklet_name
from factsite.rendering.papers import booklet_of_today
from factsite.rendering.site import Site
from factsite.telling import told


def keep_booklets(root: Path, clock: Clock) -> int:
    """Write the booklet of the year of a day into ``content/data/booklets``, in each language.

    Args:
        root: the folder of the project.
        clock: the moment: what isn’t public then isn’t in the booklet, and its day is that of the booklet.

    Returns:
        The exit code: 1 if the content has errors, or no key figures.
    """
    content, problems = read_content(root / "content")
    if has_errors(problems):
        click.echo(as_text(problems, root))
        return 1
    base = site_address_beside(content.root) or NO_ADDRESS
    return _write(root, Site(_public(content, clock), clock.day, base))


def _public(content: Content, clock: Clock) -> Content:
    return public_content(content, clock.moment).content


def _write(root: Path, site: Site) -> int:
    folder = root / "content" / DATA / FOLDER
    for code in site.content.languages:
        found = booklet_of_today(site, code)
        if found is None:
            click.echo(told("There are no key figures in content/data/home.yml."), err=True)
            return 1
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / booklet_name(site.day.year, code)
        write_whole(path, found.make().data)
        click.echo(path.relative_to(root).as_posix())
    return 0
