"""The benchmark of the live site: how long after a save a browser gets the new page, beside plain MkDocs’ own."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from made_up import Made, write_plain
from projects import DAY, ROOT

# Plain MkDocs needs minutes a save on the large site.
TIMES, PLAIN_TIMES = 10, 3
# What the project promises itself, in seconds.
GOALS = {"real": 1.5, "large": 3.0}
# Material alone, as many pages, as its own handbook advises for many (navigation.prune).
ALONE_CONFIG = """site_name: Plain
site_url: https://plain.example/
theme: {name: material, font: false, features: [navigation.prune]}
plugins: [search]
markdown_extensions: [admonition, def_list, tables, {toc: {toc_depth: 2-3}}]
"""
_PATIENCE = 900.0
_VALUE = r"value: (\d{4,})\b(?!\.)"


@dataclass(frozen=True)
class Edit:
    """A change of a kind: the file, the page on which it is seen, and how its text and the page's change."""

    kind: str
    file: Path
    page: str
    change: Callable[[str, int], str]
    shown: Callable[[int], str]


def real_edits(project: Path) -> list[Edit]:
    """A change of each kind on the real content: figures that need not fit others, or a rounding."""
    figures = project / "content" / "data" / "figures"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(figures.glob("*.yml"))}
    bridges = "".join(path.read_text(encoding="utf-8") for path in (figures.parent / "bridges").glob("*.yml"))
    plain_ones = {
        name: text
        for name, text in texts.items()
        if name not in bridges and not re.search(r"(?m)^(?:dimensions|ratio|import|rounding):", text)
    }
    with_csv = next(name for name, text in plain_ones.items() if re.search(r"(?m)^series:", text))
    inline = next(name for name, text in plain_ones.items() if len(re.findall(_VALUE, text)) > 5)
    return _edits(project, inline, with_csv)


def made_up_edits(project: Path) -> list[Edit]:
    """The same on a made-up site, one of whose figures gets a CSV."""
    figures = project / "content" / "data" / "figures"
    names = sorted(path.stem for path in figures.glob("figure-*.yml"))
    rows = re.findall(r"period: (\d+), value: (\d+)", (figures / f"{names[1]}.yml").read_text())
    head = (figures / f"{names[1]}.yml").read_text().partition("observations:")[0]
    (figures / f"{names[1]}.yml").write_text(f"{head}series: {names[1]}.csv\n", encoding="utf-8")
    text = "".join(f"{period},{value}\n" for period, value in rows)
    (figures / f"{names[1]}.csv").write_text(f"period,value\n{text}", encoding="utf-8")
    return _edits(project, names[0], names[1])


def _edits(project: Path, inline: str, with_csv: str) -> list[Edit]:
    content, package = project / "content", project / "hooks" / "factsite"

    def page(figure: str) -> str:
        slug = re.search(r"(?m)^slug: (\S+)", (content / "en" / "figures" / f"{figure}.md").read_text())
        section = re.search(r"(?m)^slug: (\S+)", (content / "en" / "figures" / "index.md").read_text())
        assert slug
        assert section
        return f"en/{section[1]}/{slug[1]}/"

    figures, words = content / "data" / "figures", content / "en" / "figures"
    newest = int(re.findall(_VALUE, (figures / f"{inline}.yml").read_text())[-1])
    head, *_, last = (figures / f"{with_csv}.csv").read_text().splitlines()
    place = head.split(",").index("value")
    below = int(last.split(",")[place])

    def value(text: str, number: int) -> str:
        before, _, after = text.rpartition(f"value: {newest}")
        return f"{before}value: {newest + 7 * (number + 1)}{after}"

    def sentence(text: str, number: int) -> str:
        return f"{text.rstrip()}\n\n{_marker(number)}.\n"

    def row(text: str, number: int) -> str:
        cells = last.split(",")
        cells[place] = str(below + 7 * (number + 1))
        return text.replace(last, ",".join(cells))

    def template(text: str, number: int) -> str:
        return text.replace('<main id="main"', f'<p hidden>{_marker(number)}</p>\n<main id="main"')

    return [
        Edit("value", figures / f"{inline}.yml", page(inline), value, lambda n: f"{newest + 7 * (n + 1):,}"),
        Edit("sentence", words / f"{inline}.md", page(inline), sentence, _marker),
        Edit("data file", figures / f"{with_csv}.csv", page(with_csv), row, lambda n: f"{below + 7 * (n + 1):,}"),
        Edit("template", package / "theme" / "templates" / "base.html", page(inline), template, _marker),
    ]


