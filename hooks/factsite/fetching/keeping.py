"""Where fetched files are kept: by address and checksum, in a folder that git ignores and anybody may delete."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO

from factsite.bounded import TooLargeError, read_bytes
from factsite.durable import remove, settle, write_whole
from factsite.fetching.asking import Asker, FetchAnswer, Known
from factsite.fetching.unpacking import name_of, unpacked
from factsite.importing.journal import digest
from factsite.problems import RuleError
from factsite.records.mapping import Mapping

FOLDER = Path(".cache", "fetched")
_NOTE = "answer.json"
_MOST = 1024 * 1024
_KEPT = 3
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class FetchedFile:
    """What is kept of a file: where it came from, on which day, and what tells whether it is still the same.

    ``earlier`` are the checksums of the files that it followed, the newest first, which are kept too.
    """

    url: str
    day: str
    file: str
    sha256: str
    size: int
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    earlier: tuple[str, ...] = ()


class KeptFiles:
    """The kept files of a project."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def path(self, kept: FetchedFile) -> Path:
        """Where a file is kept."""
        return self._of(kept.url) / kept.sha256 / kept.file

    def get(self, asker: Asker, mapping: Mapping, day: date) -> tuple[FetchedFile, bool]:
        """Bring a file up to date.

        Args:
            asker: asks the server.
            mapping: says where the file is published.
            day: the day on which it is asked for.

        Returns:
            What is kept of it now, and whether it isn't the file that was kept before.

        Raises:
            RuleError: there is no file to be had; what was kept stays.
            OSError: it can't be written.
        """
        address = mapping.request
        kept = self._kept(address)
        known = Known(kept.etag, kept.modified) if kept else None
        with TemporaryFile() as raw:
            answer = asker.get(address, mapping.hosts, known, raw)
            if kept and not answer.fresh:
                return kept, False
            with unpacked(raw, answer.encoding, mapping, asker.bounds.size) as file:
                made = self._put(file, address, mapping, answer, day, kept)
        return made, kept is None or made.sha256 != kept.sha256

    def _put(
        self, file: IO[bytes], address: str, mapping: Mapping, answer: FetchAnswer, day: date, kept: FetchedFile | None
    ) -> FetchedFile:
        checksum, size = hashlib.sha256(), 0
        folder = self._of(address)
        folder.mkdir(parents=True, exist_ok=True)
        # Whatever the project's own .gitignore says: others' files aren't committed by the way.
        (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
        with NamedTemporaryFile(dir=folder, prefix="part-", delete=False) as part:
            while piece := file.read(_PIECE):
                checksum.update(piece)
                size += len(piece)
                part.write(piece)
            part.flush()
            os.fsync(part.fileno())
        if kept and kept.sha256 == checksum.hexdigest():
            Path(part.name).unlink()
            # The day stays that on which these bytes came first: so does the vintage that names it.
            made = FetchedFile(**asdict(kept) | {"etag": answer.etag, "modified": answer.modified})
        else:
            earlier = (kept.sha256, *kept.earlier)[: _KEPT - 1] if kept else ()
            name = name_of(address, mapping)
            made = FetchedFile(
                url=address,
                day=day.isoformat(),
                file=name,
                sha256=checksum.hexdigest(),
                size=size,
                content_type=answer.content_type[:200],
                etag=answer.etag,
                modified=answer.modified,
                earlier=tuple(one for one in earlier if one != checksum.hexdigest()),
            )
            self.path(made).parent.mkdir(exist_ok=True)
            Path(part.name).replace(self.path(made))
            settle(self.path(made).parent)
        write_whole(folder / _NOTE, json.dumps(asdict(made), indent=1, ensure_ascii=False).encode())
        self._tidy(folder, made)
        return made

    def _tidy(self, folder: Path, made: FetchedFile) -> None:
        """Take away what is older than the files that are kept, and what an interrupted fetch left."""
        stays = {made.sha256, *made.earlier, _NOTE}
        for path in folder.iterdir():
            if path.name not in stays:
                remove(path)

    def _kept(self, address: str) -> FetchedFile | None:
        """What is kept of an address; None if nothing is, or not whole."""
        try:
            facts = json.loads(read_bytes(self._of(address) / _NOTE, _MOST))
            kept = FetchedFile(**facts | {"earlier": tuple(facts["earlier"])})
            whole = kept.url == address and digest(self.path(kept)) == kept.sha256
        except (OSError, TooLargeError, ValueError, TypeError, KeyError, RuleError, RecursionError):
            return None
        return kept if whole else None

    def _of(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode()).hexdigest()[:16]
