"""What is said, by whom: the nouns that quotation finding and attribution share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.attribution.cues import Certainty, Cues
from dragoman.attribution.marks import Stretch
from dragoman.parsing.document import Document
from dragoman.records import Actor, Span

_NONE: frozenset[int] = frozenset()
_EMPTY: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Speech:
    """A stretch of the article that somebody says.

    Attributes:
        start, end: in code points of the article. text: the words, without marks and without who says them.
        kind: "direct" (in quotation marks), "indirect" (after a verb of saying), "charge" (what an accusation lays to
            somebody's charge) or "according" (the sentence of "según X"; its words are the outlet's).
        speaker: who says it, or None where the text does not tell.
        cue: the words that tell it is said. cue_at: sentence and word of the cue, None where there is none.
        lemma: of the cue. certainty: "denied" under a verb of denying, "alleged" under an accusation.
    """

    start: int
    end: int
    text: str
    kind: str
    speaker: Actor | None
    cue: Span | None = None
    cue_at: tuple[int, int] | None = None
    lemma: str = ""
    certainty: Certainty = "asserted"
    addressee: str | None = None
    venue: str | None = None

    def covers(self, position: int) -> bool:
        return self.start <= position < self.end


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch stands: its first and last word, marks included, each as sentence and word."""

    first: tuple[int, int]
    last: tuple[int, int]

    def words(self, length: int) -> range:
        """Its words in the sentence where it begins, which has ``length`` words."""
        same = self.last[0] == self.first[0]
        return range(self.first[1], self.last[1] + 1 if same else length)


@dataclass(frozen=True, slots=True)
class Cue:
    """The sign by which words are known to be said.

    Attributes:
        sentence, word: where it stands. kind: "verb", "noun", "according" or "label".
        after: the words said stand before it, so that its subject may follow.
        speaker: where the sign itself tells.
    """

    sentence: int
    word: int
    kind: str
    after: bool = False
    speaker: Actor | None = None


class Hidden:
    """Which words of an article stand inside quotation marks."""

    def __init__(self, document: Document, stretches: Sequence[Stretch]) -> None:
        self._words: dict[int, dict[int, int]] = {}
        self._indexes: dict[int, frozenset[int]] = {}
        ordered = [(n, s) for n, s in enumerate(stretches) if s.depth == 0]
        at = 0
        for parsed in document.sentences if ordered else ():
            inside: dict[int, int] = {}
            for word in parsed.sentence.words:
                while at < len(ordered) and ordered[at][1].outer_end <= word.start:
                    at += 1
                if at == len(ordered):
                    break
                if ordered[at][1].outer_start <= word.start:
                    inside[word.i] = ordered[at][0]
            if inside:
                self._words[parsed.sentence.index] = inside
                self._indexes[parsed.sentence.index] = frozenset(inside)

    def inside(self, sentence: int) -> Mapping[int, int]:
        """Word index -> index of the stretch it stands in; the marks belong to it."""
        return self._words.get(sentence, _EMPTY)

    def words(self, sentence: int) -> frozenset[int]:
        """Indexes of the words of a sentence that stand in quotation marks."""
        return self._indexes.get(sentence, _NONE)


def paragraphs(document: Document) -> list[tuple[int, int]]:
    """Start and end of each parsed paragraph, in order."""
    found: list[list[int]] = []
    number = None
    for parsed in document.sentences:
        sentence = parsed.sentence
        if sentence.paragraph == number:
            found[-1][1] = sentence.end
        else:
            found.append([sentence.start, sentence.end])
            number = sentence.paragraph
    return [(start, end) for start, end in found]


def certainty(cues: Cues, lemma: str) -> Certainty:
    """How far a verb's speaker stands to what is told under it."""
    if lemma in cues.deniers:
        return "denied"
    return "alleged" if lemma in cues.accusers else "asserted"
