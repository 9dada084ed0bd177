"""Whatever is written into content: the check refuses it, or the whole site can be drawn and written.

The long form of these is ``make audit`` (contents, places).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factsite.documents.events import MAX_ITEMS, MAX_NODES
from factsite.documents.text import UnreadableError
from factsite.documents.tree import parse_document
from factsite.problems import as_text
from mutations import NASTY, Bench
from projects import DAY, FIXTURES, ROOT

FIELDS = [path.relative_to(FIXTURES / "valid").as_posix() for path in sorted((FIXTURES / "valid").rglob("*.*"))]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("charts")


def test_the_valid_content_is_published(bench: Bench, charts: Path) -> None:
    assert bench.outcome({}, charts) == "published"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_changed_contents_are_refused_or_published(bench: Bench, charts: Path, seed: int) -> None:
    assert bench.outcome(bench.changed(Random(seed)), charts) in {"refused", "published"}  # noqa: S311 - no secret


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FIELDS), text=st.text(), value=st.sampled_from(NASTY))
def test_any_text_in_any_file(bench: Bench, charts: Path, name: str, text: str, value: str) -> None:
    raw = bench.originals[name] + f"{value}: {text}\n".encode("utf-8", "surrogatepass")
    assert bench.outcome({name: raw}, charts) in {"refused", "published"}


def _deep() -> Iterator[tuple[str, str]]:
    for depth in (20_000, 1_000_000):
        yield f"flow-{depth}", "a: " + "[" * depth
        yield f"flow-closed-{depth}", "a: " + "[" * depth + "]" * depth
        yield f"flow-mappings-{depth}", "a: " + "{b: " * depth
        yield f"block-{depth}", "a:\n" + "- " * depth + "b"
        yield f"keys-{depth}", "? " * depth + "b"
    yield "indented-2000", "".join(f"{' ' * level}a:\n" for level in range(2_000))


@pytest.mark.parametrize(("name", "text"), list(_deep()), ids=lambda value: value if len(value) < 30 else "")
def test_depth_never_ends_the_process(name: str, text: str) -> None:
    """In another process: libyaml's composer would end this one with a broken stack."""
    program = (
        "import sys; from pathlib import Path; from factsite.documents.tree import parse_document\n"
        "from factsite.documents.text import UnreadableError\n"
        "try: parse_document(Path('x.yml'), sys.stdin.read())\n"
        "except UnreadableError as error: print('yaml-depth' in {problem.rule for problem in error.problems})"
    )
    done = subprocess.run([sys.executable, "-c", program], input=text, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "True\n"), name


@pytest.mark.parametrize("kind", ["yml", "md"])
def test_depth_in_files_is_a_problem_of_the_file(bench: Bench, charts: Path, kind: str) -> None:
    deep = "a: " + "[" * 20_000
    name, text = (
        ("data/explained/procedure.yml", deep)
        if kind == "yml"
        else ("en/explained/procedure.md", f"---\n{deep}\n---\n")
    )
    assert bench.outcome({name: text.encode()}, charts) == "refused"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: b\n---\nc: d\n", "yaml"),
        ("a: &b c\n", "yaml-alias"),
        ("a: *b\n", "yaml-alias"),
        ("a: !!str b\n", "yaml-tag"),
        ("a: !b c\n", "yaml-tag"),
        ("!!map\na: b\n", "yaml-tag"),
        ("<<: {a: b}\n", "yaml-key"),
        ("? [a]\n: b\n", "yaml-key"),
        ("? {a: b}\n: c\n", "yaml-key"),
        ("a: 'b\n", "yaml"),
        ("a:\tb\n\tc: d\n", "yaml"),
        ('a: "\\0"\n', "control-character"),
        ('a: "\\u202e"\n', "control-character"),
        ('"\\e": b\n', "control-character"),
        ("a: " + "b" * 2_001 + "\n", "too-large"),
        ("a" * 201 + ": b\n", "too-large"),
        ("a:\n" + "- b\n" * (MAX_ITEMS + 1), "too-large"),
        ("".join(f"a{number}: b\n" for number in range(MAX_ITEMS + 1)), "too-large"),
        ("".join(f"a{row}: [{'b, ' * 999}b]\n" for row in range(MAX_NODES // 1_000 + 1)), "too-large"),
    ],
)  # fmt: skip
def test_what_yaml_may_not_hold(text: str, rule: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_document(Path("made-up.yml"), text)
    assert rule in {problem.rule for problem in caught.value.problems}
    assert as_text(caught.value.problems, Path())


def test_bounds_are_not_passed_by_what_lies_within_them() -> None:
    inside = {f"a{number}": ["b"] * 45 for number in range(MAX_ITEMS)}
    text = "".join(f"{key}: [{', '.join(row)}]\n" for key, row in inside.items())
    assert parse_document(Path("made-up.yml"), text).data == inside


PLAIN = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "FACTSITE_DAY": DAY.isoformat()}
PLAIN |= {"NO_MKDOCS_2_WARNING": "1"}


def plainly(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command where the locale promises no more than ASCII."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, env=os.environ | PLAIN, capture_output=True, check=False)


def test_a_plain_locale_reads_and_writes_all_the_same(bench: Bench) -> None:
    project = bench.folder
    (project / "mkdocs.yml").write_bytes((FIXTURES / "mkdocs.yml").read_bytes())
    page = bench.content / "fr" / "explained" / "procedure.md"
    good = page.read_bytes()
    page.write_bytes(good.replace(b"slug: ", b"slug: \xc3\xa9\xe2\x86\x92"))
    done = plainly(project, "factsite", "check")
    page.write_bytes(good)
    assert (done.returncode, done.stderr) == (1, b"1 error, 0 warnings, 0 notices\n")
    assert "“é→".encode() in done.stdout
    new = plainly(project, "factsite", "new", "explained", "plain-locale")
    assert (new.returncode, new.stderr) == (0, b"")
    for line in new.stdout.decode().split():
        (project / line).unlink()
    (project / "hooks").symlink_to(ROOT / "hooks")
    built = plainly(project, "mkdocs", "build", "--strict")
    assert built.returncode == 0, built.stderr.decode()
    links = plainly(project, "factsite", "links")
    assert (links.returncode, links.stderr) == (0, b"")
