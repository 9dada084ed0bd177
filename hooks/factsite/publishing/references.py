"""The reference to a figure for bibliographies: BibTeX and CSL-JSON."""

from __future__ import annotations

import json

from factsite.localising.language import Language
from factsite.publishing.dataset import Dataset

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
    """A figure as an entry of a BibTeX file; whoever publishes the site is its corporate author."""
    view, changed = dataset.views[reader], dataset.figure.changed
    fields = {
        "author": f"{{{_escaped(view.publisher)}}}",
        "title": f"{{{_escaped(view.title)}}}",
        "year": str(changed.year),
        "date": changed.isoformat(),
        "url": dataset.address,
        "urldate": changed.isoformat(),
        "langid": _langid(view.shown),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{dataset.id},\n{lines}}}\n"


def _langid(language: Language) -> str:
    """The name of a language as biblatex and babel know it: their English is American unless it is called British."""
    name = str(language.locale.english_name).partition(" ")[0].lower()
    return "british" if language.locale.territory == "GB" else name


def _escaped(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)


def csl_json(dataset: Dataset, reader: str) -> str:
    """A figure as CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html): a list of one item."""
    view, changed = dataset.views[reader], dataset.figure.changed
    item = {
        "id": dataset.id,
        "type": "dataset",
        "title": view.title,
        "author": [{"literal": view.publisher}],
        "issued": {"date-parts": [[changed.year, changed.month, changed.day]]},
        "URL": dataset.address,
        "language": str(view.shown.locale).replace("_", "-"),
        "abstract": dataset.text("summary", reader),
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"
