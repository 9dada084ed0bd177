"""The live site: shows a problem as a page, never hangs or ends, and goes on when it is mended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from projects import DAY, FIXTURES, make_project


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A live small site: its project and its address."""
    project = make_project(tmp_path, FIXTURES / "valid")
    with serving(project) as address:
        yield project, address


@contextmanager
def serving(project: Path) -> Iterator[str]:
    """Serve a project; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_DAY": DAY.isoformat()}
    command = [sys.executable, "-m", "factsite", "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    yield f"http://127.0.0.1:{port}/"
    assert server.poll() is None, "the live site ended"
    server.terminate()
    server.wait(20)


def fetch(address: str) -> str:
    """The page at an address, not-found pages included; nothing while the server starts."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - loopback
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode()
    except (urllib.error.URLError, ConnectionError):
        return ""


def wait_for(address: str, holds: Callable[[str], bool]) -> str:
    """Fetch until the page holds something.

    Raises:
        AssertionError: it doesn't within a minute.
    """
    end = time.monotonic() + 60
    while time.monotonic() < end:
        text = fetch(address)
        if holds(text):
            return text
        time.sleep(0.3)
    raise AssertionError(f"{address} never changed: {text[:300]}")


def test_problems_come_and_go(live: tuple[Path, str]) -> None:
    project, address = live
    page = address + "fr/chiffres/demandeurs/"
    wait_for(page, lambda text: "36\u202f871" in text)
    facts = project / "content" / "data" / "figures" / "applicants.yml"
    good = facts.read_text(encoding="utf-8")
    facts.write_text(good.replace("unit: persons", "unit: person"), encoding="utf-8")
    shown = wait_for(page, lambda text: "error[code]" in text)
    assert "content/data/figures/applicants.yml:4:7" in shown
    assert "Did you mean “persons”?" in shown
    assert "error[code]" in fetch(address + "en/")
    facts.write_text(good.replace("25971", "25972"), encoding="utf-8")
    wait_for(page, lambda text: "25\u202f972" in text)


def test_it_starts_on_broken_content(tmp_path: Path) -> None:
    project = make_project(tmp_path, FIXTURES / "valid")
    (project / "content" / "data" / "themes.yml").write_text("- [")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "factsite", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            assert "error[yaml]" in wait_for(f"http://127.0.0.1:{port}/", lambda text: "error[yaml]" in text)
            (project / "content" / "data" / "themes.yml").write_text("- asylum\n- return\n")
            wait_for(f"http://127.0.0.1:{port}/en/", lambda text: "A small site" in text)
        finally:
            server.terminate()


def test_odd_files_and_faults_of_the_generator_are_shown(live: tuple[Path, str]) -> None:
    """An editor's lock, a CSV elsewhere: the live site says so, and goes on when they are gone."""
    project, address = live
    page = address + "en/explained/the-procedure/"
    wait_for(page, lambda text: "Short." in text)
    lock = project / "content" / "en" / "explained" / ".#procedure.md"
    lock.symlink_to("editor@host.1234:5678")
    (project / "content" / "en" / "explained" / "procedure.md").touch()
    wait_for(page, lambda text: "error[file-kind]" in text)
    lock.unlink()
    (
        project / "content" / "en" / "explained" / "procedure.md"
    ).touch()  # saving does both: the link itself isn't watched
    wait_for(page, lambda text: "Short." in text)
    facts = project / "content" / "data" / "figures" / "monthly.yml"
    good = facts.read_text(encoding="utf-8")
    facts.write_text(good.replace("series: monthly.csv", "series: sub/monthly.csv"), encoding="utf-8")
    wait_for(page, lambda text: "error[series]" in text)
    facts.write_text(good, encoding="utf-8")
    wait_for(page, lambda text: "Short." in text)


def test_a_page_that_cannot_be_drawn_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The live site shows the fault in the place of that page only, and the others as they are."""
    project = make_project(tmp_path, FIXTURES / "valid")
    module = project / "hooks" / "factsite" / "rendering" / "pages.py"
    line = "        facts = self._facts()\n"
    text = module.read_text(encoding="utf-8")
    assert line in text
    fails = "        if self._entry.path == 'legislation/act': raise ValueError('odd')\n"
    module.write_text(text.replace(line, fails + line, 1), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(project / "hooks"))
    with serving(project) as address:
        wait_for(f"{address}en/explained/the-procedure/", lambda text: "Short." in text)
        act = fetch(f"{address}en/legislation/the-act/")
        assert "error[generator-fault]" in act
        assert "content/en/legislation/act.md" in act
