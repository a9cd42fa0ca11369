"""Turns what an expression of time says into days, given the day the article appeared. No language is known here.

Every rule takes the values of a ``Match`` and the ``Reference`` and gives a ``Period``; where no day can be told the
period is empty and ``reason`` says why. Dates out of the calendar ("31 February") never become others.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dragoman.circumstances.periods import (
    Period,
    Reference,
    Values,
    add_months,
    century_of,
    day,
    decade_of,
    month_of,
    nothing,
    part_of,
    shift,
    year_of,
)

# A date of the same month that is a few days ahead of the publication is not moved back a year.
_SLACK = 3
_LEAP = 2000


def resolve(rule: str, values: Values, reference: Reference) -> Period:
    """Days of an expression. An unknown rule or a missing value gives an empty period with the reason."""
    calculate = RULES.get(rule)
    if calculate is None:
        return nothing(f"no rule {rule!r}")
    try:
        return calculate(values, reference)
    except (OverflowError, ValueError, KeyError) as error:
        return nothing(f"impossible date: {error}")


def _int(values: Values, name: str) -> int | None:
    value = values.get(name)
    return None if value is None else int(value)


def _side(values: Values, reference: Reference) -> str:
    return str(values.get("side", reference.side))


def _date(values: Values, reference: Reference) -> Period:
    month, number = int(values["month"]), int(values["day"])
    year = _int(values, "year")
    if year is not None:
        return day(date(year, month, number))
    date(_LEAP, month, number)  # a day that no year has is impossible in any
    base = reference.base(values)
    if base is None:
        return nothing("no year and no date of publication")
    if "shift" in values:
        return day(date(base.year + int(values["shift"]), month, number))
    found = _nearest(number, month, base, _side(values, reference), _int(values, "weekday"))
    return day(found) if found else nothing(f"impossible date: day {number} of month {month}")


def _nearest(number: int, month: int, base: date, side: str, weekday: int | None) -> date | None:
    """The day of that name next to ``base`` on the side told; a weekday that fits one year only decides."""
    days = [d for year in range(base.year - 8, base.year + 9) if (d := _valid(year, month, number))]
    if not days:
        return None
    near = [d for d in days if abs(d.year - base.year) <= 1]
    if weekday is not None:
        fitting = [d for d in near if d.isoweekday() == weekday]
        if len(fitting) == 1:
            return fitting[0]
    if side == "future":
        ahead = [d for d in days if d >= base]
        return min(ahead) if ahead else None
    slack = timedelta(days=_SLACK)
    if side == "past":
        behind = [d for d in days if d <= base + slack]
        return max(behind) if behind else None
    return min(days, key=lambda d: (abs((d - base).days), d > base))


def _valid(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _range(values: Values, reference: Reference) -> Period:
    """As in "del 3 al 5 de mayo": one month for both, or one each; ``year`` after the second is that of both."""
    months = [m for m in (_int(values, "month"), _int(values, "month2")) if m]
    first = {"day": values["day"]}
    second = {"day": values["day2"]}
    years = [y for y in (_int(values, "year"), _int(values, "year2")) if y]
    if not months:
        base = reference.published
        if base is None:
            return nothing("no month and no date of publication")
        ends = [_monthday({**part, "side": _side(values, reference)}, reference) for part in (first, second)]
    else:
        last = {**second, "month": months[-1], **({"year": years[-1]} if years else {})}
        end = _date({**last, "side": _side(values, reference)}, reference)
        if end.start is None:
            return end
        year = years[0] if len(years) > 1 else end.start.year - (months[0] > end.start.month)
        ends = [day(date(year, months[0], int(values["day"]))), end]
    if ends[0].start is None or ends[1].start is None or ends[0].start > ends[1].start:
        return nothing("the range ends before it begins")
    return Period(ends[0].start, ends[1].start, "range")


def _monthday(values: Values, reference: Reference) -> Period:
    """As in "el día 15": of the month told, or the nearest on the side of the tense."""
    base, number = reference.published, int(values["day"])
    if base is None:
        return nothing("no month and no date of publication")
    which = {"last": -1, "this": 0, "next": 1}.get(str(values.get("month", "")))
    if which is not None:
        moved = add_months(base.replace(day=1), which)
        return day(moved.replace(day=number))
    side = _side(values, reference)
    weekday = _int(values, "weekday")
    around = [add_months(base.replace(day=1), m) for m in range(-12, 13)]
    days = [d for m in around if (d := _valid(m.year, m.month, number))]
    if weekday is not None:
        days = [d for d in days if d.isoweekday() == weekday] or days
    if side == "future":
        days = [d for d in days if d >= base]
    elif side == "past":
        days = [d for d in days if d <= base]
    return day(min(days, key=lambda d: (abs((d - base).days), d > base))) if days else nothing("no such day")


def _numeric(values: Values, reference: Reference) -> Period:
    """As in "12/05/2023" in the order of the language; ISO dates are told by their first part."""
    parts = [int(values["digits"]), int(values["digits2"]), int(values.get("digits3", values.get("year", 0)))]
    if parts[0] > 31:
        return day(date(*parts))
    first, second, year = parts
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    if first > 12 >= second:
        return day(date(year, second, first))
    if second > 12 >= first:
        return day(date(year, first, second))
    if reference.order == "mdy" and first != second:
        return nothing("day and month cannot be told apart")
    return day(date(year, second, first))


def _fixed(values: Values, _reference: Reference) -> Period:
    return day(date(int(values["year"]), int(values["month"]), int(values["day"])))


def _weekday(values: Values, reference: Reference) -> Period:
    base, target = reference.published, int(values["weekday"])
    which = str(values.get("which", ""))
    if which in ("same", "following", "previous") and reference.narrative is not None:
        base = reference.narrative
    if base is None:
        return nothing("no date of publication")
    back = (base.isoweekday() - target) % 7
    if "week" in values:
        monday = base - timedelta(days=base.isoweekday() - 1)
        return day(monday + timedelta(days=7 * int(values["week"]) + target - 1))
    if which in ("last", "previous"):
        return day(base - timedelta(days=back or 7))
    ahead = (7 - back) % 7
    if which in ("next", "following"):
        return day(base + timedelta(days=ahead or 7))
    if which == "same" or reference.side != "future":
        return day(base - timedelta(days=back))
    return day(base + timedelta(days=ahead))


def _deictic(values: Values, reference: Reference) -> Period:
    if reference.published is None:
        return nothing("no date of publication")
    first = reference.published + timedelta(days=int(values["days"]))
    if "to" in values:
        return Period(first, reference.published + timedelta(days=int(values["to"])), "range")
    return day(first)


def _same(_values: Values, reference: Reference) -> Period:
    return day(reference.narrative) if reference.narrative else nothing("no day before it in the text")


def _later(values: Values, reference: Reference) -> Period:
    """As in "un día después": counted from the day the story has reached."""
    base = reference.narrative
    if base is None:
        base = reference.published if int(values["sign"]) < 0 and values["unit"] == "day" else None
    if base is None:
        return nothing("no day before it in the text")
    return shift(base, str(values["unit"]), float(values["number"]) * int(values["sign"]))


def _ago(values: Values, reference: Reference) -> Period:
    if reference.published is None:
        return nothing("no date of publication")
    return shift(reference.published, str(values["unit"]), float(values["number"]) * int(values["sign"]))


def _future(values: Values, reference: Reference) -> Period:
    """As in "in three days": a time only when the clause looks ahead, else how long something took."""
    return _ago(values, reference) if reference.side == "future" else nothing("a duration")


def _vague(values: Values, reference: Reference) -> Period:
    """As in "hace décadas": at least two of them; the beginning stays open."""
    if reference.published is None:
        return nothing("no date of publication")
    edge = shift(reference.published, str(values["unit"]), 2.0 * int(values["sign"]))
    if int(values["sign"]) > 0:
        return Period(reference.published, None, "range")
    return Period(None, min(edge.end or reference.published, reference.published), "range")


def _span(values: Values, reference: Reference) -> Period:
    """As in "en los últimos tres meses": up to the publication; without a number the far end is open."""
    base = reference.published
    if base is None:
        return nothing("no date of publication")
    number, sign = values.get("number"), int(values["sign"])
    if number is None:
        return Period(None, base, "range") if sign < 0 else Period(base, None, "range")
    unit, count = str(values["unit"]), float(number) * sign
    if unit in ("year", "decade", "month", "quarter"):
        months = {"year": 12, "decade": 120, "month": 1, "quarter": 3}[unit]
        far = add_months(base, int(count * months))
    else:
        far = base + timedelta(days=int(count * {"week": 7, "weekend": 7, "hour": 1 / 24}.get(unit, 1)))
    return Period(min(base, far), max(base, far), "range")


def _period(values: Values, reference: Reference) -> Period:
    base = reference.base(values)
    if base is None:
        return nothing("no date of publication")
    unit, move = str(values["unit"]), int(values["shift"])
    if unit == "weekend":
        saturday = base + timedelta(days=6 - base.isoweekday() + 7 * move)
        # "este fin de semana" said on a Monday of what happened: the one just past.
        if move == 0 and reference.side == "past" and saturday > base:
            saturday -= timedelta(days=7)
        return Period(saturday, saturday + timedelta(days=1), "range")
    if unit == "quarter":
        moved = add_months(base, 3 * move)
        return part_of(moved.year, (moved.month - 1) // 3 + 1, 4)
    if unit == "century":
        return century_of(-(-base.year // 100) + move)
    return shift(base, unit, move)


def _month(values: Values, reference: Reference) -> Period:
    month, year = int(values["month"]), _int(values, "year")
    if year is None:
        base = reference.base(values)
        if base is None:
            return nothing("no year and no date of publication")
        step = _year_step(month, base, _side(values, reference))
        year = base.year + int(values.get("shift", step))
    return month_of(year, month)


def _year_step(month: int, base: date, side: str) -> int:
    """-1, 0 or 1: the year in which a bare month lies; without a tense the past is meant."""
    if side == "future":
        return 1 if month < base.month else 0
    return -1 if month > base.month else 0


def _months(values: Values, reference: Reference) -> Period:
    if "month2" not in values:
        return _month(values, reference)
    year_of_both = values.get("year2", values.get("year"))
    end = _month({"month": values["month2"], **({"year": year_of_both} if year_of_both else {})}, reference)
    if end.start is None:
        return end
    first = int(values["month"])
    year = int(values["year"]) if "year2" in values and "year" in values else end.start.year - (first > end.start.month)
    return Period(date(year, first, 1), end.end, "range")


def _year(values: Values, _reference: Reference) -> Period:
    return year_of(int(values["year"]))


def _years(values: Values, _reference: Reference) -> Period:
    first, last = int(values["year"]), int(values["year2"])
    if first > last:
        return nothing("the range ends before it begins")
    return Period(date(first, 1, 1), date(last, 12, 31), "range")


def _half(values: Values, _reference: Reference) -> Period:
    return part_of(int(values["year"]), int(values["half"]), int(values["of"]))


def _decade(values: Values, reference: Reference) -> Period:
    """As in "los noventa": the last such decade before the publication."""
    return _bare_decade(int(values["decade"]), reference)


def _decade_year(values: Values, reference: Reference) -> Period:
    year = values.get("year", values.get("decadeyear"))
    if year is not None:
        return decade_of(int(year) // 10 * 10)
    return _bare_decade(int(values["short"] if "short" in values else values["decadeshort"]), reference)


def _bare_decade(number: int, reference: Reference) -> Period:
    if number % 10:
        return nothing("no decade")
    now = reference.published.year if reference.published else 2000
    start = now // 100 * 100 + number
    return decade_of(start - 100 if start > now else start)


def _centuries(values: Values, _reference: Reference) -> Period:
    first = int(values["roman"] if "roman" in values else values["century"])
    last = int(values.get("roman2", values.get("century2", first)))
    return Period(century_of(first).start, century_of(last).end, "range")


RULES: dict[str, Callable[[Values, Reference], Period]] = {
    "date": _date,
    "range": _range,
    "monthday": _monthday,
    "numeric": _numeric,
    "fixed": _fixed,
    "weekday": _weekday,
    "deictic": _deictic,
    "same": _same,
    "later": _later,
    "ago": _ago,
    "future": _future,
    "vague": _vague,
    "span": _span,
    "period": _period,
    "month": _month,
    "months": _months,
    "year": _year,
    "years": _years,
    "half": _half,
    "decade": _decade,
    "decadeyear": _decade_year,
    "century": _centuries,
    "centuries": _centuries,
}
