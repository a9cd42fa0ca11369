"""Actor mentions in words, for ``dragoman explain``."""

from __future__ import annotations

from dragoman.actors.mentions import ActorMention
from dragoman.records import Actor


def describe_actor(actor: Actor) -> str:
    """As in "RUS GOV Vladimir Putin (president)"; "?" for what is not known."""
    parts = [actor.code or "?", *actor.sectors]
    if actor.name:
        parts.append(actor.name)
    if actor.office:
        parts.append(f"({actor.office})")
    return " ".join(parts)


def describe(mention: ActorMention) -> str:
    """One line: who, and how that was found; a place is marked as such."""
    who = "; ".join(describe_actor(a) for a in mention.actors)
    return f"{who} [{mention.how}{'' if mention.acts else ', place'}]"
