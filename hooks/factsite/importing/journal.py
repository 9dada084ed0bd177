"""Files that change together: all of them or none, even if the process is killed or the power fails in between.

A journal beside the content holds the new texts before the first file is touched (write-ahead logging: SQLite, Atomic
Commit; T. Pillai and others, All File Systems Are Not Created Equal, 2014). It appears whole, by a rename, and that is
the moment from which the change counts: whoever starts next completes it. Without a journal nothing was touched. Each
file is written beside its place, brought to the disk, and renamed; the journal goes last.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from factsite.durable import settle
from factsite.importing.locking import BusyError, locked
from factsite.problems import Problem, RuleError, Severity, refusal
from factsite.telling import Told, all_of, told

JOURNAL = ".import-journal.json"
LOCK = ".import-lock"
# In the place of a checksum, where there is no file.
ABSENT = ""
_RULE = "unfinished-import"
# Where a journal may lead: the content, and the locks of its translations.
_FOLDERS = ("content", "translations")
_NEW_FILE = 0o644
_PATIENCE = 10.0
_MOST = 64 * 1024 * 1024
_EXCLUSIVE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class FileChange:
    """A file below the root (with forward slashes): the SHA-256 of what it held, and what it is to hold.

    ``old`` is ``ABSENT`` where it wasn’t there; ``text`` is None where it is to go.
    """

    path: str
    old: str
    text: str | None

    @property
    def new(self) -> str:
        """The SHA-256 of the new text."""
        return ABSENT if self.text is None else hashlib.sha256(self.text.encode()).hexdigest()


def digest(path: Path) -> str:
    """The SHA-256 of a file.

    Raises:
        RuleError: it is a link, or no file.
        OSError: it can't be read.
    """
    if path.is_symlink() or not path.is_file():
        what = told("“{name}” is a link, or no file", name=path.name)
        raise RuleError("import-file", what, told("Only files are written into: put the file itself there."))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_all(root: Path, texts: Mapping[Path, str | None], before: Mapping[Path, str]) -> None:
    """Give files their new texts, all of them or none.

    Args:
        root: the project, below which the files stand.
        texts: the files with their new texts; None for those that go.
        before: the SHA-256 that each had when the texts were made of it; ``ABSENT`` for those that come.

    Raises:
        RuleError: a file changed meanwhile, or another change is being written; nothing was written.
        OSError: a file can't be written; all are as they were.
    """
    try:
        with locked(root / LOCK, _PATIENCE):
            if os.path.lexists(root / JOURNAL):
                raise RuleError(
                    _RULE, told("an earlier change wasn’t finished"), told("Run “factsite check”, then this again.")
                )
            for path in texts:
                if (digest(path) if os.path.lexists(path) else ABSENT) != before[path]:
                    what = told("“{name}” changed while the change was prepared", name=path.name)
                    raise RuleError(_RULE, what, told("Run it again: it starts from what stands there now."))
            names = {path: path.relative_to(root).as_posix() for path in texts}
            _commit(root, [FileChange(names[path], before[path], text) for path, text in texts.items()])
    except BusyError as error:
        remedy = told("Wait until it has ended, and run this again.")
        raise RuleError(_RULE, told("another change is being written: {error}", error=error.message), remedy) from error


def finish_interrupted(root: Path) -> list[Problem]:
    """Complete a change that was interrupted while it wrote, if there is one.

    Every command that reads the content does this first.

    Args:
        root: the project.

    Returns:
        What was done, as a notice, or why it couldn't be done, as an error; nothing if there was nothing to do.
    """
    journal = root / JOURNAL
    if not os.path.lexists(journal) and not os.path.lexists(_beside(journal)):
        return []
    try:
        with locked(root / LOCK, _PATIENCE):
            return list(_finish(root, journal))
    except BusyError as error:
        return [
            _problem(
                journal,
                told("a change is being written: {error}", error=error.message),
                told("Wait until it has ended."),
            )
        ]
    except OSError as error:
        what = told("a change was interrupted and can’t be completed: {reason}", reason=refusal(error))
        remedy = told("See that there is room on the disk and that you may write here, then run this again.")
        return [_problem(journal, what, remedy)]


def _commit(root: Path, changes: list[FileChange]) -> None:
    journal = root / JOURNAL
    former = {change.path: (root / change.path).read_bytes() for change in changes if change.old != ABSENT}
    packed = _packed(changes)
    if len(packed) > _MOST:
        what = told("the files that change have more than {most} bytes together", most=str(_MOST))
        raise RuleError("too-large", what, told("Part the change: fewer files or a shorter series at a time."))
    _beside(journal).unlink(missing_ok=True)
    try:
        _put(_beside(journal), packed, 0o600)
    except OSError:
        _beside(journal).unlink(missing_ok=True)
        raise
    _beside(journal).replace(journal)
    settle(root)
    try:
        _apply(root, changes)
    except OSError:
        _take_back(root, {change.path: former.get(change.path) for change in changes})
        _remove(journal)
        raise
    _remove(journal)


def _apply(root: Path, changes: list[FileChange]) -> None:
    """Write every file beside its place, and when all are on the disk put them there; those that go, go last."""
    for change in changes:
        path = root / change.path
        if change.text is not None:
            _make(path.parent)
            _beside(path).unlink(missing_ok=True)
            _put(_beside(path), change.text.encode(), _mode(path))
    for change in sorted(changes, key=lambda change: change.text is None):
        path = root / change.path
        if change.text is None:
            path.unlink(missing_ok=True)
        else:
            _beside(path).replace(path)
        settle(path.parent)


def _make(folder: Path) -> None:
    """Make a folder that isn't there yet, and those above it, so that they last."""
    fresh = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in fresh:
        settle(one.parent)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode) if os.path.lexists(path) else _NEW_FILE


