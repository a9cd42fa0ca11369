"""What a parse says of two given parties: frames with the parties on their sides, and the way between the two."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.actors.vocabulary import load_vocabulary
from dragoman.events.finder import EventFinder, Trial
from dragoman.events.matching import Match
from dragoman.folding import fold
from dragoman.lexicon import Lexicon
from dragoman.parsing.clauses import ParsedSentence
from dragoman.parsing.document import Document
from dragoman.records import Actor
from dragoman.relations.spans import Party

Side = Literal["forward", "joint", "reversed", "actor", "recipient", "actor as recipient", "recipient as actor", "none"]

Ways = tuple[frozenset[int], frozenset[int]]
"""Words between two parties in the tree, and those with all above."""

# Codes of nobody: the frames ask only whether a party is known, and which is which.
_ACTOR, _RECIPIENT = "AA1", "RR1"
_LONGEST = 4  # words of a phrase for an agent


@dataclass(frozen=True)
class Evidence:
    """Two parties in a parsed text, with what the frames make of them.

    Attributes:
        actor, recipient: where they stand. sectors: of both, from words such as "police".
        trials: the frames tried on each clause, with the index of its sentence.
        core: words of the actor's sentence on the way between the parties in the tree; ``way``: those and all above.
    """

    document: Document
    actor: Party
    recipient: Party
    sectors: tuple[tuple[str, ...], tuple[str, ...]]
    trials: tuple[tuple[int, Trial], ...]
    core: frozenset[int] = field(default=frozenset())
    way: frozenset[int] = field(default=frozenset())

    @property
    def parsed(self) -> ParsedSentence:
        """The actor's sentence, in which features are read."""
        return self.document.sentences[self.actor.sentence]

    @property
    def together(self) -> bool:
        """Whether both parties stand in one sentence."""
        return self.actor.sentence == self.recipient.sentence


class Sectors:
    """Sector of an agent from its words ("police", "court"), by the lexicon of agents of one language."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        vocabulary = load_vocabulary(lexicon, language)
        self._known: dict[str, str] = {}
        for role in vocabulary.roles:
            for word in role.words:
                for form, _, _ in vocabulary.forms(word):
                    self._known.setdefault(fold(form), role.sector)
        self._first = {form.split(" ", 1)[0] for form in self._known}

    def read(self, words: list[str]) -> tuple[str, ...]:
        """The sectors that folded words name, in their order; the longest phrase wins."""
        found = []
        i = 0
        while i < len(words):
            step = 1
            for length in range(_LONGEST, 0, -1) if words[i] in self._first else ():
                sector = self._known.get(" ".join(words[i : i + length]))
                if sector is not None:
                    found.append(sector)
                    step = length
                    break
            i += step
        return tuple(found)


def gather(
    document: Document,
    actor: Party,
    recipient: Party,
    finder: EventFinder,
    sectors: Sectors,
    *,
    only: frozenset[int] | None = None,
    ways: Ways | None = None,
) -> Evidence:
    """Tries the frames with the two parties as the only known actors, in all sentences or ``only`` in some.

    ``ways``: what ``between`` gives for them, where it was asked already.
    """
    kinds = [sectors.read(_words(document, p)) for p in (actor, recipient)]
    mentions = ActorMentions(
        ActorMention(
            p.sentence, p.words[0], p.words[-1], p.head, (Actor(code=code, sectors=kind[-1:], name=code),), "name"
        )
        for p, code, kind in zip((actor, recipient), (_ACTOR, _RECIPIENT), kinds, strict=True)
    )
    trials = [
        (parsed.sentence.index, trial)
        for parsed in document.sentences
        if only is None or parsed.sentence.index in only
        for trial in finder.trials(document, parsed, mentions)
    ]
    core, way = ways or between(document, actor, recipient)
    return Evidence(document, actor, recipient, (kinds[0], kinds[1]), tuple(trials), core, way)


def side(match: Match) -> Side:
    """On which sides of a fitting frame the parties stand."""
    acting = {a.code for a in match.actors}
    receiving = {a.code for a in match.recipients}
    if _ACTOR in acting:
        return "joint" if _RECIPIENT in acting else "forward" if _RECIPIENT in receiving else "actor"
    if _RECIPIENT in acting:
        return "reversed" if _ACTOR in receiving else "recipient as actor"
    if _RECIPIENT in receiving:
        return "recipient"
    return "actor as recipient" if _ACTOR in receiving else "none"


def _words(document: Document, party: Party) -> list[str]:
    words = document.sentences[party.sentence].sentence.words
    return [fold(words[i].text) for i in party.words]


def between(document: Document, actor: Party, recipient: Party) -> Ways:
    """Words of the actor's sentence between two parties in the tree, both included; and those with all above."""
    sentence = document.sentences[actor.sentence].sentence
    up = [actor.head, *(w.i for w in sentence.ancestors(actor.head))]
    if actor.sentence != recipient.sentence:
        return frozenset(up), frozenset(up)
    other = [recipient.head, *(w.i for w in sentence.ancestors(recipient.head))]
    meeting = next((i for i in up if i in set(other)), None)
    if meeting is None:
        return frozenset(up), frozenset((*up, *other))
    core = (*up[: up.index(meeting) + 1], *other[: other.index(meeting) + 1])
    return frozenset(core), frozenset((*up, *other))
