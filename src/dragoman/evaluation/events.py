"""Events against the gold: same type, same parties, and both asserted or both not."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.evaluation.causes import cause_of_false, cause_of_missed
from dragoman.evaluation.gold import GoldArticle, GoldEvent, GoldForbidden
from dragoman.evaluation.likeness import codes, pair, sectors, shared, within
from dragoman.evaluation.report import Error, Figures, Share
from dragoman.records import Event, Status

# For these the gold's date is the time they are set for as often as the time they were said.
UNDATED = frozenset({"AGREE", "REQUEST", "THREATEN"})


@dataclass(frozen=True)
class EventScore:
    """What the events of one article come to."""

    directed: Figures
    pooled: Figures
    types: dict[str, Figures]
    right: dict[str, Share]
    forbidden: int
    errors: tuple[Error, ...]


@dataclass(frozen=True)
class _Matched:
    pairs: list[tuple[GoldEvent, Event]]
    missed: list[GoldEvent]
    false: list[Event]

    def figures(self) -> Figures:
        found = len(self.pairs)
        return Figures(right=found, output=found + len(self.false), gold=found + len(self.missed))


def score_events(article: GoldArticle, events: tuple[Event, ...]) -> EventScore:
    """Scores the events of one article."""
    gold = article.gold
    directed = _match(gold.events, events, pooled=False)
    types: dict[str, Figures] = {}
    for kind, figures in (
        *((g.type, Figures(right=1, output=1, gold=1)) for g, _ in directed.pairs),
        *((g.type, Figures(gold=1)) for g in directed.missed),
        *((o.type, Figures(output=1)) for o in directed.false),
    ):
        types[kind] = types.get(kind, Figures()) + figures
    broken = [f for f in gold.forbidden if any(_is_forbidden(f, o) for o in events)]
    errors = [_missed(article.id, g, events) for g in directed.missed]
    errors += [_false(article.id, o, gold.events) for o in directed.false]
    errors += [_forbidden(article.id, f) for f in broken]
    return EventScore(
        directed=directed.figures(),
        pooled=_match(gold.events, events, pooled=True).figures(),
        types=types,
        right=_values(directed.pairs),
        forbidden=len(broken),
        errors=tuple(errors),
    )


def _match(golds: tuple[GoldEvent, ...], events: tuple[Event, ...], *, pooled: bool) -> _Matched:
    """Needed gold events take their events first; optional ones excuse some of the rest, and so does not asserting."""

    def likeness(gold: GoldEvent, event: Event) -> float | None:
        return _closeness(gold, event) if _same(gold, event, pooled) else None

    needed = [g for g in golds if not g.optional]
    pairs = pair(needed, events, likeness)
    found, used = {g for g, _ in pairs}, {o for _, o in pairs}
    rest = [o for n, o in enumerate(events) if n not in used]
    excused = {o for _, o in pair([g for g in golds if g.optional], rest, likeness)}
    return _Matched(
        pairs=[(needed[g], events[o]) for g, o in pairs],
        missed=[g for n, g in enumerate(needed) if n not in found],
        false=[o for n, o in enumerate(rest) if n not in excused and o.status is Status.ASSERTED],
    )


def _same(gold: GoldEvent, event: Event, pooled: bool) -> bool:
    if gold.type != event.type or (gold.status is Status.ASSERTED) != (event.status is Status.ASSERTED):
        return False
    if pooled:
        return codes((*gold.actors, *gold.recipients)) == codes((*event.actors, *event.recipients))
    return codes(gold.actors) == codes(event.actors) and codes(gold.recipients) == codes(event.recipients)


def _closeness(gold: GoldEvent, event: Event) -> float:
    """Which of several events that fit is meant: the words count most, then mode and date."""
    words = 2.0 if gold.trigger and shared(gold.trigger, trigger_words(event)) > 0 else 0.0
    date = 1.0 if gold.date and within(event.when, gold.date) else 0.0
    return words + date + (gold.mode == event.mode)


def trigger_words(event: Event) -> str:
    """The words of the text that carry an event, of all its mentions."""
    return " ".join(m.trigger.text for m in event.mentions)


def _values(pairs: list[tuple[GoldEvent, Event]]) -> dict[str, Share]:
    sector_answers = []
    for gold, event in pairs:
        for wanted, given in ((gold.actors, event.actors), (gold.recipients, event.recipients)):
            have = sectors(given)
            sector_answers += [have.get(code) == sector for code, sector in sectors(wanted).items()]
    return {
        "mode": Share.of(g.mode == o.mode for g, o in pairs if g.mode),
        "status": Share.of(g.status is o.status for g, o in pairs),
        "date": Share.of(within(o.when, g.date) for g, o in pairs if g.date and g.type not in UNDATED),
        "sector": Share.of(sector_answers),
    }


def _is_forbidden(forbidden: GoldForbidden, event: Event) -> bool:
    return (
        event.status is Status.ASSERTED
        and event.type == forbidden.type
        and codes(event.actors) == codes(forbidden.actors)
        and codes(event.recipients) == codes(forbidden.recipients)
    )


def _missed(article: str, gold: GoldEvent, events: tuple[Event, ...]) -> Error:
    return Error(
        article=article,
        kind="missed",
        cause=cause_of_missed(gold, events),
        type=gold.type,
        actors=gold.actors,
        recipients=gold.recipients,
        status=gold.status,
        words=gold.trigger or "",
    )


def _false(article: str, event: Event, golds: tuple[GoldEvent, ...]) -> Error:
    return Error(
        article=article,
        kind="false",
        cause=cause_of_false(event, golds),
        type=event.type,
        actors=tuple(sorted(codes(event.actors))),
        recipients=tuple(sorted(codes(event.recipients))),
        status=event.status,
        words=f"{trigger_words(event)} [{' '.join(dict.fromkeys(m.frame for m in event.mentions))}]",
    )


def _forbidden(article: str, forbidden: GoldForbidden) -> Error:
    return Error(
        article=article,
        kind="forbidden",
        cause="forbidden",
        type=forbidden.type,
        actors=forbidden.actors,
        recipients=forbidden.recipients,
        status=Status.ASSERTED,
        words=forbidden.why or "",
    )
