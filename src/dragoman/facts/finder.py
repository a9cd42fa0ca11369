"""The facts of an article besides its events: agreements, claims and positions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.actors.mentions import ActorMentions
from dragoman.circumstances.dates import Dates
from dragoman.events.found import Found
from dragoman.facts.agreements import AgreementFinder, AgreementFound
from dragoman.facts.claims import ClaimFinder
from dragoman.facts.positions import PositionFinder
from dragoman.lexicon import Lexicon
from dragoman.parsing.document import Document
from dragoman.records import Agreement, Claim, Event, Position


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report states besides events."""

    agreements: tuple[Agreement, ...] = ()
    claims: tuple[Claim, ...] = ()
    positions: tuple[Position, ...] = ()


class FactFinder:
    """Finds facts in every language of the lexicon; each language is loaded when it is first met.

    Args:
        lexicon: where ``agreements.yaml``, ``claims.yaml``, ``votes.yaml`` and what they need stand.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._finders: dict[str, tuple[AgreementFinder, ClaimFinder, PositionFinder]] = {}

    def find(
        self,
        document: Document,
        mentions: ActorMentions,
        found: Sequence[Found],
        dates: Dates,
        events: Iterable[Event] = (),
    ) -> Facts:
        """The facts of an article. ``events`` are its merged events: agreements name theirs by id."""
        language = document.language
        if language not in self._finders:
            self._finders[language] = (
                AgreementFinder(self._lexicon, language),
                ClaimFinder(self._lexicon, language),
                PositionFinder(self._lexicon, language),
            )
        agreements, claims, positions = self._finders[language]
        ids = {(m.trigger.start, m.frame): event.id for event in events for m in event.mentions}
        return Facts(
            tuple(_with_event(a, ids) for a in agreements.find(document, mentions, found, dates)),
            claims.find(document, mentions, dates),
            positions.find(document, mentions, dates),
        )


def _with_event(item: AgreementFound, ids: dict[tuple[int, str], str]) -> Agreement:
    if item.found is None:
        return item.agreement
    event = ids.get((item.found.trigger.start, item.found.frame))
    return item.agreement.model_copy(update={"event": event})
