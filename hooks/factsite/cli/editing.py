"""``factsite edit``: the form in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from factsite.form.server import PROGRAM, FormServer
from factsite.telling import told


def serve_form(root: Path, port: int) -> None:
    """Serve the form until it is interrupted.

    Raises:
        UsageError: Sveltia CMS isn’t installed.
    """
    if not (root / PROGRAM).is_file():
        raise click.UsageError(told("the form’s program isn’t here: run “make edit”, which gets it with npm"))
    with FormServer(root, port) as server:
        click.echo(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo(err=True)
