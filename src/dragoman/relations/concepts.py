"""Meanings that the words of all languages share (``lexicon/relations/concepts.yaml``).

What the classifier learns from one language carries over to the others through them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.errors import LexiconError
from dragoman.folding import fold
from dragoman.lexicon import Entry, Lexicon

_FILE = "relations/concepts.yaml"
_SHORTEST = 2


class Concept(Entry):
    """A meaning and its words in each language: "troop*" is any word that begins so, "hand* over" two words."""

    id: str
    en: tuple[str, ...]
    es: tuple[str, ...]

    def words(self, language: str) -> tuple[str, ...]:
        return self.es if language == "es" else self.en


class Masks(Entry):
    """Names that stand for actor and recipient in the sentence that is turned into a vector, by language."""

    actor: dict[str, str]
    recipient: dict[str, str]


class Concepts:
    """Reads the meanings of the words of one language."""

    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        self._whole: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._stems: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for concept in concepts:
            for phrase in concept.words(language):
                first, *rest = fold(phrase).split()
                table = self._stems if first.endswith("*") else self._whole
                table.setdefault(first.rstrip("*"), []).append((concept.id, tuple(rest)))
        self._known: dict[str, list[tuple[str, tuple[str, ...]]]] = {}

    def read(self, words: Sequence[str]) -> list[list[str]]:
        """For every folded word the meanings that begin at it."""
        found: list[list[str]] = []
        for i, word in enumerate(words):
            here: list[str] = []
            for concept, rest in self._starting(word):
                if concept not in here and (not rest or _follow(rest, words[i + 1 : i + 1 + len(rest)])):
                    here.append(concept)
            found.append(here)
        return found

    def _starting(self, word: str) -> list[tuple[str, tuple[str, ...]]]:
        known = self._known.get(word)
        if known is None:
            known = list(self._whole.get(word, ()))
            for length in range(_SHORTEST, len(word) + 1):
                known += self._stems.get(word[:length], ())
            if len(self._known) < 100_000:
                self._known[word] = known
        return known


def _follow(patterns: Sequence[str], words: Sequence[str]) -> bool:
    return len(patterns) == len(words) and all(map(_fits, patterns, words))


def _fits(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def load_concepts(lexicon: Lexicon, language: str) -> Concepts:
    """The meanings of a language.

    Raises:
        LexiconError: the file is missing or not valid.
    """
    entries = lexicon.entries(_FILE, Concept)
    for entry in entries:
        for phrase in entry.words(language):
            first = (phrase.split() or [""])[0]
            if len(first.rstrip("*")) < (_SHORTEST if first.endswith("*") else 1):
                raise LexiconError(f"{lexicon.where(_FILE, 'id', entry.id)}: {entry.id}: {phrase!r} is too short")
    return Concepts(entries, language)


def load_masks(lexicon: Lexicon) -> Masks:
    """The names that stand for the parties.

    Raises:
        LexiconError: the file is missing or not valid.
    """
    return lexicon.document("relations/masks.yaml", Masks)
