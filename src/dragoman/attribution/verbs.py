"""Words of a sentence that the cues know: verbs of saying, nouns of speech, phrases before the one who says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.attribution.cues import Cues
from dragoman.folding import fold
from dragoman.parsing.words import Sentence, Word

_VERBAL = frozenset({"VERB", "AUX"})
_CLITIC = ("PRON", "AUX", "ADV", "PART")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a sentence, ``first`` to ``last`` word, both inclusive."""

    first: int
    last: int


class Phrases:
    """Finds phrases of several words in sentences."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._single: set[str] = set()
        self._longer: dict[str, dict[str, list[tuple[str, ...]]]] = {}  # by their first two words
        for first, *rest in sorted((phrase.casefold().split() for phrase in phrases), key=len, reverse=True):
            if rest:
                self._longer.setdefault(first, {}).setdefault(rest[0], []).append((first, *rest))
            else:
                self._single.add(first)
        self._begins = self._single | self._longer.keys()

    def at(self, words: tuple[Word, ...], i: int) -> int:
        """How many words of a phrase stand at ``i``, the longest; 0 for none."""
        first = words[i].lower
        if first not in self._begins:
            return 0
        if first in self._longer and i + 1 < len(words):
            for option in self._longer[first].get(words[i + 1].lower, ()):
                if option == tuple(w.lower for w in words[i : i + len(option)]):
                    return len(option)
        return 1 if first in self._single else 0

    def find(self, words: tuple[Word, ...], start: int = 0, end: int | None = None) -> list[Found]:
        """Phrases that begin between two words of a sentence, in order, not overlapping."""
        found: list[Found] = []
        start = max(start, 0)
        stop = len(words) if end is None else min(end, len(words))
        begins = self._begins
        for i in [i for i in range(start, stop) if words[i].lower in begins]:
            size = self.at(words, i) if i >= start else 0
            if size:
                found.append(Found(i, i + size - 1))
                start = i + size
        return found

    def before(self, words: tuple[Word, ...], i: int) -> Found | None:
        """The phrase whose last word is directly before ``i``."""
        for start in range(max(0, i - 5), i):
            if self.at(words, start) == i - start:
                return Found(start, i - 1)
        return None


class Verbs:
    """Knows the verbs and nouns by which speech is told."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._forms = cues.forms
        self._bare = {fold(form): lemma for form, lemma in cues.forms.items()}
        self._carriers = cues.carriers - cues.deniers
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in cues.saying.phrases:
            verb, *rest = phrase.split()
            self._phrases.setdefault(verb, []).append(tuple(rest))
        self._telling = cues.sayers | cues.accusers | frozenset(self._phrases)
        forms = (*self._forms.items(), *self._bare.items())
        self._telling_forms = frozenset(form for form, lemma in forms if lemma in self._telling)
        self.nouns = frozenset(cues.nouns)
        self.told = frozenset(cues.told)
        self.infinitive = frozenset(cues.infinitive)
        self._conjunctions = Phrases(cues.conjunctions)

    def may_tell(self, word: Word) -> bool:
        """A cheap test that every verb of saying or accusing passes: its form or its lemma is known as one's."""
        return word.lower in self._telling_forms or (word.pos in _VERBAL and word.lemma.casefold() in self._telling)

    def lemma(self, word: Word) -> str:
        """The lemma as the cues write it: that of the model, or of the known irregular forms."""
        return self._form(word) or word.lemma.casefold()

    def _form(self, word: Word) -> str:
        """The lemma of an irregular form, or of one written without its accents; a noun is not taken for the latter."""
        return self._forms.get(word.lower) or ("" if word.pos == "NOUN" else self._bare.get(word.lower, ""))

    def says(self, sentence: Sentence, word: Word) -> bool:
        """Whether a word is a verb of saying, in any form, or opens a phrase of saying ("dejar claro")."""
        if word.pos in ("VERB", "AUX"):
            known = self.lemma(word) in self._cues.sayers
        else:
            # a verb that opens a sentence is often taken for a name
            known = (word.pos != "PROPN" or word.i < 2) and self._form(word) in self._cues.sayers
        return (known and not self._refuses(sentence, word)) or self._opens_phrase(sentence, word)

    def carries(self, sentence: Sentence, word: Word) -> bool:
        """Whether a word is a verb whose subject may be the speaker of quoted words."""
        if self.says(sentence, word):
            return True
        if self._refuses(sentence, word):
            return False
        if word.pos in ("VERB", "AUX"):
            return self.lemma(word) in self._carriers
        if word.pos == "ADJ" and word.morph.get("VerbForm") == "Part":
            return False
        return word.pos != "PROPN" and self._form(word) in self._carriers

    def valued(self, word: Word) -> bool:
        """Whether a word is a participle of a verb that carries words: "calificado de “bárbaro” por X"."""
        lemma = self.lemma(word)
        return word.morph.get("VerbForm") == "Part" and (lemma in self._carriers or lemma in self._cues.valuing)

    def quotes(self, sentence: Sentence, word: Word) -> bool:
        """Whether a verb of saying stands under one of quoting: "was quoted as saying"."""
        above = sentence.words[word.head]
        return above.i != word.i and self.lemma(above) in self._cues.quoting

    def _refuses(self, sentence: Sentence, word: Word) -> bool:
        """What somebody refuses to say is not said: "se negó a comentar", "declined to say"."""
        above = sentence.words[word.head]
        if word.morph.get("VerbForm") == "Inf" and above.i < word.i and self.lemma(above) in self._cues.refusing:
            return True
        reflexive = any(k.morph.get("Reflex") == "Yes" for k in sentence.children(word.i, "expl", "obj", "iobj"))
        return reflexive and self.lemma(word) in self._cues.deniers

    def _opens_phrase(self, sentence: Sentence, word: Word) -> bool:
        if word.pos not in ("VERB", "AUX"):
            return False
        words = sentence.words
        for rest in self._phrases.get(self.lemma(word), ()):
            at = word.i + 1
            if all(at + n < len(words) and words[at + n].lower == part for n, part in enumerate(rest)):
                return True
        return False

    def finite(self, sentence: Sentence, word: Word) -> bool:
        """Whether the verb tells: finite, a gerund, or with an auxiliary; no infinitive, no mere participle."""
        form = word.morph.get("VerbForm", "Fin")
        if form in ("Fin", "Ger") or word.morph.get("Mood"):
            return word.morph.get("Mood") not in ("Imp",)
        if form == "Part":
            near = sentence.children(word.i, "aux", "nsubj")
            return bool(near) or word.dep.split(":")[0] not in ("acl", "amod")
        return any(k.pos == "AUX" for k in sentence.children(word.i, "aux"))

    def conjunction(self, words: tuple[Word, ...], i: int) -> int:
        """How many words of a conjunction that opens a content clause stand at ``i``; 0 for none."""
        return self._conjunctions.at(words, i)


def finite_mood(word: Word) -> bool:
    """Whether a word is a finite verb by its form."""
    return word.pos in ("VERB", "AUX") and word.morph.get("VerbForm", "Fin") == "Fin"


def is_clitic(word: Word) -> bool:
    """Whether a word may stand between a quotation and its verb ("le dijo", "also said", "ha dicho")."""
    return word.pos in _CLITIC
