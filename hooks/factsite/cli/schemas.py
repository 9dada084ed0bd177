"""``factsite schemas``: the schemas beside the content, as the models and the content of today make them."""

from __future__ import annotations

from pathlib import Path

import click

from factsite.describing.files import drifted, write
from factsite.problems import as_text
from factsite.reading.content import read_content
from factsite.telling import told_many


def update_schemas(root: Path, *, frozen: bool) -> int:
    """Write the schemas, or with ``frozen`` only say which would change.

    Args:
        root: the folder of the project.
        frozen: whether nothing is written.

    Returns:
        The exit code: 1 if something is out of date and ``frozen``.
    """
    content, problems = read_content(root / "content")
    if not content.languages:
        click.echo(as_text(problems, root))
        return 1
    changed = list(drifted(root, content)) if frozen else write(root, content)
    for name in changed:
        click.echo(name)
    if frozen and changed:
        wrong = told_many(
            "{n} schema is out of date: run “factsite schemas”.",
            "{n} schemas are out of date: run “factsite schemas”.",
            len(changed),
        )
        click.echo(wrong, err=True)
    return 1 if frozen and changed else 0
