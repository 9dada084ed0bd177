"""The real site while the tests in the browser run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browsing import one_of_each_kind, served
from factsite.rendering.site import Site


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the real site while the tests run."""
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def paths(model: Site) -> list[str]:
    """One page of each kind."""
    found = one_of_each_kind(model, "protection-applicants")
    return [*found, "nl/over-deze-site/toegankelijkheid/", "en/explained/asylum-procedure/"]


@pytest.fixture
def few() -> int:
    """How many texts of each look are judged for their contrast: a list has thousands of them."""
    return 3
