"""Days and months that a question is about."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from dragoman.errors import QuestionError

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def first_day(text: str | date | None) -> date | None:
    """The first day of an ISO day, month or year: 2024, 2024-06, 2024-06-21.

    Raises:
        QuestionError: it is none of these.
    """
    return text if text is None or isinstance(text, date) else _days(text)[0]


def last_day(text: str | date | None) -> date | None:
    """The last day of an ISO day, month or year.

    Raises:
        QuestionError: it is none of these.
    """
    return text if text is None or isinstance(text, date) else _days(text)[1]


def period(since: str | date | None, until: str | date | None) -> tuple[date | None, date | None]:
    """Both ends of a period, inclusive; null where it is open.

    Raises:
        QuestionError: an end is no date, or the period ends before it begins.
    """
    first, last = first_day(since), last_day(until)
    if first and last and last < first:
        raise QuestionError(f"the period ends on {last}, before it begins on {first}; swap --from and --to")
    return first, last


def _days(text: str) -> tuple[date, date]:
    found = _DATE.fullmatch(text.strip())
    if found:
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        try:
            if day is not None and month is not None:
                return date(year, month, day), date(year, month, day)
            first, last = date(year, month or 1, 1), date(year, month or 12, 1)
            return first, last.replace(day=calendar.monthrange(last.year, last.month)[1])
        except ValueError:
            pass  # the 31st of June: said below
    raise QuestionError(f"{text!r} is no date; write 2024, 2024-06 or 2024-06-21")


def months(first: date, last: date) -> Iterator[date]:
    """The first day of every month from that of ``first`` to that of ``last``, both included."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield date(year, month, 1)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
