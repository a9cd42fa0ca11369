"""Days, months and the bars that months are put into."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.asking.periods import first_day, last_day, months
from dragoman.asking.pictures.bins import MOST, binned, step, ticks

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def test_days_months_and_years() -> None:
    assert (first_day("2024"), last_day("2024")) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (first_day("2024-02"), last_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert first_day("2024-02-03") == last_day(" 2024-2-3 ") == date(2024, 2, 3)
    assert first_day(None) is None


@given(days)
def test_a_month_ends_before_the_next_begins(day: date) -> None:
    text = f"{day:%Y-%m}"
    first, last = first_day(text), last_day(text)
    assert first is not None
    assert last is not None
    assert first.day == 1
    assert first <= day <= last
    assert (last + timedelta(1)).day == 1


@given(days, days)
def test_months_follow_each_other(a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    found = list(months(first, last))
    assert found[0] == first.replace(day=1)
    assert found[-1] == last.replace(day=1)
    assert all(last_day(f"{one:%Y-%m}") == other - timedelta(1) for one, other in pairwise(found))


@given(days, st.lists(st.integers(0, 50), min_size=1, max_size=600))
def test_bars_lose_nothing_and_find_room(first: date, counts: list[int]) -> None:
    span = list(months(first, first + timedelta(31 * (len(counts) + 2))))[: len(counts)]
    size = step(len(span))
    bars = binned(((month, (count,)) for month, count in zip(span, counts, strict=True)), size)
    assert sum(total for (total,) in bars.values()) == sum(counts)
    assert len(bars) <= MOST + 1 or size == 12
    assert list(bars) == sorted(bars)
    places, labels = ticks(list(bars), size)
    assert 1 <= len(places) == len(labels) <= 12
    assert len(set(labels)) == len(labels)
