"""Choose for yourself on the real site’s figure with the most values: every number, in every language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from exploring import Explored, every_text_is_that_of_the_page, served_strictly, watched, write_figure
from factsite.deriving.coded import code_in_files
from factsite.records.figure import Figure
from factsite.rendering.choosing import chosen_dimension
from factsite.rendering.site import Site
from factsite.rendering.view import View

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def largest(model: Site) -> str:
    """The figure with the most values among those on which readers choose."""
    found = {
        entry.id: len(figure.observations)
        for entry, figure in model.content.records(Figure)
        if chosen_dimension(View(model, "en", entry, ""), figure)
    }
    assert len(found) > 5
    return max(found, key=lambda name: found[name])


@pytest.fixture(scope="module")
def base(model: Site, largest: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("largest")
    write_figure(model, largest, folder)
    with served_strictly(folder) as found:
        yield found


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_every_number_is_that_of_the_page(browser: Browser, model: Site, largest: str, base: str, code: str) -> None:
    one = Explored(model, largest, code, base)
    in_files = {each: code_in_files(model.content, one.dimension, each) for each in one.codes()}
    with watched(browser) as page:
        assert every_text_is_that_of_the_page(page, one, in_files) > len(one.figure.observations)
