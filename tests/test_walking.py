"""Nothing outside: what stands under content/ is judged before it is opened, and MkDocs publishes nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from factsite import bounded
from factsite.checking import check
from factsite.documents.events import MAX_YAML
from factsite.problems import Severity, as_github, as_json, as_text
from factsite.reading.content import read_content
from projects import DAY, FIXTURES, build, make_project


def rules(small: Path) -> set[tuple[str, str]]:
    """Every error of a content folder: its file and its rule; the reports can be written too."""
    _, problems = check(small, DAY)
    for write in (as_text, as_json, as_github):
        write(problems, small).encode("utf-8")
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return {(problem.path.relative_to(small).as_posix(), problem.rule) for problem in errors}


def _link_to_file(small: Path) -> str:
    (small / "en/explained/linked.md").symlink_to("/etc/hostname")
    return "en/explained/linked.md"


def _link_inside(small: Path) -> str:
    (small / "data/explained/linked.yml").symlink_to("procedure.yml")
    return "data/explained/linked.yml"


def _dangling_link(small: Path) -> str:
    (small / "assets").mkdir()
    (small / "assets/picture.png").symlink_to("nowhere")
    return "assets/picture.png"


def _linked_folder(small: Path) -> str:
    (small / "en/bridges/more").symlink_to("/etc")
    return "en/bridges/more"


def _loop(small: Path) -> str:
    (small / "data/figures/loop").symlink_to("..")
    return "data/figures/loop"


def _linked_section(small: Path) -> str:
    shutil.move(small / "nl/explained", small.parent / "elsewhere")
    (small / "nl/explained").symlink_to(small.parent / "elsewhere")
    return "nl/explained"


def _linked_vocabulary(small: Path) -> str:
    shutil.move(small / "data/themes.yml", small.parent / "themes.yml")
    (small / "data/themes.yml").symlink_to(small.parent / "themes.yml")
    return "data/themes.yml"


def _editor_lock(small: Path) -> str:
    (small / "fr/explained/.#procedure.md").symlink_to("editor@host.1234:5678")
    return "fr/explained/.#procedure.md"


def _pipe(small: Path) -> str:
    os.mkfifo(small / "en/explained/pipe.md")
    return "en/explained/pipe.md"


def _pipe_for_a_series(small: Path) -> str:
    (small / "data/figures/monthly.csv").unlink()
    os.mkfifo(small / "data/figures/monthly.csv")
    return "data/figures/monthly.csv"


def _socket(small: Path) -> str:
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(small / "data")  # addresses of sockets are short
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("home.sock")
    finally:
        os.fchdir(here)
        os.close(here)
    return "data/home.sock"


def _folder_for_a_file(small: Path) -> str:
    (small / "nl/labels.yml").unlink()
    (small / "nl/labels.yml").mkdir()
    return "nl/labels.yml"


def _folder_for_home(small: Path) -> str:
    (small / "data/home.yml").unlink()
    (small / "data/home.yml").mkdir()
    return "data/home.yml"


def _file_for_a_folder(small: Path) -> str:
    shutil.rmtree(small / "data/sources")
    (small / "data/sources").write_text("x")
    return "data/sources"


def _file_for_a_language(small: Path) -> str:
    shutil.rmtree(small / "fr")
    (small / "fr").write_text("x")
    return "fr"


KINDS = (
    _link_to_file, _link_inside, _dangling_link, _linked_folder, _loop, _linked_section, _linked_vocabulary,
    _editor_lock, _pipe, _pipe_for_a_series, _socket, _folder_for_a_file, _folder_for_home, _file_for_a_folder,
    _file_for_a_language,
)  # fmt: skip


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_what_is_no_file_is_never_opened(small: Path, make: Callable[[Path], str]) -> None:
    name = make(small)
    assert (name, "file-kind") in rules(small)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("en/explained/.draft.md", "hidden-file"),
        ("data/figures/.x.csv", "hidden-file"),
        ("en/.md", "hidden-file"),
        ("en/.obsidian/note.md", "hidden-file"),
        ("en/explained/Procedure.md", "identifier"),
        ("en/explained/two words.md", "identifier"),
        ("en/explained/é.md", "identifier"),
        ("en/explained/e\u0301.md", "identifier"),
        ("en/explained/a--b.md", "identifier"),
        ("en/explained/٣.md", "identifier"),
        ("en/explained/line\nend.md", "identifier"),
        (f"en/explained/{'a' * 81}.md", "identifier"),
        ("data/figures/Applicants.yml", "identifier"),
        ("data/figures/a.b.yml", "identifier"),
        ("en/explained/page.MD", "identifier"),
        ("en/explained/page.html", "unknown-file"),
        ("en/README.md", "identifier"),
        ("assets/page.md", "unknown-file"),
        ("assets/deep/1/2/3/4/5/6/x.png", "unknown-file"),
        ("templates/main.html", "unknown-file"),
        ("de/index.md", "unknown-file"),
        ("index.md", "unknown-file"),
        ("data/x/y.yml", "unknown-file"),
        ("data/figures/deeper/x.yml", "unknown-file"),
        ("en/figures/deeper/x.md", "unknown-section"),
    ],
)
def test_names_that_nothing_reads(small: Path, name: str, rule: str) -> None:
    path = small / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("---\ntitle: X\n---\n", encoding="utf-8")
    found = rules(small)
    assert any(rule == one and name.startswith(where.rstrip("/")) for where, one in found), found


def test_names_that_are_one_on_some_systems(small: Path) -> None:
    (small / "assets").mkdir()
    for name in ("map.png", "Map.png", "MAP.svg"):
        (small / "assets" / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    names = {where for where, rule in rules(small) if rule == "identifier"}
    assert names == {"assets/MAP.svg", "assets/Map.png", "assets/map.png"}


def test_a_name_that_is_no_unicode(small: Path) -> None:
    path = os.fsencode(small / "en") + b"/explained/\xff.md"
    Path(os.fsdecode(path)).write_text("x")
    assert "identifier" in {rule for _, rule in rules(small)}


@pytest.mark.parametrize(
    "name", [".DS_Store", "._page.md", ".page.md.swp", ".~lock.x.csv#", "page.md~", "~$x.csv", "Thumbs.db", "#page.md#"]
)
def test_left_overs_of_editors_stop_nothing(small: Path, name: str) -> None:
    for folder in ("", "data", "data/figures", "en", "en/explained"):
        (small / folder / name).write_bytes(b"\0")
    assert rules(small) == set()


@pytest.mark.parametrize(
    "name", ["data/explained/procedure.yml", "nl/explained/procedure.md", "data/figures/monthly.csv", "nl/labels.yml"]
)
def test_a_large_file_costs_nothing(small: Path, name: str) -> None:
    """A file with a hole of three gigabytes isn't read, neither for the check nor for the report."""
    os.truncate(small / name, 3 * 1024**3)
    tracemalloc.start()
    try:
        assert (name, "too-large") in rules(small)
        assert tracemalloc.get_traced_memory()[1] < 50 * 1024**2
    finally:
        tracemalloc.stop()


