"""The facts of an article besides its events: agreements, claims and positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.actors.mentions import ActorMentions
from dragoman.circumstances.dates import Dates
from dragoman.events.found import Found
from dragoman.facts.agreements import AgreementFinder, AgreementFound
from dragoman.facts.claims import ClaimFinder
from dragoman.facts.positions import PositionFinder
from dragoman.facts.worth import Worth
from dragoman.lexicon import Lexicon
from dragoman.parsing.document import Document
from dragoman.records import Agreement, Claim, Event, Position


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report states besides events."""

    agreements: tuple[Agreement, ...] = ()
    claims: tuple[Claim, ...] = ()
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What an explanation adds to a sentence: a tally, or a number that makes no sense; ``kind`` in one word."""

    sentence: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Finders:
    agreements: AgreementFinder
    claims: ClaimFinder
    positions: PositionFinder
    worth: Worth


class FactFinder:
    """Finds facts in every language of the lexicon; each language is loaded when it is first met.

    Args:
        lexicon: where ``agreements.yaml``, ``claims.yaml``, ``votes.yaml`` and what they need stand.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._finders: dict[str, _Finders] = {}

    def _of(self, language: str) -> _Finders:
        if language not in self._finders:
            agreements, claims = AgreementFinder(self._lexicon, language), ClaimFinder(self._lexicon, language)
            positions = PositionFinder(self._lexicon, language)
            self._finders[language] = _Finders(
                agreements, claims, positions, Worth(agreements.words, claims.quantities)
            )
        return self._finders[language]

    def find(
        self,
        document: Document,
        mentions: ActorMentions,
        found: Sequence[Found],
        dates: Dates,
        events: Iterable[Event] = (),
    ) -> Facts:
        """The facts of an article. ``events`` are its merged events: agreements name theirs by id."""
        finders = self._of(document.language)
        agreements = finders.agreements.find(document, mentions, found, dates)
        ids = {(m.trigger.start, m.frame): event.id for event in events for m in event.mentions}
        claims = [*finders.claims.find(document, mentions, dates), *finders.worth.claims(document, agreements, dates)]
        return Facts(
            tuple(_with_event(a, ids) for a in agreements),
            tuple(claims),
            finders.positions.find(document, mentions, dates),
        )

    def notes(self, document: Document, mentions: ActorMentions, dates: Dates) -> Iterator[Note]:
        """What no record has room for: tallies and what is wrong with them, and numbers that make no sense."""
        finders = self._of(document.language)
        for parsed in document.sentences:
            times = [t.span for t in dates.in_sentence(parsed.sentence.index)]
            for quantity in finders.claims.quantities.find(parsed.sentence, times):
                if quantity.value is None:
                    yield Note(parsed.sentence.index, "number", quantity.reason)
        for note in finders.positions.tallies(document, finders.positions.find(document, mentions, dates)):
            yield Note(note.sentence, "tally", f"{note.tally}{', ' + note.problem if note.problem else ''}")


def _with_event(item: AgreementFound, ids: dict[tuple[int, str], str]) -> Agreement:
    if item.found is None:
        return item.agreement
    event = ids.get((item.found.trigger.start, item.found.frame))
    return item.agreement.model_copy(update={"event": event})
