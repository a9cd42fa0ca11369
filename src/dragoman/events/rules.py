"""Decisions of the codebook that hold for every frame: what a status makes of a type, and which nouns count."""

from __future__ import annotations

from dragoman.events.matching import Match
from dragoman.events.parties import known
from dragoman.events.status import Standing
from dragoman.parsing.clauses import ParsedSentence
from dragoman.parsing.support import carried
from dragoman.parsing.syntax import Syntax
from dragoman.records import Actor, Status

COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Types that become AGREE when they are intended or still to come."""


def coded(kind: str, mode: str | None, standing: Standing) -> tuple[str, str | None, Status]:
    """Type, mode and status after the codebook's rules on the future.

    Any future or intended CONSULT, SUPPORT, COOPERATE or AID is AGREE; an announced RETREAT is CONCEDE.
    """
    if standing.status is Status.FUTURE:
        if kind in COOPERATIVE:
            return "AGREE", None, Status.ASSERTED
        if kind == "RETREAT" and standing.announced:
            return "CONCEDE", None, Status.ASSERTED
        if kind in ("THREATEN", "AGREE") or (kind == "CONCEDE" and standing.announced):
            return kind, mode, Status.ASSERTED
    return kind, mode, standing.status


def counts(found: Match, parsed: ParsedSentence, syntax: Syntax) -> bool:
    """Whether an event noun tells of an event by itself.

    Under a light verb or a verb of happening it does; elsewhere ("tras el ataque") only with both sides named, or two
    parties to a joint act. A mere topic ("un acuerdo sobre la visita") is none.
    """
    clause = found.clause
    if clause.kind != "noun":
        return True
    if found.frame.joint:
        return len(found.actors) >= 2 and known(found.actors)
    if known(found.actors) and known(found.recipients):
        return True
    over = parsed.clauses[clause.governor] if clause.governor is not None else None
    return over is None or carried(clause, over, syntax)


def without_own_forces(kind: str, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A state that moves or withdraws its own forces does not do it to them: such recipients are left out."""
    if kind not in ("RETREAT", "MOBILIZE", "CONCEDE"):
        return recipients
    own = {a.code for a in actors if {"GOV", "MIL"} & set(a.sectors)}
    return tuple(r for r in recipients if r.code not in own or "MIL" not in r.sectors[:1])


_SOCIETY = frozenset({"AGR", "BUS", "CVL", "EDU", "LAB", "MED", "OPP", "REF", "REL", "SOC"})
"""Sectors of those who are governed."""


def addressed(kind: str, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A protest or demand of society that names nobody is directed at the government of those who make it."""
    if kind not in ("PROTEST", "REQUEST") or any(r.code for r in recipients) or not actors or not actors[0].code:
        return recipients
    if "GOV" in actors[0].sectors or (kind == "REQUEST" and not _SOCIETY & set(actors[0].sectors[:1])):
        return recipients
    return (Actor(code=actors[0].code, sectors=("GOV",)),)


def mere_purpose(found: Match, standing: Standing) -> bool:
    """A purpose ("para reforzar los lazos") is an intended act only if it says with whom."""
    if not standing.purpose:
        return False
    if found.frame.joint:
        return len({a.code for a in found.actors if a.code}) < 2
    return bool(found.frame.recipient) and not (known(found.actors) and known(found.recipients))


def at_home(found: Match) -> bool:
    """A visit of one's own country is no diplomatic event."""
    actors, recipients = ({a.code for a in side if a.code} for side in (found.actors, found.recipients))
    return found.frame.type == "CONSULT" and found.frame.mode == "visit" and bool(actors) and actors == recipients
