"""Everything that stands under ``content/``, judged by its name and kind before any of it is opened.

MkDocs walks the same folder, follows links and copies what it finds. So nothing is left to it: what isn't taken here
is an error or one of a few left-overs of editors and systems, and neither is published.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import translate
from functools import cached_property
from pathlib import Path

from factsite.documents.events import MAX_YAML
from factsite.documents.pages import MAX_PAGE
from factsite.documents.text import MAX_BYTES, MAX_SERIES, too_large, unreadable
from factsite.problems import Problem, Severity, did_you_mean
from factsite.records.change import FOLDER as CHANGES
from factsite.records.registry import kinds, sections
from factsite.records.slugs import MAX_SLUG
from factsite.records.texts import shown
from factsite.telling import UNSAID, Told, told

ASSETS, DATA = "assets", "data"
MAX_ENTRIES, MAX_LEVELS, MAX_ASSET = 50_000, 6, 20 * 1024 * 1024
_LIMITS = {".md": MAX_PAGE, ".yml": MAX_YAML, ".csv": MAX_SERIES}
# What editors and systems leave beside files without being asked; it is passed over and never published.
_LEFT_OVERS = (
    ".DS_Store", "._*", ".*.sw?", ".~lock.*#", "#*#", ".#*", ".directory", ".localized", ".git", ".gitignore",
    ".gitattributes", ".gitkeep", ".editorconfig", ".*.new", "*~", "~$*", "Thumbs.db", "desktop.ini", "ehthumbs.db",
)  # fmt: skip
_LEFT_OVER = re.compile("|".join(map(translate, _LEFT_OVERS)))
# What they leave beside a file when somebody copies it, downloads it twice or merges it: nobody meant it to be a page.
_LEFT_BEHIND = re.compile(
    r"^(?:copy of|copie de|copie van|kopie van|kopie|copie) |(?: -)?[ _]+(?:copy|copie|kopie)(?: ?\(?\d+\)?)?(?=\.)"
    r"| ?\(\d+\)(?=\.)|\.(?P<kept>bak|backup|old|orig|rej|tmp|swp|save)$|[._](?:BASE|LOCAL|REMOTE|BACKUP)[._]",
    re.IGNORECASE,
)
_READ = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".yml", ".yaml", ".csv")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)?")
_ASSET_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass
class Found:
    """What stands in a content folder; names are relative to it, with forward slashes.

    ``there`` holds every name that was met, ``files`` those that may be opened, ``problems`` why others may not.
    """

    root: Path
    files: dict[str, Path] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    there: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def within(self, folder: str, *, deep: bool = False) -> Iterator[Path]:
        """The files of a folder by name, and with ``deep`` those of the folders in it."""
        if deep:
            yield from (path for name, path in self.files.items() if name.startswith(f"{folder}/"))
        else:
            yield from (self.files[name] for name in self._by_folder.get(folder, ()))

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        """The names of the files in each folder, once all are known."""
        found: dict[str, list[str]] = {}
        for name in self.files:
            found.setdefault(name.rpartition("/")[0], []).append(name)
        return found

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The last parts of the names of all files, once all are known."""
        return frozenset(name.rpartition("/")[2] for name in self.files)


def walk(root: Path, languages: tuple[str, ...]) -> Found:
    """Look at every entry under a content folder, following no link and opening no file.

    Args:
        root: the content folder; it may itself be reached by a link.
        languages: the folders of words.
    """
    walker = _Walker(Found(root), languages)
    walker.folder("", 0)
    found = walker.found
    found.files = dict(sorted(found.files.items(), key=lambda item: item[0].split("/")))
    return found


