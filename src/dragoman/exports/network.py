"""Events as a network of countries and organisations, in GraphML: who did how much of what to whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import permutations, product
from pathlib import Path

import duckdb
import networkx as nx

from dragoman.exports.choosing import HAPPENED, NOT_HAPPENED, Choice
from dragoman.exports.codes import Codes

_ROWS = 20_000  # events held in memory at a time


@dataclass
class _Tie:
    """What one did to another."""

    events: int = 0
    scores: float = 0.0
    joint: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


def write_graph(con: duckdb.DuckDBPyConnection, path: Path, choice: Choice, codes: Codes) -> Counter[str]:
    """Writes a directed graph; counts the events that are in it, and those that are not, by reason.

    A node is a code, an edge all that the one did to the other. In a joint act each does it to each of the others. Both
    are bounded by the number of codes, however many events there are.
    """
    where, values = choice.where()
    rows = con.execute(
        f"SELECT actor_codes, recipient_codes, type, quad, score, status FROM events WHERE {where}", values
    )
    done: Counter[str] = Counter()
    acts: Counter[str] = Counter()
    ties: dict[tuple[str, str], _Tie] = {}
    while batch := rows.fetchmany(_ROWS):
        for actors, recipients, kind, quad, score, status in batch:
            pairs = product(actors, recipients) if recipients else permutations(actors, 2)
            listed = [pair for pair in dict.fromkeys(pairs) if pair[0] != pair[1]]
            reason = "" if status in HAPPENED else NOT_HAPPENED
            reason = reason or ("" if listed else "without two known parties")
            done[reason or "written"] += 1
            if reason:
                continue
            acts.update({*actors, *recipients})
            for pair in listed:
                tie = ties.setdefault(pair, _Tie())
                tie.events += 1
                tie.scores += score
                tie.joint += not recipients
                tie.kinds.update((kind, quad))
    nx.write_graphml(_graph(acts, ties, codes), path, encoding="utf-8", named_key_ids=True)
    return done


def _graph(acts: Counter[str], ties: dict[tuple[str, str], _Tie], codes: Codes) -> nx.DiGraph:
    graph = nx.DiGraph()
    for code, number in sorted(acts.items()):
        kind = "country" if code in codes.states else "organisation"
        graph.add_node(code, label=codes.name(code), kind=kind, events=number)
    kinds = sorted({kind for tie in ties.values() for kind in tie.kinds})
    for (actor, recipient), tie in sorted(ties.items()):
        counts = {kind: tie.kinds[kind] for kind in kinds}
        mean = round(tie.scores / tie.events, 4)
        graph.add_edge(actor, recipient, weight=tie.events, score=mean, joint=tie.joint, **counts)
    return graph
