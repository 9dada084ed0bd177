"""Files made to overload a program, and broken ones: small to make, each refused with what is wrong."""

from __future__ import annotations

import io
import itertools
import json
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = "".join(
    (
        '<row r="1">',
        *(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("TIME_PERIOD", "OBS_VALUE")),
        "</row>",
    )
)
MB = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def relationships(*links: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def sheet(rows: str, prologue: str = "") -> str:
    return f'{prologue}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def xlsx(
    path: Path,
    sheet_parts: Iterable[str | bytes] = (sheet(HEAD),),
    kind: str = "worksheet",
    extra: dict[str, str | bytes] | None = None,
    book: str | None = None,
) -> Path:
    """A workbook of one sheet, written part by part, so that no sheet stands in memory as a whole."""
    extra = extra or {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("_rels/.rels", relationships(("officeDocument", "xl/workbook.xml")))
        sheets = '<sheet name="Data" sheetId="1" r:id="r1"/>'
        archive.writestr(
            "xl/workbook.xml",
            book or f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        )
        links = [(kind, "worksheets/sheet1.xml")]
        links += [("sharedStrings", "sharedStrings.xml")] if "xl/sharedStrings.xml" in extra else []
        links += [("styles", "styles.xml")] if "xl/styles.xml" in extra else []
        archive.writestr("xl/_rels/workbook.xml.rels", relationships(*links))
        for name, content in extra.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for part in sheet_parts:
                member.write(part.encode() if isinstance(part, str) else part)
    return path


def filled(path: Path, size: int, piece: str = '<row><c t="n"><v>1</v></c></row>') -> Path:
    """A workbook of a few MB that holds ``size`` bytes."""
    block = piece * (MB // len(piece))
    start, end = sheet(HEAD + "|").split("|")
    return xlsx(path, (start, *[block] * (size // len(block)), end))


def dated(path: Path, number: int) -> Path:
    """A workbook of so many observations, each of another day."""
    start, end = sheet(HEAD + "|").split("|")
    rows = (f'<row><c t="str"><v>{day}</v></c><c><v>1</v></c></row>' for day in days(number))
    return xlsx(path, itertools.chain([start], rows, [end]))


def days(number: int) -> Iterator[str]:
    """So many days in a row, from the first year that is taken."""
    first = date(1500, 1, 1)
    return ((first + timedelta(days=count)).isoformat() for count in range(number))


def lying(path: Path, size: int) -> Path:
    """The same, but the archive claims that the sheet has a thousand bytes only."""
    raw = bytearray(filled(path, size).read_bytes())
    name = b"xl/worksheets/sheet1.xml"
    at = raw.rfind(b"PK\x01\x02", 0, raw.rfind(name))
    raw[at + 24 : at + 28] = struct.pack("<L", 1000)
    path.write_bytes(raw)
    return path


def many_members(path: Path, number: int) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for count in range(number):
            archive.writestr(f"{count:09}", "")
    return path


def renamed(path: Path, old: bytes, new: bytes) -> Path:
    """A workbook in which a member has another name of the same length."""
    path.write_bytes(path.read_bytes().replace(old, new))
    return path


def encrypted(path: Path) -> Path:
    raw = bytearray(xlsx(path).read_bytes())
    at = -1
    while (at := raw.find(b"PK\x01\x02", at + 1)) >= 0:
        raw[at + 8] |= 1
    path.write_bytes(raw)
    return path


def text(path: Path, parts: Iterable[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(parts)
    return path


def cube(path: Path, **facts: object) -> Path:
    dataset = {
        "version": "2.0",
        "class": "dataset",
        "id": ["TIME_PERIOD"],
        "size": [2],
        "dimension": {"TIME_PERIOD": {"category": {"index": ["2021", "2022"]}}},
        "value": [1, 2],
    }
    path.write_text(json.dumps(dataset | facts), encoding="utf-8")
    return path


ENTITIES = (
    "<!DOCTYPE x ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
XFD = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FORMULA = '<row r="2"><c r="A2"><v>2021</v></c><c r="B2"><f>1+1</f></c></row>'

Make = Callable[[Path], Path]
# What: the format, how it is made, and what the message says.
WORKBOOKS: dict[str, tuple[str, Make, str]] = {
    "2 GB in 2 MB": ("xlsx", lambda p: filled(p, 2048 * MB), "bytes unpacked"),
    "400 MB in 400 KB": ("xlsx", lambda p: filled(p, 400 * MB), "times its size"),
    "2 GB that claim to be 1000 bytes": ("xlsx", lambda p: lying(p, 200 * MB), "no Excel workbook, or only a part"),
    "250,000 days": ("xlsx", lambda p: dated(p, 250_000), "error[too-large]"),
    "a cell at XFD1048576": ("xlsx", lambda p: xlsx(p, (sheet(HEAD + XFD),)), "1048576:16384: error[import-file]"),
    "a cell beyond the last column": (
        "xlsx",
        lambda p: xlsx(p, (sheet(HEAD + '<row r="2"><c r="XFE2"><v>1</v></c></row>'),)),
        "beyond the last column",
    ),
    "a row beyond the last one": (
        "xlsx",
        lambda p: xlsx(p, (sheet(HEAD + '<row r="99999999999999999999"><c><v>1</v></c></row>'),)),
        "error[import-file]",
    ),
    "100,000 columns": (
        "xlsx",
        lambda p: xlsx(p, (sheet('<row r="1">' + "<c><v>1</v></c>" * 100_000 + "</row>"),)),
        "beyond the last column",
    ),
    "a head of 16,384 equal columns": (
        "xlsx",
        lambda p: xlsx(p, (sheet('<row r="1">' + "<c><v>1</v></c>" * 16_384 + "</row>"),)),
        "and 980 more problems",
    ),
    "entities": ("xlsx", lambda p: xlsx(p, (sheet("<row><c><v>&a9;</v></c></row>", ENTITIES),)), "document type"),
    "entities in texts": (
        "xlsx",
        lambda p: xlsx(p, extra={"xl/sharedStrings.xml": f'{ENTITIES}<sst xmlns="{MAIN}"><si><t>&a9;</t></si></sst>'}),
        "document type",
    ),
    "nested tags": (
        "xlsx",
        lambda p: xlsx(p, (sheet(HEAD + "<row>" + "<a>" * 2_000_000),)),
        "nested too deep",
    ),
    "nested tags in styles": (
        "xlsx",
        lambda p: xlsx(p, extra={"xl/styles.xml": "<a>" * 1_000_000}),
        "levels deep",
    ),
    "an endless tag": ("xlsx", lambda p: xlsx(p, (sheet(HEAD + '<row x="' + "x" * (10 * MB)),)), "of more than"),
    "an endless text": ("xlsx", lambda p: xlsx(p, (sheet(HEAD + "<row><c><v>" + "12345678" * MB),)), "of more than"),
    "too many styles": (
        "xlsx",
        lambda p: xlsx(p, extra={"xl/styles.xml": "<s><cellXfs>" + "<xf/>" * 1_700_000 + "</cellXfs></s>"}),
        "more than 8388608 bytes",
    ),
    "too many formats": (
        "xlsx",
        lambda p: xlsx(p, extra={"xl/styles.xml": "<s><cellXfs>" + "<xf/>" * 1_000_000 + "</cellXfs></s>"}),
        "formats of cells",
    ),
    "100,000 members": ("xlsx", lambda p: many_members(p, 100_000), "its directory has"),
    "a broken sheet": ("xlsx", lambda p: xlsx(p, (f'<worksheet xmlns="{MAIN}"><sheetData><row></sheetData>',)), "XML"),
    "a formula without result": ("xlsx", lambda p: xlsx(p, (sheet(HEAD + FORMULA),)), "2:2: error[import-file]"),
    "no sheet": ("xlsx", lambda p: xlsx(p, book=f'<workbook xmlns="{MAIN}"/>'), "has no sheet"),
    "a chart only": ("xlsx", lambda p: xlsx(p, kind="chartsheet"), "has charts only"),
    "encrypted members": ("xlsx", encrypted, "is encrypted"),
    "a member twice": (
        "xlsx",
        lambda p: renamed(
            xlsx(p, extra={"xl/worksheets/sheetX.xml": "x"}), b"xl/worksheets/sheetX.xml", b"xl/worksheets/sheet1.xml"
        ),
        "twice",
    ),
    "an absolute member": (
        "xlsx",
        lambda p: renamed(xlsx(p, extra={"tmp/evil": "x"}), b"tmp/evil", b"/tmp/evi"),
        "lies outside",
    ),
    "a member outside": (
        "xlsx",
        lambda p: renamed(xlsx(p, extra={"up/evil": "x"}), b"up/evil", b"../evil"),
        "lies outside",
    ),
    "a zip of zips": (
        "xlsx",
        lambda p: written(p, zipped(p)),
        "the archive holds none",
    ),
    "an .xls": ("xlsx", lambda p: written(p, OLE + bytes(5_000)), "of the old kind (.xls)"),
    "a workbook with a password": (
        "xlsx",
        lambda p: written(p, OLE + bytes(2_000) + "EncryptedPackage".encode("utf-16-le")),
        "protected by a password",
    ),
    "an .ods": ("xlsx", lambda p: archive(p, mimetype="application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
    "an .xlsb": (
        "xlsx",
        lambda p: archive(p, **{"_rels/.rels": relationships(("officeDocument", "xl/workbook.bin"))}),
        ".xlsb",
    ),
    "a CSV by the name of .xlsx": ("xlsx", lambda p: text(p, ["a,b\n1,2\n"]), "a file of another kind"),
    "an empty workbook": ("xlsx", lambda p: written(p, b""), "an empty file"),
    "half a workbook": ("xlsx", lambda p: written(p, xlsx(p).read_bytes()[:-100]), "only a part of one"),
}
TEXTS: dict[str, tuple[str, Make, str]] = {
    "no line end in 200 MB": ("csv", lambda p: text(p, ["x" * MB] * 199), "more than 1048576 bytes"),
    "over 200 MB": ("csv", lambda p: sparse(p, 3 * 1024 * MB), "is the limit"),
    "1 M columns": ("csv", lambda p: text(p, ["a," * 1_000_000 + "a\n"]), "error[import-file]"),
    "100,000 columns": (
        "csv",
        lambda p: text(p, [",".join(f"c{n}" for n in range(100_000)) + "\n", "1," * 99_999 + "1\n"]),
        "16384 is the limit",
    ),
    "a cell of 100 MB": ("csv", lambda p: text(p, ["TIME_PERIOD,OBS_VALUE\n2021,", *["9" * MB] * 100, "\n"]), "bytes"),
    "NULs": ("csv", lambda p: text(p, ["TIME_PERIOD,OBS_VALUE\n", "\0" * 1_000, "\n"]), "control-character"),
    "a quote never closed": (
        "csv",
        lambda p: text(p, ['TIME_PERIOD,OBS_VALUE\n2021,"1\n', *["2022,5\n"] * 1_000_000]),
        "2:1: error[import-file]",
    ),
    "200 M empty lines": ("csv", lambda p: text(p, ["TIME_PERIOD,OBS_VALUE\n", *["\n" * MB] * 190]), "lines; "),
    "a million faulty rows": (
        "csv",
        lambda p: text(p, ["TIME_PERIOD,OBS_VALUE\n", *["2021,x\n"] * 1_000_000]),
        "and 980 more problems",
    ),
    "300,000 observations": (
        "sdmx-csv",
        lambda p: text(
            p,
            [
                "TIME_PERIOD,OBS_VALUE\n",
                *(
                    f"{1500 + n // 360}-{n // 30 % 12 + 1:02}-{n % 30 + 1:02},{n}\n"
                    for n in range(300_000)
                    if n % 30 < 28
                ),
            ],
        ),
        "error[too-large]",
    ),
    "250,000 days in JSON": (
        "json-stat",
        lambda p: cube(
            p,
            id=["TIME_PERIOD"],
            size=[250_000],
            dimension={"TIME_PERIOD": {"category": {"index": list(days(250_000))}}},
            value=list(range(250_000)),
        ),
        "error[too-large]",
    ),
    "a number of 10,000 digits": (
        "csv",
        lambda p: text(p, [f"TIME_PERIOD,OBS_VALUE\n2021,{'9' * 10_000}\n"]),
        "no number",
    ),
    "a compressed file": ("tsv", lambda p: written(p, b"\x1f\x8b" + bytes(100)), "compressed (gzip)"),
    "a workbook for a CSV": ("csv", lambda p: xlsx(p), "a workbook or a zip archive"),
    "a wide TSV": (
        "tsv",
        lambda p: text(p, ["geo\\TIME_PERIOD", *(f"\t{n}" for n in range(100_000)), "\n"]),
        "limit",
    ),
    "deep JSON": ("json-stat", lambda p: text(p, ["[" * 90_000]), "can’t be read"),
    "deeper JSON": ("json-stat", lambda p: text(p, ["[" * MB] * 30), "lists and maps"),
    "many maps": ("json-stat", lambda p: text(p, ["[", *["{},"] * 10_000_000, "0]"]), "lists and maps"),
    "many values": ("json-stat", lambda p: text(p, ["[", *["1,"] * 10_000_000, "0]"]), "values"),
    "a huge JSON": ("json-stat", lambda p: text(p, ["[", *["1" * MB] * 100, "]"]), "bytes"),
    "a huge product": (
        "json-stat",
        lambda p: cube(
            p,
            id=["TIME_PERIOD", *"abcdef"],
            size=[2, *[1000] * 6],
            dimension={
                "TIME_PERIOD": {"category": {"index": ["2021", "2022"]}},
                **{name: {"category": {"index": [str(n) for n in range(1000)]}} for name in "abcdef"},
            },
            value=[1],
        ),
        "“value” must hold more than 10¹⁸",
    ),
    "a cell that isn't there": ("json-stat", lambda p: cube(p, value={"0": 1, "9" * 5_000: 2}), "names the cell"),
    "a key twice": (
        "json-stat",
        lambda p: text(p, ['{"id": ["a"], "size": [1], "id": ["b"], "dimension": {}, "value": []}']),
        "stands twice",
    ),
    "infinity": ("json-stat", lambda p: cube(p, value=[1, float("inf")]), "Infinity"),
    "long digits in JSON": (
        "json-stat",
        lambda p: text(p, [cube(p).read_text().replace("[1, 2]", f"[1, {'9' * 10_000}]")]),
        "no number",
    ),
    "a size of 10,000 digits": (
        "json-stat",
        lambda p: text(p, [cube(p).read_text().replace('"size": [2]', f'"size": [{"9" * 10_000}]')]),
        "other sizes",
    ),
    "id without its size": ("json-stat", lambda p: cube(p, id=["TIME_PERIOD", "b"]), "lacks"),
    "a list for a value": ("json-stat", lambda p: cube(p, value=[1, [2]]), "one value should stand"),
    "codes without places": (
        "json-stat",
        lambda p: cube(p, dimension={"TIME_PERIOD": {"category": {"index": {"2021": 0, "2022": 7}}}}),
        "places of its codes",
    ),
}
# Those that take long to make, or hundreds of MB: tried in the audit.
LARGE = {
    "2 GB in 2 MB",
    "400 MB in 400 KB",
    "2 GB that claim to be 1000 bytes",
    "no line end in 200 MB",
    "200 M empty lines",
    "a cell of 100 MB",
    "a huge JSON",
    "many maps",
    "many values",
    "300,000 observations",
    "250,000 days in JSON",
    "250,000 days",
}


def written(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def zipped(path: Path) -> bytes:
    """A zip of zips of zips."""
    raw = xlsx(path).read_bytes()
    for _ in range(5):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
            for number in range(10):
                made.writestr(f"{number}.zip", raw)
        raw = buffer.getvalue()
    return raw


def sparse(path: Path, size: int) -> Path:
    """A file of that size that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(size)
    return path
