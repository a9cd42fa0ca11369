"""Which events a question is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dragoman.asking.periods import period
from dragoman.asking.snapshot import Snapshot
from dragoman.errors import QuestionError
from dragoman.records import Status

HAPPENED = (Status.ASSERTED.value,)
ALL = "all"


@dataclass(frozen=True)
class Filter:
    """Conditions in SQL on the columns of ``acts`` and ``pairs``, with their values. Build it with `chosen`."""

    since: date | None = None
    until: date | None = None
    conditions: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The conditions as one; true where there is none."""
        return " AND ".join(self.conditions) or "true"


def chosen(
    snapshot: Snapshot,
    since: str | date | None = None,
    until: str | date | None = None,
    types: Sequence[str] = (),
    countries: Sequence[str] = (),
    statuses: Sequence[str] = HAPPENED,
    *,
    day: str = "date",
) -> Filter:
    """A filter of events.

    Args:
        since, until: days, months or years, both inclusive. types: PLOVER types. countries: where it happened, by code
            or name. statuses: of records.Status, or "all".
        day: the column that the period is about.

    Raises:
        QuestionError: a date, type, country or status is none; the message says which there are.
    """
    first, last = period(since, until)
    conditions: list[str] = []
    values: dict[str, Any] = {}
    for name, sign, bound in (("since", ">=", first), ("until", "<=", last)):
        if bound:
            conditions.append(f"{day} {sign} ${name}")
            values[name] = bound
    known = tuple(s.value for s in Status)
    wanted = {
        "type": tuple(_one_of(t.upper(), tuple(snapshot.codebook.types), "type") for t in types),
        "country": tuple(snapshot.code(c) for c in countries),
        "status": () if ALL in statuses else tuple(_one_of(s.lower(), known, "status", (ALL,)) for s in statuses),
    }
    for column, kept in wanted.items():
        if kept:
            names = [f"{column}_{number}" for number in range(len(kept))]
            conditions.append(f'"{column}" IN ({", ".join(f"${name}" for name in names)})')
            values |= dict(zip(names, kept, strict=True))
    return Filter(first, last, tuple(conditions), values)


def _one_of(value: str, known: Sequence[str], what: str, more: Sequence[str] = ()) -> str:
    if value not in known:
        raise QuestionError(f"there is no {what} {value!r}; there are {', '.join((*known, *more))}")
    return value
