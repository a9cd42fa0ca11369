"""Counts of events by something: party, dyad, type, country, outlet, month, …"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dragoman.asking.answers import Rank, Ranking
from dragoman.asking.filters import HAPPENED, chosen
from dragoman.asking.lines import nouns
from dragoman.asking.relations import ALONGSIDE
from dragoman.asking.snapshot import Snapshot
from dragoman.errors import QuestionError

_ACTS = "(SELECT *, {key} AS key FROM asked.acts WHERE {where})"
_SIDE = "(SELECT *, unnest({codes}) AS key FROM asked.acts WHERE {where})"
# What can be counted by: the SQL of rows with a column `key`.
_SOURCES: dict[str, str] = {
    "party": _SIDE.replace("{codes}", "parties"),
    "actor": _SIDE.replace("{codes}", "actor_codes"),
    "recipient": _SIDE.replace("{codes}", "recipient_codes"),
    "dyad": f"(SELECT *, (lo, hi) AS key FROM asked.pairs WHERE kind <> {ALONGSIDE} AND {{where}})",
    **{
        column: _ACTS.replace("{key}", f'"{column}"')
        for column in ("type", "mode", "quad", "status", "country", "outlet", "language")
    },
    "month": _ACTS.replace("{key}", "date_trunc('month', date)"),
    "year": _ACTS.replace("{key}", "year(date)"),
    "topic": """(SELECT unnest(topics) AS key, date, article AS paper, NULL::DOUBLE AS score
        FROM asked.accords WHERE {where})""",
    "speaker": """(SELECT speaker_code AS key, published AS date, paper, NULL::DOUBLE AS score
        FROM asked.sayings WHERE {where})""",
}
BY = tuple(_SOURCES)
# How a key is written, where it is not as it is.
_SHOWN = {"month": "strftime(key, '%Y-%m')", "dyad": "key[1] || '-' || key[2]"}
_IN_ORDER = ("month", "year")
_PARTIES = ("party", "actor", "recipient", "country", "speaker")
# The column of the period, where the rows are no events.
_DAYS = {"topic": "date", "speaker": "published"}


def top(
    snapshot: Snapshot,
    by: str = "party",
    since: str | date | None = None,
    until: str | date | None = None,
    *,
    types: Sequence[str] = (),
    countries: Sequence[str] = (),
    statuses: Sequence[str] = HAPPENED,
    party: str | None = None,
    limit: int | None = 20,
    articles: bool = False,
) -> Ranking:
    """Counts, the largest first; months and years in order.

    Args:
        by: one of BY. "party" is on either side of an event; topics are those of agreements, speakers those of quotes.
        since, until: days, months or years as ISO text, or dates; both inclusive.
        types, countries, statuses: only such events; country is where it happened, by code or name.
        party: only events that have it on either side.
        limit: how many; None for all. Months and years are all shown.
        articles: count the articles that tell them, too, which takes some times as long.

    Raises:
        QuestionError: a filter names something that there is not, or does not go with ``by``.
    """
    if by not in _SOURCES:
        raise QuestionError(f"nothing is counted by {by!r}; choose one of {', '.join(BY)}")
    other = by in _DAYS
    if other and (types or countries or party):
        raise QuestionError(f"by {by} no events are counted, so that only the period can be chosen")
    kept = chosen(snapshot, since, until, types, countries, () if other else statuses, day=_DAYS.get(by, "date"))
    where, values = kept.where, dict(kept.values)
    if party is not None:
        where += " AND " + _with_party(by)
        values["party"] = snapshot.code(party)
    rows = nouns(snapshot, Rank, _sql(by, where, limit, articles=articles), values)
    name = _namer(snapshot, by)
    ranks = tuple(rank.model_copy(update={"name": name(rank.key)}) for rank in rows)
    return Ranking(by=by, since=kept.since, until=kept.until, ranks=ranks)


def _with_party(by: str) -> str:
    if by == "dyad":
        return "(lo = $party OR hi = $party)"
    return "list_contains(parties, $party)"


def _sql(by: str, where: str, limit: int | None, *, articles: bool) -> str:
    source = _SOURCES[by].format(where=where)
    order = "key" if by in _IN_ORDER else "count DESC, key"
    some = f"LIMIT {limit:d}" if limit is not None and by not in _IN_ORDER else ""
    told = "count(DISTINCT paper)" if articles else "NULL"
    middle = "median({0})" if by == "country" else "NULL"
    return f"""
    SELECT {_SHOWN.get(by, "key::VARCHAR")} AS key, NULL, count, score, mean, articles, first, last, latitude, longitude
    FROM (SELECT key, count(*) AS count, sum(score) AS score, avg(score) AS mean, {told} AS articles,
            min(date) AS first, max(date) AS last,
            {middle.format("latitude")} AS latitude, {middle.format("longitude")} AS longitude
        FROM {source} WHERE key IS NOT NULL GROUP BY key)
    ORDER BY {order} {some}"""


def _namer(snapshot: Snapshot, by: str) -> Callable[[str | None], str | None]:
    def name(key: str | None) -> str | None:
        if key is None:
            return None
        if by == "dyad":
            return " - ".join(snapshot.names.name(code) for code in key.split("-"))
        return snapshot.names.name(key) if by in _PARTIES else key

    return name
