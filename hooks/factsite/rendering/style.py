"""The style sheet of the site: parts of one matter each, joined into the one sheet that readers get.

What only a program of the reader's browser needs is a sheet of its own, which that program asks for.

A part is a file of ``theme/style``. A site changes one by a file of the same name in ``style`` of its own folder of
the theme (MkDocs's ``custom_dir``), and adds one by a file of another name.
"""

from __future__ import annotations

import re
from pathlib import Path

from factsite.rendering.environment import THEME

SHEET = "assets/site.css"
PARTS = "style"
# Parts that aren't in the one sheet, by the sheet that each is.
APART = {"explorer": "assets/explorer.css"}
# Variables come before what uses them, elements before classes; paper has the last word.
_FIRST = ("tokens", "base", "shell", "text")
_LAST = ("print",)
_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
# A text, which stays; or a sign of the grammar with the room around it, which says nothing.
_ROOM = re.compile(r"(\"[^\"]*\"|'[^']*')|\s*([{};])\s*")


def style_sheets(overrides: Path | None = None) -> dict[str, str]:
    """Each sheet by its name in the theme: its parts in their order, without comments and needless room.

    Args:
        overrides: the site's own folder of the theme, whose parts stand in place of ours of the same name.
    """
    parts = {
        path.stem: path for folder in (THEME, overrides) if folder for path in sorted((folder / PARTS).glob("*.css"))
    }
    sheets = {SHEET: ""}
    for name in sorted(parts, key=_place):
        sheet = APART.get(name, SHEET)
        written = _COMMENT.sub("", parts[name].read_text(encoding="utf-8"))
        sheets[sheet] = sheets.get(sheet, "") + _ROOM.sub(r"\1\2", written)
    return sheets


def _place(name: str) -> tuple[int, str]:
    if name in _FIRST:
        return _FIRST.index(name), name
    return len(_FIRST) + (name in _LAST), name
