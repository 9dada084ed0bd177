"""The licences of other people's software of which parts are published with the site, as their licences ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution, version
from pathlib import Path

ADDRESS = "licences.txt"
_TEXTS = Path(__file__).parents[1] / "licences"
# Where packages carry licences: beside their metadata, or beside the data for which these hold.
_CARRIED_IN = ("licenses", "locale-data")
_LETTERS = Path(__file__).parents[1] / "charting" / "fonts"


@dataclass(frozen=True)
class Notice:
    """What others made and readers get parts of: its name, who carries it, which parts, the licence's file.

    ``file`` is a path within the package's metadata or, for a package that carries none, in ``factsite/licences``;
    for what isn't a package of Python the folder in which it lies stands in place of the package.
    """

    name: str
    package: str | Path
    parts: str
    file: str

    def text(self) -> str:
        """The whole notice.

        Raises:
            LookupError: the package doesn't carry its licence where it should.
        """
        if isinstance(self.package, Path):
            return f"{self.name}\n{self.parts}\n\n{(self.package / self.file).read_text(encoding='utf-8').strip()}\n"
        own = _TEXTS / self.file
        found = own.read_text(encoding="utf-8") if own.is_file() else _carried(self.package, self.file)
        return f"{self.name} {version(self.package)}\n{self.parts}\n\n{found.strip()}\n"


NOTICES = (
    Notice("Source Sans 3", _LETTERS, "The letters of pages and pictures, as “Factsite Sans”.", "OFL.txt"),
    Notice("D3", _TEXTS, "Parts of its modules in the script assets/explorer.js.", "d3.txt"),
    Notice("Pagefind", "pagefind_bin", "The scripts and indexes of the search under pagefind/.", "pagefind.txt"),
    Notice("Snowball", "PyStemmer", "The stems of words, in the programs and indexes of the search.", "LICENSE"),
    Notice("CLDR", "babel", "Names of countries, languages, months; how numbers are written.", "LICENSE.unicode"),
    Notice("XlsxWriter", "XlsxWriter", "What is the same in every workbook (.xlsx).", "LICENSE.txt"),
)


@cache
def notices() -> str:
    """All notices as one text."""
    line = "\n" + "-" * 79 + "\n\n"
    return "Software of others in this site\n\n" + line.join(notice.text() for notice in NOTICES)


def _carried(package: str, name: str) -> str:
    for path in distribution(package).files or ():
        if path.name == name and path.parent.name in _CARRIED_IN:
            return path.read_text(encoding="utf-8")
    raise LookupError(f"the package {package} carries no {name}")
