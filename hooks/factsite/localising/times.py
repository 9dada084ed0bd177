"""How a language writes days and periods: by themselves, in sentences with their prepositions, short on an axis."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date

from factsite.languages import Setting
from factsite.localising.saying import Saying
from factsite.records.codes import N_
from factsite.records.scalars import Span, day_span

# A day or period within a sentence; each message is named by how exact the time is.
_PLACED: dict[str, dict[str, str]] = {
    "on": {
        "day": N_("on %(day)s"),
        "month": N_("in %(month)s"),
        "quarter": N_("in the %(quarter)s"),
        "year": N_("in %(year)s"),
        "interval": N_("in the period %(interval)s"),
        "week": N_("in %(week)s"),
    },
    "since": {
        "day": N_("since %(day)s"),
        "month": N_("since %(month)s"),
        "quarter": N_("since the %(quarter)s"),
        "year": N_("since %(year)s"),
        "interval": N_("since the period %(interval)s"),
        "week": N_("since %(week)s"),
    },
    "of": {
        "day": N_("of %(day)s"),
        "month": N_("of %(month)s"),
        "quarter": N_("of the %(quarter)s"),
        "year": N_("of %(year)s"),
        "interval": N_("of the period %(interval)s"),
        "week": N_("of %(week)s"),
    },
    "compared": {
        "day": N_("compared with %(day)s"),
        "month": N_("compared with %(month)s"),
        "quarter": N_("compared with the %(quarter)s"),
        "year": N_("compared with %(year)s"),
        "interval": N_("compared with the period %(interval)s"),
        "week": N_("compared with %(week)s"),
    },
    "for": {
        "day": N_("for %(day)s"),
        "month": N_("for %(month)s"),
        "quarter": N_("for the %(quarter)s"),
        "year": N_("for %(year)s"),
        "interval": N_("for the period %(interval)s"),
        "week": N_("for %(week)s"),
    },
    "from": {
        "day": N_("from %(day)s"),
        "month": N_("from %(month)s"),
        "quarter": N_("from the %(quarter)s"),
        "year": N_("from %(year)s"),
        "week": N_("from %(week)s"),
    },
    "to": {
        "day": N_("to %(day)s"),
        "month": N_("to %(month)s"),
        "quarter": N_("to the %(quarter)s"),
        "year": N_("to %(year)s"),
        "week": N_("to %(week)s"),
    },
}
_QUARTERS = (
    N_("first quarter of %(year)s"),
    N_("second quarter of %(year)s"),
    N_("third quarter of %(year)s"),
    N_("fourth quarter of %(year)s"),
)
_HALVES = (N_("first half of %(year)s"), N_("second half of %(year)s"))


class Times(Saying):
    """A language that writes days and periods."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._spans: dict[Span, str] = {}

    def day(self, day: date) -> str:
        """Write a day: 1 March 2022 · 1er mars 2022 · 1 maart 2022 (the French ordinal isn't in CLDR)."""
        return self._ordinal(str(format_date(day, "long", self.locale)), day_span(day))

    def _ordinal(self, text: str, span: Span) -> str:
        """In French the first of a month is an ordinal."""
        first = span.precision == "day" and span.start.day == 1
        return re.sub(r"^1\b", self.grammar.first_of_month, text) if first else text

    def span(self, span: Span) -> str:
        """Write a day, week, month, quarter, half-year, year or interval as exactly as it is known."""
        text = self._spans.get(span)
        if text is None:
            # A large table names the same few periods in every row.
            text = self._spans[span] = self._span(span)
        return text

    def _span(self, span: Span) -> str:
        if span.text == "not-announced":
            return self.say("not announced")
        if span.text == "ended":
            return self.say("none, as the series has ended")
        if span.precision == "unknown":
            return self.say("day not known")
        if span.precision == "interval":
            return self._interval(*span.parts)
        if span.precision == "day":
            return self.day(span.start)
        if span.precision == "quarter":
            return self.say(_QUARTERS[span.start.month // 3], year=span.start.year)
        if span.precision == "half":
            return self.say(_HALVES[span.start.month // 6], year=span.start.year)
        if span.precision == "week":
            year, week, _ = span.start.isocalendar()
            return self.say("week %(week)s of %(year)s", week=week, year=year)
        return span.text if span.precision == "year" else str(format_date(span.start, "MMMM y", self.locale))

    def _interval(self, first: Span, last: Span) -> str:
        """Write an interval with its prepositions; what both ends share, month or year, is said once.

        From 17 to 20 May 2022; from 31 December 2013 to 31 December 2024; 2014 to 2020, March to June 2025.
        """
        start = self.span(first)
        if first.precision == last.precision and first.start.year == last.start.year:
            shared = {"day": "d" if first.start.month == last.start.month else "d MMMM", "month": "MMMM"}
            if pattern := shared.get(first.precision):
                start = self._ordinal(str(format_date(first.start, pattern, self.locale)), first)
        if {first.precision, last.precision} <= {"month", "year"}:
            return self.say("%(first)s to %(last)s", first=start, last=self.span(last))
        return f"{self._with(first, 'from', start)} {self._with(last, 'to', self.span(last))}"

    def placed(self, span: Span, by: str) -> str:
        """A day or period with the preposition that it takes: on 1 March 2022, in March 2022; le 1er mars, en mars.

        Args:
            span: the day or period; an unknown one gives an empty text.
            by: ``on`` for an event, ``since`` for a state, ``of`` for what bears a date, ``for`` for what is due,
                ``compared`` for a comparison.
        """
        if not span.known:
            return ""
        return self._with(span, by, self.span(span))

    def _with(self, span: Span, by: str, text: str) -> str:
        # A half-year takes the prepositions of a quarter: “first half of 2022”, as “first quarter of 2022”.
        kind = "quarter" if span.precision == "half" else span.precision
        return self.say(_PLACED[by][kind], **{kind: text})

    def short_span(self, span: Span) -> str:
        """Write a period short, for an axis: 2022, Q1 2022, Mar 2022; H1 2022, W9 2022; 2021/22 from July to June."""
        if span.precision == "half":
            return self.say("H%(half)s %(year)s", half=1 + span.start.month // 6, year=span.start.year)
        if span.precision == "week":
            year, week, _ = span.start.isocalendar()
            return self.say("W%(week)s %(year)s", week=week, year=year)
        if span.rhythm == "twelve-months" and span.start.year < span.end.year:
            return f"{span.start.year}/{span.end.year % 100:02d}"
        if span.precision in {"month", "day"}:
            return str(format_date(span.start, "MMM y", self.locale))
        return str(format_date(span.start, "QQQ y", self.locale)) if span.precision == "quarter" else self.span(span)
