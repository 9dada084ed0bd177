"""The form in a real browser: what an editor changes in it stands in the same files, and no other byte changes."""

from __future__ import annotations

import difflib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from factsite.form.server import PROGRAM, FormServer
from projects import FIXTURES, ROOT, copy_valid

pytestmark = pytest.mark.browser
TOOLS = ROOT / "tools"
_PATIENCE = 60_000


@pytest.fixture
def form(tmp_path: Path) -> Iterator[FormServer]:
    """The form over a small project of its own."""
    if not (TOOLS / Path(PROGRAM).relative_to("tools")).is_file():
        if os.environ.get("FACTSITE_REQUIRE_BROWSER"):
            pytest.fail("Sveltia CMS isn’t installed in tools/form, and this run requires it")
        pytest.skip("Sveltia CMS isn’t installed: the form isn’t tried")
    copy_valid(tmp_path)
    (tmp_path / "tools").symlink_to(TOOLS)
    with FormServer(tmp_path, 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def opened(page: Page, form: FormServer, place: str) -> None:
    """An entry in the form."""
    page.goto(form.address)
    page.get_by_role("button", name="Work with Test Repository").click(timeout=_PATIENCE)
    page.get_by_text("Figures: facts").first.wait_for(timeout=_PATIENCE)
    page.goto(f"{form.address}#/collections/{place}")
    page.get_by_role("button", name="Save").wait_for(timeout=_PATIENCE)


def field(page: Page, path: str, locale: str = "") -> Locator:
    """A field by its path, looked for down the page, for the form draws fields as they are reached."""
    within = page.locator(f'[data-locale="{locale}"]') if locale else page
    found = within.locator(f'section[data-key-path="{path}"]').first
    page.locator("section[data-key-path]").first.wait_for(timeout=_PATIENCE)
    for _ in range(30):
        if found.count():
            break
        page.mouse.move(500, 500)
        page.mouse.wheel(0, 1_200)
        page.wait_for_timeout(200)
    found.scroll_into_view_if_needed()
    return found


def unfolded(entries: Locator, number: int) -> None:
    """Show an entry of a list."""
    entries.locator(f'button[aria-controls$="-item-{number}-body"]').click()


def saved(page: Page) -> None:
    """What was changed, written: until the form has nothing more to save."""
    with page.expect_response(lambda answer: answer.request.method == "PUT") as waited:
        page.get_by_role("button", name="Save").first.click()
    assert waited.value.ok, waited.value.text()
    page.wait_for_timeout(500)


def changed(form: FormServer) -> dict[str, list[str]]:
    """Every file that differs from what stood there at first, with the lines that went and that came."""
    found = {}
    for path in sorted(path for path in (form.root / "content").rglob("*") if path.is_file()):
        name = path.relative_to(form.root / "content").as_posix()
        before = (FIXTURES / "valid" / name).read_text(encoding="utf-8").splitlines()
        lines = difflib.unified_diff(before, path.read_text(encoding="utf-8").splitlines(), n=0, lineterm="")
        if told := [line for line in lines if line[0] in "+-" and line[:3] not in {"+++", "---"}]:
            found[name] = told
    return found


def test_a_value_of_a_figure(page: Page, form: FormServer) -> None:
    elsewhere = []
    page.on("request", lambda request: elsewhere.append(request.url))
    opened(page, form, "data-figures/entries/applicants")
    unfolded(field(page, "observations"), 0)
    field(page, "observations.0.value").get_by_role("textbox").fill("16911")
    saved(page)
    assert changed(form) == {
        "data/figures/applicants.yml": [
            "-  - {period: 2020, value: 16910, sex: T}",
            "+  - {period: 2020, value: 16911, sex: T}",
        ]
    }
    assert [url for url in elsewhere if not url.startswith((form.address, "blob:", "data:"))] == []


def test_a_step_of_a_law(page: Page, form: FormServer) -> None:
    opened(page, form, "data-legislation/entries/act")
    unfolded(field(page, "steps"), 1)
    field(page, "steps.1.date").get_by_role("textbox").fill("2017-04-30")
    saved(page)
    assert changed(form) == {
        "data/legislation/act.yml": [
            "-  - {step: in-force, date: 2017-04-29, source: survey-2022, note: later}",
            "+  - {step: in-force, date: 2017-04-30, source: survey-2022, note: later}",
        ]
    }


def test_the_text_of_a_page_in_two_languages_at_once(page: Page, form: FormServer) -> None:
    opened(page, form, "figures/entries/applicants")
    for locale, title in (("en", "Applicants, all"), ("fr", "Demandeurs, tous")):
        field(page, "title", locale).get_by_role("textbox").fill(title)
    saved(page)
    page.wait_for_timeout(2_000)
    found = changed(form)
    assert {name: lines[1:] for name, lines in found.items()} == {
        "en/figures/applicants.md": ['+title: "Applicants, all"'],
        "fr/figures/applicants.md": ['+title: "Demandeurs, tous"'],
    }
