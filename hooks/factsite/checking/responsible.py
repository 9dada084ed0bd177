"""Who is responsible: what hasn’t been settled yet is a notice, and refused in a release."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.content import Content
from factsite.problems import Problem, Severity
from factsite.telling import told


def placeholders(content: Content, *, release: bool) -> Iterator[Problem]:
    """What the settings of the site leave open.

    Args:
        content: the content.
        release: whether the site is to be published, so that nothing may be left open.
    """
    document = content.settings_document
    if document is None or content.settings is None:
        return
    severity = Severity.ERROR if release else Severity.NOTICE
    for name in content.settings.placeholders():
        place = document.place((name, "placeholder"))
        what = told("“{name}” of the site is a placeholder; a release needs the real one", name=name)
        remedy = told("Fill it in and delete “placeholder”, when it has been decided.")
        if name == "contact":
            remedy = told(
                "Fill it in and delete “placeholder”, when it has been decided. Until then there is no security.txt."
            )
        yield Problem(document.path, place.line, place.column, "placeholder", what, remedy, severity)
