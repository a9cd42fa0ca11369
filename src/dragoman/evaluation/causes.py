"""What is amiss with a wrong event, told from the nearest thing on the other side. For people who mend the lexicon."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.evaluation.gold import GoldEvent
from dragoman.evaluation.likeness import codes, shared
from dragoman.records import Event, Status

# The first that holds is the cause; the order is from nearly right to not there.
STATUS = "status: right event, asserted or not is wrong"
DIRECTION = "direction: actors and recipients changed round"
TYPE = "type: same words or parties, another type"
PARTY_EXTRA = "parties: one too many"
PARTY_LACK = "parties: one is lacking"
PARTY_OTHER = "parties: others"
ABSENT = "absent: nothing of the kind"
SURPLUS = "surplus: nothing of the kind in the gold"


def cause_of_missed(gold: GoldEvent, events: Iterable[Event]) -> str:
    """Why a gold event was not found."""
    return min((_rank(gold, o) for o in events), default=(9, ABSENT))[1]


def cause_of_false(event: Event, golds: Iterable[GoldEvent]) -> str:
    """Why an event of the output is not in the gold."""
    cause = min((_rank(g, event) for g in golds), default=(9, SURPLUS))[1]
    return SURPLUS if cause == ABSENT else cause


def _rank(gold: GoldEvent, event: Event) -> tuple[int, str]:
    triggers = " ".join(m.trigger.text for m in event.mentions)
    same_words = bool(gold.trigger) and shared(gold.trigger, triggers) > 0
    wanted = codes((*gold.actors, *gold.recipients))
    given = codes((*event.actors, *event.recipients))
    if gold.type != event.type:
        return (3, TYPE) if same_words else (9, ABSENT)
    sides = codes(gold.actors) == codes(event.actors) and codes(gold.recipients) == codes(event.recipients)
    if sides:
        differ = (gold.status is Status.ASSERTED) != (event.status is Status.ASSERTED)
        return (1, STATUS) if differ else (8, "merged: the event is there once, the gold has it more than once")
    if wanted == given:
        return (2, DIRECTION)
    if not same_words and not wanted & given:
        return (9, ABSENT)
    if wanted < given:
        return (4, PARTY_EXTRA)
    if given < wanted:
        return (5, PARTY_LACK)
    return (6, PARTY_OTHER) if same_words else (7, PARTY_OTHER)
