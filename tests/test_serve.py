"""The live site: shows a problem as a page, never hangs or ends, and goes on when it is mended."""

from __future__ import annotations

import os
import re
import signal
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

from projects import DAY, FIXTURES, hearing_interrupts, make_project


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A live small site: its project and its address."""
    project = make_project(tmp_path, FIXTURES / "valid")
    with serving(project) as (_, address):
        yield project, address


@contextmanager
def serving(project: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve a project with the generator that stands in it; yields the process and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "FACTSITE_DAY": DAY.isoformat(),
        "PYTHONPATH": str(project / "hooks"),
    }
    command = [sys.executable, "-m", "factsite", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            yield server, f"http://127.0.0.1:{port}/"
            assert server.poll() is None, "the live site ended"
        finally:
            server.terminate()
            server.communicate(timeout=60)


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
    with serving(project) as (_, address):
        assert "error[yaml]" in wait_for(address, lambda text: "error[yaml]" in text)
        (project / "content" / "data" / "themes.yml").write_text("- asylum\n- return\n")
        wait_for(f"{address}en/", lambda text: "A small site" in text)


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


def test_a_page_that_cannot_be_drawn_is_named(tmp_path: Path) -> None:
    """The live site shows the fault in the place of that page only, and the others as they are."""
    project = make_project(tmp_path, FIXTURES / "valid")
    module = project / "hooks" / "factsite" / "rendering" / "pages.py"
    line = "        facts = self._facts()\n"
    text = module.read_text(encoding="utf-8")
    assert line in text
    fails = "        if self._entry.path == 'legislation/act': raise ValueError('odd')\n"
    module.write_text(text.replace(line, fails + line, 1), encoding="utf-8")
    with serving(project) as (_, address):
        wait_for(f"{address}en/explained/the-procedure/", lambda text: "Short." in text)
        act = fetch(f"{address}en/legislation/the-act/")
        assert "error[generator-fault]" in act
        assert "content/en/legislation/act.md" in act


def test_a_burst_of_saves_ends_with_the_last(live: tuple[Path, str]) -> None:
    project, address = live
    page = address + "en/explained/the-procedure/"
    wait_for(page, lambda text: "Short." in text)
    path = project / "content" / "en" / "explained" / "procedure.md"
    good = path.read_text(encoding="utf-8")
    for number in range(100):
        word = "abcdefghij"[number // 10] + "abcdefghij"[number % 10]
        path.write_text(f"{good}\nSaved {word}.\n", encoding="utf-8")
        time.sleep(0.01)
    assert "Saved ji." not in wait_for(page, lambda text: "Saved jj." in text)


def test_files_as_programs_save_them(live: tuple[Path, str]) -> None:
    """Half of it first; a new file that takes the place of the old; a folder that goes and comes back."""
    project, address = live
    page = address + "en/explained/the-procedure/"
    wait_for(page, lambda text: "Short." in text)
    path = project / "content" / "en" / "explained" / "procedure.md"
    text = path.read_text(encoding="utf-8").rstrip("\n") + "\n\nWritten in pieces.\n"
    with path.open("w", encoding="utf-8") as file:
        file.write(text[:10])
        file.flush()
        wait_for(page, lambda found: "error[front-matter]" in found)
        file.write(text[10:])
    wait_for(page, lambda found: "Written in pieces." in found)
    beside = path.with_name(".procedure.md.swp")
    beside.write_text(text.replace("in pieces", "beside"), encoding="utf-8")
    beside.replace(path)
    wait_for(page, lambda found: "Written beside." in found)
    folder, away = project / "content" / "data", project / "away"
    folder.rename(away)
    wait_for(page, lambda found: "error[missing-file]" in found)
    away.rename(folder)
    wait_for(page, lambda found: "Written beside." in found)
    path.write_text(text.replace("in pieces", "after that"), encoding="utf-8")
    wait_for(page, lambda found: "Written after that." in found)


def test_a_change_of_the_generator_is_seen_and_a_broken_one_named(live: tuple[Path, str]) -> None:
    project, address = live
    wait_for(address + "robots.txt", lambda text: "Allow: /" in text)
    module = project / "hooks" / "factsite" / "publishing" / "files.py"
    good = module.read_text(encoding="utf-8")
    module.write_text(good + "\ndef broken(:\n", encoding="utf-8")
    wait_for(address + "en/", lambda text: "SyntaxError" in text)
    module.write_text(good.replace("Allow: /", "Allow: /en/"), encoding="utf-8")
    wait_for(address + "robots.txt", lambda text: "Allow: /en/" in text)
    wait_for(address + "en/", lambda text: "A small site" in text)


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    project = make_project(tmp_path, FIXTURES / "valid")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "factsite", "serve", "--port", str(port)]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    said = re.search(rf"another program listens at 127\.0\.0\.1:{port}: end it, .*: --port (\d+)", done.stderr)
    assert said
    with socket.socket() as offered:
        offered.bind(("127.0.0.1", int(said[1])))


def test_it_says_where_to_look_and_ends_when_it_is_interrupted(tmp_path: Path) -> None:
    project = make_project(tmp_path, FIXTURES / "valid")
    environment = os.environ | {"PYTHONPATH": str(project / "hooks")}
    command = [sys.executable, "-m", "factsite", "serve", "--port", "0"]
    with hearing_interrupts():
        server = subprocess.Popen(
            command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    with server:
        assert server.stdout is not None
        try:
            first = server.stdout.readline()
            assert "Reading the content; then look at http://127.0.0.1:" in first
            address = first.split()[6]
            wait_for(address + "en/", lambda text: "A small site" in text)
            server.send_signal(signal.SIGINT)
            rest, _ = server.communicate(timeout=60)
        finally:
            server.kill()  # one that doesn't end is a failure, not a wait without end
    assert server.returncode == 0
    assert rest.splitlines()[-1] == "Ended."
    assert "Traceback" not in rest


def test_mkdocs_serve_says_what_to_run(tmp_path: Path) -> None:
    project = make_project(tmp_path, FIXTURES / "valid")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:0"]
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "factsite serve" in done.stderr
