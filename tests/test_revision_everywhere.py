"""A revision, followed through every file of the site: each that says the number says the new one, and why.

The old number stays only where former numbers stand: as history, in versions, feeds and lists of corrections.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from consequent import SHARE, WORDS
from exchanges import change
from factsite.deriving.versions import continued
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from projects import copy_valid
from whole import write_site

OLD, NEW = "36871", "41234"
# 10,871 women among them: 29.5% before, 26.4% now.
OLD_RATE, NEW_RATE = "29.5", "26.4"
# Where a former number may stand: beside the new one and said to be former, or in a version that never changes.
_FORMER = re.compile(
    r"versions/|\.atom$|corrections|correcti|figures/(applicants|share)\.(json|en\.xlsx|fr\.xlsx|nl\.xlsx)$"
    r"|figures/(applicants|share)\.(en|fr|nl)\.(html|light\.html|dark\.html|values\.json|jsonstat\.json)$"
    r"|/(applicants|demandeurs|verzoekers|share)/index\.(html|md)$|fact-?checks?|faits|feiten|verifications"
)


def _text(path: Path) -> str:
    """What a file says, numbers without the signs between thousands."""
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        book = zipfile.ZipFile(io.BytesIO(data))
        text = " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    elif path.suffix == ".parquet":
        text = str(pq.read_table(io.BytesIO(data)).to_pylist())
    else:
        text = data.decode("utf-8", "replace")
    text = re.sub(r"(?<=\d)(?:,|\.|\s|&#160;|&nbsp;)(?=\d{3}(?!\d))", "", text)
    return re.sub(r"(?<=\d),(?=\d)", ".", text)


def _saying(site: Path, number: str) -> set[str]:
    named = re.compile(rf"(?<![\d.]){re.escape(number)}(?![\d])")
    kept = (".png", ".woff2", ".svg", ".css", ".js")
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and not path.name.endswith(kept) and named.search(_text(path))
    }


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site before a revision and after it."""
    folder = tmp_path_factory.mktemp("revised")
    small = copy_valid(folder)
    (small / "data" / "figures" / "share.yml").write_text(SHARE, encoding="utf-8")
    for code in ("en", "fr", "nl"):
        (small / code / "figures" / "share.md").write_text(WORDS, encoding="utf-8")
    path = small / "data" / "figures" / "applicants.yml"
    change(path, "  sex: {total: T, sums: true}", "  sex: {total: T}")
    history = small / "data" / "history"
    history.mkdir()
    content, _ = read_content(small)
    for name in ("applicants", "share"):
        figure = content.get("figures", name, Figure)
        assert figure
        text = continued(None, figure.said, date(2026, 2, 1))
        assert text
        (history / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    content, _ = read_content(small)
    write_site(content, folder / "before", folder / "charts")
    change(path, f"value: {OLD}", f"value: {NEW}")
    revision = f"{{period: 2022, old: {OLD}, new: {NEW}, date: 2026-03-05, reason: correction}}"
    change(path, "observations:\n", f"revisions:\n  - {revision}\nobservations:\n")
    change(path, "changed: 2026-02-01", "changed: 2026-03-05")
    content, problems = read_content(small)
    assert not problems
    write_site(content, folder / "after", folder / "charts")
    return folder / "before", folder / "after"


@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (OLD_RATE, NEW_RATE)], ids=["number", "rate"])
def test_every_file_says_the_new_number(two: tuple[Path, Path], old: str, new: str) -> None:
    before, after = two
    told = _saying(before, old)
    assert len(told) > 20
    still = {name for name in told if "/versions/" not in name}
    assert still - _saying(after, new) == set()


@pytest.mark.parametrize(("old", "figure"), [(OLD, "applicants"), (OLD_RATE, "share")], ids=["number", "rate"])
def test_the_old_number_stands_as_a_former_one_only(two: tuple[Path, Path], old: str, figure: str) -> None:
    _, after = two
    found = {name for name in _saying(after, old) if not _FORMER.search(name)}
    assert found == set()
    assert any(name.startswith(f"data/figures/{figure}/versions/2026-02-01/") for name in _saying(after, old))


def test_the_new_version_has_its_day(two: tuple[Path, Path]) -> None:
    _, after = two
    for figure in ("applicants", "share"):
        folder = after / "data" / "figures" / figure / "versions"
        assert {path.name for path in folder.iterdir() if path.is_dir()} == {"2026-02-01", "2026-03-05"}
