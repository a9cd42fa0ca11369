"""What an agreement is for, where no phrase behind its noun says so: from what was promised or done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.events.found import Found
from dragoman.facts.agreement_words import AgreementWords
from dragoman.facts.parties import Candidate
from dragoman.facts.topics import Topics
from dragoman.parsing.clauses import ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence
from dragoman.records import Actor

# What parties do together and then call an agreement.
_JOINT = frozenset({"SUPPORT", "AGREE", "CONCEDE", "COOPERATE", "RETREAT"})


class Purposes:
    """Finds purposes in one article. ``found`` are the mentions of events by sentence."""

    def __init__(
        self, words: AgreementWords, document: Document, found: Mapping[int, Sequence[Found]], topics: Topics
    ) -> None:
        self._words = words
        self._document = document
        self._found = found
        self._topics = topics

    def aims(self, parsed: ParsedSentence, candidate: Candidate) -> tuple[str, ...]:
        """As in "un acuerdo para reabrir la frontera", "en una declaración se comprometieron a reabrir …"."""
        noun, clause = candidate.noun, candidate.clause
        promised = clause is not None and clause.lemma in self._words.committing
        heads: list[int] = []
        for other in parsed.clauses:
            if other.kind != "verb" or other.mood != "infinitive" or other.head < noun:
                continue
            own = any(w.i == noun for w in parsed.sentence.ancestors(other.head))
            governed = promised and clause is not None and clause.index in {g.index for g in parsed.governors(other)}
            if own or governed:
                heads += [a.head for a in other.arguments if a.role == "object"]
        return tuple(dict.fromkeys(p for head in heads if (p := self._topics.phrase(parsed.sentence, head))))

    def taken_up(self, sentence: Sentence, parties: Sequence[Actor]) -> tuple[str, ...]:
        """The topic of "El pacto" after "restablecieron sus relaciones": the object of what the same parties did."""
        if not sentence.index or len(parties) < 2:
            return ()
        before = self._document.sentences[sentence.index - 1]
        codes = {a.code for a in parties}
        for item in self._found.get(before.sentence.index, ()):
            clause = before.clauses[item.clause]
            joint = {a.code for a in (*item.actors, *item.recipients)} == codes and item.type in _JOINT
            if joint and clause.kind == "verb":
                heads = [a.head for a in clause.arguments if a.role == "object"]
                nouns = [h for h in heads if before.sentence.words[h].pos == "NOUN"]
                return tuple(p for h in nouns if (p := self._topics.phrase(before.sentence, h)))[:1]
        return ()