def _take_back(root: Path, former: Mapping[str, bytes | None]) -> None:
    """Give every file what it held; if not even that can be written, the journal stays, and completes the change."""
    for name, raw in former.items():
        path = root / name
        _beside(path).unlink(missing_ok=True)
        if raw is None:
            path.unlink(missing_ok=True)
            with suppress(OSError):
                path.parent.rmdir()  # one that was made for it; a folder that holds others stays
        elif not path.is_file() or path.read_bytes() != raw:
            _put(_beside(path), raw, _mode(path))
            _beside(path).replace(path)
            settle(path.parent)


def _finish(root: Path, journal: Path) -> Iterator[Problem]:
    if not os.path.lexists(journal):
        if os.path.lexists(_beside(journal)):
            _remove(_beside(journal))
            what = told("a change was interrupted before it wrote anything; the content is as it was")
            yield _problem(journal, what, told("Run the command again."), Severity.NOTICE)
        return
    changes = _unpacked(root, journal)
    if changes is None:
        what = told("this journal of a change is damaged")
        yield _problem(journal, what, told("Compare the content with the last version in git, then delete this file."))
        return
    states = {change.path: _state(root / change.path) for change in changes}
    if foreign := [change.path for change in changes if states[change.path] not in {change.old, change.new}]:
        what = told("a change was interrupted, and since then somebody else changed {listed}", listed=_listed(foreign))
        remedy = told(
            "Nothing was written. See that {listed} fit together (git shows what they held), delete "
            "“{journal}”, and run the command again.",
            listed=_listed(list(states)),
            journal=JOURNAL,
        )
        yield _problem(journal, what, remedy)
        return
    _apply(root, [change for change in changes if states[change.path] != change.new])
    for name in states:
        _beside(root / name).unlink(missing_ok=True)
    _remove(journal)
    what = told("a change that was interrupted while it wrote was completed: {listed}", listed=_listed(list(states)))
    yield _problem(journal, what, told("Look at the difference, and commit it."), Severity.NOTICE)


def _state(path: Path) -> str | None:
    """The SHA-256 of a file, or that it isn’t there; None where neither can be told."""
    try:
        return digest(path) if os.path.lexists(path) else ABSENT
    except (RuleError, OSError):
        return None


def _packed(changes: list[FileChange]) -> bytes:
    content = json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=1)
    return f"{hashlib.sha256(content.encode()).hexdigest()}\n{content}\n".encode()


def _unpacked(root: Path, journal: Path) -> list[FileChange] | None:
    """The changes of a journal; None if it isn't whole, or names anything but files of the content and its locks."""
    if journal.is_symlink() or not journal.is_file() or journal.stat().st_size > _MOST:
        return None
    try:
        checksum, _, content = journal.read_bytes().decode().partition("\n")
        if hashlib.sha256(content.removesuffix("\n").encode()).hexdigest() != checksum:
            return None
        changes = [FileChange(**facts) for facts in json.loads(content)]
    except (ValueError, TypeError, RecursionError):
        return None
    return changes if all(_is_within(root, PurePosixPath(change.path)) for change in changes) else None


def _is_within(root: Path, name: PurePosixPath) -> bool:
    """Whether a name is that of a file of the content or of a lock, and no link leads elsewhere."""
    if len(name.parts) < 2 or name.parts[0] not in _FOLDERS or ".." in name.parts:
        return False
    return (root / name).parent.resolve().is_relative_to((root / name.parts[0]).resolve())


def _put(path: Path, raw: bytes, mode: int) -> None:
    """Write a new file and bring it to the disk."""
    with os.fdopen(os.open(path, _EXCLUSIVE, 0o600), "wb") as file:
        file.write(raw)
        file.flush()
        path.chmod(mode)
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    path.unlink()
    settle(path.parent)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name.removeprefix('.')}.new")


def _listed(names: list[str]) -> Told:
    return all_of(told("“{name}”", name=name) for name in names)


def _problem(path: Path, what: Told, remedy: Told, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(path, 1, 1, _RULE, what, remedy, severity, source="")
