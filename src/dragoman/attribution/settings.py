"""To whom and where something was said."""

from __future__ import annotations

from dragoman.attribution.cues import Cues
from dragoman.attribution.verbs import Phrases, Verbs
from dragoman.parsing.words import Sentence, Word

_PARTS = ("det", "amod", "nummod", "nmod", "flat", "compound", "case", "fixed", "poss", "appos", "nn")
_LONGEST = 16
_NEAR = 60  # words within which a venue is looked for


class Settings:
    """Reads addressee and venue beside a verb of saying."""

    def __init__(self, cues: Cues, verbs: Verbs) -> None:
        self._verbs = verbs
        self._to = frozenset(cues.addressee.prepositions)
        self._listeners = frozenset(n.casefold() for n in cues.addressee.nouns)
        self._where = Phrases(cues.venue.prepositions)
        self._venues = frozenset(n.casefold() for n in cues.venue.nouns)
        self._determiners = frozenset(cues.determiners)

    def addressee(self, sentence: Sentence, verb: int, hidden: frozenset[int]) -> str | None:
        """To whom: the object of a verb like "tell", or what a preposition of direction leads to."""
        told = self._verbs.lemma(sentence.words[verb]) in self._verbs.told
        for kid in sentence.children(verb, "iobj", "obj", "obl"):
            if kid.i in hidden or kid.pos not in ("NOUN", "PROPN"):
                continue
            case = next((k.lower for k in sentence.children(kid.i, "case")), "")
            listener = kid.lemma.casefold() in self._listeners or kid.pos == "PROPN" or kid.dep.startswith("iobj")
            if (case in self._to and listener) or (not case and told and kid.i > verb):
                return self._phrase(sentence, kid)
        return None

    def is_setting(self, word: Word) -> bool:
        """Whether a noun is a venue or an addressee, so that "that" behind it opens what was said there."""
        lemma = word.lemma.casefold()
        return lemma in self._venues or lemma in self._listeners

    def venue(self, sentence: Sentence, hidden: frozenset[int], verb: int) -> str | None:
        """Where: the nearest phrase of a preposition and a noun such as "statement" or "interview"."""
        best: tuple[int, str] | None = None
        for found in self._where.find(sentence.words, verb - _NEAR, verb + _NEAR):
            for i in range(found.last + 1, min(found.last + 5, len(sentence.words))):
                word = sentence.words[i]
                if i in hidden or word.pos in ("VERB", "PUNCT", "CCONJ", "SCONJ", "ADP"):
                    break
                if word.pos in ("NOUN", "PROPN") and word.lemma.casefold() in self._venues:
                    phrase = self._phrase(sentence, word)
                    if best is None or abs(i - verb) < best[0]:
                        best = (abs(i - verb), phrase)
                    break
        return best[1] if best else None

    def _phrase(self, sentence: Sentence, head: Word) -> str:
        keep, todo = {head.i}, [head.i]
        while todo:
            for kid in sentence.children(todo.pop()):
                participle = kid.i > head.i and kid.morph.get("VerbForm") == "Part"
                if kid.dep.split(":")[0] in _PARTS and kid.i not in keep and not participle:
                    keep.add(kid.i)
                    todo.append(kid.i)
        first = last = head.i
        while first - 1 in keep:
            first -= 1
        while last + 1 in keep and last - first < _LONGEST:
            last += 1
        while first < head.i and (
            sentence.words[first].pos in ("DET", "ADP") or sentence.words[first].lower in self._determiners
        ):
            first += 1
        return sentence.span(first, last).text.strip(" .,;:")
