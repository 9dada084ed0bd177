"""Content of which much isn’t public yet, with values and words that stand nowhere else; and a reader of every byte."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from pypdf import PdfReader

UNTIL = "2027-01-15T09:00 Europe/Brussels"
_DAYS = "themes: [asylum]\npublished: 2026-01-10\nchanged: 2026-02-01\n"
_FIGURE = _DAYS + (
    "unit: persons\nmeasures: flow\nfrequency: annual\norganisation: office\nnext_update: not-announced\n"
    "bounds: {min: 0, max: 100000}\n"
)
# What stands in data files, as the embargo of the whole record or of a part of it: what nobody may find before it.
SECRETS = {
    "record of figures": ("zzharvest", "Zzharvesttitle", "77731", "77 731", "77,731", "77.731"),
    "record of legislation": ("zzact", "Zzacttitle", "2031-05-06", "6 May 2031"),
    "record of decisions": ("zzruling", "Zzrulingtitle", "999.777"),
    "record of a draft": ("zzdraft", "Zzdrafttitle", "Zzdraftbody"),
    "observation in YAML": ("88842", "88,842", "88.842"),
    "observation in CSV": ("665",),
    "number of the prose": ("55513", "55,513"),
    "revision": ("16913", "16,913", "Zzrevisionnote"),
    "step": ("2029-07-08", "8 July 2029", "Zzstepnote"),
    "state of play": ("2025-09", "Zzstatenote"),
    "correction": ("Zzcorrectionnote",),
    "source": ("zzstudy", "Zzstudytitle", "zzstudy.example"),
    "asset": ("zzpicture",),
    "term": ("zzterm", "Zztermword", "Zztermdefinition"),
    "page of words": ("zzpage", "Zzpagetitle", "Zzpagebody"),
    "until then": ("Zznewtitle",),
    "rate of a figure": ("zzrate", "99.87", "99.9"),
    "former address": ("zzformer",),
}
DRAFTS = {"record of a draft"}


def _words(title: str, slug: str, body: str, more: str = "") -> str:
    return f"---\ntitle: {title}\nslug: {slug}\nsummary: Text.\n{more}---\n{body}\n"


def _changed(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, (path, old)
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def lay_secrets(content: Path, until: str = UNTIL) -> None:
    """Put into the small valid content something embargoed of each kind, and a draft."""
    mark, data = f"publish_at: {until}", content / "data"
    hold = f"{mark}\n"
    counted = "counted: Text.\nnot_counted: Text.\n"
    (data / "figures" / "zzharvest.yml").write_text(
        hold + _FIGURE + "source: zzstudy\nobservations:\n  - {period: 2020, value: 77731}\n"
    )
    (data / "legislation" / "zzact.yml").write_text(
        hold + _DAYS + "act: law\nlevel: federal\ndate: 2026-11-20\namends: [act]\n"
        "steps:\n  - {step: in-force, date: 2031-05-06, source: survey-2022}\n"
    )
    (data / "decisions" / "zzruling.yml").write_text(
        hold + _DAYS + 'body: court\nform: judgment\ndate: 2026-11-20\nnumber: "999.777"\noutcome: annulled\n'
        "acts:\n  - {act: act, effect: unlawful-in-part}\nsources: [{source: survey-2022}]\n"
    )
    (data / "explained" / "zzdraft.yml").write_text("draft: true\n" + _DAYS)
    (data / "sources" / "zzstudy.yml").write_text(
        'publisher: office\ntitle: {language: en, text: "Zzstudytitle"}\nform: web-page\npublished: 2026-01\n'
        'accessed: 2026-02\naddress: "https://zzstudy.example/"\nlicence: not-stated\n'
    )
    _changed(
        data / "figures" / "applicants.yml",
        ("value: 16910", "value: 16913"),
        ("numbers:\n", f"numbers:\n  hidden: {{value: 55513, unit: months, source: survey-2022, {mark}}}\n"),
        (
            "observations:\n",
            f"embargo: [{{from: 2023, {mark}}}]\nrevisions:\n  - {{period: 2020, old: 16910, new: 16913, "
            f"sex: T, date: 2026-11-20, reason: correction, note: hiddenrevision, {mark}}}\n"
            f"corrections: [{{date: 2026-11-20, note: hiddencorrection, {mark}}}]\n"
            "observations:\n  - {period: 2023, value: 88842, sex: T}\n",
        ),
        ("themes: [asylum]\n", "themes: [asylum]\nrelated: [legislation/zzact]\n"),
    )
    _changed(
        data / "figures" / "monthly.csv",
        ("period,value,status", "period,value,status,publish_at"),
        ("2022-01,10,", "2022-01,10,,"),
        ("2022-02,,m", "2022-02,,m,"),
        ("2022-03,0,", f"2022-03,0,,\n2022-04,665,,{until}"),
    )
    _changed(
        data / "legislation" / "act.yml",
        (
            "steps:\n",
            f"steps:\n  - {{step: challenged, date: 2029-07-08, source: survey-2022, note: hidden, {mark}}}\n",
        ),
    )
    _changed(
        data / "commitments" / "promise.yml",
        (
            "states:\n",
            "states:\n  - {date: 2025-09, voice: government, progress: done, source: survey-2022, note: hidden, "
            f"{mark}}}\n",
        ),
    )
    (data / "figures" / "zzrate.yml").write_text(
        _FIGURE.replace("unit: persons", "unit: percent").replace("measures: flow", "measures: rate")
        + hold
        + "ratio: {numerator: {figure: zzharvest}, denominator: {figure: zzharvest}, decimals: 2}\n"
    )
    _changed(data / "home.yml", ("- applicants", "- applicants\n- zzharvest"))
    with (data / "glossary.yml").open("a") as file:
        file.write(f"zzterm: {{themes: [asylum], {mark}}}\n")
    (content / "assets").mkdir(exist_ok=True)
    (content / "assets" / "zzpicture.csv").write_text("a,b\n")
    for code in ("en", "fr", "nl"):
        _lay_words(content / code, counted, hold)


def _lay_words(folder: Path, counted: str, hold: str) -> None:
    (folder / "figures" / "zzharvest.md").write_text(
        _words("Zzharvesttitle", "zzharvest", "Text.", counted + "former_slugs: [zzformer]\n")
    )
    (folder / "figures" / "zzrate.md").write_text(_words("Zzratetitle", "zzrate", "Text.", counted))
    official = "official_title: Zzacttitle\n" if folder.name != "en" else ""
    (folder / "legislation" / "zzact.md").write_text(_words("Zzacttitle", "zzact", "Text.", official))
    (folder / "decisions" / "zzruling.md").write_text(_words("Zzrulingtitle", "zzruling", "Text."))
    (folder / "explained" / "zzdraft.md").write_text(
        _words("Zzdrafttitle", "zzdraft", "Zzdraftbody [table](../../assets/zzpicture.csv).")
    )
    (folder / "about" / "zzpage.md").write_text(_words("Zzpagetitle", "zzpage", "Zzpagebody.", hold))
    with (folder / "glossary.yml").open("a", encoding="utf-8") as file:
        file.write("zzterm: {term: Zztermword, slug: zztermword, definition: Zztermdefinition.}\n")
    _changed(
        folder / "figures" / "applicants.md",
        ("notes:\n", "notes:\n  hiddenrevision: Zzrevisionnote.\n  hiddencorrection: Zzcorrectionnote.\n"),
    )
    old = re.search("^summary: (.*)$", (folder / "figures" / "applicants.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert old
    new = f"""summary: 'Text of {{{{ value("hidden") }}}}.'\n{hold}until_then: {{summary: {old[1]}}}"""
    _changed(folder / "figures" / "applicants.md", (old[0], new))
    for path, name in (("legislation/act.md", "Zzstepnote"), ("commitments/promise.md", "Zzstatenote")):
        _changed(folder / path, ("notes:\n", f"notes:\n  hidden: {name}.\n"))
    title = re.search(
        "^title: (.*)$", (folder / "organisations" / "office.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert title
    _changed(
        folder / "organisations" / "office.md",
        (f"{title[0]}\n", f"title: Zznewtitle\n{hold}until_then: {{title: {title[1]}}}\n"),
    )


def every_text(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of every file of a built site, also of those within archives, unpacked."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name.encode()
        if path.is_file() and not path.is_symlink():
            yield from _unpacked(name, path.read_bytes())


# Where something stands in a drawing is no number of its figure.
_PLACES = re.compile(rb' (?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|points|transform|viewBox)="[^"]*"')


@cache
def _printed(data: bytes) -> bytes:
    """What stands in a PDF; most are the same before the moment and at it."""
    reader = PdfReader(io.BytesIO(data))
    return "\n".join([str(reader.metadata), *(sheet.extract_text() for sheet in reader.pages)]).encode()


def _unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:5] == b"%PDF-":
        yield name, _printed(data)
        return
    yield name, _PLACES.sub(b"", data) if name.endswith(".svg") else data
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from _unpacked(f"{name}!{inner}", inner.encode() + b"\n" + archive.read(inner))
    elif data[:2] == b"\x1f\x8b":
        yield from _unpacked(f"{name}!", gzip.decompress(data))
    elif data[:8] == b"\x89PNG\r\n\x1a\n":
        for found in re.finditer(rb"(?:zTXt|iTXt)[^\0]*\0.", data):
            try:
                yield f"{name}!text", zlib.decompress(data[found.end() :])
            except zlib.error:
                continue


def found_in(folder: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """Where in a built site each of some words stands, in whatever letters, as a whole word."""
    patterns = {
        word: (
            word.encode().lower(),
            re.compile(rb"(?i)(?<![\w.])" + re.escape(word.encode()) + (rb"(?![\w])" if word[:1].isdigit() else b"")),
        )
        for word in words
    }
    spots: dict[str, list[str]] = {}
    for name, data in every_text(folder):
        small = data.lower()
        for word, (letters, pattern) in patterns.items():
            # What holds none of its letters needs no closer look: of a thousand files that is nearly every one.
            if letters in small and pattern.search(data):
                spots.setdefault(word, []).append(name)
    return spots


@cache
def secrets_in(folder: Path) -> Mapping[str, list[str]]:
    """Where in a built site, which nobody changes any more, each secret stands: all of them in one reading."""
    return found_in(folder, [word for words in SECRETS.values() for word in words])
