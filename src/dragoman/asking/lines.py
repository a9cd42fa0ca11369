"""Events, agreements, quotes and positions in short: the rows that several answers show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from dragoman.asking.answers import Accord, Line, Lines, Saying, Stance
from dragoman.asking.filters import HAPPENED, chosen
from dragoman.asking.snapshot import Snapshot, Values
from dragoman.records import Noun

N = TypeVar("N", bound=Noun)
LATEST = "date DESC NULLS LAST, act"
# Quotes in short: the fields of Saying, and what else is asked for.
SAYING = """
SELECT published, speaker_code, name, direct, text, article, outlet{more} FROM {source}
ORDER BY {order} NULLS LAST, article LIMIT {limit:d}"""
HEAVIEST = "abs(score) DESC, confidence DESC, date DESC NULLS LAST, act"


def nouns(snapshot: Snapshot, kind: type[N], sql: str, values: Values) -> tuple[N, ...]:
    """The rows of a question as nouns, whose fields are the columns in order."""
    return tuple(nouned(kind, row) for row in snapshot.rows(sql, values))


def nouned(kind: type[N], row: Sequence[object]) -> N:
    """A row as a noun, whose fields are the columns in order."""
    return kind.model_validate(dict(zip(kind.model_fields, row, strict=True)))


def lines(
    snapshot: Snapshot, source: str, values: Values, order: str = LATEST, limit: int = 20, offset: int = 0
) -> tuple[Line, ...]:
    """Events in short, from a relation with the columns of ``acts``, conditions included."""
    sql = f"""
    WITH kept AS (SELECT *, row_number() OVER () AS place FROM (
        SELECT * FROM {source} ORDER BY {order} LIMIT {limit:d} OFFSET {offset:d}))
    SELECT k.event, k.date, k.type, k.mode, k.score, k.status, k.actor_codes, k.recipient_codes, k.country,
        w.sentence, p.article, p.title, p.outlet, p.url, k.confidence
    FROM kept AS k JOIN asked.papers AS p USING (paper) LEFT JOIN asked.words AS w USING (act) ORDER BY k.place"""
    return nouns(snapshot, Line, sql, values)


def latest(
    snapshot: Snapshot,
    *,
    since: str | date | None = None,
    until: str | date | None = None,
    types: Sequence[str] = (),
    countries: Sequence[str] = (),
    statuses: Sequence[str] = HAPPENED,
    party: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Lines:
    """The latest events, a page at a time; ``party`` is on either side of them.

    Raises:
        QuestionError: a filter names something that there is not.
    """
    kept = chosen(snapshot, since, until, types, countries, statuses)
    where, values = kept.where, dict(kept.values)
    if party is not None:
        where += " AND list_contains(parties, $party)"
        values["party"] = snapshot.code(party)
    ((total,),) = snapshot.rows(f"SELECT count(*) FROM asked.acts WHERE {where}", values)
    source = f"asked.acts WHERE {where}"
    return Lines(total=total, events=lines(snapshot, source, values, limit=limit, offset=offset))


def accords(snapshot: Snapshot, where: str, values: Values, limit: int) -> tuple[Accord, ...]:
    """Agreements in short, the latest first."""
    sql = f"""
    SELECT {", ".join(Accord.model_fields)} FROM asked.accords WHERE {where}
    ORDER BY date DESC NULLS LAST, article, words LIMIT {limit:d}"""
    return nouns(snapshot, Accord, sql, values)


def sayings(snapshot: Snapshot, where: str, values: Values, limit: int) -> tuple[Saying, ...]:
    """Quotes in short, the latest first."""
    source = f"asked.sayings WHERE {where}"
    return nouns(snapshot, Saying, SAYING.format(source=source, order="published DESC", more="", limit=limit), values)


def stances(snapshot: Snapshot, where: str, values: Values, limit: int) -> tuple[Stance, ...]:
    """Positions in short, the latest first."""
    sql = f"""
    SELECT {", ".join(Stance.model_fields)} FROM asked.stances WHERE {where}
    ORDER BY date DESC NULLS LAST, article, issue LIMIT {limit:d}"""
    return nouns(snapshot, Stance, sql, values)
