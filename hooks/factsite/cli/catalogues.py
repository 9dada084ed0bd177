"""Sentences of templates and code lists, and messages for editors → the gettext catalogues, through Babel.

They are two: ``factsite.po`` is what readers see, ``messages.po`` what editors are told.
"""

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
INTERFACE, MESSAGES = "factsite", "messages"
_TOLD: dict[str, tuple[int | tuple[int, str], ...] | None] = {"told": None, "told_many": (1, 2)}
# What stands above a message in the code, for those who translate it.
_COMMENT = "Translators:"


def sentences(package: Path) -> Catalog:
    """Collect every sentence of the interface that has to be translated."""
    template = Catalog(domain=INTERFACE)
    keywords = {**DEFAULT_KEYWORDS, **_KEYWORDS}
    for _, _, message, _, context in extract_from_dir(package, _METHODS, _OPTIONS, keywords):
        template.add(message, context=context)
    return template


def messages(package: Path) -> Catalog:
    """Collect every message for editors: the literals of ``told`` and ``told_many``."""
    template = Catalog(domain=MESSAGES)
    found = extract_from_dir(package, [("**.py", "python")], {}, _TOLD, (_COMMENT,), strip_comment_tags=True)
    for file, _, message, comments, _ in found:
        if message and not str(file).startswith(("rendering/", "publishing/tables")):
            template.add(message, auto_comments=comments)
    return template


_COLLECTED = {INTERFACE: sentences, MESSAGES: messages}


def read_catalogue(package: Path, language: str, domain: str = INTERFACE) -> Catalog:
    """Read a catalogue of a language."""
    with catalogue_path(package, language, domain).open("rb") as file:
        return read_po(file, locale=language, domain=domain)


def catalogue_path(package: Path, language: str, domain: str = INTERFACE) -> Path:
    """Where a catalogue of a language stands."""
    return package / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def update_catalogues(package: Path) -> dict[Path, int]:
    """Bring the catalogues up to date.

    Returns:
        For each catalogue the number of sentences that wait for a translation.
    """
    found = {}
    for language in sorted(path.name for path in (package / "locale").iterdir()):
        for domain, collected in _COLLECTED.items():
            path = catalogue_path(package, language, domain)
            catalogue = read_catalogue(package, language, domain) if path.is_file() else Catalog(language, domain)
            catalogue.update(collected(package), no_fuzzy_matching=True)
            catalogue.obsolete.clear()
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
