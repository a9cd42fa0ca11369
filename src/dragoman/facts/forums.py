"""The forum that a sentence is about: named in it, or shortly before."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.facts.phrases import Phrases
from dragoman.facts.vote_words import Forum
from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence

# How many sentences a forum is remembered.
_BACK = 5


class Forums:
    """Finds the forums of one language."""

    def __init__(self, forums: Sequence[Forum]) -> None:
        self._forums = forums
        self._of_word: dict[str, list[int]] = {}
        for n, forum in enumerate(forums):
            for word in forum.words:
                self._of_word.setdefault(word, []).append(n)
        self._words = Phrases(self._of_word)

    def named_in(self, sentence: Sentence) -> bool:
        """Whether a sentence names any forum."""
        return bool(self._words.in_text(sentence.folded, sentence.forms))

    def of(self, document: Document) -> list[Forum | None]:
        """For each sentence the forum named in it, or last before it (up to four sentences back)."""
        named = [self._hits(parsed.sentence) for parsed in document.sentences]
        # Who votes in a body of its own does so only in the sentence that names it.
        lasting = [[hit for hit in hits if not hit[0]] for hits in named]
        found: list[Forum | None] = []
        for index, hits in enumerate(named):
            before = (lasting[i] for i in range(index - 1, max(-1, index - _BACK), -1))
            near = hits or next((older for older in before if older), [])
            found.append(self._forums[min(near)[2]] if near else None)
        return found

    def _hits(self, sentence: Sentence) -> list[tuple[bool, int, int]]:
        """The forums that a sentence names: whether it is the body itself, where, and which."""
        words = self._words.in_text(sentence.folded, sentence.forms)
        return [(self._forums[n].own, sentence.folded.find(w), n) for w in words for n in self._of_word[w]]
