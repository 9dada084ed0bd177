"""How publishers write periods → ours: years, fiscal years, half-years, quarters, months, weeks and days.

The names of months are those of CLDR in five languages. What can be read in two ways isn't read: the error names the
field of the mapping that says which.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from babel import Locale

from factsite.importing.table import shown
from factsite.problems import RuleError
from factsite.records.mapping import Mapping
from factsite.records.scalars import PRECISIONS, Span, parse_span
from factsite.telling import Told, told

# No period is written longer.
_LONGEST = 60
_LANGUAGES = ("en", "fr", "nl", "de", "es")
# From the longest to the shortest, and what each can be cut to.
_ORDER = ("year", "half", "quarter", "month", "week", "day")
_MORE_MONTHS = {"mrz": 3, "maa": 3, "sept": 9, "sep": 9, "janv": 1, "avr": 4, "juil": 7, "setiembre": 9}

_Y = r"(?P<y>\d{4})"
_GLUE = r"[-–/. ]*"
_OF = r"(?: ?(?:of|de|van|del|,|-|/) ?| )"
_NUMBERS = {
    **{"i": 1, "ii": 2, "iii": 3, "iv": 4, "first": 1, "second": 2, "third": 3, "fourth": 4},
    **{"premier": 1, "deuxieme": 2, "troisieme": 3, "quatrieme": 4},
    **{"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4},
    **{"erstes": 1, "zweites": 2, "drittes": 3, "viertes": 4},
    **{"primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4},
}
_NTH = f"(?P<n>[1-4]|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_SUFFIX = r"(?:st|nd|rd|th|er|re|e|eme|de|ste|ª|º|o|\.)?\.?"
_QUARTER_BEFORE = r"(?:quarter|quarters|trimestre|trim|trimester|kwartaal|kwart|quartal|q)\.?"
_QUARTER_WORD = r"(?:quarter|quarters|trimestre|trim|trimester|kwartaal|kwart|kw|quartal|q)\.?"
_HALF_WORD = r"(?:half(?: year|-year)?|semestre|sem|semester|halfjaar|halbjahr|hj|h)\.?"


def _forms(*patterns: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in patterns]


_QUARTERS = _forms(
    rf"{_Y}{_GLUE}[qtk](?P<n>[1-4])",
    rf"{_Y}kw0(?P<n>[1-4])",
    rf"[qtk] ?(?P<n>[1-4]){_GLUE}{_Y}",
    rf"(?P<n>[1-4])[qtk]{_GLUE}{_Y}",
    r"[qtk](?P<n>[1-4])[-/ '’]+(?P<y>\d{2})",
    rf"{_NTH}{_SUFFIX} ?{_QUARTER_WORD}{_OF}{_Y}",
    rf"{_Y}{_GLUE}{_NTH}{_SUFFIX} ?{_QUARTER_WORD}",
    rf"{_QUARTER_BEFORE} ?{_NTH}{_OF}{_Y}",
    rf"{_Y}{_GLUE}{_QUARTER_BEFORE} ?{_NTH}",
)
_HALVES = _forms(
    rf"{_Y}{_GLUE}(?:h|s|hy|b)(?P<n>[12])",
    rf"(?:h|s|hy) ?(?P<n>[12]){_GLUE}{_Y}",
    rf"(?P<n>[12])h{_GLUE}{_Y}",
    rf"{_NTH}{_SUFFIX} ?{_HALF_WORD}{_OF}{_Y}",
    rf"{_Y}{_GLUE}{_NTH}{_SUFFIX} ?{_HALF_WORD}",
    rf"{_HALF_WORD} ?{_NTH}{_OF}{_Y}",
    rf"{_Y}{_GLUE}{_HALF_WORD} ?{_NTH}",
)
_WEEK_WORD = r"(?:week|weeks|wk|semaine|sem|woche|kw|semana|w|s)\.?"
_WEEKS = _forms(
    rf"{_Y}-?w(?P<n>\d{{1,2}})",
    rf"{_Y}[-/. ]*{_WEEK_WORD} ?(?P<n>\d{{1,2}})",
    rf"{_WEEK_WORD} ?(?P<n>\d{{1,2}}){_OF}{_Y}",
)
# In Dutch a kwartaal, in German a week of the calendar.
_KW = re.compile(r"kw ?0?[1-4]\b.*|\d{4} kw ?0?[1-4]")
_FISCAL_WORD = (
    r"(?:fy|ay|sy|fiscal year|financial year|school year|academic year|annee scolaire|schooljaar|academiejaar|boekjaar"
    r"|schuljahr|schj\.?)"
)
_FISCAL = re.compile(
    rf"(?:(?P<word>{_FISCAL_WORD}) ?)?(?P<y>\d{{4}}|\d{{2}})(?: ?[-/–_] ?(?P<z>\d{{4}}|\d{{2}}))?"
    rf"(?P<after> {_FISCAL_WORD})?"
)
_MONTHS_IN_FIGURES = _forms(
    rf"{_Y}-?m(?P<n>\d{{1,2}})",
    rf"{_Y}mm(?P<n>\d{{2}})",
    rf"{_Y}[-/.](?P<n>\d{{1,2}})",
    rf"(?P<n>\d{{1,2}})[-/.]{_Y}",
    rf"{_Y}(?P<n>0[1-9]|1[0-2])",
)
_YEARS = _forms(rf"{_Y}(?:\.0+)?", rf"{_Y}-?a1?", rf"{_Y}jj00")
_DAY_OF_YEAR = re.compile(rf"{_Y}-d(?P<n>\d{{3}})")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[t ]\d{1,2}:\d{2}.*")
_DAY_LAST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})\.?|(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/. ]) ?(\d{1,2})\2 ?(\d{4}|\d{2})")
_WORD = r"(?P<m>[a-z]{3,12})\.?"
_IN_WORDS = _forms(
    rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|e|\.)?(?: de | of |[-/ ])?)?{_WORD}(?: de | del |[-/ ',’]+|,)?"
    r"(?P<y>\d{4}|\d{2})",
    rf"{_Y}[-/ ]*{_WORD}(?:[-/ ]+(?P<d>\d{{1,2}}))?",
    rf"{_WORD} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})",
)
_MONTH_RANGES = _forms(
    rf"(?P<a>[a-z]{{3,12}})\.? ?(?:-|–|/|to|tot|a|bis| ) ?(?P<b>[a-z]{{3,12}})\.? ?{_Y}",
    rf"{_Y} (?P<a>[a-z]{{3,12}})\.? ?[-–/] ?(?P<b>[a-z]{{3,12}})\.?",
)


def read_period(text: str, precision: str | None = None, mapping: Mapping | None = None) -> Span:
    """Read a period as publishers write it.

    Args:
        text: the period.
        precision: what to cut it to: 2015-12-31 with ``year`` is 2015.
        mapping: what the publisher's texts stand for, whether days come first, when fiscal years begin.

    Raises:
        RuleError: it is no period, can be read in two ways, or is less exact than ``precision``.
    """
    if mapping and text in mapping.periods.codes:
        return parse_span(mapping.periods.codes[text])
    found = _Reading(text, precision, mapping).span()
    return cut(found, precision, text)


def cut(span: Span, precision: str | None, text: str) -> Span:
    """Cut a period to a year, quarter or month.

    Raises:
        RuleError: it doesn't lie within one of them.
    """
    if precision is None or precision in {span.precision, {"twelve-months": "year"}.get(span.rhythm)}:
        return span
    cutting: dict[str, Callable[[date], str]] = {
        "year": lambda day: f"{day:%Y}",
        "half": lambda day: f"{day:%Y}-S{1 + day.month // 7}",
        "quarter": lambda day: f"{day:%Y}-Q{(day.month + 2) // 3}",
        "month": lambda day: f"{day:%Y-%m}",
        "week": lambda day: "{}-W{:02}".format(*day.isocalendar()),
        "day": lambda day: f"{day:%Y-%m-%d}",
    }
    first = cutting[precision](span.start)
    if first != cutting[precision](span.end) or span.precision == "interval":
        raise RuleError(
            "period",
            told("“{text}” doesn’t say which {precision}", text=shown(text), precision=PRECISIONS[precision]),
            told("Mend “precision” of the import."),
        )
    return parse_span(first)


def _plain(text: str) -> str:
    """A text in small letters without accents, with one kind of spaces and hyphens."""
    parted = unicodedata.normalize("NFKD", re.sub("[\u2010-\u2015−]", "-", text))
    bare = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


@cache
def month_names() -> dict[str, int]:
    """The months by their names and abbreviations in five languages, without accents and points."""
    found = dict(_MORE_MONTHS)
    for language in _LANGUAGES:
        for widths in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in widths[width].items():
                    found[_plain(name).rstrip(".")] = int(number)
    return {name: number for name, number in found.items() if name.isalpha()}


class _Reading:
    """One text that is being read."""

    def __init__(self, text: str, precision: str | None, mapping: Mapping | None) -> None:
        self._text, self._precision = text, precision
        self._plain = _plain(text) if len(text) <= _LONGEST else ""
        self._day_first = mapping.day_first if mapping else None
        self._starts = mapping.year_starts if mapping else None
        self._named = mapping.year_named if mapping else None
        self._sdmx = bool(mapping and mapping.format.is_sdmx)

    def span(self) -> Span:
        """The period.

        Raises:
            RuleError: it is none, or can be read in two ways.
        """
        plain = self._plain
        if not plain or not plain.isascii():
            raise self._refused(told("“{text}” is no period", text=shown(self._text)))
        try:
            found = self._fiscal() or self._exact() or self._in_figures() or self._in_words()
        except UnclearError:
            raise
        except RuleError as error:
            raise self._refused(error.message) from error
        except ValueError as error:
            raise self._refused(told("no calendar has the period “{text}”", text=shown(self._text))) from error
        if found is None:
            raise self._refused(told("“{text}” is no period", text=shown(self._text)))
        return found

    def _refused(self, what: Told, remedy: Told | None = None) -> RuleError:
        general = told(
            "Say what it stands for under “codes” of “periods” in the import, or under “ignore” if it isn’t taken; "
            "see also “period”, “precision”, “day_first” and “year_starts”."
        )
        return RuleError("period", what, remedy or general)

    def _fiscal(self) -> Span | None:
        """A year of two numbers, or one that is called fiscal; nothing if it isn't written like one."""
        found = _FISCAL.fullmatch(self._plain)
        if not found or not (found["z"] or found["word"] or found["after"] or (self._starts and len(found["y"]) == 4)):
            return None
        year, following = _full_year(found["y"]), found["z"]
        called = bool(found["word"] or found["after"])
        if following is not None and int(following) % 100 != (year + 1) % 100:
            return None
        if following is not None and len(following) == 4 and int(following) != year + 1:
            return None
        if len(found["y"]) == 2 and not called:
            return None
        if self._starts is None:
            # 2011-12 is December; 2021-22 can't be a month.
            month = following and len(following) == 2 and 1 <= int(following) <= 12
            if not called and (not following or (month and "-" in self._plain)):
                return None
            what = told("“{text}” may be a fiscal or school year, and nothing says when it begins", text=self._text)
            remedy = told(
                "Say in the import in which month it begins, such as “year_starts: 9”, or what it stands for under "
                "“codes” of “periods”."
            )
            raise UnclearError(what, remedy)
        if following is None:
            if self._named is None:
                what = told("“{text}” doesn’t say whether the year begins or ends in it", text=self._text)
                raise UnclearError(what, told("Say “year_named: start” or “year_named: end” in the import."))
            year -= self._named == "end"
        return _twelve_months(year, self._starts)

    def _exact(self) -> Span | None:
        """What is written as ours, or is one by its form: 2022, 2022-03, 2022-Q1, 2022-W09, 2014/2020."""
        plain = self._plain.upper()
        if found := _MOMENT.fullmatch(self._plain):
            plain = found[1]
        if self._sdmx and (third := re.fullmatch(r"(\d{4})-T([1-3])", plain)):
            month = int(third[2]) * 4 - 3
            return parse_span(f"{third[1]}-{month:02}/{third[1]}-{month + 3:02}")
        try:
            span = parse_span(plain)
        except RuleError:
            return None
        last = plain.partition("/")[2]
        return None if last and re.fullmatch(r"\d{1,2}", last) else span

    def _in_figures(self) -> Span | None:
        """Quarters, half-years, weeks, months and days in figures, in either order."""
        plain = self._plain
        if _KW.fullmatch(plain):
            what = told("“{text}” may be a quarter or a week", text=shown(self._text))
            raise UnclearError(what, told("Say what it stands for under “codes” of “periods” in the import."))
        for forms, sign in ((_YEARS, ""), (_QUARTERS, "-Q"), (_HALVES, "-S"), (_WEEKS, "-W")):
            for form in forms:
                if found := form.fullmatch(plain):
                    return parse_span(str(_full_year(found["y"])) + (sign and sign + self._number(found["n"], sign)))
        for form in _MONTHS_IN_FIGURES:
            if found := form.fullmatch(plain):
                return parse_span(f"{found['y']}-{int(found['n']):02}")
        if found := _DAY_OF_YEAR.fullmatch(plain):
            return parse_span((date(int(found["y"]), 1, 1) + timedelta(days=int(found["n"]) - 1)).isoformat())
        if found := _DAY_LAST.fullmatch(plain):
            year, month, day = (int(part) for part in found.groups() if part is not None)
            return parse_span(f"{year}-{month:02}-{day:02}")
        if found := _DAY_FIRST.fullmatch(plain):
            return self._day(int(found[1]), int(found[3]), _full_year(found[4]), pointed=found[2] == ".")
        return self._parts()

    @staticmethod
    def _number(text: str, sign: str) -> str:
        number = _NUMBERS.get(text) or int(text)
        return f"{number:02}" if sign == "-W" else str(number)

    def _parts(self) -> Span | None:
        """A year and a number in two cells, of which “precision” says what it numbers: 2022 3."""
        found = re.fullmatch(r"(\d{4}) (\d{1,2})", self._plain)
        if not found or self._precision not in {"half", "quarter", "month", "week"}:
            return None
        sign = {"half": "-S", "quarter": "-Q", "month": "-", "week": "-W"}[self._precision]
        wide = self._precision in {"month", "week"}
        return parse_span(f"{found[1]}{sign}{int(found[2]):0{2 if wide else 1}}")

    def _day(self, first: int, second: int, year: int, *, pointed: bool) -> Span:
        """A day whose month comes first or second: one of them, if both are possible and differ, is said."""
        day_first = True if self._day_first is None and pointed else self._day_first
        readings = []
        for day, month, allowed in ((first, second, day_first is not False), (second, first, day_first is not True)):
            if allowed and 1 <= month <= 12:
                readings.append(parse_span(f"{year}-{month:02}-{day:02}"))
        if not readings:
            raise RuleError("period", told("no calendar has the period “{text}”", text=shown(self._text)))
        meant = {cut(span, self._precision, self._text).text for span in readings} if self._precision else readings
        if len({span.text for span in readings}) > 1 and len(meant) > 1:
            what = told("“{text}” may begin with the day or with the month", text=shown(self._text))
            raise UnclearError(what, told("Say “day_first: true” or “day_first: false” in the import."))
        return readings[0]

    def _in_words(self) -> Span | None:
        """A month by its name, with a day or without; several months of a year."""
        names, plain = month_names(), self._plain
        for form in _IN_WORDS:
            found = form.fullmatch(plain)
            if found and (month := names.get(found["m"])):
                text = f"{_full_year(found['y'])}-{month:02}"
                return parse_span(f"{text}-{int(found['d']):02}" if found["d"] else text)
        for form in _MONTH_RANGES:
            found = form.fullmatch(plain)
            first, last = (names.get(found["a"]), names.get(found["b"])) if found else (None, None)
            if found and first and last and first < last:
                whole = {(1, 12): "", (1, 6): "-S1", (7, 12): "-S2"}
                whole |= {(3 * n - 2, 3 * n): f"-Q{n}" for n in range(1, 5)}
                ours = whole.get((first, last))
                year = found["y"]
                return parse_span(f"{year}-{first:02}/{year}-{last:02}" if ours is None else year + ours)
        return None


class UnclearError(RuleError):
    """A period that can be read in several ways: its remedy names the field that says which."""

    def __init__(self, what: Told, remedy: Told) -> None:
        super().__init__("period", what, remedy)


def _full_year(text: str) -> int:
    """A year of two figures is one of this century, or of the second half of the last."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 50 else 1900)


def _twelve_months(year: int, starts: str) -> Span:
    """The year that begins on a day: months if it is the first of one, else days."""
    month, day = (int(part) for part in starts.split("-"))
    if (month, day) == (1, 1):
        return parse_span(str(year))
    if day == 1:
        return parse_span(f"{year}-{month:02}/{year + 1}-{month - 1:02}" if month > 1 else str(year))
    last = date(year + 1, month, day) - timedelta(days=1)
    return parse_span(f"{date(year, month, day).isoformat()}/{last.isoformat()}")


def is_period(text: str, mapping: Mapping) -> bool:
    """Whether a text in the head of a table is a period, or may be one of a kind that the mapping must explain."""
    if text in mapping.periods.codes:
        return True
    try:
        read_period(text, None, mapping)
    except UnclearError:
        return True
    except RuleError:
        return False
    return True
