"""Parts of a site: which of its files one machine makes, what it leaves of them, and what they come to together."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from factsite.durable import write_whole
from factsite.releasing.objects import Objects
from factsite.telling import Told, listed, told, told_many

# What belongs to no language, and what to no kind of record.
SHARED, OTHER = "shared", "other"
_FOLDER = "parts"
_SHARE = re.compile(r"([1-9][0-9]{0,3})-of-([1-9][0-9]{0,3})")
_DIGEST = re.compile("[0-9a-f]{64}")
# So many are named where something is wrong with many.
_NAMED = 5
Place = tuple[str, str]


class PartError(Exception):
    """A part can't be made or joined; says why and what to do."""

    def __init__(self, what: Told) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True)
class Selection:
    """Files by language and kind, and a share of them that their addresses decide: two machines never ask each other.

    ``group`` is a language or ``SHARED``, ``kind`` a kind of record or ``OTHER``; empty, all of them.
    """

    group: str = ""
    kind: str = ""
    number: int = 1
    of: int = 1

    @classmethod
    def named(cls, name: str, groups: Iterable[str], kinds: Iterable[str]) -> Selection:
        """What a name says: ``2-of-4``, ``fr``, ``fr/3-of-8``, ``fr/figures``, ``shared/figures/1-of-2``.

        Raises:
            PartError: it says nothing of this site.
        """
        *words, last = name.split("/")
        number, of = 1, 1
        if found := _SHARE.fullmatch(last):
            number, of = int(found[1]), int(found[2])
        else:
            words.append(last)
        group, kind, *more = [*words, "", ""]
        groups, kinds = [*groups, SHARED], [*kinds, OTHER]
        if (
            "" in name.split("/")
            or any(more)
            or number > of
            or (group and group not in groups)
            or (kind and kind not in kinds)
        ):
            raise PartError(
                told(
                    "“{name}” is no part of the site; say for example {examples}: of {groups} and {kinds}",
                    name=name,
                    examples=listed(["2-of-4", f"{groups[0]}/3-of-8", f"{groups[0]}/{kinds[0]}"]),
                    groups=listed(groups),
                    kinds=listed(kinds),
                )
            )
        return cls(group, kind, number, of)

    @property
    def name(self) -> str:
        """The name by which it is asked for; that of the whole site is ``1-of-1``."""
        whole = self.of == 1 and bool(self.group)
        return "/".join(filter(None, (self.group, self.kind, "" if whole else f"{self.number}-of-{self.of}")))

    def has(self, address: str, place: Place) -> bool:
        """Whether a file belongs to it, by its address and by its language and kind."""
        if (self.group and self.group != place[0]) or (self.kind and self.kind != place[1]):
            return False
        return int(hashlib.sha256(address.encode()).hexdigest()[:12], 16) % self.of == self.number - 1


@dataclass(frozen=True)
class PartManifest:
    """What a part consists of: ``key`` is of all that it was made of, ``files`` has the digest of each by address."""

    key: str
    name: str
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        """Write it beside the objects of the part, when these are there."""
        place = folder / _FOLDER / f"{self.name.replace('/', '.')}.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, (json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n").encode())


def _read(path: Path) -> PartManifest:
    try:
        found = json.loads(path.read_bytes())
        files = {str(name): str(digest) for name, digest in found["files"].items()}
        part = PartManifest(str(found["key"]), str(found["name"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        part = None
    if part is None or not all(map(_DIGEST.fullmatch, part.files.values())) or not all(map(_is_within, part.files)):
        raise PartError(told("{file} isn’t what a part was written as; build that part again", file=str(path)))
    return part


def _is_within(name: str) -> bool:
    return not name.startswith("/") and "\\" not in name and not {"", ".", ".."} & set(name.split("/"))


@dataclass(frozen=True)
class Gathered:
    """The files of parts, and in which folder and part each stands."""

    files: dict[str, str]
    _from: dict[str, tuple[Path, str]]

    @classmethod
    def of(cls, folders: Iterable[Path], key: str) -> Gathered:
        """Read what stands in folders of parts.

        Args:
            folders: each with one part or more.
            key: that of the site which is to be joined.

        Raises:
            PartError: a folder has none, one was made of something else, or two differ in a file.
        """
        files: dict[str, str] = {}
        origin: dict[str, tuple[Path, str]] = {}
        for folder in folders:
            paths = sorted((folder / _FOLDER).glob("*.json"))
            if not paths:
                raise PartError(
                    told("there is no finished part in {folder}; build one there with --part", folder=str(folder))
                )
            for part in map(_read, paths):
                if part.key != key:
                    raise PartError(_other(part.name, folder))
                for name, digest in part.files.items():
                    if files.setdefault(name, digest) != digest:
                        raise PartError(_differs(name, part.name, origin[name][1]))
                    origin.setdefault(name, (folder, part.name))
        return cls(files, origin)

    def place(self, target: Path) -> None:
        """Write all files into the folder of a site.

        Raises:
            PartError: one isn't there any more, or isn't what was written.
            OSError: one can't be written.
        """
        folders = {folder for folder, _ in self._from.values()}
        lost = [name for folder in sorted(folders) for name in Objects(folder).take_all(self._in(folder), target)]
        if lost:
            parts = sorted({self._from[name][1] for name in lost})
            what = told_many(
                "{n} file isn’t as it was written: {files}; get the parts {parts} again, or build them again",
                "{n} files aren’t as they were written: {files}; get the parts {parts} again, or build them again",
                len(lost),
                files=listed(sorted(lost)[:_NAMED]),
                parts=listed(parts),
            )
            raise PartError(what)

    def _in(self, folder: Path) -> Mapping[str, str]:
        return {name: digest for name, digest in self.files.items() if self._from[name][0] == folder}

    def refuse_other_than(self, wanted: Mapping[str, Place], companions: tuple[str, ...]) -> None:
        """Refuse what isn't exactly the files of a site.

        Args:
            wanted: the language and kind of each file, by its address.
            companions: the endings of what stands beside a file, compressed.

        Raises:
            PartError: files are in no part, or a part has others.
        """
        if missing := wanted.keys() - self.files.keys():
            places = Counter("/".join(wanted[name]) for name in missing)
            what = told_many(
                "{n} file is in no part, such as {files}; build these parts too, or shares of them: {parts}",
                "{n} files are in no part, such as {files}; build these parts too, or shares of them: {parts}",
                len(missing),
                files=listed(sorted(missing)[:_NAMED]),
                parts=listed(sorted(places)),
            )
            raise PartError(what)
        foreign = [name for name in self.files.keys() - wanted.keys() if _without(name, companions) not in wanted]
        if foreign:
            name = min(foreign)
            raise PartError(
                told(
                    "{file} of the part {part} is no file of this site; build that part again",
                    file=name,
                    part=self._from[name][1],
                )
            )


def _without(name: str, endings: tuple[str, ...]) -> str:
    return next((name.removesuffix(ending) for ending in endings if name.endswith(ending)), name)


def _other(name: str, folder: Path) -> Told:
    return told(
        "the part {part} in {folder} was made of something else: another content, day, generator or set of packages; "
        "build all parts of the same commit, with the same packages and the same --at",
        part=name,
        folder=str(folder),
    )


def _differs(name: str, one: str, other: str) -> Told:
    return told(
        "{file} is another in the part {one} than in the part {other}; build both again",
        file=name,
        one=one,
        other=other,
    )
