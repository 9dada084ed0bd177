"""PO, out and in: each text as it is typed, its id as the context, what helps a translator as comments.

(GNU gettext manual, “The Format of PO Files”; the flag ``max-length`` is Weblate’s.)
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from factsite.documents.text import UnreadableError
from factsite.exchanging.helping import helping_notes
from factsite.exchanging.offering import Offered
from factsite.exchanging.returned import Delivery, Returned
from factsite.problems import Problem
from factsite.telling import UNSAID, told
from factsite.translating.status import Freshness

_BASE, _NONE = "target: ", "none"
_AGAIN = told("Save it as PO in UTF-8, or export the texts again.")


def written(units: Iterable[Offered], source: str, target: str) -> str:
    """The catalogue of some texts, in their order."""
    catalogue = Catalog(charset="utf-8")
    for one in units:
        flags = {"fuzzy"} if one.target and one.state is not Freshness.CURRENT else set()
        flags |= {f"max-length:{one.limit}"} if one.limit else set()
        message = catalogue.add(
            one.source,
            one.target or "",
            locations=[(f"content/{one.origin}", 0)],
            flags=flags,
            auto_comments=[
                *(f"{name}: {text}" for name, text in _comments(one)),
                f"{_BASE}{one.target_digest or _NONE}",
            ],
            previous_id=one.before or (),
            context=one.id,
        )
        # Babel takes a percent sign for one of Python’s formats; here it is a sign.
        message.flags -= {"python-format", "python-brace-format"}
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, omit_header=True, include_previous=True)
    plural = "nplurals=2; plural=(n > 1);" if target == "fr" else "nplurals=2; plural=(n != 1);"
    head = {
        "Project-Id-Version": "factsite",
        "Language": target,
        "X-Source-Language": source,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural,
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in head.items())
    return f'msgid ""\nmsgstr ""\n{lines}\n' + buffer.getvalue().decode("utf-8").strip("\n") + "\n"


def _comments(one: Offered) -> Iterable[tuple[str, str]]:
    return ((name, " ".join(text.split())) for name, text in helping_notes(one) if name != "earlier-source")


def read(path: Path, raw: bytes) -> Delivery:
    """The texts of a catalogue.

    Raises:
        UnreadableError: it is none, or isn’t UTF-8.
    """
    try:
        catalogue = read_po(io.StringIO(raw.decode("utf-8-sig")), abort_invalid=True)
    except (PoFileError, ValueError, LookupError, TypeError, AttributeError) as error:
        line = getattr(error, "lineno", 0) + 1
        what = told("the PO can’t be read: {error}", error=str(error))
        raise UnreadableError(Problem(path, line, 1, "exchange", what, _AGAIN, source="")) from error
    headers = {name.lower(): value for name, value in catalogue.mime_headers}
    units = [_returned(one) for one in catalogue if one.id]
    if not units and "language" not in headers:
        raise UnreadableError(Problem(path, 1, 1, "exchange", told("no texts stand in this PO"), _AGAIN, source=""))
    return Delivery(headers.get("language", ""), units)


def _returned(one: Message) -> Returned:
    base = next((line.removeprefix(_BASE) for line in one.auto_comments if line.startswith(_BASE)), None)
    base = "" if base == _NONE else base
    fault = told("it has plural forms, which no text of a page has") if one.pluralizable else UNSAID
    source = one.id if isinstance(one.id, str) else one.id[0]
    target = one.string if isinstance(one.string, str) else ""
    state = None if not target else not one.fuzzy
    return Returned(str(one.context or ""), one.lineno or 1, source, target or None, state, base, fault)
