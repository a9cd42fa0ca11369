"""Records made from gold, right or spoilt on purpose, to try a scorer on."""

from __future__ import annotations

import random

from dragoman.codebook import load_codebook
from dragoman.evaluation.gold import GoldArticle, GoldEvent
from dragoman.lexicon import Lexicon
from dragoman.records import (
    Actor,
    Agreement,
    Article,
    Claim,
    CoderInfo,
    Count,
    Event,
    Mention,
    Position,
    Quote,
    Record,
    Source,
    Span,
    Status,
    When,
)

BOOK = load_codebook(Lexicon())
TYPES = sorted(BOOK.types)


def actor(party: str) -> Actor:
    code, *sectors = party.split()
    return Actor(code=code, sectors=tuple(sectors))


def span(text: str, words: str | None) -> Span:
    start = text.find(words) if words else 0
    start = max(start, 0)
    end = start + len(words or "")
    return Span(start=start, end=end, text=text[start:end])


def when(date: str | None) -> When | None:
    if date is None:
        return None
    ends = {10: (date, date), 7: (f"{date}-01", f"{date}-28"), 4: (f"{date}-01-01", f"{date}-12-31")}[len(date)]
    granularity = {10: "day", 7: "month", 4: "year"}[len(date)]
    return When.model_validate({"start": ends[0], "end": ends[1], "granularity": granularity})


def event(text: str, gold: GoldEvent, number: int = 0) -> Event:
    trigger = span(text, gold.trigger)
    return Event(
        id=f"e{number}",
        type=gold.type,
        mode=gold.mode,
        quad=BOOK.types[gold.type].quad,
        score=BOOK.score(gold.type, gold.mode),
        actors=tuple(map(actor, gold.actors)),
        recipients=tuple(map(actor, gold.recipients)),
        when=when(gold.date),
        status=gold.status,
        mentions=(Mention(sentence=trigger, trigger=trigger, frame="made.up"),),
    )


def record(article: GoldArticle, spoil: random.Random | None = None) -> Record:
    """The record of a coder that finds all that is in the gold; with ``spoil`` one that makes mistakes at random."""
    text, gold = article.text, article.gold

    def keep() -> bool:
        return spoil is None or spoil.random() < 0.8

    events = [event(text, _spoilt(g, spoil), n) for n, g in enumerate(gold.events) if keep()]
    if spoil and events and not keep():
        events.append(events[0])
        broken = events[0].mentions[0].model_copy(update={"trigger": Span(start=0, end=3, text="???")})
        events.append(events[0].model_copy(update={"mentions": (broken,)}))
    if spoil:
        events += [event(text, GoldEvent.model_validate(f.model_dump())) for f in gold.forbidden if not keep()]
        spoil.shuffle(events)
    whole = span(text, text)
    return Record(
        article=Article(
            id=article.id,
            text=text,
            sources=tuple(Source.model_validate(s.model_dump()) for s in gold.sources if keep()),
        ),
        events=tuple(events),
        agreements=tuple(
            Agreement.model_validate(
                {
                    "parties": tuple(map(actor, a.parties)),
                    "kind": "pact",
                    "count": Count(min=a.count_min if keep() else 7),
                    "topics": tuple(t for t in a.topics if keep()),
                    "status": a.status,
                    "span": whole,
                }
            )
            for a in gold.agreements
            if keep()
        ),
        quotes=tuple(
            Quote(
                speaker=Actor(name=q.speaker.split(";")[0] if keep() else "Nobody Known"),
                text=q.text if keep() else q.text[: len(q.text) // 2],
                direct=q.direct if keep() else not q.direct,
                span=whole,
            )
            for q in gold.quotes
            if keep()
        ),
        claims=tuple(
            Claim.model_validate(
                {
                    "kind": c.kind,
                    "subject": Actor(code=c.subject) if keep() else None,
                    "object": Actor(code=c.object) if keep() else None,
                    "value": c.value if keep() else 3.0,
                    "span": whole,
                }
            )
            for c in gold.claims
            if keep()
        ),
        positions=tuple(
            Position.model_validate(
                {"actor": Actor(code=p.actor), "stance": p.stance if keep() else "absent", "span": whole}
            )
            for p in gold.positions
            if keep()
        ),
        coder=CoderInfo(version="0", models={}, lexicon="0"),
    )


def _spoilt(gold: GoldEvent, spoil: random.Random | None) -> GoldEvent:
    if spoil is None or spoil.random() < 0.5:
        return gold
    change: dict[str, object] = spoil.choice(
        [
            {"type": spoil.choice(TYPES)},
            {"actors": gold.recipients, "recipients": gold.actors},
            {"actors": (*gold.actors, "ATA GOV")},
            {"recipients": ()},
            {"status": spoil.choice(list(Status))},
            {"mode": None},
            {"date": "1066-10-14"},
            {"trigger": None},
        ]
    )
    return gold.model_copy(update=change)
