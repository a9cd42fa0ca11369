"""One party: what it does, with whom, what it signed, said and stood for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.asking.answers import Kind, Portrait
from dragoman.asking.filters import HAPPENED, chosen
from dragoman.asking.lines import accords, latest, nouns, sayings, stances
from dragoman.asking.networks import edges
from dragoman.asking.snapshot import Snapshot
from dragoman.asking.tops import top


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
    acts, gets = (f"list_contains({side}_codes, $party)" for side in ("actor", "recipient"))
    ((acting, receiving),) = snapshot.rows(
        f"SELECT count(*) FILTER ({acts}), count(*) FILTER ({gets}) FROM asked.acts WHERE {kept.where}", values
    )
    types = f"""
    SELECT type, count(*) AS events, sum(score) FROM asked.acts WHERE {kept.where} AND {acts}
    GROUP BY type ORDER BY events DESC, type"""
    days = [f"{{day}} {sign} ${name}" for sign, name in ((">=", "since"), ("<=", "until")) if name in values]

    def told(condition: str, day: str = "coalesce(date_start, published)") -> str:
        return " AND ".join([condition, *(each.format(day=day) for each in days)])

    return Portrait(
        code=code,
        name=snapshot.names.name(code),
        acts=acting,
        receives=receiving,
        partners=edges(snapshot, f"(lo = $party OR hi = $party) AND {kept.where}", values, limit=limit),
        months=top(snapshot, "month", since, until, statuses=statuses, party=code).ranks,
        types=nouns(snapshot, Kind, types, values),
        events=latest(snapshot, since=since, until=until, statuses=statuses, party=code, limit=limit).events,
        agreements=accords(snapshot, told("list_contains(party_codes, $party)"), values, limit),
        quotes=sayings(snapshot, f"asked.sayings WHERE {told('speaker_code = $party', 'published')}", values, limit),
        positions=stances(snapshot, told("actor_code = $party"), values, limit),
    )
