"""What programs leave in a text that its writer didn't type: marks of a merge, text cut off by a sign of YAML."""

from __future__ import annotations

import re

from factsite.problems import RuleError
from factsite.telling import told

_MERGE = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$", re.MULTILINE)
_COMMENT = re.compile(r"[ \t]*#")
_STRAIGHT = re.compile(r"(?!\".*\"$)[“”„«‘’»\"](?=\S)([^“”„«»\"]+)(?<=\S)[“”»’\"]")
_CODE = re.compile(r"[A-Za-z0-9][\w./:-]*")


def merge_mark(text: str) -> tuple[int, RuleError] | None:
    """Where the first mark of a merge stands that nobody finished, and what to do."""
    found = _MERGE.search(text)
    if found is None:
        return None
    what = told("a mark of an unfinished merge (“{mark}”) stands here", mark=found[0][:7])
    remedy = told(
        "Keep one of the two versions between the marks – both only where they are other entries of a list, or other "
        "sentences – and delete the lines with the marks."
    )
    return found.start(), RuleError("merge-mark", what, remedy)


def cut_off(value: str, rest: str, *, words: bool) -> RuleError | None:
    """Whether a “#” ends a value that its writer meant to go on.

    A note behind a code is one: “unit: persons  # a code”. It is none behind a sentence, right before a letter, or
    among the words of a page.

    Args:
        value: the value as it was read, which isn't in quotation marks.
        rest: what follows on its line.
        words: whether the file holds the words of a page.
    """
    found = _COMMENT.match(rest)
    if found is None:
        return None
    glued = bool(rest[found.end() :][:1].strip())
    if not (words or glued or " " in value.strip()):
        return None
    what = told("the text ends before “#”: what follows is read by nobody")
    return RuleError("cut-text", what, told("Put the whole text in straight quotation marks."))


def smart_quotes(value: str) -> RuleError | None:
    """Whether a code, a day or a number stands in typographic quotation marks, which become part of it."""
    found = _STRAIGHT.fullmatch(value)
    if found is None or not _CODE.fullmatch(found[1]):
        return None
    what = told("the quotation marks of “{value}” are typographic ones and become part of the value", value=found[1])
    remedy = told("Write {value} without them, or between straight ones if they are meant.", value=found[1])
    return RuleError("smart-quotes", what, remedy)
