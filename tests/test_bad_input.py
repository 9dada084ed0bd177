"""Whatever stands in content/: the check answers with problems, never with a traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

import pytest

from documents import LANGUAGES
from factsite.checking import check
from factsite.problems import as_github, as_json, as_text
from factsite.reading.configuration import languages_beside
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


# Of so many mutations one tries a file, and each file is tried by several; the audit (“contents”) tries many more.
SHARE = 3


def tried_together() -> Iterator[list[Path]]:
    """Every file: the facts one by one, the words in threes, one file of each language and each of another record.

    Each file is read by itself, and what it says is compared with facts and words that are whole.
    """
    of_each = {code: [path for path in FILES if path.parts[0] == code] for code in LANGUAGES}
    for path in FILES:
        if path.parts[0] not in LANGUAGES:
            yield [path]
    moved = [paths[3 * number :] + paths[: 3 * number] for number, paths in enumerate(of_each.values())]
    for together in zip_longest(*moved):
        yield [path for path in together if path]


def test_every_file_is_tried_beside_whole_ones() -> None:
    tried = list(tried_together())
    assert sorted(path for together in tried for path in together) == FILES
    assert all(len({path.relative_to(path.parts[0]) for path in together}) == len(together) for together in tried)


@pytest.mark.parametrize(("number", "mutation"), list(enumerate(MUTATIONS)))
def test_no_mutation_crashes_the_check(small: Path, number: int, mutation: str) -> None:
    languages = languages_beside(small)
    for together in list(tried_together())[number % SHARE :: SHARE]:
        whole = {small / relative: (small / relative).read_bytes() for relative in together}
        for path, raw in whole.items():
            changed = MUTATIONS[mutation](raw)
            if changed is None:
                path.unlink()
            else:
                path.write_bytes(changed)
        _, problems = check(small, DAY, languages=languages)
        for write in (as_text, as_json, as_github):
            write(problems, small)
        for path, raw in whole.items():
            path.write_bytes(raw)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "mkdocs.yml", tmp_path)
    _, problems = check(tmp_path / "content", DAY)
    assert {problem.rule for problem in problems} >= {"missing-file", "missing-language"}
