"""Contents that nobody would write: the small valid site with values, keys, lines, bytes and names changed."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from factsite.checking import check
from factsite.problems import Problem, as_github, as_json, as_text, has_errors
from factsite.records.registry import kinds
from factsite.records.source import Source
from projects import DAY, FIXTURES, copy_valid
from whole import write_site

VALID = FIXTURES / "valid"
NASTY = (
    "", " ", "~", "null", "no", "-", "0", "-0", "1", "-1", "1e5", "1E400", "0.000001", "999999999999999",
    "-999999999999999", "9" * 16, "9" * 60, "0." + "9" * 60, "NaN", "Infinity", "٣٤", "２０２２", "٢٠٢٢-٠١-٠١",
    "2022-٠1",
    "0x10", "1_000", "+5", "0000", "0001-01-01", "1499-12-31", "1500-01-01", "2199-12-31", "2199", "2199-12",
    "2199-Q4", "1500", "2200-01-01", "9999-12-31", "9999", "2022W011", "2022-W01-1", "20220101", "2022-02-29",
    "2024-02-29", "1500/2199", "2022/2021", "2022/2022/2022", "/", "unknown", "not-announced", "a" * 80, "a" * 81,
    "a" * 300, "a" * 2_001, "é" * 300, "a-" * 39 + "a", "..", "../../x", "/etc/passwd", "C:\\x", "con", "nul", ".csv",
    "a/b.csv", "monthly.csv", "index", "by", "data", "404", "pagefind", "calendar", "index.html", "\x00", "\x1b[31m",
    "\u202e", "\u200b", "\ufeff", "\ud7ff", "\uffff", "\U000e0041", "\U0001f600", "e\u0301", "a\u0300" * 40, "\r",
    "\t", "\u2028", "\x85", "&a", "*a", "&a b", "!!str x", "!!binary x", "!x y", "<<", "<<: {a: b}", "? a", "{}",
    "[]", "[[]]", "[" * 12, "[" * 400, "{a: " * 30, "- " * 30 + "a", "a: b: c", "|", ">", "|\n  x", "%YAML 1.1",
    "---", "...", "--- x", "# x", "x #y", "'", '"', '"\\0"', '"\\u202e"', '"\\ud800"', '"\\x07"', '"a\\nb"', "`", "@",
    "<script>alert(1)</script>", "javascript:alert(1)", "https://a.b/\\", "https://[::1]/", "https://[",
    "http://a.b:99999/", "http://ex\u2100mple.org/", "https://a.b/{}", "https://a.b/" + "x" * 1_990, "mailto:a@b.c",
    "ftp://a.b", "//a.b", "http://", "[a](b)", "[a [b] c](d)", "[" * 50 + "]" * 50, "![x](y)", "](" * 40, "[a]: b",
    "> " * 60 + "x", "* " * 30 + "x", "*" * 200, "_a" * 99, "`" * 99, "| a |\n|---|\n| b |", "|" * 200, "#" * 7,
    "# x", "## x {#y}", "1. x", "    x", "&lt;", "&#0;", "&#x110000;", "\\", '{{ value("2022") }}',
    '{{ value("2022", sex="F") }}', '{{ value("applicants", "2022") }}', '{{ value("waiting") }}', "{{", "}}",
    '{{ change("2021", "2022") }}', '{{ change("2021", "2022", "words") }}', '{{ date("launch") }}',
    '{{ date("decisions/ruling") }}', '{{ link("figures/applicants") }}', '{{ link("explained/procedure", "x") }}',
    '{{ term("asylum") }}', '{{ cite("survey-2022") }}', '{{ verbatim("65", reason="x") }}',
    '{{ verbatim("' + "9" * 400 + '", reason="x") }}', "{{ x }}", '{{ value("٣") }}', "{% x %}", "{# x", "=1+1",
    "@SUM(1)", "a,b", 'a"b', "a;b", "%s", "%(x)s", "{0}", "$x", "\ue0000\ue001", "§v:1", "]]>", "-->", "</svg>", "T",
    "F", "TOTAL", "BE", "ZZ", "m", "bp", "bb", "asylum", "return", "applicants", "monthly", "act", "ruling",
    "figures/applicants", "legislation/act",
)  # fmt: skip
_TOKEN = re.compile(r"(?<=: )[^\n,{}\[\]]+|(?<=- )[^\n,{}\[\]:]+|(?<=[,\n])[^,\n:]+(?=[,\n])")
_KEY = re.compile(r"[a-z_]+(?=: )|[a-z_]+(?=:\n)")
_FIELD = re.compile(r"([a-z_]+): ([^\n,{}\[\]]+)")
_NUMBER = re.compile(r"[0-9]+")
_FIELDS = sorted(
    {name for kind in kinds().values() for model in (kind.record, kind.words) for name in model.model_fields}
)
_FIELDS += sorted(Source.model_fields)
_WHOLE_FIELDS = (
    "breaks:\n  - {period: 2021, note: resettled}\n", "events:\n  - {record: legislation/act, date: in-force}\n",
    "disclosure: {threshold: 2}\n", "rounding: 2\n", "related: [figures/applicants, legislation/act]\n",
    "confirmed: 2026-01-01\n",
    "revisions:\n  - {period: 2022, old: 1, new: 36871, date: 2026-01-01, reason: correction, sex: T}\n",
    "updated: 2026-02-01\n", "numbers: {x: {value: 0.000001, unit: euro, source: survey-2022}}\n",
    "dates: {x: {date: 1500/2199, source: survey-2022}}\n", "former_slugs: [old, older]\n", "nav_title: X\n",
    "amends: [amending]\n", "repeals: [amending]\n", "source_language: fr\n",
    "vintages:\n  - {file: x, sha256: " + "a" * 64 + ", accessed: 2025, imported: 2025-01-01, observations: 99999}\n",
    "website: https://a.example/\n", "part_of: court\n", "organisations: [court, office]\n", "dossier: x\n",
    "numac: '2017010101'\n",
    "ratio: {numerator: {figure: monthly}, denominator: {figure: applicants}, decimals: 3}\n", "numerator: monthly\n",
)  # fmt: skip


@dataclass
class Bench:
    """A copy of the valid content that is changed, tried and mended again."""

    folder: Path
    originals: dict[str, bytes] = field(default_factory=dict)
    _values: list[str] = field(default_factory=list)
    _fields: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.content = copy_valid(self.folder)
        for path in sorted(VALID.rglob("*")):
            if path.is_file():
                self.originals[path.relative_to(VALID).as_posix()] = path.read_bytes()
        texts = [raw.decode() for raw in self.originals.values()]
        for text in texts:
            for one in _FIELD.finditer(text):
                self._fields[one[1]].add(one[2])
        self._values = sorted({found[0] for text in texts for found in _TOKEN.finditer(text)})

    def changed(self, random: Random) -> dict[str, bytes | None]:
        """One to three files with one to three changes each; None for a file that is gone."""
        found: dict[str, bytes | None] = {}
        for _ in range(random.choice((1, 1, 1, 1, 2))):
            name = random.choice(sorted(self.originals))
            raw: bytes = self.originals[name]
            for _ in range(random.choice((1, 1, 1, 1, 2))):
                raw = self._change(raw, random)
            found[name] = raw
            if random.random() < 0.02:
                found[name] = None
                with suppress(UnicodeEncodeError):
                    stem = random.choice(NASTY).strip("/.").replace("/", "-").replace("\0", "")
                    renamed = f"{name.rpartition('/')[0]}/{stem[:100]}{Path(name).suffix}".lstrip("/")
                    if len(renamed.encode()) < 200:
                        found[renamed] = raw
        return found

    def _change(self, raw: bytes, random: Random) -> bytes:
        if random.random() < 0.1:
            return _bytes_changed(raw, random)
        text = raw.decode("utf-8", errors="replace")
        kind = random.random()
        if kind < 0.4:
            value = random.choice(NASTY)
            if random.random() < 0.4:
                value = "'" + value.replace("'", "''") + "'"
            return _replaced(text, _TOKEN, value, random)
        if kind < 0.55:
            return _replaced(text, _TOKEN, random.choice(self._values), random)
        if kind < 0.65:
            return self._like(text, random)
        if kind < 0.72:
            return _numbers_changed(text, random)
        if kind < 0.76:
            return _replaced(text, _KEY, random.choice((*_FIELDS, *NASTY[:40])), random)
        if kind < 0.85:
            added = random.choice(
                (*_WHOLE_FIELDS, f"{random.choice(_FIELDS)}: {random.choice((*NASTY, *self._values))}\n")
            )
            return (f"---\n{added}{text[4:]}" if text.startswith("---") else added + text).encode("utf-8", "replace")
        lines = text.split("\n")
        place = random.randrange(len(lines))
        if kind < 0.9:
            lines[place : place + 1] = random.choice(([], [lines[place]] * 2, lines[place : place + 2][::-1]))
        else:
            lines.insert(place, random.choice(NASTY))
        return "\n".join(lines).encode("utf-8", "surrogatepass")

    def _like(self, text: str, random: Random) -> bytes:
        """A value in the place of another of the same field, from any file: what an editor could have written."""
        found = list(_FIELD.finditer(text))
        if not found:
            return text.encode()
        one = random.choice(found)
        by = random.choice(sorted(self._fields[one[1]] | {one[2]}))
        return (text[: one.start(2)] + by + text[one.end(2) :]).encode()

    def outcome(self, changes: dict[str, bytes | None], charts: Path) -> str:
        """Try changed content: ``refused`` or ``published``.

        Raises:
            Exception: whatever the check, a report, a page or a download raised.
            AssertionError: the generator failed and caught itself.
        """
        try:
            for name, raw in changes.items():
                path = self.content / name
                if raw is None:
                    path.unlink(missing_ok=True)
                else:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(raw)
            return self._try(charts)
        finally:
            for name in changes:
                path = self.content / name
                if name in self.originals:
                    path.write_bytes(self.originals[name])
                else:
                    path.unlink(missing_ok=True)

    def _try(self, charts: Path) -> str:
        content, problems = check(self.content, DAY)
        for write in (as_text, as_json, as_github):
            write(problems, self.content).encode("utf-8")
        _refuse_faults(problems)
        if has_errors(problems):
            return "refused"
        target = self.folder / "site"
        try:
            write_site(content, target, charts)
        finally:
            shutil.rmtree(target, ignore_errors=True)
        return "published"


def _refuse_faults(problems: list[Problem]) -> None:
    faults = [problem.message for problem in problems if problem.rule == "generator-fault"]
    assert not faults, faults


def _replaced(text: str, pattern: re.Pattern[str], by: str, random: Random) -> bytes:
    found = list(pattern.finditer(text))
    if not found:
        return (text + by).encode("utf-8", "surrogatepass")
    one = random.choice(found)
    return (text[: one.start()] + by + text[one.end() :]).encode("utf-8", "surrogatepass")


def _numbers_changed(text: str, random: Random) -> bytes:
    """Other digits in the place of a number: as many, so that a year may stay one, or any number of them."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return text.encode()
    one = random.choice(found)
    length = random.choice((len(one[0]), len(one[0]), 1, 2, 6, 15, 16))
    digits = "".join(random.choice("0123456789") for _ in range(length))
    return (text[: one.start()] + digits + text[one.end() :]).encode("utf-8", "surrogatepass")


def _bytes_changed(raw: bytes, random: Random) -> bytes:
    place = random.randrange(len(raw) + 1)
    length = random.choice((0, 1, 1, 2, 8))
    added = bytes(random.randrange(256) for _ in range(random.choice((0, 1, 1, 2, 4))))
    return raw[:place] + added + raw[place + length :]
