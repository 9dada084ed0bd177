"""The content as it stood earlier: at a reference of git, or in a folder. Nothing is checked out, nothing fetched."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from factsite.content import Content
from factsite.problems import Problem, RuleError
from factsite.reading.configuration import FILE, languages_beside
from factsite.reading.content import read_content
from factsite.reading.git import run_git, said_by
from factsite.records.listed import FILE as CODES
from factsite.telling import told

CONTENT = "content"


@dataclass(frozen=True)
class Earlier:
    """Content of another time: what could be read of it, what couldn’t, and what it is called."""

    content: Content
    problems: list[Problem]
    name: str


@contextmanager
def earlier(root: Path, reference: str) -> Iterator[Earlier]:
    """Read the content at a git reference or in a folder, with the languages of today; it is gone afterwards.

    Args:
        root: the folder of the project.
        reference: a commit, branch or tag; else a folder with content, or one that has such a folder.

    Raises:
        RuleError: there is neither, git can’t give it, or it holds no content.
    """
    with tempfile.TemporaryDirectory() as temporary:
        if _is_commit(root, reference):
            _unpack(_archive(root, reference), Path(temporary), reference)
            folder = Path(temporary) / CONTENT
        else:
            folder = _folder(root, reference)
        yield _read(root, _with_codes(root, folder, Path(temporary)), reference)


def published_content(root: Path, reference: str) -> Content:
    """The content as it stood at a git reference.

    Raises:
        RuleError: git knows no such reference, or it has no content.
    """
    with earlier(root, reference) as found:
        return found.content


def last_change_of(root: Path, path: Path) -> str | None:
    """The commit in which a file last changed; None if git doesn’t know it."""
    done = run_git(root, "log", "-1", "--format=%H", "--", path.relative_to(root).as_posix())
    return done.stdout.decode().strip() or None


def day_of(root: Path, reference: str) -> date | None:
    """The day of a commit; None for a folder."""
    if not _is_commit(root, reference):
        return None
    done = run_git(root, "show", "--no-patch", "--format=%cs", "--end-of-options", f"{reference}^{{commit}}")
    return date.fromisoformat(done.stdout.decode().strip()) if not done.returncode else None


def _read(root: Path, folder: Path, name: str) -> Earlier:
    content, problems = read_content(folder, languages_beside(root / CONTENT))
    return Earlier(content, problems, name)


def _with_codes(root: Path, folder: Path, temporary: Path) -> Path:
    """The folder, with today’s lists of codes where it is older than they are: else none of its records is read."""
    codes = Path("data", CODES)
    if (folder / codes).exists() or not (root / CONTENT / codes).is_file():
        return folder
    if not folder.is_relative_to(temporary):
        folder = shutil.copytree(folder, temporary / CONTENT, symlinks=True)
    shutil.copyfile(root / CONTENT / codes, folder / codes)
    return folder


def _is_commit(root: Path, reference: str) -> bool:
    try:
        done = run_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    except RuleError:
        if Path(root, reference).is_dir():
            return False
        raise
    return done.returncode == 0


def _folder(root: Path, reference: str) -> Path:
    """A folder that was named in the place of a reference: content, or what has it.

    Raises:
        RuleError: it is no folder, or holds no content.
    """
    given = Path(root, reference)
    if not given.is_dir():
        raise _unknown(root, reference)
    for folder in (given / CONTENT, given):
        if (folder / "data").is_dir():
            return folder
    what = told("the folder “{name}” holds no content", name=reference)
    raise RuleError("reference", what, told("Name a folder that has content/data, or content itself."))


def _unknown(root: Path, reference: str) -> RuleError:
    """Why git doesn’t know a reference."""
    shallow = run_git(root, "rev-parse", "--is-shallow-repository")
    if shallow.returncode:
        what = told("this folder is in no git repository, and there is no folder “{name}”", name=reference)
        return RuleError("reference", what, told("Name a folder that holds the earlier content."))
    if shallow.stdout.strip() == b"true":
        what = told(
            "git doesn’t know “{name}”: this clone is shallow, its history ends before it may have begun",
            name=reference,
        )
        return RuleError(
            "reference", what, told("Fetch the history first: “git fetch --unshallow”; in CI a depth of 0.")
        )
    what = told("git has no content at “{name}”: it knows no such commit, branch or tag", name=reference)
    return RuleError(
        "reference", what, told("Name a commit, branch or tag, or a folder that holds the earlier content.")
    )


def _archive(root: Path, reference: str) -> bytes:
    """The content at a commit, as git packs it.

    Raises:
        RuleError: it has none, or the repository lacks a part of it.
    """
    done = run_git(root, "archive", "--format=tar", f"{reference}^{{commit}}", CONTENT)
    if not done.returncode:
        return done.stdout
    what = told("git has no content at “{name}”: {why}", name=reference, why=said_by(done))
    raise RuleError("reference", what, told("Name a commit in which {file} and content/ stand.", file=FILE))


def _unpack(archive: bytes, folder: Path, reference: str) -> None:
    try:
        with tarfile.open(fileobj=BytesIO(archive)) as packed:
            packed.extractall(folder, filter="data")
    except tarfile.TarError as error:
        what = told("the content at “{name}” can’t be unpacked: {why}", name=reference, why=str(error))
        raise RuleError(
            "reference", what, told("Name another commit, or a folder that holds the earlier content.")
        ) from error
