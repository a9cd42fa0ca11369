"""What two parties did with and to each other, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.asking.answers import Dyad, Kind, Line, Month, Saying
from dragoman.asking.filters import HAPPENED, Filter, chosen
from dragoman.asking.lines import HEAVIEST, accords, lines, nouns, sayings
from dragoman.asking.periods import months
from dragoman.asking.problems import QuestionError
from dragoman.asking.relations import ALONGSIDE, IN, JOINT, OUT, pairs_of_two
from dragoman.asking.snapshot import Snapshot


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
    pairs = f"{pairs_of_two(snapshot.held)} WHERE {kept.where}"
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
            f"list_contains(party_codes, $lo) AND list_contains(party_codes, $hi) AND {_period(kept)}",
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
    heaviest = f"SELECT paper, event FROM {pairs} ORDER BY {HEAVIEST} LIMIT {limit:d}"
    return lines(snapshot, f"asked.acts SEMI JOIN ({heaviest}) USING (paper, event)", values, HEAVIEST, limit)


def _period(kept: Filter, day: str = "coalesce(date_start, published)") -> str:
    conditions = [f"{day} >= $since"] if kept.since else []
    return " AND ".join([*conditions, f"{day} <= $until"] if kept.until else conditions) or "true"


def _quotes(snapshot: Snapshot, pairs: str, kept: Filter, values: dict[str, object], limit: int) -> tuple[Saying, ...]:
    """Quotes of one on the other first, then of anybody on both, then of theirs where their events are told."""
    patterns = {
        "name_a": snapshot.names.pattern(str(values["one"])),
        "name_b": snapshot.names.pattern(str(values["other"])),
    }
    named = {side: f"regexp_matches(text, ${side})" if pattern else "false" for side, pattern in patterns.items()}
    source = f"""(
    SELECT s.*, CASE
        WHEN speaker_code = $one AND {named["name_b"]} OR speaker_code = $other AND {named["name_a"]} THEN 0
        WHEN told.paper IS NOT NULL AND {named["name_a"]} AND {named["name_b"]} THEN 1
        WHEN told.paper IS NOT NULL AND speaker_code IN ($one, $other) THEN 2 END AS rank
    FROM asked.sayings AS s LEFT JOIN (SELECT DISTINCT paper FROM {pairs}) AS told USING (paper)
    WHERE {_period(kept, "published")} AND (speaker_code IN ($one, $other) OR told.paper IS NOT NULL)
    ) WHERE rank IS NOT NULL"""
    return sayings(snapshot, source, {**values, **patterns}, limit, "rank, direct DESC, published DESC")
