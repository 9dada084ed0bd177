"""Sentences of templates and code lists → the gettext catalogues, through Babel."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

_METHODS = [("**.py", "python"), ("theme/templates/**.html", "jinja2")]
# A template that can’t be parsed ends the work: without its sentences their translations would be lost.
_OPTIONS = {"theme/templates/**.html": {"silent": "false"}}
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "N_": None,
    "say": None,
    "_": None,
    "_n": (1, 2),
    "say_of": ((1, "c"), 2),
}


def sentences(package: Path) -> Catalog:
    """Collect every sentence that has to be translated."""
    template = Catalog(domain="factsite")
    keywords = {**DEFAULT_KEYWORDS, **_KEYWORDS}
    for _, _, message, _, context in extract_from_dir(package, _METHODS, _OPTIONS, keywords):
        template.add(message, context=context)
    return template


def read_catalogue(package: Path, language: str) -> Catalog:
    """Read the catalogue of a language."""
    with catalogue_path(package, language).open("rb") as file:
        return read_po(file, locale=language, domain="factsite")


def catalogue_path(package: Path, language: str) -> Path:
    """Where the catalogue of a language stands."""
    return package / "locale" / language / "LC_MESSAGES" / "factsite.po"


def update_catalogues(package: Path) -> dict[Path, int]:
    """Bring the catalogues up to date.

    Returns:
        For each catalogue the number of sentences that wait for a translation.
    """
    found = {}
    for language in sorted(path.name for path in (package / "locale").iterdir()):
        catalogue = read_catalogue(package, language)
        catalogue.update(sentences(package), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path = catalogue_path(package, language)
        path.write_text(_as_text(catalogue), encoding="utf-8", newline="\n")
        found[path] = len([message for message in catalogue if message.id and not _translated(message.string)])
    return found


def _translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) and (isinstance(string, str) or all(string or ()))


def _as_text(catalogue: Catalog) -> str:
    """Write a catalogue without days and names, so that it changes only when a sentence does."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, no_location=True, sort_output=True, omit_header=True)
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale}\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return header + buffer.getvalue().decode("utf-8").strip("\n") + "\n"
