"""What usually went wrong where YAML can't be read: the slips of people who write it by hand, in their words.

The parser says where it could go on no longer. What it stumbled over stands there, or in a line before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factsite.telling import Told, told, told_many

_KEY = r"[ ]*(?:- )*[\w.-]+"
_FIELD = re.compile(rf"{_KEY}:(?: |$)")
_NO_SPACE = re.compile(rf"{_KEY}:(?=[^\s:/])")
_OPENS = re.compile(r":\s*(?:[>|][+-]?\d?)?\s*$")
_TAB = re.compile(r"^ *\t")
# A line that begins with something else than plain spaces.
_BLANK = re.compile("^ *[\t\u00a0\u202f]")
_NO_BREAK = re.compile("^[ ]*[\u00a0\u202f]|" + _KEY + ":[\u00a0\u202f]")
# The names of fields are words in small letters; “Asile :” begins a text.
_LIKE_A_FIELD = re.compile("[ -]*(?:[a-z][a-z0-9_-]*:)?[\u00a0\u202f]")
_SMART = re.compile(rf"(?:{_KEY}:|[ ]*-) +([“”„«])")
_OPENED = re.compile(rf"(?:{_KEY}:|[ ]*-) +([\"'])")
_BESIDE = re.compile(rf"(?:{_KEY}:|[ ]*-) +(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')(?= *[^\s#,\]}}])")
_INDENT = told("Give lines that belong together the same spaces at their start, two more for what lies within.")


@dataclass(frozen=True)
class Slip:
    """What is wrong, and where (from 1, within the text that was parsed)."""

    line: int
    column: int
    message: Told
    remedy: Told


def slip(text: str, line: int, column: int, problem: str, opened: tuple[int, int] | None) -> Slip:
    """Say what made the parser of YAML stop.

    Args:
        text: what was parsed.
        line: where it stopped, from 1.
        column: likewise.
        problem: what libyaml says of it.
        opened: where what it was reading begins, if it says so.
    """
    lines = text.split("\n")
    near = range(max(1, min(line, opened[0] if opened else line) - 1), min(line, len(lines)) + 1)
    found = _seen(lines, near) or _unclosed(lines, line)
    if not found and opened and "',' or" in problem:
        what = told("the bracket that opens here isn’t closed, or a comma is missing within it")
        remedy = told("Look at the brackets and commas from here on.")
        return Slip(opened[0], opened[1], what, remedy)
    return found or _stopped(lines, line, column, problem)


# What looks like a space and is none to YAML.
NO_BREAK_SPACES = frozenset("\u00a0\u202f")


def no_break(lines: list[str], number: int, start: int = 0) -> Slip | None:
    """A no-break space where a plain one would begin a line or a value; YAML takes it for a sign of the field's name.

    Args:
        lines: all of a file.
        number: which of them, from 1.
        start: how much of it is passed over.
    """
    text = lines[number - 1] if number <= len(lines) else ""
    found = _NO_BREAK.match(" " * start + text[start:])
    if found is None:
        return None
    what = told("a no-break space stands where only a plain one can")
    remedy = told("Delete it, and type a plain space.")
    if not found[0].strip() and not text[:start].strip():
        remedy = _begun(lines, number)
    return Slip(number, found.end(), what, remedy)


def may_be_meant(text: str, start: int) -> bool:
    """Whether a plain space is what a line of a value lacks: it stands where a field could, and begins like one.

    Args:
        text: the line.
        start: where the value begins in it.
    """
    return not text[:start].strip(" -") and _LIKE_A_FIELD.match(text[start:]) is not None


def _begun(lines: list[str], number: int) -> Told:
    """How many plain spaces begin a line that has others among them."""
    wanted, other = _depths(lines, number)
    if other is not None:
        return told(
            "Let the line begin with {n} plain spaces if it goes on with the one above, with {m} if it belongs to the "
            "one below.",
            n=wanted or 0,
            m=other,
        )
    if not wanted:
        return told("Delete what stands before the first word of this line.")
    return told_many(
        "Let the line begin with {n} plain space, as the lines around it do.",
        "Let the line begin with {n} plain spaces, as the lines around it do.",
        wanted,
    )


def _seen(lines: list[str], near: range) -> Slip | None:
    """A slip that shows in one of the lines before the place, whatever the parser says."""
    for number in reversed(near):
        text = lines[number - 1]
        if found := _TAB.match(text):
            what = told("a tab stands at the start of this line")
            return Slip(number, found.end(), what, _in_its_place(lines, number))
        if blank := no_break(lines, number):
            return blank
        if found := _SMART.match(text):
            what = told("typographic quotation marks don’t hold a text together here")
            remedy = told('Put straight ones (") around the whole text.')
            return Slip(number, found.end(), what, remedy)
        if found := _BESIDE.match(text):
            what = told("text stands behind the closing quotation mark")
            remedy = told("Put the whole text in straight quotation marks, and use “ ” within it.")
            return Slip(number, found.end() + 1, what, remedy)
    return None


def _in_its_place(lines: list[str], number: int) -> Told:
    """How many spaces a tab stands for."""
    wanted, other = _depths(lines, number)
    if wanted is None:
        return told("Delete it: nothing stands above to which this could belong.")
    if other is not None:
        return told(
            "Write {n} spaces in its place if the line goes on with the one above, {m} if it belongs to the one below.",
            n=wanted,
            m=other,
        )
    if not wanted:
        return told("Delete it: the line above begins at the start of the line.")
    return told_many(
        "Write {n} space in its place, as the lines around it have.",
        "Write {n} spaces in its place, as the lines around it have.",
        wanted,
    )


def _depths(lines: list[str], number: int) -> tuple[int | None, int | None]:
    """With how many spaces a line is to begin: as many as the nearest line beside it that was typed with spaces.

    Returns:
        As many as the line above has, None if there is none; and as many as the one below has, if that may be meant.
    """
    above, below = lines[: number - 1][::-1], lines[number:]
    if _FIELD.match(lines[number - 1].lstrip()):
        # A field stands beside the field above, not beside the lines of that one’s text.
        above = [one for one in above if _FIELD.match(one)]
    beside = [next((one for one in part if one.strip() and not _BLANK.match(one)), None) for part in (above, below)]
    before, after = (None if one is None else len(one) - len(one.lstrip(" ")) for one in beside)
    if before is None:
        return None, None
    opens = (beside[0] or "").rstrip().endswith(":")
    wanted = before + 2 if opens else before
    if after is not None and after > wanted and opens and not _OPENS.search(lines[number - 1]):
        wanted = after  # unless the line in question holds what stands below
    return wanted, after if after is not None and after < wanted and not opens else None


def _unclosed(lines: list[str], until: int) -> Slip | None:
    """The first text up to a line whose quotation mark isn't closed on its own line."""
    for number, text in enumerate(lines[:until], 1):
        if found := _OPENED.match(text):
            rest = text[found.end() :].replace('\\"', "").replace("''", "")
            if found[1] not in rest:
                what = told("the quotation mark that opens here isn’t closed")
                return Slip(number, found.end(), what, told("Close it at the end of the text."))
        if text.replace('\\"', "").count('"') % 2:
            what = told("a quotation mark of this line isn’t closed")
            return Slip(number, text.rindex('"') + 1, what, told("Close it at the end of the text."))
    return None


