"""Hostile texts that pass the check, opened in a browser: no script runs, and nothing is fetched from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, Request

import hostile
from factsite.documents.text import FORBIDDEN
from factsite.prose.numbers import bare_numbers
from projects import FIXTURES, build, copy_valid, make_project

Serve = Callable[[Path], AbstractContextManager[str]]
pytestmark = pytest.mark.browser


def survivors(content: Path) -> list[str]:
    """The texts of each form with each address, and with hard words, that the check lets pass."""
    trial = hostile.Trial(content)
    found: list[str] = []
    for number, form in enumerate(hostile.FORMS):
        for address in (*hostile.ALIVE, *hostile.PLAIN):
            word = hostile.WORDS[(number + len(address)) % len(hostile.WORDS)]
            name = "".join("abcdefghij"[int(digit)] for digit in str(len(found)))
            text = form.replace("W", word).replace("A", address.replace("(1)", "(self)")).replace("R", name)
            may_stand = "{{" not in text and not FORBIDDEN.search(text) and not list(bare_numbers(text))
            if text.strip() and may_stand and not trial.problems(f"{text}\n"):
                found.append(text)
    return found


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[str]:
    """A site whose page of the procedure has, in three languages, what survives of the hostile forms."""
    folder = tmp_path_factory.mktemp("hostile")
    trial = copy_valid(folder)
    text = "\n\n".join(survivors(trial)[::3])
    project = make_project(folder / "project", FIXTURES / "valid")
    (project / "content" / "assets").mkdir(exist_ok=True)
    shutil.copy(trial / "assets" / "picture.png", project / "content" / "assets")
    # The forms speak English in each language: no term is asked to be translated in them.
    (project / "content" / "data" / "glossary.yml").write_text("applicant: {themes: [asylum], everyday: true}\n")
    for code in ("en", "fr", "nl"):
        path = project / "content" / code / "explained" / "procedure.md"
        path.write_text(_with(path.read_text(encoding="utf-8"), text, code), encoding="utf-8")
    done = build(project, project / "site")
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    with serve(project / "site") as found:
        yield found


def _with(page: str, text: str, code: str) -> str:
    anchor = {"en": "in-short", "fr": "en-bref", "nl": "in-het-kort"}[code]
    return f"{page}\n{text.replace('in-short', anchor)}\n"


class Watch:
    """What a page did: dialogs, and requests to other hosts that no link of the page names."""

    def __init__(self, page: Page, origin: str) -> None:
        self.dialogs: list[str] = []
        self.asked: list[str] = []
        self._origin = origin
        self.look_at(page)
        page.context.route(lambda address: not address.startswith(origin), lambda route: route.abort())

    def look_at(self, page: Page) -> None:
        """Look at one more page of the same context."""
        page.on("dialog", self._dialog)
        page.on("request", self._request)

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self._origin):
            self.asked.append(request.url)


def test_the_watch_sees_what_lives(page: Page, hostile_address: str) -> None:
    watch = Watch(page, hostile_address)
    page.goto(hostile_address)
    page.evaluate(
        'document.body.innerHTML = \'<a id=a href="java&#115;cript:alert(1)">a</a>'
        '<img src="https://www.example.org/x.png">\''
    )
    page.click("#a")
    page.wait_for_timeout(200)
    assert watch.dialogs == ["1"]
    assert watch.asked == ["https://www.example.org/x.png"]


def test_nothing_lives_in_what_survives(page: Page, hostile_address: str) -> None:
    watch = Watch(page, hostile_address)
    home = f"{hostile_address}en/explained/the-procedure/"
    page.goto(home)
    links = page.locator("main a")
    targets = links.evaluate_all("all => all.map(one => one.href)")
    assert len(targets) > 40
    for number in range(len(targets)):
        links.nth(number).dispatch_event("mouseover")
        links.nth(number).dispatch_event("focus")
    page.wait_for_load_state("networkidle")
    assert watch.dialogs == []
    assert watch.asked == []
    for target in sorted(set(targets)):
        # A page of its own for each click: leaving it can't be interrupted by the next.
        fresh = page.context.new_page()
        watch.look_at(fresh)
        fresh.goto(home)
        fresh.locator("main a").nth(targets.index(target)).dispatch_event("click")
        fresh.wait_for_timeout(300)
        fresh.close()
    assert watch.dialogs == []
    outside = {target.partition("#")[0] for target in targets if not target.startswith(hostile_address)}
    assert {asked.partition("#")[0] for asked in watch.asked} <= outside
    assert all(target.startswith(("http://", "https://", "mailto:")) for target in targets)
