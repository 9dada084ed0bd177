"""The sites of the fixtures while the tests in the browser run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from browsing import one_of_each_kind, served
from factsite.rendering.site import Site


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the rich site while the tests run."""
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def small_address(small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small site, on the sub-path for which it was built."""
    root = tmp_path_factory.mktemp("www")
    shutil.copytree(small_site, root / "sub" / "path")
    with served(root) as found:
        yield f"{found}sub/path/"


@pytest.fixture(scope="session")
def paths(model: Site) -> list[str]:
    """One page of each kind."""
    return one_of_each_kind(model, "yearly")


@pytest.fixture
def few() -> int | None:
    """Every text is judged for its contrast: the pages are small."""
    return None
