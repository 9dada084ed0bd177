"""Whatever stands in content/: the check answers with problems, never with a traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from factsite.checking import check
from factsite.problems import as_github, as_json, as_text
from projects import DAY, FIXTURES

FILES = sorted(path.relative_to(FIXTURES / "valid") for path in (FIXTURES / "valid").rglob("*") if path.is_file())
MUTATIONS: dict[str, Callable[[bytes], bytes | None]] = {
    "gone": lambda raw: None,
    "empty": lambda raw: b"",
    "half": lambda raw: raw[: len(raw) // 2],
    "list": lambda raw: b"- a\n- b\n",
    "scalar": lambda raw: b"word\n",
    "nested": lambda raw: b"---\ntitle: {a: [b]}\nslug: [c]\nsummary: {d: e}\n---\n{{ value( }}\n",
    "nulls": lambda raw: b"\n".join(line.split(b":")[0] + b":" if b": " in line else line for line in raw.split(b"\n")),
    "swapped": lambda raw: raw.replace(b": ", b": [").replace(b"\n", b"]\n"),
    "bytes": lambda raw: b"\xff\xfe\x00" + raw,
    "digits": lambda raw: raw.translate(bytes.maketrans(b"0123456789", b"9876543210")),
    "letters": lambda raw: raw.replace(b"a", b"\xc3\xa9"),
    "braces": lambda raw: raw.replace(b"}}", b"}"),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_no_mutation_crashes_the_check(small: Path, mutation: str) -> None:
    for relative in FILES:
        path = small / relative
        raw = path.read_bytes()
        changed = MUTATIONS[mutation](raw)
        if changed is None:
            path.unlink()
        else:
            path.write_bytes(changed)
        _, problems = check(small, DAY)
        for write in (as_text, as_json, as_github):
            write(problems, small)
        path.write_bytes(raw)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "mkdocs.yml", tmp_path)
    _, problems = check(tmp_path / "content", DAY)
    assert {problem.rule for problem in problems} >= {"missing-file", "missing-language"}
