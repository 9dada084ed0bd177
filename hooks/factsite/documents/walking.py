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

from factsite.documents.pages import MAX_PAGE
from factsite.documents.text import MAX_BYTES, too_large, unreadable
from factsite.documents.tree import MAX_YAML
from factsite.problems import Problem, did_you_mean
from factsite.records.registry import kinds, sections
from factsite.records.scalars import MAX_SLUG, shown

ASSETS, DATA = "assets", "data"
MAX_ENTRIES, MAX_LEVELS, MAX_ASSET = 50_000, 6, 20 * 1024 * 1024
_LIMITS = {".md": MAX_PAGE, ".yml": MAX_YAML, ".csv": MAX_BYTES}
# What editors and systems leave beside files without being asked; it is passed over and never published.
_LEFT_OVERS = (
    ".DS_Store", "._*", ".*.sw?", ".~lock.*#", ".directory", ".localized", ".git", ".gitignore", ".gitattributes",
    ".gitkeep", ".editorconfig", ".*.new", "*~", "~$*", "Thumbs.db", "desktop.ini", "ehthumbs.db",
)  # fmt: skip
_LEFT_OVER = re.compile("|".join(map(translate, _LEFT_OVERS)))
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
        self._known = {DATA, ASSETS, *languages, *(f"{DATA}/{kind}" for kind in (*kinds(), "sources"))}
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
                self._note(path, "too-large", f"there are more than {MAX_ENTRIES} files and folders under content/")
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
            what = f"an editor’s lock: somebody is changing “{shown(entry.name[2:])}” and hasn’t saved it"
            self._note(path, "file-kind", what, "Save the file and close it in the editor, or delete the lock.")
        elif kind := _odd_kind(info.st_mode):
            self._note(path, "file-kind", f"this is {kind}, no file or folder of its own", "Put the file itself here.")
        elif _LEFT_OVER.match(entry.name):
            return
        elif stat.S_ISDIR(info.st_mode):
            self._folder(path, name, level)
        else:
            self._file(path, name, info.st_size)

    def _folder(self, path: Path, name: str, level: int) -> None:
        if path.name.startswith("."):
            if hidden := _page_below(path):
                what = f"a hidden folder holds “{shown(hidden)}”, which is read by nothing"
                self._note(path, "hidden-file", what, "Rename the folder, or move it out of content/.")
        elif path.suffix in _READ:
            what = "this is a folder with the name of a file"
            self._note(path, "file-kind", what, "Put a file here, or rename the folder.")
        elif level >= MAX_LEVELS:
            self._note(path, "unknown-file", f"folders lie more than {MAX_LEVELS} levels deep", "Move it up.")
        elif level == 0 and name not in self._known:
            remedy = did_you_mean(name, sorted(known for known in self._known if "/" not in known))
            self._note(path, "unknown-file", f"“{shown(name)}” is used by nothing", remedy)
        elif self._is_named_well(path, name):
            self.found.folders.add(name)
            self.folder(name, level + 1)

    def _file(self, path: Path, name: str, size: int) -> None:
        limit = MAX_ASSET if name.startswith(f"{ASSETS}/") else _LIMITS.get(path.suffix, MAX_BYTES)
        if path.name.startswith("."):
            if path.suffix in _READ or path.name in _READ:
                what = "a hidden file is read by nothing and published nowhere"
                self._note(path, "hidden-file", what, "Rename it without the dot, or delete it.")
        elif name in self._known:
            self._note(path, "file-kind", "this is a file; the folder of this name should stand here", "Rename it.")
        elif size > limit:
            self.found.problems.append(too_large(path, size, limit))
        elif not os.access(path, os.R_OK):
            self.found.problems.append(unreadable(path, PermissionError(13, "Permission denied")))
        elif self._is_named_well(path, name):
            self.found.files[name] = path

    def _is_named_well(self, path: Path, name: str) -> bool:
        """Whether an entry has a name that every system can hold, and that can stand in an address."""
        asset = name.startswith(f"{ASSETS}/")
        if asset and path.suffix in _READ and path.suffix != ".csv":
            self._note(path, "unknown-file", "this file is used by nothing", "content/assets holds pictures.")
            return False
        pattern = _ASSET_NAME if asset else _NAME
        if not pattern.fullmatch(path.name):
            more = ", points and underscores" if asset else " and hyphens"
            digits = "digits, hyphens" if asset else "digits"
            what = f"“{shown(path.name)}” must be lower-case letters without accents, {digits}{more}"
            self._note(path, "identifier", what, "Rename it.")
            return False
        if len(path.name if asset else path.stem) > MAX_SLUG:
            what = f"the name has {len(path.name)} characters; {MAX_SLUG} is the limit"
            self._note(path, "identifier", what, "Shorten it.")
            return False
        return True

    def _collisions(self, folder: Path, names: list[str]) -> None:
        """Names that some systems take for one: they differ by capitals or by how accents are written."""
        seen: dict[str, str] = {}
        for name in names:
            key = unicodedata.normalize("NFKC", name).casefold()
            if key in seen:
                what = f"“{shown(seen[key])}” has the same name but for capitals or accents"
                self._note(folder / name, "identifier", what, "Rename one of the two.")
            seen[key] = name

    def _note(self, path: Path, rule: str, message: str, remedy: str = "") -> None:
        self.found.problems.append(Problem(path, 1, 1, rule, message, remedy))


def _odd_kind(mode: int) -> str:
    """What an entry is that is neither file nor folder; empty if it is one of them."""
    kinds = {
        stat.S_IFLNK: "a link",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else kinds.get(stat.S_IFMT(mode), "something odd")


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
