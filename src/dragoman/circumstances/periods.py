"""Stretches of days: what an expression of time is resolved to, what it is relative to, and how to move about."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dragoman.records import Span, When

Granularity = Literal["day", "week", "month", "year", "decade", "range"]
Values = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Reference:
    """What expressions are relative to.

    Attributes:
        published: day of publication, or None where it is unknown.
        narrative: the day the story has reached, or None.
        mentioned: the beginning of the last time named, or None, for "ese año", "that month".
        side: "past" or "future" as the clause's tense tells, or "".
        order: order of dates in digits, "dmy" or "mdy".
    """

    published: date | None
    narrative: date | None = None
    side: str = ""
    order: str = "dmy"
    mentioned: date | None = None

    def base(self, values: Values) -> date | None:
        """What years, months and weeks are counted from: the story's time where the expression says so."""
        told = self.mentioned or self.narrative if values.get("narrative") else None
        return told or self.published


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, inclusive; None where that end is open or nothing could be told (``reason``)."""

    start: date | None = None
    end: date | None = None
    granularity: Granularity = "day"
    reason: str = ""

    def when(self, span: Span | None) -> When | None:
        """The record, or None where both ends are unknown."""
        if self.start is None and self.end is None:
            return None
        return When(
            start=self.start.isoformat() if self.start else None,
            end=self.end.isoformat() if self.end else None,
            granularity=self.granularity,
            span=span,
        )


def day(value: date) -> Period:
    """One day."""
    return Period(value, value)


def nothing(reason: str) -> Period:
    """No day, and why."""
    return Period(reason=reason)


def parse_day(text: str | None) -> date | None:
    """The day of an ISO date or datetime; None where there is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def is_historical(when: When | None, published: str | None) -> bool:
    """Whether a period lies "about two years" or more before the publication: it ended 23 months ago or more.

    A bare year counts by the years between: in March 2023 "en 2021" is two years back.
    """
    reference, end = parse_day(published), parse_day(when.end or when.start) if when else None
    if when is None or reference is None or end is None:
        return False
    if when.granularity == "year":
        return end.year <= reference.year - 2
    months = (reference.year - end.year) * 12 + reference.month - end.month
    return months > 23 or (months == 23 and end.day <= reference.day)


def add_months(value: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter."""
    index = value.year * 12 + value.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(value.day, calendar.monthrange(year, month + 1)[1]))


def month_of(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def year_of(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def decade_of(year: int) -> Period:
    """Ten years from a year."""
    return Period(date(year, 1, 1), date(year + 9, 12, 31), "decade")


def century_of(number: int) -> Period:
    """The century of that number, from its year 1."""
    return Period(date(100 * number - 99, 1, 1), date(100 * number, 12, 31), "range")


def part_of(year: int, number: int, of: int) -> Period:
    """The half, quarter … (``of`` how many) of a year, counted from 1."""
    months = 12 // of
    first = (number - 1) * months + 1
    return Period(date(year, first, 1), month_of(year, first + months - 1).end, "range")


def shift(base: date, unit: str, number: float) -> Period:
    """The day, week, month, year or decade that lies so many units from a day; as fine as the unit."""
    whole = int(number)
    if unit in ("hour", "day", "weekend"):
        return day(base + timedelta(days=whole if unit != "hour" else int(number / 24)))
    if unit == "week":
        moved = base + timedelta(days=7 * whole)
        monday = moved - timedelta(days=moved.isoweekday() - 1)
        return Period(monday, monday + timedelta(days=6), "week")
    if unit in ("month", "quarter"):
        moved = add_months(base, int(number * (3 if unit == "quarter" else 1)))
        return month_of(moved.year, moved.month)
    if unit == "year":
        return year_of(base.year + whole)
    if unit == "decade":
        return decade_of((base.year + 10 * whole) // 10 * 10)
    raise ValueError(f"cannot count in {unit}")
