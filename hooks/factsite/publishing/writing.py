"""Files of the built site, written the same way everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

# So many items of a list are written at once.
_ITEMS = 10_000


def write(path: Path, text: str) -> None:
    """Write a text as UTF-8, its ends of lines as they are."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, and make its folder if it isn't there."""
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_parts(path: Path, parts: Iterable[str]) -> None:
    """Write a text part by part, and make its folder if it isn't there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(part.encode("utf-8") for part in parts)


def as_json(found: dict[str, Any]) -> str:
    """Write an object as JSON, in the order in which it stands: a line per field, and per item of its lists.

    Python's own indentation is ten times slower, and longer.
    """
    return "".join(json_parts(found))


def json_parts(found: dict[str, Any]) -> Iterator[str]:
    """The same, part by part: the items of a list may also come one by one (an iterator)."""
    before = "{\n "
    for name, value in found.items():
        yield f"{before}{_compact(name)}: "
        yield from _items(value)
        before = ",\n "
    yield "\n}\n"


def _items(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(value, list | Iterator) or value == []:
        yield _compact(value)
        return
    items, before = iter(value), "[\n  "
    while taken := [_compact(item) for item in islice(items, _ITEMS)]:
        yield before + ",\n  ".join(taken)
        before = ",\n  "
    yield "\n ]" if before[0] == "," else "[]"


def _compact(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return json.dumps(value, ensure_ascii=False)
