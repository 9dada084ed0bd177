"""The search index is the same for the same pages, in whatever order a disk lists them."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from factsite.publishing import search
from factsite.publishing.search import SearchError, begin

MEMORY = "/dev/shm"  # noqa: S108 - another disk, where there is one
# What search knows beside the texts: here of one page that has a text, and of one that has none.
FINDABLE = {"rows": [["asylum-0/", "Asylum"], ["glossary/#asylum", "asylum"]]}
WORDS = ["asylum", "applicant", "aujourd’hui", "regroupement", "gezinshereniging", "procedure"]


def _pages(folder: Path) -> Path:
    for number in range(40):
        page = folder / "en" / f"{WORDS[number % 6]}-{number}" / "index.html"
        page.parent.mkdir(parents=True)
        body = " ".join(WORDS[(number * step) % 6] for step in range(1, 9))
        page.write_text(f'<html lang="en"><title>{number}</title><body data-pagefind-body>{body}</body></html>')
    (folder / "en" / "list.html").write_text('<html lang="en"><body>not for the index</body></html>')
    return folder / "en"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_order_of_the_disk_doesn_t_matter(tmp_path: Path) -> None:
    other = Path(tempfile.mkdtemp(dir=MEMORY if os.path.isdir(MEMORY) else tmp_path))
    try:
        found = []
        for folder in (tmp_path / "one", other / "two"):
            begin(pages := _pages(folder), FINDABLE).finish()
            found.append(_files(pages / "pagefind"))
    finally:
        shutil.rmtree(other)
    assert found[0] == found[1]
    assert len([name for name in found[0] if name.endswith(".pf_fragment")]) == 40
    rows = json.loads(found[0]["pages.json"])["rows"]
    texts = {name.removeprefix("fragment/").removesuffix(".pf_fragment") for name in found[0] if "pf_fragment" in name}
    assert rows[0][:-1] == FINDABLE["rows"][0]
    assert rows[0][-1] in texts
    assert rows[1][-1] == ""
    assert {name for name in found[0] if name.endswith((".js", ".css"))} == {"pagefind.js", "pagefind-worker.js"}


def test_what_pagefind_refuses_ends_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = _pages(tmp_path)
    (pages / "pagefind").write_text("a file in the place of the folder")
    with pytest.raises(SearchError, match="the search index of en: "):
        begin(pages, FINDABLE).finish()
    monkeypatch.setattr(search, "get_executable", lambda: tmp_path / "nowhere")
    with pytest.raises(SearchError, match="No such file"):
        begin(pages, FINDABLE).finish()
