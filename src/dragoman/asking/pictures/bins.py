"""Months put together where there are too many for bars that can be seen: to quarters, then to years."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

# As many bars a picture has room for.
MOST = 84
# As many as leave a bar slim.
FEWEST = 10
_MONTHS = (1, 3, 12)


def step(months: int) -> int:
    """How many months a bar stands for: 1, 3 or 12."""
    return next((size for size in _MONTHS if months <= size * MOST), _MONTHS[-1])


def unit(size: int) -> str:
    """What a bar stands for, in words."""
    return {1: "month", 3: "quarter", 12: "year"}[size]


def start(month: date, size: int) -> date:
    """The first month of the bar that a month belongs to."""
    return month.replace(month=(month.month - 1) // size * size + 1, day=1)


def binned(months: Iterable[tuple[date, tuple[float, ...]]], size: int) -> dict[date, list[float]]:
    """The sums of the values of each bar, in the order of time."""
    found: dict[date, list[float]] = {}
    for month, values in months:
        sums = found.setdefault(start(month, size), [0.0] * len(values))
        for place, value in enumerate(values):
            sums[place] += value
    return found


def room(bars: int) -> tuple[float, float]:
    """Both ends of the axis, so that few bars stay slim and stand in the middle."""
    spare = max(FEWEST - bars, 0) / 2
    return -0.7 - spare, bars - 0.3 + spare


def ticks(days: list[date], size: int, most: int = 12) -> tuple[list[int], list[str]]:
    """Places among the bars that get a label, and the labels: years where there are many bars, else months."""
    yearly = size == 12 or len(days) * size > 24

    def labelled(day: date) -> bool:
        return day.month == 1 if yearly else True

    places = [i for i, day in enumerate(days) if labelled(day)] or [0]
    places = places[:: -(-len(places) // most)]
    write: Callable[[date], str] = (lambda d: str(d.year)) if yearly else (lambda d: f"{d.year}-{d.month:02d}")
    return places, [write(days[i]) for i in places]
