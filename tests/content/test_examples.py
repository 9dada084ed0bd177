"""The lines that the page on open data gives for each program: they run, and find what the figure holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
import pandas
import polars
import pytest
import sdmx
from pyjstat import pyjstat

from content.real import CONTENT
from documents import LANGUAGES
from factsite.content import Content
from factsite.records.figure import Figure

LINE = re.compile(r"^- (\w+) ?: `(.+)`$", re.MULTILINE)
FIGURE = "returns-after-order-by-citizenship"
# What R reads is tried where R is there: in the audit.
ELSEWHERE = {"R"}


def lines(code: str) -> dict[str, str]:
    """The line for each program on the page in a language."""
    text = (CONTENT / code / "about" / "open-data.md").read_text(encoding="utf-8")
    return {name: line for name, line in LINE.findall(text) if "SITE/" in line}


def test_the_lines_are_the_same_in_every_language() -> None:
    said = [
        {name: line.replace(f".{code}.jsonstat", ".jsonstat") for name, line in lines(code).items()}
        for code in LANGUAGES
    ]
    assert said[0] == said[1] == said[2]
    assert set(said[0]) == {"pandas", "polars", "pyjstat", "sdmx1", "DuckDB"} | ELSEWHERE


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pyjstat reads an address by a function of its own past
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_lines_run(
    site: Path, content: Content, serve: Callable[[Path], AbstractContextManager[str]], code: str
) -> None:
    figure = content.get("figures", FIGURE, Figure)
    assert figure is not None
    names = {"pandas": pandas, "polars": polars, "pyjstat": pyjstat, "sdmx": sdmx}
    many = len(figure.observations)
    with serve(site) as address:
        for name, line in lines(code).items():
            if name in ELSEWHERE:
                continue
            here = line.replace("SITE", address.rstrip("/") if name in {"pyjstat", "sdmx1"} else str(site))
            if name == "DuckDB":
                assert (FIGURE, many) in duckdb.execute(here).fetchall()
                continue
            found = eval(here, names)  # noqa: S307 - what the site tells its readers to type
            if name == "sdmx1":
                assert found.codelist["CL_CITIZENSHIP"]
            else:
                assert len(found) >= many