class _Walker:
    def __init__(self, found: Found, languages: tuple[str, ...]) -> None:
        self.found = found
        self._languages = languages
        # The folders that the generator knows; a file by such a name is a mistake.
        self._known = {DATA, ASSETS, *languages, *(f"{DATA}/{kind}" for kind in (*kinds(), "sources", CHANGES))}
        self._known |= {f"{language}/{section}" for language in languages for section in sections()}

    def folder(self, name: str, level: int) -> None:
        """Judge all entries of a folder, then of those in it."""
        path = self.found.root / name
        try:
            with os.scandir(path) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            return
        except OSError as error:
            self.found.problems.append(unreadable(path, error))
            return
        self._collisions(path, [entry.name for entry in listed])
        for entry in listed:
            if len(self.found.there) >= MAX_ENTRIES:
                self._note(
                    path,
                    "too-large",
                    told("there are more than {limit} files and folders under content/", limit=MAX_ENTRIES),
                )
                return
            self._entry(entry, f"{name}/{entry.name}" if name else entry.name, level)

    def _entry(self, entry: os.DirEntry[str], name: str, level: int) -> None:
        path = self.found.root / name
        self.found.there.add(name)
        try:
            info = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return  # gone since the folder was listed
        except OSError as error:
            self.found.problems.append(unreadable(path, error))
            return
        if entry.name.startswith(".#"):
            what = told(
                "an editor’s lock: somebody is changing “{name}” and hasn’t saved it", name=shown(entry.name[2:])
            )
            self._note(path, "file-kind", what, told("Save the file and close it in the editor, or delete the lock."))
        elif kind := _odd_kind(info.st_mode):
            self._note(
                path,
                "file-kind",
                told("this is {kind}, no file or folder of its own", kind=kind),
                told("Put the file itself here."),
            )
        elif _LEFT_OVER.match(entry.name):
            return
        elif stat.S_ISDIR(info.st_mode):
            self._folder(path, name, level)
        else:
            self._file(path, name, info.st_size)

    def _folder(self, path: Path, name: str, level: int) -> None:
        if path.name.startswith("."):
            if hidden := _page_below(path):
                what = told("a hidden folder holds “{hidden}”, which is read by nothing", hidden=shown(hidden))
                self._note(path, "hidden-file", what, told("Rename the folder, or move it out of content/."))
        elif path.suffix in _READ:
            what = told("this is a folder with the name of a file")
            self._note(path, "file-kind", what, told("Put a file here, or rename the folder."))
        elif level >= MAX_LEVELS:
            self._note(
                path,
                "unknown-file",
                told("folders lie more than {limit} levels deep", limit=MAX_LEVELS),
                told("Move it up."),
            )
        elif level == 0 and name not in self._known:
            remedy = did_you_mean(name, sorted(known for known in self._known if "/" not in known))
            self._note(path, "unknown-file", told("“{name}” is used by nothing", name=shown(name)), remedy)
        elif self._is_named_well(path, name):
            self.found.folders.add(name)
            self.folder(name, level + 1)

    def _file(self, path: Path, name: str, size: int) -> None:
        limit = MAX_ASSET if name.startswith(f"{ASSETS}/") else _LIMITS.get(path.suffix, MAX_BYTES)
        if path.name.startswith("."):
            if path.suffix in _READ or path.name in _READ:
                what = told("a hidden file is read by nothing and published nowhere")
                self._note(path, "hidden-file", what, told("Rename it without the dot, or delete it."))
        elif kept := _LEFT_BEHIND.search(path.name):
            self._left_behind(path, kept)
        elif name in self._known:
            self._note(
                path, "file-kind", told("this is a file; the folder of this name should stand here"), told("Rename it.")
            )
        elif size > limit:
            self.found.problems.append(too_large(path, size, limit))
        elif not os.access(path, os.R_OK):
            self.found.problems.append(unreadable(path, PermissionError(13, "Permission denied")))
        elif self._is_named_well(path, name):
            self.found.files[name] = path

    def _left_behind(self, path: Path, kept: re.Match[str]) -> None:
        """A copy by its name: an error where somebody may work on it, a warning where its ending says nobody does."""
        severity = Severity.WARNING if kept["kept"] else Severity.ERROR
        what = told("“{name}” looks like a copy that was left behind; it is published nowhere", name=shown(path.name))
        remedy = told("Delete it, or give it a name of its own if it is to be a page or a data file.")
        self.found.problems.append(Problem(path, 1, 1, "left-over", what, remedy, severity))

    def _is_named_well(self, path: Path, name: str) -> bool:
        """Whether an entry has a name that every system can hold, and that can stand in an address."""
        asset = name.startswith(f"{ASSETS}/")
        if asset and path.suffix in _READ and path.suffix != ".csv":
            self._note(
                path, "unknown-file", told("this file is used by nothing"), told("content/assets holds pictures.")
            )
            return False
        pattern = _ASSET_NAME if asset else _NAME
        if not pattern.fullmatch(path.name):
            what = _misnamed(asset, shown(path.name))
            own = _plain_name(path)
            taken = not own or path.with_name(own).exists()
            remedy = told("Rename it.") if taken else told("Rename it to “{name}”.", name=own)
            self._note(path, "identifier", what, remedy)
            return False
        if len(path.name if asset else path.stem) > MAX_SLUG:
            what = told("the name has {number} characters; {limit} is the limit", number=len(path.name), limit=MAX_SLUG)
            self._note(path, "identifier", what, told("Shorten it."))
            return False
        return True

    def _collisions(self, folder: Path, names: list[str]) -> None:
        """Names that some systems take for one: they differ by capitals or by how accents are written."""
        seen: dict[str, str] = {}
        for name in names:
            key = unicodedata.normalize("NFKC", name).casefold()
            if key in seen:
                what = told("“{seen}” has the same name but for capitals or accents", seen=shown(seen[key]))
                self._note(folder / name, "identifier", what, told("Rename one of the two."))
            seen[key] = name

    def _note(self, path: Path, rule: str, message: Told, remedy: Told = UNSAID) -> None:
        self.found.problems.append(Problem(path, 1, 1, rule, message, remedy))


def _plain_name(path: Path) -> str:
    """A name as it may be: Études 2024.md → etudes-2024.md; empty if nothing of it can stay."""
    stem = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")
    return f"{stem}{path.suffix.lower()}" if stem else ""


def _misnamed(asset: bool, name: str) -> Told:
    if asset:
        return told(
            "“{name}” must be lower-case letters without accents, digits, hyphens, points and underscores", name=name
        )
    return told("“{name}” must be lower-case letters without accents, digits and hyphens", name=name)


def _odd_kind(mode: int) -> Told:
    """What an entry is that is neither file nor folder; empty if it is one of them."""
    kinds = {
        stat.S_IFLNK: told("a link"),
        stat.S_IFIFO: told("a pipe"),
        stat.S_IFSOCK: told("a socket"),
        stat.S_IFCHR: told("a device"),
        stat.S_IFBLK: told("a device"),
    }
    return UNSAID if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else kinds.get(stat.S_IFMT(mode), told("something odd"))


def _page_below(folder: Path) -> str:
    """The first file below a hidden folder that looks like content, as far as the folder can be looked through."""
    seen = 0
    for path, folders, files in os.walk(folder):
        folders.sort()
        seen += len(files) + len(folders)
        for name in sorted(files):
            if Path(name).suffix in _READ:
                return (Path(path) / name).relative_to(folder.parent).as_posix()
        if seen > MAX_ENTRIES:
            break
    return ""
