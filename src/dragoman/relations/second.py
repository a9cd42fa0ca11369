"""A second opinion on what the frames made of an article, by the classifier of relations.

It may lower the confidence of an event whose parties, in its view, do something else, and it may give a type to a
clause between two states that no frame knows. It never removes an event, nor makes the coder surer of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.codebook import Codebook
from dragoman.events.finder import EventFinder
from dragoman.events.found import Found
from dragoman.events.rules import coded
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.document import Document
from dragoman.records import Actor, Status
from dragoman.relations.evidence import between
from dragoman.relations.relate import Relater
from dragoman.relations.spans import Party

FRAME = "relation:"
"""Begins the ``frame`` of a mention that no frame of the lexicon but the classifier found; the type follows."""

# Measured by cross-validation and on gold articles (docs/relations.md, "Inside the coder").
_UNSEEN = 0.3  # probability of an event's type, with all the benchmark calls the same act, below which it disagrees
_LOWERED = 0.7  # share of its confidence left to such an event
_SURE = 0.9  # probability from which on a clause that no frame knows is given a type

_OF_STATE = frozenset({"GOV", "MIL"})
_JOINT = frozenset({"CONSULT", "COOPERATE"})
# What the benchmark calls COERCE are sanctions more often than not, which are another type in the codebook.
_NEVER_FILLED = frozenset({"COERCE", "SANCTION"})
_PLACES = frozenset({"object", "indirect", "prep"})


class SecondOpinion:
    """Holds found events against the classifier.

    Args:
        relater: the classifier with its evidence.
        finder: the frames, for the status of clauses.
        codebook: types.
    """

    def __init__(self, relater: Relater, finder: EventFinder, codebook: Codebook) -> None:
        self._relater = relater
        self._finder = finder
        self._book = codebook

    def revised(self, document: Document, mentions: ActorMentions, found: Sequence[Found]) -> list[Found]:
        """The events of a document, less sure where the classifier disagrees, with those it adds, in the text's order.

        Raises:
            ModelError: the classifier's weights are missing or not valid.
        """
        told = Counter(f.sentence for f in found)
        judged = [self._judged(f, document, mentions) if told[f.sentence] == 1 else f for f in found]
        added = [f for parsed in document.sentences for f in self._filled(document, parsed, mentions, found)]
        if not added:
            return judged
        return sorted((*judged, *added), key=lambda f: (f.sentence, f.clause))

    def _judged(self, found: Found, document: Document, mentions: ActorMentions) -> Found:
        """The only event of a sentence; of two, the classifier does not know which is asked about."""
        parties = _parties(found, document, mentions) if found.status is Status.ASSERTED else None
        if parties is None:
            return found
        ways = between(document, *parties)
        if document.sentences[found.sentence].clauses[found.clause].head not in ways[0]:
            return found  # the parties are known from elsewhere in the sentence
        chances = self._relater.chances(self._relater.between(document, *parties, ways), quick=True)
        if self._relater.seen(found.type, chances) >= _UNSEEN:
            return found
        return replace(found, confidence=round(found.confidence * _LOWERED, 2))

    def _filled(
        self, document: Document, parsed: ParsedSentence, mentions: ActorMentions, found: Sequence[Found]
    ) -> Iterator[Found]:
        """Events of the clauses between two states in a sentence that no frame knows."""
        index = parsed.sentence.index
        here = mentions.within(index, 0, len(parsed.sentence.words))
        if len(here) < 2 or len({m.actors[0].code for m in here if _is_state(m)}) < 2:
            return
        trials = None
        for clause in parsed.clauses:
            pair = _pair(parsed, clause, mentions) if clause.kind == "verb" else None
            if pair is None or _told(parsed, clause, pair, found):
                continue
            if trials is None:
                trials = self._finder.trials(document, parsed, mentions)
            if any(t.winner is not None and _near(parsed, t.clause, clause) for t in trials):
                continue
            event = self._event(document, parsed, clause, pair)
            if event is not None:
                yield event

    def _event(
        self, document: Document, parsed: ParsedSentence, clause: Clause, pair: tuple[ActorMention, ActorMention]
    ) -> Found | None:
        evidence = self._relater.between(document, _party(pair[0]), _party(pair[1]))
        if not self._relater.knows(evidence, clause.head):
            return None
        kind, probability = self._relater.best(evidence)
        if probability < _SURE or kind in _NEVER_FILLED:
            return None
        first, second = (m.actors for m in pair)
        standing = self._finder.knowledge(document.language).status.read(parsed, clause)
        given, mode, status = coded(kind, None, standing)
        return Found(
            sentence=parsed.sentence.index,
            clause=clause.index,
            type=given,
            mode=mode,
            contexts=(),
            actors=(*first, *second) if kind in _JOINT else first,
            recipients=() if kind in _JOINT else second,
            status=status,
            frame=FRAME + kind,
            trigger=parsed.sentence.span(clause.head, clause.head),
            confidence=round(probability, 2),
            alleged=standing.alleged,
            planned=standing.planned,
        )


def _parties(found: Found, document: Document, mentions: ActorMentions) -> tuple[Party, Party] | None:
    """Where the two sides of an event between different states stand in its sentence; None if not both do."""
    actors, recipients = _codes(found.actors), _codes(found.recipients)
    if not recipients and len(actors) > 1:
        actors, recipients = actors[:1], actors[1:]
    if not actors or not recipients or set(actors) & set(recipients):
        return None
    parsed = document.sentences[found.sentence]
    head = parsed.clauses[found.clause].head
    here = mentions.within(found.sentence, 0, len(parsed.sentence.words))
    sides = []
    for codes in (actors, recipients):
        named = [m for m in here if len(m.actors) == 1 and m.actors[0].code in codes]
        if not named:
            return None
        sides.append(_party(min(named, key=lambda m: abs(m.head - head))))
    return sides[0], sides[1]


def _codes(actors: tuple[Actor, ...]) -> list[str]:
    return [a.code for a in actors if a.code]


def _party(mention: ActorMention) -> Party:
    return Party(mention.sentence, tuple(range(mention.first, mention.last + 1)), mention.head)


def _is_state(mention: ActorMention) -> bool:
    """Whether a mention means one state or its forces, as somebody who acts."""
    actor = mention.actors[0]
    acts = mention.acts and len(mention.actors) == 1 and bool(actor.code)
    return acts and bool(actor.sectors) and actor.sectors[0] in _OF_STATE


def _pair(parsed: ParsedSentence, clause: Clause, mentions: ActorMentions) -> tuple[ActorMention, ActorMention] | None:
    """The state that is the subject of a clause, and the only other state among its objects."""
    index = parsed.sentence.index
    subjects: dict[int, ActorMention] = {}
    others: dict[int, ActorMention] = {}
    for argument in clause.arguments:
        side = subjects if argument.role == "subject" else others if argument.role in _PLACES else None
        mention = None if side is None else mentions.headed(index, argument.head)
        if side is not None and mention is not None and _is_state(mention):
            side[argument.head] = mention
    if len(subjects) != 1 or len(others) != 1:
        return None
    (first,), (second,) = subjects.values(), others.values()
    return (first, second) if first.actors[0].code != second.actors[0].code else None


def _told(
    parsed: ParsedSentence, clause: Clause, pair: tuple[ActorMention, ActorMention], found: Sequence[Found]
) -> bool:
    """Whether the sentence tells of an event of both states already, or the clause is near to any event."""
    both = {m.actors[0].code for m in pair}
    for event in found:
        if event.sentence != parsed.sentence.index:
            continue
        if both <= {a.code for a in (*event.actors, *event.recipients)}:
            return True
        if _near(parsed, parsed.clauses[event.clause], clause):
            return True
    return False


def _near(parsed: ParsedSentence, one: Clause, other: Clause) -> bool:
    """Whether two clauses are one, or one is anywhere under the other."""
    return (
        one.index == other.index
        or any(c.index == one.index for c in parsed.governors(other))
        or any(c.index == other.index for c in parsed.governors(one))
    )