def test_a_file_that_grows_while_it_is_read(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is what it was when it was looked at; no more than the limit is read."""
    (small / "data/home.yml").write_bytes(b"#" * (MAX_YAML + 10))
    real = os.fstat

    def grown(descriptor: int) -> os.stat_result:
        found = real(descriptor)
        return os.stat_result((*found[:6], 10, *found[7:])) if found.st_size > MAX_YAML else found

    monkeypatch.setattr("factsite.bounded.os.fstat", grown)
    monkeypatch.setattr("factsite.documents.walking._LIMITS", {".yml": MAX_YAML * 2})
    assert ("data/home.yml", "too-large") in rules(small)


def test_a_file_that_goes_while_it_is_read(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = bounded.read_bytes

    def gone(path: Path, limit: int) -> bytes:
        if path.name == "act.yml":
            path.unlink(missing_ok=True)
        return real(path, limit)

    monkeypatch.setattr("factsite.documents.text.read_bytes", gone)
    assert ("data/legislation/act.yml", "missing-file") in rules(small)


@pytest.mark.parametrize("name", ["en/explained/procedure.md", "data/figures", "nl", "data/figures/monthly.csv"])
def test_what_may_not_be_read_is_said(small: Path, name: str) -> None:
    """As another user: root may read everything."""
    (small / name).chmod(0)
    small.chmod(0o755)
    program = (
        "import os; from datetime import date; from pathlib import Path\n"
        "from factsite.checking import check\n"
        "from factsite.reading.configuration import languages_beside\n"
        "from factsite.records.registry import kinds, special_pages\n"
        # Loaded by name when they are first asked for: while the program may still read its own modules.
        "languages = languages_beside(Path('.')); kinds(); special_pages()\n"
        f"{'os.setgroups([]); os.setgid(65534); os.setuid(65534)' if os.getuid() == 0 else ''}\n"
        "_, problems = check(Path('.'), date(2026, 11, 21), languages=languages)\n"
        "print(*{f'{p.path}:{p.rule}' for p in problems}, sep=chr(10))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=small, capture_output=True, text=True, check=True)
    (small / name).chmod(0o755)
    assert f"{name}:unreadable" in done.stdout.splitlines()


@pytest.mark.parametrize(
    "series",
    ["", "../../x.csv", "a/b.csv", "/etc/passwd", "monthly\\0.csv", "x" * 300 + ".csv", "Monthly.csv", "..csv"],
)
def test_a_series_stands_beside_its_figure(small: Path, series: str) -> None:
    path = small / "data" / "figures" / "monthly.yml"
    text = path.read_text(encoding="utf-8").replace("series: monthly.csv", f'series: "{series}"')
    path.write_text(text, encoding="utf-8")
    assert {rule for name, rule in rules(small) if name.endswith("monthly.yml")} <= {"series", "control-character"}


def test_left_overs_are_not_published(tmp_path: Path) -> None:
    project = make_project(tmp_path, FIXTURES / "valid")
    for name in ("en/Thumbs.db", "en/explained/._procedure.md", "en/explained/procedure.md~", "en/.page.md.swp"):
        (project / "content" / name).write_bytes(b"left over")
    target = tmp_path / "site"
    done = build(project, target)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [path for path in target.rglob("*") if path.is_file() and b"left over" in path.read_bytes()] == []


def test_the_content_is_all_taken(small: Path) -> None:
    files = {path.relative_to(small).as_posix() for path in small.rglob("*") if path.is_file()}
    assert files == read_content(small)[0].files


def test_a_page_shown_in_another_language_has_an_address_of_its_own(small: Path) -> None:
    """A page that English lacks stands in English under its French slug, where an English page may stand."""
    facts = (small / "data/explained/procedure.yml").read_bytes()
    (small / "data/explained/other.yml").write_bytes(facts)
    text = (small / "fr/explained/procedure.md").read_text(encoding="utf-8")
    slug = next(line for line in text.splitlines() if line.startswith("slug: "))
    (small / "fr/explained/other.md").write_text(text.replace(slug, "slug: the-procedure"), encoding="utf-8")
    assert "duplicate-slug" in {rule for _, rule in rules(small)}
