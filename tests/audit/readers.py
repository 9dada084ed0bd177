"""Every program that shall read the published data reads those of the real site: client, format, result."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import csvw
import frictionless
from openpyxl import load_workbook

from audit.table import Effort, Row
from factsite.publishing.dataset import Dataset, datasets
from factsite.publishing.downloads import plan_downloads
from factsite.publishing.kept import Kept
from factsite.reading.content import read_content
from factsite.rendering.formats import CSVW, files_of
from factsite.rendering.site import Site
from projects import DAY, ROOT, SITE_URL, language
from readers import TABLES, Values, exact, read_json_stat, read_parquet, read_sdmx, read_table, sdmx_values, wanted

_LANGUAGES = {"fr": "fr_BE.UTF-8", "nl": "nl_BE.UTF-8"}
# What LibreOffice's dialog proposes for such a file: semicolons, UTF-8 as its mark says, the language of the system,
# special numbers found. It has no other way to open a CSV, so a run without a window is told the same.
_AS_OPENED = "CSV:59,34,76,1,,0,false,true"
_R = """
for (path in commandArgs(TRUE)) {
  table <- read.csv(path)
  codes <- table[, setdiff(names(table), c("value", "status", "own", "numerator", "denominator")), drop = FALSE]
  cat(path, nrow(table), sum(is.na(codes)), sum(is.na(table$value)),
      format(sum(table$value, na.rm = TRUE), digits = 17, scientific = FALSE), "\\n", sep = "\\t")
}
"""


def files_are_read(effort: Effort) -> Iterator[Row]:
    """The files of all figures, each by each program that is meant to read it; one that isn't there fails."""
    content = read_content(ROOT / "content")[0]
    site = Site(content, DAY, SITE_URL)
    chosen = datasets(site)
    chosen = chosen[:: max(1, len(chosen) // effort.of(len(chosen)))]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _write(site, root)
        folder = root / "data" / "figures"
        yield from _by_our_side(root, folder, site, chosen)
        yield _by_r(folder, chosen)
        for code, locale in _LANGUAGES.items():
            yield from _by_libreoffice(root, folder, chosen, code, locale)


def _write(site: Site, root: Path) -> None:
    kept = Kept(site.kept_downloads)
    for file in plan_downloads(site):
        if not file.address.endswith((".png", ".svg", ".html")):
            file.put(root, kept)
    kept.finish()


def _row(proof: str, chosen: list[Dataset], holds: Callable[[Dataset], bool]) -> Row:
    wrong = [dataset.id for dataset in chosen if not holds(dataset)]
    told = (
        f"wrong: {', '.join(wrong[:3])}" if wrong else f"{sum(len(one.observations) for one in chosen):,} values equal"
    )
    return Row(proof, len(chosen), len(chosen) - len(wrong), told)


def _by_our_side(root: Path, folder: Path, site: Site, chosen: list[Dataset]) -> Iterator[Row]:
    """Programs in Python."""
    for client in TABLES:
        yield _row(
            f"{client}, CSV with codes, by its defaults",
            chosen,
            partial(_table, folder, client),
        )
    together = root / "data" / "figures.parquet"
    yield _row("DuckDB, Parquet of all figures", chosen, lambda one: read_parquet(together, one) == wanted(one))
    for code in site.content.languages:
        yield _row(
            f"pyjstat, JSON-stat ({code})",
            chosen,
            partial(_json_stat, folder, code),
        )
    yield _row("sdmx1, SDMX-CSV with its structure", chosen, lambda one: _sdmx(folder, one) == wanted(one))
    yield _row("csvw, every CSV with its description", chosen, lambda one: _described(root, site, one))
    yield _row("openpyxl, Excel (nl)", chosen, lambda one: _workbook(folder / f"{one.id}.nl.xlsx", "nl") == _plain(one))
    report = frictionless.validate(str(root / "datapackage.json"))
    found = report.flatten(["type", "note"])
    tasks = int(report.stats["tasks"])
    yield Row(
        "frictionless, Data Package", tasks, tasks - len(found), f"{tasks} tables valid" if not found else str(found[0])
    )


def _table(folder: Path, client: str, dataset: Dataset) -> bool:
    return read_table(client, folder / f"{dataset.id}.csv", dataset) == wanted(dataset)


def _json_stat(folder: Path, code: str, dataset: Dataset) -> bool:
    return read_json_stat(folder / f"{dataset.id}.{code}.jsonstat.json", dataset) == _filled(dataset)


def _filled(dataset: Dataset) -> Values:
    return {key: value for key, value in wanted(dataset).items() if value is not None}


def _plain(dataset: Dataset) -> list[float | None]:
    return [exact(point.value) for point in dataset.observations]


def _sdmx(folder: Path, dataset: Dataset) -> Values:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, data = read_sdmx(folder / f"{dataset.id}.sdmx.xml", folder / f"{dataset.id}.sdmx.csv")
    return sdmx_values(data, dataset)


def _described(root: Path, site: Site, dataset: Dataset) -> bool:
    described = [file for file in files_of(site, dataset.id) if file.format in CSVW]
    return all(csvw.CSVW(str(root / file.address), validate=True).is_valid for file in described)


def _workbook(path: Path, code: str) -> list[float | None]:
    rows = load_workbook(path)[language(code).say("Data")].iter_rows(values_only=True)
    head = next(rows)
    column = head.index(language(code).say("Value"))
    return [None if row[column] is None else float(str(row[column])) for row in rows]


def _by_r(folder: Path, chosen: list[Dataset]) -> Row:
    proof = "R, CSV with codes, read.csv by its defaults"
    if shutil.which("Rscript") is None:
        return Row(proof, len(chosen), 0, "R isn’t installed: apt-get install r-base-core")
    paths = [str(folder / f"{one.id}.csv") for one in chosen]
    done = subprocess.run(["Rscript", "-e", _R, *paths], capture_output=True, text=True, check=True)
    told = {Path(line[0]).stem: line[1:5] for line in (row.split("\t") for row in done.stdout.splitlines())}

    def holds(one: Dataset) -> bool:
        rows, lost, missing, total = told[one.id]
        numbers = [value for value in _plain(one) if value is not None]
        same = abs(float(total) - sum(numbers)) <= 1e-9 * max(1, abs(sum(numbers)))
        return (int(rows), int(lost), int(missing)) == (len(one.observations), 0, rows_without(one)) and same

    return _row(proof, chosen, holds)


def rows_without(dataset: Dataset) -> int:
    """How many observations have no number."""
    return sum(point.value is None for point in dataset.observations)


def _by_libreoffice(root: Path, folder: Path, chosen: list[Dataset], code: str, locale: str) -> Iterator[Row]:
    """LibreOffice under a Belgian locale opens the table for offices, and the workbook."""
    for ending, told, options in (("office.csv", "CSV for Excel", [f"--infilter={_AS_OPENED}"]), ("xlsx", "Excel", [])):
        proof = f"LibreOffice under {locale.partition('.')[0]}, {told} ({code})"
        if shutil.which("soffice") is None:
            yield Row(proof, len(chosen), 0, "LibreOffice isn’t installed: apt-get install libreoffice-calc-nogui")
            continue
        target = root / f"opened.{code}.{ending}"
        paths = [str(folder / f"{one.id}.{code}.{ending}") for one in chosen]
        command = ["soffice", "--headless", f"-env:UserInstallation={(root / f'profile.{code}').as_uri()}"]
        command += [*options, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), *paths]
        subprocess.run(
            command, env={"LC_ALL": locale, "PATH": "/usr/bin:/bin", "HOME": str(root)}, check=True, capture_output=True
        )
        yield _row(proof, chosen, partial(_opened, target, code, ending))


def _opened(target: Path, code: str, ending: str, dataset: Dataset) -> bool:
    """Whether numbers, days and words came out as they are published."""
    path = target / f"{dataset.id}.{code}.{ending.replace('csv', 'xlsx')}"
    book, say = load_workbook(path), language(code).say
    sheet = book.worksheets[0] if ending == "office.csv" else book[say("Data")]
    head, *rows = sheet.iter_rows(values_only=True)
    start, value, notes = (head.index(say(name)) for name in ("From (day)", "Value", "Notes"))
    for row, point in zip(rows, dataset.observations, strict=True):
        day = getattr(row[start], "date", lambda: None)()
        same = (None if row[value] is None else float(str(row[value]))) == exact(point.value)
        if not same or day != point.period.start or (row[notes] or "") != dataset.note(point.note, code):
            return False
    return True
