"""What the tests beside this folder ask of a site, they ask here of the real one: the same fixtures, other content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from content.real import FIGURES, real_content
from factsite.content import Content
from factsite.rendering.site import Site
from projects import DAY, ROOT, SITE_URL, build


@pytest.fixture(scope="session")
def site(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The real site, built once for all tests; beside it the list of its sentences."""

    def make(folder: Path) -> None:
        done = build(ROOT, folder / "site", sentences=folder / "sentences")
        assert done.returncode == 0, done.stdout + done.stderr

    return once("real", make) / "site"


@pytest.fixture(scope="session")
def content() -> Content:
    """The real content."""
    return real_content()


@pytest.fixture(scope="session")
def model() -> Site:
    """The real site before it is drawn."""
    return Site(real_content(), DAY, SITE_URL)


@pytest.fixture(params=FIGURES)
def identifier(request: pytest.FixtureRequest) -> str:
    """Each figure of the real site in turn."""
    return str(request.param)
