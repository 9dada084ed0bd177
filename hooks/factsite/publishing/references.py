"""The reference to a figure for bibliographies: BibTeX and CSL-JSON."""

from __future__ import annotations

import json
from datetime import date

from factsite.localising.language import Language
from factsite.publishing.dataset import Dataset
from factsite.rendering.citing import cited

# Signs that TeX takes for orders (https://ctan.org/pkg/biblatex); a backslash first, as the others bring more of them.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def bibtex(dataset: Dataset, reader: str) -> str:
    """A figure as an entry of a BibTeX file: who publishes the numbers is its author, the site its compiler.

    ``editortype`` and ``version`` are biblatex’s; BibTeX passes over what it doesn’t know.
    """
    view = dataset.views[reader]
    one = cited(view, dataset.figure)
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in one.producers),
        "title": f"{{{_escaped(one.title)}}}",
        "editor": f"{{{_escaped(one.compiler)}}}",
        "editortype": "compiler",
        "publisher": f"{{{_escaped(one.publisher)}}}",
        "version": one.version.isoformat(),
        "year": str(one.version.year),
        "date": one.version.isoformat(),
        "url": one.address,
        "urldate": one.accessed.isoformat(),
        "langid": _langid(view.shown),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{one.key},\n{lines}}}\n"


def _langid(language: Language) -> str:
    """The name of a language as biblatex and babel know it: their English is American unless it is called British."""
    name = str(language.locale.english_name).partition(" ")[0].lower()
    return "british" if language.locale.territory == "GB" else name


def _escaped(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)


def csl_json(dataset: Dataset, reader: str) -> str:
    """A figure as CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html): a list of one item."""
    one = cited(dataset.views[reader], dataset.figure)
    item = {
        "id": one.key,
        "type": "dataset",
        "title": one.title,
        "author": [{"literal": name} for name in one.producers],
        "compiler": [{"literal": one.compiler}],
        "publisher": one.publisher,
        "version": one.version.isoformat(),
        "issued": {"date-parts": [_parts(one.version)]},
        "accessed": {"date-parts": [_parts(one.accessed)]},
        "URL": one.address,
        "language": one.language,
        "abstract": dataset.text("summary", reader),
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]
