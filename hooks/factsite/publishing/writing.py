"""Files of the built site, written the same way everywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from factsite.publishing.harmless import JUDGE


def write(path: Path, text: str) -> None:
    """Write a text as UTF-8, its ends of lines as they are."""
    write_bytes(path, text.encode("utf-8"))


def write_page(folder: Path, page: str, document: str) -> None:
    """Write an HTML page at its place in the folder of the built site.

    Raises:
        HarmfulError: it holds what no page may hold.
    """
    JUDGE.judge(page, document)
    write(folder / page, document)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, and make its folder if it isn't there."""
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def as_json(found: dict[str, Any]) -> str:
    """Write an object as JSON, in the order in which it stands: a line per field, and per item of its lists.

    Python's own indentation is ten times slower, and longer.
    """
    fields = [f"{_compact(name)}: {_items(value)}" for name, value in found.items()]
    return "{\n " + ",\n ".join(fields) + "\n}\n"


def _items(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(_compact(item) for item in value) + "\n ]"
    return _compact(value)


def _compact(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return json.dumps(value, ensure_ascii=False)
