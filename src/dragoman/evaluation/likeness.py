"""When two texts, dates or sets of parties count as the same, and how items are paired."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from dragoman.folding import fold
from dragoman.records import Actor, When

G = TypeVar("G")
O = TypeVar("O")  # noqa: E741 - output, beside G for gold

NOBODY = "---"  # stands for an actor without a code


def words(text: str | None) -> list[str]:
    """The words of a text in lower case without accents."""
    return re.findall(r"\w+", fold(text or ""))


def shared(one: str | None, other: str | None) -> float:
    """How many words two texts have in common, as a share of the longer one's words; 0 where one has none."""
    a, b = words(one), words(other)
    longer = max(len(a), len(b))
    return (Counter(a) & Counter(b)).total() / longer if a and b else 0.0


def codes(parties: Iterable[str | Actor]) -> frozenset[str]:
    """The country codes of gold parties ("RUS GOV") or of actors."""
    return frozenset(p.split()[0] if isinstance(p, str) else p.code or NOBODY for p in parties)


def sectors(parties: Iterable[str | Actor]) -> dict[str, str | None]:
    """The first sector by country code, for the parties that have one in the gold, for all in the output."""
    found: dict[str, str | None] = {}
    for party in parties:
        if isinstance(party, Actor):
            found[party.code or NOBODY] = party.sectors[0] if party.sectors else None
        elif " " in party:
            found[party.split()[0]] = party.split()[1]
    return found


def within(when: When | None, date: str) -> bool:
    """Whether a period is the gold's day, or lies in its month or year."""
    if when is None or not when.start:
        return False
    ends = (when.start[:10], (when.end or when.start)[:10])
    if len(date) == 10:
        return ends == (date, date)
    return all(end.startswith(date) for end in ends)


def pair(golds: Sequence[G], outputs: Sequence[O], likeness: Callable[[G, O], float | None]) -> list[tuple[int, int]]:
    """Pairs gold and output items one to one, the likest first; those that are equally like in their order.

    Returns the indexes of each pair.

    Args:
        likeness: how like two items are, or None where they cannot be a pair.
    """
    grades = [
        (-grade, g, o)
        for g, gold in enumerate(golds)
        for o, output in enumerate(outputs)
        if (grade := likeness(gold, output)) is not None
    ]
    free_golds, free_outputs = set(range(len(golds))), set(range(len(outputs)))
    pairs = []
    for _, g, o in sorted(grades):
        if g in free_golds and o in free_outputs:
            free_golds.remove(g)
            free_outputs.remove(o)
            pairs.append((g, o))
    return pairs