def _marker(number: int) -> str:
    return "Seen " + "".join("abcdefghij"[int(digit)] for digit in f"{number:03}")


def seen(project: Path, edits: list[Edit]) -> dict[str, list[float]]:
    """Seconds from the end of a save until the page was fetched anew, after the live site told its browser to.

    After each edit the site is left alone until its rules have been applied.
    """
    found: dict[str, list[float]] = {}
    with _serving(project, [sys.executable, "-m", "factsite", "serve", "--port"]) as port:
        _wait(port, edits[0].page, lambda text: "<main" in text)
        for edit in edits:
            good = edit.file.read_text(encoding="utf-8")
            with _listening(port, edit.page) as versions:
                next(versions)
                found[edit.kind] = []
                for number in range(TIMES):
                    time.sleep(4)
                    edit.file.write_text(edit.change(good, number), encoding="utf-8")
                    start = time.perf_counter()
                    while edit.shown(number) not in (page := _fetch(port, edit.page)):
                        if "error[" in page:
                            raise SystemExit(f"the {edit.kind} doesn’t fit the rest: {page[:2000]}")
                        next(versions)
                    found[edit.kind].append(time.perf_counter() - start)
            edit.file.write_text(good, encoding="utf-8")
            time.sleep(4)
    return found


def plain(records: list[Made], folder: Path, charts: dict[str, str]) -> list[float]:
    """Seconds from a save of one sentence until plain MkDocs' own server shows it, with as many pages."""
    write_plain(records, folder / "docs", charts)
    (folder / "mkdocs.yml").write_text(ALONE_CONFIG, encoding="utf-8")
    path = next(path for path in sorted((folder / "docs" / "en" / "figures").glob("figure-*.md")))
    page, good, found = f"en/figures/{path.stem}/", path.read_text(encoding="utf-8"), []
    with _serving(folder, [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr"], "127.0.0.1:") as port:
        _wait(port, page, lambda text: "<main" in text)
        for number in range(PLAIN_TIMES):
            time.sleep(1)
            path.write_text(f"{good}\n{_marker(number)}.\n", encoding="utf-8")
            start = time.perf_counter()
            _wait(port, page, lambda text, number=number: _marker(number) in text)  # type: ignore[misc]
            found.append(time.perf_counter() - start)
    return found


def copy_of_the_real_site(folder: Path) -> Path:
    """The real site, free to be changed: nothing of it was published, so no edit needs a revision."""
    for name in ("content", "translations", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    data = folder / "content" / "data"
    (data / "published.csv").unlink()
    shutil.rmtree(data / "changes")
    return folder


@contextmanager
def _serving(project: Path, command: list[str], host: str = "") -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_DAY": DAY.isoformat()}
    environment["PYTHONPATH"] = str(project / "hooks")
    process = subprocess.Popen(
        [*command, f"{host}{port}"],
        cwd=project,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _listening(port: int, page: str) -> Iterator[Iterator[str]]:
    """What the live site tells a browser that looks at a page: its version, whenever it changes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    connection.request("GET", f"/.factsite/news?page={quote(page)}index.html")
    answer = connection.getresponse()

    def versions() -> Iterator[str]:
        while line := answer.readline():
            if line.startswith(b"data: "):
                yield line.decode()
        raise SystemExit("the live site ended")

    yield versions()
    answer.close()
    connection.close()


def _fetch(port: int, page: str) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=_PATIENCE) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode()
    except (urllib.error.URLError, ConnectionError):
        return ""


def _wait(port: int, page: str, holds: Callable[[str], bool]) -> None:
    end = time.perf_counter() + _PATIENCE
    while not holds(_fetch(port, page)):
        if time.perf_counter() > end:
            raise SystemExit(f"{page} never changed")
        time.sleep(0.05)


def lines(name: str, ours: dict[str, list[float]], alone: list[float]) -> list[str]:
    """What was measured, in words, beside what is promised."""
    goal, beside, found = GOALS[name], statistics.median(alone), []
    for kind, seconds in ours.items():
        middle = statistics.median(seconds)
        reached = "reached" if middle <= goal else "MISSED"
        spread = f"median of {len(seconds)}, {min(seconds):.2f} to {max(seconds):.2f}; goal: at most {goal}"
        share = f"share of plain MkDocs’ {beside:.1f} s: {middle / beside:.3f}"
        found.append(f"{name} site: a {kind} is seen after {middle:.2f} s ({spread}) {reached}; {share}")
    return found
