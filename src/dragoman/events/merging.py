"""One event of an article from its many mentions (CODEBOOK.md: same type and parties, compatible date and status)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.codebook import Codebook
from dragoman.events.found import Found
from dragoman.parsing.document import Document
from dragoman.records import Actor, Attribution, Event, Mention, Place, When


@dataclass(frozen=True, slots=True)
class Situated:
    """A mention of an event with what the later stages found out about it."""

    found: Found
    when: When | None = None
    planned: When | None = None
    place: Place | None = None
    attribution: tuple[Attribution, ...] = ()


def merge(mentions: Iterable[Situated], document: Document, article: str, codebook: Codebook) -> list[Event]:
    """Events in the order of their first mention; ``article`` is the article's id, part of the events' ids."""
    groups: list[list[Situated]] = []
    for mention in _fullest_first(mentions):
        for group in groups:
            if _same(group[0], mention) and all(_dates_agree(m, mention) for m in group):
                group.append(mention)
                break
        else:
            groups.append([mention])
    events = [_event(group, document, article, codebook) for group in groups]
    return sorted(events, key=lambda e: e.mentions[0].trigger.start)


_JOINT = frozenset({"CONSULT", "SUPPORT", "COOPERATE"})
"""Types of acts done together, where a mention that names only some of the parties is of the same act."""


def _fullest_first(mentions: Iterable[Situated]) -> list[Situated]:
    """Mentions that name more parties come first, so that barer ones can join them."""
    return sorted(mentions, key=lambda m: -_sides(m.found))


def _sides(found: Found) -> int:
    return 10 * (bool(_codes(found.actors)) + bool(_codes(found.recipients))) + len(_codes(found.actors))


def _codes(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(a.code for a in actors if a.code)


_OF_STATE = frozenset({"", "GOV", "MIL", "COP", "SPY", "JUD", "LEG"})


def _sides_of(actors: tuple[Actor, ...], home: bool) -> frozenset[tuple[str, str]]:
    """The sides of an act: each state is one; at ``home``, within one state, rebels and crowds are others."""
    pairs = ((a.code, a.sectors[0] if a.sectors else "") for a in actors if a.code)
    return frozenset((code, "" if not home or sector in _OF_STATE else sector) for code, sector in pairs)


def _same(full: Situated, bare: Situated) -> bool:
    a, b = full.found, bare.found
    if a.type != b.type or a.status != b.status:
        return False
    if a.mode and b.mode and a.mode != b.mode and a.type != "ASSAULT":
        return False
    home = len(_codes((*a.actors, *a.recipients, *b.actors, *b.recipients))) == 1
    full_actors, full_recipients = _sides_of(a.actors, home), _sides_of(a.recipients, home)
    actors, recipients = _sides_of(b.actors, home), _sides_of(b.recipients, home)
    if (actors, recipients) == (full_actors, full_recipients):
        # two acts of one side only ("levantó el toque de queda", "se disculpó") are the same act only in the same words
        return bool(recipients) or len(actors) > 1 or a.mode is not None or a.frame == b.frame
    if not recipients and full_recipients:
        return actors == full_actors
    if not actors and full_actors:
        return recipients == full_recipients
    joint = a.type in _JOINT and not full_recipients and len(full_actors) > 1
    sides = {(p.code, p.sectors[:1]) for p in a.actors}
    return joint and not recipients and {(p.code, p.sectors[:1]) for p in b.actors} < sides


def _dates_agree(a: Situated, b: Situated) -> bool:
    if a.when is None or b.when is None or not (a.when.start and b.when.start):
        return True
    return a.when.start <= (b.when.end or b.when.start) and b.when.start <= (a.when.end or a.when.start)


def _event(group: list[Situated], document: Document, article: str, codebook: Codebook) -> Event:
    full = group[0]
    found = full.found
    ordered = sorted(group, key=lambda m: m.found.trigger.start)
    mode = found.mode or next((m.found.mode for m in ordered if m.found.mode), None)
    parties = ",".join(sorted(_codes(found.actors))) + ">" + ",".join(sorted(_codes(found.recipients)))
    key = f"{article}|{found.type}|{parties}|{found.status}|{ordered[0].found.trigger.start}"
    doubt = 1.0
    for mention in group:
        doubt *= 1 - min(mention.found.confidence, 0.99)
    return Event(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        type=found.type,
        mode=mode,
        quad=codebook.types[found.type].quad,
        score=codebook.score(found.type, mode),
        contexts=tuple(dict.fromkeys(c for m in ordered for c in m.found.contexts)),
        actors=found.actors,
        recipients=found.recipients,
        when=_finest(m.when for m in [full, *ordered]),
        place=next((m.place for m in [full, *ordered] if m.place), None),
        status=found.status,
        planned=next((m.planned for m in [full, *ordered] if m.planned), None),
        attribution=next((m.attribution for m in [full, *ordered] if m.attribution), ()),
        mentions=tuple(_mention(m.found, document) for m in ordered),
        confidence=round(1 - doubt, 2),
    )


def _finest(dates: Iterable[When | None]) -> When | None:
    """The date told most finely; the first of those."""
    order = ("day", "week", "month", "year", "decade", "range")
    known = [d for d in dates if d is not None]
    return min(known, key=lambda d: order.index(d.granularity)) if known else None


def _mention(found: Found, document: Document) -> Mention:
    sentence = document.sentences[found.sentence].sentence
    return Mention(sentence=sentence.whole(), trigger=found.trigger, frame=found.frame)


def with_status(situated: Situated, **changes: object) -> Situated:
    """The same mention with fields of its ``found`` replaced (a date that makes it history)."""
    return replace(situated, found=replace(situated.found, **changes))  # type: ignore[arg-type]
