"""Where the tests find things, and how they build sites."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from factsite.content import Content
from factsite.localising.language import Language
from factsite.localising.language import language as set_language
from factsite.reading.configuration import languages_beside
from factsite.reading.content import read_content
from factsite.records.listed import CodeLists

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
DAY = date(2026, 11, 27)
SITE_URL = "https://migration-facts.example/"


@cache
def codes() -> CodeLists:
    """The code lists of the small site."""
    return read_content(FIXTURES / "valid")[0].codes


@cache
def language(code: str) -> Language:
    """A language as the sites of the tests set it."""
    return set_language(languages_beside(FIXTURES / "valid")[code])


def copy_valid(folder: Path) -> Path:
    """A copy of the small valid content in a folder, with the mkdocs.yml that belongs beside it; gives its path."""
    shutil.copy(FIXTURES / "mkdocs.yml", folder)
    return Path(shutil.copytree(FIXTURES / "valid", folder / "content"))


def copy_rich(folder: Path) -> Path:
    """A copy of the rich content: the small one, and on it more of every kind; gives its path."""
    return Path(shutil.copytree(FIXTURES / "rich", copy_valid(folder), dirs_exist_ok=True))


@cache
def rich_content() -> Content:
    """The rich content, read once per process; who tries to change it in place fails at once, not another test."""
    with tempfile.TemporaryDirectory() as folder:
        content = read_content(copy_rich(Path(folder)))[0]
    for one in fields(content):
        if isinstance(kept := getattr(content, one.name), dict) and one.init:
            setattr(content, one.name, kept if one.name.startswith("_") else MappingProxyType(kept))
    return content


def build(
    project: Path, target: Path, *, site_url: str = SITE_URL, sentences: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Build a project strictly, as ``factsite site`` does; ``sentences`` takes what the interface says."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_DAY": DAY.isoformat(), "SITE_URL": site_url}
    environment |= {"FACTSITE_SENTENCES": str(sentences)} if sentences else {}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


@contextmanager
def hearing_interrupts() -> Iterator[None]:
    """Programs started meanwhile end at Ctrl-C: tests in the background are told to ignore it, and so would these."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)


def make_project(folder: Path, content: Path) -> Path:
    """A project around some content: the mkdocs.yml of the tests, and the generator itself."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(FIXTURES / "mkdocs.yml", folder)
    # With what Python compiled of it, which is good for a copy too: it names the time and size of its source.
    shutil.copytree(ROOT / "hooks", folder / "hooks", dirs_exist_ok=True)
    if content != folder / "content":
        shutil.copytree(content, folder / "content")
    return folder


def lay_over(case: str, content: Path) -> None:
    """Lay the files of a broken fixture over some content, and delete what it names."""
    folder = FIXTURES / "broken" / case
    shutil.copytree(folder, content, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt", "delete.txt"))
    delete = folder / "delete.txt"
    for name in delete.read_text().split() if delete.exists() else ():
        target = content / name
        shutil.rmtree(target) if target.is_dir() else target.unlink()
