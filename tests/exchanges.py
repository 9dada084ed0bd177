"""What the tests of the exchange share: its commands, and files as a translator’s program makes them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from translate.storage import po, tmx, xliff, xliff2

from factsite.cli import main
from projects import DAY

FORMATS = {"xliff-1.2": "xlf", "xliff-2.1": "xlf", "po": "po"}


# The Translate Toolkit’s classes for the formats: a program that isn’t ours, and has no types.
ELSEWHERE: dict[str, Any] = {
    "xliff-1.2": xliff.xlifffile,
    "xliff-2.1": xliff2.Xliff2File,
    "po": po.pofile,
    "tmx": tmx.tmxfile,
}


def opened_elsewhere(path: Path, form: str) -> Any:  # noqa: ANN401 - it has no types
    """A file as another program reads it."""
    return ELSEWHERE[form].parsefile(str(path))


def run(*arguments: str) -> Result:
    """A command on translations."""
    return CliRunner().invoke(main, ["translations", *arguments])


def hand_out(form: str, *arguments: str, language: str = "fr") -> Path:
    """A file with the texts that are handed out in the project where we are."""
    path = Path(f"{form}.{language}.{FORMATS[form]}")
    done = run("export", "--language", language, "--format", form, "--output", str(path), *arguments)
    assert done.exit_code == 0, done.output
    return path


def bring_in(*arguments: str | Path) -> Result:
    """Bring files back on the day of the tests."""
    return run("import", "--day", DAY.isoformat(), *map(str, arguments))


def change(path: Path, old: str, new: str) -> None:
    """Other words in a file, once."""
    text = path.read_bytes().decode("utf-8")
    assert old in text, old
    path.write_bytes(text.replace(old, new, 1).encode())


def open_texts() -> set[tuple[str | None, str | None, str | None]]:
    """The language, id and state of each text that is open."""
    rows = json.loads(run("status", "--format", "json").stdout)
    return {(row["language"], row["unit"], row["state"]) for row in rows}


def everything(root: Path) -> dict[str, bytes]:
    """The bytes of all content and of its locks."""
    files = [path for folder in ("content", "translations") for path in (root / folder).rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def unit_of(text: str, name: str) -> str:
    """The XML of a unit of XLIFF 1.2, by its id."""
    found = re.search(rf'<trans-unit id="{re.escape(name)}".*?</trans-unit>', text, re.DOTALL)
    assert found, name
    return found[0]


def translated(path: Path, name: str, target: str, state: str = "translated") -> None:
    """Give a unit of XLIFF 1.2 a translation, as XML, and a state, as a program would."""
    text = path.read_text(encoding="utf-8")
    unit = unit_of(text, name)
    written = f'<target state="{state}">{target}</target>'
    changed = re.sub(r"<target[^>]*?(?:/>|>.*?</target>)", lambda _: written, unit, count=1, flags=re.DOTALL)
    path.write_text(text.replace(unit, changed.replace(' approved="yes"', "")), encoding="utf-8")


def source_of(path: Path, name: str) -> str:
    """The source of a unit of XLIFF 1.2, as XML."""
    found = re.search(r"<source>(.*?)</source>", unit_of(path.read_text(encoding="utf-8"), name), re.DOTALL)
    assert found
    return found[1]
