"""The generator's tests stand on fixtures: what an editor changes in content/ or mkdocs.yml can't break them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from projects import ROOT

TESTS = ROOT / "tests"
# These ask about the real site: its own tests, and the proofs and measurements that run by hand.
OF_THE_SITE = frozenset({"content", "audit", "bench"})
# What stands in the project's folder and isn't the site's.
_OURS = frozenset(
    {
        ".cache",
        ".ci",
        ".github",
        ".gitlab-ci.yml",
        "Makefile",
        "README.md",
        "docs",
        "hooks",
        "mypy.ini",
        "pyproject.toml",
        "requirements.lock",
        "sbom.cdx.json",
        "tests",
        "tools",
    }
)
MODULES = sorted(path for path in TESTS.rglob("*.py") if path.relative_to(TESTS).parts[0] not in OF_THE_SITE)


def names_of_the_content(program: str) -> Iterator[str]:
    """Each place of a test module that leads to the real content or its mkdocs.yml: its line."""
    tree = ast.parse(program)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        parent = parents.get(node)
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            wrong = any(name.partition(".")[0] in OF_THE_SITE for name in named)
        elif isinstance(node, ast.Name) and node.id == "ROOT" and isinstance(node.ctx, ast.Load):
            wrong = not _stays_ours(node, parent)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            wrong = node.value.id in {"FIXTURES", "TESTS"} and node.attr in {"parent", "parents"}
        else:
            wrong = False
        if wrong:
            yield ast.unparse(parent if isinstance(node, ast.Name) and parent else node)


def _stays_ours(root: ast.Name, parent: ast.AST | None) -> bool:
    """Whether the project's folder is followed by the name of something of ours, or by the folder around it."""
    if isinstance(parent, ast.Attribute):
        return parent.attr == "parent"  # public data beside the project
    if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Div) and parent.left is root:
        return isinstance(parent.right, ast.Constant) and str(parent.right.value).partition("/")[0] in _OURS
    # Another path under ours is told from it.
    return isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute) and parent.func.attr == "relative_to"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_no_test_of_the_generator_knows_the_content(path: Path) -> None:
    assert list(names_of_the_content(path.read_text(encoding="utf-8"))) == []


def test_no_fixture_is_a_link_to_it() -> None:
    assert [path for path in (TESTS / "fixtures").rglob("*") if path.is_symlink()] == []


@pytest.mark.parametrize(
    "program",
    [
        'read_content(ROOT / "content")',
        'shutil.copy(ROOT / "mkdocs.yml", folder)',
        "build(ROOT, folder)",
        "for name in names: (ROOT / name).read_text()",
        'FIXTURES.parents[1] / "content"',
        "from content.real import real_content",
        "import content.real",
    ],
)
def test_what_leads_there_is_seen(program: str) -> None:
    assert len(list(names_of_the_content(program))) == 1


@pytest.mark.parametrize(
    "program",
    ['ROOT / "docs" / name', 'ROOT.parent / "shared"', "path.relative_to(ROOT)", "from factsite.content import X"],
)
def test_what_doesnt_is_left(program: str) -> None:
    assert list(names_of_the_content(program)) == []
