"""What the actor stage hands on: who is named where in an article."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.frozen import frozen
from dragoman.records import Actor


@frozen
class ActorMention:
    """A phrase that names somebody.

    Attributes:
        sentence: index of the sentence.
        first, last: word indexes of the phrase, both inclusive ("el presidente de Rusia, Vladimir Putin").
        head: word index by which the grammar refers to the phrase.
        actors: who is meant; more than one for "ambos países", none is never stored.
        how: "name", "office", "metonymy", "demonym", "agent", "apposition", "reference" or "unknown".
        acts: False where only a place is meant if it stands in a prepositional phrase of place ("en Moscú").
    """

    sentence: int
    first: int
    last: int
    head: int
    actors: tuple[Actor, ...]
    how: str
    acts: bool = True


class ActorMentions:
    """All mentions of an article, found by sentence and word."""

    def __init__(self, mentions: Iterable[ActorMention]) -> None:
        self.all = tuple(sorted(mentions, key=lambda m: (m.sentence, m.first, -m.last)))
        self._heads = {(m.sentence, m.head): m for m in self.all}
        self._sentences: dict[int, list[ActorMention]] = {}
        self._cover: dict[tuple[int, int], ActorMention] = {}
        for mention in self.all:
            self._sentences.setdefault(mention.sentence, []).append(mention)
            for i in range(mention.first, mention.last + 1):
                known = self._cover.get((mention.sentence, i))
                if known is None or mention.last - mention.first < known.last - known.first:
                    self._cover[mention.sentence, i] = mention

    def headed(self, sentence: int, head: int) -> ActorMention | None:
        """The mention whose grammatical head is this word."""
        return self._heads.get((sentence, head))

    def covering(self, sentence: int, word: int) -> ActorMention | None:
        """The smallest mention that contains this word."""
        return self._cover.get((sentence, word))

    def within(self, sentence: int, first: int, last: int) -> list[ActorMention]:
        """Mentions that lie between two words, both inclusive, in order."""
        return [m for m in self._sentences.get(sentence, ()) if first <= m.first and m.last <= last]
