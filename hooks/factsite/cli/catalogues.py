"""Sentences of templates and code lists, and messages for editors → the gettext catalogues, through Babel.

They are two: ``factsite.po`` is what readers see, ``messages.po`` what editors are told. Each has a template
(``factsite.pot``, ``messages.pot``) in which stands, once for all languages, what translators should know.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Callable, Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import write_po

from factsite.languages import INTERFACE, Setting
from factsite.localising.catalogues import (
    CATALOGUES,
    MESSAGES,
    SENTENCES,
    head_of_catalogue,
    key_of,
    new_catalogue,
    own_catalogue,
    parse_catalogue,
    template,
    template_path,
)

PACKAGE = CATALOGUES.parent
_METHODS = [("**.py", "python"), ("theme/templates/**.html", "jinja2")]
# A template that can’t be parsed ends the work: without its sentences their translations would be lost.
_OPTIONS = {"theme/templates/**.html": {"silent": "false"}}
Keywords = dict[str, tuple[int | tuple[int, str], ...] | None]
_KEYWORDS: Keywords = {"N_": None, "say": None, "_": None, "_n": (1, 2), "say_of": ((1, "c"), 2)}
_TOLD: Keywords = {"told": None, "told_many": (1, 2)}
# What stands above a message in the code, for those who translate it.
_COMMENT = "Translators:"


def sentences() -> Catalog:
    """Collect every sentence of the interface, with the files that say it and what translators should know.

    What translators should know is written by hand in the template itself (``#.``) and kept; of a code it is what its
    list says of itself.
    """
    found = Catalog(domain=SENTENCES, locale="en")
    keywords = {**DEFAULT_KEYWORDS, **_KEYWORDS}
    for name, _, message, _, context in extract_from_dir(PACKAGE, _METHODS, _OPTIONS, keywords):
        found.add(message, context=context, locations=[(name, 1)])
    lists, path = _lists(), template_path(SENTENCES)
    kept = parse_catalogue(path, "en") if path.is_file() else Catalog(locale="en")
    known = {key_of(one): one.auto_comments for one in kept}
    for one in found:
        if one.id:
            context, words = key_of(one)
            # With a context it is another word than that of the list.
            one.auto_comments = (not context and lists.get(words)) or known.get(key_of(one), [])
    return found


def _lists() -> dict[str, list[str]]:
    """Of the English name of each code what its list is about."""
    found: dict[str, list[str]] = {}
    for path in sorted((PACKAGE / "records").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            said = (ast.get_docstring(node) or "").partition("\n")[0] if isinstance(node, ast.ClassDef) else ""
            for call in ast.walk(node) if said else ():
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "N_":
                    name = call.args[0]
                    if isinstance(name, ast.Constant) and said not in found.setdefault(str(name.value), []):
                        found[str(name.value)].append(said)
    return found


def messages() -> Catalog:
    """Collect every message for editors: the literals of ``told`` and ``told_many``."""
    made = Catalog(domain=MESSAGES, locale="en")
    found = extract_from_dir(PACKAGE, [("**.py", "python")], {}, _TOLD, (_COMMENT,), strip_comment_tags=True)
    for name, _, message, comments, _ in found:
        if message and not name.startswith(("rendering/", "publishing/tables")):
            made.add(message, auto_comments=comments, locations=[(name, 1)])
    return made


COLLECTED: dict[str, Callable[[], Catalog]] = {SENTENCES: sentences, MESSAGES: messages}


def update_catalogues() -> dict[Path, int]:
    """Bring the generator's templates up to date, and with them the catalogues of each of its languages.

    Returns:
        For each catalogue the number of sentences that wait for a translation.
    """
    found = {}
    for domain, collected in COLLECTED.items():
        wanted = collected()
        _write(template_path(domain), wanted)
        for code in sorted(path.name for path in CATALOGUES.iterdir() if path.is_dir()):
            path = own_catalogue(code, domain)
            catalogue = parse_catalogue(path, code) if path.is_file() else new_catalogue(code)
            catalogue.update(wanted, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            _write(path, catalogue)
            found[path] = _waiting(catalogue)
    return found


def add_sentences(setting: Setting, content: Path) -> dict[Path, int]:
    """Add to the ``interface.po`` of a site what no catalogue of its language says yet; what stands there stays.

    Returns:
        The catalogue, with the number of sentences that wait for a translation.
    """
    own = own_catalogue(setting.code)
    said = {key_of(message) for message in parse_catalogue(own, setting.locale)} if own.is_file() else set()
    path = content / setting.code / INTERFACE
    catalogue = parse_catalogue(path, setting.locale) if path.is_file() else new_catalogue(setting.locale)
    said |= {key_of(message) for message in catalogue}
    for message in template():
        if key_of(message) not in said:
            catalogue[message.id] = message.clone()
    _write(path, catalogue)
    return {path: _waiting(catalogue)}


def _waiting(catalogue: Catalog) -> int:
    return len([message for message in catalogue if message.id and not _translated(message.string)])


def _translated(string: str | Iterable[str] | None) -> bool:
    return bool(string) and (isinstance(string, str) or all(string or ()))


def _write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue without days, names and numbers of lines, so that it changes only when a sentence does."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, include_lineno=False, sort_output=True, omit_header=True)
    head = head_of_catalogue(str(catalogue.locale), catalogue.plural_forms)
    text = head + "\n" + buffer.getvalue().decode("utf-8").strip("\n") + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
