"""Words in quotation marks that are nobody's: names of operations and ships, titles, nicknames, terms."""

from __future__ import annotations

from dragoman.attribution.cues import Cues
from dragoman.attribution.verbs import Phrases, Verbs, finite_mood
from dragoman.folding import fold
from dragoman.parsing.words import Sentence, Word

_NAME_WORDS = 6
_NICKNAME_WORDS = 3
_TERM_WORDS = 2


def is_term(sentence: Sentence, at: int, text: str) -> bool:
    """Whether words are one or two behind a definite article or an owner: a term, not what a sentence says of something
    ("los “cascos azules”", "Kyiv's “red line”").

    Args:
        at: word index of the opening mark. text: the words between the marks.
    """
    before = sentence.words[at - 1] if at else None
    if before is None or len(text.split()) > _TERM_WORDS:
        return False
    return (
        before.morph.get("Definite") == "Def"
        or before.morph.get("Poss") == "Yes"
        or before.dep == "case:poss"
        or (before.pos == "PART" and before.dep == "case")
    )


class Names:
    """Tells names from speech."""

    def __init__(self, cues: Cues, verbs: Verbs) -> None:
        self._verbs = verbs
        self._words = Phrases(cues.naming.words)
        self._terms = frozenset(fold(t) for t in cues.naming.terms)
        self._by = frozenset(cues.agents)
        self._bearers = frozenset(n.casefold() for n in cues.naming.nouns)

    def is_name(self, sentence: Sentence, at: int, ending: Sentence, last: int, text: str) -> bool:
        """Whether the words between two marks are a name.

        Args:
            sentence, at: sentence and word index of the opening mark. ending, last: of the closing one.
            text: the words between them.
        """
        if at == 0:
            return False
        words = sentence.words
        size = len(text.split())
        short = size <= _NAME_WORDS
        named = self._words.before(words, at)
        after = ending.words[last + 1] if last + 1 < len(ending.words) else None
        called = after is not None and after.lower in self._by  # "called “barbaric” by the UN"
        if named and short and not called and not self._active(sentence, words[named.last]):
            return True
        said = any(finite_mood(w) for w in words[at : last + 1 if ending is sentence else len(words)])
        if fold(text) in self._terms or (not said and self._titled(sentence, at, text)):
            return True
        if short and (text[:1].isupper() or text[:1].isdigit()) and self._borne(sentence, at):
            return True
        between = words[at - 1].pos == "PROPN" and after is not None and after.pos == "PROPN"
        return between and size <= _NICKNAME_WORDS

    def _titled(self, sentence: Sentence, at: int, text: str) -> bool:
        """Capitals in the middle of a sentence, and not behind a verb of saying or a colon: a name ("Los Lobos")."""
        words = text.split()
        if len(words) > _NAME_WORDS or text[-1:] in "?!…":
            return False
        capitals = [w for w in words if w[:1].isupper() or w[:1].isdigit()]
        small = [w for w in words if w not in capitals]
        if not capitals or any(len(w) > 3 for w in small) or not words[0][:1].isupper():
            return False
        before = next((w for w in reversed(sentence.words[:at]) if w.text != ","), None)
        if before is None or before.pos == "PUNCT":
            return False
        return not self._verbs.carries(sentence, before)

    def _active(self, sentence: Sentence, word: Word) -> bool:
        """Whether a naming word is a verb with a subject of its own: "the minister called it" is speech."""
        if not self._verbs.carries(sentence, word):
            return False
        main = word.morph.get("VerbForm", "Fin") == "Fin" and word.dep == "root"
        return main or bool(sentence.children(word.i, "nsubj"))

    def _borne(self, sentence: Sentence, at: int) -> bool:
        for i in range(at - 1, max(-1, at - 4), -1):
            word = sentence.words[i]
            if word.lemma.casefold() in self._bearers or word.lower in self._bearers:
                return True
            if word.pos not in ("ADJ", "ADP", "DET"):
                return False
        return False
