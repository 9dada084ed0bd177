"""Pagefind over the built site, offline, the same bytes for the same pages."""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pagefind_bin import get_executable

from factsite.publishing.writing import write_bytes

# Interface scripts and styles of Pagefind that this site doesn't use: its own search page talks to pagefind.js.
_KEPT = ("pagefind.js", "pagefind-worker.js")
FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_MARK = b"data-pagefind-body"
_STRETCH = 1 << 20
# What the search page reads of the pages beside Pagefind's index; a text of Pagefind begins with its mark.
_PAGES = "pages.json"
_FRAGMENT, _FRAGMENT_MARK = ".pf_fragment", b"pagefind_dcd"
_SETTINGS = {"include_characters": "’"}


class SearchError(Exception):
    """Pagefind couldn't index the site."""


@dataclass
class Index:
    """The index of one language in the making."""

    folder: Path
    _work: Future[None]

    def finish(self) -> None:
        """Wait for the index.

        Raises:
            SearchError: Pagefind failed; carries what it said.
        """
        try:
            self._work.result()
        except (OSError, ValueError) as error:
            raise SearchError(f"the search index of {self.folder.name}: {str(error) or 'Pagefind ended'}") from error


def begin(folder: Path, findable: Mapping[str, Any]) -> Index:
    """Begin to index the pages in the folder of one language that carry ``data-pagefind-body``.

    Each language has an index of its own, made while the next language is built: its search can't show pages of
    another, and Pagefind, which holds all pages in memory, never holds more than those of one.

    Args:
        folder: the pages of the language.
        findable: what search knows of them beside their texts (``rendering.finding``).
    """
    thread = ThreadPoolExecutor(1)
    work = thread.submit(_index, folder, findable)
    thread.shutdown(wait=False)
    return Index(folder, work)


def _index(folder: Path, findable: Mapping[str, Any]) -> None:
    """Index the pages in a folder and write the index beside them.

    Raises:
        OSError: Pagefind ended, or a page can't be read.
        ValueError: it refused something.
    """
    paths = sorted(folder.rglob("*.html"), key=lambda path: path.relative_to(folder).as_posix())
    pages = ((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)
    for name, data in index(pages, findable):
        write_bytes(folder / FOLDER / name, data)


def index(pages: Iterable[tuple[str, bytes]], findable: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Hand pages to Pagefind one by one, by name, in their order.

    By itself it takes them as the disk lists them, and numbers them so: the index would be another on another disk.

    Args:
        pages: the pages of one language, by their names within its folder.
        findable: what search knows of them beside their texts (``rendering.finding``).

    Returns:
        The files of the index, by their names within ``pagefind/``.

    Raises:
        OSError: it ended.
        ValueError: it refused something.
    """
    command = [str(get_executable()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:  # noqa: S603
        try:
            ask = _asking(process)
            number = ask({"type": "NewIndex", "config": _SETTINGS})["index_id"]
            for name, page in pages:
                if _MARK in page:
                    file = {"type": "AddFile", "index_id": number, "url": None, "file_path": name}
                    ask({**file, "file_contents": page.decode()})
            # Written by us: Pagefind says that it has written before it has, and not when the disk was full.
            texts: dict[str, str] = {}
            for file in ask({"type": "GetFiles", "index_id": number})["files"]:
                data = base64.b64decode(file["content"])
                if file["path"].endswith(_FRAGMENT):
                    texts[_address_in(data)] = PurePosixPath(file["path"]).stem
                yield from _published(file["path"], data)
            yield _PAGES, _with_texts(findable, texts)
        finally:
            process.kill()


def _asking(process: subprocess.Popen[bytes]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Questions to Pagefind's service and its answers: JSON in Base64, with a comma after each."""
    questions, answers = process.stdin, process.stdout
    if questions is None or answers is None:
        raise ValueError("no pipes")

    def ask(payload: dict[str, Any]) -> dict[str, Any]:
        message = json.dumps({"message_id": 1, "payload": payload}).encode()
        questions.write(base64.b64encode(message) + b",")
        questions.flush()
        found = bytearray()
        while not found.endswith(b","):
            if not (part := os.read(answers.fileno(), _STRETCH)):
                raise OSError(found.decode(errors="replace").strip())
            found += part
        answer: dict[str, Any] = json.loads(base64.b64decode(found[:-1]))["payload"]
        if answer["type"] == "Error":
            raise ValueError(answer["message"])
        return answer

    return ask


def _address_in(fragment: bytes) -> str:
    """The address of the page of which a file of the index holds the text, within the folder of its language."""
    found: dict[str, Any] = json.loads(gzip.decompress(fragment).removeprefix(_FRAGMENT_MARK))
    return str(found["url"]).removeprefix("/")


def _with_texts(findable: Mapping[str, Any], texts: Mapping[str, str]) -> bytes:
    """What search knows of the pages, each with the name that Pagefind gives it."""
    rows = [[*row, texts.get(row[0], "")] for row in findable["rows"]]
    return json.dumps({**findable, "rows": rows}, ensure_ascii=False, separators=(",", ":")).encode()


def _published(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    path = PurePosixPath(name)
    if path.suffix in {".js", ".css"} and path.name not in _KEPT:
        return
    if path.name == _ENTRY:
        # The languages stand in an order that varies from run to run.
        data = json.dumps(json.loads(data), sort_keys=True, separators=(",", ":")).encode()
    yield name, data
