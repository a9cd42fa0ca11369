"""What two parties did with and to each other, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.asking.answers import Dyad, Kind, Line, Month, Saying
from dragoman.asking.filters import HAPPENED, Filter, chosen
from dragoman.asking.lines import HEAVIEST, SAYING, accords, lines, nouned, nouns
from dragoman.asking.periods import months
from dragoman.asking.relations import ALONGSIDE, IN, JOINT, OUT
from dragoman.asking.snapshot import Snapshot
from dragoman.errors import QuestionError

# Of so many quotes those are chosen that say most: to read more of them takes long.
LOOKED_AT = 1000


def dyad(
    snapshot: Snapshot,
    a: str,
    b: str,
    since: str | date | None = None,
    until: str | date | None = None,
    *,
    types: Sequence[str] = (),
    statuses: Sequence[str] = HAPPENED,
    limit: int = 10,
) -> Dyad:
    """What passed between two parties, given by code or name.

    Args:
        since, until: days, months or years as ISO text, or dates; both inclusive.
        types: only events of these PLOVER types.
        statuses: only events of these statuses, or ("all",); those that happened by default.
        limit: how many events, agreements and quotes are shown at most. The months count all.

    Raises:
        QuestionError: a party, date, type or status is none, or both parties are the same.
    """
    one, other = snapshot.code(a), snapshot.code(b)
    if one == other:
        raise QuestionError(f"{a!r} and {b!r} are the same party, {one}; a dyad is of two")
    kept = chosen(snapshot, since, until, types, (), statuses)
    lo, hi = sorted((one, other))
    values = {"lo": lo, "hi": hi, "one": one, "other": other, **kept.values}
    pairs = f"{snapshot.pairs(lo, hi)} WHERE {kept.where}"
    found, undated = _months(snapshot, pairs, values, swapped=one != lo)
    return Dyad(
        a=one,
        b=other,
        a_name=snapshot.names.name(one),
        b_name=snapshot.names.name(other),
        since=kept.since,
        until=kept.until,
        undated=undated,
        months=filled(found, kept),
        types=_types(snapshot, pairs, values),
        events=_events(snapshot, pairs, values, limit),
        agreements=accords(
            snapshot,
            f"list_contains(parties, $lo) AND list_contains(parties, $hi) AND {_period(kept, 'date')}",
            values,
            limit,
        ),
        quotes=_quotes(snapshot, pairs, kept, values, limit),
    )


def _months(snapshot: Snapshot, pairs: str, values: dict[str, object], *, swapped: bool) -> tuple[list[Month], int]:
    """The months that have events, in order, and how many events have no date."""
    first, second = (IN, OUT) if swapped else (OUT, IN)
    sql = f"""
    SELECT date_trunc('month', date)::DATE AS month,
        count(*) FILTER (kind = {first}), count(*) FILTER (kind = {second}),
        count(*) FILTER (kind = {JOINT}), count(*) FILTER (kind = {ALONGSIDE}),
        coalesce(sum(score) FILTER (kind <> {ALONGSIDE} AND score > 0), 0) AS good,
        coalesce(sum(score) FILTER (kind <> {ALONGSIDE} AND score < 0), 0) AS bad,
        good + bad
    FROM {pairs} GROUP BY month ORDER BY month"""
    rows = snapshot.rows(sql, values)
    undated = sum(row[1] + row[2] + row[3] + row[4] for row in rows if row[0] is None)
    names = tuple(Month.model_fields)
    return [Month.model_validate(dict(zip(names, row, strict=True))) for row in rows if row[0] is not None], undated


def filled(found: Sequence[Month], kept: Filter) -> tuple[Month, ...]:
    """The months of the period without a gap; an open end is that of what was found."""
    if not found and not (kept.since and kept.until):
        return ()
    first, last = kept.since or found[0].month, kept.until or found[-1].month
    known = {m.month: m for m in found}
    return tuple(known.get(month) or Month(month=month) for month in months(first, last))


def _types(snapshot: Snapshot, pairs: str, values: dict[str, object]) -> tuple[Kind, ...]:
    sql = f"""
    SELECT type, count(*) AS events, sum(score) FROM {pairs} AND kind <> {ALONGSIDE} AND date IS NOT NULL
    GROUP BY type ORDER BY events DESC, type"""
    return nouns(snapshot, Kind, sql, values)


def _events(snapshot: Snapshot, pairs: str, values: dict[str, object], limit: int) -> tuple[Line, ...]:
    between = f"{pairs} AND kind <> {ALONGSIDE}"
    if not snapshot.held:
        return lines(snapshot, between, values, HEAVIEST, limit)
    # The table of all pairs does not tell all of an event.
    heaviest = f"SELECT act FROM {between} ORDER BY {HEAVIEST} LIMIT {limit:d}"
    return lines(snapshot, f"asked.acts SEMI JOIN ({heaviest}) USING (act)", values, HEAVIEST, limit)


def _period(kept: Filter, day: str) -> str:
    conditions = [f"{day} >= $since"] if kept.since else []
    return " AND ".join([*conditions, f"{day} <= $until"] if kept.until else conditions) or "true"


def _quotes(snapshot: Snapshot, pairs: str, kept: Filter, values: dict[str, object], limit: int) -> tuple[Saying, ...]:
    """The quotes that say most of the two, of the latest LOOKED_AT that are by one of them or stand by their events."""
    one, other = str(values["one"]), str(values["other"])
    source = f"""(
    SELECT s.*, told FROM asked.sayings AS s LEFT JOIN (SELECT DISTINCT paper, true AS told FROM {pairs}) USING (paper)
    WHERE {_period(kept, "published")} AND (speaker_code IN ($one, $other) OR told))"""
    sql = f"{SAYING.format(source=source, order='published DESC', more=', told', limit=LOOKED_AT)}"
    ranked = []
    for *fields, told in snapshot.rows(sql, values):
        saying = nouned(Saying, fields)
        names = [snapshot.names.named(code, saying.text) for code in (one, other)]
        rank = _rank(saying.speaker in (one, other), names[saying.speaker == one], all(names), bool(told))
        if rank is not None:
            ranked.append((rank, not saying.direct, saying))
    ranked.sort(key=lambda item: item[:2])
    return tuple(saying for _, _, saying in ranked[:limit])


def _rank(own: bool, names_other: bool, names_both: bool, told: bool) -> int | None:
    """One on the other first, then anybody on both, then theirs where their events are told; no other."""
    if own and names_other:
        return 0
    if told and names_both:
        return 1
    return 2 if told and own else None
