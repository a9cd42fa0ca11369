"""One party: what it does, with whom, what it signed, said and stood for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dragoman.asking.answers import Count, Kind, Portrait
from dragoman.asking.filters import HAPPENED, chosen
from dragoman.asking.lines import accords, lines, sayings, stances
from dragoman.asking.networks import edges
from dragoman.asking.snapshot import Snapshot

# One pass over the events for everything that is counted.
_SUMS = """
SELECT date_trunc('month', date)::DATE AS month, type, count(*), count(*) FILTER (acts), count(*) FILTER (gets),
    sum(score), coalesce(sum(score) FILTER (acts), 0)
FROM (SELECT *, list_contains(actor_codes, $party) AS acts, list_contains(recipient_codes, $party) AS gets
    FROM asked.acts WHERE list_contains(parties, $party) AND {where})
GROUP BY month, type ORDER BY month, type"""


def portrait(
    snapshot: Snapshot,
    party: str,
    since: str | date | None = None,
    until: str | date | None = None,
    *,
    statuses: Sequence[str] = HAPPENED,
    limit: int = 20,
) -> Portrait:
    """What is known of one party, given by code or name.

    Args:
        since, until: days, months or years as ISO text, or dates; both inclusive.
        limit: how many partners, events, agreements, quotes and positions are shown at most.

    Raises:
        QuestionError: a filter names something that there is not.
    """
    code = snapshot.code(party)
    kept = chosen(snapshot, since, until, (), (), statuses)
    values = {**kept.values, "party": code}
    rows = snapshot.rows(_SUMS.format(where=kept.where), values)
    days = [f"{{day}} {sign} ${name}" for sign, name in ((">=", "since"), ("<=", "until")) if name in values]

    def told(condition: str, day: str = "date") -> str:
        return " AND ".join([condition, *(each.format(day=day) for each in days)])

    return Portrait(
        code=code,
        name=snapshot.names.name(code),
        acts=sum(row[3] for row in rows),
        receives=sum(row[4] for row in rows),
        partners=edges(snapshot, f"(lo = $party OR hi = $party) AND {kept.where}", values, limit=limit),
        months=_months(rows),
        types=_types(rows),
        events=lines(
            snapshot, f"asked.acts WHERE list_contains(parties, $party) AND {kept.where}", values, limit=limit
        ),
        agreements=accords(snapshot, told("list_contains(parties, $party)"), values, limit),
        quotes=sayings(snapshot, told("speaker_code = $party", "published"), values, limit),
        positions=stances(snapshot, told("actor_code = $party"), values, limit),
    )


def _months(rows: Sequence[tuple[Any, ...]]) -> tuple[Count, ...]:
    found: dict[date, list[float]] = {}
    for month, _, events, _, _, score, _ in rows:
        if month is not None:
            total = found.setdefault(month, [0, 0.0])
            total[0] += events
            total[1] += score
    return tuple(Count(month=month, events=int(n), score=score) for month, (n, score) in sorted(found.items()))


def _types(rows: Sequence[tuple[Any, ...]]) -> tuple[Kind, ...]:
    found: dict[str, list[float]] = {}
    for _, kind, _, acting, _, _, score in rows:
        total = found.setdefault(kind, [0, 0.0])
        total[0] += acting
        total[1] += score
    kinds = [Kind(type=kind, events=int(n), score=score) for kind, (n, score) in found.items() if n]
    return tuple(sorted(kinds, key=lambda k: (-k.events, k.type)))
