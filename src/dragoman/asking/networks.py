"""Who has to do with whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dragoman.asking.answers import Edge, Network, Node
from dragoman.asking.filters import HAPPENED, chosen
from dragoman.asking.lines import nouns
from dragoman.asking.relations import ALONGSIDE, IN, JOINT, OUT
from dragoman.asking.snapshot import Snapshot, Values

if TYPE_CHECKING:
    import networkx


def network(
    snapshot: Snapshot,
    since: str | date | None = None,
    until: str | date | None = None,
    *,
    types: Sequence[str] = (),
    countries: Sequence[str] = (),
    statuses: Sequence[str] = HAPPENED,
    least: int = 1,
    limit: int | None = None,
) -> Network:
    """Parties as nodes, and what passed between two of them as an edge, heaviest first.

    Args:
        since, until: days, months or years as ISO text, or dates; both inclusive.
        types, countries, statuses: only such events; country is where it happened.
        least: only edges of so many events or more.
        limit: only so many edges; None for all.

    Raises:
        QuestionError: a filter names something that there is not.
    """
    kept = chosen(snapshot, since, until, types, countries, statuses)
    found = edges(snapshot, kept.where, kept.values, least=least, limit=limit)
    return Network(since=kept.since, until=kept.until, edges=found, nodes=_nodes(snapshot, found))


def edges(
    snapshot: Snapshot, where: str, values: Values, *, least: int = 1, limit: int | None = None
) -> tuple[Edge, ...]:
    """The edges of the pairs that a condition holds for. What two do side by side to others is none."""
    sql = f"""
    SELECT lo, hi, count(*) AS events, count(*) FILTER (kind = {OUT}), count(*) FILTER (kind = {IN}),
        count(*) FILTER (kind = {JOINT}), sum(score), avg(score),
        coalesce(sum(score) FILTER (score > 0), 0), coalesce(sum(score) FILTER (score < 0), 0)
    FROM asked.pairs WHERE kind <> {ALONGSIDE} AND {where}
    GROUP BY lo, hi HAVING events >= {least:d} ORDER BY events DESC, lo, hi
    {f"LIMIT {limit:d}" if limit is not None else ""}"""
    return nouns(snapshot, Edge, sql, values)


def _nodes(snapshot: Snapshot, found: Sequence[Edge]) -> tuple[Node, ...]:
    """The parties of some edges, the busiest first."""
    sums: dict[str, list[float]] = {}
    for edge in found:
        for code in (edge.a, edge.b):
            total = sums.setdefault(code, [0, 0.0, 0])
            total[0] += edge.events
            total[1] += edge.score
            total[2] += 1
    rows = [
        Node(code=code, name=snapshot.names.name(code), events=int(events), score=score, partners=int(partners))
        for code, (events, score, partners) in sums.items()
    ]
    return tuple(sorted(rows, key=lambda n: (-n.events, n.code)))


def graph(found: Network) -> networkx.Graph:
    """A network as a networkx graph, with everything that is known of nodes and edges as attributes."""
    import networkx

    made = networkx.Graph()
    for node in found.nodes:
        made.add_node(node.code, **node.model_dump(exclude={"code"}))
    for edge in found.edges:
        made.add_edge(edge.a, edge.b, **edge.model_dump(exclude={"a", "b"}))
    return made
