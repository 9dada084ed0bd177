"""The live site in a browser: a page changes by itself where it stands, gives way to problems, and comes back."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from factsite.serving.preview import Preview
from factsite.serving.server import LiveServer
from projects import DAY, copy_rich, make_project

pytestmark = pytest.mark.browser


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """The rich site, live: its project and its address."""
    monkeypatch.setenv("FACTSITE_DAY", DAY.isoformat())
    project = make_project(tmp_path, copy_rich(tmp_path))
    preview = Preview(project, lambda _: None, lambda _: None)
    server = LiveServer(0, preview)
    threads = [threading.Thread(target=run, daemon=True) for run in (server.serve_forever, preview.keep_up_to_date)]
    for thread in threads:
        thread.start()
    yield project, f"http://127.0.0.1:{server.server_port}/"
    preview.end()
    server.shutdown()
    server.server_close()
    for thread in threads:
        thread.join()


def test_a_page_changes_by_itself_where_it_stands(page: Page, live: tuple[Path, str]) -> None:
    project, address = live
    page.goto(address + "en/figures/residents/")
    page.evaluate("scrollTo(0, 700)")
    facts = project / "content" / "en" / "figures" / "residents.md"
    good = facts.read_text(encoding="utf-8")
    facts.write_text(good.rstrip("\n") + "\n\nSeen at once.\n", encoding="utf-8")
    expect(page.get_by_text("Seen at once.")).to_be_attached(timeout=60_000)
    # Asked again and again from here: the policy of the page lets no text be run within it.
    for _ in range(100):
        if page.evaluate("scrollY") == 700:
            break
        page.wait_for_timeout(50)
    assert page.evaluate("scrollY") == 700
    facts.write_text(re.sub(r"(?m)^title: .*$", "title: [", good), encoding="utf-8")
    expect(page.get_by_text("error[yaml]")).to_be_visible(timeout=60_000)
    facts.write_text(good, encoding="utf-8")
    expect(page.locator("#main")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Seen at once.")).to_have_count(0)
    assert page.url == address + "en/figures/residents/"


def test_a_page_that_has_not_changed_is_left_alone(page: Page, live: tuple[Path, str]) -> None:
    project, address = live
    page.goto(address + "en/about/")
    page.evaluate("window.mine = 1")
    other = project / "content" / "en" / "explained" / "procedure.md"
    other.write_text(other.read_text(encoding="utf-8").rstrip("\n") + "\n\nElsewhere.\n", encoding="utf-8")
    beside = page.context.new_page()
    beside.goto(address + "en/explained/the-procedure/")
    expect(beside.get_by_text("Elsewhere.")).to_be_attached(timeout=60_000)
    assert page.evaluate("window.mine") == 1
    style = project / "hooks" / "factsite" / "theme" / "style" / "base.css"
    assert style.is_file()
