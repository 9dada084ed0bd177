"""``factsite server-config``: settings of a server for this site, to be put where it reads them."""

from __future__ import annotations

import click

from factsite.cli.project import project_root
from factsite.cli.telling import misuse
from factsite.hosting.addressed import folder, whereabouts
from factsite.hosting.caddy import caddy
from factsite.hosting.nginx import LISTEN, nginx
from factsite.problems import RuleError
from factsite.reading.configuration import languages_beside, site_address_beside


@click.command("server-config")
@click.argument("server", type=click.Choice(["nginx", "caddy"]))
@click.option(
    "--root", "given", metavar="FOLDER", help="Where the published site stands on the server (default: site/)."
)
@click.option("--listen", metavar="ADDRESS", help="Where to listen (default: port 80 for nginx, the host for Caddy).")
def server_config(server: str, given: str | None, listen: str | None) -> None:
    """Print the settings of a web server for this site: headers, types, compressed files, not-found pages."""
    root = project_root()
    try:
        where = whereabouts(site_address_beside(root / "content"), languages_beside(root / "content"))
        site = folder(given or (root / "site").as_posix())
    except RuleError as error:
        raise misuse(error.whole) from error
    text = nginx(where, site, listen or LISTEN) if server == "nginx" else caddy(where, site, listen or "")
    click.echo(text, nl=False)