def _stopped(lines: list[str], line: int, column: int, problem: str) -> Slip:
    text = lines[line - 1] if line <= len(lines) else ""
    if "mapping values" in problem:
        return _colon(lines, line, column)
    if "cannot start any token" in problem or "alphabetic or numeric" in problem:
        what = told("a value can’t start with “{sign}”", sign=text[column - 1 : column].strip() or "*")
        return Slip(line, column, what, told("Put the whole value in straight quotation marks."))
    if "escape character" in problem:
        what = told("a backslash (\\) means something of its own between these quotation marks")
        return Slip(line, column, what, told("Use single quotation marks ('…') around the text."))
    return _no_field(lines, line, column)


def _colon(lines: list[str], line: int, column: int) -> Slip:
    """“mapping values are not allowed”: a second colon in a line, or a field below what isn’t one or has a value."""
    text = lines[line - 1] if line <= len(lines) else ""
    first = _FIELD.match(text)
    if first and column > first.end():
        what = told("a colon with a space after it stands within a value that isn’t in quotation marks")
        return Slip(line, column, what, told("Put the whole value in straight quotation marks."))
    above = next((number for number in range(line - 1, 0, -1) if lines[number - 1].strip()), 0)
    if above and (tight := _tight(lines[above - 1], above)):
        return tight
    what = told("this line is indented further than the one above, which has a value already")
    return Slip(line, max(1, len(text) - len(text.lstrip()) + 1), what, _INDENT)


def _tight(text: str, number: int) -> Slip | None:
    """A line that would be a field if a space stood after its colon."""
    found = _NO_SPACE.match(text)
    if found is None:
        return None
    what = told("a space is missing after the colon")
    return Slip(number, found.end(), what, told("Write “{name} …”, with a space between.", name=found[0].strip()))


def _no_field(lines: list[str], line: int, column: int) -> Slip:
    """A line that is no field, or stands at another depth than it should."""
    for number in (line, line - 1):
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        if tight := _tight(text, number):
            return tight
        if text.strip() and not _FIELD.match(text) and not text.lstrip().startswith(("#", "-", "{", "[", "}", "]")):
            what = told("this line is no field (“name: value”) and no entry of a list (“- …”)")
            remedy = told("Put it behind the field it belongs to, or delete it.")
            return Slip(number, len(text) - len(text.lstrip()) + 1, what, remedy)
    what = told("this line isn’t indented as the lines around it")
    return Slip(line, column, what, _INDENT)
